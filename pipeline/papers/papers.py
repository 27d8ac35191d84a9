"""Which papers a week or a period has."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from loket.errors import UsageError
from loket.vocabulary import Phase
from loket.week import Week
from pipeline.papers.attendance_sheet import attendance_sheet
from pipeline.papers.consultant_list import consultant_list
from pipeline.papers.frame import Paper
from pipeline.papers.period import Period
from pipeline.papers.record import Record
from pipeline.papers.satisfaction_report import satisfaction_report
from pipeline.papers.show_report import show_report
from pipeline.papers.weekly_report import weekly_report


def papers_of(record: Record, chosen: Week | Period) -> list[Paper]:
    """Give the papers of a week or a period, reports first; raises UsageError without any."""
    found = (
        week_papers(record, chosen) if isinstance(chosen, Week) else period_papers(record, chosen)
    )
    return sorted(found, key=lambda paper: not paper.public)


def week_papers(record: Record, week: Week) -> list[Paper]:
    """Give the sheets to be signed and the day lists, and the report once the week has begun.

    Raises UsageError where there is none of them.
    """
    begun = record.clinic.phases.get(week, Phase.UPCOMING) >= Phase.RUNNING
    makers = [attendance_sheet, consultant_list, *([weekly_report] if begun else [])]
    return _possible([partial(make, record, week) for make in makers])


def period_papers(record: Record, period: Period) -> list[Paper]:
    """Give the survey's report, and for a month the show's; raises UsageError without either."""
    makers = [satisfaction_report, *([show_report] if period.months == 1 else [])]
    return _possible([partial(make, record, period) for make in makers])


def _possible(makers: Iterable[Callable[[], Paper]]) -> list[Paper]:
    """Make what can be made; raises what was said first where that is nothing."""
    papers: list[Paper] = []
    reasons: list[UsageError] = []
    for make in makers:
        try:
            papers.append(make())
        except UsageError as reason:
            reasons.append(reason)
    if not papers:
        raise reasons[0]
    return papers
