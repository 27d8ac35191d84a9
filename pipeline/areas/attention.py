"""What needs the eyes of staff today, in lines for the top of Log (Indonesian)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
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
from pipeline.areas.halo_tabs import Halo
from pipeline.clinic.clinic import Clinic
from transforms.halo.alarms import ALARM, SAID, Alarm
from transforms.reading.indonesian import short_date
from transforms.reading.remarks import says
from transforms.registration.invited_parties import NOT_YET
from transforms.schedule.standing_bookings import CHANGED, LOST, ticked
from transforms.steps.milestones import MilestoneStatus

_NAMED = 5
"""Codes that are named; of the others just the number is told."""


@dataclass(frozen=True)
class Matter:
    """Something to see to: in words, and whom it is about, by codes; without any it is no person.

    Its ``line`` names codes, its ``count`` how many there are, for where codes should not go;
    ``says_how_many``: the words do so already.
    """

    words: str
    codes: tuple[str, ...] = ()
    says_how_many: bool = False

    @property
    def line(self) -> str:
        """The matter with the first codes."""
        others = len(self.codes) - _NAMED
        more = [f"dan {others} lainnya"] if others > 0 else []
        named = ", ".join([*self.codes[:_NAMED], *more])
        return f"{self.words}: {named}" if named else self.words

    @property
    def count(self) -> str:
        """The matter with the number of codes."""
        is_counted = self.codes and not self.says_how_many
        return f"{self.words}: {len(self.codes)}" if is_counted else self.words


def attention(
    found: Iterable[Matter], steps: pd.DataFrame | None, now: datetime
) -> tuple[str, ...]:
    """Give ``matters`` in lines below one that names the day; none if all is done.

    steps: those of Tahapan, None if they are not known.
    """
    lines = [*(each.line for each in found), *_steps(steps)]
    return (f"Perlu dilihat {_day(now.date())}:", *lines) if lines else ()


def matters(
    clinic: Clinic,
    problems: pd.DataFrame,
    show: Halo | None,
    parties: pd.DataFrame,
    snapshot: Snapshot,
    now: datetime,
) -> tuple[Matter, ...]:
    """Give what is to be seen to but the steps of the SOPs, most urgent first.

    problems: the rows of Perlu Perbaikan; parties: those of Rekap Undangan. Codes
    stand for people. All depends on the tabs and the day alone, so between two boundaries it stays
    as it is until somebody does something.
    """
    bookings = _bookings(clinic, snapshot)
    going_on = bookings[bookings["phase"] < Phase.CLOSED]
    found = [
        _of_people(
            f"{LOST}, beri tahu klien",
            going_on.loc[(going_on[STATUS] == Status.WAITING) & says(going_on[REMARK], LOST), CODE],
        ),
        _of_people(CHANGED, going_on.loc[says(going_on[REMARK], CHANGED), CODE]),
        _of_people("Belum diberi tahu", _untold(going_on, now.date())),
        _of_people(
            "Kehadiran belum dicatat", bookings.loc[bookings[STATUS] == Status.UNRECORDED, CODE]
        ),
        _of_people("Diduga Ganda, pilih Keputusan di Pendaftaran", _undecided(clinic)),
        _unanswered(clinic, parties),
        _rows(problems),
        *_alarms(show),
    ]
    return tuple(each for each in found if each)


def _bookings(clinic: Clinic, snapshot: Snapshot) -> pd.DataFrame:
    """Give CODE, DATE, START, STATUS, REMARK, TOLD and the phase of all on schedules, by time."""
    parts = []
    for week, plan in clinic.plans.items():
        sheet = snapshot.tab(tabs.schedule_tab(week)).frame.drop_duplicates(CODE)
        ticks = dict(zip(sheet[CODE], sheet[TOLD], strict=True))
        rows = plan.schedule[[CODE, DATE, START, STATUS, REMARK]].astype(object)
        told = pd.Series([ticks.get(code) for code in rows[CODE]], rows.index, dtype=object)
        parts.append(rows.assign(**{TOLD: told}, phase=int(plan.facts.phase)))
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


def _unanswered(clinic: Clinic, parties: pd.DataFrame) -> Matter | None:
    """Tell whose invitation is still to be answered while places are kept for the invited.

    That is from a week's draft until its reserve is released to everybody.
    """
    facts = [plan.facts for plan in clinic.plans.values()]
    reserved = [each for each in facts if each.phase == Phase.DRAFTED and not each.released]
    limits = next((each.limits for each in reserved if each.limits), None)
    waiting = parties.loc[parties["registered"] == NOT_YET, INVITATION_CODE]
    if limits is None or waiting.empty:
        return None
    number = f"{len(waiting)} dari {len(parties)}"
    words = f"Undangan belum mendaftar ({number}), ingatkan sebelum {_day(limits.released.date())}"
    return Matter(words, tuple(map(str, waiting)), says_how_many=True)


def _rows(problems: pd.DataFrame) -> Matter | None:
    number = int((problems[STATUS] == ProblemStatus.OPEN).sum())
    return Matter(f"{tabs.PROBLEMS.title}: {number} baris terbuka") if number else None


def _alarms(show: Halo | None) -> Iterable[Matter]:
    """Tell what is amiss with a show; Tahapan says so beside the step."""
    if show is not None:
        for day, name in zip(show.alarms[DATE], show.alarms[ALARM], strict=True):
            yield Matter(f"HALO {short_date(day)}: {SAID[Alarm(name)]}")


def _steps(steps: pd.DataFrame | None) -> Iterable[str]:
    if steps is None:
        return
    for status, words in (
        (MilestoneStatus.LATE, "Tahapan terlambat"),
        (MilestoneStatus.TODAY, "Tahapan jatuh tempo hari ini"),
    ):
        numbers = steps.loc[steps[STATUS] == status, PROGRAM].value_counts(sort=False)
        if len(numbers):
            named = ", ".join(f"{number} {program}" for program, number in numbers.items())
            yield f"{words}: {named}"


def _of_people(words: str, codes: pd.Series) -> Matter | None:
    return Matter(words, tuple(dict.fromkeys(map(str, codes)))) if len(codes) else None


def _day(today: date) -> str:
    return f"{WEEKDAYS[today.weekday()]}, {today:%d/%m/%Y}"
