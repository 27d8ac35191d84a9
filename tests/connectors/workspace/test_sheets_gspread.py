"""The real gspread against the embedded workspace, over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gspread
import pytest
from google.auth.credentials import AnonymousCredentials
from gspread.exceptions import APIError
from gspread.http_client import HTTPClient
from gspread.utils import ValidationConditionType, ValueInputOption, ValueRenderOption

from connectors.workspace.server import RunningWorkspace
from tests.connectors.workspace.clients import OWNER, ROBOT, STAFF, STRANGER

_ANONYMOUS = AnonymousCredentials()  # type: ignore[no-untyped-call]
_HOSTS = ("https://sheets.googleapis.com", "https://www.googleapis.com")


class _Clients:
    """Opens gspread clients for identities, and closes their connections."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._open: list[gspread.Client] = []

    def __call__(self, actor: str) -> gspread.Client:
        url = self._url

        class Redirected(HTTPClient):
            def request(self, method: str, endpoint: str, *args: Any, **kwargs: Any) -> Any:
                for host in _HOSTS:
                    endpoint = endpoint.replace(host, url)
                return super().request(method, endpoint, *args, **kwargs)

        client = gspread.Client(_ANONYMOUS, http_client=Redirected)
        client.http_client.session.headers["Authorization"] = f"Bearer {actor}"
        client.set_timeout(20)
        self._open.append(client)
        return client

    def close(self) -> None:
        for client in self._open:
            client.http_client.session.close()


@pytest.fixture
def google(workspace: RunningWorkspace) -> Iterator[_Clients]:
    clients = _Clients(workspace.url)
    yield clients
    clients.close()


@pytest.fixture
def spreadsheet(google: _Clients) -> gspread.Spreadsheet:
    made = google(OWNER).create("Klinik")
    for address in (ROBOT, STAFF):
        made.share(address, perm_type="user", role="writer", notify=False)
    return made


def test_a_new_spreadsheet_is_opened_by_whom_it_is_shared_with(
    google: _Clients, spreadsheet: gspread.Spreadsheet
) -> None:
    opened = google(ROBOT).open_by_key(spreadsheet.id)
    assert (opened.title, opened.locale, opened.sheet1.title) == ("Klinik", "en_US", "Sheet1")
    assert (opened.sheet1.row_count, opened.sheet1.col_count) == (1000, 26)
    with pytest.raises(PermissionError):
        google(STRANGER).open_by_key(spreadsheet.id)
    with pytest.raises(gspread.SpreadsheetNotFound):
        google(ROBOT).open_by_key("tidak-ada")


def test_cells_are_written_read_sorted_and_deleted(spreadsheet: gspread.Spreadsheet) -> None:
    sheet = spreadsheet.sheet1
    sheet.update([["kode", "nilai"], ["b", 2], ["a", 1.5]], "A1", raw=False)
    sheet.append_row(["c", "=SUM(B2:B3)"], value_input_option=ValueInputOption.user_entered)
    assert sheet.get_all_values() == [["kode", "nilai"], ["b", "2"], ["a", "1.5"], ["c", "3.5"]]
    sheet.sort((1, "asc"), range="A2:B4")
    sheet.insert_row(["sisipan"], 2)
    sheet.delete_rows(3)
    assert sheet.col_values(1) == ["kode", "sisipan", "b", "c"]
    assert sheet.acell("B4", value_render_option=ValueRenderOption.formula).value == "=SUM(B3:B3)"
    assert [cell.address for cell in sheet.findall("b")] == ["A3"]
    sheet.clear()
    assert sheet.get_all_values() == [[]]


def test_sheets_are_made_formatted_renamed_copied_and_removed(
    spreadsheet: gspread.Spreadsheet,
) -> None:
    sheet = spreadsheet.add_worksheet("Jadwal 2026-W48", 50, 6)
    sheet.format("A1:F1", {"textFormat": {"bold": True}, "horizontalAlignment": "CENTER"})
    sheet.freeze(rows=1)
    sheet.merge_cells("A2:B2")
    sheet.set_basic_filter("A1:F50")
    sheet.update_note("A1", "catatan")
    sheet.add_validation("C2:C50", ValidationConditionType.boolean, [])
    sheet.columns_auto_resize(0, 2)
    copy = sheet.duplicate(new_sheet_name="Salinan")
    assert copy.get_note("A1") == "catatan"
    assert (copy.frozen_row_count, copy.row_count) == (1, 50)
    sheet.update_title("Lama")
    spreadsheet.del_worksheet(copy)
    assert [tab.title for tab in spreadsheet.worksheets()] == ["Sheet1", "Lama"]


def test_protection_stops_staff_and_not_the_robot(
    google: _Clients, spreadsheet: gspread.Spreadsheet
) -> None:
    robot = google(ROBOT).open_by_key(spreadsheet.id).sheet1
    robot.update([["kode"]], "A1")
    robot.add_protected_range("A1:A9", editor_users_emails=[ROBOT])
    staff = google(STAFF).open_by_key(spreadsheet.id).sheet1
    with pytest.raises(APIError) as caught:
        staff.update([["ubah"]], "A1")
    assert caught.value.response.status_code == 400
    assert "protected cell or object" in caught.value.error["message"]
    staff.update([["boleh"]], "B1")
    robot.update([["kode baru"]], "A1")
    assert robot.get_all_values() == [["kode baru", "boleh"]]


def test_a_mask_alone_decides_about_grid_data(spreadsheet: gspread.Spreadsheet) -> None:
    spreadsheet.sheet1.update([["a"]], "A1")
    masked = spreadsheet.fetch_sheet_metadata(
        {"fields": "sheets(properties/title,data(rowData(values(effectiveValue))))"}
    )
    assert masked == {
        "sheets": [
            {
                "properties": {"title": "Sheet1"},
                "data": [{"rowData": [{"values": [{"effectiveValue": {"stringValue": "a"}}]}]}],
            }
        ]
    }
    assert "data" not in spreadsheet.fetch_sheet_metadata()["sheets"][0]
    ranged = spreadsheet.fetch_sheet_metadata({"includeGridData": True, "ranges": ["Sheet1!A1:B2"]})
    assert len(ranged["sheets"][0]["data"][0]["rowMetadata"]) == 2


def test_what_the_discovery_document_does_not_know_is_refused(
    spreadsheet: gspread.Spreadsheet,
) -> None:
    with pytest.raises(APIError, match="Unknown name"):
        spreadsheet.batch_update({"requests": [{"updateCells": {"baris": 1}}]})
    with pytest.raises(APIError, match="Cannot find matching fields"):
        spreadsheet.fetch_sheet_metadata({"fields": "sheets(judul)"})
