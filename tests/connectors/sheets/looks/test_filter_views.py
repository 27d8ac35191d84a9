"""Views come and go with what they show; those that people made or renamed are theirs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from connectors.sheets.change_set import change_set, diff
from connectors.sheets.client import SpreadsheetClient
from connectors.sheets.looks.filter_views import changing_views
from connectors.sheets.tab import View
from tests.connectors.factories import VISITS, visits


def of(name: str) -> View:
    return View(name, ("date",), (("name", name),))


@pytest.fixture
def made(spreadsheet: SpreadsheetClient) -> SpreadsheetClient:
    """A tab that is made together with the views of Ani and Budi."""
    snapshot = spreadsheet.read()
    changes = diff(snapshot, {VISITS: visits("A", "B")})
    views = changing_views(snapshot.tab(VISITS), [of("Ani"), of("Budi")])
    spreadsheet.apply(change_set(snapshot, [*changes.tabs, views]))
    return spreadsheet


def show(spreadsheet: SpreadsheetClient, views: Sequence[View]) -> int:
    """Bring the views to what they should be; the number of requests that this took."""
    snapshot = spreadsheet.read()
    changes = changing_views(snapshot.tab(VISITS), views)
    spreadsheet.apply(change_set(snapshot, [changes]))
    return len(changes.requests)


def standing(spreadsheet: SpreadsheetClient) -> dict[str, dict[str, Any]]:
    http = spreadsheet.access.gspread.http_client
    sheets = http.fetch_sheet_metadata(spreadsheet.spreadsheet_id)["sheets"]
    (sheet,) = [each for each in sheets if each["properties"]["sheetId"] == VISITS.sheet_id]
    return {view["title"]: view for view in sheet.get("filterViews", [])}


def test_views_follow_what_there_is_to_show(made: SpreadsheetClient) -> None:
    assert set(standing(made)) == {"Batal", "Ani", "Budi"}
    assert show(made, [of("Ani"), of("Budi")]) == 0
    assert show(made, [of("Budi"), of("Citra")]) == 2
    assert set(standing(made)) == {"Batal", "Budi", "Citra"}


def test_a_view_filters_and_sorts_whole_rows_from_the_header_on(made: SpreadsheetClient) -> None:
    view = standing(made)["Ani"]
    condition = {"type": "TEXT_EQ", "values": [{"userEnteredValue": "Ani"}]}
    assert view["filterSpecs"] == [{"columnIndex": 1, "filterCriteria": {"condition": condition}}]
    assert view["sortSpecs"] == [{"dimensionIndex": 2, "sortOrder": "ASCENDING"}]
    assert view["range"].get("startRowIndex", 0) == 0
    assert not {"startColumnIndex", "endRowIndex"} & set(view["range"])


def test_what_people_did_to_views_stays(made: SpreadsheetClient) -> None:
    own = {"title": "Milik Sari", "range": {"sheetId": VISITS.sheet_id}}
    renamed = {"filterViewId": standing(made)["Ani"]["filterViewId"], "title": "Ani saja"}
    requests = [
        {"addFilterView": {"filter": own}},
        {"updateFilterView": {"filter": renamed, "fields": "title"}},
    ]
    http = made.access.gspread.http_client
    http.batch_update(made.spreadsheet_id, {"requests": requests})
    assert show(made, [of("Citra")]) == 2
    assert set(standing(made)) == {"Batal", "Milik Sari", "Ani saja", "Citra"}
    assert show(made, [of("Citra"), of("Ani")]) == 0


def test_a_view_whose_column_is_gone_waits_for_it(made: SpreadsheetClient) -> None:
    state = made.read().tab(VISITS)
    assert changing_views(state, [View("Lain", ("unknown",))]).requests[2:] == ()
