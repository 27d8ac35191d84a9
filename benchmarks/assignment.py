"""The assignment of a week, against a floor, a flow, and the program one would write down first.

Ours is ``transforms.assignment.assign``: from frames to bookings, all levels of the objective. The
floor is one pass of numpy over the arcs (each client with each slot that fits), which are ready
before: no method that looks at every arc can be faster. The flow is ``cost_flow``'s: levels 1 and
2 without rooms and quotas, which are all that it can express, from the same arcs. The plain
programs are those of ``plain_program``: HiGHS, the solver that ours uses too, with a column per
arc. The first of them does level 1 alone; the other one goes on to all levels. They begin with the
same frames as ours and give up after ``PATIENCE`` seconds (all levels) or four times as
long (level 1): the note says so, and the ratio is then too kind to them. What
they find is checked to be worth the same. The weeks are ``made_up_week``'s: about as many slots as
clients, before anybody is placed, since the others know no bookings. 2,000 clients are far more
than a clinic has; they show how the time grows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

import numpy as np

from benchmarks.comparison import Comparison, Effort, Trial, compare
from benchmarks.cost_flow import cost_flow
from benchmarks.made_up_week import MadeUpWeek, arcs_of, made_up_week
from benchmarks.measurement import Job
from benchmarks.plain_program import plain_optima
from loket.columns import MEASURE, PROVEN, VALUE
from transforms.assignment.assignment import Assignment, assign
from transforms.assignment.values import Measure

FULL = {60: Effort(runs=7), 600: Effort(runs=3), 2_000: Effort(runs=1, warm_up=False)}
TINY = {8: Effort(runs=1, memory=False)}
PATIENCE = 15.0
"""Seconds after which the plain program for all levels gives up."""

_ALL = (Measure.SERVED, Measure.RANKS, Measure.WISHES, Measure.UNEVENNESS, Measure.ORDER)
"""The measures that can differ from nothing while nobody is placed."""
_REPEATABLE = 100


def comparisons(size: int, effort: Effort) -> list[Comparison]:
    """Compare at so many clients."""
    week = made_up_week(size)
    slow = size > _REPEATABLE
    floor, flow, level_1, all_levels = compare(
        f"{size:,} clients x {len(week.slots):,} slots",
        effort,
        Trial("assign", partial(_assignment, size)),
        Trial("one numpy pass over the arcs", partial(_floor, size)),
        Trial("SimpleMinCostFlow, levels 1, 2", partial(cost_flow, size), apart=True),
        Trial("plain HiGHS MILP, level 1", partial(_plain, size, _ALL[:1], 4 * PATIENCE), slow),
        Trial("plain HiGHS MILP, all levels", partial(_plain, size, _ALL, PATIENCE), slow),
    )
    return [
        replace(floor, note=f"{len(arcs_of(week)):,} arcs; {_outcome(floor)}"),
        replace(flow, note=f"other without rooms and quotas: {flow.results[1]} served"),
        replace(level_1, note=_verdict(level_1, _ALL[:1])),
        replace(all_levels, note=_verdict(all_levels, _ALL)),
    ]


@contextmanager
def _assignment(size: int) -> Iterator[Job]:
    week = made_up_week(size)
    yield lambda: _assign(week)


@contextmanager
def _floor(size: int) -> Iterator[Job]:
    week = made_up_week(size)
    ranks = np.array([len(week.clients) - client["rank"] + 1 for client, _ in arcs_of(week)])
    yield ranks.sum


@contextmanager
def _plain(size: int, measures: Sequence[Measure], patience: float) -> Iterator[Job]:
    week = made_up_week(size)
    yield lambda: plain_optima(week, measures, patience)


def _assign(week: MadeUpWeek) -> Assignment:
    return assign(week.clients, week.slots, week.quotas, week.placed, released=False)


def _outcome(line: Comparison) -> str:
    assignment = line.results[0]
    assert isinstance(assignment, Assignment)
    proven = "all levels proven" if assignment.levels[PROVEN].all() else "not all levels proven"
    return f"{len(assignment.bookings)} served, {proven}"


def _verdict(line: Comparison, measures: Sequence[Measure]) -> str:
    """Say how far a plain program came; raises RuntimeError where its optimum is another."""
    assignment, settled = line.results
    assert isinstance(assignment, Assignment)
    assert isinstance(settled, dict)
    levels = assignment.levels
    values = dict(zip(levels[MEASURE], levels[VALUE], strict=True))
    for measure, value in settled.items():
        if values[measure.name.lower()] != value:
            raise RuntimeError(f"{measure.name}: {values[measure.name.lower()]}, plainly {value}")
    if len(settled) == len(measures):
        return "the same optimum" if len(measures) == 1 else "the same optima"
    if not settled:
        return "other gave up before level 1 was settled"
    names = ", ".join(measure.name.lower() for measure in settled)
    return f"other gave up with {names} settled, to the same values"
