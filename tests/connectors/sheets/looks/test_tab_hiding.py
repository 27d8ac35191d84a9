"""Old tabs go out of sight once; whoever fetches one back keeps it."""

from __future__ import annotations

import pytest

from connectors.sheets.change_set import change_set, diff
from connectors.sheets.client import SpreadsheetClient
from connectors.sheets.looks.tab_hiding import hidden_tabs
from connectors.sheets.tab import Tab
from tests.connectors.factories import EVENTS, VISITS, events, visits


@pytest.fixture
def made(spreadsheet: SpreadsheetClient) -> SpreadsheetClient:
    spreadsheet.apply(diff(spreadsheet.read(), {VISITS: visits("A"), EVENTS: events(1)}))
    return spreadsheet


def put_away(spreadsheet: SpreadsheetClient, *tabs: Tab) -> list[str]:
    """Hide tabs; the titles of those that this pass hides."""
    snapshot = spreadsheet.read()
    changes = hidden_tabs(snapshot, tabs)
    spreadsheet.apply(change_set(snapshot, changes))
    return [change.title for change in changes]


def visible(spreadsheet: SpreadsheetClient) -> set[str]:
    sheets = spreadsheet.read().sheets.values()
    return {sheet.title for sheet in sheets if not sheet.raw["properties"].get("hidden")}


def fetch_back(spreadsheet: SpreadsheetClient, tab: Tab) -> None:
    properties = {"sheetId": tab.sheet_id, "hidden": False}
    request = {"updateSheetProperties": {"properties": properties, "fields": "hidden"}}
    http = spreadsheet.access.gspread.http_client
    http.batch_update(spreadsheet.spreadsheet_id, {"requests": [request]})


def test_a_tab_is_hidden_once_and_stays_when_it_is_fetched_back(made: SpreadsheetClient) -> None:
    assert put_away(made, VISITS) == ["Kunjungan"]
    assert "Kunjungan" not in visible(made)
    assert put_away(made, VISITS) == []
    fetch_back(made, VISITS)
    assert put_away(made, VISITS) == []
    assert "Kunjungan" in visible(made)


def test_something_stays_to_be_seen(made: SpreadsheetClient) -> None:
    others = [
        sheet for sheet in made.read().sheets if sheet not in {VISITS.sheet_id, EVENTS.sheet_id}
    ]
    http = made.access.gspread.http_client
    http.batch_update(
        made.spreadsheet_id, {"requests": [{"deleteSheet": {"sheetId": sheet}} for sheet in others]}
    )
    assert put_away(made, VISITS, EVENTS) == []
    assert put_away(made, VISITS) == ["Kunjungan"]
    assert put_away(made, EVENTS) == []


def test_a_tab_that_is_not_there_is_nothing_to_hide(made: SpreadsheetClient) -> None:
    assert put_away(made, Tab("gone", "Hilang")) == []
