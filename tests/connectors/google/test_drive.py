"""Sharing, and what a file is."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest

from connectors.forms.client import FormsClient
from connectors.google.access import GoogleAccess
from connectors.google.drive import RESPONDENTS, DriveClient, writer
from connectors.sheets.change_set import diff
from connectors.sheets.client import SpreadsheetClient
from connectors.workspace.server import RunningWorkspace
from loket.errors import ConfigurationError
from tests.connectors.factories import OWNER, STAFF, VISITS, an_access, visits


def test_a_person_is_let_in_once(spreadsheet: SpreadsheetClient) -> None:
    drive = DriveClient(spreadsheet.access)
    for _ in range(2):
        drive.grant({spreadsheet.spreadsheet_id: [writer(STAFF)]})
    roles = {
        permission["emailAddress"]: permission["role"]
        for permission in drive.permissions(spreadsheet.spreadsheet_id)
    }
    assert roles == {OWNER: "owner", STAFF: "writer"}


def test_respondents_are_let_in_to_the_published_form_only(access: GoogleAccess) -> None:
    form_id = FormsClient(access).create_empty("Kecil")["formId"]
    DriveClient(access).grant({form_id: [RESPONDENTS]})
    found = [p for p in DriveClient(access).permissions(form_id) if p["type"] == "anyone"]
    assert [(p["role"], p["view"]) for p in found] == [("reader", "published")]


def test_only_what_was_put_off_is_tried_again(
    served: RunningWorkspace, spreadsheet: SpreadsheetClient, access: GoogleAccess
) -> None:
    form_id = FormsClient(access).create_empty("Kecil")["formId"]
    served.faults.rate_limit("drive.permissions.create")
    before = len(served.requests)
    DriveClient(access).grant(
        {form_id: [writer(STAFF)], spreadsheet.spreadsheet_id: [writer(STAFF)]}
    )
    batches = [[part.status for part in request.parts] for request in served.requests[before:]]
    assert batches == [[429, 200], [200]]
    assert access.calls.retries == 1


def test_who_may_not_share_is_told_which_files(
    served: RunningWorkspace, spreadsheet: SpreadsheetClient
) -> None:
    stranger = an_access(served.url, STAFF)
    with pytest.raises(ConfigurationError, match=spreadsheet.spreadsheet_id):
        DriveClient(stranger).grant({spreadsheet.spreadsheet_id: [writer(STAFF)]})
    stranger.close()


def test_a_file_is_described(spreadsheet: SpreadsheetClient) -> None:
    found = DriveClient(spreadsheet.access).describe(spreadsheet.spreadsheet_id)
    assert (found["name"], found["capabilities"]) == ("Klinik", {"canEdit": True})


def test_a_file_that_is_not_there_is_named(access: GoogleAccess) -> None:
    with pytest.raises(ConfigurationError, match=r"file keine .reading what it is"):
        DriveClient(access).describe("keine")


def test_a_spreadsheet_is_exported_with_its_cells(spreadsheet: SpreadsheetClient) -> None:
    spreadsheet.apply(diff(spreadsheet.read(), {VISITS: visits("A")}))
    content = DriveClient(spreadsheet.access).export_xlsx(spreadsheet.spreadsheet_id)
    sheet = openpyxl.load_workbook(BytesIO(content))["Kunjungan"]
    assert [sheet.cell(2, column).value for column in (1, 2, 4)] == ["A", "Nama A", "Terdaftar"]


def test_a_file_is_kept_beside_another_under_the_same_address(
    spreadsheet: SpreadsheetClient,
) -> None:
    drive = DriveClient(spreadsheet.access)
    name = "Laporan 'W48'.pdf"
    first, second = (
        drive.keep(name, content, "application/pdf", spreadsheet.spreadsheet_id)
        for content in (b"1", b"2")
    )
    other = drive.keep("Laporan.pdf", b"3", "application/pdf", spreadsheet.spreadsheet_id)
    assert (first.file_id, first.link) == (second.file_id, second.link)
    assert (first.is_new, second.is_new, other.is_new) == (True, False, True)
    files = spreadsheet.access.drive().files()
    assert files.get_media(fileId=first.file_id).execute() == b"2"
    parents = {
        tuple(files.get(fileId=file_id, fields="parents").execute()["parents"])
        for file_id in (first.file_id, other.file_id, spreadsheet.spreadsheet_id)
    }
    assert len(parents) == 1
