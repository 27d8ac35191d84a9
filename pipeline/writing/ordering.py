"""Once a day the rows of tabs with ✎ columns come in order; new ones stand there from the start."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress

import pandas as pd

from connectors.sheets.change_set import ChangeSet
from connectors.sheets.client import SpreadsheetClient
from connectors.sheets.row_ordering import ordering, unanchored
from connectors.sheets.rows.row_changes import desired_rows, keys_of
from connectors.sheets.snapshot import RowKey, Snapshot
from connectors.sheets.stamp import Stamp
from connectors.sheets.tab import Tab
from loket.errors import DataError, Protected
from pipeline import tabs
from pipeline.book import Content

_OVER_LAST = (tabs.MILESTONES,)
"""On these tabs what is over goes below what is not; on others it stays where it is."""

_REFUSALS = (DataError, Protected)


def moves(snapshot: Snapshot, desired: Mapping[Tab, Content]) -> ChangeSet:
    """Give the batch after which the rows that stand there now are in their desired order."""
    return ordering(snapshot, _orders(snapshot, desired))


def put_in_order(
    spreadsheet: SpreadsheetClient,
    snapshot: Snapshot,
    desired: Mapping[Tab, Content],
    *,
    sends: Callable[[Stamp], None],
) -> tuple[ChangeSet, ...]:
    """Put rows in their desired order and give the batches that were sent.

    ``sends`` is told of each before it goes. By ``snapshot``, which may be a while old, is only
    seen whether there is anything to do. Where rows cannot be moved nothing happens: their order is
    a convenience, and there is another day. Raises whatever else keeps Loket from the spreadsheet.
    """
    orders = _orders(snapshot, desired)
    if ordering(snapshot, orders).is_empty:
        return ()
    fresh = spreadsheet.read()
    changes = ordering(fresh, orders)
    sends(changes.stamp)
    try:
        spreadsheet.apply(changes)
    except _REFUSALS:
        # Where people have merged or protected rows, or moved a header for good, Google refuses.
        freed = unanchored(fresh, [tab for tab, _ in orders])
        sends(freed.stamp)
        with suppress(*_REFUSALS):
            spreadsheet.apply(freed)
        return ()
    return (changes,)


def _orders(snapshot: Snapshot, desired: Mapping[Tab, Content]) -> list[tuple[Tab, list[RowKey]]]:
    return [
        (tab, _order(tab, content, snapshot))
        for tab, content in desired.items()
        if tab.keeps_rows and isinstance(content, pd.DataFrame)
    ]


def _order(tab: Tab, content: pd.DataFrame, snapshot: Snapshot) -> list[RowKey]:
    """Give the keys of a tab's rows in their order."""
    keys = keys_of(tab, desired_rows(tab, content, snapshot.zone))
    over = snapshot.tab(tab).keys.keys() - set(keys) if tab in _OVER_LAST else ()
    return [*keys, *(key for key in snapshot.tab(tab).keys if key in over)]
