"""A batch that puts the rows of tabs in order, and what takes it back if it met them shifted.

Rows are moved by number. If people have inserted rows above a tab's header since the reading, the
header itself is moved among the rows; the same moves backwards put it where it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from connectors.sheets.change_set import ChangeSet, change_set
from connectors.sheets.journal import Journal, Touched
from connectors.sheets.row_order import row_order
from connectors.sheets.snapshot import RowKey, Snapshot, TabState, header_row_of
from connectors.sheets.tab import Tab
from connectors.sheets.tab_change import TabChange

Json = dict[str, Any]


def ordering(
    snapshot: Snapshot, orders: Iterable[tuple[Tab, Sequence[RowKey]]], editors: Sequence[str]
) -> ChangeSet:
    """Give the batch after which the rows of each tab stand in the order of their keys."""
    states = [(snapshot.tab(tab), order) for tab, order in orders]
    changes = [_ordered(state, order) for state, order in states]
    keyed = {state.tab.sheet_id: state.tab for state, _ in states}
    return change_set(snapshot, changes, keyed=keyed, editors=editors)


def taken_back(done: ChangeSet, journal: Journal) -> ChangeSet:
    """Give the batch that takes back the moves on tabs whose header they met at another row."""
    before = done.snapshot
    if before is None:
        return done
    shifted = {
        tab.sheet_id for tab in done.keyed.values() if _was_shifted(before.tab(tab), journal)
    }
    changes = [
        TabChange(tab.title, tuple(_backwards(tab.requests)), setup=("moves taken back",))
        for tab in done.tabs
        if any(row.sheet_id in shifted for row in tab.touched)
    ]
    after = replace(before, stamps={done.stamp.number: done.stamp})
    return change_set(after, changes, editors=done.editors)


def _ordered(state: TabState, order: Sequence[RowKey]) -> TabChange:
    moves = row_order(state, order)
    if not moves or state.header_row is None:
        return TabChange(state.tab.title)
    # The journal copies a tab's head where a row of it is touched.
    touched = (Touched(state.tab.sheet_id, state.header_row + 1),)
    title = state.sheet.title if state.sheet else state.tab.title
    words = (f"{len(moves)} rows moved into order",)
    return TabChange(title, tuple(moves), setup=words, touched=touched)


def _was_shifted(state: TabState, journal: Journal) -> bool:
    met = journal.sheets.get(state.tab.sheet_id)
    return met is not None and header_row_of(met.zone, state.tab) != state.header_row


def _backwards(requests: Sequence[Any]) -> Iterable[Json]:
    for request in reversed(requests):
        move = request["moveDimension"]
        start, end = move["source"]["startIndex"], move["source"]["endIndex"]
        goal = move["destinationIndex"]
        stands = goal - (end - start) if goal > start else goal
        source = {**move["source"], "startIndex": stands, "endIndex": stands + end - start}
        back = start if stands > start else end
        yield {"moveDimension": {"source": source, "destinationIndex": back}}
