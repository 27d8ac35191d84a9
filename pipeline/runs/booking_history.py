"""Keeps in the ledger how each booking came about: which run gave, moved or took it, and why.

What stands on the sheet decides; the ledger is compared with it, so that a run whose process died
before it came to this, or a ledger that was lost, leaves a gap and nothing false.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from datetime import date, time
from typing import TypeAlias

import pandas as pd

from connectors.ledger.booking_ledger import BookingChange
from connectors.ledger.ledger import Ledger
from loket.columns import AFTER, CAUSE, CODE, EVIDENCE, KIND, LEVEL, REASON, STATUS
from pipeline.clinic.week_plan import WeekPlan
from transforms.assignment.week import Booking
from transforms.assignment.wish_answers import Obstacle, Wish
from transforms.assignment.wish_costs import wish_costs
from transforms.schedule.booking_causes import Cause
from transforms.schedule.inheritance import inheritances
from transforms.schedule.standing_bookings import SLOT
from transforms.schedule.statuses import HOLDING

_Slots: TypeAlias = Mapping[str, str | None]
"""Slots by code, as the ledger holds them."""
_Told: TypeAlias = tuple[str, str | None]


def record_bookings(
    ledger: Ledger, spreadsheet: str, run: int, plan: WeekPlan, solver_seconds: float
) -> None:
    """Put on record which bookings of a week are others than the last run left."""
    known = ledger.bookings.latest(spreadsheet, str(plan.facts.week))
    held = _held(plan.schedule)
    changed = [code for code in sorted({*known, *held}) if known.get(code) != held.get(code)]
    if changed:
        causes = _causes(plan, changed, held, solver_seconds)
        rows = (
            BookingChange(
                *(str(plan.facts.week), code, run, known.get(code), held.get(code)), *causes[code]
            )
            for code in changed
        )
        ledger.bookings.record(spreadsheet, rows)


def slot_of(text: str | None) -> Booking | None:
    """Read a slot as the ledger holds it."""
    if text is None:
        return None
    consultant, day, start = json.loads(text)
    return Booking(consultant, date.fromisoformat(day), time.fromisoformat(start))


def _text(booking: Booking | None) -> str | None:
    if booking is None:
        return None
    day, start = booking.date.isoformat(), booking.start.isoformat("minutes")
    return json.dumps([booking.consultant, day, start])


def _held(schedule: pd.DataFrame) -> _Slots:
    rows = schedule[schedule[STATUS].isin(HOLDING)].dropna(subset=SLOT)
    slots = rows[[CODE, *SLOT]].itertuples(index=False, name=None)
    return {code: _text(Booking(*slot)) for code, *slot in slots}


def _causes(
    plan: WeekPlan, changed: Collection[str], held: _Slots, solver_seconds: float
) -> dict[str, _Told]:
    """Give the cause and its evidence of each code; what this run has not done it has found."""
    heirs = set(inheritances(plan.schedule)[CODE])
    causes: dict[str, _Told] = {
        code: ((Cause.INHERITED if code in heirs else Cause.FOUND).value, None) for code in changed
    }
    columns = plan.changes[CODE], plan.changes[AFTER], plan.changes[CAUSE], plan.changes[EVIDENCE]
    for code, after, cause, evidence in zip(*columns, strict=True):
        if code in causes and _text(after) == held.get(code):
            causes[code] = (cause, None if pd.isna(evidence) else evidence)
    optimised = [code for code, (cause, _) in causes.items() if cause == Cause.OPTIMISED]
    return causes | dict(_costs_of_staying(plan, optimised, solver_seconds))


def _costs_of_staying(
    plan: WeekPlan, codes: Collection[str], solver_seconds: float
) -> Iterator[tuple[str, _Told]]:
    """Give what it would have cost to leave those where they were whom the assignment moved."""
    if plan.places is None or not codes:
        return
    costs = wish_costs(
        plan.places.clients,
        plan.facts.automatic,
        plan.facts.quotas,
        plan.places.placed,
        plan.places.bookings,
        released=plan.facts.released,
        codes=codes,
        wishes=(Wish.PLACE,),
        time_limit_s=solver_seconds,
    )
    worse = costs[costs[KIND] == Obstacle.WORSE]
    for code, level, reason in zip(worse[CODE], worse[LEVEL], worse[REASON], strict=True):
        yield code, (Cause.OPTIMISED.value, f"level {level}: {reason}")
