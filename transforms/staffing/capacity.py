"""How many sessions each day can hold, and how many are taken: the figures of Kuota Terisi."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pandas as pd

from loket.columns import (
    CAPACITY,
    CONSULTANT,
    DAILY_MAXIMUM,
    DATE,
    FILLED,
    GROUP,
    INVITED,
    INVITED_QUOTA,
    OPEN,
    PUBLIC,
    PUBLIC_QUOTA,
    REMAINING,
    ROOMS,
    SERVICE,
    START,
)
from loket.vocabulary import Group
from transforms.staffing.session_count import Cell, most_sessions

_DAY = [DATE, SERVICE]
COUNTS = [CAPACITY, INVITED, PUBLIC, FILLED, REMAINING]


def capacity(
    service_days: pd.DataFrame,
    slots: pd.DataFrame,
    quotas: pd.DataFrame,
    bookings: pd.DataFrame,
) -> pd.DataFrame:
    """Give capacity and use of each open day and service.

    From ``service_days``, ``roster``, ``quotas`` and bookings (CONSULTANT, DATE, START, SERVICE,
    GROUP). One row per open date and service, in their order: DATE, SERVICE, CAPACITY (sessions
    possible), INVITED, PUBLIC, FILLED (bookings, the sum of the two), REMAINING (what a newcomer
    might still get, bookings being free to move; never negative); counts are Int64.

    CAPACITY is exact: the most sessions within rooms and daily maxima, those that a consultant
    has at the other service taken off, and within the quota of both groups if both have one. A
    booking outside the slots, with a consultant who left the tab, adds its own place, and caps
    that bookings exceed count as met, so that FILLED exceeds CAPACITY under a lowered quota only.
    """
    frame = service_days.loc[service_days[OPEN], _DAY].reset_index(drop=True)
    frame = frame.merge(quotas, on=_DAY, how="left", validate="1:1")
    counts = [
        _counts(
            slots[(slots[DATE] == day) & (slots[SERVICE] == service)],
            bookings[bookings[DATE] == day],
            service,
            None if pd.isna(quota) else int(quota),
        )
        for day, service, quota in zip(
            frame[DATE], frame[SERVICE], frame[INVITED_QUOTA] + frame[PUBLIC_QUOTA], strict=True
        )
    ]
    found = pd.DataFrame(counts, columns=COUNTS, dtype="Int64")
    return frame[_DAY].join(found)


def _counts(
    slots: pd.DataFrame, that_day: pd.DataFrame, service: str, quota: int | None
) -> tuple[int, ...]:
    here = that_day[that_day[SERVICE] == service]
    elsewhere = that_day[that_day[SERVICE] != service]
    possible = _possible(slots, _cells(here), Counter(elsewhere[CONSULTANT]))
    total = possible if quota is None else min(possible, quota)
    invited = int((here[GROUP] == Group.INVITED).sum())
    filled = len(here)
    return total, invited, filled - invited, filled, max(total - filled, 0)


def _possible(slots: pd.DataFrame, booked: list[Cell], elsewhere: Mapping[str, int]) -> int:
    """Count the most sessions on a service's day; what is booked already is within every cap."""
    rooms = _smallest(slots, START, ROOMS)
    maxima = _smallest(slots, CONSULTANT, DAILY_MAXIMUM)
    at_start = Counter(start for _, start in booked)
    of_consultant = Counter(name for name, _ in booked)
    cells = {*_cells(slots), *booked}
    return most_sessions(
        cells,
        per_consultant={
            name: max(cap - elsewhere.get(name, 0), of_consultant[name])
            for name, cap in maxima.items()
        },
        per_start={start: max(cap, at_start[start]) for start, cap in rooms.items()},
    )


def _cells(frame: pd.DataFrame) -> list[Cell]:
    return list(zip(frame[CONSULTANT], frame[START], strict=True))


def _smallest(slots: pd.DataFrame, key: str, cap: str) -> dict[Any, int]:
    caps = slots.dropna(subset=[cap])
    return {value: int(number) for value, number in caps.groupby(key)[cap].min().items()}
