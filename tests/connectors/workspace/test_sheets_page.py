"""A spreadsheet in a browser."""

from __future__ import annotations

import httpx
import pytest

from connectors.workspace.call import Json
from connectors.workspace.server import RunningWorkspace
from tests.connectors.workspace.clients import OWNER, ROBOT, STAFF, STRANGER
from tests.connectors.workspace.sheet_books import cells, grid_range, rows_range, text

_HOSTILE = "<script>alert(1)</script>"


def _api(
    workspace: RunningWorkspace, verb: str, path: str, body: Json | None, by: str = OWNER
) -> Json:
    """Call an API; these tests are about the page, so plain HTTP is client enough."""
    reply = httpx.request(verb, f"{workspace.url}{path}", json=body, headers=_as(by))
    reply.raise_for_status()
    found: Json = reply.json()
    return found


@pytest.fixture(scope="module")
def address(workspace: RunningWorkspace) -> str:
    """Give the page of a sheet that staff may edit in columns C and D only."""
    properties = {"title": f"Klinik {_HOSTILE}", "locale": "id_ID"}
    made = _api(workspace, "POST", "/v4/spreadsheets", {"properties": properties})
    for email in (STAFF, ROBOT):
        permission = {"type": "user", "role": "writer", "emailAddress": email}
        path = f"/drive/v3/files/{made['spreadsheetId']}/permissions?sendNotificationEmail=false"
        _api(workspace, "POST", path, permission)
    choices = {
        "type": "ONE_OF_LIST",
        "values": [{"userEnteredValue": "Hadir"}, {"userEnteredValue": "Tidak Hadir"}],
    }
    link = {
        **text("Kirim"),
        "userEnteredFormat": {"textFormat": {"link": {"uri": "https://wa.me/62811"}}},
    }
    script = {
        **text("jahat"),
        "userEnteredFormat": {"textFormat": {"link": {"uri": "javascript:alert(1)"}}},
    }
    date = {
        "userEnteredValue": {"numberValue": 46351},
        "userEnteredFormat": {"numberFormat": {"type": "DATE"}},
    }
    source = {"sourceRange": {"sources": [grid_range(0, 4, 4, 5)]}}
    spec = {
        "title": "Grafik nilai",
        "basicChart": {"chartType": "COLUMN", "series": [{"series": source}]},
    }
    anchor = {"overlayPosition": {"anchorCell": {"rowIndex": 6, "columnIndex": 1}}}
    protected = {"range": {"sheetId": 0}, "unprotectedRanges": [grid_range(1, 1000, 2, 4)]}
    requests: list[Json] = [
        cells(
            0,
            0,
            [
                [text("Kode"), text("Nama"), text("Hadir"), text("Status"), text("Nilai")],
                [text(_HOSTILE), link, {}, {}, {"userEnteredValue": {"numberValue": 3}}],
                [date, script, {}, {}, {"userEnteredValue": {"numberValue": 5}}],
                [text("disembunyikan")],
            ],
            "userEnteredValue,userEnteredFormat",
        ),
        {
            "setDataValidation": {
                "range": grid_range(1, 3, 2, 3),
                "rule": {"condition": {"type": "BOOLEAN"}},
            }
        },
        {
            "setDataValidation": {
                "range": grid_range(1, 3, 3, 4),
                "rule": {"condition": choices, "strict": True},
            }
        },
        {
            "updateDimensionProperties": {
                "range": rows_range(3, 4),
                "properties": {"hiddenByUser": True},
                "fields": "hiddenByUser",
            }
        },
        {"addChart": {"chart": {"spec": spec, "position": anchor}}},
        {"addProtectedRange": {"protectedRange": protected}},
    ]
    path = f"/v4/spreadsheets/{made['spreadsheetId']}:batchUpdate"
    _api(workspace, "POST", path, {"requests": requests}, by=ROBOT)
    return f"/spreadsheets/d/{made['spreadsheetId']}/edit"


def _as(actor: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {actor}"}


def _edited(
    browser: httpx.Client, address: str, row: int, column: int, value: str
) -> httpx.Response:
    data = {"sheet": "0", "row": str(row), "column": str(column), "value": value}
    return browser.post(address, data=data, headers=_as(STAFF))


def _value(workspace: RunningWorkspace, address: str, cell: str) -> object:
    path = f"/v4/spreadsheets/{address.split('/')[3]}/values/{cell}"
    reply = _api(workspace, "GET", f"{path}?valueRenderOption=UNFORMATTED_VALUE", None)
    return reply.get("values", [[None]])[0][0]


def test_the_page_shows_cells_as_the_sheet_does(browser: httpx.Client, address: str) -> None:
    page = browser.get(address, headers=_as(STAFF)).text
    assert "25/11/2026" in page
    assert 'href="https://wa.me/62811"' in page
    assert "javascript:" not in page
    assert _HOSTILE not in page
    assert "&lt;script&gt;" in page
    assert "disembunyikan" not in page
    assert page.count('type="checkbox"') == 2
    assert page.count("<select") == 2
    assert "Grafik nilai" in page
    assert page.count("<rect") == 2


@pytest.mark.parametrize(("actor", "marked"), [(STAFF, True), (OWNER, False)])
def test_free_cells_are_marked_for_those_who_meet_a_lock(
    browser: httpx.Client, address: str, actor: str, marked: bool
) -> None:
    assert (" free edit" in browser.get(address, headers=_as(actor)).text) == marked


def test_filters_gaps_bands_and_merges_are_drawn(
    browser: httpx.Client, workspace: RunningWorkspace, address: str
) -> None:
    spreadsheet = address.split("/")[3]
    hidden = {"columnIndex": 0, "filterCriteria": {"hiddenValues": ["dua"]}}
    band = {"secondBandColor": {"red": 1}, "firstBandColor": {"green": 1}}
    requests: list[Json] = [
        {"addSheet": {"properties": {"sheetId": 8, "title": "Tampilan"}}},
        cells(0, 0, [[text(t)] for t in ("kepala", "satu", "dua", "tiga")], "*", 8),
        {"mergeCells": {"range": grid_range(1, 4, 1, 2, 8)}},
        {
            "setBasicFilter": {
                "filter": {"range": grid_range(0, 4, 0, 2, 8), "filterSpecs": [hidden]}
            }
        },
        {
            "addBanding": {
                "bandedRange": {"range": grid_range(0, 4, 0, 2, 8), "columnProperties": band}
            }
        },
    ]
    _api(workspace, "POST", f"/v4/spreadsheets/{spreadsheet}:batchUpdate", {"requests": requests})
    page = browser.get(f"{address}?gid=8", headers=_as(STAFF)).text
    assert "tiga" in page
    assert "dua" not in page
    assert page.count("filter filtering") == 1
    assert page.count('<tr class="gap">') == 1
    assert page.count('rowspan="2"') == 1
    assert "background-color:#00ff00" in page
    assert "background-color:#ff0000" in page


def test_only_open_cells_can_be_edited(
    browser: httpx.Client, address: str, workspace: RunningWorkspace
) -> None:
    assert _edited(browser, address, 1, 2, "TRUE").status_code == 303
    assert _value(workspace, address, "C2") is True
    refused = _edited(browser, address, 1, 0, "ubah")
    assert (refused.status_code, "Sel ini dilindungi." in refused.text) == (400, True)
    assert _value(workspace, address, "A2") == _HOSTILE


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("Hadir", "Hadir"), ("", None)],
)
def test_a_list_takes_what_it_offers(
    browser: httpx.Client, address: str, workspace: RunningWorkspace, typed: str, stored: str | None
) -> None:
    assert _edited(browser, address, 1, 3, typed).status_code == 303
    assert _value(workspace, address, "D2") == stored


@pytest.mark.parametrize(("strict", "status"), [(True, 400), (False, 303)])
def test_only_a_strict_rule_refuses_what_is_typed(
    workspace: RunningWorkspace, browser: httpx.Client, address: str, strict: bool, status: int
) -> None:
    condition = {"type": "NUMBER_LESS", "values": [{"userEnteredValue": "5"}]}
    rule = {"condition": condition, "strict": strict}
    validated = {"setDataValidation": {"range": grid_range(19, 20, 2, 3), "rule": rule}}
    path = f"/v4/spreadsheets/{address.split('/')[3]}:batchUpdate"
    _api(workspace, "POST", path, {"requests": [validated]})
    assert _edited(browser, address, 19, 2, "4,5").status_code == 303
    refused = _edited(browser, address, 19, 2, "lima")
    assert (refused.status_code, "tidak sesuai aturan" in refused.text) == (status, strict)


def test_an_api_writes_whatever_the_rule_says(workspace: RunningWorkspace, address: str) -> None:
    values = f"/v4/spreadsheets/{address.split('/')[3]}/values/D3?valueInputOption=USER_ENTERED"
    _api(workspace, "PUT", values, {"values": [["Mungkin"]]}, by=STAFF)
    assert _value(workspace, address, "D3") == "Mungkin"


def test_a_time_chosen_from_a_list_is_a_time(
    workspace: RunningWorkspace, browser: httpx.Client, address: str
) -> None:
    choices = {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "09.00"}]}
    rule = {"condition": choices, "strict": True}
    validated = {"setDataValidation": {"range": grid_range(20, 21, 2, 3), "rule": rule}}
    path = f"/v4/spreadsheets/{address.split('/')[3]}:batchUpdate"
    _api(workspace, "POST", path, {"requests": [validated]})
    assert _edited(browser, address, 20, 2, "09.00").status_code == 303
    assert _value(workspace, address, "C21") == 0.375


def test_a_strict_list_takes_nothing_else(browser: httpx.Client, address: str) -> None:
    refused = _edited(browser, address, 1, 3, "Mungkin")
    assert (refused.status_code, "tidak ada di daftar pilihan" in refused.text) == (400, True)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("1,5", 1.5), ("25/11/2026", 46351), ("=1+1", 2), ("'=1+1", "=1+1"), ("0812", 812)],
)
def test_what_is_typed_is_parsed_as_google_would(
    browser: httpx.Client, address: str, workspace: RunningWorkspace, typed: str, stored: object
) -> None:
    assert _edited(browser, address, 9, 2, typed).status_code == 303
    assert _value(workspace, address, "C10") == stored


@pytest.mark.parametrize(
    ("actor", "status"), [(OWNER, 200), (STAFF, 200), (STRANGER, 403), (None, 403)]
)
def test_only_who_may_read_sees_it(
    browser: httpx.Client, address: str, actor: str | None, status: int
) -> None:
    headers = _as(actor) if actor else {}
    assert browser.get(address, headers=headers).status_code == status


def test_a_page_that_is_not_there_and_an_edit_that_makes_no_sense(
    browser: httpx.Client, address: str
) -> None:
    assert browser.get("/spreadsheets/d/tidak-ada/edit", headers=_as(STAFF)).status_code == 404
    assert _edited(browser, address, 99_999, 2, "x").status_code == 400
    assert browser.post(address, data={"row": "x"}, headers=_as(STAFF)).status_code == 400
    assert browser.post(address, data={"row": "1"}).status_code == 403
