"""One week's figures against the mean of the four weeks before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from loket.columns import (
    ABSENT,
    CANCELLED,
    FEEDBACK_COUNT,
    PRESENT,
    REGISTERED,
    RESPONSE_RATE,
    SATISFACTION_INDEX,
    SCHEDULED,
    SOLVED_SHARE,
    UNRECORDED,
    WAITING,
    WEEK,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from loket.week import Week

WEEKS_BEFORE = 4
FILL_RATE = "fill_rate"

COUNT, SHARE, SCORE = "count", "share", "score"
"""Kinds of figures: a number of people, a share of 1, a score with two decimals."""

_FIGURES = {
    REGISTERED: ("Terdaftar", COUNT),
    SCHEDULED: ("Terjadwal", COUNT),
    PRESENT: ("Hadir", COUNT),
    ABSENT: ("Tidak hadir", COUNT),
    UNRECORDED: ("Belum dicatat", COUNT),
    CANCELLED: ("Batal", COUNT),
    WAITING: ("Daftar tunggu", COUNT),
    FILL_RATE: ("Keterisian sesi", SHARE),
    FEEDBACK_COUNT: ("Umpan balik", COUNT),
    RESPONSE_RATE: ("Tingkat respons", SHARE),
    SATISFACTION_INDEX: ("IKM", SCORE),
    SOLVED_SHARE: ("Permasalahan terjawab", SHARE),
}


def week_comparison(
    week: Week, weeks: pd.DataFrame, fill_rates: Mapping[str, float]
) -> pd.DataFrame:
    """Give one row per figure: key, label (Indonesian), kind, value, before, change.

    ``weeks`` is what ``evaluation.weekly`` gave, now or in an earlier pass: a cell that is no
    number counts as unknown. ``fill_rates`` see there; that of a week without a row in ``weeks``
    does not count. ``before`` is the mean over those of the four calendar weeks before that have
    the figure, NA if none has; ``change`` is value - before, NA unless both are known.
    """
    rows = weeks.drop_duplicates(WEEK).set_index(WEEK)
    filled = [fill_rates.get(label) for label in rows.index]
    rows = rows.assign(**{FILL_RATE: pd.array(filled, dtype="Float64")})[list(_FIGURES)]
    figures = rows.apply(pd.to_numeric, errors="coerce").astype("Float64")
    labels = [str(week.shift(-back)) for back in range(WEEKS_BEFORE, 0, -1)]
    before = figures.reindex(labels).mean()
    value = figures.reindex([str(week)]).iloc[0]
    table = pd.DataFrame(
        {
            "key": pd.array(list(_FIGURES), dtype="str"),
            "label": pd.array([label for label, _ in _FIGURES.values()], dtype="str"),
            "kind": pd.array([kind for _, kind in _FIGURES.values()], dtype="str"),
            "value": value.array,
            "before": before.astype("Float64").array,
        }
    )
    return table.assign(change=table["value"] - table["before"])
