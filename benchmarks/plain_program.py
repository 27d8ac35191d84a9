"""The week's objective as one would write it down first: a 0-1 column for each client and slot.

HiGHS solves it as a mixed-integer program, level after level, each optimum held by a row for the
levels after it. It shares none of what makes ours fast: no nodes for clients who are alike, no
going on from the last basis, no reading of several levels off one relaxation.

Only for weeks in which nobody is placed yet, before the release of the quotas. Level 2 is taken
from falling weights, which need not be first by rank where quotas cross: easier than what we do.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import highspy
import numpy as np

from benchmarks.made_up_week import Arc, MadeUpWeek, Row, arcs_of
from loket import columns as c
from loket.vocabulary import Group
from transforms.assignment.linear_rows import Rows, Vector
from transforms.assignment.values import Measure
from transforms.calendar.service_hours import FRIDAY, FRIDAY_PRAYER

Key = tuple[Any, ...]

_OPTIONS = {"output_flag": False, "threads": 1, "mip_rel_gap": 0.0, "mip_abs_gap": 0.5}


def plain_optima(
    week: MadeUpWeek, measures: Sequence[Measure], seconds: float
) -> dict[Measure, int]:
    """Give the optimum of each measure in turn, as far as about so many seconds reach."""
    deadline = time.perf_counter() + seconds
    arcs = arcs_of(week)
    solver = _solver(_cap_sessions(arcs, limits(week)), len(arcs))
    found: dict[Measure, int] = {}
    for measure in measures:
        if measure is Measure.UNEVENNESS:
            costs = np.array([*np.zeros(len(arcs)), *_count_loads(solver, arcs)])
        else:
            costs = np.zeros(solver.getNumCol())
            costs[: len(arcs)] = list(_costs(measure, week, arcs))
        value = _minimum(solver, costs, deadline)
        if value is None:
            break
        found[measure] = abs(value)
    return found


def limits(week: MadeUpWeek) -> dict[Key, int]:
    """Give the most sessions of every capped cell by its key."""
    most: dict[Key, int] = {}
    for slot in week.slots.to_dict("records"):
        most[_room(slot)], most[_daily(slot)] = slot[c.ROOMS], slot[c.DAILY_MAXIMUM]
    for quota in week.quotas.to_dict("records"):
        cell = (quota[c.DATE], quota[c.SERVICE])
        most[*cell, str(Group.INVITED)] = quota[c.INVITED_QUOTA]
        most[*cell, str(Group.PUBLIC)] = quota[c.PUBLIC_QUOTA]
    return most


def _cap_sessions(arcs: list[Arc], most: Mapping[Key, int]) -> Rows:
    """Cap the sessions of a client, of a consultant at a time, and of every cell with a limit."""
    columns: defaultdict[Key, dict[int, float]] = defaultdict(dict)
    for column, (client, slot) in enumerate(arcs):
        for key in ((client[c.CODE],), *cells(client, slot)):
            columns[key][column] = 1
    rows = Rows()
    for key, members in columns.items():
        rows.add(members, 0, most.get(key, 1))
    return rows


def cells(client: Row, slot: Row) -> tuple[Key, ...]:
    """Give the keys under which a session counts; a seat, which is no cap, holds one."""
    seat = (slot[c.CONSULTANT], slot[c.DATE], slot[c.START])
    quota = (slot[c.DATE], slot[c.SERVICE], client[c.GROUP])
    return seat, _room(slot), _daily(slot), quota


def _room(slot: Row) -> Key:
    return ("room", slot[c.SERVICE], slot[c.DATE], slot[c.START])


def _daily(slot: Row) -> Key:
    return ("daily", slot[c.CONSULTANT], slot[c.DATE])


def _count_loads(solver: highspy.Highs, arcs: list[Arc]) -> list[int]:
    """Add a column for the k-th session of each load, at a cost of 2k - 1; give the costs."""
    members: defaultdict[Key, list[int]] = defaultdict(list)
    seats: defaultdict[Key, set[Key]] = defaultdict(set)
    for column, (_, slot) in enumerate(arcs):
        for key in ((slot[c.CONSULTANT],), (slot[c.SERVICE], slot[c.DATE])):
            members[key].append(column)
            seats[key].add((slot[c.CONSULTANT], slot[c.DATE], slot[c.START]))
    costs: list[int] = []
    for key, columns in members.items():
        units = [_new_column(solver) for _ in seats[key]]
        signs = np.repeat([1.0, -1.0], [len(columns), len(units)])
        solver.addRow(0, 0, len(signs), np.array(columns + units, dtype=np.int32), signs)
        costs += [2 * k + 1 for k in range(len(units))]
    return costs


def _new_column(solver: highspy.Highs) -> int:
    column: int = solver.getNumCol()
    solver.addVar(0, 1)
    solver.changeColIntegrality(column, highspy.HighsVarType.kInteger)
    return column


def _costs(measure: Measure, week: MadeUpWeek, arcs: list[Arc]) -> Iterator[int]:
    last = len(week.clients) + 1
    periods = set(zip(week.slots[c.DATE], week.slots[c.START], strict=True))
    places = {period: place for place, period in enumerate(sorted(periods, key=in_week), start=1)}
    for client, slot in arcs:
        if measure is Measure.SERVED:
            yield -1
        elif measure is Measure.RANKS:
            yield client[c.RANK] - last
        elif measure is Measure.WISHES:
            yield -wishes(client, slot)
        else:
            yield (last - client[c.RANK]) * places[slot[c.DATE], slot[c.START]]


def wishes(client: Row, slot: Row) -> int:
    """Give 2 for a wished start and 1 for a consultant whose main field it is."""
    return 2 * (slot[c.START] in client[c.TIMES]) + (client[c.FIELD] in slot[c.MAIN_FIELDS])


def in_week(period: Key) -> tuple[bool, Key]:
    """Order the week's periods, the one that meets Friday prayer last."""
    day, start = period
    return day.weekday() == FRIDAY and start == FRIDAY_PRAYER, period


def _solver(rows: Rows, width: int) -> highspy.Highs:
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, value in _OPTIONS.items():
        solver.setOptionValue(option, value)
    solver.passModel(rows.linear_program(width))
    kinds = np.full(width, highspy.HighsVarType.kInteger)
    solver.changeColsIntegrality(width, np.arange(width, dtype=np.int32), kinds)
    return solver


def _minimum(solver: highspy.Highs, costs: Vector, deadline: float) -> int | None:
    """Minimise and hold what was found; None if the time ran out."""
    # Of a mixed-integer program the limit counts from the start of its own run.
    solver.setOptionValue("time_limit", max(deadline - time.perf_counter(), 0.0))
    solver.changeColsCost(len(costs), np.arange(len(costs), dtype=np.int32), costs)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    value = round(solver.getInfo().objective_function_value)
    used = np.flatnonzero(costs).astype(np.int32)
    solver.addRow(-np.inf, value, len(used), used, costs[used])
    return value
