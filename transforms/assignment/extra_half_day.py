"""Which one more half day, of which consultant or field, would serve most of those who wait."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from typing import NamedTuple

import pandas as pd

from loket.columns import CONSULTANT, DATE, FIELD, SERVICE
from transforms.assignment.as_assigned import as_assigned
from transforms.assignment.lexicographic_program import Budget
from transforms.assignment.network import by_date, network
from transforms.assignment.program import assignment_program
from transforms.assignment.served_set import served_set
from transforms.assignment.week import AssignmentWeek, Slot, assignment_week

TIME_LIMIT = 60.0
"""Seconds of solving after which the best half day so far is given, unproven."""


@dataclass(frozen=True)
class HalfDay:
    """A half day of ``consultant``, or of somebody new for ``field`` (the other one is None).

    ``start``: of its first session; ``served``: codes of those whom it serves besides, by rank;
    ``proven``: whether every other half day was tried to the end.
    """

    consultant: str | None
    field: str | None
    service: str
    date: date
    start: time
    served: tuple[str, ...]
    proven: bool


class _Key(NamedTuple):
    """A half day; in their order those of somebody who is here already go before the others."""

    is_new: bool
    date: date
    service: str
    consultant: str
    field: str | None


_NOTHING = (0, _Key(False, date.min, "", "", None))  # noqa: FBT003 - a key before all others
"""What a half day has to be better than: one that serves nobody besides."""


def extra_half_day(
    clients: pd.DataFrame,
    slots: pd.DataFrame,
    quotas: pd.DataFrame,
    bookings: pd.DataFrame,
    half_days: pd.DataFrame,
    *,
    released: bool,
    fixed: Collection[str],
    time_limit_s: float = TIME_LIMIT,
) -> HalfDay | None:
    """Give the best half day of ``half_days``, each tried by assigning the week anew with it.

    clients, slots, quotas: as for ``assign``; bookings: the week as it is assigned, of which those
    in ``fixed`` (codes) may not move; half_days: see ``staffing.half_days``. Everybody who has a
    place keeps one. Among equals a consultant who is on the roster goes before somebody new, then
    the earlier day. None where nobody waits to whom a place may be given, or nothing would help.
    Source: the contract's section 5, "Reasons".
    """
    placed = as_assigned(bookings, slots, fixed)
    offered = pd.concat([slots, half_days[slots.columns]], ignore_index=True)
    week = assignment_week(clients, offered, quotas, placed, released=released)
    groups = _grouped(week, half_days)
    extra = {slot for group in groups.values() for slot in group}
    usual = [slot for slot in week.slots if slot not in extra]
    budget, best = Budget(time_limit_s), _NOTHING
    for bound in sorted((-_at_most(week, key, group), key) for key, group in groups.items()):
        if bound >= best:
            break
        wider = replace(week, slots=[*usual, *groups[bound[1]]])
        best = min(best, (-_more_served(wider, budget), bound[1]))
    if best is _NOTHING:
        return None
    key = best[1]
    wider = replace(week, slots=[*usual, *groups[key]])
    return HalfDay(
        consultant=None if key.is_new else key.consultant,
        field=key.field,
        service=key.service,
        date=key.date,
        start=groups[key][0].booking.start,
        served=_who_more(wider, budget),
        proven=budget.seconds > 0,
    )


def _grouped(week: AssignmentWeek, half_days: pd.DataFrame) -> dict[_Key, list[Slot]]:
    """Give the slots of each half day."""
    columns = (half_days[name] for name in (DATE, SERVICE, CONSULTANT, FIELD))
    rows = zip(*columns, strict=True)
    keys = {row[:3]: _key(*row) for row in rows}
    groups: defaultdict[_Key, list[Slot]] = defaultdict(list)
    for slot in week.slots:
        key = keys.get((slot.booking.date, slot.service, slot.booking.consultant))
        if key:
            groups[key].append(slot)
    return dict(groups)


def _key(day: date, service: str, consultant: str, field: object) -> _Key:
    is_new = isinstance(field, str)
    return _Key(is_new, day, service, consultant, str(field) if is_new else None)


def _at_most(week: AssignmentWeek, key: _Key, slots: Sequence[Slot]) -> int:
    """Give a number that cannot be exceeded by those whom these slots serve besides."""
    free = [client for client in week.clients if client.placeable and not client.fixed]
    waiting = sum(client.booking is None for client in free)
    fitting = sum(any(slot.fits(client) for slot in slots) for client in free)
    daily = week.daily.get((key.consultant, key.date), len(slots))
    return min(len(slots), daily, waiting, fitting)


def _more_served(week: AssignmentWeek, budget: Budget) -> int:
    """Count how many more can be served, everybody who has a place keeping one."""
    free = [number for number, client in enumerate(week.clients) if not client.fixed]
    flow = network(week, free, by_date)
    stays = {stay.client: stay.slot for stay in flow.stays}
    program = assignment_program(flow, stays, budget, even=False)
    program.hold(stays)
    waiting = dict.fromkeys(program.columns_of.keys() - stays.keys(), -1)
    (optimum,) = program.solver.minimise(program.costs_of_serving(waiting))
    return -optimum.value


def _who_more(week: AssignmentWeek, budget: Budget) -> tuple[str, ...]:
    """Give the codes of those who would be served besides, by rank."""
    clients = [week.clients[number] for number in sorted(served_set(week, budget).bookings)]
    return tuple(client.code for client in clients if client.booking is None)
