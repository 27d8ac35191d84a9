"""Frames of the calendar for tests: only the field that matters shows at the call."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd

from transforms.calendar.closures import closures
from transforms.calendar.public_holidays import public_holidays
from transforms.calendar.service_days import service_days
from transforms.calendar.working_days import WorkingDays, working_days


def a_tab(columns: Sequence[str], *rows: Sequence[object]) -> pd.DataFrame:
    """A staff tab whose rows start at sheet row 2."""
    cells = [[*row, number] for number, row in enumerate(rows, start=2)]
    frame = pd.DataFrame(cells, columns=[*columns, "row"], dtype=object)
    return frame.where(frame.notna(), None).astype({"row": "int64"})


def hari_libur(*rows: Sequence[object]) -> pd.DataFrame:
    return a_tab(["date", "note", "open_services"], *rows)


def week_of(monday: date) -> list[date]:
    return [monday + timedelta(days=n) for n in range(7)]


def the_days(days: Sequence[date], *closed: Sequence[object]) -> pd.DataFrame:
    years = {day.year for day in days}
    return service_days(days, public_holidays(years), closures(hari_libur(*closed))[0])


def the_working_days(*closed: Sequence[object]) -> WorkingDays:
    return working_days(public_holidays([2025, 2026, 2027]), closures(hari_libur(*closed))[0])
