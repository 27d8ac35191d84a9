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
        for key, last in zip(_key_list(deadlines), deadlines[WORKING_DEADLINE], strict=True)
    ]
    return deadlines.assign(
        **{STATUS: pd.Series([state.value for state in states], index=deadlines.index, dtype="str")}
    )


def _by_day(last: date, today: date) -> MilestoneStatus:
    if today == last:
        return MilestoneStatus.TODAY
    return MilestoneStatus.AHEAD if today < last else MilestoneStatus.LATE


def _keys(frame: pd.DataFrame) -> set[tuple[object, ...]]:
    return set(_key_list(frame))


def _key_list(frame: pd.DataFrame) -> list[tuple[object, ...]]:
    # Blank cells come as None, NA or NaT; they must compare as equal here.
    return [
        tuple(None if pd.isna(part) else part for part in parts)
        for parts in zip(*(frame[column] for column in _KEY), strict=True)
    ]
