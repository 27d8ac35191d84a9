"""Weeks to assign, made by hand, and the contract's rules about them.

Nothing here comes from the code under test.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any, TypeAlias

import pandas as pd

from loket.columns import (
    CODE,
    CONSULTANT,
    DAILY_MAXIMUM,
    DATE,
    DATES,
    FIELD,
    FIXED,
    GROUP,
    INVITED_QUOTA,
    MAIN_FIELDS,
    OTHER_FIELDS,
    PLACEABLE,
    PUBLIC_QUOTA,
    RANK,
    ROOMS,
    SERVICE,
    START,
    TIMES,
)
from loket.vocabulary import FIELD_OTHER, Group

Row: TypeAlias = dict[Hashable, Any]
Booking: TypeAlias = tuple[str, date, time]

MONDAY = date(2026, 11, 23)


@dataclass(frozen=True)
class WeekFrames:
    """The arguments of ``assign``."""

    clients: pd.DataFrame
    slots: pd.DataFrame
    quotas: pd.DataFrame
    placed: pd.DataFrame
    released: bool


def a_client(rank: int, **changes: object) -> Row:
    """Any Monday, for any field of UKM, at no particular time."""
    defaults: Row = {
        CODE: f"CC-{rank:04d}",
        RANK: rank,
        SERVICE: "UKM",
        FIELD: FIELD_OTHER,
        DATES: (MONDAY,),
        TIMES: (),
        GROUP: str(Group.PUBLIC),
        PLACEABLE: True,
    }
    return defaults | changes


def a_slot(consultant: str = "Rina", **changes: object) -> Row:
    defaults: Row = {
        CONSULTANT: consultant,
        DATE: MONDAY,
        START: time(13),
        SERVICE: "UKM",
        MAIN_FIELDS: frozenset({"Ekspor"}),
        OTHER_FIELDS: frozenset({"Kemitraan"}),
        DAILY_MAXIMUM: None,
        ROOMS: None,
    }
    return defaults | changes


def a_quota(invited: int | None, public: int | None, **changes: object) -> Row:
    defaults: Row = {
        DATE: MONDAY,
        SERVICE: "UKM",
        INVITED_QUOTA: invited,
        PUBLIC_QUOTA: public,
    }
    return defaults | changes


def a_booking(rank: int, consultant: str = "Rina", **changes: object) -> Row:
    defaults: Row = {
        CODE: f"CC-{rank:04d}",
        CONSULTANT: consultant,
        DATE: MONDAY,
        START: time(13),
        FIXED: False,
    }
    return defaults | changes


def a_week(
    clients: Sequence[Row] = (),
    slots: Sequence[Row] = (),
    quotas: Sequence[Row] = (),
    placed: Sequence[Row] = (),
    *,
    released: bool = False,
) -> WeekFrames:
    return WeekFrames(
        _frame(clients, a_client(1), {RANK: "Int64", PLACEABLE: "bool"}),
        _frame(slots, a_slot(), {DAILY_MAXIMUM: "Int64", ROOMS: "Int64"}),
        _frame(quotas, a_quota(0, 0), {INVITED_QUOTA: "Int64", PUBLIC_QUOTA: "Int64"}),
        _frame(placed, a_booking(1), {FIXED: "bool"}),
        released,
    )


def _frame(rows: Sequence[Row], sample: Row, types: Mapping[Any, str]) -> pd.DataFrame:
    text = {name: "str" for name, value in sample.items() if isinstance(value, str)}
    frame = pd.DataFrame(rows, columns=list(sample), dtype=object)
    return frame.astype({**text, **types})


def booking_of(row: Mapping[Hashable, Any]) -> Booking:
    return row[CONSULTANT], row[DATE], row[START]


def bookings_of(frame: pd.DataFrame) -> dict[str, Booking]:
    return {row[CODE]: booking_of(row) for row in frame.to_dict("records")}


def fits(client: Row, slot: Row) -> bool:
    offered = slot[MAIN_FIELDS] | slot[OTHER_FIELDS] | {FIELD_OTHER}
    return (
        slot[SERVICE] == client[SERVICE]
        and slot[DATE] in client[DATES]
        and client[FIELD] in offered
    )


def caps(week: WeekFrames) -> dict[tuple[Any, ...], int]:
    """Give the cap of every capped cell by its name."""
    limits: dict[tuple[Any, ...], int] = {}
    for slot in week.slots.to_dict("records"):
        if not pd.isna(slot[ROOMS]):
            limits["room", slot[SERVICE], slot[DATE], slot[START]] = int(slot[ROOMS])
        if not pd.isna(slot[DAILY_MAXIMUM]):
            limits["daily", slot[CONSULTANT], slot[DATE]] = int(slot[DAILY_MAXIMUM])
    for row in week.quotas.to_dict("records"):
        limits |= {
            ("quota", counted, row[DATE], row[SERVICE]): limit
            for counted, limit in _quotas(row, released=week.released)
        }
    return limits


def _quotas(row: Row, *, released: bool) -> Iterator[tuple[str, int]]:
    """Give each quota of a row with the group that it counts; a blank cell is no quota."""
    invited, public = _number(row[INVITED_QUOTA]), _number(row[PUBLIC_QUOTA])
    if invited is not None:
        yield "Undangan", invited
    if public is not None and not released:
        yield "Umum", public
    if invited is not None and public is not None and released:
        yield "all", invited + public


def _number(cell: Any) -> int | None:
    return None if pd.isna(cell) else int(cell)


def counted_in(client: Row, booking: Booking) -> set[tuple[Any, ...]]:
    """Name the cells in which a session of this client counts, capped or not."""
    consultant, day, start = booking
    return {
        ("room", client[SERVICE], day, start),
        ("daily", consultant, day),
        ("quota", client[GROUP], day, client[SERVICE]),
        ("quota", "all", day, client[SERVICE]),
    }


def shuffled(week: WeekFrames, seed: int) -> WeekFrames:
    """Give the same week with the rows of every frame in another order."""
    return replace(
        week,
        clients=week.clients.sample(frac=1, random_state=seed),
        slots=week.slots.sample(frac=1, random_state=seed),
        quotas=week.quotas.sample(frac=1, random_state=seed),
        placed=week.placed.sample(frac=1, random_state=seed),
    )
