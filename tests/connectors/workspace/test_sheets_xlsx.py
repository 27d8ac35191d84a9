from __future__ import annotations

import io
from datetime import UTC, datetime, time

import openpyxl
import pytest

from connectors.workspace.call import Call, GoogleError, Json, Switches
from connectors.workspace.sheets import xlsx
from tests.connectors.workspace.sheet_books import (
    OWNER,
    Spreadsheet,
    a_spreadsheet,
    cells,
    columns_range,
    grid_range,
    rows_range,
    text,
)

_DAY = datetime(2026, 11, 25)  # noqa: DTZ001 - a file's dates know no zone


def _exported(book: Spreadsheet, actor: str = OWNER) -> bytes:
    call = Call(
        method="drive.files.export",
        params={"fileId": book.spreadsheet_id},
        body={},
        actor=actor,
        now=datetime(2026, 11, 21, tzinfo=UTC),
        documents=book.documents,
        switches=Switches(),
        origin="http://127.0.0.1:1",
    )
    return xlsx.export(call, book.spreadsheet_id)


def test_every_sheet_prints_across_a4_pages_with_its_headings() -> None:
    book = a_spreadsheet()
    frozen = {"sheetId": 0, "gridProperties": {"frozenRowCount": 2}}
    fields = "gridProperties.frozenRowCount"
    book.batch({"updateSheetProperties": {"properties": frozen, "fields": fields}})
    page = openpyxl.load_workbook(io.BytesIO(_exported(book))).worksheets[0]
    assert (page.page_setup.orientation, int(page.page_setup.paperSize)) == ("landscape", 9)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight) == (1, 0)
    assert page.print_title_rows == "$1:$2"


def _number(value: float, kind: str, pattern: str) -> Json:
    looks = {"numberFormat": {"type": kind, "pattern": pattern}}
    return {"userEnteredValue": {"numberValue": value}, "userEnteredFormat": looks}


def test_the_file_holds_what_the_sheet_shows() -> None:
    book = a_spreadsheet(locale="id_ID")
    link = {"textFormat": {"link": {"uri": "https://wa.me/62811?text=Halo"}}}
    source = {"sourceRange": {"sources": [grid_range(0, 3, 1, 2)]}}
    series = [{"series": source, "type": "COLUMN"}, {"series": source, "type": "LINE"}]
    spec = {"title": "Nilai", "basicChart": {"chartType": "COMBO", "series": series}}
    choices = [{"userEnteredValue": "Hadir"}, {"userEnteredValue": "Batal"}]
    looks = {
        "textFormat": {"bold": True},
        "backgroundColor": {"red": 1},
        "horizontalAlignment": "CENTER",
        "wrapStrategy": "WRAP",
    }
    book.batch(
        cells(
            0,
            0,
            [
                [
                    text('=IMPORTXML("http://x")'),
                    _number(46351, "DATE", "dd/mm/yyyy"),
                    _number(0.4375, "TIME", "hh.mm"),
                    {"userEnteredValue": {"boolValue": False}},
                    {**text("Kirim"), "userEnteredFormat": link},
                    {"userEnteredValue": {"formulaValue": "=1+2"}},
                    {**text("Judul"), "userEnteredFormat": looks, "note": "catatan"},
                ]
            ],
            "*",
        ),
        {"mergeCells": {"range": grid_range(3, 4, 0, 3)}},
        {
            "setDataValidation": {
                "range": grid_range(5, 9, 0, 1),
                "rule": {"condition": {"type": "ONE_OF_LIST", "values": choices}},
            }
        },
        {
            "updateDimensionProperties": {
                "range": rows_range(6, 7),
                "properties": {"hiddenByUser": True},
                "fields": "hiddenByUser",
            }
        },
        {
            "updateDimensionProperties": {
                "range": columns_range(1, 2),
                "properties": {"pixelSize": 145},
                "fields": "pixelSize",
            }
        },
        {
            "updateSheetProperties": {
                "properties": {"gridProperties": {"frozenRowCount": 1}},
                "fields": "gridProperties.frozenRowCount",
            }
        },
        {
            "addChart": {
                "chart": {
                    "spec": spec,
                    "position": {"overlayPosition": {"anchorCell": {"rowIndex": 9}}},
                }
            }
        },
        {
            "addSheet": {
                "properties": {"title": "Judul yang panjang sekali [untuk] Excel", "hidden": True}
            }
        },
        {"addSheet": {"properties": {"title": "Judul yang panjang sekali (untuk) Excel 2"}}},
    )
    file = openpyxl.load_workbook(io.BytesIO(_exported(book)))
    sheet = file["Sheet1"]
    row = [cell.value for cell in sheet[1]]
    assert row == [
        '=IMPORTXML("http://x")',
        _DAY,
        time(10, 30),
        False,
        "Kirim",
        3,
        "Judul",
    ]
    assert sheet["A1"].data_type == "s"
    assert (sheet["B1"].number_format, sheet["C1"].number_format) == ("dd/mm/yyyy", "hh\\.mm")
    assert sheet["E1"].hyperlink.target.startswith("https://wa.me/62811")
    title = sheet["G1"]
    assert (
        title.font.bold,
        title.fill.fgColor.rgb,
        title.alignment.horizontal,
        title.alignment.wrap_text,
    ) == (True, "FFFF0000", "center", True)
    assert title.comment.text == "catatan"
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["A4:C4"]
    assert [(str(v.sqref), v.formula1) for v in sheet.data_validations.dataValidation] == [
        ("A6:A9", '"Hadir,Batal"')
    ]
    assert sheet.row_dimensions[7].hidden
    assert sheet.column_dimensions["B"].width == pytest.approx(20, abs=1)
    assert sheet.freeze_panes == "A2"
    assert len(sheet._charts) == 1
    assert [tab.sheet_state for tab in file] == ["visible", "hidden", "visible"]
    assert all(len(tab.title) <= 31 for tab in file)


@pytest.mark.parametrize(
    ("looks", "value", "lines"),
    [
        pytest.param({}, "satu\ndua", 1, id="not wrapped"),
        pytest.param({"wrapStrategy": "WRAP"}, "satu", 1, id="short"),
        pytest.param({"wrapStrategy": "WRAP"}, "satu\ndua\ntiga", 3, id="broken by hand"),
        pytest.param({"wrapStrategy": "WRAP"}, "kata " * 10, 4, id="broken by the column"),
    ],
)
def test_rows_are_as_high_as_their_wrapped_text(looks: Json, value: str, lines: int) -> None:
    book = a_spreadsheet()
    book.batch(cells(1, 0, [[{**text(value), "userEnteredFormat": looks}]], "*"))
    sheet = openpyxl.load_workbook(io.BytesIO(_exported(book)))["Sheet1"]
    points = sheet.row_dimensions[2].height or 15
    assert round(points / 12.75) == lines


def test_hostile_text_and_addresses_stay_text() -> None:
    hostile = [
        "=1+1",
        "+1",
        "@SUM(A1)",
        "http://x.example/" + "a" * 3000,
        "x" * 40_000,
        "\u202eRTL",
        "\x00\x07",
        "<&>",
    ]
    book = a_spreadsheet([[word] for word in hostile])
    far = {"textFormat": {"link": {"uri": "javascript:alert(1)"}}}
    book.batch(cells(0, 0, [[{"userEnteredFormat": far}]], "userEnteredFormat"))
    sheet = openpyxl.load_workbook(io.BytesIO(_exported(book)))["Sheet1"]
    assert {cell.data_type for cell in sheet["A"]} == {"s"}
    assert [cell.value for cell in sheet["A"]][:4] == hostile[:4]
    assert all(cell.hyperlink is None for cell in sheet["A"])


def test_who_may_not_read_gets_no_file() -> None:
    with pytest.raises(GoogleError) as caught:
        _exported(a_spreadsheet(), "orang@lain.example")
    assert caught.value.code == 403
