"""Tahapan as it should be: the steps of both SOPs, with what is known of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import pandas as pd

from connectors.sheets.snapshot import Snapshot
from connectors.sheets.tab_change import TabChange
from loket.columns import (
    CONSULTANT,
    DATE,
    FILLED,
    NUMBER,
    OPEN,
    PHASE,
    PROGRAM,
    SERVICE,
    STATUS,
    STEP,
    WARNING,
    WEEK,
)
from loket.errors import HeaderMissing
from loket.vocabulary import Program
from loket.week import Week
from pipeline import tabs
from pipeline.areas.evaluation_tabs import Evaluations
from pipeline.areas.halo_tabs import Halo
from pipeline.areas.minutes_section import minuted_weeks
from pipeline.clinic.clinic import Clinic
from pipeline.clinic.desk import Desk
from pipeline.clinic.safeguards import whole
from pipeline.clinic.week_facts import WeekFacts
from transforms.halo.alarms import ALARM, SAID, STEP_OF, Alarm
from transforms.reading.indonesian import clock
from transforms.steps.deadlines import clinic_deadlines, show_deadlines
from transforms.steps.evidence import EVIDENCE, FROM_SESSIONS, clinic_evidence, show_evidence
from transforms.steps.milestones import (
    MilestoneStatus,
    dropped,
    key_list,
    milestones,
    overdue_first,
)

DIGEST = "Pesan WhatsApp"
"""Stands under Program in the row whose Tahapan is the day's text for the staff's group."""

_LETTER_SENT = "letter_sent"
_AHEAD = timedelta(days=14)
_BEHIND = timedelta(weeks=4)


def milestone_rows(
    clinic: Clinic | None,
    evaluated: Evaluations | None,
    show: Halo | None,
    desk: Desk,
    snapshot: Snapshot,
) -> pd.DataFrame:
    """Give the steps of the weeks that are planned, the next to be, and the shows around today.

    Of an open week that this pass does not plan nothing is known; its rows stay as they are. So
    do those of which a form that is lost would tell: without ``evaluated`` the steps that follow
    from sessions, without ``clinic`` or ``show`` all of that program. Raises HeaderMissing where
    the tab has lost one, or Undangan the column of the letters. The columns are those of
    ``milestones``; STEP is the step's own text, see ``milestone_tab``.
    """
    sheet = whole(snapshot, tabs.MILESTONES).frame
    parts, evidence, over = [], [], []
    if clinic:
        weeks = _weeks(clinic, desk)
        steps = _clinic_steps(weeks, desk)
        over.append(dropped(_of_weeks(sheet, weeks), steps))
        parts.append(steps if evaluated else steps[~steps[NUMBER].isin(FROM_SESSIONS)])
        evidence.append(
            _clinic_evidence(clinic, evaluated, _facts(weeks, clinic, desk), desk, snapshot)
        )
    if show:
        unplanned = show.alarms.loc[show.alarms[ALARM] == Alarm.NO_EPISODE, DATE]
        shows = _around([*show.rows[DATE], *unplanned], desk.now.date())
        steps = show_deadlines(shows, desk.working)
        over.append(dropped(_of_shows(sheet, desk.now.date()), steps))
        parts.append(_with_alarms(steps, show.alarms))
        today = desk.now.date()
        evidence.append(show_evidence(show.rows, show.minuted & set(shows), today))
    signs = pd.concat(evidence, ignore_index=True)
    rows = milestones(pd.concat(parts, ignore_index=True), sheet, signs, desk.now)
    return pd.concat([_with_evidence(rows, signs), *over], ignore_index=True)


def milestone_tab(rows: pd.DataFrame, desk: Desk, digest: str | None) -> pd.DataFrame:
    """Give Tahapan from ``milestone_rows``: the day's text, if there is one, then what is late.

    Below the text of a step stand by what Loket knows that it is done, and what to mind.
    """
    seen = ("\nTerlihat: " + rows[EVIDENCE]).fillna("")
    minded = ("\nPerhatian: " + rows[WARNING]).fillna("")
    steps = overdue_first(rows.assign(**{STEP: rows[STEP] + _times(rows, desk) + seen + minded}))
    if digest is None:
        return steps
    first = pd.DataFrame([{PROGRAM: DIGEST, STEP: digest}], columns=steps.columns, dtype=object)
    return pd.concat([first, steps.astype(object)], ignore_index=True)


def is_only_digest(change: TabChange) -> bool:
    """Tell whether nothing changes but the day's text, which follows whatever staff tick off.

    Like what stands on top of Log, it gets no row of its own there.
    """
    if change.added or change.removed or change.setup:
        return False
    return bool(change.changed) and all(cell.row == DIGEST for cell in change.changed)


def _weeks(clinic: Clinic, desk: Desk) -> list[Week]:
    """Give the weeks that are planned, and the one whose first steps fall due two weeks ahead."""
    ahead = Week.of((desk.now + _AHEAD).date())
    return sorted({*clinic.plans, *({ahead} - set(desk.open_weeks()))})


def _clinic_steps(weeks: Iterable[Week], desk: Desk) -> pd.DataFrame:
    none = desk.days(Week.of(desk.now.date())).iloc[:0]
    days = pd.concat([desk.days(week) for week in weeks] or [none], ignore_index=True)
    return clinic_deadlines(days, desk.working)


def _of_weeks(sheet: pd.DataFrame, weeks: Iterable[Week]) -> pd.DataFrame:
    """Give the rows of the clinic on the tab that are of some weeks."""
    return sheet[
        sheet[PROGRAM].eq(Program.CLINIC) & sheet[WEEK].isin([str(each) for each in weeks])
    ]


def _of_shows(sheet: pd.DataFrame, today: date) -> pd.DataFrame:
    """Give the rows of shows on the tab that are around a day."""
    near = _around(sheet[DATE], today)
    return sheet[sheet[PROGRAM].eq(Program.SHOW) & sheet[DATE].isin(near)]


def _around(days: Iterable[object], today: date) -> list[date]:
    """Give the days whose steps still matter, or already."""
    first, last = today - _BEHIND, today + 2 * _AHEAD
    return [day for day in days if isinstance(day, date) and first <= day <= last]


def _with_alarms(steps: pd.DataFrame, alarms: pd.DataFrame) -> pd.DataFrame:
    """Warn beside the step that each alarm has to do with, unless that says so already."""
    said = {
        (day, STEP_OF[Alarm(name)]): SAID[Alarm(name)]
        for day, name in zip(alarms[DATE], alarms[ALARM], strict=True)
        if Alarm(name) is not Alarm.ON_A_HOLIDAY
    }
    more = [said.get(key) for key in zip(steps[DATE], steps[NUMBER], strict=True)]
    texts = pd.Series(more, index=steps.index, dtype="str")
    both = texts + "; " + steps[WARNING]
    return steps.assign(**{WARNING: both.fillna(texts).fillna(steps[WARNING])})


def _with_evidence(rows: pd.DataFrame, signs: pd.DataFrame) -> pd.DataFrame:
    """Say beside each step by what it is known to be done."""
    known = dict(zip(key_list(signs), signs[EVIDENCE], strict=True))
    found = [known.get(key) for key in key_list(rows)]
    return rows.assign(**{EVIDENCE: pd.Series(found, index=rows.index, dtype="str")})


def _times(rows: pd.DataFrame, desk: Desk) -> pd.Series:
    """Give the time of day of the show's two sessions, which the office may have set.

    A step that lapsed has its text from the tab, where the time stands already.
    """
    halo = desk.settings.halo
    at = {3: halo.live_start, 4: halo.questions_start}
    texts = [
        f" ({clock(at[number])})"
        if program == Program.SHOW and number in at and status != MilestoneStatus.DROPPED
        else ""
        for program, number, status in zip(rows[PROGRAM], rows[NUMBER], rows[STATUS], strict=True)
    ]
    return pd.Series(texts, index=rows.index, dtype="str")


def _facts(weeks: Iterable[Week], clinic: Clinic, desk: Desk) -> list[WeekFacts]:
    """Give what is known of weeks, also of one that is not planned yet but has its roster."""
    plans = clinic.plans
    return [plans[week].facts if week in plans else desk.week(week, None) for week in weeks]


def _clinic_evidence(
    clinic: Clinic,
    evaluated: Evaluations | None,
    known: Sequence[WeekFacts],
    desk: Desk,
    snapshot: Snapshot,
) -> pd.DataFrame:
    weeks = pd.DataFrame(
        {
            WEEK: [str(facts.week) for facts in known],
            PHASE: [int(facts.phase) for facts in known],
            FILLED: [facts.slots[CONSULTANT].nunique() for facts in known],
        }
    )
    planned = {str(week) for week in clinic.plans}
    sessions = evaluated.sessions if evaluated else pd.DataFrame()
    return clinic_evidence(
        weeks,
        sessions[sessions[WEEK].isin(planned)] if len(sessions) else _NO_SESSIONS,
        _over(clinic, desk),
        letters_sent=_letters_sent(snapshot),
        feedback=dict(evaluated.feedback.counted[WEEK].value_counts()) if evaluated else {},
        minuted=sorted(planned & minuted_weeks(snapshot)),
    )


def _over(clinic: Clinic, desk: Desk) -> pd.DataFrame:
    """Give WEEK, DATE and SERVICE of the days of planned weeks that are over."""
    parts = [desk.days(week).assign(**{WEEK: str(week)}) for week in clinic.plans]
    if not parts:
        return _NO_SESSIONS
    days = pd.concat(parts, ignore_index=True)
    past = days[DATE].map(lambda day: day < desk.now.date()).astype(bool)
    return days.loc[days[OPEN] & past, [WEEK, DATE, SERVICE]]


def _letters_sent(snapshot: Snapshot) -> bool:
    """Tell whether there are letters and all are ticked; nothing else needs that column."""
    state = snapshot.tab(tabs.INVITATIONS)
    if state.sheet and _LETTER_SENT not in state.positions:
        raise HeaderMissing(state.sheet.title, [state.tab.column(_LETTER_SENT).header])
    ticks = state.frame[_LETTER_SENT]
    return bool(len(ticks)) and all(tick is True for tick in ticks)


_NO_SESSIONS = pd.DataFrame({WEEK: [], DATE: [], "service": [], "status": []}, dtype=object)
