"""The assignment beside booking one by one: who is served, how well, and who has to move.

Both meet the same made-up weeks. Nine in ten clients come first; then one in twenty of them cancels
and the tenth comes. One by one, whoever has no place gets one in order of rank, the earliest that
is free or the one that meets most wishes, and nobody moves afterwards. The assignment is solved
anew with the bookings as they stand, nobody told yet.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import pandas as pd

from benchmarks.made_up_week import MadeUpWeek, Row, fits, made_up_week
from benchmarks.plain_program import Key, cells, in_week, limits, wishes
from loket import columns as c
from transforms.assignment.assignment import assign

SIZES = {
    "20 weeks of 51 to 70 clients": range(51, 71),
    "3 weeks of 599 to 601 clients": range(599, 602),
}
TINY = {"1 week of 8 clients": range(8, 9)}

_HEADERS = ("", "served", "wish points", "moved", "spread of consultants", "spread of days")
_SEAT = [c.CONSULTANT, c.DATE, c.START]

Sessions: TypeAlias = dict[str, Row]
"""The slot by the client's code."""

Booker: TypeAlias = Callable[[MadeUpWeek, Sessions], Sessions]
"""Gives the bookings of a week, from those that stand."""


@dataclass(frozen=True)
class Outcome:
    """What a week came to; the spreads are standard deviations of sessions."""

    served: int
    wishes: int
    moved: int
    consultants: float
    days: float


def markdown(sizes: Mapping[str, Iterable[int]]) -> str:
    """Give the table, a line for each way to book and kind of week; figures are means a week."""
    lines = [_line(_HEADERS), _line(["---", *["---:"] * (len(_HEADERS) - 1)])]
    for title, numbers in sizes.items():
        weeks = [made_up_week(number) for number in numbers]
        lines.append(_line([f"**{title}**", *[""] * (len(_HEADERS) - 1)]))
        lines += [
            _line([name, *_means([_outcome(week, booker) for week in weeks])])
            for name, booker in _BOOKERS.items()
        ]
    return "\n".join(lines)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _means(outcomes: Sequence[Outcome]) -> list[str]:
    names = ("served", "wishes", "moved", "consultants", "days")
    means = (statistics.fmean(getattr(o, name) for o in outcomes) for name in names)
    return [f"{mean:.1f}" for mean in means]


def _outcome(week: MadeUpWeek, booker: Booker) -> Outcome:
    """Book the week in two rounds and measure the second."""
    ranks = week.clients[c.RANK]
    first = replace(week, clients=week.clients[ranks % 10 != 0])
    then = replace(week, clients=week.clients[ranks % 20 != 5])
    before = booker(first, {})
    standing = {code: slot for code, slot in before.items() if code in set(then.clients[c.CODE])}
    after = booker(then, standing)
    clients = {client[c.CODE]: client for client in then.clients.to_dict("records")}
    days = Counter(zip(week.slots[c.SERVICE], week.slots[c.DATE], strict=True))
    return Outcome(
        served=len(after),
        wishes=sum(wishes(clients[code], slot) for code, slot in after.items()),
        moved=sum(_seat(slot) != _seat(after[code]) for code, slot in standing.items()),
        consultants=_spread(
            week.slots[c.CONSULTANT], [slot[c.CONSULTANT] for slot in after.values()]
        ),
        days=_spread(days, [(slot[c.SERVICE], slot[c.DATE]) for slot in after.values()]),
    )


def _spread(everyone: Iterable[object], sessions: Iterable[object]) -> float:
    loads = Counter(sessions)
    return statistics.pstdev(loads[one] for one in set(everyone))


def _seat(slot: Row) -> Key:
    return tuple(slot[name] for name in _SEAT)


def _assigned(week: MadeUpWeek, standing: Sessions) -> Sessions:
    rows = [(code, *_seat(slot), False) for code, slot in standing.items()]
    placed = pd.DataFrame(rows, columns=list(week.placed)).astype({c.CODE: "str", c.FIXED: "bool"})
    found = assign(week.clients, week.slots, week.quotas, placed, released=False)
    slots = {_seat(slot): slot for slot in week.slots.to_dict("records")}
    return {row[c.CODE]: slots[_seat(row)] for row in found.bookings.to_dict("records")}


def _one_by_one(week: MadeUpWeek, standing: Sessions, worth: Callable[[Row, Row], int]) -> Sessions:
    """Give each client in order of rank the best slot that is left for them."""
    clients: list[Row] = week.clients.to_dict("records")
    slots: list[Row] = sorted(week.slots.to_dict("records"), key=_in_order)
    booked, most = dict(standing), limits(week)
    counts = Counter(k for n in clients if n[c.CODE] in booked for k in cells(n, booked[n[c.CODE]]))
    for client in clients:
        left = [
            slot
            for slot in slots
            if client[c.CODE] not in booked
            and fits(client, slot)
            and all(counts[key] < most.get(key, 1) for key in cells(client, slot))
        ]
        if left:
            chosen = max(left, key=lambda slot: worth(client, slot))
            booked[client[c.CODE]] = chosen
            counts.update(cells(client, chosen))
    return booked


def _in_order(slot: Row) -> tuple[object, ...]:
    return in_week((slot[c.DATE], slot[c.START])), slot[c.CONSULTANT]


_BOOKERS: Mapping[str, Booker] = {
    "one by one, the earliest that fits": lambda w, s: _one_by_one(w, s, lambda *_: 0),
    "one by one, the best wish": lambda w, s: _one_by_one(w, s, wishes),
    "the assignment": _assigned,
}
