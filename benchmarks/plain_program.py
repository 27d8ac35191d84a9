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

from benchmarks.made_up_week import MadeUpWeek
from loket import columns as c
from loket.vocabulary import FIELD_OTHER, Group
from transforms.assignment.linear_rows import Rows, Vector
from transforms.assignment.values import Measure
from transforms.calendar.service_hours import FRIDAY, FRIDAY_PRAYER

_Row = dict[Any, Any]
_Key = tuple[Any, ...]
Arc = tuple[_Row, _Row]
"""A client with a slot that fits."""

_OPTIONS = {"output_flag": False, "threads": 1, "mip_rel_gap": 0.0, "mip_abs_gap": 0.5}


def arcs_of(week: MadeUpWeek) -> list[Arc]:
    """Give every client with every slot that fits."""
    slots: list[_Row] = week.slots.to_dict("records")
    clients: list[_Row] = week.clients.to_dict("records")
    return [(client, slot) for client in clients for slot in slots if _fits(client, slot)]


def plain_optima(
    week: MadeUpWeek, measures: Sequence[Measure], seconds: float
) -> dict[Measure, int]:
    """Give the optimum of each measure in turn, as far as about so many seconds reach."""
    deadline = time.perf_counter() + seconds
    arcs = arcs_of(week)
    solver = _solver(_cap_sessions(arcs, _limits(week)), len(arcs))
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


def _fits(client: _Row, slot: _Row) -> bool:
    offered = slot[c.MAIN_FIELDS] | slot[c.OTHER_FIELDS] | {FIELD_OTHER}
    return (
        client[c.SERVICE] == slot[c.SERVICE]
        and slot[c.DATE] in client[c.DATES]
        and client[c.FIELD] in offered
    )


def _limits(week: MadeUpWeek) -> dict[_Key, int]:
    limits: dict[_Key, int] = {}
    for slot in week.slots.to_dict("records"):
        limits[_room(slot)], limits[_daily(slot)] = slot[c.ROOMS], slot[c.DAILY_MAXIMUM]
    for quota in week.quotas.to_dict("records"):
        cell = (quota[c.DATE], quota[c.SERVICE])
        limits[*cell, str(Group.INVITED)] = quota[c.INVITED_QUOTA]
        limits[*cell, str(Group.PUBLIC)] = quota[c.PUBLIC_QUOTA]
    return limits


def _cap_sessions(arcs: list[Arc], limits: Mapping[_Key, int]) -> Rows:
    """Cap the sessions of a client, of a consultant at a time, and of every cell with a limit."""
    columns: defaultdict[_Key, dict[int, float]] = defaultdict(dict)
    for column, (client, slot) in enumerate(arcs):
        seat = (slot[c.CONSULTANT], slot[c.DATE], slot[c.START])
        quota = (slot[c.DATE], slot[c.SERVICE], client[c.GROUP])
        for key in ((client[c.CODE],), seat, _room(slot), _daily(slot), quota):
            columns[key][column] = 1
    rows = Rows()
    for key, members in columns.items():
        rows.add(members, 0, limits.get(key, 1))
    return rows


def _room(slot: _Row) -> _Key:
    return ("room", slot[c.SERVICE], slot[c.DATE], slot[c.START])


def _daily(slot: _Row) -> _Key:
    return ("daily", slot[c.CONSULTANT], slot[c.DATE])


def _count_loads(solver: highspy.Highs, arcs: list[Arc]) -> list[int]:
    """Add a column for the k-th session of each load, at a cost of 2k - 1; give the costs."""
    members: defaultdict[_Key, list[int]] = defaultdict(list)
    seats: defaultdict[_Key, set[_Key]] = defaultdict(set)
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
    places = {period: place for place, period in enumerate(sorted(periods, key=_in_week), start=1)}
    for client, slot in arcs:
        if measure is Measure.SERVED:
            yield -1
        elif measure is Measure.RANKS:
            yield client[c.RANK] - last
        elif measure is Measure.WISHES:
            yield -_wishes(client, slot)
        else:
            yield (last - client[c.RANK]) * places[slot[c.DATE], slot[c.START]]


def _wishes(client: _Row, slot: _Row) -> int:
    return 2 * (slot[c.START] in client[c.TIMES]) + (client[c.FIELD] in slot[c.MAIN_FIELDS])


def _in_week(period: _Key) -> tuple[bool, _Key]:
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
