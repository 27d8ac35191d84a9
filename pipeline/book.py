"""The book: every Loket tab as it should be, area by area.

An area whose form or tab has lost something is left out, with its error; the others go on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, TypeVar

import pandas as pd

from connectors.sheets.grid import Grid
from connectors.sheets.snapshot import Snapshot
from connectors.sheets.tab import Tab
from loket.columns import BLOCKING, CODE, FEEDBACK_COUNT, STATUS
from loket.errors import DriftError, LoketError
from loket.vocabulary import Form, Status
from loket.week import Week
from pipeline import tabs
from pipeline.areas.attention import attention, matters
from pipeline.areas.clinic_tabs import clinic_tabs, offered_dates
from pipeline.areas.digest import Digest, digest
from pipeline.areas.evaluation_tabs import Evaluations, evaluation_tabs, evaluations
from pipeline.areas.gathered_problems import form_problems, problems_of_tabs
from pipeline.areas.halo_page import halo_page
from pipeline.areas.halo_tabs import Halo, halo, halo_tabs, show_counts
from pipeline.areas.milestone_tabs import milestone_rows, milestone_tab
from pipeline.areas.problems import problem_rows
from pipeline.areas.report_links import with_report_links
from pipeline.clinic.clinic import Clinic, clinic
from pipeline.clinic.desk import Desk, read_desk
from pipeline.clinic.office_calendar import OfficeCalendar, read_calendar
from pipeline.clinic.registrants import registrants
from pipeline.clinic.safeguards import whole
from pipeline.configuration.settings import Settings
from pipeline.intake.accounting import account_for, require_listing
from pipeline.intake.counts import counts
from pipeline.intake.intake import Intake
from pipeline.intake.quarantine import QUARANTINE, quarantine
from pipeline.past.past import Past, codes_of, require_present
from transforms.schedule.standing_bookings import LOST

Content = pd.DataFrame | Grid
Area = TypeVar("Area")

_OVER = (Status.CANCELLED, Status.ERASED)
"""Of these on Pendaftaran nothing is left to be lost."""


@dataclass(frozen=True)
class Book:
    """What a pass wants the spreadsheet to hold.

    ``date_options``: what the registration form should offer (empty: leave it); ``counts``:
    responses and statuses in numbers; ``remarks``: what staff should see on Log (Indonesian);
    ``attention``: what needs their eyes today, ``digest``: the day's text for their group, None
    where that is not known.
    """

    tabs: Mapping[Tab, Content]
    date_options: tuple[str, ...] = ()
    counts: Mapping[str, Any] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    attention: tuple[str, ...] | None = None
    digest: Digest | None = None
    errors: tuple[LoketError, ...] = ()
    clinic: Clinic | None = field(default=None, repr=False)
    evaluations: Evaluations | None = field(default=None, repr=False)
    halo: Halo | None = field(default=None, repr=False)


def write_book(
    settings: Settings,
    intakes: Mapping[Form, Intake],
    snapshot: Snapshot,
    now: datetime,
    weeks: Sequence[Week],
    past: Past | None = None,
    *,
    besides: Collection[Week] = (),
    reassign: bool = False,
    reports: Mapping[str, str] = MappingProxyType({}),
) -> Book:
    """Give the book of one pass; raises SumError where a response is unaccounted for.

    past: what intakes and snapshot leave out; raises NotRead if something of it is needed. besides:
    weeks that are worked out beside the open or the given ones. reports: addresses of printed
    reports to be linked, by the week's label.
    """
    usable = {form: found for form, found in intakes.items() if found.drift is None}
    errors: list[LoketError] = [found.drift for found in intakes.values() if found.drift]
    for tab in tabs.STAFF_TABS:
        # All that people have to put back is told at once, whichever area needs it.
        _attempt(errors, snapshot.tab(tab).require)
    calendar = _attempt(errors, lambda: read_calendar(snapshot, now))
    desk = _attempt(errors, lambda: read_desk(snapshot, settings, calendar) if calendar else None)
    the_clinic = _attempt(
        errors,
        lambda: clinic_of(usable, snapshot, desk, weeks, past, besides=besides, reassign=reassign),
    )
    errors += the_clinic.stopped.values() if the_clinic else ()
    evaluated = _attempt(errors, lambda: _evaluations(usable, the_clinic, snapshot, desk, past))
    show = _attempt(errors, lambda: _halo(usable, snapshot, calendar))
    desired: dict[Tab, Content] = {}
    if the_clinic:
        desired |= clinic_tabs(the_clinic, snapshot, settings)
    if evaluated:
        desired |= evaluation_tabs(evaluated)
        recap = with_report_links(evaluated.rows, snapshot, reports)
        desired[tabs.EVALUATIONS] = recap
    if show:
        desired |= halo_tabs(show)
        fields = desk.fields if desk else None
        desired[tabs.HALO_EVALUATION] = halo_page(show, fields, now.date())
    steps = _attempt(errors, lambda: _steps(the_clinic, evaluated, show, desk, snapshot))
    problems = problem_rows(
        form_problems(the_clinic, evaluated, show),
        problems_of_tabs(desk, the_clinic, show, snapshot),
        snapshot,
        now=now,
        present=codes_of(intakes) if past else None,
    )
    if _attempt(errors, lambda: whole(snapshot, tabs.PROBLEMS)):
        desired[tabs.PROBLEMS] = problems
    # A pass over given weeks does not look at all that a day has.
    seen = None
    if the_clinic and not weeks:
        seen = matters(the_clinic, problems, show, the_clinic.parties, snapshot, now)
    text = None
    if desk and steps is not None:
        if the_clinic and seen is not None:
            text = digest(the_clinic, show, steps, seen, desk)
        desired[tabs.MILESTONES] = milestone_tab(steps, desk, text.text if text else None)
    return Book(
        tabs=desired,
        date_options=offered_dates(the_clinic) if the_clinic and not weeks else (),
        counts={
            **counts(intakes, problems),
            **_statuses(the_clinic, past),
            **show_counts(show),
            QUARANTINE: quarantine(
                intakes, problems, now - timedelta(weeks=settings.sync.closed_weeks)
            ),
        },
        attention=None if seen is None else attention(seen, steps, now),
        digest=text,
        remarks=(*_losses(the_clinic), *(calendar.warnings if calendar else ())),
        errors=tuple(errors),
        clinic=the_clinic,
        evaluations=evaluated,
        halo=show,
    )


def _attempt(errors: list[LoketError], area: Callable[[], Area | None]) -> Area | None:
    """Give an area, or put on record what it has lost, once if several areas need it."""
    try:
        return area()
    except DriftError as error:
        if str(error) not in map(str, errors):
            errors.append(error)
        return None


def clinic_of(
    usable: Mapping[Form, Intake],
    snapshot: Snapshot,
    desk: Desk | None,
    weeks: Sequence[Week],
    past: Past | None = None,
    *,
    besides: Collection[Week] = (),
    reassign: bool = False,
) -> Clinic | None:
    """Give the clinic, or None without its form; raises SumError and DriftError."""
    intake = usable.get(Form.REGISTRATION)
    if intake is None or desk is None:
        return None
    if past is None:
        live = ~snapshot.tab(tabs.REGISTRATIONS).frame[STATUS].isin(_OVER)
        require_listing(intake, live.sum())
    who = registrants(intake, snapshot, desk, past.invited if past else None)
    blocked = who.problems.loc[who.problems[BLOCKING], CODE]
    account_for(
        Form.REGISTRATION, set(intake.responses[CODE]), who.valid[CODE], blocked, who.erased
    )
    return clinic(who, snapshot, desk, weeks, besides=besides, reassign=reassign)


def _evaluations(
    usable: Mapping[Form, Intake],
    the_clinic: Clinic | None,
    snapshot: Snapshot,
    desk: Desk | None,
    past: Past | None,
) -> Evaluations | None:
    intake = usable.get(Form.FEEDBACK)
    if intake is None or the_clinic is None or desk is None:
        return None
    listed = set(intake.responses[CODE])
    if past is None:
        require_listing(intake, _counted_before(snapshot, tabs.EVALUATIONS))
    found = evaluations(intake, the_clinic, snapshot, desk)
    if past:
        require_present(found, past, snapshot)
    feedback = found.feedback
    blocked = feedback.problems.loc[feedback.problems[BLOCKING], CODE]
    account_for(Form.FEEDBACK, listed, feedback.counted[CODE], feedback.superseded[CODE], blocked)
    return found


def _halo(
    usable: Mapping[Form, Intake], snapshot: Snapshot, calendar: OfficeCalendar | None
) -> Halo | None:
    intake = usable.get(Form.HALO_FEEDBACK)
    if intake is None or calendar is None:
        return None
    listed = set(intake.responses[CODE])
    require_listing(intake, _counted_before(snapshot, tabs.HALO_EPISODES))
    found = halo(intake, snapshot, calendar)
    blocked = found.problems.loc[found.problems[BLOCKING], CODE]
    account_for(Form.HALO_FEEDBACK, listed, found.counted, blocked)
    return found


def _steps(
    the_clinic: Clinic | None,
    evaluated: Evaluations | None,
    show: Halo | None,
    desk: Desk | None,
    snapshot: Snapshot,
) -> pd.DataFrame | None:
    if desk is None or (the_clinic is None and show is None):
        return None
    return milestone_rows(the_clinic, evaluated, show, desk, snapshot)


def _counted_before(snapshot: Snapshot, tab: Tab) -> float:
    """Give how many responses of feedback stand as counted on a recap."""
    figures = pd.to_numeric(snapshot.tab(tab).frame[FEEDBACK_COUNT], errors="coerce")
    return float(figures.sum())


def _statuses(the_clinic: Clinic | None, past: Past | None) -> dict[str, dict[str, int]]:
    """Count the registrations by status, those of the past as they were noted down."""
    if the_clinic is None:
        return {}
    standing = Counter(the_clinic.standing[STATUS].map(str))
    return {"statuses": dict((standing + Counter(past.statuses if past else ())).most_common())}


def _losses(the_clinic: Clinic | None) -> tuple[str, ...]:
    """Tell whose consultant or day this pass found to be gone; only codes, since logs are read."""
    plans = the_clinic.plans.items() if the_clinic else ()
    return tuple(
        f"{week}: {LOST} bagi {', '.join(sorted(plan.lost))}" for week, plan in plans if plan.lost
    )
