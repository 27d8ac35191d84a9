"""Desired state against current state: everything one batch is to change, and in words what.

Pure: it needs no connection, so a rehearsal prints the very change set that a pass would send.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import pandas as pd
from gspread.utils import absolute_range_name

from connectors.sheets.grid import Grid
from connectors.sheets.journal.journal import SHEET_ID as JOURNAL
from connectors.sheets.journal.journal import TITLE as JOURNAL_TITLE
from connectors.sheets.journal.journal import Cells, content_of, journals_in
from connectors.sheets.journal.journal_keeping import Layout, Touched, Written, journalled
from connectors.sheets.looks.choice_lists import with_choice_ranges
from connectors.sheets.looks.grid_changes import create_grid, grid_changes
from connectors.sheets.looks.tab_creation import create_tab, free_title
from connectors.sheets.mending.mending import Mending, dropped_rows, untouched
from connectors.sheets.mending.settlement import unsettled
from connectors.sheets.rows.row_changes import row_changes
from connectors.sheets.sheet import Sheet
from connectors.sheets.snapshot import Snapshot, TabState
from connectors.sheets.stamp import Stamp, next_stamp, stamp_requests
from connectors.sheets.tab import Tab
from connectors.sheets.tab_change import TabChange
from loket.errors import HeaderMissing

Json = dict[str, Any]


@dataclass(frozen=True)
class ChangeSet:
    """What one atomic batch changes. ``tabs`` holds only tabs that change.

    ``spared`` are tabs that cannot be written because a header is gone; the rest still goes out.
    ``snapshot`` is what stands there, by which the journal is kept; ``keyed`` holds by sheet id
    the tabs whose rows have keys.
    """

    stamp: Stamp
    tabs: tuple[TabChange, ...] = ()
    spared: tuple[HeaderMissing, ...] = ()
    snapshot: Snapshot | None = field(default=None, repr=False)
    keyed: Mapping[int, Tab] = field(default_factory=dict, repr=False)
    editors: tuple[str, ...] = ()
    settles: bool = False
    """What former batches did amiss is put right by this one."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to send."""
        return not any(tab.requests for tab in self.tabs)

    @cached_property
    def requests(self) -> list[Json]:
        """The whole batch: stamp, journal, changes; empty if nothing changes."""
        if self.is_empty or self.snapshot is None:
            return []
        steps = [step for tab in self.tabs for step in tab.requests]
        return [
            *stamp_requests(self.stamp, self.snapshot.stamps),
            *journalled(
                self.stamp,
                self._layouts,
                [self._named(row) for tab in self.tabs for row in tab.touched if self._stands(row)],
                steps,
                earlier=self._earlier,
                settles=self.settles,
                title="" if JOURNAL in self.snapshot.sheets else self._journal_title,
                editors=self.editors,
            ),
        ]

    @property
    def journal_range(self) -> str:
        """Where the journal stands once the batch is applied; empty if it keeps none."""
        return absolute_range_name(self._journal_title) if self._layouts else ""

    @property
    def _journal_title(self) -> str:
        """What the journal's sheet is called, or is to be."""
        if self.snapshot is None:
            return JOURNAL_TITLE
        sheet = self.snapshot.sheets.get(JOURNAL)
        return sheet.title if sheet else free_title(JOURNAL_TITLE, self.snapshot.titles)

    @property
    def _earlier(self) -> list[Cells]:
        """The journals of batches of which something may not be put right yet."""
        journals = journals_in(self.snapshot) if self.snapshot else []
        return [line for journal in unsettled(journals, self.keyed) for line in journal.lines]

    @property
    def _layouts(self) -> list[Layout]:
        """The sheets that stand and whose rows are written to, as the journal sees them."""
        snapshot = self.snapshot
        if snapshot is None:
            return []
        written = {row.sheet_id for tab in self.tabs for row in tab.touched}
        written |= {
            step.sheet_id for tab in self.tabs for step in tab.requests if isinstance(step, Written)
        }
        return [
            self._layout(snapshot.sheets[key]) for key in sorted(written & set(snapshot.sheets))
        ]

    def _layout(self, sheet: Sheet) -> Layout:
        state = self._state(sheet.sheet_id)
        row = state.header_row if state else None
        return Layout(
            sheet.sheet_id,
            rows=sheet.row_count,
            columns=sheet.column_count,
            headers=() if row is None else sheet.cells[row],
            filtered="basicFilter" in sheet.raw,
        )

    def _state(self, sheet_id: int) -> TabState | None:
        tab = self.keyed.get(sheet_id)
        return self.snapshot.tab(tab) if tab and self.snapshot else None

    def _stands(self, row: Touched) -> bool:
        """Whether a row is there before the batch: one that mending puts back below is not."""
        sheet = self.snapshot.sheets.get(row.sheet_id) if self.snapshot else None
        if sheet is None:
            return False
        return row.row < (len(sheet.cells) if row.sheet_id in self.keyed else sheet.row_count)

    def _named(self, row: Touched) -> Touched:
        """Give a row with the key that stands there, whatever it is to become.

        Where that tells it from no other, what the row holds has to.
        """
        state = self._state(row.sheet_id)
        if state is None or state.sheet is None:
            return row
        key = state.key_of(row.row)
        if not state.tab.row_key or (key and key not in state.repeated_keys):
            return replace(row, key=key)
        return replace(row, key=key, content=content_of(state.sheet.cells[row.row]))

    @property
    def cells(self) -> int:
        """Number of cells whose value is written."""
        return sum(tab.cells for tab in self.tabs)

    @property
    def unjournalled(self) -> ChangeSet:
        """The same batch without a journal: for a spreadsheet in which no people write.

        A journal holds copies of rows, which everybody could read who may read the spreadsheet.
        """
        return replace(self, tabs=tuple(tab.unjournalled for tab in self.tabs))

    def with_tabs_of(self, other: ChangeSet) -> ChangeSet:
        """Give a batch that changes as well what another, from the same reading, changes."""
        return replace(
            self,
            tabs=(*self.tabs, *other.tabs),
            spared=(*self.spared, *other.spared),
            keyed={**self.keyed, **other.keyed},
        )

    def summary(self) -> list[Json]:
        """Give the changes per tab as JSON: rows added, changed and removed, old and new."""
        return [tab.summary() for tab in self.tabs]


def diff(
    snapshot: Snapshot,
    desired: Mapping[Tab, pd.DataFrame | Grid | None],
    *,
    editors: Sequence[str] = (),
    mending: Mending | None = None,
) -> ChangeSet:
    """Compare tabs with what they are to hold: a frame, or a grid for a free-form tab.

    A missing tab is created, protected so that only ``editors`` write outside ✎ columns. Of a tab
    that staff own the frame (or None) is what it begins with; once it is there it is left alone.
    Frames need the fields that Loket writes, in the order of rows that is wanted. Raises ValueError
    for a frame without such a field or with a key twice, and TypeError for a value that no cell
    can hold.

    ``mending``: the snapshot's; what it changes goes out first.
    """
    mending = mending or untouched(snapshot)
    changes: list[TabChange] = list(mending.changes)
    spared: list[HeaderMissing] = []
    mended = mending.snapshot
    titles = mended.titles
    written: set[int] = set()
    for tab, content in desired.items():
        if tab.sheet_id not in mended.sheets:
            title = free_title(tab.title, titles)
            titles |= {title}
            changes.append(created(tab, content, title, editors, mended))
            continue
        try:
            dropped = mending.dropped.get(tab.sheet_id, frozenset())
            changes.append(_changed(tab, content, mended, dropped))
        except HeaderMissing as error:
            spared.append(error)
            continue
        written.add(tab.sheet_id)
    changes += dropped_rows(mending, written)
    keyed = {**mending.tabs, **{tab.sheet_id: tab for tab in desired}}
    found = change_set(snapshot, changes, spared, keyed=keyed, editors=editors)
    return replace(found, settles=mending.settles)


def change_set(
    snapshot: Snapshot,
    changes: Sequence[TabChange],
    spared: Sequence[HeaderMissing] = (),
    *,
    keyed: Mapping[int, Tab] | None = None,
    editors: Sequence[str] = (),
) -> ChangeSet:
    """Put a batch together from the changes of tabs; those without a request are dropped."""
    return ChangeSet(
        stamp=next_stamp(snapshot.stamps),
        tabs=tuple(change for change in changes if change.requests),
        spared=tuple(spared),
        snapshot=snapshot,
        keyed={key: tab for key, tab in (keyed or {}).items() if not tab.free_form},
        editors=tuple(editors),
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
    if tab.free_form:
        return create_grid(tab, Grid(()), title=title, editors=editors, zone=snapshot.zone)
    listed = with_choice_ranges(tab, snapshot)
    return create_tab(listed, content, title=title, editors=editors, zone=snapshot.zone)


def _changed(
    tab: Tab,
    content: pd.DataFrame | Grid | None,
    snapshot: Snapshot,
    dropped: Collection[int],
) -> TabChange:
    sheet = snapshot.sheets[tab.sheet_id]
    if isinstance(content, Grid):
        return grid_changes(tab, sheet, content, snapshot.zone)
    if tab.staff_owned or content is None:
        return TabChange(sheet.title)
    return row_changes(snapshot.tab(with_choice_ranges(tab, snapshot)), content, dropped)
