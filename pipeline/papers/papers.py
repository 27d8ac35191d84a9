"""Which papers are printed of what: a week, a period, a week's invitations, the hall."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from loket.errors import UsageError
from loket.vocabulary import Phase
from loket.week import Week
from pipeline.office import Office
from pipeline.papers.attendance_sheet import attendance_sheet
from pipeline.papers.consultant_list import consultant_list
from pipeline.papers.frame import Occasion, Paper
from pipeline.papers.invitation_letters import invitation_letters
from pipeline.papers.period import Period
from pipeline.papers.posters import feedback_posters
from pipeline.papers.record import Record, read_record
from pipeline.papers.satisfaction_report import satisfaction_report
from pipeline.papers.show_report import show_report
from pipeline.papers.weekly_report import weekly_report


@dataclass(frozen=True)
class Letters:
    """The letters that invite to a week."""

    week: Week


@dataclass(frozen=True)
class Posters:
    """The pages for the hall, which are of no week."""


Wanted = Week | Period | Letters | Posters


def made_papers(office: Office, wanted: Wanted, now: datetime) -> tuple[Occasion, list[Paper]]:
    """Read what the papers need, and give them; raises UsageError where there are none."""
    match wanted:
        case Posters():
            return Occasion(office.settings, now), [feedback_posters(office, now)]
        case Letters():
            record = read_record(office, now)
            return record, [invitation_letters(record, wanted.week)]
    record = read_record(office, now, (wanted,) if isinstance(wanted, Week) else ())
    return record, papers_of(record, wanted)


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
