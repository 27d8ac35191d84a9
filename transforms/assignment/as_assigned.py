"""The bookings of a week as it is assigned, as those from which another assignment starts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

import pandas as pd

from loket.columns import CODE, CONSULTANT, DATE, FIXED, START
from transforms.assignment.week import Booking


def as_assigned(
    bookings: pd.DataFrame, slots: pd.DataFrame, fixed: Collection[str] = ()
) -> pd.DataFrame:
    """Give the bookings (CODE, CONSULTANT, DATE, START) with FIXED, as ``assign`` takes them.

    fixed: the codes of those that may not move. Nor may one whose slot is not among ``slots``, or
    is another's as well: nobody could come back to it.
    """
    offered, keys = set(_keys(slots)), _keys(bookings)
    taken = Counter(keys)
    free = [
        key in offered and taken[key] == 1 and code not in fixed
        for code, key in zip(bookings[CODE], keys, strict=True)
    ]
    return bookings.assign(**{FIXED: ~pd.Series(free, index=bookings.index, dtype=bool)})


def _keys(frame: pd.DataFrame) -> list[Booking]:
    columns = frame[CONSULTANT], frame[DATE], frame[START]
    return [Booking(str(who), day, start) for who, day, start in zip(*columns, strict=True)]
