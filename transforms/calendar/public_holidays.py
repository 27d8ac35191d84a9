"""Indonesia's public holidays and days of joint leave (cuti bersama)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import holidays
import pandas as pd

from loket.columns import DATE, ESTIMATED, NAME

ESTIMATE_MARK = "(perkiraan)"
"""What the calendar appends to a holiday whose date is not decreed yet."""

_COLUMNS = (DATE, NAME, ESTIMATED)


def public_holidays(years: Iterable[int]) -> pd.DataFrame:
    """Give the holidays of the years, joint leave included.

    One row per date, in order: DATE (date), NAME (Indonesian, "(perkiraan)" at an estimate),
    ESTIMATED (bool). A rule that looks back or ahead from a day needs the neighbouring year
    too, see ``years_around``. The office's own closures are not here, see ``closures``.
    """
    rows = [row for year in sorted(set(years)) for row in _holidays_of(year)]
    frame = pd.DataFrame(rows, columns=list(_COLUMNS), dtype=object)
    return frame.astype({NAME: "str", ESTIMATED: bool})


def years_around(days: Iterable[date], margin: timedelta = timedelta(days=31)) -> tuple[int, ...]:
    """Give the years whose holidays matter for the days and for deadlines counted from them."""
    return tuple(sorted({edge.year for day in days for edge in (day - margin, day, day + margin)}))


def holiday_warnings(years: Iterable[int]) -> tuple[str, ...]:
    """Say in Indonesian which years the government has not decreed joint leave for (SKB)."""
    return tuple(
        f"Cuti bersama tahun {year} belum ada di kalender (SKB belum terbit); "
        "tuliskan hari yang sudah pasti pada tab Hari Libur."
        for year in sorted(set(years))
        if not _has_joint_leave(year)
    )


@lru_cache(maxsize=64)
def _holidays_of(year: int) -> tuple[tuple[date, str, bool], ...]:
    calendar = _calendar(year, ("public", "government"))
    return tuple(
        (day, str(name), ESTIMATE_MARK in str(name)) for day, name in sorted(calendar.items())
    )


@lru_cache(maxsize=64)
def _has_joint_leave(year: int) -> bool:
    return bool(_calendar(year, ("government",)))


def _calendar(year: int, categories: tuple[str, ...]) -> Any:
    # Without the category "government" the joint leave is missing, 18 August 2025 for one.
    return holidays.country_holidays("ID", years=year, categories=categories, language="id")
