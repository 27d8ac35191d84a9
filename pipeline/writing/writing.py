"""From a snapshot to a spreadsheet that says what it should, whatever people do meanwhile.

The protocol, in full: read; work out what should stand there and compare; right before the write
read again, and if anything has changed begin anew; send one batch that keeps a journal of what it
meets; if the journal shows that people had moved rows or columns in the very last moment, put that
right and begin anew. People cannot go on for ever: after a few rounds the pass says so and leaves
the rest to the next one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

from connectors.ledger.edit_ledger import OverwrittenCell
from connectors.ledger.ledger import Ledger
from connectors.sheets.change_set import ChangeSet, change_set, diff
from connectors.sheets.erasure import erased
from connectors.sheets.journal.journal import Journal
from connectors.sheets.mending.mending import Mending
from connectors.sheets.mending.settlement import is_undisturbed
from connectors.sheets.reading import NotRead
from connectors.sheets.snapshot import Snapshot
from connectors.sheets.tab import Tab
from connectors.sheets.tab_change import TabChange
from loket.errors import DataError, Disturbed, LoketError, Overtaken
from loket.vocabulary import Form
from pipeline import tabs
from pipeline.areas.milestone_tabs import is_only_digest
from pipeline.areas.tidying import tidying
from pipeline.book import Book, Content, write_book
from pipeline.erasing.erased_rows import Erased
from pipeline.erasing.erasing import Erasing
from pipeline.error_texts import error_texts
from pipeline.intake.intake import Intake
from pipeline.office import Office
from pipeline.order import Order
from pipeline.past.past import Past, require_read
from pipeline.runs.booking_history import record_bookings
from pipeline.writing.hand_edits import put_back_text
from pipeline.writing.log_tab import DONE, PARTLY, is_news, log_rows, refreshed
from pipeline.writing.memory import Memory
from pipeline.writing.ordering import put_in_order
from pipeline.writing.parts import first_part, size
from pipeline.writing.remembered_rows import TextRows

ROUNDS = 5
"""Batches that a pass sends at most."""


@dataclass(frozen=True)
class Draft:
    """What a pass makes of one reading: the book, all that tabs are to hold, and the difference.

    ``edits``: Loket's own cells that people had typed into and that are put back; ``aged``: codes
    of the registrations whose data have become too old.
    """

    memory: Memory = field(repr=False)
    mending: Mending
    book: Book
    desired: Mapping[Tab, Content]
    changes: ChangeSet
    edits: tuple[OverwrittenCell, ...] = field(default=(), repr=False)
    aged: frozenset[str] = frozenset()

    @cached_property
    def rows(self) -> Mapping[Tab, TextRows]:
        """The rows of each tab once it holds what it should, as they are remembered."""
        return self.memory.rows_after(self.desired, self.mending.snapshot)


@dataclass(frozen=True)
class Written:
    """What became of a draft: the last one, and the batches that were sent.

    ``errors``: that people did not let the spreadsheet come to rest.
    """

    draft: Draft
    batches: tuple[ChangeSet, ...]
    errors: tuple[LoketError, ...] = ()


@dataclass(frozen=True)
class Writer:
    """Writes one pass. ``lost``: the errors of the forms that could not be read."""

    office: Office
    ledger: Ledger
    order: Order
    intakes: Mapping[Form, Intake]
    lost: tuple[LoketError, ...]
    past: Past | None = None

    def read(self) -> Snapshot:
        """Give the spreadsheet at this moment, without the past if there is one."""
        client = self.office.spreadsheet
        return client.read_part(self.past.reading) if self.past else client.read()

    def draft(self, snapshot: Snapshot, sent: int = 0) -> Draft:
        """Work out what the spreadsheet should hold, with a row on Log that says what changes.

        sent: cells that this pass has written without saying so. Raises NotRead if the past is not
        as it was, or needed.
        """
        if self.past and not self.past.stands(snapshot, self.intakes):
            raise NotRead("something of the past has changed")
        mending = self._memory.mend(snapshot)
        if not self.order.dry_run:
            self._memory.catch_up(mending)
        if not mending.goes_first:
            gone, erasure = self._erasing.of(mending)
            mending = erased(mending, erasure, self._editors)
        else:
            gone = Erased()
        mended = mending.snapshot
        book = write_book(
            self.office.settings,
            self.intakes,
            mending.record,
            self.order.now,
            self.order.weeks,
            self.past,
            besides=self._erasing.weeks(mended),
            reassign=self.order.reassign,
            reports=self.order.reports,
        )
        if self.past:
            require_read(mended, book.tabs, book.errors)
        if mending.goes_first:
            alone = change_set(mending.read, mending.changes)
            return Draft(self._memory, mending, book, book.tabs, alone)
        # Log is compared by itself, for its row says how many cells all the others change.
        besides, log_alone = mending.parted(tabs.LOG)
        changes = self._difference(besides, book.tabs)
        changes = changes.with_tabs_of(change_set(mending.read, self._tidying(book, mended)))
        overwritten = [cell for tab in changes.tabs for cell in tab.overwritten]
        edits = tuple(self._memory.edits([*overwritten, *mending.spoilt, *mending.lost], mending))
        draft = Draft(self._memory, mending, book, book.tabs, changes, edits, gone.aged)
        errors = error_texts([*self.lost, *book.errors, *changes.spared])
        cells = sent + changes.cells
        outcome = PARTLY if errors else DONE
        tells = bool(sent or log_alone.dropped) or is_news(mending.record, outcome, errors)
        only_digest = not (edits or mending.changes) and all(map(is_only_digest, changes.tabs))
        if (changes.is_empty or only_digest) and not tells:
            log = refreshed(mended, book)
        else:
            put_back = put_back_text(edits)
            log = log_rows(mending.record, self.order, book, outcome, errors, cells, put_back)
        if log is None:
            return draft
        logged = self._difference(log_alone, {tabs.LOG: log})
        return replace(
            draft, desired={**book.tabs, tabs.LOG: log}, changes=changes.with_tabs_of(logged)
        )

    def write(self, draft: Draft, number: int) -> Written:
        """Bring the spreadsheet to what it should hold, in at most so many rounds.

        What is too much for one request goes out in parts, with a look at the spreadsheet between.
        """
        batches: list[ChangeSet] = []
        refusal: LoketError | None = None
        rounds = unsaid = 0
        while rounds < ROUNDS:
            rounds += 1
            if draft.changes.is_empty:
                break
            fresh = self.read()
            if fresh != draft.mending.read:
                draft, refusal = self.draft(fresh, unsaid), None
            if refusal:
                raise refusal
            if draft.changes.is_empty:
                break
            part = self._first_part(draft)
            try:
                journal = self._send(part, number, batches)
            except (DataError, Overtaken) as error:
                # What was planned may not be possible any more: a sheet or a row is gone, or
                # another Loket has written first.
                refusal = error
                continue
            batches.append(part.changes)
            if draft.mending.goes_first:
                continue
            unsaid = 0 if part is draft else unsaid + part.changes.cells
            if journal is None or is_undisturbed(journal, draft.mending.tabs):
                if part is draft:
                    break
                rounds -= 1
        else:
            return Written(draft, tuple(batches), (refusal or Disturbed(ROUNDS),))
        self._memory.keep(draft.rows, draft.desired.keys(), draft.mending)
        return Written(draft, tuple(batches))

    def put_in_order(self, written: Written) -> tuple[ChangeSet, ...]:
        """Put rows in order once all else is written; give the batches that were sent."""
        read, desired = written.draft.mending.read, written.draft.desired
        return put_in_order(self.office.spreadsheet, read, desired, sends=self._memory.sends)

    def _first_part(self, draft: Draft) -> Draft:
        """Give a draft, or if it is too large for one request, what of it goes out first."""
        limit = self.office.settings.sync.request_bytes
        if size(draft.changes) <= limit:
            return draft
        difference = partial(self._difference, draft.mending)
        desired = first_part(draft.desired, draft.book, draft.mending.snapshot, difference, limit)
        changes = difference(desired)
        return draft if changes.is_empty else replace(draft, desired=desired, changes=changes)

    def _send(self, draft: Draft, number: int, before: Sequence[ChangeSet]) -> Journal | None:
        """Send a draft's batch, with what it is to change on record; give what it met."""
        summaries = [tab for batch in (*before, draft.changes) for tab in batch.summary()]
        self.ledger.runs.record_changes(number, {"tabs": summaries})
        if draft.aged:
            aged, now = draft.aged, self.order.now
            self.ledger.erasures.ask(Form.REGISTRATION, aged, person=False, now=now)
        self._memory.expect(draft.rows, draft.changes.stamp)
        journal = self.office.spreadsheet.apply(draft.changes)
        self._memory.record(journal, draft.mending, draft.edits)
        self._record_bookings(draft, number)
        return journal

    def _record_bookings(self, draft: Draft, number: int) -> None:
        """Keep why bookings changed in the weeks whose schedules a batch has written."""
        if draft.book.clinic is None or draft.mending.goes_first:
            return
        seconds = self.office.settings.sync.solver_seconds
        for week, plan in draft.book.clinic.plans.items():
            if tabs.schedule_tab(week) in draft.desired:
                record_bookings(self.ledger, self._memory.spreadsheet_id, number, plan, seconds)

    def _tidying(self, book: Book, mended: Snapshot) -> list[TabChange]:
        """Give what changes beside cells; nothing while the clinic's tabs are not known."""
        if book.clinic is None:
            return []
        weeks = self.office.settings.spreadsheet.visible_weeks
        return tidying(book.clinic, mended, self.order.now, weeks)

    def _difference(self, mending: Mending, desired: Mapping[Tab, Content]) -> ChangeSet:
        return diff(mending.read, desired, editors=self._editors, mending=mending)

    @cached_property
    def _erasing(self) -> Erasing:
        found = self.intakes.get(Form.REGISTRATION)
        listed = found is not None and found.full and found.complete and not self.past
        responses = found.responses if found and listed else None
        return Erasing(self.ledger, self.office.settings, self.order.now, responses)

    @property
    def _editors(self) -> tuple[str, ...]:
        return (self.office.settings.google.loket,)

    @cached_property
    def _memory(self) -> Memory:
        spreadsheet_id = self.office.spreadsheet.spreadsheet_id
        return Memory(self.ledger, spreadsheet_id, self.order.now, self._editors)
