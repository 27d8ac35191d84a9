"""The week as a network: clients flow through days or periods to the seats of consultants.

A client fits a slot by one of their dates and by their field, so an arc from each client to each
slot would say the same many times. Instead a client moves to a node (a class at a bucket) and from
there to a seat. A class is a service and a field; a bucket is a date, or a date and start. Clients
at one node are interchangeable there. A client with a booking also has an arc straight to it.

The network holds the clients who are not fixed. Columns of its programs are numbered moves first,
then stays, then seats.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeAlias

from transforms.assignment.caps import Cap, Cell, cells_of
from transforms.assignment.week import AssignmentWeek, Booking, Client, Period, Slot

Bookings: TypeAlias = Mapping[int, int]
"""The number of the slot by the number of the client, fixed clients left out."""


class Class(NamedTuple):
    """Who shares nodes: a service and a field, or a single client of them."""

    service: str
    field: str
    alone: int | None


class Node(NamedTuple):
    """A class at a date, or at a date and start."""

    members: Class
    bucket: tuple[date] | Period

    @property
    def date(self) -> date:
        """The date on which all its slots lie."""
        return self.bucket[0]


class Move(NamedTuple):
    """A client may be served at a node."""

    client: int
    node: int


class Stay(NamedTuple):
    """A client may keep the booking at hand."""

    client: int
    slot: int


class Seat(NamedTuple):
    """A node's clients may be served in a slot."""

    node: int
    slot: int


Bucket: TypeAlias = Callable[[Slot], tuple[date] | Period]


def by_date(slot: Slot) -> tuple[date]:
    """Bucket for levels that do not care at what time of the day a client is served."""
    return (slot.booking.date,)


def by_period(slot: Slot) -> Period:
    """Bucket for levels that do."""
    return slot.booking.period


@dataclass(frozen=True)
class Network:
    """The arcs of a week, for the clients who may be served otherwise than they are now."""

    week: AssignmentWeek
    bucket: Bucket
    cells: Sequence[Cell]
    alone: frozenset[int]
    nodes: Sequence[Node]
    moves: Sequence[Move]
    stays: Sequence[Stay]
    seats: Sequence[Seat]

    def client(self, number: int) -> Client:
        """Give the client of that number."""
        return self.week.clients[number]

    def booking(self, slot: int) -> Booking:
        """Give the booking that the slot of that number makes."""
        return self.week.slots[slot].booking

    def period(self, node: int) -> Period:
        """Give the period of the node of that number; for networks by period."""
        bucket = self.nodes[node].bucket
        if not isinstance(bucket, Period):
            raise TypeError("a network by date has no periods")
        return bucket

    def slot_of(self, column: int) -> int:
        """Give the slot that the column of a stay or seat fills."""
        arc = column - len(self.moves)
        if arc < len(self.stays):
            return self.stays[arc].slot
        return self.seats[arc - len(self.stays)].slot

    @property
    def width(self) -> int:
        """How many columns the arcs take."""
        return len(self.moves) + len(self.stays) + len(self.seats)

    def numbered_moves(self) -> Iterator[tuple[int, Move]]:
        """Give the moves with their columns."""
        return enumerate(self.moves)

    def numbered_stays(self) -> Iterator[tuple[int, Stay]]:
        """Give the stays with their columns."""
        return enumerate(self.stays, start=len(self.moves))

    def numbered_seats(self) -> Iterator[tuple[int, Seat]]:
        """Give the seats with their columns."""
        return enumerate(self.seats, start=len(self.moves) + len(self.stays))

    def bookings(self, taken: Collection[int]) -> dict[int, int]:
        """Read the bookings from the columns that are 1.

        At a node the clients take the slots in order, best rank first: any other way round is
        worth the same on every level.
        """
        moved: defaultdict[int, list[int]] = defaultdict(list)
        offered: defaultdict[int, list[int]] = defaultdict(list)
        for column, move in self.numbered_moves():
            if column in taken:
                moved[move.node].append(move.client)
        for column, seat in self.numbered_seats():
            if column in taken:
                offered[seat.node].append(seat.slot)
        read = {stay.client: stay.slot for column, stay in self.numbered_stays() if column in taken}
        for node, clients in moved.items():
            read.update(zip(sorted(clients), sorted(offered[node]), strict=True))
        return read

    def columns(self, bookings: Bookings) -> list[int]:
        """Give the columns that are 1 for these bookings."""
        moves = {move: column for column, move in self.numbered_moves()}
        stays = {stay.client: column for column, stay in self.numbered_stays()}
        seats = {seat: column for column, seat in self.numbered_seats()}
        nodes = {node: number for number, node in enumerate(self.nodes)}
        used = []
        for client, slot in bookings.items():
            if self.client(client).booking == self.booking(slot):
                used.append(stays[client])
                continue
            members = _class_of(client, self.client(client), self.alone)
            node = nodes[_node(members, self.week.slots[slot], self.bucket)]
            used += [moves[Move(client, node)], seats[Seat(node, slot)]]
        return used


def network(
    week: AssignmentWeek, clients: Sequence[int], bucket: Bucket, apart: Collection[int] = ()
) -> Network:
    """Give the arcs for these clients, none of them fixed, given by number.

    ``apart`` are those who share no node with others.
    """
    cells = cells_of(week)
    alone = _over_the_cap(cells).union(apart)
    taken = {client.booking for client in week.clients if client.fixed}
    free = [number for number, slot in enumerate(week.slots) if slot.booking not in taken]
    movable = [number for number in clients if week.clients[number].placeable]
    classes = {number: _class_of(number, week.clients[number], alone) for number in movable}
    slots_of = _slots_by_node(week, dict.fromkeys(classes.values()), free, bucket)
    nodes = list(slots_of)
    return Network(
        week=week,
        bucket=bucket,
        cells=cells,
        alone=alone,
        nodes=nodes,
        moves=_moves(week, classes, nodes),
        stays=_stays(week, clients, free),
        seats=[Seat(n, slot) for n, slots in enumerate(slots_of.values()) for slot in slots],
    )


def _over_the_cap(cells: Iterable[Cell]) -> frozenset[int]:
    """Give those whose coming and staying must be told apart at the seats of a cell."""
    crowded = [cell.present for cell in cells if cell.over and cell.cap is not Cap.QUOTA]
    return frozenset[int]().union(*crowded)


def _class_of(number: int, client: Client, alone: Collection[int]) -> Class:
    return Class(client.service, client.field, number if number in alone else None)


def _node(members: Class, slot: Slot, bucket: Bucket) -> Node:
    return Node(members, bucket(slot))


def _slots_by_node(
    week: AssignmentWeek, classes: Iterable[Class], free: Sequence[int], bucket: Bucket
) -> dict[Node, list[int]]:
    slots_of: defaultdict[Node, list[int]] = defaultdict(list)
    for members in classes:
        for number in free:
            slot = week.slots[number]
            if slot.offers(members.service, members.field):
                slots_of[_node(members, slot, bucket)].append(number)
    return dict(slots_of)


def _moves(week: AssignmentWeek, classes: Mapping[int, Class], nodes: Sequence[Node]) -> list[Move]:
    nodes_of: defaultdict[tuple[Class, date], list[int]] = defaultdict(list)
    for number, node in enumerate(nodes):
        nodes_of[node.members, node.date].append(number)
    return [
        Move(client, node)
        for client, members in classes.items()
        for day in sorted(week.clients[client].dates)
        for node in nodes_of[members, day]
    ]


def _stays(week: AssignmentWeek, clients: Iterable[int], free: Iterable[int]) -> list[Stay]:
    """Give each booking that is still offered; its slot of the client's own service first."""
    offered = {(week.slots[n].booking, week.slots[n].service): n for n in free}
    any_service = {week.slots[n].booking: n for n in free}
    stays = []
    for number in clients:
        client = week.clients[number]
        if client.booking in any_service:
            own = offered.get((client.booking, client.service), any_service[client.booking])
            stays.append(Stay(number, own))
    return stays
