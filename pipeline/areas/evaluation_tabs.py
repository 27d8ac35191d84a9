"""The evaluation: feedback matched to its sessions, the weekly figures, a page per week."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction

import pandas as pd

from connectors.sheets.grid import Grid
from connectors.sheets.snapshot import Snapshot
from connectors.sheets.tab import Tab
from loket.columns import (
    CODE,
    CONSULTANT,
    DATE,
    DISTRICT,
    FEEDBACK_CODE,
    FIELD,
    FORM,
    NAME,
    QUESTION,
    REASON,
    SERVICE,
    STATUS,
    WEEK,
)
from loket.vocabulary import TIME_ZONE, Form, Phase, ProblemStatus
from loket.week import Week
from pipeline import tabs
from pipeline.areas.clinic_tabs import capacity_rows
from pipeline.areas.evaluation_grid import evaluation_grid
from pipeline.areas.evaluation_notes import evaluation_notes
from pipeline.areas.minutes_section import clinic_sections, minutes_of
from pipeline.areas.sections import Section
from pipeline.clinic.clinic import Clinic
from pipeline.clinic.desk import Desk
from pipeline.clinic.registrants import corrected
from pipeline.intake.intake import Intake
from pipeline.questionnaires.question_titles import form_title, question_title
from transforms.evaluation import feedback
from transforms.evaluation.feedback import Feedback
from transforms.evaluation.feedback_sessions import TOO_EARLY
from transforms.evaluation.page import evaluation_page
from transforms.evaluation.satisfaction import EXACT_WEIGHT, ROUNDED_WEIGHT
from transforms.evaluation.weekly import weekly
from transforms.registration import corrections

WEIGHTS = {"1/9": EXACT_WEIGHT, "0.111": ROUNDED_WEIGHT}

_SESSION = [CODE, DATE, SERVICE, CONSULTANT, FIELD, NAME, STATUS]


@dataclass(frozen=True)
class Evaluations:
    """What the evaluation's tabs are made from.

    ``sessions``: every registration of every week's schedule; ``rows``: Rekap Evaluasi;
    ``pages``: the tables of the weeks that this pass computes, ``notes`` what is said below them,
    ``sections`` what the page has of and for Notulen Evaluasi;
    ``answered``: the feedback form's responses with staff's corrections.
    """

    feedback: Feedback
    sessions: pd.DataFrame
    rows: pd.DataFrame
    pages: Mapping[Week, Mapping[str, pd.DataFrame]]
    notes: Mapping[Week, Mapping[str, str]]
    sections: Mapping[Week, tuple[Section, ...]]
    final: frozenset[Week]
    answered: pd.DataFrame


def evaluations(intake: Intake, clinic: Clinic, snapshot: Snapshot, desk: Desk) -> Evaluations:
    """Evaluate the weeks that have begun; other weeks' figures stay as they are.

    A week that nobody registered for and nobody answered for has no figures: noughts of a closed
    office would drag down the mean that later weeks are compared with.
    """
    sessions = _sessions(clinic)
    due = {str(week): _final_from(desk, week) for week in clinic.phases}
    answers = corrections.apply(intake.responses, corrected(snapshot, Form.FEEDBACK))
    found = feedback.normalise(answers, sessions, due=due, unplaced=_unplaced(snapshot))
    past = [week for week, plan in clinic.plans.items() if plan.facts.phase >= Phase.RUNNING]
    visited = {*sessions[WEEK], *found.counted[WEEK]}
    begun = [week for week in past if str(week) in visited]
    labels = {str(week) for week in begun}
    final = frozenset(week for week in begun if due[str(week)] <= desk.now)
    weight: Fraction = WEIGHTS[desk.settings.satisfaction.weight]
    rows = weekly(
        sessions[sessions[WEEK].isin(labels)],
        found.counted[found.counted[WEEK].isin(labels)],
        weight=weight,
        weeks=labels,
        provisional=labels - {str(week) for week in final},
    )
    rows = _with_other_weeks(rows, snapshot, {str(week) for week in past})
    capacities = capacity_rows(clinic, snapshot) if begun else pd.DataFrame()
    pages = {
        week: evaluation_page(
            *(week, sessions, clinic.plans[week].facts.slots, found.counted, rows, capacities),
            weight=weight,
        )
        for week in begun
    }
    notes = {week: evaluation_notes(clinic.plans[week], desk) for week in begun}
    sections = _sections(begun, rows, clinic, snapshot, desk)
    return Evaluations(found, sessions, rows, pages, notes, sections, final, answers)


def evaluation_tabs(found: Evaluations) -> dict[Tab, pd.DataFrame | Grid]:
    """Give Rekap Evaluasi and a page for each week that has begun."""
    pages = {
        tabs.evaluation_tab(week): evaluation_grid(
            week, page, found.notes[week], found.sections[week], final=week in found.final
        )
        for week, page in found.pages.items()
    }
    return {tabs.EVALUATIONS: found.rows, **pages}


def _sections(
    weeks: Iterable[Week], rows: pd.DataFrame, clinic: Clinic, snapshot: Snapshot, desk: Desk
) -> dict[Week, tuple[Section, ...]]:
    """Give what each week's page has of and for Notulen Evaluasi."""
    figures = {row[WEEK]: row for row in rows.to_dict("records")}
    recorded = minutes_of(snapshot)
    return {
        week: clinic_sections(
            week,
            figures[str(week)],
            recorded,
            due=_evaluation_day(desk, week),
            closed=clinic.plans[week].facts.phase >= Phase.CLOSED,
        )
        for week in weeks
    }


def _sessions(clinic: Clinic) -> pd.DataFrame:
    districts = clinic.registrants.valid.set_index(CODE)[DISTRICT]
    parts = [
        rows[_SESSION].astype(object).assign(**{WEEK: label})
        for label, rows in clinic.schedules.items()
        if len(rows)
    ]
    if not parts:
        return pd.DataFrame(columns=[*_SESSION, WEEK, DISTRICT], dtype=object)
    sessions = pd.concat(parts, ignore_index=True)
    return sessions.assign(**{DISTRICT: sessions[CODE].map(districts)})


def _unplaced(snapshot: Snapshot) -> frozenset[str]:
    """Give the feedback whose code stands on Perlu Perbaikan because it has no session."""
    rows = snapshot.tab(tabs.PROBLEMS).frame
    code = question_title(Form.FEEDBACK, FEEDBACK_CODE)
    doubted = rows[REASON].map(lambda text: str(text).startswith(TOO_EARLY)).astype(bool)
    open_still = (rows[STATUS] != ProblemStatus.DONE) & ~doubted
    theirs = (rows[FORM] == form_title(Form.FEEDBACK)) & (rows[QUESTION] == code)
    return frozenset(rows.loc[open_still & theirs, CODE].dropna())


def _final_from(desk: Desk, week: Week) -> datetime:
    """Give the midnight after which a week's evaluation is final: that of its H+1."""
    return datetime.combine(_evaluation_day(desk, week) + timedelta(days=1), time(0), TIME_ZONE)


def _evaluation_day(desk: Desk, week: Week) -> date:
    """Give a week's H+1; of one that has lost all its service days, begun or not, its Sunday."""
    limits = desk.boundaries(week)
    return limits.evaluation_due if limits else week.days[-1]


def _with_other_weeks(
    rows: pd.DataFrame, snapshot: Snapshot, past: Collection[str]
) -> pd.DataFrame:
    """Add the rows on the sheet of the weeks of which this pass has no opinion."""
    before = snapshot.tab(tabs.EVALUATIONS).frame.drop(columns="row")
    kept = before[before[WEEK].notna() & ~before[WEEK].isin(past)].drop_duplicates(WEEK)
    if kept.empty:
        return rows
    both = pd.concat([kept.astype(object), rows.astype(object)], ignore_index=True)
    return both.sort_values(WEEK, ignore_index=True)
