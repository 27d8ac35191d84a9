"""The week solved again with one client held to a few of the slots, all others free as before."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from transforms.assignment.levels import later_objectives
from transforms.assignment.lexicographic_program import Budget
from transforms.assignment.linear_rows import Vector
from transforms.assignment.network import Network, by_period, network
from transforms.assignment.program import AssignmentProgram, assignment_program
from transforms.assignment.values import Measure
from transforms.assignment.week import AssignmentWeek, Booking

Sessions: TypeAlias = Mapping[int, Booking]
"""Who is where; clients by their number in the week."""


@dataclass(frozen=True)
class Solved:
    """The best assignment in which the client has one of the slots; ``proven`` by measure.

    ``sessions`` is None where there is no such assignment, or none was found in time.
    """

    sessions: Sessions | None
    proven: Mapping[Measure, bool]


def solved_with(
    week: AssignmentWeek,
    sessions: Sessions,
    client: int,
    slots: Collection[Booking],
    budget: Budget,
) -> Solved:
    """Solve the week with a client, who may move, in one of these slots.

    ``sessions``: the assignment of which the second one should keep as much as levels 0 to 2 ask
    for; it is where the search begins. Level 2 is taken as: as few as possible of those served
    there lose their place.
    """
    free = [number for number, other in enumerate(week.clients) if not other.fixed]
    flow = _held_to(network(week, free, by_period, apart=[client]), client, slots)
    program = assignment_program(flow, _others(flow, sessions, client), budget, even=True)
    (attempt,) = program.solver.minimise(program.costs_of_serving({client: -1}))
    if not program.serves(client):
        return Solved(None, dict.fromkeys(Measure, attempt.proven))
    program.hold([client])
    objectives = [*_serving(program, sessions), *later_objectives(program)]
    optima = program.solver.minimise(*objectives)
    after = {n: week.slots[slot].booking for n, slot in program.bookings().items()}
    after |= {n: c.booking for n, c in enumerate(week.clients) if c.fixed and c.booking}
    return Solved(after, {m: o.proven for m, o in zip(Measure, optima, strict=False)})


def _held_to(flow: Network, client: int, slots: Collection[Booking]) -> Network:
    """Leave the client, who shares no node, the arcs to these slots only."""
    own = {number for number, node in enumerate(flow.nodes) if node.members.alone == client}
    return replace(
        flow,
        stays=[s for s in flow.stays if s.client != client or flow.booking(s.slot) in slots],
        seats=[s for s in flow.seats if s.node not in own or flow.booking(s.slot) in slots],
    )


def _others(flow: Network, sessions: Sessions, client: int) -> dict[int, int]:
    """Give the bookings of all others who may move, by the number of the slot."""
    stays = {stay.client: stay.slot for stay in flow.stays}
    slots = {(slot.booking, slot.service): n for n, slot in enumerate(flow.week.slots)}
    return {
        number: stays[number] if booking == other.booking else slots[booking, other.service]
        for number, booking in sessions.items()
        for other in [flow.client(number)]
        if number != client and not other.fixed
    }


def _serving(program: AssignmentProgram, sessions: Sessions) -> list[Vector]:
    """Give what levels 0 to 2 minimise."""
    clients = sorted(program.columns_of)
    placed = [number for number in clients if program.network.client(number).booking]
    served = [number for number in clients if number in sessions]
    return [program.costs_of_serving(dict.fromkeys(some, -1)) for some in (placed, clients, served)]
