"""The network of a week as a 0-1 program, standing at its best solution so far."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from transforms.assignment.lexicographic_program import Budget, LexicographicProgram
from transforms.assignment.linear_rows import Vector
from transforms.assignment.network import Bookings, Network
from transforms.assignment.rows import AssignmentRows


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
    rows = AssignmentRows(network)
    row_of = rows.serve_each_once()
    rows.fill_nodes()
    rows.fill_seats()
    rows.respect_caps()
    unit_costs = rows.count_loads() if even else {}
    return AssignmentProgram(
        network=network,
        solver=LexicographicProgram(rows.width, rows.rows, rows.stand_at(start), budget),
        columns_of=rows.columns_of,
        row_of=row_of,
        unit_costs=unit_costs,
        crossing=rows.crossing,
    )
