"""What a pass does beside writing: rows in order, old data forgotten, erasures finished."""

from __future__ import annotations

from dataclasses import replace

from connectors.ledger.ledger import Ledger
from connectors.sheets.change_set import ChangeSet
from loket.errors import AccessError, ConfigurationError, LoketError, UnavailableError
from loket.vocabulary import TIME_ZONE
from pipeline.erasing.clearing import clear
from pipeline.order import Order
from pipeline.runs.retention import forget_old
from pipeline.writing.noting import note_past
from pipeline.writing.ordering import moves
from pipeline.writing.writing import Draft, Writer, Written

_NOTE = "daily work"
"""Of which day the daily work has been done, and whether without a form that was lost."""


def daily_work_is_due(ledger: Ledger, order: Order, *, partly: bool = False) -> bool:
    """Tell whether a pass has the day's work to do, for which it has to look at everything.

    That is once a day, or when everything is asked for: how people sort a tab is theirs until the
    next morning, and whoever runs one week asks for that alone. What was done while a form was lost
    is done again when that is back; ``partly``: it is still lost.
    """
    done = {_done(order, partly=partly), _done(order)}
    return not order.weeks and (order.full or ledger.notes.read(_NOTE) not in done)


def keep_house(writer: Writer, written: Written) -> tuple[tuple[ChangeSet, ...], list[LoketError]]:
    """Do what is due once all is written; give the batches that it took, and what was in the way.

    What Google did not let through stays due, and the next pass does it.
    """
    ledger, settings, order = writer.ledger, writer.office.settings, writer.order
    if written.errors:
        return (), []
    sorting: tuple[ChangeSet, ...] = ()
    errors: list[LoketError] = []
    partly = bool(writer.lost)
    if daily_work_is_due(ledger, order, partly=partly):
        forget_old(ledger, settings, order.now)
        try:
            sorting = writer.put_in_order(written)
            ledger.notes.write(_NOTE, _done(order, partly=partly))
        except (AccessError, ConfigurationError, UnavailableError) as error:
            errors.append(error)
    if writer.past is None:
        batches = (*written.batches, *sorting)
        note_past(ledger, settings, order, writer.intakes, written.draft, batches)
    return sorting, errors


def rehearsed(writer: Writer, draft: Draft) -> tuple[ChangeSet, ...]:
    """Give the order that ``keep_house`` would bring to rows; how many moves it takes depends.

    New rows are among those that move, and where they will stand is not known before.
    """
    if not daily_work_is_due(writer.ledger, writer.order, partly=bool(writer.lost)):
        return ()
    batch = moves(draft.mending.read, draft.desired)
    told = tuple(replace(tab, setup=("rows come into order",)) for tab in batch.tabs)
    return () if batch.is_empty else (replace(batch, tabs=told),)


def finish_erasures(writer: Writer, draft: Draft) -> list[LoketError]:
    """Let nothing that was erased be left; where that fails the next pass does it."""
    listed = any(intake.full for intake in writer.intakes.values())
    try:
        clear(writer.office, writer.ledger, draft.mending, writer.order.now, listed=listed)
    except LoketError as error:
        return [error]
    return []


def _done(order: Order, *, partly: bool = False) -> str:
    day = order.now.astimezone(TIME_ZONE).date().isoformat()
    return f"{day} partly" if partly else day
