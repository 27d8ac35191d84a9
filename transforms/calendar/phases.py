"""The phases of a week: when each begins, and which one a week is in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import pandas as pd

from loket.columns import DATE, OPEN
from loket.vocabulary import TIME_ZONE, Phase
from transforms.calendar.working_days import WorkingDays


@dataclass(frozen=True)
class Offsets:
    """Calendar days before H at which phases begin, and times of day. Defaults: the SOP's.

    H-12 the form opens (step 5), H-7 the schedule is drafted (step 9), H-3 the reserve for
    invited clients is released, H-2 it is final (step 10), H+1 evaluation (steps 21 to 23).
    """

    opens_days: int = 12
    drafted_days: int = 7
    released_days: int = 3
    frozen_days: int = 2
    frozen_time: time = time(12)
    short_notice_time: time = time(15)
    evaluation_days: int = 1

    def __post_init__(self) -> None:
        days = (self.opens_days, self.drafted_days, self.released_days, self.frozen_days, 0)
        if list(days) != sorted(days, reverse=True):
            raise ValueError("opens >= drafted >= released >= frozen >= 0 days before H must hold")
        if self.evaluation_days < 1:
            raise ValueError("evaluation comes at least one day after the last service day")


@dataclass(frozen=True)
class Boundaries:
    """When a week's phases begin: instants of the office's zone, never decreasing."""

    first_day: date
    """H, the first service day."""
    last_day: date
    opens: datetime
    drafted: datetime
    released: datetime
    """From here on public clients may take what the invited left of their quota."""
    frozen: datetime
    starts: datetime
    ends: datetime
    """24.00 of the last service day."""
    evaluation_due: date
    """A working day: when the evaluation must be done."""


def boundaries(
    service_days: pd.DataFrame, working: WorkingDays, offsets: Offsets | None = None
) -> Boundaries | None:
    """Give the boundaries of the one week that ``service_days`` holds; None without a service day.

    Deadlines before H roll back to a working day, the one after the week rolls forward.
    """
    offsets = offsets or Offsets()
    open_dates = sorted(set(service_days.loc[service_days[OPEN], DATE]))
    if not open_dates:
        return None
    first, last = open_dates[0], open_dates[-1]

    def before(days: int) -> date:
        return working.back(first - timedelta(days=days))

    return Boundaries(
        first_day=first,
        last_day=last,
        opens=_instant(before(offsets.opens_days)),
        drafted=_instant(before(offsets.drafted_days)),
        released=_instant(before(offsets.released_days)),
        frozen=min(_instant(before(offsets.frozen_days), offsets.frozen_time), _instant(first)),
        starts=_instant(first),
        ends=_instant(last + timedelta(days=1)),
        evaluation_due=working.forward(last + timedelta(days=offsets.evaluation_days)),
    )


def phase_at(limits: Boundaries | None, now: datetime, reached: Phase | None = None) -> Phase:
    """Give the phase at ``now`` (zone-aware), never one before the phase already ``reached``.

    H moves when a holiday is added, so the boundaries alone could send a week back. A week
    without service days stays where it was.
    """
    _require_zone(now)
    begun = [Phase.UPCOMING if reached is None else reached]
    if limits is not None:
        begun += [phase for phase, instant in _beginnings(limits) if now >= instant]
    return max(begun)


def is_released(limits: Boundaries | None, now: datetime, reached: Phase | None = None) -> bool:
    """Say whether the reserve for invited clients is released; a frozen week's always is."""
    past = limits is not None and now >= limits.released
    return past or phase_at(limits, now, reached) >= Phase.FROZEN


def short_notice_stop(day: date, working: WorkingDays, at: time = time(15)) -> datetime:
    """Give the instant from which nobody is placed on ``day`` automatically any more.

    That is 15.00 (or ``at``) on the working day before: clients must be told in office hours.
    """
    return _instant(working.back(day - timedelta(days=1)), at)


def _beginnings(limits: Boundaries) -> tuple[tuple[Phase, datetime], ...]:
    return (
        (Phase.OPEN, limits.opens),
        (Phase.DRAFTED, limits.drafted),
        (Phase.FROZEN, limits.frozen),
        (Phase.RUNNING, limits.starts),
        (Phase.CLOSED, limits.ends),
    )


def _instant(day: date, at: time = time(0)) -> datetime:
    return datetime.combine(day, at, tzinfo=TIME_ZONE)


def _require_zone(now: datetime) -> None:
    if now.tzinfo is None:
        raise ValueError("now must carry a time zone")
