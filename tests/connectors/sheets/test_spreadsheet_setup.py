"""A spreadsheet is made, repaired, and left alone when nothing is amiss."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from connectors.google.drive import DriveClient, writer
from connectors.sheets.change_set import ChangeSet, diff
from connectors.sheets.client import SETUP_READING, SpreadsheetClient
from connectors.sheets.grid import Grid, GridCell
from connectors.sheets.journal import journal
from connectors.sheets.snapshot import Snapshot
from connectors.sheets.spreadsheet_setup import setup
from connectors.sheets.tab import Column, Source, Tab, fixed_id
from connectors.workspace.server import RunningWorkspace
from loket.errors import AccessError
from tests.connectors.factories import (
    EVENTS,
    OWNER,
    PEOPLE,
    STAFF,
    VISITS,
    a_snapshot,
    an_access,
    events,
    visits,
)

BOARD = Tab("board", "Papan")
DUTIES = Tab(
    "duties",
    "Tugas",
    (Column("day", "Hari"), Column("who", "Siapa", choices_from=Source(PEOPLE, "name"))),
    staff_owned=True,
)
CONTENTS: dict[Tab, pd.DataFrame | Grid | None] = {
    PEOPLE: pd.DataFrame({"name": ["Budi"], "since": [None], "active": [True], "note": [None]}),
    DUTIES: None,
    VISITS: visits("A"),
    EVENTS: events(1),
    BOARD: Grid(((GridCell("Papan"),),)),
}


def amiss(snapshot: Snapshot) -> ChangeSet:
    return setup(snapshot, CONTENTS, editors=(OWNER,), locale="id_ID", time_zone="Asia/Jakarta")


@pytest.fixture
def made(spreadsheet: SpreadsheetClient) -> SpreadsheetClient:
    spreadsheet.apply(amiss(spreadsheet.read(SETUP_READING)))
    return spreadsheet


def send(spreadsheet: SpreadsheetClient, *requests: dict[str, Any]) -> None:
    """Change the spreadsheet as its owner would."""
    http = spreadsheet.access.gspread.http_client
    http.batch_update(spreadsheet.spreadsheet_id, {"requests": list(requests)})


def typed_header(tab: Tab, column: int, text: str) -> dict[str, Any]:
    cell = {"userEnteredValue": {"stringValue": text}} if text else {}
    start = {"sheetId": tab.sheet_id, "rowIndex": 0, "columnIndex": column}
    return {
        "updateCells": {"start": start, "rows": [{"values": [cell]}], "fields": "userEnteredValue"}
    }


def test_a_new_spreadsheet_holds_just_the_declared_tabs(made: SpreadsheetClient) -> None:
    snapshot = made.read()
    assert snapshot.titles == {"Konsultan", "Kunjungan", "Log", "Papan", "Tugas", journal.TITLE}
    assert snapshot.tab(PEOPLE).frame["name"].tolist() == ["Budi"]


def test_a_second_run_finds_nothing_amiss(made: SpreadsheetClient) -> None:
    assert amiss(made.read(SETUP_READING)).summary() == []
    made.apply(diff(made.read(), {VISITS: visits("A", "B", "C")}))
    assert amiss(made.read(SETUP_READING)).summary() == []


def test_a_drop_down_follows_the_tab_that_it_offers(made: SpreadsheetClient) -> None:
    above = {"sheetId": PEOPLE.sheet_id, "dimension": "ROWS", "startIndex": 0, "endIndex": 1}
    renamed = {"sheetId": PEOPLE.sheet_id, "title": "Para ahli"}
    send(
        made,
        {"updateSheetProperties": {"properties": renamed, "fields": "title"}},
        {"insertDimension": {"range": above}},
    )
    snapshot = made.read(SETUP_READING)
    rule = snapshot.sheets[DUTIES.sheet_id].validations[1, 1]
    assert rule["condition"]["values"] == [{"userEnteredValue": "='Para ahli'!$A$3:$A"}]
    assert not rule.get("strict")
    assert amiss(snapshot).summary() == []


def test_what_staff_have_written_is_left_alone(made: SpreadsheetClient) -> None:
    send(made, typed_header(PEOPLE, 3, "Catatan lama"))
    made.apply(diff(made.read(), {VISITS: visits("A", status="Batal")}))
    assert amiss(made.read(SETUP_READING)).summary() == []


@pytest.mark.parametrize(
    ("tab", "damage", "words"),
    [
        pytest.param(VISITS, [typed_header(VISITS, 1, "")], "header 'Nama'", id="header wiped"),
        pytest.param(
            VISITS, [typed_header(VISITS, 1, "Name")], "header 'Nama'", id="header renamed"
        ),
        pytest.param(
            VISITS, [typed_header(VISITS, 4, "")], "header 'Diberitahu'", id="staff header wiped"
        ),
        pytest.param(
            VISITS,
            [
                {
                    "setDataValidation": {
                        "range": {
                            "sheetId": VISITS.sheet_id,
                            "startRowIndex": 1,
                            "startColumnIndex": 5,
                            "endColumnIndex": 6,
                        }
                    }
                }
            ],
            "rules of 'Konfirmasi'",
            id="validation gone",
        ),
        pytest.param(
            VISITS,
            [{"deleteConditionalFormatRule": {"sheetId": VISITS.sheet_id, "index": 0}}],
            "rules of 'Status'",
            id="colours gone",
        ),
        pytest.param(
            VISITS,
            [{"deleteFilterView": {"filterId": fixed_id("view", "visits:Batal")}}],
            "filter views",
            id="filter view gone",
        ),
        pytest.param(EVENTS, [{"deleteSheet": {"sheetId": EVENTS.sheet_id}}], "created", id="tab"),
        pytest.param(PEOPLE, [typed_header(PEOPLE, 2, "")], "header 'Aktif'", id="on a staff tab"),
        pytest.param(
            VISITS,
            [
                {
                    "moveDimension": {
                        "source": {
                            "sheetId": VISITS.sheet_id,
                            "dimension": "COLUMNS",
                            "startIndex": 4,
                            "endIndex": 5,
                        },
                        "destinationIndex": 0,
                    }
                }
            ],
            "protection",
            id="staff column moved",
        ),
    ],
)
def test_what_is_amiss_is_put_right(
    made: SpreadsheetClient, tab: Tab, damage: list[dict[str, Any]], words: str
) -> None:
    send(made, *damage)
    repair = amiss(made.read(SETUP_READING))
    assert [words in line for line in repair.summary()[0]["setup"]].count(True) == 1
    made.apply(repair)
    after = made.read(SETUP_READING)
    assert amiss(after).summary() == []
    after.tab(tab).require()


def test_a_tab_without_any_header_is_spared() -> None:
    snapshot = a_snapshot(VISITS, [["lain"], ["sama sekali"]])
    changes = setup(snapshot, {VISITS: None}, editors=(), locale="id_ID", time_zone="Asia/Jakarta")
    assert [error.tab for error in changes.spared] == ["Kunjungan"]


def test_staff_write_in_their_columns_and_nowhere_else(
    served: RunningWorkspace, made: SpreadsheetClient
) -> None:
    DriveClient(made.access).grant({made.spreadsheet_id: [writer(STAFF)]})
    staff_access = an_access(served.url, STAFF)
    sheet = staff_access.gspread.open_by_key(made.spreadsheet_id).worksheet("Kunjungan")
    sheet.update_acell("E2", True)
    with pytest.raises(AccessError, match="add Loket's account to the protected range"):
        sheet.update_acell("B2", "lain")
    staff_access.close()
    made.apply(diff(made.read(), {VISITS: visits("B", "A", status="Batal")}))
    frame = made.read().tab(VISITS).frame
    assert dict(zip(frame["code"], frame["told"], strict=True)) == {"A": True, "B": False}
