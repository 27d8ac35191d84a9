"""Weeks to assign, by hand or drawn from a seed, and the contract's rules about them.

Nothing here comes from the code under test.
"""

from __future__ import annotations

import random
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
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
from loket.vocabulary import FIELD_OTHER, Group, Service

Row: TypeAlias = dict[Hashable, Any]
Booking: TypeAlias = tuple[str, date, time]

MONDAY = date(2026, 11, 23)
FIELDS = ("Ekspor", "Kemitraan", "NIB/OSS")


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


def a_quota(invited: int, public: int, **changes: object) -> Row:
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
        invited, public = int(row[INVITED_QUOTA]), int(row[PUBLIC_QUOTA])
        limits["quota", "Undangan", row[DATE], row[SERVICE]] = invited
        if week.released:
            limits["quota", "all", row[DATE], row[SERVICE]] = invited + public
        else:
            limits["quota", "Umum", row[DATE], row[SERVICE]] = public
    return limits


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


def random_week(seed: int, most_clients: int = 40) -> WeekFrames:
    """Draw a week in which every rule of the contract may have a part."""
    draw = random.Random(seed)
    days = [MONDAY + timedelta(days=n) for n in sorted(draw.sample(range(5), draw.randint(1, 5)))]
    starts = {
        "Koperasi": [time(9), time(9, 30), time(11, 30)][: draw.randint(1, 3)],
        "UKM": [time(13), time(13, 30), time(14)][: draw.randint(1, 3)],
    }
    slots = list(_random_slots(draw, days, starts))
    clients = list(_random_clients(draw, draw.randint(2, most_clients), days, starts))
    quotas = list(_random_quotas(draw, days)) if draw.random() < 0.7 else []
    placed = _random_bookings(draw, clients, slots, days) if draw.random() < 0.7 else []
    return a_week(clients, slots, quotas, placed, released=draw.random() < 0.5)


def _random_slots(
    draw: random.Random, days: Sequence[date], starts: Mapping[str, Sequence[time]]
) -> Iterable[Row]:
    rooms = {
        (name, day, at): draw.choice([0, 1, 1, 2, 2, 3, None, None, None])
        for name in starts
        for day in days
        for at in starts[name]
    }
    capped = draw.random() < 0.6
    services_each = 2 if draw.random() < 0.3 else 1
    for name in ["Ani", "Budi", "Citra", "Dewi", "Eko", "Fajar"][: draw.randint(1, 6)]:
        services = draw.sample(sorted(starts), services_each)
        fields = draw.sample(FIELDS, draw.randint(1, 3))
        main = draw.randint(1, len(fields))
        for day in days:
            if draw.random() < 0.3:
                continue
            most = draw.choice([0, 1, 1, 2, 3, None, None, None, None])
            for service in services:
                for start in starts[service]:
                    yield a_slot(
                        name,
                        date=day,
                        start=start,
                        service=service,
                        main_fields=frozenset(fields[:main]),
                        other_fields=frozenset(fields[main:]),
                        daily_maximum=most if capped else None,
                        rooms=rooms[service, day, start] if capped else None,
                    )


def _random_clients(
    draw: random.Random, number: int, days: Sequence[date], starts: Mapping[str, Sequence[time]]
) -> Iterable[Row]:
    for rank in draw.sample(range(1, number + 1), number):
        service = draw.choice(sorted(starts))
        wishes = draw.sample(starts[service], draw.randint(0, len(starts[service])))
        yield a_client(
            rank,
            service=service,
            field=draw.choice([*FIELDS, FIELD_OTHER]),
            dates=tuple(sorted(draw.sample(days, draw.randint(1, min(3, len(days)))))),
            times=tuple(sorted(wishes)),
            group=str(draw.choice([Group.INVITED, Group.PUBLIC, Group.PUBLIC])),
            placeable=draw.random() < 0.95,
        )


def _random_quotas(draw: random.Random, days: Sequence[date]) -> Iterable[Row]:
    for day in days:
        for service in Service:
            if draw.random() < 0.7:
                yield a_quota(
                    draw.randint(0, 3), draw.randint(0, 4), date=day, service=str(service)
                )


def _random_bookings(
    draw: random.Random, clients: Sequence[Row], slots: Sequence[Row], days: Sequence[date]
) -> list[Row]:
    """Place some: mostly where they fit, a few elsewhere, on each other, or with nobody there."""
    placed: list[Row] = []
    for client in clients:
        if draw.random() < 0.6:
            continue
        taken = {booking_of(row) for row in placed}
        choice = [
            booking_of(slot)
            for slot in slots
            if (fits(client, slot) or draw.random() < 0.02)
            and (booking_of(slot) not in taken or draw.random() < 0.02)
        ]
        if draw.random() < 0.15:
            choice = [(draw.choice(["Gita", "Hadi"]), draw.choice(days), time(13))]
        if choice:
            consultant, day, start = draw.choice(choice)
            fixed = draw.random() < 0.3
            placed.append(a_booking(client[RANK], consultant, date=day, start=start, fixed=fixed))
    return placed
