"""How many sessions each day can hold, and how many are taken: the figures of Kuota Terisi."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, TypeAlias

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
from loket.vocabulary import Group, Service
from transforms.staffing.session_count import Cell, most_sessions

_Day: TypeAlias = tuple[date, str]
_Row: TypeAlias = tuple[Any, ...]

_DAY = [DATE, SERVICE]
_CAPS = [ROOMS, DAILY_MAXIMUM]
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
    totals = quotas[INVITED_QUOTA] + quotas[PUBLIC_QUOTA]
    quota = dict(zip(zip(quotas[DATE], quotas[SERVICE], strict=True), totals, strict=True))
    caps = {name: slots[name].astype(object).where(slots[name].notna(), None) for name in _CAPS}
    offered = _by_day(slots.assign(**caps), [*_DAY, CONSULTANT, START, *_CAPS])
    booked = _by_day(bookings, [*_DAY, CONSULTANT, START, GROUP])
    counts = [
        _counts(
            offered[day, service],
            booked[day, service],
            Counter(
                name
                for other in Service
                if other != service
                for name, *_ in booked[day, str(other)]
            ),
            _whole(quota.get((day, service))),
        )
        for day, service in zip(frame[DATE], frame[SERVICE], strict=True)
    ]
    found = pd.DataFrame(counts, columns=COUNTS, dtype="Int64")
    return frame.join(found)


def _whole(number: Any) -> int | None:
    return None if number is None or pd.isna(number) else int(number)


def _by_day(frame: pd.DataFrame, columns: list[str]) -> defaultdict[_Day, list[_Row]]:
    """Give what the rows say beside date and service, by these: frames of a row or two are slow."""
    rows: defaultdict[_Day, list[_Row]] = defaultdict(list)
    for day, service, *rest in frame[columns].itertuples(index=False, name=None):
        rows[day, str(service)].append(tuple(rest))
    return rows


def _counts(
    slots: list[_Row], here: list[_Row], elsewhere: Counter[str], quota: int | None
) -> tuple[int, ...]:
    possible = _possible(slots, [(name, start) for name, start, _ in here], elsewhere)
    total = possible if quota is None else min(possible, quota)
    invited = sum(group == Group.INVITED for *_, group in here)
    filled = len(here)
    return total, invited, filled - invited, filled, max(total - filled, 0)


def _possible(slots: list[_Row], booked: list[Cell], elsewhere: Counter[str]) -> int:
    """Count the most sessions on a service's day; what is booked already is within every cap."""
    rooms = _smallest((start, cap) for _, start, cap, _ in slots)
    maxima = _smallest((name, cap) for name, _, _, cap in slots)
    at_start = Counter(start for _, start in booked)
    of_consultant = Counter(name for name, _ in booked)
    return most_sessions(
        {*((name, start) for name, start, *_ in slots), *booked},
        per_consultant={
            name: max(cap - elsewhere[name], of_consultant[name]) for name, cap in maxima.items()
        },
        per_start={start: max(cap, at_start[start]) for start, cap in rooms.items()},
    )


def _smallest(caps: Iterable[tuple[Any, Any]]) -> dict[Any, int]:
    found: dict[Any, int] = {}
    for key, cap in caps:
        if cap is not None:
            found[key] = min(int(cap), found.get(key, int(cap)))
    return found
