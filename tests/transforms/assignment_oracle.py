"""The contract's objective once more: client by slot, with another solver, one level at a time.

Nothing is shared with the code under test. Its bookings serve as the solution known beforehand,
which is measured and proven here (``assignment_second_solver``).

Import this module only in a process of its own, like the other solver.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import Any, TypeAlias

from tests.transforms.assignment_second_solver import SecondSolver, Terms, ones
from tests.transforms.assignment_weeks import (
    Booking,
    Row,
    WeekFrames,
    booking_of,
    bookings_of,
    caps,
    counted_in,
    fits,
)

Answer: TypeAlias = tuple[dict[str, int], frozenset[str]]
"""The value of each measure, and the codes of those served."""


@dataclass
class Cell:
    """Sessions that count together: columns of those who come and of those who are there."""

    limit: int
    present: int = 0
    fixed: int = 0
    comers: list[int] = field(default_factory=list)
    stayers: list[int] = field(default_factory=list)


class Oracle:
    def __init__(self, week: WeekFrames, known: Mapping[str, Booking]) -> None:
        self.week = week
        self.known = known
        self.solver = SecondSolver()
        self.always = self.solver.column(1)
        self.solver.hold({self.always: 1}, 1)
        self.clients: list[Row] = week.clients.sort_values("rank").to_dict("records")
        self.slots: list[Row] = week.slots.to_dict("records")
        self.slots_at: defaultdict[Booking, list[Row]] = defaultdict(list)
        self.slots_of: defaultdict[str, list[Row]] = defaultdict(list)
        for slot in self.slots:
            self.slots_at[booking_of(slot)].append(slot)
            self.slots_of[slot["consultant"]].append(slot)
        self.before = bookings_of(week.placed)
        self.positions = self.positions_in_week()
        self.fixed = set(week.placed.loc[week.placed["fixed"], "code"])
        self.options: dict[str, dict[Booking, int]] = {c["code"]: {} for c in self.clients}
        self.add_options()
        self.add_seats()
        self.add_caps()
        self.solution = self.solver.known

    def add_options(self) -> None:
        held = {self.before[code] for code in self.fixed}
        for client in self.clients:
            code, options = client["code"], self.options[client["code"]]
            if code in self.fixed:
                options[self.before[code]] = self.always
                continue
            for slot in self.slots:
                key = booking_of(slot)
                own = key == self.before.get(code)
                may_come = key not in held and (own or (client["placeable"] and fits(client, slot)))
                if may_come and key not in options:
                    options[key] = self.solver.column(int(self.known.get(code) == key))
            self.solver.limit(ones(options.values()), 1)

    def add_seats(self) -> None:
        takers = defaultdict(list)
        for code in self.options.keys() - self.fixed:
            for key, column in self.options[code].items():
                takers[key].append(column)
        for columns in takers.values():
            self.solver.limit(ones(columns), 1)

    def add_caps(self) -> None:
        cells = {name: Cell(limit) for name, limit in caps(self.week).items()}
        for client in self.clients:
            self.count_into(cells, client)
        for cell in cells.values():
            self.respect(cell)

    def count_into(self, cells: Mapping[Booking, Cell], client: Row) -> None:
        code = client["code"]
        there = self.counted(client, self.before[code]) if code in self.before else set()
        for name in there & cells.keys():
            cells[name].present += 1
            cells[name].fixed += code in self.fixed
        for key, column in self.options[code].items():
            for name in self.counted(client, key) & cells.keys():
                group = cells[name].stayers if name in there else cells[name].comers
                group.append(column)

    def counted(self, client: Row, key: Booking) -> set[tuple[Any, ...]]:
        return counted_in(client, key)

    def respect(self, cell: Cell) -> None:
        """Count everybody if anybody comes; who is there already never breaches the cap."""
        count = dict(ones([*cell.comers, *cell.stayers]))
        if cell.present <= cell.limit:
            self.solver.limit(count, cell.limit)
        elif cell.fixed >= cell.limit:
            self.solver.limit(ones(cell.comers), 0)
        else:
            comes = self.solver.column(int(any(self.solver.known[c] for c in cell.comers)))
            self.solver.limit(dict(ones(cell.comers)) | {comes: -cell.limit}, 0)
            self.solver.limit(count | {comes: cell.present - cell.limit}, cell.present)

    def solve(self) -> Answer:
        placed = [client for client in self.clients if client["code"] in self.before]
        values = {"kept": self.serve(placed), "served": self.serve(self.clients)}
        served = [client for client in self.clients if self.serves(client["code"])]
        values["ranks"] = sum(len(self.clients) - client["rank"] + 1 for client in served)
        for name, (sign, worth) in self.measures().items():
            best = self.optimum({column: sign * number for column, number in worth.items()})
            self.solver.hold(worth, sign * best)
            values[name] = sign * best
        return values, frozenset(client["code"] for client in served)

    def optimum(self, worth: Terms) -> int:
        self.solution = self.solver.maximise(worth)
        return sum(number * self.solution[column] for column, number in worth.items())

    def serves(self, code: str) -> bool:
        return any(self.solution[column] for column in self.options[code].values())

    def serve(self, clients: Sequence[Row]) -> int:
        """Serve most of these, then down the ranks whoever some assignment of that size serves.

        Who could change places with somebody left out before is left out too.
        """
        everyone = ones(column for c in clients for column in self.options[c["code"]].values())
        most = self.optimum(everyone)
        self.solver.hold(everyone, most)
        left_out = set()
        for client in clients:
            served = ones(self.options[client["code"]].values())
            alike = self.alike(client)
            if not self.serves(client["code"]) and alike not in left_out:
                self.optimum(served)
            if not self.serves(client["code"]):
                left_out.add(alike)
            self.solver.hold(served, int(self.serves(client["code"])))
        return most

    def alike(self, client: Row) -> tuple[object, ...]:
        """Give what two clients share who may be served in the same slots and count alike."""
        return (
            *(client[name] for name in ("service", "field", "dates", "group", "placeable")),
            self.before.get(client["code"]),
        )

    def measures(self) -> dict[str, tuple[int, Terms]]:
        """Give each later measure: 1 if most is best, else -1; and its terms."""
        pairs = [
            (client, key, column)
            for client in self.clients
            for key, column in self.options[client["code"]].items()
        ]

        def total(worth: Callable[[Row, Booking], int]) -> Terms:
            terms: defaultdict[int, int] = defaultdict(int)
            for client, key, column in pairs:
                terms[column] += worth(client, key)
            return {column: number for column, number in terms.items() if number}

        before = self.before
        return {
            "misfits": (-1, total(self.misfit)),
            "rescheduled": (-1, total(lambda c, k: int(before.get(c["code"], k)[1:] != k[1:]))),
            "reassigned": (
                -1,
                total(
                    lambda c, k: int(
                        before.get(c["code"], k)[1:] == k[1:] and before.get(c["code"], k) != k
                    )
                ),
            ),
            "wishes": (1, total(self.wishes)),
            "unevenness": (-1, self.unevenness(pairs)),
            "order": (-1, total(self.order)),
        }

    def misfit(self, client: Row, key: Booking) -> int:
        code = client["code"]
        if code in self.fixed or self.before.get(code) != key:
            return 0
        return int(not any(fits(client, slot) for slot in self.slots_at[key]))

    def wishes(self, client: Row, key: Booking) -> int:
        main = any(
            slot["service"] == client["service"] and client["field"] in slot["main_fields"]
            for slot in self.slots_of[key[0]]
        )
        return 2 * int(key[2] in client["times"]) + int(main)

    def unevenness(self, pairs: list[tuple[Row, Booking, int]]) -> Terms:
        loads: defaultdict[tuple[Any, ...], list[tuple[Booking, int]]] = defaultdict(list)
        for client, key, column in pairs:
            loads["consultant", key[0]].append((key, column))
            loads["day", client["service"], key[1]].append((key, column))
        worth: dict[int, int] = {}
        for load in loads.values():
            fixed = sum(column == self.always for _, column in load)
            most = fixed + len({key for key, column in load if column != self.always})
            worth |= self.square(ones(column for _, column in load), most)
        return worth

    def square(self, load: Terms, most: int) -> Terms:
        """Give the terms of the square: the k-th session adds 2k - 1 to it."""
        known = self.solver.value(load)
        nths = [self.solver.column(int(n < known)) for n in range(most)]
        self.solver.hold({**load, **dict.fromkeys(nths, -1)}, 0)
        return {nth: 2 * n + 1 for n, nth in enumerate(nths)}

    def positions_in_week(self) -> dict[tuple[Any, ...], int]:
        periods = {key[1:] for key in (*self.slots_at, *self.before.values())}
        in_week = sorted(periods, key=lambda p: (p[0].weekday() == 4 and p[1] == time(11, 30), p))
        return {period: number for number, period in enumerate(in_week, start=1)}

    def order(self, client: Row, key: Booking) -> int:
        return int(len(self.clients) - client["rank"] + 1) * self.positions[key[1:]]


WAIVER_OF = {"room": "room", "daily": "daily_maximum", "quota": "quota"}


class WaiverOracle(Oracle):
    """The week as it is assigned, all bookings in ``placed``, with rules waived for one client.

    Waived are the caps of a kind ("room"), on one date only ("room 2026-11-23"), or the pin of a
    code.
    """

    def __init__(
        self, week: WeekFrames, code: str, waived: frozenset[str], pinned: frozenset[str]
    ) -> None:
        self.code, self.waived, self.caps = code, waived, caps(week)
        fixed = week.placed["fixed"] & ~week.placed["code"].isin(pinned & waived)
        unpinned = replace(week, placed=week.placed.assign(fixed=fixed))
        super().__init__(unpinned, bookings_of(week.placed))

    def counted(self, client: Row, key: Booking) -> set[tuple[Any, ...]]:
        if client["code"] != self.code:
            return super().counted(client, key)
        day = key[1]
        is_reserved = ("quota", "Undangan", day, client["service"]) in self.caps
        if self.waives("reserve", day) and is_reserved and not self.week.released:
            client = client | {"group": "Undangan"}
        names = super().counted(client, key)
        return {name for name in names if not self.waives(WAIVER_OF[name[0]], day)}

    def waives(self, kind: str, day: date) -> bool:
        return not self.waived.isdisjoint({kind, f"{kind} {day}"})

    def possible(self) -> bool:
        for code in self.before:
            self.solver.hold(ones(self.options[code].values()), 1)
        return self.optimum(ones(self.options[self.code].values())) == 1


def would_serve(week: WeekFrames, code: str, waived: Iterable[str], pinned: Iterable[str]) -> bool:
    """Tell whether these waivers serve one more; "pin" waives all pins, a code that one's."""
    names = frozenset(waived)
    pins = frozenset(pinned)
    if "pin" in names:
        names |= pins
    return WaiverOracle(week, code, names, pins).possible()


def kind_of_reason(week: WeekFrames, code: str, pinned: Iterable[str]) -> str:
    """Give the first reason that holds for a client whom no fact keeps waiting."""
    for waiver in ("room", "daily_maximum", "reserve", "quota", "pin"):
        if would_serve(week, code, {waiver}, pinned):
            return waiver
    together = would_serve(week, code, {"room", "daily_maximum", "quota", "pin"}, pinned)
    return "several" if together else "held"
