"""Tahapan: the steps of both SOPs, each with where it stands."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

import pandas as pd

from loket.columns import DATE, DONE, NUMBER, PROGRAM, STATUS, WEEK, WORKING_DEADLINE
from loket.vocabulary import TIME_ZONE

_KEY = (PROGRAM, WEEK, NUMBER, DATE)


class MilestoneStatus(StrEnum):
    """Where a step stands on a given day."""

    AHEAD = "Belum"
    TODAY = "Hari ini"
    LATE = "Terlambat"
    DONE = "Selesai"
    DROPPED = "Tidak berlaku"


def milestones(
    deadlines: pd.DataFrame, sheet: pd.DataFrame, evidence: pd.DataFrame, now: datetime
) -> pd.DataFrame:
    """Give the rows of ``clinic_deadlines`` and ``show_deadlines`` with their STATUS.

    sheet: the tab as it stands: PROGRAM, WEEK, NUMBER, DATE (NA for steps once a week) and DONE
    (staff's tick). evidence: the same key columns for steps that Loket knows to be done. A step
    is done if either says so; staff's tick needs no evidence. Otherwise it is ahead, due today
    or late by its working-day deadline, at midnight of the office's zone. One row per row of
    ``deadlines``, in their order; ``now`` carries a time zone.
    """
    if now.tzinfo is None:
        raise ValueError("now must carry a time zone")
    today = now.astimezone(TIME_ZONE).date()
    ticked = sheet[sheet[DONE].eq(True).fillna(value=False).astype(bool)]  # noqa: FBT003 -- a cell
    done = _keys(ticked) | _keys(evidence)
    states = [
        MilestoneStatus.DONE if key in done else _by_day(last, today)
        for key, last in zip(key_list(deadlines), deadlines[WORKING_DEADLINE], strict=True)
    ]
    return deadlines.assign(
        **{STATUS: pd.Series([state.value for state in states], index=deadlines.index, dtype="str")}
    )


def overdue_first(rows: pd.DataFrame) -> pd.DataFrame:
    """Give the rows of ``milestones`` as staff go through them: late, today's, ahead, done.

    Late ones come by their working-day deadline; within each the order of the SOPs stays.
    """
    place = {state: number for number, state in enumerate(_IN_TURN)}
    turns = [place[state] for state in rows[STATUS]]
    days = [
        day if state == MilestoneStatus.LATE else date.max
        for day, state in zip(rows[WORKING_DEADLINE], rows[STATUS], strict=True)
    ]
    order = sorted(range(len(rows)), key=lambda number: (turns[number], days[number]))
    return rows.iloc[order].reset_index(drop=True)


def dropped(rows: pd.DataFrame, deadlines: pd.DataFrame) -> pd.DataFrame:
    """Give the rows of the tab whose day has none of these steps any more, with that STATUS.

    rows: those on the tab that should be among ``deadlines``. Rows with ✎ cells never leave, so a
    show that staff have moved to another date, or a day that is closed now, would go on being late
    for ever. What was done on it stays done.
    """
    known = _keys(deadlines)
    gone = pd.Series([key not in known for key in key_list(rows)], index=rows.index, dtype=bool)
    over = rows[gone & rows[STATUS].ne(MilestoneStatus.DONE)]
    return over.assign(**{STATUS: MilestoneStatus.DROPPED.value})


_IN_TURN = (
    MilestoneStatus.LATE,
    MilestoneStatus.TODAY,
    MilestoneStatus.AHEAD,
    MilestoneStatus.DONE,
    MilestoneStatus.DROPPED,
)


def _by_day(last: date, today: date) -> MilestoneStatus:
    if today == last:
        return MilestoneStatus.TODAY
    return MilestoneStatus.AHEAD if today < last else MilestoneStatus.LATE


def _keys(frame: pd.DataFrame) -> set[tuple[object, ...]]:
    return set(key_list(frame))


def key_list(frame: pd.DataFrame) -> list[tuple[object, ...]]:
    """Give the key of each row. Blank cells come as None, NA or NaT; here they are equal."""
    return [
        tuple(None if pd.isna(part) else part for part in parts)
        for parts in zip(*(frame[column] for column in _KEY), strict=True)
    ]
