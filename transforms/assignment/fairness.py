"""How evenly the sessions of a week lie, and how evenly they could."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from loket.columns import CODE, PLACEABLE
from transforms.assignment.as_assigned import as_assigned
from transforms.assignment.levels import unevenness
from transforms.assignment.lexicographic_program import Budget
from transforms.assignment.network import by_date, network
from transforms.assignment.program import assignment_program
from transforms.assignment.values import Measure, assignment_values
from transforms.assignment.week import assignment_week

TIME_LIMIT = 60.0
"""Seconds of solving after which the least spread is given as far as it is known."""


@dataclass(frozen=True)
class Fairness:
    """The spread of a week: Σ over consultants of sessions² + Σ over (service, date) of sessions².

    ``least`` is the smallest that was found for the same clients, ``bound`` the smallest that is
    not excluded.
    """

    spread: int
    least: int
    bound: int

    @property
    def proven(self) -> bool:
        """Whether nothing smaller than ``least`` is possible."""
        return self.least == self.bound


def fairness(
    clients: pd.DataFrame,
    slots: pd.DataFrame,
    quotas: pd.DataFrame,
    bookings: pd.DataFrame,
    *,
    released: bool,
    time_limit_s: float = TIME_LIMIT,
) -> Fairness:
    """Measure how evenly the bookings lie, and solve for the most even way to serve their clients.

    clients, slots, quotas: as for ``assign``; bookings: CODE, CONSULTANT, DATE, START. The least
    spread is over all assignments that serve the same clients within their fields and dates and
    within the caps: whatever else holds a booking where it is (told, frozen, a wish, stability)
    counts for nothing there, but one whose slot is offered no more stays.
    Source: the contract's section 5, level 5.
    """
    served = clients[clients[CODE].isin(bookings[CODE])].assign(**{PLACEABLE: True})
    placed = as_assigned(bookings, slots)
    week = assignment_week(served, slots, quotas, placed, released=released)
    before = {n: client.booking for n, client in enumerate(week.clients) if client.booking}
    spread = assignment_values(week, before)[Measure.UNEVENNESS]
    free = [number for number in before if not week.clients[number].fixed]
    flow = network(week, free, by_date)
    stays = {stay.client: stay.slot for stay in flow.stays}
    program = assignment_program(flow, stays, Budget(time_limit_s), even=True)
    program.hold(free)
    costs = unevenness(program)
    saved = program.solver.cost(costs)
    (optimum,) = program.solver.minimise(costs)
    saved -= optimum.value
    return Fairness(spread, spread - saved, spread - saved - (optimum.value - optimum.bound))
