from __future__ import annotations

from typing import Any

import pytest

from connectors.workspace.call import GoogleError, Json, Switches
from tests.connectors.workspace.sheet_books import (
    OWNER,
    a_spreadsheet,
    cells,
    columns_range,
    grid_range,
    rows_range,
    text,
)

_FIELDS = "userEnteredValue"


def _refusal(*requests: Json, **made: Any) -> str:
    book = a_spreadsheet([["a", "b"], ["c", "d"]], **made)
    with pytest.raises(GoogleError) as caught:
        book.batch(*requests)
    assert caught.value.code == 400
    assert book.values() == [["a", "b"], ["c", "d"]]
    return caught.value.message


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        ({"addSheet": {"properties": {"sheetId": 0}}}, "already exists"),
        ({"addSheet": {"properties": {"title": "sheet1"}}}, "already exists"),
        ({"deleteSheet": {"sheetId": 0}}, "all the visible sheets"),
        ({"deleteSheet": {"sheetId": 9}}, "No sheet with id: 9"),
        (
            {"updateSheetProperties": {"properties": {"hidden": True}, "fields": "hidden"}},
            "can't hide all",
        ),
        ({"updateSheetProperties": {"properties": {"title": "x"}}}, "At least one field"),
        (cells(20, 0, [[text("x")]], _FIELDS), "Attempting to write row: 20"),
        (cells(0, 8, [[text("x")]], _FIELDS), "Attempting to write column: 8"),
        (cells(0, 0, [[text("x" * 50_001)]], _FIELDS), "maximum of 50000"),
        (cells(0, 0, [[{"userEnteredValue": {"formulaValue": "1"}}]], _FIELDS), "begin with '='"),
        (cells(0, 0, [[{}]], "effectiveValue"), "read-only"),
        (cells(0, 0, [[{}]], "pivotTable"), "not supported by the embedded workspace"),
        (
            {"updateCells": {"range": grid_range(0, 1, 0, 1), "rows": [{}, {}], "fields": "*"}},
            "beyond the last requested row",
        ),
        (
            {"repeatCell": {"range": grid_range(0, 21, 0, 1), "fields": "*"}},
            "after last row in grid[20]",
        ),
        (
            {"repeatCell": {"range": grid_range(2, 2, 0, 1), "fields": "*"}},
            "is not after its start",
        ),
        ({"repeatCell": {"range": {"sheetId": 5}, "fields": "*"}}, "No grid with id: 5"),
        (
            {"insertDimension": {"range": rows_range(0, 1), "inheritFromBefore": True}},
            "inheritFromBefore",
        ),
        (
            {"insertDimension": {"range": rows_range(20, 21)}},
            "must be less than the grid size (20)",
        ),
        (
            {"insertDimension": {"range": {"dimension": "ROWS", "startIndex": 1}}},
            "endIndex is required",
        ),
        ({"insertDimension": {"range": columns_range(0, 18_271)}}, "more than 18278 columns"),
        (
            {"appendDimension": {"dimension": "COLUMNS", "length": 18_271}},
            "more than 18278 columns",
        ),
        (
            {"addSheet": {"properties": {"gridProperties": {"columnCount": 18_279}}}},
            "more than 18278 columns",
        ),
        ({"deleteDimension": {"range": rows_range(19, 21)}}, "there are only 20 rows"),
        ({"deleteDimension": {"range": rows_range(0, 20)}}, "all non-frozen rows"),
        (
            {"setBasicFilter": {"filter": {"range": {}, "sortSpecs": [{"dimensionIndex": 0}]}}},
            "sortSpecs of a basic filter are not supported",
        ),
        ({"addTable": {}}, "addTable is not supported by the embedded workspace"),
        (
            {
                "setDataValidation": {
                    "range": grid_range(0, 1, 0, 1),
                    "rule": {"condition": {"type": "ONE_OF_LIST"}},
                }
            },
            "takes 1 to 500",
        ),
        ({"deleteProtectedRange": {"protectedRangeId": 5}}, "No protected range with id: 5"),
        ({"createDeveloperMetadata": {"developerMetadata": {"metadataKey": "k"}}}, "visibility"),
        (
            {"updateSpreadsheetProperties": {"properties": {"locale": "xx"}, "fields": "locale"}},
            "locale 'xx'",
        ),
        ({}, "exactly one request kind"),
        (
            {
                "updateDimensionProperties": {
                    "range": rows_range(0, 1),
                    "fields": "pixelSize,colour",
                }
            },
            "colour is not supported",
        ),
        (
            {
                "addSheet": {
                    "properties": {"gridProperties": {"rowCount": 10_000_000, "columnCount": 2}}
                }
            },
            "above the limit of 10000000 cells",
        ),
        (
            {"addSheet": {"properties": {"gridProperties": {"rowCount": 2, "frozenRowCount": 2}}}},
            "freeze all visible rows",
        ),
    ],
)
def test_one_bad_request_fails_the_whole_batch_and_is_named(request_: Json, message: str) -> None:
    good = cells(0, 0, [[text("changed")]], _FIELDS)
    kind = next(iter(request_), "")
    told = _refusal(good, request_)
    assert told.startswith(f"Invalid requests[1]{'.' + kind if kind else ''}: ")
    assert message in told


def test_a_fixed_id_of_every_kind_can_be_used_once() -> None:
    area = grid_range(0, 2, 0, 1)
    metadata = {
        "metadataId": 7,
        "metadataKey": "langkah",
        "visibility": "DOCUMENT",
        "location": {"spreadsheet": True},
    }
    series = {"series": {"sourceRange": {"sources": [area]}}}
    spec = {"basicChart": {"chartType": "COLUMN", "series": [series]}}
    anchor = {"overlayPosition": {"anchorCell": {"rowIndex": 3}}}
    requests: list[Json] = [
        {"addSheet": {"properties": {"sheetId": 7}}},
        {"addNamedRange": {"namedRange": {"namedRangeId": "7", "name": "n", "range": area}}},
        {"addProtectedRange": {"protectedRange": {"protectedRangeId": 7, "range": area}}},
        {"addFilterView": {"filter": {"filterViewId": 7, "title": "f", "range": area}}},
        {"addBanding": {"bandedRange": {"bandedRangeId": 7, "range": area, "rowProperties": {}}}},
        {"addChart": {"chart": {"chartId": 7, "spec": spec, "position": anchor}}},
        {"createDeveloperMetadata": {"developerMetadata": metadata}},
    ]
    book = a_spreadsheet([["a", 1], ["b", 2]])
    replies = book.batch(*requests)["replies"]
    assert [next(iter(reply)) for reply in replies] == [next(iter(r)) for r in requests]
    before = book.documents.stored
    for request in requests:
        with pytest.raises(GoogleError, match=r"already|cannot"):
            book.batch(cells(0, 0, [[text("twice")]], _FIELDS), request)
    assert book.documents.stored == before


@pytest.mark.parametrize(
    ("fields", "data", "expected"),
    [
        pytest.param(
            "userEnteredValue",
            {"userEnteredValue": {"numberValue": 2}, "note": "no"},
            {
                "userEnteredValue": {"numberValue": 2},
                "userEnteredFormat": {"textFormat": {"bold": True, "italic": True}},
                "note": "lama",
            },
            id="only the value",
        ),
        pytest.param(
            "userEnteredValue,userEnteredFormat(textFormat.bold)",
            {
                "userEnteredValue": {"boolValue": False},
                "userEnteredFormat": {"textFormat": {"bold": False}},
            },
            {
                "userEnteredValue": {"boolValue": False},
                "userEnteredFormat": {"textFormat": {"bold": False, "italic": True}},
                "note": "lama",
            },
            id="a member of a format",
        ),
        pytest.param(
            "userEnteredFormat/textFormat,note",
            {},
            {"userEnteredValue": {"stringValue": "a"}},
            id="cleared",
        ),
        pytest.param("*", {"note": "baru"}, {"note": "baru"}, id="everything"),
    ],
)
def test_a_mask_says_which_members_of_a_cell_are_written(
    fields: str, data: Json, expected: Json
) -> None:
    book = a_spreadsheet()
    known = {
        **text("a"),
        "note": "lama",
        "userEnteredFormat": {"textFormat": {"bold": True, "italic": True}},
    }
    book.batch(cells(0, 0, [[known]], "*"), cells(0, 0, [[data]], fields))
    mask = (
        "sheets(properties(sheetId),data(rowData(values(userEnteredValue,userEnteredFormat,note))))"
    )
    rows = book.sheet(fields=mask)["data"][0]["rowData"]
    assert rows == [{"values": [expected]}]


def test_a_range_larger_than_its_rows_is_cleared_where_they_end() -> None:
    book = a_spreadsheet([["a", "b", "c"], ["d", "e", "f"], ["g", "h", "i"]])
    rows = [{"values": [text("x")]}]
    book.batch({"updateCells": {"range": grid_range(0, 2, 0, 2), "rows": rows, "fields": _FIELDS}})
    assert book.values() == [["x", "", "c"], ["", "", "f"], ["g", "h", "i"]]


def test_colours_come_back_in_both_spellings_and_in_255_steps() -> None:
    book = a_spreadsheet()
    style = {"backgroundColorStyle": {"rgbColor": {"red": 0.85, "green": 0, "blue": 1}}}
    fields = "userEnteredFormat.backgroundColorStyle"
    book.batch(cells(0, 0, [[{"userEnteredFormat": style}]], fields))
    mask = "sheets(properties(sheetId),data(rowData(values(userEnteredFormat))))"
    colour = {"red": 0.8509804, "blue": 1}
    assert book.sheet(fields=mask)["data"][0]["rowData"][0]["values"][0] == {
        "userEnteredFormat": {
            "backgroundColor": colour,
            "backgroundColorStyle": {"rgbColor": colour},
        }
    }


def test_appended_cells_go_below_the_last_value_and_a_false_is_one() -> None:
    book = a_spreadsheet([["a"]], rows=3)
    rule = {"condition": {"type": "BOOLEAN"}}
    tick = {"userEnteredValue": {"boolValue": False}, "dataValidation": rule}
    book.batch(
        cells(1, 1, [[tick]], "*"),
        cells(2, 1, [[{"dataValidation": rule}]], "dataValidation"),
        {
            "appendCells": {
                "rows": [{"values": [text("x")]}, {"values": [text("y")]}],
                "fields": _FIELDS,
            }
        },
    )
    assert book.values() == [["a"], ["", False], ["x"], ["y"]]
    assert book.sheet()["properties"]["gridProperties"]["rowCount"] == 4


@pytest.mark.parametrize(("position", "expected"), [(False, 2), (True, 3)])
def test_a_tick_box_may_make_its_cell_false(position: bool, expected: int) -> None:
    book = a_spreadsheet([["a"]], switches=Switches(checkboxes_hold_false=position))
    rule = {"condition": {"type": "BOOLEAN"}}
    book.batch({"setDataValidation": {"range": grid_range(1, 2, 0, 1), "rule": rule}})
    book.batch({"appendCells": {"rows": [{"values": [text("x")]}], "fields": _FIELDS}})
    assert len(book.values()) == expected


def test_sorting_orders_numbers_texts_truths_and_blanks_last() -> None:
    book = a_spreadsheet([["b", 1], [True, 2], ["", 3], [10, 4], ["A", 5], [9, 6]])
    sort = {
        "range": grid_range(0, 6, 0, 2),
        "sortSpecs": [{"dimensionIndex": 0, "sortOrder": "ASCENDING"}],
    }
    book.batch({"sortRange": sort})
    assert book.values() == [[9, 6], [10, 4], ["A", 5], ["b", 1], [True, 2], ["", 3]]
    sort["sortSpecs"] = [{"dimensionIndex": 0, "sortOrder": "DESCENDING"}]
    book.batch({"sortRange": sort})
    assert book.values() == [[True, 2], ["b", 1], ["A", 5], [10, 4], [9, 6], ["", 3]]


def test_sorting_is_stable_and_leaves_hidden_and_filtered_rows_where_they_are() -> None:
    book = a_spreadsheet([["h", 0], ["x", 5], ["x", 4], ["lewat", 9], ["x", 3], ["x", 1]])
    filter_ = {
        "range": grid_range(0, 6, 0, 2),
        "filterSpecs": [{"columnIndex": 0, "filterCriteria": {"hiddenValues": ["lewat"]}}],
    }
    book.batch(
        {"setBasicFilter": {"filter": filter_}},
        {
            "updateDimensionProperties": {
                "range": rows_range(1, 2),
                "properties": {"hiddenByUser": True},
                "fields": "hiddenByUser",
            }
        },
        {"sortRange": {"range": grid_range(1, 6, 0, 2), "sortSpecs": [{"dimensionIndex": 1}]}},
    )
    assert [row[1] for row in book.values()] == [0, 5, 1, 9, 3, 4]
    rows = book.sheet(fields="sheets(properties,data(rowMetadata))")["data"][0]["rowMetadata"]
    assert [index for index, row in enumerate(rows) if row.get("hiddenByFilter")] == [3]
    assert [index for index, row in enumerate(rows) if row.get("hiddenByUser")] == [1]


def test_a_vertical_merge_stops_sorting() -> None:
    merge = {"mergeCells": {"range": grid_range(0, 2, 0, 1)}}
    sort = {"sortRange": {"range": grid_range(0, 2, 0, 2), "sortSpecs": [{"dimensionIndex": 0}]}}
    assert "vertical merges" in _refusal(merge, sort)


@pytest.mark.parametrize("carried", [True, False])
def test_whether_a_sort_carries_notes_and_validation_is_a_switch(carried: bool) -> None:
    switches = Switches(sort_carries_notes=carried, sort_carries_validation=carried)
    book = a_spreadsheet([[2], [1]], switches=switches)
    rule = {"condition": {"type": "NOT_BLANK"}}
    data = {"note": "dua", "dataValidation": rule}
    book.batch(
        cells(0, 0, [[data]], "note,dataValidation"),
        {"sortRange": {"range": grid_range(0, 2, 0, 1), "sortSpecs": [{"dimensionIndex": 0}]}},
    )
    mask = "sheets(properties(sheetId),data(rowData(values(note,dataValidation))))"
    rows = book.sheet(fields=mask)["data"][0]["rowData"]
    noted = [index for index, row in enumerate(rows) if row.get("values", [{}])[0] == data]
    assert noted == [1 if carried else 0]


@pytest.mark.parametrize(("follows", "rows"), [(True, {7: 2, 8: 1}), (False, {7: 1, 8: 2})])
def test_whether_a_sort_carries_metadata_is_a_switch(follows: bool, rows: dict[int, int]) -> None:
    book = a_spreadsheet([["n"], [2], [1]], switches=Switches(metadata_follows_sort=follows))

    def on_row(number: int, row: int) -> Json:
        entry = {
            "metadataId": number,
            "metadataKey": "k",
            "visibility": "DOCUMENT",
            "location": {"dimensionRange": rows_range(row, row + 1)},
        }
        return {"createDeveloperMetadata": {"developerMetadata": entry}}

    book.batch(
        on_row(7, 1),
        on_row(8, 2),
        {"sortRange": {"range": grid_range(1, 3, 0, 1), "sortSpecs": [{"dimensionIndex": 0}]}},
    )
    described = book.sheet(includeGridData=True)["data"][0]["rowMetadata"]
    found = {
        entry["metadataId"]: row
        for row, properties in enumerate(described)
        for entry in properties.get("developerMetadata", [])
    }
    assert found == rows


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (
            {
                "copyPaste": {
                    "source": grid_range(0, 1, 0, 1),
                    "destination": grid_range(2, 4, 0, 2),
                }
            },
            [[1, 2], [3, 4], [1, 1], [1, 1]],
        ),
        (
            {"cutPaste": {"source": grid_range(0, 1, 0, 2), "destination": {"rowIndex": 2}}},
            [[], [3, 4], [1, 2]],
        ),
        (
            {"insertRange": {"range": grid_range(0, 1, 0, 1), "shiftDimension": "ROWS"}},
            [["", 2], [1, 4], [3]],
        ),
        (
            {"deleteRange": {"range": grid_range(0, 1, 0, 1), "shiftDimension": "ROWS"}},
            [[3, 2], ["", 4]],
        ),
        (
            {"deleteRange": {"range": grid_range(0, 1, 0, 1), "shiftDimension": "COLUMNS"}},
            [[2], [3, 4]],
        ),
        ({"mergeCells": {"range": grid_range(0, 2, 0, 2)}}, [[1]]),
        ({"mergeCells": {"range": grid_range(0, 2, 0, 2), "mergeType": "MERGE_ROWS"}}, [[1], [3]]),
    ],
)
def test_cells_are_copied_cut_pushed_and_merged(request_: Json, expected: list[list[Any]]) -> None:
    book = a_spreadsheet([[1, 2], [3, 4]])
    book.batch(request_)
    assert book.values() == expected


def test_find_and_replace_counts_what_it_changed() -> None:
    book = a_spreadsheet([["Senin", "senin senin"], [5, "Selasa"]])
    reply = book.batch({"findReplace": {"find": "senin", "replacement": "Rabu", "sheetId": 0}})
    assert reply["replies"] == [
        {
            "findReplace": {
                "valuesChanged": 2,
                "occurrencesChanged": 3,
                "rowsChanged": 1,
                "sheetsChanged": 1,
            }
        }
    ]
    assert book.values() == [["Rabu", "Rabu Rabu"], [5, "Selasa"]]


def test_tabs_are_added_moved_copied_renamed_and_removed() -> None:
    book = a_spreadsheet([["a"], ["=x"]])
    protected = {"range": {"sheetId": 0}, "unprotectedRanges": [grid_range(0, 1, 0, 1)]}
    reply = book.batch(
        {"addSheet": {"properties": {"sheetId": 5, "title": "Dua", "index": 0, "hidden": True}}},
        {"addProtectedRange": {"protectedRange": protected}},
        {
            "duplicateSheet": {
                "sourceSheetId": 0,
                "newSheetId": 6,
                "newSheetName": "Salinan",
                "insertSheetIndex": 2,
            }
        },
        {"updateSheetProperties": {"properties": {"sheetId": 5, "index": 3}, "fields": "index"}},
        {
            "updateSheetProperties": {
                "properties": {"sheetId": 0, "title": "Satu"},
                "fields": "title",
            }
        },
        fields="updatedSpreadsheet(sheets(properties(sheetId,title,index,hidden),protectedRanges(range,unprotectedRanges)))",
        includeSpreadsheetInResponse=True,
    )
    zero = {"range": {}, "unprotectedRanges": [{"endRowIndex": 1, "endColumnIndex": 1}]}
    six = {
        "range": {"sheetId": 6},
        "unprotectedRanges": [{"sheetId": 6, "endRowIndex": 1, "endColumnIndex": 1}],
    }
    assert reply["updatedSpreadsheet"]["sheets"] == [
        {"properties": {"sheetId": 0, "title": "Satu", "index": 0}, "protectedRanges": [zero]},
        {"properties": {"sheetId": 6, "title": "Salinan", "index": 1}, "protectedRanges": [six]},
        {"properties": {"sheetId": 5, "title": "Dua", "index": 2, "hidden": True}},
    ]
    book.batch({"deleteSheet": {"sheetId": 0}})
    assert book.values("Salinan") == [["a"], ["=x"]]


def test_metadata_has_a_limit_for_each_sheet_and_the_spreadsheet() -> None:
    def metadata(location: Json, size: int) -> Json:
        entry = {
            "metadataKey": "k",
            "metadataValue": "v" * size,
            "visibility": "DOCUMENT",
            "location": location,
        }
        return {"createDeveloperMetadata": {"developerMetadata": entry}}

    book = a_spreadsheet()
    book.batch(metadata({"spreadsheet": True}, 29_999), metadata({"sheetId": 0}, 20_000))
    on_row = metadata({"dimensionRange": rows_range(3, 4)}, 9_999)
    with pytest.raises(GoogleError, match="30000 characters"):
        book.batch(on_row)
    chosen = {"dataFilter": {"developerMetadataLookup": {"locationType": "SHEET"}}}
    book.batch({"deleteDeveloperMetadata": chosen}, on_row)
    assert "developerMetadata" not in book.sheet()
    assert len(book.get()["developerMetadata"]) == 1


def test_the_reply_of_a_batch_shows_the_spreadsheet_after_it() -> None:
    book = a_spreadsheet([["a", "b"]])
    reply = book.batch(
        cells(0, 1, [[text("baru")]], _FIELDS),
        includeSpreadsheetInResponse=True,
        responseRanges=["Sheet1!B1:B2"],
        responseIncludeGridData=True,
    )
    shown = reply["updatedSpreadsheet"]["sheets"][0]["data"][0]
    assert shown["startColumn"] == 1
    assert shown["rowData"][0]["values"][0]["formattedValue"] == "baru"
    assert reply["replies"] == [{}]


def test_a_filter_view_and_a_conditional_format_are_changed_by_id_and_by_index() -> None:
    book = a_spreadsheet([["a"]])

    def rule(word: str) -> Json:
        condition = {"type": "TEXT_EQ", "values": [{"userEnteredValue": word}]}
        return {
            "ranges": [grid_range(0, 1, 0, 1)],
            "booleanRule": {"condition": condition, "format": {"textFormat": {"bold": True}}},
        }

    reply = book.batch(
        {
            "addFilterView": {
                "filter": {"filterViewId": 3, "title": "lama", "range": grid_range(0, 2, 0, 2)}
            }
        },
        {"updateFilterView": {"filter": {"filterViewId": 3, "title": "baru"}, "fields": "title"}},
        {"addConditionalFormatRule": {"rule": rule("x"), "index": 0}},
        {"addConditionalFormatRule": {"rule": rule("a"), "index": 0}},
        {"updateConditionalFormatRule": {"index": 0, "newIndex": 1, "sheetId": 0}},
        {"deleteConditionalFormatRule": {"index": 0, "sheetId": 0}},
    )
    assert reply["replies"][5]["deleteConditionalFormatRule"]["rule"]["booleanRule"]["condition"][
        "values"
    ] == [{"userEnteredValue": "x"}]
    sheet = book.sheet(includeGridData=True)
    assert sheet["filterViews"][0]["title"] == "baru"
    cell = sheet["data"][0]["rowData"][0]["values"][0]
    assert cell["effectiveFormat"]["textFormat"]["bold"] is True
    assert "userEnteredFormat" not in cell


def test_borders_are_drawn_on_the_sides_named() -> None:
    book = a_spreadsheet()
    book.batch(
        {
            "updateBorders": {
                "range": grid_range(0, 2, 0, 1),
                "top": {"style": "SOLID"},
                "innerHorizontal": {"style": "DOTTED"},
            }
        }
    )
    mask = "sheets(properties(sheetId),data(rowData(values(userEnteredFormat(borders)))))"
    rows = book.sheet(fields=mask)["data"][0]["rowData"]
    borders = [row["values"][0]["userEnteredFormat"]["borders"] for row in rows]
    assert borders == [
        {"top": {"style": "SOLID"}, "bottom": {"style": "DOTTED"}},
        {"top": {"style": "DOTTED"}},
    ]


def test_columns_fit_what_they_show() -> None:
    book = a_spreadsheet([["x" * 40, "y"]])
    book.batch({"autoResizeDimensions": {"dimensions": columns_range(0, 1)}})
    widths = book.sheet(fields="sheets(properties,data(columnMetadata(pixelSize)))")
    sizes = [column["pixelSize"] for column in widths["data"][0]["columnMetadata"]]
    assert sizes[0] > 200
    assert sizes[1] == 100


def test_an_empty_batch_is_refused() -> None:
    book = a_spreadsheet()
    with pytest.raises(GoogleError, match="at least one request"):
        book.batch(by=OWNER)
