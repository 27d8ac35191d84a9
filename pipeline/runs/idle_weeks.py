"""Tells an operator of weeks that a pass was asked for and has nothing to do for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from loket.week import Week
from pipeline.book import Book


def idle_weeks(book: Book, weeks: Iterable[Week], now: datetime, oldest: Week) -> Iterator[str]:
    """Say for each of these weeks that a pass was asked for and has nothing to do for, why.

    oldest: the first week whose contact data are still kept.
    """
    the_clinic = book.clinic
    if the_clinic is None:
        return
    for week in weeks:
        if week in the_clinic.plans or week in the_clinic.stopped:
            continue
        if week > Week.of(now.date()):
            yield f"{week} is not open yet: nothing of it is planned before it opens."
        elif week < oldest:
            yield f"{week} stays as it is: contact data are kept since {oldest} (retention.months)."
        else:
            yield f"{week} has nothing to bring up to date: no registration of it, and no Jadwal."
