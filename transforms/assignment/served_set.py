"""Who is served: levels 0, 1 and 2 of the objective.

Level 0: every placed booking keeps a place; where a lost consultant or day makes that impossible,
as many as possible, first by rank. Level 1: most clients. Level 2: the set that is first by rank:
going down the ranks, a client is served whenever some assignment of that size serves all those
already granted and this one too.

Where no cap lies across the flow from clients to seats, the sets that can be served are a matroid,
and the set of greatest weight for weights falling by rank is the one first by rank. Otherwise it
is only where the search starts: each client it leaves out is tried in turn.

Source: the contract's section 5, "Objective".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from transforms.assignment.lexicographic_program import Budget, Optimum
from transforms.assignment.linear_rows import Vector
from transforms.assignment.network import Network, Stay, by_date, network
from transforms.assignment.program import AssignmentProgram, assignment_program
from transforms.assignment.values import Measure
from transforms.assignment.week import AssignmentWeek, Booking


@dataclass(frozen=True)
class ServedSet:
    """Who is served, fixed clients left out, with one assignment that serves them all."""

    bookings: dict[int, int]
    optima: dict[Measure, Optimum]


def served_set(week: AssignmentWeek, budget: Budget) -> ServedSet:
    """Find who is served; clients are numbers of the week, bookings give the slot's number."""
    free = [number for number, client in enumerate(week.clients) if not client.fixed]
    flow = network(week, free, by_date)
    program = assignment_program(flow, _as_they_stand(flow), budget, even=False)
    clients = sorted(program.columns_of)
    placed = [number for number in clients if week.clients[number].booking]
    kept, _ = _first_by_rank(program, placed)
    served, ranks = _first_by_rank(program, clients)
    optima = {Measure.KEPT: kept, Measure.SERVED: served, Measure.RANKS: ranks}
    return ServedSet(program.bookings(), optima)


def _as_they_stand(flow: Network) -> dict[int, int]:
    """Let everyone stay whose slot is still offered; of two in one slot, the first by rank."""
    first: dict[Booking, Stay] = {}
    for stay in sorted(flow.stays):
        first.setdefault(flow.booking(stay.slot), stay)
    return {stay.client: stay.slot for stay in first.values()}


def _first_by_rank(program: AssignmentProgram, clients: Sequence[int]) -> list[Optimum]:
    """Serve as many of these clients as possible, then the first by rank; hold them to it.

    Gives the optimum of the number, served counting as -1, and of the weights by rank.
    """
    last = len(program.network.week.clients)
    count = program.costs_of_serving(dict.fromkeys(clients, -1))
    weights = program.costs_of_serving({client: client - last for client in clients})
    size, order = program.solver.minimise(count, weights)
    if program.crossing:
        proven = _try_those_left_out(program, clients, -size.value, weights)
        value = program.solver.cost(weights)
        order = Optimum(value, value if proven else min(value, order.bound))
    program.hold(clients)
    return [size, order]


def _try_those_left_out(
    program: AssignmentProgram, clients: Sequence[int], size: int, weights: Vector
) -> bool:
    """Go down the ranks until ``size`` clients are granted; tell whether each denial is proven.

    A client of a kind that was denied before is denied too: the two could change places.
    """
    proven, granted = True, 0
    denied: set[object] = set()
    for client in clients:
        if granted == size:
            break
        kind = _kind(program, client)
        if not program.serves(client) and kind not in denied:
            proven &= _try(program, client, weights)
        if program.serves(client):
            program.hold([client])
            granted += 1
        else:
            denied.add(kind)
    return proven


def _try(program: AssignmentProgram, client: int, weights: Vector) -> bool:
    (attempt,) = program.solver.minimise(program.costs_of_serving({client: -1}))
    if program.serves(client):
        program.hold([client])
        program.solver.minimise(weights)
    return attempt.proven


def _kind(program: AssignmentProgram, number: int) -> object:
    client = program.network.week.clients[number]
    return number if client.booking else client.kind
