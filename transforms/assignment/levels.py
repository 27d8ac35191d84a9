"""Which slot for whom, once it is settled who is served: levels 3 to 6, and the lot.

Level 3: fewest placed bookings kept that no longer fit what their client asks for, then fewest
whose date or start changes, then fewest whose consultant alone changes. Level 4: most wishes.
Level 5: most even. Level 6: best ranks first in the week. What is still equal after that is
decided by lots drawn from a fixed seed in the week's total order, so that the result is one and
the same on every machine.

Where bookings are to be reassigned, their changes are counted last of all, just before the lots:
nobody moves for nothing, and to reassign what has been reassigned changes nothing.

Source: the contract's section 5, "Objective"; section 2, ``--reassign``.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping

from transforms.assignment.lexicographic_program import Budget, Optimum
from transforms.assignment.linear_rows import Vector
from transforms.assignment.network import Bookings, Network, by_period, network
from transforms.assignment.program import AssignmentProgram, assignment_program
from transforms.assignment.values import Measure, time_wish
from transforms.assignment.week import AssignmentWeek, Period

_LOTS = (20_000, 20_001)
"""Two draws: that two assignments tie in both is out of the question."""

_LOT_SIZE = 1 << 16


def best_slots(
    week: AssignmentWeek, served: Bookings, budget: Budget, *, reassign: bool = False
) -> tuple[dict[int, int], dict[Measure, Optimum]]:
    """Give the best bookings of those served, and what each measure of levels 3 to 6 came to.

    ``served`` is any allowed assignment of them; clients and slots are numbers of the week. The
    measures come in the order in which they were optimised.
    """
    flow = network(week, sorted(served), by_period)
    program = assignment_program(flow, served, budget, even=True)
    program.hold(sorted(served))
    measures = sorted(_OBJECTIVES, key=_CHANGES.__contains__) if reassign else list(_OBJECTIVES)
    objectives = [_OBJECTIVES[measure](program) for measure in measures]
    lots = [_lots(program, seed) for seed in _LOTS]
    optima = program.solver.minimise(*objectives, *lots)
    return program.bookings(), dict(zip(measures, optima, strict=False))


def _misfits(program: AssignmentProgram) -> Vector:
    flow = program.network
    costs = program.no_costs()
    for column, stay in flow.numbered_stays():
        costs[column] = not flow.week.slots[stay.slot].fits(flow.client(stay.client))
    return costs


def _rescheduled(program: AssignmentProgram) -> Vector:
    flow = program.network
    costs = program.no_costs()
    for column, move in flow.numbered_moves():
        booking = flow.client(move.client).booking
        costs[column] = booking is not None and booking.period != flow.period(move.node)
    return costs


def _reassigned(program: AssignmentProgram) -> Vector:
    flow = program.network
    costs = program.no_costs()
    for column, move in flow.numbered_moves():
        booking = flow.client(move.client).booking
        costs[column] = booking is not None and booking.period == flow.period(move.node)
    return costs


def _wishes(program: AssignmentProgram) -> Vector:
    flow = program.network
    costs = program.no_costs()
    for column, number, period in _periods(flow):
        costs[column] = -time_wish(flow.client(number), period)
    for column, stay in flow.numbered_stays():
        client = flow.client(stay.client)
        costs[column] -= flow.week.is_main(flow.booking(stay.slot), client.service, client.field)
    for column, seat in flow.numbered_seats():
        members = flow.nodes[seat.node].members
        costs[column] = -flow.week.is_main(flow.booking(seat.slot), members.service, members.field)
    return costs


def unevenness(program: AssignmentProgram) -> Vector:
    """Give the costs of level 5, those of fixed sessions aside; the program counts loads."""
    costs = program.no_costs()
    costs[list(program.unit_costs)] = list(program.unit_costs.values())
    return costs


def _order(program: AssignmentProgram) -> Vector:
    flow = program.network
    costs = program.no_costs()
    for column, client, period in _periods(flow):
        costs[column] = (len(flow.week.clients) - client) * flow.week.positions[period]
    return costs


def _periods(flow: Network) -> Iterator[tuple[int, int, Period]]:
    """Give each column that serves a client: column, client, period."""
    for column, move in flow.numbered_moves():
        yield column, move.client, flow.period(move.node)
    for column, stay in flow.numbered_stays():
        yield column, stay.client, flow.booking(stay.slot).period


def later_objectives(program: AssignmentProgram) -> list[Vector]:
    """Give what levels 3 to 6 minimise, in their order, and then the lots."""
    objectives = [costs_of(program) for costs_of in _OBJECTIVES.values()]
    return [*objectives, *(_lots(program, seed) for seed in _LOTS)]


def _lots(program: AssignmentProgram, seed: int) -> Vector:
    draw = random.Random(seed)
    costs = program.no_costs()
    width = program.network.width
    costs[:width] = [int(draw.random() * _LOT_SIZE) for _ in range(width)]
    return costs


_OBJECTIVES: Mapping[Measure, Callable[[AssignmentProgram], Vector]] = {
    Measure.MISFITS: _misfits,
    Measure.RESCHEDULED: _rescheduled,
    Measure.REASSIGNED: _reassigned,
    Measure.WISHES: _wishes,
    Measure.UNEVENNESS: unevenness,
    Measure.ORDER: _order,
}

_CHANGES = (Measure.RESCHEDULED, Measure.REASSIGNED)
