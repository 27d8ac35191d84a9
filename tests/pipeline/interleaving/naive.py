"""The negative control: how a spreadsheet is usually kept in step, which loses what people type.

It reads the sheet, writes rows by their numbers and sorts the tab, with no second look. On a sheet
at which nobody else is, it does the job.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from connectors.sheets.cell import cell_data, cell_value
from connectors.sheets.snapshot import TabState
from pipeline.office import Office
from pipeline.order import Order
from pipeline.sync import Report, locked_sync

Json = dict[str, Any]


def naive_sync(office: Office, order: Order, *, whole_rows: bool = True) -> Report:
    """Run a pass that trusts what it has read: of rows it writes all, or what lies left of ✎."""
    snapshot = office.spreadsheet.read()
    report = locked_sync(office, Order(order.now, dry_run=True))
    http = office.access.gspread.http_client
    for tab, wanted in report.book.tabs.items():
        state = snapshot.tab(tab)
        single = tab.keeps_rows and len(tab.row_key) == 1
        if isinstance(wanted, pd.DataFrame) and len(wanted) and single:
            for batch in ([*_rows(state, wanted, whole_rows)], [_sort(state)]):
                http.batch_update(office.spreadsheet.spreadsheet_id, {"requests": batch})
    return report


def _rows(state: TabState, wanted: pd.DataFrame, whole: bool) -> Iterator[Json]:
    """Give the writing of each row where it was read, ✎ cells as they were read."""
    (key,) = state.tab.row_key
    stood = {str(row[key]): row for row in state.frame.to_dict("records")}
    below = max(state.used_rows, default=state.header_row or 0) + 1
    columns = state.tab.columns if whole else state.tab.loket_columns
    for new in wanted.to_dict("records"):
        old = stood.get(str(new[key]), {})
        row = old["row"] - 1 if old else below
        if not old:
            size = {"sheetId": state.tab.sheet_id, "dimension": "ROWS", "length": 1}
            yield {"appendDimension": size}
            below += 1
        values = [(old if column.staff else new).get(column.field) for column in columns]
        cells = [
            cell_data(cell_value(value, column.kind, state.zone))
            for value, column in zip(values, columns, strict=True)
        ]
        start = {"sheetId": state.tab.sheet_id, "rowIndex": row, "columnIndex": 0}
        rows = [{"values": cells}]
        yield {"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue"}}


def _sort(state: TabState) -> Json:
    """Give the sorting of the rows by their key."""
    assert state.sheet is not None
    assert state.header_row is not None
    area = {
        "sheetId": state.tab.sheet_id,
        "startRowIndex": state.header_row + 1,
        "endRowIndex": state.sheet.row_count,
        "startColumnIndex": 0,
        "endColumnIndex": state.sheet.column_count,
    }
    specs = [{"dimensionIndex": state.positions[state.tab.row_key[0]], "sortOrder": "ASCENDING"}]
    return {"sortRange": {"range": area, "sortSpecs": specs}}
