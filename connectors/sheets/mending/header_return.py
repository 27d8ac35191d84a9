"""Headers that have come to stand below rows of their tab, as when somebody sorts them along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from connectors.sheets.mending.remembered import Remembered
from connectors.sheets.sheet import Sheet
from connectors.sheets.snapshot import Snapshot, TabState, row_key
from connectors.sheets.tab import Tab
from connectors.sheets.tab_change import TabChange


def sunken_headers(snapshot: Snapshot, remembered: Mapping[Tab, Remembered]) -> dict[int, int]:
    """Give by sheet id the topmost row above the headers that is remembered to be one of the tab.

    Rows above the headers are not read, so they would be taken for deleted.
    """
    found = (
        (tab.sheet_id, _first_above(snapshot.tab(tab), rows)) for tab, rows in remembered.items()
    )
    return {sheet_id: row for sheet_id, row in found if row is not None}


def _first_above(state: TabState, rows: Remembered) -> int | None:
    sheet, names = state.sheet, state.tab.row_key
    if sheet is None or state.header_row is None or not state.positions.keys() >= set(names):
        return None
    for row in range(state.header_row):
        if row_key(sheet.cell(row, state.positions[name]) for name in names) in rows:
            return row
    return None


def lifted(tab: Tab, snapshot: Snapshot, to: int) -> tuple[TabChange, Sheet]:
    """Give what moves a tab's header row up to a row, and the sheet as it is then."""
    state = snapshot.tab(tab)
    if state.sheet is None or state.header_row is None:
        raise ValueError(f"Tab {tab.key!r} has no header to lift.")
    sheet, row = state.sheet, state.header_row
    source = {
        "sheetId": sheet.sheet_id,
        "dimension": "ROWS",
        "startIndex": row,
        "endIndex": row + 1,
    }
    change = TabChange(
        sheet.title,
        ({"moveDimension": {"source": source, "destinationIndex": to}},),
        setup=("header moved back above its rows",),
    )
    cells = list(sheet.cells)
    cells.insert(to, cells.pop(row))
    return change, replace(sheet, cells=tuple(cells))
