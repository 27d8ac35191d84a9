"""The assignment of a week: which client gets which slot, level by level, each with its proof."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from loket.columns import (
    BOUND,
    CODE,
    CONSULTANT,
    DATE,
    LEVEL,
    MEASURE,
    PROVEN,
    START,
    VALUE,
)
from transforms.assignment.levels import best_slots
from transforms.assignment.lexicographic_program import Budget, Optimum
from transforms.assignment.served_set import served_set
from transforms.assignment.values import Measure, assignment_values
from transforms.assignment.week import AssignmentWeek, Booking, assignment_week

TIME_LIMIT = 60.0
"""Seconds of solving after which a level is given as it stands, with its bound."""


@dataclass(frozen=True)
class Assignment:
    """A week's bookings and what they are worth.

    ``bookings``: one row per served client, by date, start, consultant: CODE, CONSULTANT, DATE,
    START.
    ``levels``: one row per measure of the objective, in the order in which they were optimised:
    LEVEL (0 to 6; level 3 has three measures), MEASURE (its key), VALUE, BOUND (the best that is
    not excluded), PROVEN (nothing better exists, given the rows before).
    """

    bookings: pd.DataFrame
    levels: pd.DataFrame


def assign(
    clients: pd.DataFrame,
    slots: pd.DataFrame,
    quotas: pd.DataFrame,
    placed: pd.DataFrame,
    *,
    released: bool,
    reassign: bool = False,
    time_limit_s: float = TIME_LIMIT,
) -> Assignment:
    """Assign the week by the seven levels of the objective, each exactly.

    clients: CODE, RANK (unique, 1 is first), SERVICE, FIELD, DATES, TIMES, GROUP, PLACEABLE (may
    be given a slot they do not have yet). slots: those that may be filled without staff. quotas:
    one row per date and service, NA for no cap; ``released``: the public may use the reserve.
    placed: the bookings before, of these clients; FIXED ones stay as they are whatever they
    breach, others whose slot is not among ``slots`` are lost unless another place is found.
    ``reassign``: they may move for the sake of levels 4 to 6; to change few comes last.

    The result does not depend on the order of rows, the machine or threads, as long as every
    level is proven. Past the time limit it is still an allowed assignment.
    Raises ValueError where codes or ranks repeat or a booking's client is missing.
    Source: the contract's section 5.
    """
    week = assignment_week(clients, slots, quotas, placed, released=released)
    budget = Budget(time_limit_s)
    served = served_set(week, budget)
    bookings, optima = best_slots(week, served.bookings, budget, reassign=reassign)
    sessions = {n: week.slots[slot].booking for n, slot in bookings.items()}
    sessions |= {n: c.booking for n, c in enumerate(week.clients) if c.fixed and c.booking}
    values = assignment_values(week, sessions)
    return Assignment(_bookings(week, sessions), _levels(values, {**served.optima, **optima}))


def _bookings(week: AssignmentWeek, sessions: dict[int, Booking]) -> pd.DataFrame:
    rows = [(week.clients[number].code, *booking) for number, booking in sessions.items()]
    rows.sort(key=lambda row: (row[2], row[3], row[1], row[0]))
    frame = pd.DataFrame(rows, columns=[CODE, CONSULTANT, DATE, START], dtype=object)
    return frame.astype({CODE: "str", CONSULTANT: "str"})


def _levels(values: dict[Measure, int], optima: dict[Measure, Optimum]) -> pd.DataFrame:
    rows = []
    for measure, optimum in optima.items():
        gap = optimum.value - optimum.bound
        bound = values[measure] + (gap if measure.most_is_best else -gap)
        rows.append((measure.level, measure.name.lower(), values[measure], bound, gap == 0))
    frame = pd.DataFrame(rows, columns=[LEVEL, MEASURE, VALUE, BOUND, PROVEN])
    return frame.astype({LEVEL: "Int64", MEASURE: "str", VALUE: "Int64", BOUND: "Int64"})
