"""The office's calendar: which days are worked, from public holidays and the tab Hari Libur."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import pandas as pd

from connectors.sheets.snapshot import Snapshot
from pipeline import tabs
from transforms.calendar.closures import closures
from transforms.calendar.public_holidays import holiday_warnings, public_holidays, years_around
from transforms.calendar.working_days import WorkingDays, working_days


@dataclass(frozen=True)
class OfficeCalendar:
    """The calendar as the office has it at one moment.

    ``warnings``: what staff should see on Log; ``problems``: what they typed on Hari Libur that
    could not be read, see ``tab_problems``.
    """

    now: datetime
    holidays: pd.DataFrame
    closures: pd.DataFrame
    working: WorkingDays
    warnings: tuple[str, ...]
    problems: pd.DataFrame


def read_calendar(snapshot: Snapshot, now: datetime) -> OfficeCalendar:
    """Read the calendar; raises TabMissing or HeaderMissing where Hari Libur lacks a part."""
    state = snapshot.tab(tabs.CLOSURES)
    state.require()
    horizon = [now.date() + timedelta(days=days) for days in (-370, 0, 120)]
    holidays = public_holidays(years_around(horizon))
    closed, problems = closures(state.frame)
    return OfficeCalendar(
        now=now,
        holidays=holidays,
        closures=closed,
        working=working_days(holidays, closed),
        warnings=holiday_warnings({now.year, (now + timedelta(days=60)).year}),
        problems=problems,
    )
