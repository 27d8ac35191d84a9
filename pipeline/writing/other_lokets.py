"""Batches that another Loket has written, by their stamps: not everything unknown is people's.

Two Lokets may work on one spreadsheet, each with a ledger of its own: a second machine, or a ledger
that was brought back from a copy. What the other one wrote this one does not remember, and would
take for typed by hand. So its memory first learns what the other's batches left:

- of a single batch from the journal, cell by cell: whatever else is unknown has been typed;
- of several, of which just the last has a journal, by what stands there. That may have been typed,
  or not: it goes on record if it is written over, but nobody is told to have typed it.
"""

from __future__ import annotations

import json
import logging
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from connectors.ledger.ledger import Ledger
from connectors.ledger.tab_ledger import CERTAIN, DOUBTFUL
from connectors.sheets.cell import CellValue
from connectors.sheets.journal.journal import Journal, journals_in
from connectors.sheets.looks.grid_changes import standing_grid_rows
from connectors.sheets.mending.remembered import standing_rows
from connectors.sheets.mending.settlement import written
from connectors.sheets.snapshot import RowKey, Snapshot
from connectors.sheets.stamp import KEPT, Stamp
from connectors.sheets.tab import Tab
from pipeline.writing.remembered_rows import Cells, as_json, key_of

LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class OtherLokets:
    """What is known of the others on one spreadsheet."""

    ledger: Ledger
    spreadsheet_id: str
    now: datetime

    def sends(self, stamp: Stamp) -> None:
        """Keep that a batch which is about to be sent is this Loket's own."""
        seen, own = self._note
        self._keep(seen, {**own, stamp.number: stamp.word})

    def have_written(self, snapshot: Snapshot) -> bool:
        """Tell whether there are batches of others of which the memory knows nothing yet."""
        return not self._is_new and bool(self._strange(snapshot))

    def learn(self, snapshot: Snapshot, known: Mapping[int, Tab]) -> None:
        """Take into the memory what others have written; the whole spreadsheet was read."""
        latest = max(snapshot.stamps, default=0)
        if self._is_new:
            self._learn_from_sheets(snapshot, known.values(), CERTAIN)
            self._leave_to_others(latest)
        elif strange := self._strange(snapshot):
            LOG.info("Another Loket has written batches %s.", ", ".join(map(str, strange)))
            journal = next(iter(journals_in(snapshot)), None)
            if journal and strange == [journal.batch]:
                self._learn_from_journal(journal, snapshot, known)
            else:
                self._learn_from_sheets(snapshot, known.values(), DOUBTFUL)
                self._leave_to_others(latest)
            self._forget_dropped_rows(snapshot, known.values())
        seen, own = self._note
        if seen != latest:
            self._keep(latest, own)

    def _leave_to_others(self, batch: int) -> None:
        """Judge nothing that batches up to this one wrote over: who sent them has done so."""
        self.ledger.edits.record(self.spreadsheet_id, batch, (), seen_at=self.now)

    def _strange(self, snapshot: Snapshot) -> list[int]:
        """Give the batches of others since the last look."""
        seen, own = self._note
        return sorted(
            number
            for number, stamp in snapshot.stamps.items()
            if number > seen and own.get(number) != stamp.word
        )

    def _learn_from_journal(
        self, journal: Journal, snapshot: Snapshot, known: Mapping[int, Tab]
    ) -> None:
        rows: dict[Tab, dict[RowKey, dict[str, CellValue]]] = defaultdict(dict)
        for cell in written(journal, known):
            rows[cell.tab].setdefault(cell.key, {})[cell.field] = cell.value
        for tab, cells in rows.items():
            before = self.ledger.tabs.texts(self.spreadsheet_id, tab.key)
            texts = {
                key: {**json.loads(before.get(key, "{}")), **row}
                for key, row in as_json(cells).items()
            }
            self.ledger.tabs.expect(self.spreadsheet_id, tab.key, texts, CERTAIN)
        # What a batch writes on a sheet that it makes is in no journal.
        remembered = self.ledger.tabs.tabs(self.spreadsheet_id)
        made = [tab for tab in known.values() if tab.key not in remembered]
        self._learn_from_sheets(snapshot, made, CERTAIN)

    def _learn_from_sheets(
        self, snapshot: Snapshot, known: Collection[Tab], how: tuple[int, str]
    ) -> None:
        for tab in known:
            rows = _standing(snapshot, tab)
            self.ledger.tabs.expect(self.spreadsheet_id, tab.key, as_json(rows), how)

    def _forget_dropped_rows(self, snapshot: Snapshot, known: Collection[Tab]) -> None:
        """Forget rows that others have dropped: of tabs with ✎ columns they never are."""
        for tab in known:
            state = snapshot.tab(tab)
            if tab.keeps_rows or not tab.row_key or not state.positions.keys() >= {*tab.row_key}:
                continue
            before = self.ledger.tabs.texts(self.spreadsheet_id, tab.key)
            gone = [key for key in before if key_of(key) not in state.keys]
            self.ledger.tabs.forget(self.spreadsheet_id, tab.key, gone)

    @property
    def _is_new(self) -> bool:
        """Whether the ledger is new, so that what stands is taken for Loket's."""
        known = self.ledger.tabs.knows(self.spreadsheet_id)
        return not known and self.ledger.notes.read(self._name) is None

    @property
    def _note(self) -> tuple[int, dict[int, str]]:
        """The last batch that was looked at, and this Loket's own ones."""
        body = json.loads(self.ledger.notes.read(self._name) or '{"seen": 0, "own": {}}')
        return body["seen"], {int(number): word for number, word in body["own"].items()}

    def _keep(self, seen: int, own: Mapping[int, str]) -> None:
        latest = dict(sorted(own.items())[-KEPT:])
        self.ledger.notes.write(self._name, json.dumps({"seen": seen, "own": latest}))

    @property
    def _name(self) -> str:
        return f"stamps of {self.spreadsheet_id}"


def _standing(snapshot: Snapshot, tab: Tab) -> Mapping[RowKey, Cells]:
    sheet = snapshot.sheets.get(tab.sheet_id)
    if sheet is None:
        return {}
    if tab.free_form:
        return standing_grid_rows(sheet)
    return standing_rows(snapshot.tab(tab)) if tab.row_key else {}
