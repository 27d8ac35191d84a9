"""The week that is to be assigned, read from its frames: clients, slots, caps and bookings.

Everything here is in one total order (clients by rank; slots by date, start, consultant, service),
so that nothing built on it depends on the order of input rows.

Source: the contract's section 5, "Slots", "Quotas", "Fixed" and "Caps".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias

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

RoomKey: TypeAlias = tuple[str, date, time]
DayKey: TypeAlias = tuple[str, date]

_Row: TypeAlias = Mapping[str, Any]

_ASKED = [CODE, RANK, SERVICE, FIELD, DATES, TIMES, GROUP, PLACEABLE]
_BOOKED = [CODE, CONSULTANT, DATE, START, FIXED]
_OFFERED = [CONSULTANT, DATE, START, SERVICE, MAIN_FIELDS, OTHER_FIELDS]
_FRIDAY = 4
_PRAYER = time(11, 30)


class Period(NamedTuple):
    """A date and start at which sessions begin."""

    date: date
    start: time


class Booking(NamedTuple):
    """A session of one consultant: at most one at a time, whatever the service."""

    consultant: str
    date: date
    start: time

    @property
    def period(self) -> Period:
        """When it begins."""
        return Period(self.date, self.start)


@dataclass(frozen=True, slots=True)
class Client:
    """One client of the week; ``booking`` is where they stood before the assignment."""

    code: str
    service: str
    field: str
    dates: frozenset[date]
    times: frozenset[time]
    group: str
    placeable: bool
    booking: Booking | None
    fixed: bool

    @property
    def kind(self) -> tuple[object, ...]:
        """What decides where the client may be served; clients of one kind are interchangeable."""
        return (self.service, self.field, self.dates, self.group)


@dataclass(frozen=True, slots=True)
class Slot:
    """One half hour of one consultant for one service."""

    booking: Booking
    service: str
    main: frozenset[str]
    other: frozenset[str]

    def offers(self, service: str, field: str) -> bool:
        """Tell whether service and field fit; "Lainnya" fits every consultant of the service."""
        fits = field == FIELD_OTHER or field in self.main or field in self.other
        return fits and service == self.service

    def fits(self, client: Client) -> bool:
        """Tell whether service, field and date fit the client."""
        return self.booking.date in client.dates and self.offers(client.service, client.field)


class Quota(NamedTuple):
    """At most ``limit`` sessions of these groups on one date for one service."""

    date: date
    service: str
    groups: frozenset[str]
    limit: int


@dataclass(frozen=True)
class AssignmentWeek:
    """Clients by rank, slots in their order, the caps, and the periods of the week.

    ``positions`` counts from 1 along the distinct periods of slots and bookings; Friday 11.30 is
    the last of all. ``mains`` gives the main fields by consultant and service.
    """

    clients: Sequence[Client]
    slots: Sequence[Slot]
    rooms: Mapping[RoomKey, int]
    daily: Mapping[DayKey, int]
    quotas: Sequence[Quota]
    positions: Mapping[Period, int]
    mains: Mapping[tuple[str, str], frozenset[str]]

    def is_main(self, booking: Booking, service: str, field: str) -> bool:
        """Tell whether the field is a main one of the booking's consultant in that service."""
        return field in self.mains.get((booking.consultant, service), frozenset())

    def fits(self, client: Client, booking: Booking) -> bool:
        """Tell whether a slot that makes this booking fits the client."""
        return any(slot.booking == booking and slot.fits(client) for slot in self.slots)


def assignment_week(
    clients: pd.DataFrame,
    slots: pd.DataFrame,
    quotas: pd.DataFrame,
    placed: pd.DataFrame,
    *,
    released: bool,
) -> AssignmentWeek:
    """Read the frames; raises ValueError where codes or ranks repeat or a booking has no client."""
    by_rank = _clients(clients, placed)
    in_order = _slots(slots)
    periods = {slot.booking.period for slot in in_order}
    periods |= {client.booking.period for client in by_rank if client.booking}
    return AssignmentWeek(
        clients=by_rank,
        slots=in_order,
        rooms=_smallest(slots, [SERVICE, DATE, START], ROOMS),
        daily=_smallest(slots, [CONSULTANT, DATE], DAILY_MAXIMUM),
        quotas=_quotas(quotas, released=released),
        positions={p: n for n, p in enumerate(sorted(periods, key=_in_week), start=1)},
        mains=_mains(in_order),
    )


def _clients(clients: pd.DataFrame, placed: pd.DataFrame) -> list[Client]:
    if clients[RANK].duplicated().any():
        raise ValueError("two clients have the same rank")
    if not placed[CODE].isin(clients[CODE]).all():
        raise ValueError("a booking belongs to no client of the week")
    if clients[CODE].duplicated().any() or placed[CODE].duplicated().any():
        raise ValueError("a client or a booking is there twice")
    booked = {row[CODE]: row for row in _records(placed, _BOOKED)}
    rows = sorted(_records(clients, _ASKED), key=itemgetter(RANK))
    return [_client(row, booked.get(row[CODE])) for row in rows]


def _records(frame: pd.DataFrame, columns: Sequence[str]) -> Iterator[_Row]:
    """Give the rows by column; ``to_dict`` takes three times as long for the few of a week."""
    for cells in zip(*(frame[name] for name in columns), strict=True):
        yield dict(zip(columns, cells, strict=True))


def _client(row: _Row, booked: _Row | None) -> Client:
    booking = None
    if booked and isinstance(booked[DATE], date) and isinstance(booked[START], time):
        booking = Booking(str(booked[CONSULTANT]), booked[DATE], booked[START])
    return Client(
        code=str(row[CODE]),
        service=str(row[SERVICE]),
        field=str(row[FIELD]),
        dates=frozenset(row[DATES]),
        times=frozenset(row[TIMES]),
        group=str(row[GROUP]),
        placeable=bool(row[PLACEABLE]),
        booking=booking,
        fixed=booked is not None and booking is not None and bool(booked[FIXED]),
    )


def _slots(slots: pd.DataFrame) -> list[Slot]:
    read = [
        Slot(
            Booking(str(row[CONSULTANT]), row[DATE], row[START]),
            str(row[SERVICE]),
            frozenset(map(str, row[MAIN_FIELDS])),
            frozenset(map(str, row[OTHER_FIELDS])),
        )
        for row in _records(slots, _OFFERED)
    ]
    first = {(slot.booking, slot.service): slot for slot in sorted(read, key=_slot_order)[::-1]}
    return sorted(first.values(), key=_slot_order)


def _slot_order(slot: Slot) -> tuple[object, ...]:
    consultant, day, start = slot.booking
    return (day, start, consultant, slot.service, sorted(slot.main), sorted(slot.other))


def _mains(slots: Sequence[Slot]) -> dict[tuple[str, str], frozenset[str]]:
    mains: dict[tuple[str, str], frozenset[str]] = {}
    for slot in slots:
        key = (slot.booking.consultant, slot.service)
        mains[key] = mains.get(key, frozenset()) | slot.main
    return mains


def _smallest(slots: pd.DataFrame, keys: list[str], cap: str) -> dict[tuple[Any, ...], int]:
    """Give the cap by key, the smallest where rows differ; a key without a cap is missing."""
    caps: dict[tuple[Any, ...], int] = {}
    for *key, value in zip(*(slots[name] for name in (*keys, cap)), strict=True):
        if not pd.isna(value):
            caps[tuple(key)] = min(int(value), caps.get(tuple(key), int(value)))
    return dict(sorted(caps.items()))


def _quotas(quotas: pd.DataFrame, *, released: bool) -> list[Quota]:
    invited, public = str(Group.INVITED), str(Group.PUBLIC)
    read = []
    columns = (DATE, SERVICE, INVITED_QUOTA, PUBLIC_QUOTA)
    rows = zip(*(quotas[name] for name in columns), strict=True)
    for day, service, *limits in sorted(rows, key=itemgetter(0, 1)):
        cell = (day, str(service))
        reserve, own = (None if pd.isna(limit) else int(limit) for limit in limits)
        if reserve is not None:
            read.append(Quota(*cell, frozenset({invited}), reserve))
        if own is not None and not released:
            read.append(Quota(*cell, frozenset({public}), own))
        if own is not None and reserve is not None and released:
            read.append(Quota(*cell, frozenset({invited, public}), reserve + own))
    return read


def _in_week(period: Period) -> tuple[bool, Period]:
    prayer = period.date.weekday() == _FRIDAY and period.start == _PRAYER
    return prayer, period
