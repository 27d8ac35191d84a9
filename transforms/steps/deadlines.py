"""When each step of the SOPs is due, by the calendar and by working days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

import pandas as pd

from loket.columns import (
    DATE,
    NUMBER,
    OPEN,
    PARTY,
    PROGRAM,
    SERVICE,
    SOP_DEADLINE,
    STEP,
    WARNING,
    WEEK,
    WORKING_DEADLINE,
)
from loket.vocabulary import Program
from loket.week import Week
from transforms.calendar.working_days import WorkingDays
from transforms.halo.recap import EVALUATION_AFTER, evaluation_day
from transforms.steps.sop_steps import CLINIC_STEPS, SHOW_STEPS, Anchor, Step

FRIDAY = 4

_TEXT = (PROGRAM, WEEK, STEP, PARTY, WARNING)
_COLUMNS = (
    *(PROGRAM, WEEK, DATE, NUMBER, STEP, SOP_DEADLINE, WORKING_DEADLINE, PARTY),
    WARNING,
)


class _Due(NamedTuple):
    day: date | None
    """The date in the step's key."""
    step: Step
    deadline: date
    """By the calendar."""
    starts: date | None = None
    """The day from which the working day is looked for, if not the deadline itself."""


def clinic_deadlines(service_days: pd.DataFrame, working: WorkingDays) -> pd.DataFrame:
    """Give the 23 steps of Clean & Clear for each week in ``service_days``.

    One row per week, step and, for steps 12 to 20, service day, in the order they fall due;
    those of one service are left out on days when it is closed; a week without service days has
    no rows. Columns: PROGRAM, WEEK (label), DATE (the service day; NA for steps once a week, so
    that their key survives a change of H), NUMBER (Int64), STEP, SOP_DEADLINE (date, calendar),
    WORKING_DEADLINE (date: rolled back before H, forward after the last day), PARTY, WARNING
    (Indonesian, NA if none: the step moved onto the day of another, so their order is lost).
    """
    open_days = service_days[service_days[OPEN]]
    weeks = sorted({Week.of(day) for day in open_days[DATE]})
    parts = [
        _rows(
            Program.CLINIC,
            week,
            _clinic_dues(open_days[open_days[DATE].isin(week.days)]),
            working,
        )
        for week in weeks
    ]
    return _frame(row for part in parts for row in part)


def show_deadlines(live_days: Iterable[date], working: WorkingDays) -> pd.DataFrame:
    """Give the 8 steps of HALO KOP-UKM for each day of a live show.

    One row per show and step; columns as in ``clinic_deadlines``, DATE is the show's day. The
    show itself is never moved: one on a day off, or on another day than Friday (from which the
    SOP's Thursday is six days off), carries a warning. The evaluation of the latter is due on the
    Thursday after the six days, as on HALO Rekap.
    """
    rows = []
    for day in sorted(set(live_days)):
        dues = [_show_due(day, step) for step in SHOW_STEPS]
        part = _rows(Program.SHOW, Week.of(day), dues, working)
        rows += [_with_show_warning(row, day, working) for row in part]
    return _frame(rows)


def _clinic_dues(open_days: pd.DataFrame) -> list[_Due]:
    days = sorted(set(open_days[DATE]))
    services = set(zip(open_days[DATE], open_days[SERVICE], strict=True))
    steps = {anchor: [step for step in CLINIC_STEPS if step.anchor is anchor] for anchor in Anchor}
    before = [_Due(None, step, _shifted(days[0], step)) for step in steps[Anchor.FIRST_DAY]]
    daily = [
        _Due(day, step, _shifted(day, step))
        for day in days
        for step in steps[Anchor.EACH_DAY]
        if step.service is None or (day, step.service.value) in services
    ]
    after = [_Due(None, step, _shifted(days[-1], step)) for step in steps[Anchor.LAST_DAY]]
    return [*before, *daily, *after]


def _shifted(day: date, step: Step) -> date:
    return day + timedelta(days=step.offset)


def _show_due(day: date, step: Step) -> _Due:
    deadline = _shifted(day, step)
    thursday = evaluation_day(day) if deadline == day + EVALUATION_AFTER else None
    return _Due(day, step, deadline, thursday)


def _rows(
    program: Program, week: Week, dues: list[_Due], working: WorkingDays
) -> list[dict[str, object]]:
    rolled = [_rolled(due, working) for due in dues]
    return [
        {
            PROGRAM: program.value,
            WEEK: str(week),
            DATE: due.day,
            NUMBER: due.step.number,
            STEP: due.step.text,
            SOP_DEADLINE: due.deadline,
            WORKING_DEADLINE: last,
            PARTY: due.step.party,
            WARNING: _collision(due, last, dues, rolled),
        }
        for due, last in zip(dues, rolled, strict=True)
    ]


def _rolled(due: _Due, working: WorkingDays) -> date:
    if due.step.offset == 0:
        return due.deadline
    roll = working.back if due.step.offset < 0 else working.forward
    return roll(due.starts or due.deadline)


def _collision(due: _Due, last: date, dues: list[_Due], rolled: list[date]) -> str | None:
    if due.deadline == last:
        return None
    others = sorted(
        {
            other.step.number
            for other, other_last in zip(dues, rolled, strict=True)
            if other_last == last and other.deadline != due.deadline
        }
    )
    if not others:
        return None
    numbers = ", ".join(map(str, others))
    return f"Digeser ke hari kerja, bersamaan dengan tahap {numbers}: atur urutannya"


def _with_show_warning(
    row: dict[str, object], day: date, working: WorkingDays
) -> dict[str, object]:
    if row[NUMBER] != 3:
        return row
    warnings = [
        "Siaran jatuh pada hari libur: tentukan tanggal baru" if day not in working else "",
        "Siaran tidak pada hari Jumat, evaluasi menunggu hari Kamis"
        if day.weekday() != FRIDAY
        else "",
    ]
    return {**row, WARNING: "; ".join(filter(None, warnings)) or None}


def _frame(rows: Iterable[dict[str, object]]) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=list(_COLUMNS), dtype=object)
    return frame.astype({NUMBER: "Int64", **dict.fromkeys(_TEXT, "str")})
