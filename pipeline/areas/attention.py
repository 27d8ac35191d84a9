"""What needs the eyes of staff today, in lines for the top of Log (Indonesian)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

import pandas as pd

from connectors.sheets.snapshot import Snapshot
from loket.columns import (
    CODE,
    DATE,
    INVITATION_CODE,
    PROGRAM,
    REMARK,
    START,
    STATUS,
    TOLD,
    WEEK,
)
from loket.vocabulary import WEEKDAYS, Phase, ProblemStatus, Status
from pipeline import tabs
from pipeline.clinic.clinic import Clinic
from transforms.reading.remarks import says
from transforms.registration.invited_parties import NOT_YET
from transforms.schedule.standing_bookings import CHANGED, LOST, ticked
from transforms.steps.milestones import MilestoneStatus

_NAMED = 5
"""Codes that are named; of the others just the number is told."""


def attention(
    clinic: Clinic,
    problems: pd.DataFrame,
    steps: pd.DataFrame | None,
    parties: pd.DataFrame,
    snapshot: Snapshot,
    now: datetime,
) -> tuple[str, ...]:
    """Give the lines, most urgent first, below one that names the day; none if all is done.

    problems: the rows of Perlu Perbaikan; steps: those of Tahapan, None if they are not known;
    parties: those of Rekap Undangan.
    Codes stand for people. The lines depend on the tabs and the day alone, so between two
    boundaries they stay as they are until somebody does something.
    """
    bookings = _bookings(clinic, snapshot)
    going_on = bookings[bookings["phase"] < Phase.CLOSED]
    lines = [
        _line(
            f"{LOST}, beri tahu klien",
            going_on.loc[(going_on[STATUS] == Status.WAITING) & says(going_on[REMARK], LOST), CODE],
        ),
        _line(CHANGED, going_on.loc[says(going_on[REMARK], CHANGED), CODE]),
        _line("Belum diberi tahu", _untold(going_on, now.date())),
        _line("Kehadiran belum dicatat", bookings.loc[bookings[STATUS] == Status.UNRECORDED, CODE]),
        _line("Diduga Ganda, pilih Keputusan di Pendaftaran", _undecided(clinic)),
        _unanswered(clinic, parties),
        _rows(problems),
        *_steps(steps),
    ]
    found = [line for line in lines if line]
    return (f"Perlu dilihat {_day(now.date())}:", *found) if found else ()


def _bookings(clinic: Clinic, snapshot: Snapshot) -> pd.DataFrame:
    """Give CODE, DATE, START, STATUS, REMARK, TOLD and the phase of all on schedules, by time."""
    parts = []
    for week, plan in clinic.plans.items():
        ticks = snapshot.tab(tabs.schedule_tab(week)).frame[[CODE, TOLD]].drop_duplicates(CODE)
        rows = plan.schedule[[CODE, DATE, START, STATUS, REMARK]]
        both = rows.merge(ticks, on=CODE, how="left", validate="m:1").astype(object)
        parts.append(both.assign(phase=int(plan.facts.phase)))
    columns = [CODE, DATE, START, STATUS, REMARK, TOLD, "phase"]
    found = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)
    return found.sort_values([DATE, START, CODE], na_position="last", ignore_index=True)


def _untold(bookings: pd.DataFrame, today: date) -> pd.Series:
    """Give who has a session from today on in a week that is frozen, and does not know it."""
    ahead = [isinstance(day, date) and day >= today for day in bookings[DATE]]
    settled = bookings["phase"] >= Phase.FROZEN
    booked = bookings[STATUS] == Status.SCHEDULED
    # "Berubah, beri tahu lagi" has a line of its own.
    known = ticked(bookings[TOLD]) | says(bookings[REMARK], CHANGED)
    return bookings.loc[
        pd.Series(ahead, index=bookings.index, dtype=bool) & settled & booked & ~known, CODE
    ]


def _undecided(clinic: Clinic) -> pd.Series:
    weeks = [str(week) for week, plan in clinic.plans.items() if plan.facts.phase < Phase.CLOSED]
    here = clinic.standing[WEEK].isin(weeks)
    suspected = clinic.standing[STATUS] == Status.SUSPECTED_DUPLICATE
    return clinic.standing.loc[here & suspected, CODE].sort_values()


def _unanswered(clinic: Clinic, parties: pd.DataFrame) -> str:
    """Tell whose invitation is still to be answered while places are kept for the invited.

    That is from a week's draft until its reserve is released to everybody.
    """
    facts = [plan.facts for plan in clinic.plans.values()]
    reserved = [each for each in facts if each.phase == Phase.DRAFTED and not each.released]
    limits = next((each.limits for each in reserved if each.limits), None)
    waiting = parties.loc[parties["registered"] == NOT_YET, INVITATION_CODE]
    if limits is None or waiting.empty:
        return ""
    number = f"{len(waiting)} dari {len(parties)}"
    words = f"Undangan belum mendaftar ({number}), ingatkan sebelum {_day(limits.released.date())}"
    return _line(words, waiting)


def _rows(problems: pd.DataFrame) -> str:
    number = int((problems[STATUS] == ProblemStatus.OPEN).sum())
    return f"{tabs.PROBLEMS.title}: {number} baris terbuka" if number else ""


def _steps(steps: pd.DataFrame | None) -> Iterable[str]:
    if steps is None:
        return
    for status, words in (
        (MilestoneStatus.LATE, "Tahapan terlambat"),
        (MilestoneStatus.TODAY, "Tahapan jatuh tempo hari ini"),
    ):
        numbers = steps.loc[steps[STATUS] == status, PROGRAM].value_counts(sort=False)
        yield _line(words, [f"{number} {program}" for program, number in numbers.items()])


def _line(words: str, names: Sequence[str] | pd.Series) -> str:
    named = list(dict.fromkeys(map(str, names)))
    if not named:
        return ""
    others = len(named) - _NAMED
    more = [f"dan {others} lainnya"] if others > 0 else []
    return f"{words}: {', '.join([*named[:_NAMED], *more])}"


def _day(today: date) -> str:
    return f"{WEEKDAYS[today.weekday()]}, {today:%d/%m/%Y}"
