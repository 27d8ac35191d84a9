"""Ordering rows on a served sheet: what people do in the last moment leaves no header astray."""

from __future__ import annotations

from typing import Any

import pytest

from connectors.sheets.change_set import diff
from connectors.sheets.client import SpreadsheetClient
from connectors.sheets.row_ordering import ordering, unanchored
from loket.errors import UnavailableError
from tests.connectors.factories import VISITS, visits

ORDER = [(code,) for code in "ABCD"]


@pytest.fixture
def made(spreadsheet: SpreadsheetClient) -> SpreadsheetClient:
    spreadsheet.apply(diff(spreadsheet.read(), {VISITS: visits(*"DBAC")}))
    return spreadsheet


def insertion(row: int) -> dict[str, Any]:
    where = {"sheetId": VISITS.sheet_id, "dimension": "ROWS", "startIndex": row}
    return {"insertDimension": {"range": {**where, "endIndex": row + 1}}}


def apply_late(spreadsheet: SpreadsheetClient, *meanwhile: dict[str, Any]) -> list[str]:
    """Order the rows by a reading that is older than what somebody has done since."""
    batch = ordering(spreadsheet.read(), [(VISITS, ORDER)])
    if meanwhile:
        http = spreadsheet.access.gspread.http_client
        http.batch_update(spreadsheet.spreadsheet_id, {"requests": list(meanwhile)})
    spreadsheet.apply(batch)
    frame = spreadsheet.read().tab(VISITS).frame
    return [str(code) for code in frame["code"]]


def test_rows_come_in_order(made: SpreadsheetClient) -> None:
    assert apply_late(made) == list("ABCD")


def test_rows_are_ordered_again_below_a_title(made: SpreadsheetClient) -> None:
    http = made.access.gspread.http_client
    http.batch_update(made.spreadsheet_id, {"requests": [insertion(0), insertion(0)]})
    assert apply_late(made) == list("ABCD")
    assert made.read().tab(VISITS).header_row == 2


@pytest.mark.parametrize("count", [1, 3])
def test_rows_inserted_above_the_header_in_the_last_moment_stop_the_batch(
    made: SpreadsheetClient, count: int
) -> None:
    with pytest.raises(UnavailableError, match="exists"):
        apply_late(made, *[insertion(0)] * count)
    state = made.read().tab(VISITS)
    assert state.header_row == count
    assert state.frame["code"].tolist() == list("DBAC")
    assert apply_late(made) == list("ABCD")


def test_a_header_that_was_moved_for_good_is_found_again(made: SpreadsheetClient) -> None:
    area = {"sheetId": VISITS.sheet_id, "startRowIndex": 0, "endRowIndex": 9}
    goal = {"sheetId": VISITS.sheet_id, "rowIndex": 2, "columnIndex": 0}
    cut = {"cutPaste": {"source": area, "destination": goal, "pasteType": "PASTE_NORMAL"}}
    more = {"sheetId": VISITS.sheet_id, "dimension": "ROWS", "length": 9}
    http = made.access.gspread.http_client
    http.batch_update(made.spreadsheet_id, {"requests": [{"appendDimension": more}, cut]})
    with pytest.raises(UnavailableError, match="exists"):
        apply_late(made)
    made.apply(unanchored(made.read(), [VISITS]))
    assert apply_late(made) == list("ABCD")


def test_rows_in_order_cost_nothing(made: SpreadsheetClient) -> None:
    assert ordering(made.read(), [(VISITS, [(code,) for code in "DBAC"])]).is_empty


def test_copies_stay_where_they_are_for_the_upper_one_counts(made: SpreadsheetClient) -> None:
    source = {"sheetId": VISITS.sheet_id, "startRowIndex": 2, "endRowIndex": 3}
    target = {**source, "startRowIndex": 4, "endRowIndex": 5}
    copy = {"source": source, "destination": target, "pasteType": "PASTE_NORMAL"}
    http = made.access.gspread.http_client
    http.batch_update(made.spreadsheet_id, {"requests": [insertion(4), {"copyPaste": copy}]})
    assert apply_late(made) == list("DBABC")
