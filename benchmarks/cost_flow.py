"""What a week is as a flow at least cost: levels 1 and 2 of the objective, without some caps.

Clients flow to slots, slots to the consultant's day, whose maximum caps it: as many clients as
possible, then the first by rank. Rooms lie across that flow, and so do quotas, since a client who
has passed through one is no longer known by field. OR-Tools' SimpleMinCostFlow takes it in one
solve.

The solver is loaded only where the job runs: HiGHS, which ours uses, cannot be in that process.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from benchmarks.made_up_week import MadeUpWeek, arcs_of, made_up_week
from benchmarks.measurement import Job
from loket import columns as c

_SEAT = [c.CONSULTANT, c.DATE, c.START]
_DAY = [c.CONSULTANT, c.DATE]

_Indices = npt.NDArray[np.int64]


@contextmanager
def cost_flow(size: int) -> Iterator[Job]:
    """Make the arcs of a week ready; the job builds the flow, solves it and counts the served."""
    small, arcs = _arcs(made_up_week(8)), _arcs(made_up_week(size))
    _served(*small)
    yield lambda: _served(*arcs)


def _arcs(week: MadeUpWeek) -> tuple[_Indices, _Indices, pd.DataFrame]:
    """Give clients (0 is first) and seats of the arcs, and the seats in their order."""
    seats = week.slots.drop_duplicates(_SEAT, ignore_index=True)
    number = {key: n for n, key in enumerate(seats[_SEAT].itertuples(index=False, name=None))}
    pairs = arcs_of(week)
    clients = np.array([client[c.RANK] - 1 for client, _ in pairs], dtype=np.int64)
    slots = np.array([number[tuple(slot[n] for n in _SEAT)] for _, slot in pairs], dtype=np.int64)
    return clients, slots, seats


def _served(clients: _Indices, slots: _Indices, seats: pd.DataFrame) -> int:
    from ortools.graph.python import min_cost_flow  # noqa: PLC0415 - not beside HiGHS

    people, places = int(clients.max()) + 1, len(seats)
    days = seats.groupby(_DAY, sort=False)
    day_of, maxima = days.ngroup().to_numpy(), days[c.DAILY_MAXIMUM].min().to_numpy(dtype=np.int64)
    first_seat, first_day = people, people + places
    source, sink = first_day + len(maxima), first_day + len(maxima) + 1
    ranks, seat_numbers, day_numbers = np.arange(people), np.arange(places), np.arange(len(maxima))
    flow: Any = min_cost_flow.SimpleMinCostFlow()
    add = flow.add_arcs_with_capacity_and_unit_cost
    add(np.full(people, source), ranks, np.ones(people, dtype=int), ranks)
    add(clients, first_seat + slots, np.ones(len(clients), dtype=int), np.zeros(len(clients), int))
    add(first_seat + seat_numbers, first_day + day_of, np.ones(places, int), np.zeros(places, int))
    add(first_day + day_numbers, np.full(len(maxima), sink), maxima, np.zeros(len(maxima), int))
    flow.set_node_supply(source, people)
    flow.set_node_supply(sink, -people)
    if flow.solve_max_flow_with_min_cost() != flow.OPTIMAL:
        raise RuntimeError("the flow has no optimum")
    return int(flow.maximum_flow())
