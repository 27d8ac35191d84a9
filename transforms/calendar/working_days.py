"""Working days of the office: Monday to Friday, but for holidays, joint leave and Hari Libur."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from loket.columns import DATE, OPEN_SERVICES

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class WorkingDays:
    """Tells working days. Beyond the holidays it was made from, only weekends are closed."""

    closed: frozenset[date]
    """Mondays to Fridays on which the office is closed."""
    opened: frozenset[date]
    """Saturdays and Sundays on which it is open."""

    def __contains__(self, day: date) -> bool:
        return day in self.opened or (day.weekday() < 5 and day not in self.closed)

    def back(self, day: date) -> date:
        """Give the day itself if it is a working day, else the last one before it."""
        while day not in self:
            day -= _DAY
        return day

    def forward(self, day: date) -> date:
        """Give the day itself if it is a working day, else the first one after it."""
        while day not in self:
            day += _DAY
        return day


def working_days(holidays: pd.DataFrame, closures: pd.DataFrame) -> WorkingDays:
    """Give the working days from ``public_holidays`` and ``closures``.

    A date on Hari Libur overrides the calendar both ways: it is a working day if some service
    stays open on it, whatever else the day is. Domain rule: SOP deadlines are calendar days,
    their working-day deadline rolls back before H and forward after it.
    """
    stays_open = closures[OPEN_SERVICES].map(bool).astype(bool)
    open_dates = frozenset(closures.loc[stays_open, DATE])
    closed_dates = frozenset(closures.loc[~stays_open, DATE])
    return WorkingDays(
        closed=(frozenset(holidays[DATE]) | closed_dates) - open_dates, opened=open_dates
    )
