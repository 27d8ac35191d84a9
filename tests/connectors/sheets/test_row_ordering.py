"""Ordering rows on a served sheet: what people do in the last moment leaves no header astray."""

from __future__ import annotations

from typing import Any

import pytest

from connectors.sheets.change_set import diff
from connectors.sheets.client import SpreadsheetClient
from connectors.sheets.row_ordering import ordering, taken_back
from tests.connectors.factories import VISITS, visits

ORDER = [(code,) for code in "ABCD"]


@pytest.fixture
def made(spreadsheet: SpreadsheetClient) -> SpreadsheetClient:
    spreadsheet.apply(diff(spreadsheet.read(), {VISITS: visits(*"DBAC")}))
    return spreadsheet


def insertion(row: int) -> dict[str, Any]:
    where = {"sheetId": VISITS.sheet_id, "dimension": "ROWS", "startIndex": row}
    return {"insertDimension": {"range": {**where, "endIndex": row + 1}}}


@pytest.mark.parametrize(
    ("meanwhile", "rows", "header_row"),
    [
        pytest.param([], "ABCD", 0, id="nothing"),
        pytest.param([insertion(0)], "DBAC", 1, id="a row above the header"),
        pytest.param([insertion(0), insertion(0)], "DBAC", 2, id="two rows above the header"),
    ],
)
def test_rows_come_in_order_or_stay_where_they_are(
    made: SpreadsheetClient, meanwhile: list[dict[str, Any]], rows: str, header_row: int
) -> None:
    batch = ordering(made.read(), [(VISITS, ORDER)], ())
    if meanwhile:
        http = made.access.gspread.http_client
        http.batch_update(made.spreadsheet_id, {"requests": meanwhile})
    journal = made.apply(batch)
    assert journal is not None
    undoing = taken_back(batch, journal)
    assert undoing.is_empty == (header_row == 0)
    made.apply(undoing)
    state = made.read().tab(VISITS)
    assert state.header_row == header_row
    assert state.frame["code"].tolist() == list(rows)


def test_rows_in_order_cost_nothing(made: SpreadsheetClient) -> None:
    assert ordering(made.read(), [(VISITS, [(code,) for code in "DBAC"])], ()).is_empty
