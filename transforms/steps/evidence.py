"""Steps of the SOPs that Loket knows to be done, because their result is there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import chain

import pandas as pd

from loket.columns import (
    DATE,
    FILLED,
    NUMBER,
    PHASE,
    PROGRAM,
    SERVICE,
    STATUS,
    WEEK,
)
from loket.vocabulary import Phase, Program, Service, Status
from loket.week import Week
from transforms.schedule.statuses import HOLDING

EVIDENCE = "evidence"
COLUMNS = [PROGRAM, WEEK, NUMBER, DATE, EVIDENCE]

_BY_PHASE = (
    (5, Phase.OPEN, "tanggal minggu ini dibuka di formulir"),
    (9, Phase.DRAFTED, "jadwal disusun menurut kuota"),
    (10, Phase.FROZEN, "jadwal dibekukan"),
)
_ARRIVAL = {Service.COOPERATIVE: (15, 16), Service.SME: (18, 19)}
_SESSION = {Service.COOPERATIVE: 17, Service.SME: 20}
_RECORDED = (Status.PRESENT, Status.ABSENT)
_FEEDBACK = 21
_MINUTED = "ada di Notulen Evaluasi"
_NOBODY = "tidak ada klien"

_Row = tuple[str, int, date | None, str]

FROM_SESSIONS = frozenset({*chain(*_ARRIVAL.values()), *_SESSION.values(), _FEEDBACK})
"""The steps of Clean & Clear of which sessions and their feedback tell whether they are done."""


def clinic_evidence(
    weeks: pd.DataFrame,
    schedule: pd.DataFrame,
    over: pd.DataFrame,
    *,
    letters_sent: bool,
    feedback: Mapping[str, int],
    minuted: Iterable[str],
) -> pd.DataFrame:
    """Give the steps of Clean & Clear that are done: PROGRAM, WEEK, NUMBER, DATE (or NA), evidence.

    weeks: WEEK, PHASE, FILLED (how many consultants are rostered); schedule: WEEK, DATE, SERVICE,
    STATUS of all registrations; over: WEEK, DATE, SERVICE of each day of a service that is over;
    feedback: how much there is, by week. Steps 2 to 4 are done once consultants are rostered, 5, 9
    and 10 by the week's phase, 7 and 8 once all letters are sent. Steps 15, 16, 18 and 19 are done
    once somebody's attendance is recorded that day, 17 and 20 once that of everybody with a session
    is, and all of them once a day without a client is over; 21 once the week is over and there is
    feedback or was no client, 22 and 23 once minutes are. Other steps only staff can tell. The
    evidence is in Indonesian.
    """
    rows: list[_Row] = []
    for week, phase, rostered in zip(weeks[WEEK], weeks[PHASE], weeks[FILLED], strict=True):
        by_phase = [each for each in _BY_PHASE if phase >= each[1]]
        rows += [(week, number, None, sign) for number, _, sign in by_phase]
        if rostered:
            rows += [(week, number, None, f"{rostered} konsultan bertugas") for number in (2, 3, 4)]
        if letters_sent:
            rows += [(week, number, None, "semua Surat Dikirim dicentang") for number in (7, 8)]
        if phase >= Phase.CLOSED and (number := feedback.get(week)):
            rows.append((week, _FEEDBACK, None, f"{number} umpan balik masuk"))
    held = schedule[schedule[STATUS].isin(HOLDING) & schedule[SERVICE].isin(list(Service))]
    rows += [*_session_rows(held), *_idle_rows(over, held)]
    closed = set(weeks.loc[weeks[PHASE] >= Phase.CLOSED, WEEK]) & set(over[WEEK])
    rows += [
        (week, _FEEDBACK, None, _NOBODY)
        for week in sorted(closed - set(held[WEEK]))
        if not feedback.get(week)
    ]
    rows += [(week, number, None, _MINUTED) for week in minuted for number in (22, 23)]
    return _frame(Program.CLINIC, rows)


def show_evidence(episodes: pd.DataFrame, minuted: Iterable[date], today: date) -> pd.DataFrame:
    """Give the steps of HALO KOP-UKM that are done.

    episodes: DATE, guest, viewers, asked, feedback as on HALO Rekap; minuted: the days of shows
    whose evaluation has minutes. A guest's name is step 1, viewers are steps 2, 3 and 5,
    questions step 4, feedback step 6, minutes steps 7 and 8; all but the guest from the day of the
    show on, for questions may come in before.
    """
    rows: list[_Row] = []
    for column, numbers, sign in _SIGNS:
        for day, value in zip(episodes[DATE], episodes[column], strict=True):
            is_due = column == "guest" or day <= today
            if is_due and pd.notna(value) and value and str(value).strip():
                said = sign.format(value)
                rows += [(str(Week.of(day)), number, day, said) for number in numbers]
    rows += [(str(Week.of(day)), number, day, _MINUTED) for day in minuted for number in (7, 8)]
    return _frame(Program.SHOW, rows)


_SIGNS = (
    ("guest", (1,), "narasumber ada di HALO Episode"),
    ("viewers", (2, 3, 5), "{} penonton tercatat"),
    ("asked", (4,), "{} pertanyaan tercatat"),
    ("feedback", (6,), "{} umpan balik masuk"),
)


def _session_rows(held: pd.DataFrame) -> list[_Row]:
    rows: list[_Row] = []
    for (week, _, service), group in held.groupby([WEEK, DATE, SERVICE]):
        recorded = group[STATUS].isin(_RECORDED)
        kind, held_on = Service(str(service)), group[DATE].iloc[0]
        said = f"{recorded.sum()} dari {len(group)} kehadiran tercatat"
        if recorded.any():
            rows += [(str(week), number, held_on, said) for number in _ARRIVAL[kind]]
        if recorded.all():
            rows.append((str(week), _SESSION[kind], held_on, said))
    return rows


def _idle_rows(over: pd.DataFrame, held: pd.DataFrame) -> list[_Row]:
    """Give the steps with clients of days on which there was none."""
    busy = set(zip(held[DATE], held[SERVICE], strict=True))
    return [
        (week, number, day, _NOBODY)
        for week, day, service in over[[WEEK, DATE, SERVICE]].itertuples(index=False, name=None)
        if (day, service) not in busy
        for number in (*_ARRIVAL[Service(service)], _SESSION[Service(service)])
    ]


def _frame(program: Program, rows: Iterable[_Row]) -> pd.DataFrame:
    found = [(program.value, *row) for row in rows]
    return pd.DataFrame(found, columns=COLUMNS, dtype=object).drop_duplicates(ignore_index=True)
