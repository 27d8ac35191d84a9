"""One pass: what the forms and the staff say goes in, what the spreadsheet should say goes out.

The table of contents of Loket:

    intakes     what each form holds                      (forms → ledger)
    snapshot    the spreadsheet as it is                  (one read)
    book        every Loket tab as it should be           (pure)
    changes     the difference                            (pure; `--dry-run` prints it)
    written     one atomic batchUpdate, see ``writing``, then the form's date options
    kept        once a day rows in order and old data gone, see ``housekeeping``
    shown       what anybody may read, where the office wants that
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from connectors.ledger.edit_ledger import OverwrittenCell
from connectors.ledger.ledger import Ledger, rehearsal_ledger
from connectors.ledger.lock import one_pass_at_a_time
from connectors.sheets.change_set import ChangeSet
from connectors.sheets.reading import NotRead
from loket.errors import LoketError, Stopped
from loket.vocabulary import Form
from pipeline.book import Book
from pipeline.clinic.age import oldest_week
from pipeline.clinic.week_digests import week_digests
from pipeline.erasing.erasing import redact_responses, redaction_of, take_over
from pipeline.housekeeping import daily_work_is_due, finish_erasures, keep_house, rehearsed
from pipeline.intake.date_question import DATE_OPTIONS, offer_dates
from pipeline.intake.intake import Intake, intake, with_past
from pipeline.internal_error import internal_error, trace_of
from pipeline.office import Office
from pipeline.order import Order
from pipeline.past.past import recalled, require_undisturbed
from pipeline.questionnaires.questionnaires import questionnaires
from pipeline.runs.idle_weeks import idle_weeks
from pipeline.runs.outcome import CHANGED, PARTIAL, QUIET, REHEARSED, STOPPED
from pipeline.runs.replay import Replay, replay, require_registrations, without
from pipeline.runs.run_record import RunRecord
from pipeline.writing.failure import tell_of_failure
from pipeline.writing.public_schedule import show_schedule
from pipeline.writing.writing import Writer

LOG = logging.getLogger(__name__)

EDITS = "edits"
"""Counts Loket's own cells that people had typed into and that were put back."""

SCHEDULES = "schedules"
"""By week, what its schedule was made from and what came of it; see ``week_digests``."""


@dataclass(frozen=True)
class Report:
    """How a pass went. ``errors`` are what stopped a part of it; the rest was done.

    ``edits`` are Loket's own cells that people had typed into and that were put back; ``remarks``
    tell the operator of weeks that were asked for in vain; ``replay`` is of a pass as of another
    time.
    """

    number: int
    outcome: str
    counts: Mapping[str, Any]
    changes: list[dict[str, Any]]
    cells: int
    calls: Mapping[str, Any]
    book: Book = field(repr=False)
    errors: tuple[LoketError, ...] = ()
    edits: tuple[OverwrittenCell, ...] = field(default=(), repr=False)
    remarks: tuple[str, ...] = ()
    replay: Replay | None = field(default=None, repr=False)

    @property
    def exit_code(self) -> int:
        """The exit code of the first thing that went wrong; 0 if nothing did."""
        return self.errors[0].exit_code if self.errors else 0


def locked_sync(office: Office, order: Order) -> Report:
    """Run one pass, alone; raises LockedError while another one runs."""
    path = office.settings.path(office.settings.sync.ledger)
    open_ledger = rehearsal_ledger if order.dry_run else Ledger
    with one_pass_at_a_time(path.with_suffix(".lock")), open_ledger(path) as ledger:
        if ledger.notice:
            LOG.warning(ledger.notice)
        return sync(office, ledger, order)


def sync(office: Office, ledger: Ledger, order: Order) -> Report:
    """Run one pass and put it on record, whatever becomes of it."""
    record = RunRecord.begin(office, ledger, order)
    try:
        report = _pass(record)
    except Stopped as error:
        record.fail(error, STOPPED)
        raise
    except LoketError as error:
        record.fail(error)
        tell_of_failure(office, ledger, order, error)
        raise
    except Exception as error:
        LOG.debug("Pass %s broke off:\n%s", record.number, trace_of(error))
        internal = internal_error(error)
        record.fail(internal)
        tell_of_failure(office, ledger, order, internal)
        raise internal from error
    if order.as_of:
        report = _as_of(order.as_of, report, record)
    record.end(report.outcome, report.errors, report.counts, report.changes)
    return report


def _as_of(at: datetime, report: Report, record: RunRecord) -> Report:
    """Give the report of a pass as of an instant, without what came later."""
    settings = record.office.settings
    found = replay(at, record.ledger, settings, record.order, report.book)
    changes = without(report.changes, found.absent)
    return replace(
        report, replay=found, changes=changes, cells=sum(tab["cells"] for tab in changes)
    )


def _pass(record: RunRecord) -> Report:
    """Go by what is noted down of the past, and at the first surprise look at everything."""
    office, ledger, order = record.office, record.ledger, record.order
    take_over(office, ledger, order.now)
    if ledger.erasures.pending():
        # An erasure that a pass was killed in, or that has just been asked for.
        order = replace(order, full=True)
        redact_responses(ledger, office.settings, order.now)
    due = daily_work_is_due(ledger, order)
    past = None if due else recalled(ledger, office.settings, order)
    intakes, errors = _take_in(office, ledger, order, past=past is None)
    record.take_in(intakes)
    require_registrations(intakes, order)
    writer = Writer(office, ledger, order, intakes, tuple(errors), past)
    if past:
        try:
            require_undisturbed(past, ledger, intakes)
            return _carried_out(writer, record.number)
        except NotRead as reason:
            LOG.debug("Everything is read: %s.", reason)
        writer = replace(writer, intakes=_with_past(office, ledger, intakes), past=None)
    return _carried_out(writer, record.number)


def _carried_out(writer: Writer, number: int) -> Report:
    office, ledger, order, intakes = writer.office, writer.ledger, writer.order, writer.intakes
    errors = list(writer.lost)
    draft = writer.draft(writer.read())
    batches: tuple[ChangeSet, ...] = (draft.changes,)
    book = draft.book
    if order.dry_run:
        batches += rehearsed(writer, draft)
    else:
        written = writer.write(draft, number)
        draft, batches = written.draft, written.batches
        sorting, unsorted = keep_house(writer, written)
        batches += sorting
        book, refused = _offer(office, ledger, intakes, draft.book)
        errors += [*written.errors, *unsorted, *refused, *finish_erasures(writer, draft)]
        if not written.errors and not order.weeks:
            ledger.responses.advance({form: found.reached for form, found in intakes.items()})
    if order.dry_run or not written.errors:
        shown, refused = _shown(office, order, book)
        batches, errors = batches + shown, [*errors, *refused]
    errors += [*book.errors, *draft.changes.spared]
    outcome = REHEARSED if order.dry_run else CHANGED if batches else QUIET
    return Report(
        number=number,
        outcome=PARTIAL if errors and not order.dry_run else outcome,
        counts={
            **book.counts,
            DATE_OPTIONS: list(book.date_options),
            EDITS: len(draft.edits),
            SCHEDULES: _digests(office, order, book),
        },
        changes=[tab for batch in batches for tab in batch.summary()],
        cells=sum(batch.cells for batch in batches),
        calls=office.access.calls.as_json(),
        book=book,
        errors=tuple(errors),
        edits=draft.edits,
        remarks=tuple(
            idle_weeks(book, order.weeks, order.now, oldest_week(office.settings, order.now))
        ),
    )


def _digests(office: Office, order: Order, book: Book) -> dict[str, dict[str, str]]:
    plans = book.clinic.plans if book.clinic else {}
    seconds = office.settings.sync.solver_seconds
    return week_digests(plans, order.now, seconds, reassign=order.reassign)


def _take_in(
    office: Office, ledger: Ledger, order: Order, *, past: bool
) -> tuple[dict[Form, Intake], list[LoketError]]:
    """Pull every form, with ``past`` responses or without them.

    One that cannot be read stops only what depends on it.
    """
    found: dict[Form, Intake] = {}
    errors: list[LoketError] = []
    for form, questionnaire in questionnaires(office.settings.clinic).items():
        try:
            found[form] = intake(
                form,
                questionnaire,
                office.settings,
                office.forms,
                ledger,
                now=order.now,
                full=order.full,
                past=past,
                as_of=order.as_of,
                redaction=redaction_of(ledger, office.settings, order.now),
            )
        except LoketError as error:
            errors.append(error)
    if not found:
        raise errors[0]
    return found, errors


def _with_past(
    office: Office, ledger: Ledger, intakes: Mapping[Form, Intake]
) -> dict[Form, Intake]:
    known = questionnaires(office.settings.clinic)
    return {
        form: with_past(found, known[form], office.settings, ledger)
        for form, found in intakes.items()
    }


def _offer(
    office: Office, ledger: Ledger, intakes: Mapping[Form, Intake], book: Book
) -> tuple[Book, list[LoketError]]:
    """Offer the book's dates on the form; where that fails they stay to be offered."""
    if not book.date_options:
        return book, []
    try:
        offer_dates(office, ledger, book.date_options, check=intakes[Form.REGISTRATION].full)
    except LoketError as error:
        return replace(book, date_options=()), [error]
    return book, []


def _shown(
    office: Office, order: Order, book: Book
) -> tuple[tuple[ChangeSet, ...], list[LoketError]]:
    """Show the public what is so now; where that fails the next pass does it."""
    try:
        changes = show_schedule(office, book.clinic, order)
    except LoketError as error:
        return (), [error]
    return () if changes is None or changes.is_empty else (changes,), []
