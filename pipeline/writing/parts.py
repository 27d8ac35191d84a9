"""What goes out first where all that changes is too much for one request.

Each part leaves the spreadsheet in a state from which the next pass goes on, whatever becomes of
this one: registrations come first, since weeks are planned from them; a week's tabs come together;
that a week has been reached is told after its schedule stands; Log comes last.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping

import pandas as pd

from connectors.sheets.change_set import ChangeSet
from connectors.sheets.grid import Grid
from connectors.sheets.rows.row_changes import desired_rows, keys_of
from connectors.sheets.snapshot import Snapshot
from connectors.sheets.tab import Tab
from pipeline import tabs
from pipeline.book import Book

Content = pd.DataFrame | Grid
Desired = Mapping[Tab, Content]

_SPARE = 0.9
"""How much of the limit rows are to fill: the journal's lines come with them."""


def size(changes: ChangeSet) -> int:
    """Give the bytes of the request that a change set makes."""
    return len(json.dumps({"requests": changes.requests}).encode())


def first_part(
    desired: Desired,
    book: Book,
    snapshot: Snapshot,
    difference: Callable[[Desired], ChangeSet],
    limit: int,
) -> Desired:
    """Give what is to be held first of ``desired``, so that the request stays within the limit.

    A week is never parted: one that is larger goes out alone.
    """
    part: Desired = {}
    for group in _groups(desired, book):
        more = {**part, **group}
        bytes_needed = size(difference(more))
        if bytes_needed <= limit:
            part = more
        elif not difference(part).is_empty:
            return part
        elif tabs.REGISTRATIONS in group:
            return {**part, **_first_rows(group, snapshot, _SPARE * limit / bytes_needed)}
        else:
            return more
    return part


def _groups(desired: Desired, book: Book) -> Iterator[Desired]:
    weeks = sorted(book.clinic.plans) if book.clinic else ()
    first = [[tabs.REGISTRATIONS], *(tabs.week_tabs(week) for week in weeks), [tabs.CAPACITIES]]
    given = {tab for group in first for tab in group} | {tabs.LOG}
    rest = [[tab] for tab in desired if tab not in given]
    for group in (*first, *rest, [tabs.LOG]):
        found = {tab: desired[tab] for tab in group if tab in desired}
        if found:
            yield found


def _first_rows(group: Desired, snapshot: Snapshot, share: float) -> Desired:
    """Give a tab with the rows that stand there and a share of the new ones, at least one."""
    ((tab, rows),) = group.items()
    if not isinstance(rows, pd.DataFrame):
        return group
    known = snapshot.tab(tab).keys
    keys = keys_of(tab, desired_rows(tab, rows, snapshot.zone))
    new = pd.Series([key not in known for key in keys], index=rows.index, dtype=bool)
    count = max(1, int(share * new.sum()))
    return {tab: rows[~new | (new.cumsum() <= count)]}
