"""The rows and columns that make a network of a week a 0-1 program.

Columns: the network's arcs; then a switch for each cell that is over its cap, 1 where somebody
comes in; then, where evenness is asked for, the units of load: the k-th session of a consultant or
of a day is a column of its own, whose cost 2k - 1 makes the sum of costs the square of the load.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from transforms.assignment.caps import Cap, Cell, CellKey, quota_key, seat_keys, session_keys
from transforms.assignment.linear_rows import Rows, Vector
from transforms.assignment.network import Bookings, Network
from transforms.assignment.week import Booking


@dataclass(frozen=True)
class CappedCell:
    """A cell with its rows.

    ``arcs``: the columns counted there, with the client wherever one alone can take it. One more
    who comes in counts 1 in each of ``rows``.
    """

    cell: Cell
    arcs: Mapping[int, int | None]
    rows: tuple[int, ...]


class AssignmentRows:
    """Rows and columns of a network under construction.

    ``columns_of`` gives the columns that serve a client; ``capped`` the cells that have rows;
    ``crossing`` tells that some cap lies across the flow of clients to seats.
    """

    def __init__(self, network: Network) -> None:
        self.rows = Rows()
        self.width = network.width
        self.columns_of: defaultdict[int, list[int]] = defaultdict(list)
        self.capped: list[CappedCell] = []
        self.crossing = False
        self._network = network
        self._switches: dict[int, list[int]] = {}
        self._units: list[tuple[list[int], list[int]]] = []

    def serve_each_once(self) -> dict[int, int]:
        """Add for each client the row that counts whether they are served; give its number."""
        for column, client, _ in _client_arcs(self._network):
            self.columns_of[client].append(column)
        return {client: self._at_most(arcs, 1) for client, arcs in self.columns_of.items()}

    def fill_nodes(self) -> None:
        """Let as many clients come to each node as leave it for a seat."""
        terms: list[dict[int, float]] = [{} for _ in self._network.nodes]
        for column, move in self._network.numbered_moves():
            terms[move.node][column] = 1
        for column, seat in self._network.numbered_seats():
            terms[seat.node][column] = -1
        for node in terms:
            self.rows.add(node, 0, 0)

    def fill_seats(self) -> None:
        """Let each consultant have one session at a time."""
        columns: defaultdict[Booking, list[int]] = defaultdict(list)
        for column, slot, _ in _slot_arcs(self._network):
            columns[self._network.booking(slot)].append(column)
        for arcs in columns.values():
            if len(arcs) > 1:
                self._at_most(arcs, 1)

    def respect_caps(self, *, all_cells: bool = False) -> None:
        """Add the caps that can bind, or all of them."""
        arcs_of = _arcs_by_key(self._network)
        for cell in self._network.cells:
            arcs = {
                column: who
                for key in sorted(cell.keys, key=repr)
                for column, who in arcs_of[key].items()
            }
            room = cell.limit - cell.fixed
            if cell.over or all_cells or _most(self._network, cell, arcs) > room:
                self.capped.append(CappedCell(cell, arcs, self._cap(cell, arcs)))
                self.crossing |= cell.over or cell.cap is not Cap.DAILY_MAXIMUM

    def _cap(self, cell: Cell, arcs: Mapping[int, int | None]) -> tuple[int, ...]:
        room = max(cell.limit - cell.fixed, 0)
        if not cell.over:
            return (self._at_most(arcs, room),)
        comers = [column for column, who in arcs.items() if who not in cell.present]
        if room == 0:
            return (self._at_most(comers, 0),)
        switch = self.new_column()
        self._switches[switch] = comers
        excess = len(cell.present) - cell.limit
        within = {**dict.fromkeys(arcs, 1.0), switch: float(excess)}
        return (
            self.rows.add({**dict.fromkeys(comers, 1.0), switch: -float(room)}, -np.inf, 0),
            self.rows.add(within, -np.inf, room + excess),
        )

    def count_loads(self) -> dict[int, int]:
        """Add the units of load; give the cost of each by column."""
        fixed = fixed_loads(self._network)
        costs = {}
        for key, (columns, most) in _loads(self._network).items():
            units = [self.new_column() for _ in range(most)]
            costs.update({unit: 2 * (fixed[key] + k) + 1 for k, unit in enumerate(units)})
            self.rows.add(dict.fromkeys(columns, 1.0) | dict.fromkeys(units, -1.0), 0, 0)
            self._units.append((columns, units))
        return costs

    def stand_at(self, bookings: Bookings) -> Vector:
        """Give the solution that these bookings make."""
        solution = np.zeros(self.width)
        solution[self._network.columns(bookings)] = 1
        for switch, comers in self._switches.items():
            solution[switch] = solution[comers].any()
        for columns, units in self._units:
            solution[units[: int(solution[columns].sum())]] = 1
        return solution

    def _at_most(self, columns: Iterable[int], limit: int) -> int:
        return self.rows.add(dict.fromkeys(columns, 1.0), 0, limit)

    def new_column(self) -> int:
        """Add a column that stands in no row yet, and give its number."""
        self.width += 1
        return self.width - 1


def fixed_loads(network: Network) -> Counter[object]:
    """Count the fixed sessions by consultant and by (service, date)."""
    return Counter(
        key
        for client in network.week.clients
        if client.fixed and client.booking
        for key in (client.booking.consultant, (client.service, client.booking.date))
    )


def _arcs_by_key(network: Network) -> defaultdict[CellKey, dict[int, int | None]]:
    """Give the columns under each cap's key, with the client wherever one alone can take it."""
    arcs: defaultdict[CellKey, dict[int, int | None]] = defaultdict(dict)
    for column, move in network.numbered_moves():
        client = network.client(move.client)
        arcs[quota_key(client, network.nodes[move.node].date)][column] = move.client
    for column, stay in network.numbered_stays():
        for key in session_keys(network.client(stay.client), network.booking(stay.slot)):
            arcs[key][column] = stay.client
    for column, seat in network.numbered_seats():
        members = network.nodes[seat.node].members
        for key in seat_keys(members.service, network.booking(seat.slot)):
            arcs[key][column] = members.alone
    return arcs


def _most(network: Network, cell: Cell, arcs: Mapping[int, int | None]) -> int:
    """Give a number of sessions that the arcs into a cell cannot exceed."""
    if cell.cap is Cap.QUOTA:
        return len(set(arcs.values()))
    return len({network.booking(network.slot_of(column)) for column in arcs})


def _loads(network: Network) -> dict[object, tuple[list[int], int]]:
    """Give the columns that add to each load, and how many of them can be 1 at most."""
    columns: defaultdict[object, list[int]] = defaultdict(list)
    seats: defaultdict[object, set[Booking]] = defaultdict(set)
    for column, slot, service in _slot_arcs(network):
        booking = network.booking(slot)
        columns[booking.consultant].append(column)
        seats[booking.consultant].add(booking)
        seats[service, booking.date].add(booking)
    for column, client, day in _client_arcs(network):
        columns[network.client(client).service, day].append(column)
    return {key: (arcs, len(seats[key])) for key, arcs in columns.items()}


def _client_arcs(network: Network) -> Iterator[tuple[int, int, date]]:
    """Give each column that serves a client: column, client, date."""
    for column, move in network.numbered_moves():
        yield column, move.client, network.nodes[move.node].date
    for column, stay in network.numbered_stays():
        yield column, stay.client, network.booking(stay.slot).date


def _slot_arcs(network: Network) -> Iterator[tuple[int, int, str]]:
    """Give each column that fills a slot: column, slot, service."""
    for column, stay in network.numbered_stays():
        yield column, stay.slot, network.client(stay.client).service
    for column, seat in network.numbered_seats():
        yield column, seat.slot, network.nodes[seat.node].members.service
