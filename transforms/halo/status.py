"""Where each HALO episode stands between its announcement and the record of its evaluation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from loket.columns import DATE, EVALUATION_DUE, FEEDBACK_DUE, GUEST, VIEWERS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import date

PLANNED = "Direncanakan"
TODAY = "Siaran hari ini"
COLLECTING = "Mengumpulkan umpan balik"
AWAITING = "Menunggu evaluasi"
OVERDUE = "Evaluasi belum dicatat"
DONE = "Selesai"
NO_FIGURES = "angka siaran belum diisi"
NO_GUEST = "narasumber belum diisi"
ON_A_HOLIDAY = "jatuh pada hari libur, tentukan tanggal lain"


def episode_status(
    rows: pd.DataFrame,
    evaluated: Collection[date],
    *,
    roll: Callable[[date], date],
    today: date,
) -> pd.Series[str]:
    """Give the status of each row (DATE, GUEST, VIEWERS, FEEDBACK_DUE, EVALUATION_DUE).

    First the stage, then what staff still have to do, joined by "; ".
    """
    texts = [
        "; ".join(
            [
                _stage(row[DATE], row[FEEDBACK_DUE], row[EVALUATION_DUE], evaluated, today),
                *_open_points(row[DATE], row[GUEST], row[VIEWERS], roll, today),
            ]
        )
        for row in rows.to_dict("records")
    ]
    return pd.Series(texts, index=rows.index, dtype="str")


def _stage(
    day: date,
    feedback_due: date,
    evaluation_due: date,
    evaluated: Collection[date],
    today: date,
) -> str:
    """Give the stage, which moves on at midnight or when minutes are recorded."""
    if today < day:
        return PLANNED
    if today == day:
        return TODAY
    if day in evaluated:
        return DONE
    if today <= feedback_due:
        return COLLECTING
    return AWAITING if today <= evaluation_due else OVERDUE


def _open_points(
    day: date, guest: Any, viewers: Any, roll: Callable[[date], date], today: date
) -> list[str]:
    """List what staff should see to: figures the day after, guest and date before."""
    if today > day:
        return [NO_FIGURES] if pd.isna(viewers) else []
    points = [NO_GUEST] if pd.isna(guest) else []
    return [*points, ON_A_HOLIDAY] if roll(day) != day else points
