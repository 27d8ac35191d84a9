"""A batch that puts the rows of tabs in order, or fails where people have just shifted them.

Rows are moved by number, and rows that people insert above a header in the last moment would let
it be moved among the others. So the batch begins with a precondition: metadata with an id of its
own lies on the header's row and goes along with it. Where the header was read it is deleted and
made again, which Google refuses as long as it lies on another row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from connectors.sheets.change_set import ChangeSet, change_set
from connectors.sheets.header_anchor import anchor, anchor_id
from connectors.sheets.rows.row_order import row_order
from connectors.sheets.snapshot import RowKey, Snapshot, TabState
from connectors.sheets.tab import Tab
from connectors.sheets.tab_change import TabChange

Json = dict[str, Any]


def ordering(snapshot: Snapshot, orders: Iterable[tuple[Tab, Sequence[RowKey]]]) -> ChangeSet:
    """Give the batch after which the rows of each tab stand in the order of their keys."""
    changes = [_ordered(snapshot.tab(tab), order) for tab, order in orders]
    return change_set(snapshot, changes)


def unanchored(snapshot: Snapshot, tabs: Iterable[Tab]) -> ChangeSet:
    """Give the batch that forgets where headers lie, for people may have moved them for good."""
    changes = [
        TabChange(tab.title, (_deletion({"metadataId": anchor_id(tab)}),), setup=("header let go",))
        for tab in tabs
    ]
    return change_set(snapshot, changes)


def _ordered(state: TabState, order: Sequence[RowKey]) -> TabChange:
    # Of copies the upper one counts, whichever that is: no move may change it.
    moves = [] if state.repeated_keys else row_order(state, order)
    if not moves or state.sheet is None or state.header_row is None:
        return TabChange(state.tab.title)
    made = anchor(state.tab, state.header_row)
    lookup = {
        "metadataId": anchor_id(state.tab),
        "metadataLocation": made["createDeveloperMetadata"]["developerMetadata"]["location"],
        "locationMatchingStrategy": "EXACT_LOCATION",
    }
    words = (f"{len(moves)} rows moved into order",)
    return TabChange(state.sheet.title, (_deletion(lookup), made, *moves), setup=words)


def _deletion(lookup: Json) -> Json:
    return {"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": lookup}}}
