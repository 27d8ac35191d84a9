"""One pass: what the forms and the staff say goes in, what the spreadsheet should say goes out.

The table of contents of Loket:

    intakes     what each form holds                      (forms → ledger)
    snapshot    the spreadsheet as it is                  (one read)
    book        every Loket tab as it should be           (pure)
    changes     the difference                            (pure; `--dry-run` prints it)
    written     one atomic batchUpdate, see ``pipeline.writing``, then the form's date options
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from connectors.ledger.edit_ledger import OverwrittenCell
from connectors.ledger.ledger import Ledger, rehearsal_ledger
from connectors.ledger.lock import one_pass_at_a_time
from connectors.sheets.change_set import ChangeSet, diff
from connectors.sheets.mending import Mending
from connectors.sheets.reading import NotRead
from loket import __version__
from loket.errors import DataError, InternalError, LoketError, Stopped
from loket.vocabulary import Form
from pipeline import tabs
from pipeline.areas.log_tab import BROKEN, is_news, log_rows
from pipeline.book import Book
from pipeline.clinic.week_digests import week_digests
from pipeline.date_question import DATE_OPTIONS, offer_dates
from pipeline.error_texts import error_texts
from pipeline.intake import Intake, intake, with_past
from pipeline.internal_error import internal_error
from pipeline.memory import Memory, declared
from pipeline.noting import note_past
from pipeline.office import Office
from pipeline.order import Order
from pipeline.outcome import CHANGED, FAILED, PARTIAL, QUIET, REHEARSED, STOPPED
from pipeline.past import recalled, require_undisturbed
from pipeline.questionnaires import questionnaires
from pipeline.troubles import TROUBLES, troubles
from pipeline.writing import Writer

LOG = logging.getLogger(__name__)

EDITS = "edits"
"""Counts Loket's own cells that people had typed into and that were put back."""

SCHEDULES = "schedules"
"""By week, what its schedule was made from and what came of it; see ``week_digests``."""


@dataclass(frozen=True)
class Report:
    """How a pass went. ``errors`` are what stopped a part of it; the rest was done.

    ``edits`` are Loket's own cells that people had typed into and that were put back.
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
    number = ledger.runs.start(
        started=office.now(),
        trigger=order.trigger,
        now=order.now,
        weeks=[str(week) for week in order.weeks],
        versions={"loket": __version__},
    )
    try:
        report = _pass(office, ledger, order, number)
    except Stopped as error:
        _finish(office, ledger, number, STOPPED, {}, error)
        raise
    except LoketError as error:
        _finish(office, ledger, number, FAILED, {}, error)
        _tell_staff(office, ledger, order, error)
        raise
    except Exception as error:
        LOG.debug("Pass %s broke off.", number, exc_info=True)
        internal = internal_error(error)
        _finish(office, ledger, number, FAILED, {}, internal)
        _tell_staff(office, ledger, order, internal)
        raise internal from error
    _finish(office, ledger, number, report.outcome, report.counts, *report.errors)
    return report


def _pass(office: Office, ledger: Ledger, order: Order, number: int) -> Report:
    """Go by what is noted down of the past, and at the first surprise look at everything."""
    past = recalled(ledger, office.settings, order)
    intakes, errors = _take_in(office, ledger, order, past=past is None)
    writer = Writer(office, ledger, order, intakes, tuple(errors), past)
    if past:
        try:
            require_undisturbed(past, ledger, intakes)
            return _carried_out(writer, number)
        except NotRead as reason:
            LOG.debug("Everything is read: %s.", reason)
        writer = replace(writer, intakes=_with_past(office, ledger, intakes), past=None)
    return _carried_out(writer, number)


def _carried_out(writer: Writer, number: int) -> Report:
    office, ledger, order, intakes = writer.office, writer.ledger, writer.order, writer.intakes
    errors = list(writer.lost)
    draft = writer.draft(writer.read())
    batches: tuple[ChangeSet, ...] = (draft.changes,)
    book = draft.book
    if not order.dry_run:
        written = writer.write(draft, number)
        draft, batches = written.draft, written.batches
        if _is_first_of_day(intakes) and not written.errors:
            # How people sort a tab is theirs for the day.
            batches += writer.put_in_order(written)
        if writer.past is None and not written.errors:
            note_past(ledger, office.settings, order, intakes, draft, batches)
        book, refused = _offer(office, ledger, intakes, draft.book)
        errors += [*written.errors, *refused]
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
    )


def _digests(office: Office, order: Order, book: Book) -> dict[str, dict[str, str]]:
    plans = book.clinic.plans if book.clinic else {}
    seconds = office.settings.sync.solver_seconds
    return week_digests(plans, order.now, seconds, reassign=order.reassign)


def _is_first_of_day(intakes: Mapping[Form, Intake]) -> bool:
    """Tell whether this pass is one that lists every response, as the first of a day does."""
    return any(intake.full for intake in intakes.values())


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


def _tell_staff(office: Office, ledger: Ledger, order: Order, error: LoketError) -> None:
    """Put a pass that failed on Log, once, if the spreadsheet can be reached at all."""
    if order.dry_run or not isinstance(error, DataError | InternalError):
        return
    errors = error_texts([error])
    try:
        snapshot = office.spreadsheet.read()
        if is_news(snapshot, BROKEN, errors):
            editors = (office.settings.google.loket,)
            mending = Mending(snapshot, snapshot, declared(order.now))
            memory = Memory(ledger, snapshot.spreadsheet_id, order.now, editors)
            memory.catch_up(mending)
            log = {tabs.LOG: log_rows(snapshot, order, Book({}), BROKEN, errors, 0)}
            changes = diff(snapshot, log, editors=editors, mending=mending)
            memory.sends(changes.stamp)
            office.spreadsheet.apply(changes)
    except Exception:
        # What stopped the pass is told; that Log does not show it must not take its place.
        LOG.debug("Log could not be written.", exc_info=True)


def _finish(
    office: Office,
    ledger: Ledger,
    number: int,
    outcome: str,
    counts: Mapping[str, Any],
    *errors: LoketError,
) -> None:
    ledger.runs.finish(
        number,
        finished=office.now(),
        outcome=outcome,
        counts={**counts, TROUBLES: troubles(errors)} if errors else counts,
        api_calls=office.access.calls.as_json(),
        error="\n".join(map(str, errors)) or None,
    )
