from __future__ import annotations

from typing import Any

import pytest

from connectors.workspace.call import GoogleError, Json, Switches
from tests.connectors.workspace.sheet_books import (
    Spreadsheet,
    a_spreadsheet,
    cells,
    grid_range,
    rows_range,
)


def _filtered(switches: Switches, *hidden: str) -> Spreadsheet:
    """Give rows a to d, of which the filter hides some and a person hid d."""
    book = a_spreadsheet([["huruf"], ["a"], ["b"], ["c"], ["d"]], switches=switches)
    criteria = {"columnIndex": 0, "filterCriteria": {"hiddenValues": list(hidden)}}
    book.batch(
        {
            "setBasicFilter": {
                "filter": {"range": grid_range(0, 5, 0, 1), "filterSpecs": [criteria]}
            }
        },
        {
            "updateDimensionProperties": {
                "range": rows_range(4, 5),
                "properties": {"hiddenByUser": True},
                "fields": "hiddenByUser",
            }
        },
    )
    return book


@pytest.mark.parametrize(
    ("skips", "hidden", "expected"),
    [
        pytest.param(False, ["b"], ["a", "b", "c", "d"], id="all are copied"),
        pytest.param(True, ["b"], ["a", "c", "d", "lama"], id="the rest closes up"),
        pytest.param(True, [], ["a", "b", "c", "d"], id="a row hidden by hand is copied"),
        pytest.param(True, ["a", "b", "c", "d"], ["lama"] * 4, id="nothing is left to paste"),
    ],
)
def test_whether_filtered_rows_are_copied_is_a_switch(
    skips: bool, hidden: list[str], expected: list[str]
) -> None:
    book = _filtered(Switches(copy_skips_filtered_rows=skips), *hidden)
    book.write("C1:C4", [["lama"]] * 4)
    copy = {"source": grid_range(1, 5, 0, 1), "destination": grid_range(0, 4, 2, 3)}
    book.batch({"copyPaste": {**copy, "pasteType": "PASTE_VALUES"}})
    assert book.values("C1:C9") == [[letter] for letter in expected]


def test_what_a_filter_leaves_is_pasted_as_often_as_the_source_fits() -> None:
    book = _filtered(Switches(copy_skips_filtered_rows=True), "a", "b")
    copy = {"source": grid_range(1, 5, 0, 1), "destination": grid_range(0, 8, 2, 4)}
    book.batch({"copyPaste": copy})
    assert book.values("C1:D9") == [["c", "c"], ["d", "d"], [], [], ["c", "c"], ["d", "d"]]


def test_references_of_a_copied_formula_move_as_far_as_its_row() -> None:
    book = _filtered(Switches(copy_skips_filtered_rows=True), "b")
    book.write("B2:B5", [["=A2"], ["=A3"], ["=A4"], ["=$A$2"]])
    copy = {"source": grid_range(1, 5, 1, 2), "destination": grid_range(6, 7, 2, 3)}
    book.batch({"copyPaste": copy})
    shown = book.values("C7:C9", valueRenderOption="FORMULA")
    assert shown == [["=B7"], ["=B8"], ["=$A$2"]]


def _cut(source: Json, destination: Json) -> Json:
    return {"cutPaste": {"source": source, "destination": destination}}


@pytest.mark.parametrize(
    ("request_", "merges"),
    [
        pytest.param(
            {
                "copyPaste": {
                    "source": grid_range(0, 1, 0, 2),
                    "destination": grid_range(4, 6, 0, 2),
                }
            },
            [(0, 1, 0, 2), (4, 5, 0, 2), (5, 6, 0, 2)],
            id="copied with the cells",
        ),
        pytest.param(
            {
                "copyPaste": {
                    "source": grid_range(0, 1, 0, 2),
                    "destination": grid_range(4, 5, 0, 2),
                    "pasteType": "PASTE_VALUES",
                }
            },
            [(0, 1, 0, 2)],
            id="not with values alone",
        ),
        pytest.param(
            {
                "copyPaste": {
                    "source": grid_range(2, 3, 0, 2),
                    "destination": grid_range(0, 1, 0, 2),
                }
            },
            [],
            id="pasted over",
        ),
        pytest.param(
            _cut(grid_range(0, 1, 0, 2), {"rowIndex": 4, "columnIndex": 3}),
            [(4, 5, 3, 5)],
            id="cut along",
        ),
    ],
)
def test_merges_are_pasted_with_the_cells(request_: Json, merges: list[tuple[int, ...]]) -> None:
    book = a_spreadsheet([["a", ""], ["b", "c"], ["d", "e"]])
    book.batch({"mergeCells": {"range": grid_range(0, 1, 0, 2)}}, request_)
    expected = [grid_range(*merge) for merge in merges]
    shown = [{**grid_range(0, 0, 0, 0), **merge} for merge in book.sheet().get("merges", [])]
    assert shown == expected


@pytest.mark.parametrize(
    "request_",
    [
        {"copyPaste": {"source": grid_range(2, 3, 0, 1), "destination": grid_range(0, 1, 0, 1)}},
        _cut(grid_range(2, 3, 0, 1), {}),
        _cut(grid_range(0, 1, 1, 2), {"rowIndex": 4}),
    ],
)
def test_no_paste_splits_a_merge(request_: Json) -> None:
    book = a_spreadsheet([["a", ""], ["b", "c"], ["d", "e"]])
    book.batch({"mergeCells": {"range": grid_range(0, 1, 0, 2)}})
    with pytest.raises(GoogleError, match="partially intersects a merge"):
        book.batch(request_)


@pytest.mark.parametrize(
    ("destination", "formulas"),
    [
        ({"rowIndex": 8, "columnIndex": 1}, ["=B9", "=SUM(B9:B10)", "=SUM(A1:A3)"]),
        (
            {"sheetId": 7, "rowIndex": 1},
            ["='Lembar dua'!A2", "=SUM('Lembar dua'!A2:A3)", "=SUM(A1:A3)"],
        ),
    ],
    ids=["on the sheet", "on another"],
)
def test_formulas_follow_cells_that_are_cut(destination: Json, formulas: list[Any]) -> None:
    book = a_spreadsheet([[1], [2], [3]])
    book.write("D1:D3", [["=A1"], ["=SUM(A1:A2)"], ["=SUM(A1:A3)"]])
    book.batch(
        {"addSheet": {"properties": {"sheetId": 7, "title": "Lembar dua"}}},
        cells(0, 0, [[{"note": "satu"}]], "note"),
        _cut(grid_range(0, 2, 0, 1), destination),
    )
    assert book.values("D1:D3", valueRenderOption="FORMULA") == [[f] for f in formulas]
    assert book.values("D1:D2") == [[1], [3]]


def test_formulas_that_are_cut_keep_what_they_refer_to() -> None:
    book = a_spreadsheet([[1], [2]])
    book.write("B1:B2", [["=A1"], ["=B1+$A$2"]])
    book.batch(_cut(grid_range(0, 2, 1, 2), {"rowIndex": 5, "columnIndex": 3}))
    assert book.values("D6:D7", valueRenderOption="FORMULA") == [["=A1"], ["=D6+$A$2"]]
    assert book.values("D6:D7") == [[1], [3]]
