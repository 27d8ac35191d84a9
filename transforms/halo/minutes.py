"""For which HALO episodes the evaluation has been recorded in Notulen Evaluasi."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from loket.columns import DATE
from transforms.evaluation.minutes import day_of_period, is_record
from transforms.reading.tab_cells import folded

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Mapping
    from datetime import date

    import pandas as pd

_PROGRAM_MARK = "halo"


def evaluated_episodes(minutes: pd.DataFrame, days: Collection[date]) -> frozenset[date]:
    """Give those of ``days`` that the minutes speak of: program, period and date of each row.

    A row of HALO is for the episode whose date stands under Periode; without such a date, for
    the last episode before the meeting. SOP HALO KOP-UKM, step 8. A row that names neither is
    for none, and so is one that holds no more than the figures prepared for it: the tab's own
    reader reports what cannot be read.
    """
    episodes = sorted(days)
    found = (
        _episode_of(row, episodes)
        for row in minutes.to_dict("records")
        if _PROGRAM_MARK in folded(row["program"]) and is_record(row)
    )
    return frozenset(day for day in found if day is not None)


def _episode_of(row: Mapping[Hashable, Any], episodes: list[date]) -> date | None:
    """Give the episode that one row of minutes is for."""
    named = day_of_period(row["period"])
    if named in episodes:
        return named
    meeting = day_of_period(row[DATE])
    before = bisect_left(episodes, meeting) if meeting is not None else 0
    return episodes[before - 1] if before else None
