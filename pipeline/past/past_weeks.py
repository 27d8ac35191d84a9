"""What of a pass that looked at everything is over, so that later passes may leave it out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time

import pandas as pd

from loket.columns import (
    BLOCKING,
    CODE,
    DATES,
    ORIGINAL,
    SUBMITTED,
    WEEK,
)
from loket.vocabulary import TIME_ZONE, Phase
from loket.week import Week
from pipeline.areas.evaluation_tabs import Evaluations
from pipeline.clinic.clinic import Clinic
from pipeline.past.past import session_codes
from transforms.registration.past_duplicates import past_duplicates, successions


@dataclass(frozen=True)
class PastWeeks:
    """What is over: past weeks are left out as a whole, or not at all.

    ``registrations`` and ``feedback``: codes of responses; ``rows``: codes of rows of Pendaftaran;
    ``read``: labels of the weeks whose tabs are still needed; ``strays``: codes of the feedback
    that stays and names a session which is in none of these.
    """

    registrations: frozenset[str]
    rows: frozenset[str]
    read: frozenset[str]
    feedback: frozenset[str]
    strays: frozenset[str]


def past_weeks(
    clinic: Clinic,
    evaluated: Evaluations,
    registered: pd.DataFrame,
    first: Week,
) -> PastWeeks:
    """Tell what is over.

    registered: all responses of the registration form; first: the earliest week that is still
    planned. A week is over if it lies before that, is closed, and nobody in it has to do with a
    week that is not.
    """
    over = _over(clinic, first)
    past = _Sorted.of(clinic, over)
    old = set(registered.loc[registered[SUBMITTED] < _start(first), CODE])
    codes, rows = past.registrations(old), past.rows(old)
    present = clinic.registrants.valid[~clinic.registrants.valid[CODE].isin(codes)]
    taking_part = clinic.counting[clinic.counting[CODE].isin(present[CODE])]
    dates = pd.concat([present[DATES], taking_part[DATES]])
    read = {str(week) for week in clinic.phases} - over
    read |= {str(Week.of(day)) for days in dates for day in days}
    read |= {
        label for label, sheet in clinic.schedules.items() if sheet[CODE].isin(present[CODE]).any()
    }
    known = _codes(clinic.schedules, read)
    forgotten = _codes(clinic.schedules, clinic.schedules.keys() - read) - known
    feedback = _past_feedback(evaluated, read, first, known, forgotten)
    sessions = session_codes(evaluated.answered)
    sessions = sessions[~sessions.index.isin(feedback)]
    return PastWeeks(
        registrations=frozenset(codes),
        rows=frozenset(rows),
        read=frozenset(read),
        feedback=frozenset(feedback),
        strays=frozenset(sessions[~sessions.isin(known)].index),
    )


def _start(week: Week) -> datetime:
    return datetime.combine(week.monday, time(), TIME_ZONE)


def _over(clinic: Clinic, first: Week) -> set[str]:
    """Give the labels of the weeks that are over for everybody in them."""
    standing = clinic.standing
    over = {
        str(week)
        for week, phase in clinic.phases.items()
        if week < first and phase >= Phase.CLOSED and week not in clinic.plans
    }
    kept = _codes(clinic.schedules, clinic.schedules.keys() - over)
    over -= set(standing.loc[standing[CODE].isin(kept), WEEK])
    week_of = _week_of(clinic)
    sources = (clinic.registrants.sheet, standing)
    links = pd.concat([find(rows) for rows in sources for find in (past_duplicates, successions)])
    pairs = {
        (week_of.get(code), week_of.get(original))
        for code, original in zip(links[CODE], links[ORIGINAL], strict=True)
    }
    while apart := {pair for pair in pairs if (pair[0] in over) != (pair[1] in over)}:
        over -= {week for pair in apart for week in pair}
    return over


def _week_of(clinic: Clinic) -> dict[str, str | None]:
    """Give the week in which each registration stands, or stood last."""
    found: dict[str, str | None] = {}
    for rows in (clinic.registrants.sheet, clinic.standing):
        weeks = (week if isinstance(week, str) else None for week in rows[WEEK])
        found |= dict(zip(rows[CODE], weeks, strict=True))
    return found


def _codes(schedules: Mapping[str, pd.DataFrame], labels: Iterable[str]) -> set[str]:
    return {code for label in labels if label in schedules for code in schedules[label][CODE]}


@dataclass(frozen=True)
class _Sorted:
    """The registrations by what has become of them."""

    valid: set[str]
    blocked: set[str]
    erased: frozenset[str]
    on_sheet: set[str]
    over: set[str]
    """Valid ones whose week is over."""
    gone: set[str]
    """Others whose row, if they have one, says that their week is over, or names none."""

    @classmethod
    def of(cls, clinic: Clinic, over: set[str]) -> _Sorted:
        who = clinic.registrants
        standing, kept = clinic.standing, _codes(clinic.schedules, clinic.schedules.keys() - over)
        on_sheet = who.sheet[CODE]
        gone = who.sheet[WEEK].isna() | who.sheet[WEEK].isin(over)
        return cls(
            valid=set(who.valid[CODE]),
            blocked=set(who.problems.loc[who.problems[BLOCKING], CODE]),
            erased=who.erased,
            on_sheet=set(on_sheet),
            over=set(standing.loc[standing[WEEK].isin(over), CODE]) - kept,
            gone=set(on_sheet[gone]) - kept,
        )

    def registrations(self, old: set[str]) -> set[str]:
        """Give the responses that are past; ``old``: those that came before all that counts."""
        blocked = (self.blocked & old) - (self.on_sheet - self.gone)
        return (self.over & self.valid) | blocked | (self.erased & self.gone)

    def rows(self, old: set[str]) -> set[str]:
        """Give the rows of Pendaftaran that are past."""
        departed = self.gone - self.valid - self.blocked
        return departed | (self.registrations(old) & self.on_sheet)


def _past_feedback(
    evaluated: Evaluations, read: set[str], first: Week, known: set[str], forgotten: set[str]
) -> set[str]:
    """Give the feedback of weeks that are left out, and what is no feedback of the others."""
    found = evaluated.feedback
    placed = pd.concat([found.counted[[CODE, WEEK]], found.superseded[[CODE, WEEK]]])
    away = (placed[WEEK] < str(first)) & ~placed[WEEK].isin(read)
    blocked = set(found.problems.loc[found.problems[BLOCKING], CODE])
    answered, sessions = evaluated.answered, session_codes(evaluated.answered)
    old = set(answered.loc[answered[SUBMITTED] < _start(first), CODE])
    named = set(sessions.index[sessions.isin(known)])
    lost = set(sessions.index[sessions.isin(forgotten)])
    return set(placed.loc[away, CODE]) | (blocked & ((old - named) | lost))
