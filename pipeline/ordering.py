"""Once a day the rows of tabs with ✎ columns come in order; new ones stand there from the start."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from connectors.sheets.change_set import ChangeSet
from connectors.sheets.client import SpreadsheetClient
from connectors.sheets.row_changes import desired_rows, keys_of
from connectors.sheets.row_ordering import ordering, taken_back
from connectors.sheets.snapshot import Snapshot
from connectors.sheets.tab import Tab
from loket.errors import AccessError, DataError
from pipeline.book import Content


def put_in_order(
    spreadsheet: SpreadsheetClient,
    snapshot: Snapshot,
    desired: Mapping[Tab, Content],
    editors: tuple[str, ...],
) -> tuple[ChangeSet, ...]:
    """Put rows in their desired order and give the batches that were sent.

    By ``snapshot``, which may be a while old, is only seen whether there is anything to do. Where
    people have merged or protected rows Google may refuse; the order is a convenience then.
    """
    orders = [
        (tab, keys_of(tab, desired_rows(tab, content, snapshot.zone)))
        for tab, content in desired.items()
        if tab.keeps_rows and isinstance(content, pd.DataFrame)
    ]
    if ordering(snapshot, orders, editors).is_empty:
        return ()
    changes = ordering(spreadsheet.read(), orders, editors)
    try:
        journal = spreadsheet.apply(changes)
    except (AccessError, DataError):
        return ()
    if journal is None:
        return (changes,)
    undoing = taken_back(changes, journal)
    spreadsheet.apply(undoing)
    return (changes, undoing) if undoing.tabs else (changes,)
