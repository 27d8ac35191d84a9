"""Desired state against current state: everything one batch is to change, and in words what.

Pure: it needs no connection, so a rehearsal prints the very change set that a pass would send.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from connectors.sheets.choice_lists import with_choice_ranges
from connectors.sheets.grid import Grid
from connectors.sheets.grid_changes import create_grid, grid_changes
from connectors.sheets.row_changes import row_changes
from connectors.sheets.snapshot import Snapshot
from connectors.sheets.stamp import Stamp, next_stamp, stamp_requests
from connectors.sheets.tab import Tab
from connectors.sheets.tab_change import TabChange
from connectors.sheets.tab_creation import create_tab, free_title
from loket.errors import HeaderMissing

Json = dict[str, Any]


@dataclass(frozen=True)
class ChangeSet:
    """What one atomic batch changes. ``tabs`` holds only tabs that change.

    ``spared`` are tabs that cannot be written because a header is gone; the rest still goes out.
    """

    stamp: Stamp
    tabs: tuple[TabChange, ...] = ()
    spared: tuple[HeaderMissing, ...] = ()
    bookkeeping: tuple[Json, ...] = field(default=(), repr=False)
    """Requests that stamp the batch."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to send."""
        return not any(tab.requests for tab in self.tabs)

    @property
    def requests(self) -> list[Json]:
        """The whole batch, stamp first; empty if nothing changes."""
        if self.is_empty:
            return []
        return [*self.bookkeeping, *(request for tab in self.tabs for request in tab.requests)]

    @property
    def cells(self) -> int:
        """Number of cells whose value is written."""
        return sum(tab.cells for tab in self.tabs)

    def summary(self) -> list[Json]:
        """Give the changes per tab as JSON: rows added, changed and removed, old and new."""
        return [tab.summary() for tab in self.tabs]


def diff(
    snapshot: Snapshot,
    desired: Mapping[Tab, pd.DataFrame | Grid | None],
    *,
    editors: Sequence[str] = (),
) -> ChangeSet:
    """Compare tabs with what they are to hold: a frame, or a grid for a free-form tab.

    A missing tab is created, protected so that only ``editors`` write outside ✎ columns. Of a tab
    that staff own the frame (or None) is what it begins with; once it is there it is left alone.
    Frames need the fields that Loket writes, in the order of rows that is wanted. Raises ValueError
    for a frame without such a field or with a key twice, and TypeError for a value that no cell
    can hold.
    """
    changes: list[TabChange] = []
    spared: list[HeaderMissing] = []
    titles = snapshot.titles
    for tab, content in desired.items():
        if tab.sheet_id not in snapshot.sheets:
            title = free_title(tab.title, titles)
            titles |= {title}
            changes.append(created(tab, content, title, editors, snapshot))
            continue
        try:
            changes.append(_changed(tab, content, snapshot))
        except HeaderMissing as error:
            spared.append(error)
    return change_set(snapshot, changes, spared)


def change_set(
    snapshot: Snapshot, changes: Sequence[TabChange], spared: Sequence[HeaderMissing] = ()
) -> ChangeSet:
    """Put a batch together from the changes of tabs; those without a request are dropped."""
    stamp = next_stamp(snapshot.stamps)
    return ChangeSet(
        stamp=stamp,
        tabs=tuple(change for change in changes if change.requests),
        spared=tuple(spared),
        bookkeeping=tuple(stamp_requests(stamp, snapshot.stamps)),
    )


def created(
    tab: Tab,
    content: pd.DataFrame | Grid | None,
    title: str,
    editors: Sequence[str],
    snapshot: Snapshot,
) -> TabChange:
    """Give all that makes a tab that is not there, with its contents, under a free title."""
    if isinstance(content, Grid):
        return create_grid(tab, content, title=title, editors=editors, zone=snapshot.zone)
    listed = with_choice_ranges(tab, snapshot)
    return create_tab(listed, content, title=title, editors=editors, zone=snapshot.zone)


def _changed(tab: Tab, content: pd.DataFrame | Grid | None, snapshot: Snapshot) -> TabChange:
    sheet = snapshot.sheets[tab.sheet_id]
    if isinstance(content, Grid):
        return grid_changes(tab, sheet, content, snapshot.zone)
    if tab.staff_owned or content is None:
        return TabChange(sheet.title)
    return row_changes(snapshot.tab(with_choice_ranges(tab, snapshot)), content)
