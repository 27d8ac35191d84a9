"""Tells an operator of weeks that a pass was asked for and has nothing to do for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from loket.week import Week
from pipeline.book import Book


def idle_weeks(book: Book, weeks: Iterable[Week], now: datetime) -> list[str]:
    """Say for each of these weeks that a pass was asked for and has nothing to do for, why."""
    the_clinic = book.clinic
    if the_clinic is None:
        return []
    present = Week.of(now.date())
    return [
        f"{week} is not open yet: nothing of it is planned before it opens."
        if week > present
        else f"{week} has nothing to bring up to date: no registration of it, and no Jadwal."
        for week in weeks
        if week not in the_clinic.plans and week not in the_clinic.stopped
    ]
