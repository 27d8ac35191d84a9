"""The network of a week as a 0-1 program: who goes where, within every cap.

Columns: the network's arcs; then a switch for each cell that is over its cap, 1 where somebody
comes in; then, where evenness is asked for, the units of load: the k-th session of a consultant or
of a day is a column of its own, whose cost 2k - 1 makes the sum of costs the square of the load.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from transforms.assignment_caps import Cap, Cell, CellKey, quota_key, seat_keys, session_keys
from transforms.assignment_network import Bookings, Network
from transforms.assignment_week import Booking
from transforms.lexicographic_program import Budget, LexicographicProgram, Rows, Vector


@dataclass(frozen=True)
class AssignmentProgram:
    """The program of a network, at its best solution so far.

    ``columns_of`` gives the columns that serve a client and ``row_of`` the row that counts them,
    both by client; ``unit_costs`` stands by column; ``crossing`` tells that some cap lies across
    the flow of clients to seats.
    """

    network: Network
    solver: LexicographicProgram
    columns_of: Mapping[int, Sequence[int]]
    row_of: Mapping[int, int]
    unit_costs: Mapping[int, int]
    crossing: bool

    def bookings(self) -> dict[int, int]:
        """Give the bookings of the best solution so far."""
        arcs = self.solver.solution[: self.network.width]
        return self.network.bookings(set(np.flatnonzero(arcs).tolist()))

    def serves(self, client: int) -> bool:
        """Tell whether the best solution so far serves this client."""
        return bool(self.solver.solution[list(self.columns_of[client])].any())

    def hold(self, clients: Iterable[int]) -> None:
        """Require that those of these clients who are served remain so, and nobody else of them."""
        served = [client for client in clients if self.serves(client)]
        left_out = [client for client in clients if client not in set(served)]
        self.solver.bound_rows([self.row_of[client] for client in served], 1, 1)
        self.solver.bound_rows([self.row_of[client] for client in left_out], 0, 0)

    def no_costs(self) -> Vector:
        """Give the objective that asks for nothing, one cost per column."""
        return np.zeros(len(self.solver.solution))

    def costs_of_serving(self, costs: Mapping[int, int]) -> Vector:
        """Give the objective that costs so much for each client who is served."""
        objective = self.no_costs()
        for client, cost in costs.items():
            objective[list(self.columns_of[client])] = cost
        return objective


def assignment_program(
    network: Network, start: Bookings, budget: Budget, *, even: bool
) -> AssignmentProgram:
    """Build the program and stand it at the bookings of ``start``, which must be allowed."""
    draft = _Draft(network)
    columns_of = draft.columns_by_client()
    row_of = draft.serve_each_once(columns_of)
    draft.fill_nodes()
    draft.fill_seats()
    crossing = draft.respect_caps()
    unit_costs = draft.count_loads() if even else {}
    solver = LexicographicProgram(draft.width, draft.rows, draft.stand_at(start), budget)
    return AssignmentProgram(network, solver, columns_of, row_of, unit_costs, crossing)


class _Draft:
    """Rows and columns under construction."""

    def __init__(self, network: Network) -> None:
        self.rows = Rows()
        self.width = network.width
        self._network = network
        self._switches: dict[int, list[int]] = {}
        self._units: list[tuple[list[int], list[int]]] = []

    def columns_by_client(self) -> dict[int, list[int]]:
        columns: defaultdict[int, list[int]] = defaultdict(list)
        for column, client, _ in _client_arcs(self._network):
            columns[client].append(column)
        return dict(columns)

    def serve_each_once(self, columns_of: Mapping[int, list[int]]) -> dict[int, int]:
        return {client: self._at_most(arcs, 1) for client, arcs in columns_of.items()}

    def fill_nodes(self) -> None:
        terms: list[dict[int, float]] = [{} for _ in self._network.nodes]
        for column, move in self._network.numbered_moves():
            terms[move.node][column] = 1
        for column, seat in self._network.numbered_seats():
            terms[seat.node][column] = -1
        for node in terms:
            self.rows.add(node, 0, 0)

    def fill_seats(self) -> None:
        columns = defaultdict(list)
        for column, slot, _ in _slot_arcs(self._network):
            columns[self._network.booking(slot)].append(column)
        for arcs in columns.values():
            if len(arcs) > 1:
                self._at_most(arcs, 1)

    def respect_caps(self) -> bool:
        """Add the caps that can bind; tell whether any of them crosses the flow."""
        arcs_of = _arcs_by_key(self._network)
        crossing = False
        for cell in self._network.cells:
            arcs = {column: who for key in cell.keys for column, who in arcs_of[key].items()}
            if not cell.over and _most(self._network, cell, arcs) <= cell.limit - cell.fixed:
                continue
            self._cap(cell, arcs)
            crossing |= cell.over or cell.cap is not Cap.DAILY_MAXIMUM
        return crossing

    def _cap(self, cell: Cell, arcs: Mapping[int, int | None]) -> None:
        room = max(cell.limit - cell.fixed, 0)
        if not cell.over:
            self._at_most(arcs, room)
            return
        comers = [column for column, who in arcs.items() if who not in cell.present]
        if room == 0:
            self._at_most(comers, 0)
            return
        switch = self._new_column()
        self._switches[switch] = comers
        excess = len(cell.present) - cell.limit
        self.rows.add({**dict.fromkeys(comers, 1.0), switch: -room}, -np.inf, 0)
        self.rows.add({**dict.fromkeys(arcs, 1.0), switch: excess}, -np.inf, room + excess)

    def count_loads(self) -> dict[int, int]:
        """Add the units of load; give the cost of each by column."""
        fixed = fixed_loads(self._network)
        costs = {}
        for key, (columns, most) in _loads(self._network).items():
            units = [self._new_column() for _ in range(most)]
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

    def _new_column(self) -> int:
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
