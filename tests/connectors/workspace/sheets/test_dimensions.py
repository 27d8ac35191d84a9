from __future__ import annotations

from typing import Any

import pytest

from connectors.workspace.call import Json
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
