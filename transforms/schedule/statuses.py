"""Where each registration of a week stands."""

from __future__ import annotations

from datetime import datetime, timedelta

import pandas as pd

from loket.columns import ATTENDANCE, CONFIRMATION, DATE, START
from loket.vocabulary import Confirmation, Phase, Status
from transforms.schedule.standing_bookings import begins

SESSION = timedelta(minutes=30)

HOLDING = frozenset(
    {Status.SCHEDULED, Status.CONFIRMED, Status.PRESENT, Status.ABSENT, Status.UNRECORDED}
)
"""Statuses under which the booking on the sheet is held."""


def statuses(rows: pd.DataFrame, *, phase: Phase, now: datetime) -> pd.Series:
    """Give each row's status, aligned with ``rows``.

    rows: one row per registration of the week with DATE and START of its booking (blank: none),
    CONFIRMATION and ATTENDANCE as staff typed them. Attendance goes before confirmation, which
    goes before placement; an ended session without attendance is Belum Dicatat, never a no-show.
    Source: the contract's section 4.
    """
    placed = rows[DATE].notna() & rows[START].notna()
    ended = pd.Series(
        [
            bool(there) and begins(day, start, now) + SESSION <= now
            for there, day, start in zip(placed, rows[DATE], rows[START], strict=True)
        ],
        index=rows.index,
        dtype=bool,
    )
    waiting = Status.REGISTERED if phase < Phase.DRAFTED else Status.WAITING
    result = pd.Series(waiting, index=rows.index, dtype="str")
    result = result.mask(placed, Status.SCHEDULED)
    result = result.mask(placed & (rows[CONFIRMATION] == Confirmation.CONFIRMED), Status.CONFIRMED)
    result = result.mask(ended, Status.UNRECORDED)
    result = result.mask(rows[CONFIRMATION] == Confirmation.CANCELLED, Status.CANCELLED)
    for attendance in (Status.PRESENT, Status.ABSENT):
        result = result.mask(rows[ATTENDANCE] == attendance, attendance)
    return result
