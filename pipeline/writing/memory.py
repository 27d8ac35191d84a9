"""What Loket remembers of its tabs between passes, and what that is for.

Tabs and rows that people delete come back, keys that they type over are put right, and what they
type into Loket's own cells is told from what Loket has written there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd

from connectors.ledger.edit_ledger import OverwrittenCell
from connectors.ledger.ledger import Ledger
from connectors.ledger.tab_ledger import LEFT
from connectors.sheets.cell import CellValue, plain_text, typed
from connectors.sheets.grid import Grid
from connectors.sheets.journal.journal import Journal, journals_in
from connectors.sheets.looks.grid_changes import grid_rows
from connectors.sheets.mending.mending import Mending, mend
from connectors.sheets.mending.remembered import Expected, Remembered, rows_to_remember
from connectors.sheets.mending.settlement import misplaced, misplaced_rows, overwritten, unsettled
from connectors.sheets.reading import NotRead, PartialSnapshot, PartialTabState
from connectors.sheets.rows.row_changes import desired_rows
from connectors.sheets.snapshot import RowKey, Snapshot, TabState
from connectors.sheets.stamp import Stamp
from connectors.sheets.tab import Tab
from connectors.sheets.tab_change import Overwritten
from loket.vocabulary import TIME_ZONE
from pipeline import tabs
from pipeline.writing.other_lokets import OtherLokets
from pipeline.writing.remembered_rows import (
    Rows,
    TextRows,
    as_json,
    cells_of,
    key_of,
    text_of,
    value_of,
)

Content = pd.DataFrame | Grid


@dataclass(frozen=True)
class Memory:
    """The memory of one spreadsheet's tabs, at one time."""

    ledger: Ledger
    spreadsheet_id: str
    now: datetime
    editors: tuple[str, ...]

    def mend(self, snapshot: Snapshot) -> Mending:
        """Mend a snapshot with what is remembered; see ``connectors.sheets.mending.mending``."""
        known = tabs.declared(self.now)
        if isinstance(snapshot, PartialSnapshot) and unsettled(journals_in(snapshot), known):
            raise NotRead("what the last batch met")
        if isinstance(snapshot, PartialSnapshot) and self._others.have_written(snapshot):
            raise NotRead("what another Loket has written")
        words = {number: stamp.word for number, stamp in snapshot.stamps.items()}
        self.ledger.tabs.arrived(self.spreadsheet_id, words)
        self._others.learn(snapshot, known)
        keys = self.ledger.tabs.tabs(self.spreadsheet_id)
        remembered = {
            tab: self._rows(tab)
            for tab in known.values()
            if tab.key in keys and tab.row_key and not snapshot.lacks(tab)
        }
        expected = {tab: self._expected(tab) for tab in remembered}
        rightly = {tab: self._expected(tab, rightly=True) for tab in remembered}
        return mend(snapshot, known, remembered, expected, rightly, editors=self.editors)

    def rows_after(self, desired: Mapping[Tab, Content], mended: Snapshot) -> dict[Tab, TextRows]:
        """Give the rows of each tab once it holds what it should; without headers it is left."""
        found: dict[Tab, TextRows] = {}
        for tab, content in desired.items():
            if isinstance(content, Grid):
                found[tab] = as_json(grid_rows(content, mended.zone))
                continue
            state = mended.tab(tab)
            if not state.exists or _is_written(state):
                found[tab] = self._rows_to_remember(state, content)
        return found

    def expect(self, rows: Mapping[Tab, TextRows], stamp: Stamp) -> None:
        """Keep what a batch that is about to be sent makes of the tabs.

        That the batch is this Loket's own comes last. A power cut takes the end of what was kept:
        then the batch counts as another's, and what it made of the tabs is learned from them.
        """
        for tab, texts in rows.items():
            self.ledger.tabs.expect(self.spreadsheet_id, tab.key, texts, (stamp.number, stamp.word))
        self.sends(stamp)

    def sends(self, stamp: Stamp) -> None:
        """Keep that a batch which is about to be sent is this Loket's, not another's."""
        self._others.sends(stamp)

    def keep(
        self, rows: Mapping[Tab, TextRows], desired: Collection[Tab], mending: Mending
    ) -> None:
        """Keep what the tabs now hold: the desired ones ``rows``, others what was read."""
        for tab, texts in rows.items():
            partial = isinstance(mending.snapshot.tab(tab), PartialTabState)
            self.ledger.tabs.keep(self.spreadsheet_id, tab.key, texts, others=partial)
        for tab in mending.tabs.values():
            if tab.keeps_rows and tab not in desired and not mending.read.lacks(tab):
                beside = self._rows_beside(mending.snapshot.tab(tab))
                self.ledger.tabs.note(self.spreadsheet_id, tab.key, beside)

    def edits(
        self, cells: Sequence[Overwritten], mending: Mending, *, doubtful: bool = False
    ) -> list[OverwrittenCell]:
        """Give those of the overwritten cells that somebody else than Loket had written.

        doubtful: also those that may have been written by another Loket.
        """
        sheets = mending.read.sheets
        titles = {
            tab: sheets[tab.sheet_id].title for tab in _tabs_of(cells) if tab.sheet_id in sheets
        }
        return [
            _edit(cell, titles.get(cell.tab, cell.tab.title))
            for cell in cells
            if self._is_strange(cell, doubtful=doubtful)
        ]

    def record(
        self, journal: Journal | None, mending: Mending, edits: Sequence[OverwrittenCell] = ()
    ) -> None:
        """Put on record what people had typed where a batch wrote.

        edits: what the reading before it showed of that; the journal has the last moment besides.
        """
        if journal is None:
            return
        self._expect_misplaced(journal, mending.tabs)
        cells = list(overwritten(journal, mending.tabs))
        found = [*edits, *self.edits(cells, mending, doubtful=True)]
        self.ledger.edits.record(self.spreadsheet_id, journal.batch, found, seen_at=self.now)

    def catch_up(self, mending: Mending) -> None:
        """Put on record what the last batch met, if the pass that sent it did not come to that.

        What cannot be put back goes on record as soon as that is seen.
        """
        journal = next(iter(journals_in(mending.read)), None)
        if journal is None or self._others.have_written(mending.read):
            return
        if journal.batch > self.ledger.edits.last_batch(self.spreadsheet_id):
            self.record(journal, mending)
        lost = self.edits(mending.lost, mending)
        if lost:
            self.ledger.edits.record(self.spreadsheet_id, journal.batch, lost, seen_at=self.now)

    def _expect_misplaced(self, journal: Journal, known: Mapping[int, Tab]) -> None:
        """Keep what a batch may have left in rows that it was not meant for.

        It may stand there for long: where a header is gone, no comparison puts it right.
        """
        found: dict[Tab, dict[RowKey, dict[str, CellValue]]] = defaultdict(dict)
        for cell in misplaced(journal, known):
            found[cell.tab].setdefault(cell.key, {})[cell.field] = cell.value
        inserted = set(misplaced_rows(journal, known))
        for tab, rows in found.items():
            new = {key: _nothing(tab) for key in rows if (tab, key) in inserted}
            expected = {key: versions[0] for key, versions in self._expected(tab).items()}
            before = {**new, **expected, **self._rows(tab)}
            versions = {key: {**before[key], **rows[key]} for key in rows.keys() & before.keys()}
            self.ledger.tabs.expect(self.spreadsheet_id, tab.key, as_json(versions), LEFT)

    def _rows_beside(self, state: TabState) -> TextRows:
        """Give the rows of a tab that is left alone: Loket's cells as they were, ✎ as they are."""
        sheet = state.sheet
        if sheet is None or state.missing or isinstance(state, PartialTabState):
            return {}
        before, staff = self._rows(state.tab), {column.field for column in state.tab.staff_columns}
        rows: dict[RowKey, Mapping[str, CellValue]] = {}
        for key, row in state.keys.items():
            cells = {name: sheet.cell(row, place) for name, place in state.positions.items()}
            typed_in = {name: value for name, value in cells.items() if name in staff}
            as_before = before.get(key) or (_theirs(state, key) if before else cells)
            rows[key] = {**as_before, **typed_in}
        return as_json(rows)

    def _rows_to_remember(self, state: TabState, content: pd.DataFrame) -> TextRows:
        rows = desired_rows(state.tab, content, state.zone)
        known, expected = self._rows(state.tab), self._expected(state.tab)

        def versions(key: RowKey) -> list[Mapping[str, CellValue]]:
            found = [*([known[key]] if key in known else ()), *expected.get(key, ())]
            return found if found or not known else [_theirs(state, key)]

        return as_json(rows_to_remember(state, rows, versions))

    @property
    def _others(self) -> OtherLokets:
        return OtherLokets(self.ledger, self.spreadsheet_id, self.now)

    def _rows(self, tab: Tab) -> Remembered:
        return Rows(self.ledger.tabs.texts(self.spreadsheet_id, tab.key))

    def _expected(self, tab: Tab, *, rightly: bool = False) -> Expected:
        found = self.ledger.tabs.expected_texts(self.spreadsheet_id, tab.key, rightly=rightly)
        return {key_of(key): [cells_of(text) for text in texts] for key, texts in found.items()}

    def _is_known_text(self, cell: Overwritten) -> bool:
        """Tell whether Loket has written a text anywhere on a tab, or staff beside its rows."""
        expected = (cells for each in self._expected(cell.tab).values() for cells in each)
        text = plain_text(cell.value)
        return any(
            plain_text(value) == text
            for cells in (*self._rows(cell.tab).values(), *expected)
            for value in cells.values()
        )

    def _is_strange(self, cell: Overwritten, *, doubtful: bool) -> bool:
        """Tell whether somebody else than Loket has written a cell's value there.

        A row that is not remembered is theirs, unless nothing is, the ledger being new. Without a
        key it may be any row.
        """
        if not cell.key:
            return not self._is_known_text(cell)
        key = text_of(cell.key)
        place = (self.spreadsheet_id, cell.tab.key, key)
        versions = self.ledger.tabs.versions(*place, doubtful=not doubtful)
        if not versions:
            return self.ledger.tabs.knows(self.spreadsheet_id)
        known = [
            plain_text(value_of(version[cell.field]))
            for version in versions
            if cell.field in version
        ]
        if not known:
            return cell.field not in {c.field for c in cell.tab.columns}
        return plain_text(cell.value) not in known


def _is_written(state: TabState) -> bool:
    """Whether a tab's rows are written: of a tab with ✎ columns no header may be gone."""
    if state.tab.keeps_rows:
        return not state.missing
    return state.positions.keys() >= set(state.tab.row_key)


def _theirs(state: TabState, key: RowKey) -> dict[str, CellValue]:
    """Give a row as Loket has written it that somebody else has added: nothing but its key."""
    return {**_nothing(state.tab), **dict(zip(state.tab.row_key, key, strict=True))}


def _nothing(tab: Tab) -> dict[str, CellValue]:
    return dict.fromkeys(column.field for column in tab.columns)


def _tabs_of(cells: Sequence[Overwritten]) -> set[Tab]:
    return {cell.tab for cell in cells}


def _edit(cell: Overwritten, title: str) -> OverwrittenCell:
    headers = {column.field: column.header for column in cell.tab.columns}
    header = headers.get(cell.field, cell.field)
    return OverwrittenCell(title, _name(cell), header, plain_text(cell.value) or "")


def _name(cell: Overwritten) -> str:
    """Give a row's key as people read it, a date as a date; of a free-form tab its number."""
    if cell.tab.free_form:
        return f"baris {int(float(plain_text(cell.key[0]) or 0)) + 1}"
    kinds = [cell.tab.column(name).kind for name in cell.tab.row_key]
    parts = zip(cell.key, kinds, strict=False)
    texts = [_said(typed(part, kind, TIME_ZONE)) for part, kind in parts if part is not None]
    return " · ".join(texts)


def _said(value: object) -> str:
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
