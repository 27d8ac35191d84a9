"""Tahapan as it should be: the steps of both SOPs, with what is known of them."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd

from connectors.sheets.snapshot import Snapshot
from loket.columns import DATE, FILLED, NUMBER, PHASE, PROGRAM, STEP, WARNING, WEEK
from loket.errors import HeaderMissing
from loket.vocabulary import Program
from loket.week import Week
from pipeline import tabs
from pipeline.areas.evaluation_tabs import Evaluations
from pipeline.areas.halo_tabs import Halo
from pipeline.clinic.clinic import Clinic
from pipeline.clinic.desk import Desk
from pipeline.safeguards import whole
from transforms.reading.indonesian import clock
from transforms.steps.deadlines import clinic_deadlines, show_deadlines
from transforms.steps.evidence import FROM_SESSIONS, clinic_evidence, show_evidence
from transforms.steps.milestones import milestones

_LETTER_SENT = "letter_sent"
_AHEAD = timedelta(days=14)
_BEHIND = timedelta(weeks=4)


def milestone_tabs(
    clinic: Clinic | None,
    evaluated: Evaluations | None,
    show: Halo | None,
    desk: Desk,
    snapshot: Snapshot,
) -> pd.DataFrame:
    """Give Tahapan for the weeks that are planned, the next to be, and the shows around today.

    Of an open week that this pass does not plan nothing is known; its rows stay as they are. So
    do those of which a form that is lost would tell: without ``evaluated`` the steps that follow
    from sessions, without ``clinic`` or ``show`` all of that program. Raises HeaderMissing where
    the tab has lost one, or Undangan the column of the letters.
    """
    parts, evidence = [], []
    minutes = snapshot.tab(tabs.MINUTES).frame
    if clinic:
        parts.append(_clinic_steps(clinic, evaluated, desk))
        evidence.append(_clinic_evidence(clinic, evaluated, snapshot, minutes))
    if show:
        today = desk.now.date()
        shows = [day for day in show.rows[DATE] if today - _BEHIND <= day <= today + 2 * _AHEAD]
        parts.append(show_deadlines(shows, desk.working))
        evidence.append(show_evidence(show.rows, show.minuted & set(shows)))
    rows = milestones(
        pd.concat(parts, ignore_index=True),
        whole(snapshot, tabs.MILESTONES).frame,
        pd.concat(evidence, ignore_index=True),
        desk.now,
    )
    texts = rows[STEP] + _times(rows, desk)
    warned = texts + " (Perhatian: " + rows[WARNING] + ")"
    return rows.assign(**{STEP: warned.where(rows[WARNING].notna(), texts)})


def _clinic_steps(clinic: Clinic, evaluated: Evaluations | None, desk: Desk) -> pd.DataFrame:
    ahead = Week.of((desk.now + _AHEAD).date())
    weeks = sorted({*clinic.plans, *({ahead} - set(desk.open_weeks()))})
    none = desk.days(ahead).iloc[:0]
    days = pd.concat([desk.days(week) for week in weeks] or [none], ignore_index=True)
    steps = clinic_deadlines(days, desk.working)
    return steps if evaluated else steps[~steps[NUMBER].isin(FROM_SESSIONS)]


def _times(rows: pd.DataFrame, desk: Desk) -> pd.Series:
    """Give the time of day of the show's two sessions, which the office may have set."""
    halo = desk.settings.halo
    at = {3: halo.live_start, 4: halo.questions_start}
    texts = [
        f" ({clock(at[number])})" if program == Program.SHOW and number in at else ""
        for program, number in zip(rows[PROGRAM], rows[NUMBER], strict=True)
    ]
    return pd.Series(texts, index=rows.index, dtype="str")


def _clinic_evidence(
    clinic: Clinic, evaluated: Evaluations | None, snapshot: Snapshot, minutes: pd.DataFrame
) -> pd.DataFrame:
    plans = clinic.plans
    weeks = pd.DataFrame(
        {
            WEEK: [str(week) for week in plans],
            PHASE: [int(plan.facts.phase) for plan in plans.values()],
            FILLED: [not plan.facts.slots.empty for plan in plans.values()],
        }
    )
    of_clinic = minutes[minutes["program"] == Program.CLINIC]
    planned = {str(week) for week in plans}
    sessions = evaluated.sessions if evaluated else pd.DataFrame()
    return clinic_evidence(
        weeks,
        sessions[sessions[WEEK].isin(planned)] if len(sessions) else _NO_SESSIONS,
        letters_sent=_letters_sent(snapshot),
        feedback_weeks=sorted(planned & set(evaluated.feedback.counted[WEEK])) if evaluated else (),
        minuted=sorted(planned & {str(period).strip() for period in of_clinic["period"]}),
    )


def _letters_sent(snapshot: Snapshot) -> bool:
    """Tell whether there are letters and all are ticked; nothing else needs that column."""
    state = snapshot.tab(tabs.INVITATIONS)
    if state.sheet and _LETTER_SENT not in state.positions:
        raise HeaderMissing(state.sheet.title, [state.tab.column(_LETTER_SENT).header])
    ticks = state.frame[_LETTER_SENT]
    return bool(len(ticks)) and all(tick is True for tick in ticks)


_NO_SESSIONS = pd.DataFrame({WEEK: [], DATE: [], "service": [], "status": []}, dtype=object)
