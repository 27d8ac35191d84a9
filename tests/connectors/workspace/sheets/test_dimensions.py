from __future__ import annotations

from typing import Any

import pytest

from connectors.workspace.call import GoogleError, Json, Switches
from tests.connectors.workspace.sheet_books import (
    Spreadsheet,
    a_spreadsheet,
    cells,
    columns_range,
    grid_range,
    rows_range,
    text,
)


def _dressed() -> Spreadsheet:
    """Give a sheet with something of every kind on rows 2 to 4 (indices 1 to 3), columns B, C."""
    book = a_spreadsheet([["a", "b", "c"], ["d", "e", "f"], ["g", "h", "i"], ["j", "k", "l"]])
    area = grid_range(1, 4, 1, 3)
    column = grid_range(1, 4, 1, 2)
    condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": "=$B2=1"}]}
    spec = {
        "basicChart": {
            "chartType": "LINE",
            "series": [{"series": {"sourceRange": {"sources": [column]}}}],
        }
    }
    book.batch(
        {"mergeCells": {"range": grid_range(2, 4, 2, 3)}},
        {"addProtectedRange": {"protectedRange": {"protectedRangeId": 1, "range": area}}},
        {
            "addProtectedRange": {
                "protectedRange": {
                    "protectedRangeId": 2,
                    "range": {"sheetId": 0},
                    "unprotectedRanges": [area],
                }
            }
        },
        {"addNamedRange": {"namedRange": {"namedRangeId": "1", "name": "nama", "range": area}}},
        {
            "setBasicFilter": {
                "filter": {"range": area, "filterSpecs": [{"columnIndex": 2, "filterCriteria": {}}]}
            }
        },
        {"addFilterView": {"filter": {"filterViewId": 1, "title": "f", "range": area}}},
        {"addBanding": {"bandedRange": {"bandedRangeId": 1, "range": area, "rowProperties": {}}}},
        {
            "addConditionalFormatRule": {
                "rule": {"ranges": [area], "booleanRule": {"condition": condition, "format": {}}}
            }
        },
        {
            "addChart": {
                "chart": {
                    "chartId": 1,
                    "spec": spec,
                    "position": {
                        "overlayPosition": {"anchorCell": {"rowIndex": 3, "columnIndex": 2}}
                    },
                }
            }
        },
        {
            "createDeveloperMetadata": {
                "developerMetadata": {
                    "metadataId": 1,
                    "metadataKey": "baris",
                    "visibility": "DOCUMENT",
                    "location": {"dimensionRange": rows_range(2, 3)},
                }
            }
        },
        {
            "createDeveloperMetadata": {
                "developerMetadata": {
                    "metadataId": 2,
                    "metadataKey": "kolom",
                    "visibility": "DOCUMENT",
                    "location": {"dimensionRange": columns_range(1, 2)},
                }
            }
        },
        {
            "updateDimensionProperties": {
                "range": rows_range(2, 3),
                "properties": {"pixelSize": 50},
                "fields": "pixelSize",
            }
        },
        cells(
            9, 4, [[{"userEnteredValue": {"formulaValue": "=B2&SUM($B$2:B4)"}}]], "userEnteredValue"
        ),
        {
            "setDataValidation": {
                "range": grid_range(0, 1, 5, 6),
                "rule": {
                    "condition": {
                        "type": "ONE_OF_RANGE",
                        "values": [{"userEnteredValue": "=Sheet1!$B$2:$B"}],
                    }
                },
            }
        },
    )
    return book


def _places(book: Spreadsheet) -> Json:
    """Give where everything on the dressed sheet is."""
    whole = book.get(includeGridData=True)
    sheet = whole["sheets"][0]
    data = sheet["data"][0]
    cell = next(
        v
        for row in data["rowData"]
        for v in row.get("values", [])
        if "formulaValue" in v.get("userEnteredValue", {})
    )
    rules = [
        v["dataValidation"]
        for row in data["rowData"]
        for v in row.get("values", [])
        if "dataValidation" in v
    ]
    conditional = sheet["conditionalFormats"][0]
    metadata = {
        entry["metadataKey"]: index
        for member in ("rowMetadata", "columnMetadata")
        for index, described in enumerate(data[member])
        for entry in described.get("developerMetadata", [])
    }
    overlay = sheet["charts"][0]["position"]["overlayPosition"]
    chart = sheet["charts"][0]["spec"]["basicChart"]["series"][0]["series"]["sourceRange"]
    areas = [
        *(entry["range"] for entry in sheet["protectedRanges"][:1]),
        *sheet["protectedRanges"][1]["unprotectedRanges"],
        whole["namedRanges"][0]["range"],
        sheet["basicFilter"]["range"],
        sheet["filterViews"][0]["range"],
        sheet["bandedRanges"][0]["range"],
        *conditional["ranges"],
    ]
    return {
        "areas": {_corners(area) for area in areas},
        "merge": _corners(sheet["merges"][0]),
        "chart": _corners(chart["sources"][0]),
        "anchor": (overlay["anchorCell"]["rowIndex"], overlay["anchorCell"]["columnIndex"]),
        "filtered column": sheet["basicFilter"]["filterSpecs"][0]["columnIndex"],
        "metadata": metadata,
        "tall": [i for i, row in enumerate(data["rowMetadata"]) if row["pixelSize"] == 50],
        "formula": cell["userEnteredValue"]["formulaValue"],
        "condition": conditional["booleanRule"]["condition"]["values"][0]["userEnteredValue"],
        "list": rules[0]["condition"]["values"][0]["userEnteredValue"],
    }


def _corners(area: Json) -> tuple[Any, ...]:
    names = ("startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex")
    return tuple(area.get(name, 0) for name in names)


_AT_FIRST = {
    "areas": {(1, 4, 1, 3)},
    "merge": (2, 4, 2, 3),
    "chart": (1, 4, 1, 2),
    "anchor": (3, 2),
    "filtered column": 2,
    "metadata": {"baris": 2, "kolom": 1},
    "tall": [2],
    "formula": "=B2&SUM($B$2:B4)",
    "condition": "=$B2=1",
    "list": "=Sheet1!$B$2:$B",
}


@pytest.mark.parametrize(
    ("request_", "changes"),
    [
        pytest.param(
            {"insertDimension": {"range": rows_range(0, 2)}},
            {
                "areas": {(3, 6, 1, 3)},
                "merge": (4, 6, 2, 3),
                "chart": (3, 6, 1, 2),
                "anchor": (5, 2),
                "metadata": {"baris": 4, "kolom": 1},
                "tall": [4],
                "formula": "=B4&SUM($B$4:B6)",
                "condition": "=$B4=1",
                "list": "=Sheet1!$B$4:$B",
            },
            id="rows inserted above",
        ),
        pytest.param(
            {"insertDimension": {"range": rows_range(3, 4), "inheritFromBefore": True}},
            {
                "areas": {(1, 5, 1, 3)},
                "merge": (2, 5, 2, 3),
                "chart": (1, 5, 1, 2),
                "anchor": (4, 2),
                "tall": [2, 3],
                "formula": "=B2&SUM($B$2:B5)",
            },
            id="a row inserted within takes the height of the one before",
        ),
        pytest.param(
            {"deleteDimension": {"range": rows_range(2, 3)}},
            {
                "areas": {(1, 3, 1, 3)},
                "merge": (2, 3, 2, 3),
                "chart": (1, 3, 1, 2),
                "anchor": (2, 2),
                "metadata": {"kolom": 1},
                "tall": [],
                "formula": "=B2&SUM($B$2:B3)",
            },
            id="a row deleted within",
        ),
        pytest.param(
            {"moveDimension": {"source": rows_range(2, 3), "destinationIndex": 12}},
            {
                "areas": {(1, 3, 1, 3)},
                "merge": (2, 3, 2, 3),
                "chart": (1, 3, 1, 2),
                "anchor": (2, 2),
                "metadata": {"baris": 11, "kolom": 1},
                "tall": [11],
                "formula": "=B2&SUM($B$2:B3)",
            },
            id="a row moved away",
        ),
        pytest.param(
            {"insertDimension": {"range": columns_range(1, 2)}},
            {
                "areas": {(1, 4, 2, 4)},
                "merge": (2, 4, 3, 4),
                "chart": (1, 4, 2, 3),
                "anchor": (3, 3),
                "filtered column": 3,
                "metadata": {"baris": 2, "kolom": 2},
                "formula": "=C2&SUM($C$2:C4)",
                "condition": "=$C2=1",
                "list": "=Sheet1!$C$2:$C",
            },
            id="a column inserted before",
        ),
        pytest.param(
            {"updateSheetProperties": {"properties": {"title": "Baru lagi"}, "fields": "title"}},
            {"list": "='Baru lagi'!$B$2:$B"},
            id="the sheet renamed",
        ),
    ],
)
def test_everything_moves_with_its_rows_and_columns(request_: Json, changes: Json) -> None:
    book = _dressed()
    assert _places(book) == _AT_FIRST
    if "merge" in changes and changes["merge"] == (2, 3, 2, 3):
        # A merge of a single cell is none.
        book.batch(request_)
        assert "merges" not in book.sheet()
        return
    book.batch(request_)
    assert _places(book) == _AT_FIRST | changes


def test_objects_go_when_all_their_rows_go() -> None:
    book = _dressed()
    book.batch({"deleteDimension": {"range": rows_range(1, 4)}})
    whole = book.get(includeGridData=True)
    sheet = whole["sheets"][0]
    gone = {"merges", "basicFilter", "filterViews", "bandedRanges", "conditionalFormats"}
    assert not gone & sheet.keys()
    assert [entry["protectedRangeId"] for entry in sheet["protectedRanges"]] == [2]
    assert "namedRanges" not in whole
    assert len(sheet["charts"]) == 1
    shown = sheet["data"][0]["rowData"][6]["values"][4]
    assert shown["userEnteredValue"] == {"formulaValue": "=#REF!&SUM(#REF!)"}
    assert shown["effectiveValue"]["errorValue"]["type"] == "REF"


def test_an_inserted_row_takes_formats_and_rules_from_its_model_but_no_values() -> None:
    book = a_spreadsheet([["a"], ["b"]])
    bold = {"userEnteredFormat": {"textFormat": {"bold": True}}, "note": "n", **text("a")}
    book.batch(
        cells(0, 0, [[bold]], "*"),
        {"insertDimension": {"range": rows_range(1, 2), "inheritFromBefore": True}},
        {"insertDimension": {"range": rows_range(2, 3)}},
    )
    mask = (
        "sheets(properties(sheetId),data(rowData(values(userEnteredValue,userEnteredFormat,note))))"
    )
    rows = book.sheet(fields=mask)["data"][0]["rowData"]
    assert rows[1:] == [
        {"values": [{"userEnteredFormat": bold["userEnteredFormat"]}]},
        {},
        {"values": [text("b")]},
    ]


def test_frozen_rows_follow_insertions_and_deletions() -> None:
    book = a_spreadsheet([["a"]])
    frozen = {"gridProperties": {"frozenRowCount": 2}}
    book.batch(
        {
            "updateSheetProperties": {
                "properties": frozen,
                "fields": "gridProperties/frozenRowCount",
            }
        },
        {"insertDimension": {"range": rows_range(1, 2)}},
    )
    assert book.sheet()["properties"]["gridProperties"] == {
        "rowCount": 21,
        "columnCount": 8,
        "frozenRowCount": 3,
    }
    book.batch({"deleteDimension": {"range": rows_range(2, 10)}})
    assert book.sheet()["properties"]["gridProperties"]["frozenRowCount"] == 2


@pytest.mark.parametrize(
    ("request_", "formula", "area"),
    [
        ({"deleteDimension": {"range": rows_range(1, 2)}}, "=$C2=B$9", (1, 8, 0, 3)),
        (
            {"moveDimension": {"source": rows_range(1, 2), "destinationIndex": 6}},
            "=$C2=B$10",
            (1, 9, 0, 3),
        ),
        ({"insertDimension": {"range": rows_range(0, 1)}}, "=$C3=B$11", (2, 10, 0, 3)),
        (
            {"moveDimension": {"source": columns_range(2, 3), "destinationIndex": 1}},
            "=$B2=B$10",
            (1, 9, 0, 3),
        ),
        ({"deleteDimension": {"range": columns_range(0, 1)}}, "=$B2=B$10", (1, 9, 0, 2)),
        ({"deleteDimension": {"range": columns_range(2, 3)}}, "=#REF!=B$10", (1, 9, 0, 2)),
    ],
    ids=[
        "its first row deleted",
        "its first row moved",
        "a row above",
        "the column it names moved",
        "its first column deleted",
        "the column it names deleted",
    ],
)
def test_relative_references_of_a_conditional_format_keep_their_distance(
    request_: Json, formula: str, area: tuple[int, ...]
) -> None:
    book = a_spreadsheet()
    condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": "=$C2=B$10"}]}
    rule = {
        "ranges": [grid_range(1, 9, 0, 3)],
        "booleanRule": {"condition": condition, "format": {}},
    }
    book.batch({"addConditionalFormatRule": {"rule": rule}}, request_)
    (shown,) = book.sheet()["conditionalFormats"]
    assert shown["booleanRule"]["condition"]["values"] == [{"userEnteredValue": formula}]
    assert _corners(shown["ranges"][0]) == area


@pytest.mark.parametrize(
    ("deletion", "anchor"),
    [
        (rows_range(2, 5), {"rowIndex": 2, "columnIndex": 3}),
        (rows_range(3, 20), {"rowIndex": 2, "columnIndex": 3}),
        (rows_range(0, 5), {"columnIndex": 3}),
        (columns_range(1, 8), {"rowIndex": 4}),
    ],
)
def test_a_chart_whose_anchor_is_deleted_stays_where_it_closes_up(
    deletion: Json, anchor: Json
) -> None:
    book = a_spreadsheet()
    series = {"series": {"sourceRange": {"sources": [grid_range(0, 2, 0, 1)]}}}
    position = {"overlayPosition": {"anchorCell": {"rowIndex": 4, "columnIndex": 3}}}
    spec = {"basicChart": {"chartType": "LINE", "series": [series]}}
    book.batch(
        {"addChart": {"chart": {"spec": spec, "position": position}}},
        {"deleteDimension": {"range": deletion}},
    )
    assert book.sheet()["charts"][0]["position"]["overlayPosition"]["anchorCell"] == anchor


@pytest.mark.parametrize(
    ("source", "destination", "stopped"),
    [
        pytest.param((1, 2), 6, True, id="part of it"),
        pytest.param((0, 2), 6, True, id="part of it with another"),
        pytest.param((5, 6), 2, True, id="into it"),
        pytest.param((1, 3), 6, False, id="all of it"),
        pytest.param((0, 4), 6, False, id="more than it"),
        pytest.param((5, 6), 1, False, id="before it"),
    ],
)
@pytest.mark.parametrize("dimension", ["ROWS", "COLUMNS"])
@pytest.mark.parametrize("position", [True, False])
def test_whether_merges_stop_moves_is_a_switch(
    source: tuple[int, int], destination: int, stopped: bool, dimension: str, position: bool
) -> None:
    book = a_spreadsheet(switches=Switches(merges_stop_moves=position))
    rows = dimension == "ROWS"
    book.batch(
        {"mergeCells": {"range": grid_range(1, 3, 0, 1) if rows else grid_range(0, 1, 1, 3)}}
    )
    span = rows_range(*source) if rows else columns_range(*source)
    move = {"moveDimension": {"source": span, "destinationIndex": destination}}
    if not (stopped and position):
        book.batch(move)
        return
    with pytest.raises(GoogleError, match="would split a merged cell"):
        book.batch(move)


_FROZEN = {
    "updateSheetProperties": {
        "properties": {"gridProperties": {"frozenRowCount": 1, "frozenColumnCount": 2}},
        "fields": "gridProperties(frozenRowCount,frozenColumnCount)",
    }
}


@pytest.mark.parametrize(
    ("area", "noun"),
    [((0, 2, 0, 1), "rows"), ((0, 1, 1, 3), "columns"), ((0, 1, 0, 2), ""), ((1, 3, 2, 4), "")],
)
def test_no_merge_is_frozen_in_part(area: tuple[int, int, int, int], noun: str) -> None:
    merge = {"mergeCells": {"range": grid_range(*area)}}
    if not noun:
        a_spreadsheet().batch(_FROZEN, merge)
        a_spreadsheet().batch(merge, _FROZEN)
        return
    with pytest.raises(GoogleError, match=f"can't merge frozen and non-frozen {noun}"):
        a_spreadsheet().batch(_FROZEN, merge)
    with pytest.raises(GoogleError, match=f"can't freeze {noun} which contain only part"):
        a_spreadsheet().batch(merge, _FROZEN)


@pytest.mark.parametrize(("position", "inserted"), [(True, [False]), (False, [])])
def test_an_inserted_row_with_a_tick_box_may_be_false(position: bool, inserted: list[Any]) -> None:
    book = a_spreadsheet([[True], ["bawah"]], switches=Switches(checkboxes_hold_false=position))
    rule = {"condition": {"type": "BOOLEAN"}}
    book.batch(
        {"setDataValidation": {"range": grid_range(0, 1, 0, 1), "rule": rule}},
        {"insertDimension": {"range": rows_range(1, 2), "inheritFromBefore": True}},
    )
    assert book.values() == [[True], inserted, ["bawah"]]


@pytest.mark.parametrize(
    ("request_", "moved", "formula"),
    [
        (
            {"insertRange": {"range": grid_range(0, 2, 1, 3), "shiftDimension": "ROWS"}},
            (3, 6),
            "B4",
        ),
        (
            {"deleteRange": {"range": grid_range(0, 1, 1, 3), "shiftDimension": "ROWS"}},
            (0, 3),
            "B1",
        ),
        (
            {"insertRange": {"range": grid_range(0, 2, 2, 3), "shiftDimension": "ROWS"}},
            (1, 4),
            "B2",
        ),
    ],
    ids=["pushed down", "closed up", "beside"],
)
def test_what_refers_to_cells_that_are_pushed_follows(
    request_: Json, moved: tuple[int, int], formula: str
) -> None:
    book = a_spreadsheet([["a", "b"], ["c", "d"]])
    area = grid_range(1, 4, 1, 3)
    whole = {"sheetId": 0, "startRowIndex": 1, "endRowIndex": 4}
    book.write("E1", [["=B2"]])
    book.batch(
        {"addNamedRange": {"namedRange": {"namedRangeId": "1", "name": "nama", "range": area}}},
        {"addNamedRange": {"namedRange": {"namedRangeId": "2", "name": "baris", "range": whole}}},
        request_,
    )
    named = [entry["range"] for entry in book.get()["namedRanges"]]
    assert _corners(named[0]) == (*moved, 1, 3)
    assert _corners(named[1])[:2] == (1, 4)
    assert book.values("E1", valueRenderOption="FORMULA") == [[f"={formula}"]]


def test_cells_are_not_pushed_through_a_part_of_a_merge() -> None:
    book = a_spreadsheet([["a", "b"]])
    book.batch({"mergeCells": {"range": grid_range(3, 4, 0, 2)}})
    pushed = {"range": grid_range(0, 1, 1, 2), "shiftDimension": "ROWS"}
    for kind in ("insertRange", "deleteRange"):
        with pytest.raises(GoogleError, match="part of a merged cell"):
            book.batch({kind: pushed})
