from __future__ import annotations

from typing import Any

import pytest

from connectors.workspace.call import GoogleError, Json
from tests.connectors.workspace.sheet_books import (
    OWNER,
    READER,
    Spreadsheet,
    a_spreadsheet,
    cells,
    grid_range,
)

_API = "sheets.spreadsheets.values."


def _call(book: Spreadsheet, method: str, body: Json | None = None, **params: Any) -> Json:
    return book.call(_API + method, OWNER, body, spreadsheetId=book.spreadsheet_id, **params)


def _append(book: Spreadsheet, name: str, values: list[list[Any]], **params: Any) -> Json:
    return _call(book, "append", {"values": values}, range=name, valueInputOption="RAW", **params)


@pytest.mark.parametrize(
    ("name", "echoed", "values"),
    [
        ("Sheet1", "Sheet1!A1:H20", [["a", "b"], [], ["", 5]]),
        ("A1:1", "Sheet1!A1:H1", [["a", "b"]]),
        ("B:B", "Sheet1!B1:B20", [["b"], [], [5]]),
        ("B3:B99", "Sheet1!B3:B20", [[5]]),
        ("nama", "Sheet1!A1:A3", [["a"]]),
        ("C4", "Sheet1!C4", None),
    ],
)
def test_ranges_are_echoed_and_empty_ends_dropped(
    name: str, echoed: str, values: list[list[Any]] | None
) -> None:
    book = a_spreadsheet([["a", "b"], [None], [None, 5]])
    book.batch({"addNamedRange": {"namedRange": {"name": "nama", "range": grid_range(0, 3, 0, 1)}}})
    reply = _call(book, "get", range=name, valueRenderOption="UNFORMATTED_VALUE")
    expected: Json = {"range": echoed, "majorDimension": "ROWS"}
    assert reply == (expected if values is None else expected | {"values": values})


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("Lain!A1", "Unable to parse range: Lain!A1"),
        ("A0", "Unable to parse range: A0"),
        ("A21", "Range (A21) exceeds grid limits. Max rows: 20, max columns: 8"),
        ("I1", "Range (I1) exceeds grid limits. Max rows: 20, max columns: 8"),
    ],
)
def test_ranges_that_are_not_there_are_refused(name: str, message: str) -> None:
    book = a_spreadsheet()
    with pytest.raises(GoogleError) as caught:
        book.values(name)
    assert (caught.value.code, caught.value.message) == (400, message)


@pytest.mark.parametrize(
    ("value", "date_time", "expected"),
    [
        ("FORMATTED_VALUE", "SERIAL_NUMBER", ["25/11/2026", "10.30.00", "1.234,5", "0,5", "TRUE"]),
        ("UNFORMATTED_VALUE", "SERIAL_NUMBER", [46351, 0.4375, 1234.5, 0.5, True]),
        ("UNFORMATTED_VALUE", "FORMATTED_STRING", ["25/11/2026", "10.30.00", 1234.5, 0.5, True]),
        ("FORMULA", "SERIAL_NUMBER", [46351, 0.4375, 1234.5, "=1/2", True]),
    ],
)
def test_values_come_rendered_as_asked(value: str, date_time: str, expected: list[Any]) -> None:
    book = a_spreadsheet(locale="id_ID")
    book.write("A1", [["25/11/2026", "10.30", 1234.5, "=1/2", "true"]])
    book.batch(
        cells(
            0,
            2,
            [[{"userEnteredFormat": {"numberFormat": {"type": "NUMBER", "pattern": "#,##0.#"}}}]],
            "userEnteredFormat",
        )
    )
    options = {"valueRenderOption": value, "dateTimeRenderOption": date_time}
    assert book.values("A1:E1", **options) == [expected]


def test_raw_text_stays_text_and_typed_text_is_parsed() -> None:
    book = a_spreadsheet()
    book.write("A1", [["=1+1", "0812", "", None]], parse=False)
    book.write("A2", [["=1+1", "0812", "'0812", ""]])
    mask = "sheets(properties(sheetId),data(rowData(values(userEnteredValue,effectiveValue))))"
    rows = book.sheet(fields=mask)["data"][0]["rowData"]
    assert [v.get("userEnteredValue") for v in rows[0]["values"]] == [
        {"stringValue": "=1+1"},
        {"stringValue": "0812"},
    ]
    assert [v.get("userEnteredValue") for v in rows[1]["values"]] == [
        {"formulaValue": "=1+1"},
        {"numberValue": 812},
        {"stringValue": "0812"},
    ]
    assert rows[1]["values"][0]["effectiveValue"] == {"numberValue": 2}


def test_a_null_leaves_a_cell_and_an_empty_text_clears_it() -> None:
    book = a_spreadsheet([["a", "b"], ["c", "d"]])
    reply = book.write("A1:B2", [[None, "x"], ["", None]], parse=False)
    assert book.values() == [["a", "x"], ["", "d"]]
    assert reply == {
        "spreadsheetId": book.spreadsheet_id,
        "updatedRange": "Sheet1!A1:B2",
        "updatedRows": 2,
        "updatedColumns": 2,
        "updatedCells": 2,
    }


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("A1:B1", "tried writing to row [2]"),
        ("A1:A2", "tried writing to column [B]"),
        ("A1:B30", "exceeds grid limits"),
    ],
)
def test_writing_outside_the_range_is_refused(name: str, message: str) -> None:
    book = a_spreadsheet()
    with pytest.raises(GoogleError) as caught:
        book.write(name, [[1, 2], [3, 4]])
    assert message in caught.value.message
    assert book.values() == []


def test_from_a_single_cell_writing_grows_the_grid() -> None:
    book = a_spreadsheet(rows=2, columns=2)
    book.write("B2", [[1, 2], [3, 4]])
    assert book.sheet()["properties"]["gridProperties"] == {"rowCount": 3, "columnCount": 3}
    assert book.values("B2:C3") == [[1, 2], [3, 4]]


def test_appending_finds_the_table_as_google_does() -> None:
    book = a_spreadsheet(rows=4)
    assert "tableRange" not in _append(book, "Sheet1", [[None, "kop"]])
    second = _append(book, "Sheet1", [["a", "b"]])
    # The first row began with a blank, so the table begins at B.
    assert second["tableRange"] == "Sheet1!B1"
    assert second["updates"]["updatedRange"] == "Sheet1!B2:C2"
    _append(book, "Sheet1", [["c"], ["d"], ["e"]])
    assert book.values() == [["", "kop"], ["", "a", "b"], ["", "c"], ["", "d"], ["", "e"]]
    assert book.sheet()["properties"]["gridProperties"]["rowCount"] == 5


def test_appending_can_insert_rows() -> None:
    book = a_spreadsheet([["a"], [None], ["ekor"]])
    _append(book, "A1", [["b"]], insertDataOption="INSERT_ROWS")
    assert book.values() == [["a"], ["b"], [], ["ekor"]]


def test_clearing_takes_values_and_leaves_looks() -> None:
    book = a_spreadsheet([["a", "b"]])
    bold = {"textFormat": {"bold": True}}
    book.batch(cells(0, 0, [[{"userEnteredFormat": bold}]], "userEnteredFormat"))
    assert _call(book, "clear", {}, range="Sheet1")["clearedRange"] == "Sheet1!A1:H20"
    mask = "sheets(properties(sheetId),data(rowData))"
    assert (
        book.sheet(fields=mask)["data"][0]["rowData"][0]["values"][0]["userEnteredFormat"] == bold
    )
    assert book.values() == []


def test_batches_of_values_are_one_write() -> None:
    book = a_spreadsheet([["a"]])
    body = {
        "valueInputOption": "RAW",
        "data": [{"range": "A1", "values": [["x"]]}, {"range": "A30", "values": [["y"]]}],
    }
    with pytest.raises(GoogleError, match="exceeds grid limits"):
        _call(book, "batchUpdate", body)
    assert book.values() == [["a"]]
    body["data"] = [
        {"range": "A1", "values": [["x"]]},
        {"range": "B2:B3", "majorDimension": "COLUMNS", "values": [[1, 2]]},
    ]
    reply = _call(book, "batchUpdate", body)
    assert {name: reply[name] for name in ("totalUpdatedCells", "totalUpdatedSheets")} == {
        "totalUpdatedCells": 3,
        "totalUpdatedSheets": 1,
    }
    found = _call(book, "batchGet", ranges=["A1", "B2:B3"], majorDimension="COLUMNS")["valueRanges"]
    assert [entry["values"] for entry in found] == [[["x"]], [["1", "2"]]]
    assert _call(book, "batchClear", {"ranges": ["A1:B1", "B3"]})["clearedRanges"] == [
        "Sheet1!A1:B1",
        "Sheet1!B3",
    ]
    assert book.values() == [[], ["", 1]]


def test_a_reader_reads_and_does_not_write() -> None:
    book = a_spreadsheet([["a"]])
    assert book.get(by=READER)["properties"]["title"] == "Coba"
    with pytest.raises(GoogleError) as caught:
        book.write("A1", [["x"]], by=READER)
    assert (caught.value.code, caught.value.status) == (403, "PERMISSION_DENIED")
    with pytest.raises(GoogleError) as caught:
        book.get(by="orang@lain.example")
    assert caught.value.code == 403


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=A1+A2*2", {"numberValue": 5}),
        ("=SUM(A1:A3)", {"numberValue": 3}),
        ('=A3&" "&A1', {"stringValue": "x 1"}),
        ('=IF(A1<A2;"ya";1/0)', {"stringValue": "ya"}),
        ('=HYPERLINK("https://a.example","sini")', {"stringValue": "sini"}),
        ("=-2^2", {"numberValue": 4}),
        ("=50%", {"numberValue": 0.5}),
        ('=AND(A1=1,A3="X",ISBLANK(A9))', {"boolValue": True}),
        ("=1/0", {"type": "DIVIDE_BY_ZERO"}),
        ("=B1", {"type": "REF"}),
        ("=A1+A3", {"type": "VALUE"}),
        ("=bukan_nama", {"type": "NAME"}),
        ('=IMPORTXML("http://a","//b")', {"type": "ERROR"}),
        ("=Lain!A1", {"type": "REF"}),
        ("=((", {"type": "ERROR"}),
        ("=" + "(" * 5000, {"type": "ERROR"}),
    ],
)
def test_formulas_are_computed_or_say_that_they_are_not(formula: str, expected: Json) -> None:
    book = a_spreadsheet([[1], [2], ["x"]])
    book.batch(cells(0, 1, [[{"userEnteredValue": {"formulaValue": formula}}]], "userEnteredValue"))
    value = book.sheet(includeGridData=True)["data"][0]["rowData"][0]["values"][1]["effectiveValue"]
    if "type" in expected:
        assert value["errorValue"]["type"] == expected["type"]
        assert value["errorValue"]["message"]
    else:
        assert value == expected
