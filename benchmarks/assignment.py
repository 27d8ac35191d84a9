"""The assignment of a week, against a floor and against the program one would write down first.

Ours is ``transforms.assignment.assign``: from frames to bookings, all levels of the objective. The
floor is one pass of numpy over the arcs (each client with each slot that fits), which are ready
before: no method that looks at every arc can be faster. The plain programs are those of
``plain_program``: HiGHS, the solver that ours uses too, with a column per arc. The first of them
does level 1 alone; the other one goes on to all levels and stops after ``PATIENCE`` seconds, which
the note tells; its ratio is then too kind to it. Both begin with the same frames as ours, and what
they find is checked to be worth the same. The weeks are ``made_up_week``'s: about as many slots as
clients, before anybody is placed, since the plain programs know no bookings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd

from benchmarks.comparison import Comparison, Effort, Trial, compare
from benchmarks.made_up_week import MadeUpWeek, made_up_week
from benchmarks.measurement import Job
from benchmarks.plain_program import arcs_of, plain_optima
from loket.columns import MEASURE, PROVEN, VALUE
from transforms.assignment import Assignment, assign
from transforms.assignment_values import Measure

FULL = {60: Effort(runs=7), 600: Effort(runs=3)}
TINY = {8: Effort(runs=1, memory=False)}
PATIENCE = 10.0

_ALL = (Measure.SERVED, Measure.RANKS, Measure.WISHES, Measure.UNEVENNESS, Measure.ORDER)
"""The measures that can differ from nothing while nobody is placed."""


def comparisons(size: int, effort: Effort) -> list[Comparison]:
    """Compare at so many clients."""
    week = made_up_week(size)
    assignment = _assign(week)
    levels = assignment.levels
    proven = "all levels proven" if levels[PROVEN].all() else "not all levels proven"
    note = f"{len(arcs_of(week)):,} arcs; {len(assignment.bookings)} served, {proven}"
    title = f"{size} clients x {len(week.slots)} slots"
    ours = Trial("assign", partial(_assignment, size))
    floor = Trial("one numpy pass over the arcs", partial(_floor, size))
    found: list[dict[Measure, int]] = []
    plain = [
        Trial("plain HiGHS MILP, level 1", partial(_plain, size, _ALL[:1], found)),
        Trial("plain HiGHS MILP, all levels", partial(_plain, size, _ALL, found)),
    ]
    once = replace(effort, runs=1, warm_up=False) if size > 100 else effort
    first = [replace(line, note=note) for line in compare(title, effort, ours, floor)]
    level_1, all_levels = compare(title, once, ours, *plain)
    return [*first, level_1, replace(all_levels, note=_verdict(found, levels))]


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
def _plain(
    size: int, measures: Sequence[Measure], found: list[dict[Measure, int]]
) -> Iterator[Job]:
    week = made_up_week(size)
    yield lambda: found.append(plain_optima(week, measures, PATIENCE))


def _assign(week: MadeUpWeek) -> Assignment:
    return assign(week.clients, week.slots, week.quotas, week.placed, released=False)


def _verdict(found: Sequence[dict[Measure, int]], levels: pd.DataFrame) -> str:
    """Say how far the plain programs came; raises RuntimeError where theirs is worth another."""
    values = dict(zip(levels[MEASURE], levels[VALUE], strict=True))
    settled = max(found, key=len)
    for measure, value in settled.items():
        if values[measure.name.lower()] != value:
            raise RuntimeError(f"{measure.name}: {values[measure.name.lower()]}, plainly {value}")
    if len(settled) == len(_ALL):
        return "the same value on every level"
    names = ", ".join(measure.name.lower() for measure in settled) or "no level"
    return f"other stopped after {PATIENCE:g} s; it had settled {names}, with the same values"
