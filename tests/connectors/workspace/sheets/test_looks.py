"""What cells look like: colours, bands, links; and filters, which say what is shown."""

from __future__ import annotations

from typing import Any

import pytest

from connectors.workspace.call import GoogleError, Json
from connectors.workspace.sheets.banding import banding_of
from tests.connectors.workspace.sheet_books import (
    a_spreadsheet,
    cells,
    columns_range,
    grid_range,
    rows_range,
    text,
)


def _bands(**channels: float) -> Json:
    """Give properties of bands: header, first, second, footer, told apart by a level of red."""
    names = {"header": "headerColorStyle", "footer": "footerColor"}
    names |= {"first": "firstBandColor", "second": "secondBandColorStyle"}
    given = {names[kind]: {"red": level} for kind, level in channels.items()}
    return {
        name: {"rgbColor": colour} if name.endswith("Style") else colour
        for name, colour in given.items()
    }


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        pytest.param(
            {"rowProperties": _bands(header=0.2, first=0.4, second=0.6)},
            [[0.2] * 3, [0.4] * 3, [0.6] * 3, [0.4] * 3],
            id="rows",
        ),
        pytest.param(
            {"columnProperties": _bands(first=0.4, second=0.6, footer=1)},
            [[0.4, 0.6, 1]] * 4,
            id="columns",
        ),
        pytest.param(
            {
                "rowProperties": _bands(header=0.2, first=0.4, second=0.6),
                "columnProperties": _bands(header=0, first=0.8, second=1),
            },
            [[0.2, 0.2, 0.2], [0, 0.4, 0.4], [0, 0.8, 0.6], [0, 0.4, 0.4]],
            id="headers before first bands before second ones, rows before columns",
        ),
    ],
)
def test_bands_colour_rows_and_columns(properties: Json, expected: list[list[float]]) -> None:
    book = a_spreadsheet()
    area = grid_range(1, 5, 1, 4)
    book.batch({"addBanding": {"bandedRange": {"range": area, **properties}}})
    sheet = book.opened().sheet(0)
    shown = [
        [banding_of(sheet, row, column)["backgroundColor"].get("red", 0) for column in range(1, 4)]
        for row in range(1, 5)
    ]
    assert shown == expected
    assert banding_of(sheet, 0, 1) == banding_of(sheet, 1, 4) == {}


_LINK = {"uri": "https://wa.me/62811"}
_BLUE = {"red": 0.06666667, "green": 0.33333334, "blue": 0.8}
_LINKED = {
    "link": _LINK,
    "foregroundColor": _BLUE,
    "foregroundColorStyle": {"rgbColor": _BLUE},
    "underline": True,
}


@pytest.mark.parametrize(
    ("given", "fields", "expected"),
    [
        pytest.param({"link": _LINK}, "userEnteredFormat.textFormat.link", _LINKED, id="alone"),
        pytest.param(
            {"link": _LINK, "bold": True},
            "userEnteredFormat",
            {**_LINKED, "bold": True},
            id="with all else",
        ),
        pytest.param(
            {"link": _LINK, "underline": False},
            "userEnteredFormat.textFormat(link,underline)",
            {**_LINKED, "underline": False},
            id="unless the request says otherwise",
        ),
        pytest.param(
            {"link": _LINK}, "userEnteredFormat.textFormat.bold", None, id="a link not named"
        ),
    ],
)
def test_a_text_with_a_link_looks_like_one(given: Json, fields: str, expected: Json | None) -> None:
    book = a_spreadsheet([["Kirim"]])
    book.batch(cells(0, 0, [[{"userEnteredFormat": {"textFormat": given}}]], fields))
    mask = "sheets(properties(sheetId),data(rowData(values(userEnteredFormat(textFormat)))))"
    rows: list[Any] = book.sheet(fields=mask)["data"][0].get("rowData", [])
    shown = rows[0]["values"][0]["userEnteredFormat"]["textFormat"] if rows else None
    assert shown == expected


def test_what_a_cell_cannot_hold_here_is_refused_even_under_a_mask_for_everything() -> None:
    with pytest.raises(GoogleError, match="pivotTable is not supported"):
        a_spreadsheet().batch(cells(0, 0, [[{**text("x"), "pivotTable": {}}]], "*"))


_HIDDEN: Json = {"hiddenValues": ["a"]}
_BLANK: Json = {"condition": {"type": "BLANK"}}


@pytest.mark.parametrize(
    ("given", "specs"),
    [
        ({"criteria": {"1": _HIDDEN}}, [{"columnIndex": 1, "filterCriteria": _HIDDEN}]),
        (
            {"filterSpecs": [{"columnIndex": 2, "filterCriteria": _BLANK}]},
            [{"columnIndex": 2, "filterCriteria": _BLANK}],
        ),
        (
            {
                "criteria": {"1": _HIDDEN},
                "filterSpecs": [{"columnIndex": 2, "filterCriteria": _BLANK}],
            },
            [{"columnIndex": 2, "filterCriteria": _BLANK}],
        ),
    ],
    ids=["older spelling", "newer spelling", "the newer one counts"],
)
def test_filters_are_shown_in_both_spellings(given: Json, specs: list[Json]) -> None:
    book = a_spreadsheet()
    area = grid_range(0, 5, 0, 4)
    view = {"filterViewId": 3, "title": "tampilan", "range": area}
    book.batch(
        {"setBasicFilter": {"filter": {"range": area, **given}}},
        {"addFilterView": {"filter": view}},
        {"updateFilterView": {"filter": {**view, **given}, "fields": ",".join(given)}},
        {"insertDimension": {"range": columns_range(0, 1)}},
    )
    moved = [{**spec, "columnIndex": spec["columnIndex"] + 1} for spec in specs]
    criteria = {str(spec["columnIndex"]): spec["filterCriteria"] for spec in moved}
    sheet = book.sheet()
    for shown in (sheet["basicFilter"], sheet["filterViews"][0]):
        assert (shown["filterSpecs"], shown["criteria"]) == (moved, criteria)


@pytest.mark.parametrize(
    ("request_", "hidden"),
    [
        pytest.param(cells(1, 0, [[text("b")]], "userEnteredValue"), [1, 3], id="typed over"),
        pytest.param(cells(2, 0, [[text("a")]], "userEnteredValue"), [1, 3], id="typed"),
        pytest.param(
            {"insertDimension": {"range": rows_range(2, 3), "inheritFromBefore": True}},
            [1, 4],
            id="a row inserted below a hidden one",
        ),
        pytest.param(
            {"moveDimension": {"source": rows_range(1, 2), "destinationIndex": 5}},
            [2, 4],
            id="a hidden row moved",
        ),
        pytest.param({"deleteDimension": {"range": rows_range(1, 2)}}, [2], id="one deleted"),
        pytest.param({"deleteDimension": {"range": columns_range(0, 1)}}, [], id="the column gone"),
        pytest.param({"clearBasicFilter": {"sheetId": 0}}, [], id="the filter cleared"),
        pytest.param(
            {
                "setBasicFilter": {
                    "filter": {"range": grid_range(0, 5, 0, 1), "criteria": {"0": _BLANK}}
                }
            },
            [1, 2, 3, 4],
            id="another filter",
        ),
    ],
)
def test_rows_stay_hidden_until_the_filter_is_set_anew(request_: Json, hidden: list[int]) -> None:
    book = a_spreadsheet([["huruf"], ["a"], ["b"], ["a"], ["c"]], rows=8)
    first = {"range": grid_range(0, 5, 0, 2), "criteria": {"0": _HIDDEN}}
    book.batch({"setBasicFilter": {"filter": first}})
    book.batch(request_)
    rows = book.sheet(fields="sheets(properties,data(rowMetadata))")["data"][0]["rowMetadata"]
    assert [index for index, row in enumerate(rows) if row.get("hiddenByFilter")] == hidden
