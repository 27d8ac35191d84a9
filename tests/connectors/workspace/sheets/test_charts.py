"""Charts as the page draws them: columns, the lines over them, and the ends of their axis."""

from __future__ import annotations

from typing import Any

import pytest

from connectors.workspace.call import Json
from connectors.workspace.sheets.chart_drawing import Drawing, drawing
from connectors.workspace.sheets.read import Reading
from tests.connectors.workspace.sheet_books import a_spreadsheet, cells, grid_range, text


def number(value: float) -> Json:
    return {"userEnteredValue": {"numberValue": value}}


TABLE = [
    [text("Unsur"), text("Nilai"), text("Batas")],
    [text("U1"), number(100), number(75)],
    [text("U2"), number(50), number(75)],
]


def source(column: int) -> Json:
    return {"sourceRange": {"sources": [grid_range(0, 3, column, column + 1)]}}


def drawn(line: Json | None = None, **basic: Any) -> Drawing:
    """A chart of the second column with the third as a line over it."""
    columns: Json = {"series": source(1), "type": "COLUMN", "targetAxis": "LEFT_AXIS"}
    over: Json = {"series": source(2), "type": "LINE", "targetAxis": "LEFT_AXIS", **(line or {})}
    chart = {
        "chartType": "COMBO",
        "headerCount": 1,
        "domains": [{"domain": source(0)}],
        "series": [columns, over],
        **basic,
    }
    book = a_spreadsheet()
    anchor = {"overlayPosition": {"anchorCell": {"rowIndex": 4}}}
    added = {"addChart": {"chart": {"spec": {"basicChart": chart}, "position": anchor}}}
    book.batch(cells(0, 0, TABLE, "*"), added)
    opened = book.opened()
    return drawing(opened, Reading(opened), opened.sheet(0).objects("charts")[0])


def shapes(found: Drawing, kind: str) -> list[dict[str, Any]]:
    return [shape.attributes for shape in found.shapes if shape.kind == kind]


def columns_of(found: Drawing) -> list[float]:
    """How high the two columns are; those before them are the legend's."""
    return [shape["height"] for shape in shapes(found, "rect")[-2:]]


def marks(found: Drawing) -> set[str]:
    return {shape.text for shape in found.shapes if shape.kind == "text"}


def test_a_window_holds_both_ends_of_the_axis() -> None:
    window = {"viewWindowMode": "EXPLICIT", "viewWindowMin": 25, "viewWindowMax": 100}
    found = drawn(axis=[{"position": "LEFT_AXIS", "viewWindowOptions": window}])
    whole, half = columns_of(found)
    assert half / whole == pytest.approx(1 / 3, abs=0.01)
    assert {"25", "45"} <= marks(found)
    assert not {"0", "125"} & marks(found)


def test_without_a_window_columns_begin_at_nought() -> None:
    whole, half = columns_of(drawn())
    assert half / whole == pytest.approx(1 / 2, abs=0.01)


@pytest.mark.parametrize(
    ("line", "dashed", "points"),
    [
        pytest.param({}, False, 0, id="plain"),
        pytest.param({"lineStyle": {"type": "MEDIUM_DASHED", "width": 2}}, True, 0, id="dashed"),
        pytest.param({"pointStyle": {"shape": "CIRCLE"}}, False, 2, id="with points"),
    ],
)
def test_a_line_looks_as_its_spec_says(line: Json, dashed: bool, points: int) -> None:
    found = drawn(line)
    (shape,) = shapes(found, "polyline")
    assert (shape["stroke-dasharray"] != "none") == dashed
    assert len(shapes(found, "circle")) == points


def test_a_series_has_its_own_colour() -> None:
    green = {"colorStyle": {"rgbColor": {"green": 1}}}
    assert shapes(drawn(green), "polyline")[0]["stroke"] == "#00ff00"
