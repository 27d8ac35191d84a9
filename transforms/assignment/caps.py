"""The caps of a week as cells that count sessions: rooms, daily maxima and quotas.

A booking that comes into a cell needs the count there, itself included, to be within the cap;
bookings that are there already never breach it. So a cell that holds more than its cap evicts
nobody, and admits nobody until it is within the cap.

Source: the contract's section 5, "Caps" and "Quotas".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from enum import Enum
from typing import TypeAlias

from transforms.assignment.week import AssignmentWeek, Booking, Client

CellKey: TypeAlias = tuple[str | date | time, ...]


class Cap(Enum):
    """What a cell caps."""

    ROOM = "room"
    DAILY_MAXIMUM = "daily maximum"
    QUOTA = "quota"


@dataclass(frozen=True)
class Cell:
    """One cap on one date: all sessions of any of its keys count together.

    ``present`` are the clients, by number, whose booking before the assignment is there.
    """

    cap: Cap
    day: date
    keys: frozenset[CellKey]
    limit: int
    present: frozenset[int]
    fixed: int

    @property
    def over(self) -> bool:
        """Tell whether more sessions are there already than the cap allows."""
        return len(self.present) > self.limit


def seat_keys(service: str, booking: Booking) -> tuple[CellKey, CellKey]:
    """Give the keys of the room and of the daily maximum under which a session counts."""
    room = (service, booking.date, booking.start)
    return room, (booking.consultant, booking.date)


def quota_key(client: Client, day: date) -> CellKey:
    """Give the key of the quotas under which a client's session counts."""
    return (day, client.service, client.group)


def cells_of(week: AssignmentWeek) -> list[Cell]:
    """Give every capped cell of the week with who is there."""
    there: defaultdict[CellKey, set[int]] = defaultdict(set)
    for number, client in enumerate(week.clients):
        if client.booking:
            for key in session_keys(client, client.booking):
                there[key].add(number)
    cells = []
    for cap, day, keys, limit in _limits(week):
        present = frozenset[int]().union(*(there.get(key, ()) for key in keys))
        fixed = sum(week.clients[number].fixed for number in present)
        cells.append(Cell(cap, day, keys, limit, present, fixed))
    return cells


def session_keys(client: Client, booking: Booking) -> tuple[CellKey, ...]:
    """Give all keys under which a client's session counts."""
    return (*seat_keys(client.service, booking), quota_key(client, booking.date))


def _limits(week: AssignmentWeek) -> Iterator[tuple[Cap, date, frozenset[CellKey], int]]:
    for room, limit in week.rooms.items():
        yield Cap.ROOM, room[1], frozenset[CellKey]({room}), limit
    for consultant, limit in week.daily.items():
        yield Cap.DAILY_MAXIMUM, consultant[1], frozenset[CellKey]({consultant}), limit
    for quota in week.quotas:
        keys = frozenset[CellKey]((quota.date, quota.service, group) for group in quota.groups)
        yield Cap.QUOTA, quota.date, keys, quota.limit
