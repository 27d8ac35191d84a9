"""Attendance and satisfaction of the last weeks, one beside the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from loket.columns import (
    ABSENT,
    FEEDBACK_COUNT,
    PRESENT,
    SATISFACTION_INDEX,
    SCHEDULED,
    WAITING,
    WEEK,
)

if TYPE_CHECKING:
    from loket.week import Week

WEEKS_SHOWN = 8

_COUNTS = (SCHEDULED, PRESENT, ABSENT, WAITING, FEEDBACK_COUNT)


def recent_weeks(week: Week, weeks: pd.DataFrame) -> pd.DataFrame:
    """Give the last eight weeks that have figures, up to ``week``, one row each, earliest first.

    ``weeks`` is what ``evaluation.weekly`` gave, now or in an earlier pass: a cell that is no
    number is unknown. Columns: WEEK, the counts (Int64) and the IKM (Float64).
    """
    until = weeks[weeks[WEEK] <= str(week)].drop_duplicates(WEEK)
    last = until.sort_values(WEEK, ignore_index=True).tail(WEEKS_SHOWN).reset_index(drop=True)
    figures = last[[*_COUNTS, SATISFACTION_INDEX]].apply(pd.to_numeric, errors="coerce")
    # What somebody typed over may be no whole number; the next pass puts it right.
    counts: pd.DataFrame = figures[list(_COUNTS)].astype("Float64").round(0).astype("Int64")
    index = figures[SATISFACTION_INDEX].astype("Float64")
    counts.insert(0, WEEK, last[WEEK].astype("str"))
    return counts.assign(**{SATISFACTION_INDEX: index})
