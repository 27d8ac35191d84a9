"""The contract's objective once more: client by slot, with another solver, one level at a time.

Nothing is shared with the code under test. A hint may tell the solver where to look first; what it
returns is proven by its own search either way.

Import this module only in a process of its own: both solvers bring a library of the same name, and
whichever comes second cannot be loaded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import time
from typing import Any, TypeAlias

from ortools.sat.python import cp_model

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
    """Sessions that count together: variables of those who come and of those who are there."""

    limit: int
    fixed: int = 0
    comers: list[Any] = field(default_factory=list)
    stayers: list[Any] = field(default_factory=list)


def answer(week: WeekFrames, hint: Mapping[str, Booking]) -> Answer:
    return Oracle(week, hint).solve()


class Oracle:
    def __init__(self, week: WeekFrames, hint: Mapping[str, Booking]) -> None:
        self.week = week
        self.hint = hint
        self.model = cp_model.CpModel()
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
        self.options: dict[str, dict[Booking, Any]] = {c["code"]: {} for c in self.clients}
        self.add_options()
        self.add_seats()
        self.add_caps()
        self.solution: dict[str, Booking] = {}

    def add_options(self) -> None:
        held = {self.before[code] for code in self.fixed}
        for client in self.clients:
            code = client["code"]
            if code in self.fixed:
                continue
            for slot in self.slots:
                key = booking_of(slot)
                own = key == self.before.get(code)
                if key not in held and (own or (client["placeable"] and fits(client, slot))):
                    self.options[code].setdefault(key, self.model.new_bool_var(f"{code} {key}"))
            self.model.add_at_most_one(self.options[code].values())

    def add_seats(self) -> None:
        takers = defaultdict(list)
        for options in self.options.values():
            for key, variable in options.items():
                takers[key].append(variable)
        for variables in takers.values():
            self.model.add_at_most_one(variables)

    def add_caps(self) -> None:
        cells = {name: Cell(limit) for name, limit in caps(self.week).items()}
        for client in self.clients:
            self.count_into(cells, client)
        for cell in cells.values():
            self.respect(cell)

    def count_into(self, cells: Mapping[Booking, Cell], client: Row) -> None:
        code = client["code"]
        there = counted_in(client, self.before[code]) if code in self.before else set()
        for name in there & cells.keys():
            cells[name].fixed += code in self.fixed
        for key, variable in self.options[code].items():
            for name in counted_in(client, key) & cells.keys():
                group = cells[name].stayers if name in there else cells[name].comers
                group.append(variable)

    def respect(self, cell: Cell) -> None:
        somebody_comes = self.model.new_bool_var("")
        for comer in cell.comers:
            self.model.add_implication(comer, somebody_comes)
        count = sum(cell.comers) + sum(cell.stayers) + cell.fixed
        self.model.add(count <= cell.limit).only_enforce_if(somebody_comes)

    def solve(self) -> Answer:
        placed = [client["code"] for client in self.clients if client["code"] in self.before]
        everyone = [client["code"] for client in self.clients]
        values = {"kept": self.serve(placed), "served": self.serve(everyone)}
        size = len(self.clients)
        values["ranks"] = sum(
            size - n for n, client in enumerate(self.clients) if self.serves(client["code"])
        )
        for name, worth in self.measures().items():
            values[name] = self.optimise(name, worth)
        return values, frozenset(code for code in everyone if self.serves(code))

    def served(self, code: str) -> Any:
        return 1 if code in self.fixed else sum(self.options[code].values())

    def serves(self, code: str) -> bool:
        return code in self.fixed or code in self.solution

    def serve(self, codes: list[str]) -> int:
        """Serve most of these, then down the ranks whoever some assignment of that size serves."""
        total = sum(self.served(code) for code in codes)
        self.search(maximise=total)
        most = sum(self.serves(code) for code in codes)
        self.model.add(total == most)
        for code in codes:
            if not self.serves(code) and self.options[code]:
                self.search(maximise=self.served(code))
            self.model.add(self.served(code) == int(self.serves(code)))
        return most

    def measures(self) -> dict[str, tuple[bool, Any]]:
        """Give each later measure: whether most is best, and its expression."""
        by_code = {client["code"]: client for client in self.clients}
        pairs = [
            (by_code[code], key, variable)
            for code, options in self.options.items()
            for key, variable in options.items()
        ]
        pairs += [(by_code[code], self.before[code], 1) for code in sorted(self.fixed)]

        def total(worth: Callable[[Row, Booking], int]) -> Any:
            return sum(worth(client, key) * variable for client, key, variable in pairs)

        before = self.before
        return {
            "misfits": (False, total(self.misfit)),
            "rescheduled": (False, total(lambda c, k: int(before.get(c["code"], k)[1:] != k[1:]))),
            "reassigned": (
                False,
                total(
                    lambda c, k: int(
                        before.get(c["code"], k)[1:] == k[1:] and before.get(c["code"], k) != k
                    )
                ),
            ),
            "wishes": (True, total(self.wishes)),
            "unevenness": (False, self.unevenness(pairs)),
            "order": (False, total(self.order)),
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

    def unevenness(self, pairs: list[tuple[Row, Booking, Any]]) -> Any:
        loads: defaultdict[tuple[Any, ...], list[Any]] = defaultdict(list)
        for client, key, variable in pairs:
            loads["consultant", key[0]].append(variable)
            loads["day", client["service"], key[1]].append(variable)
        squares = []
        for variables in loads.values():
            most = len(variables)
            load = self.model.new_int_var(0, most, "")
            square = self.model.new_int_var(0, most**2, "")
            self.model.add(load == sum(variables))
            # Above each chord of the parabola: at whole loads that is the square itself.
            for k in range(most):
                self.model.add(square >= (2 * k + 1) * load - k * (k + 1))
            squares.append(square)
        return sum(squares)

    def positions_in_week(self) -> dict[tuple[Any, ...], int]:
        periods = {key[1:] for key in (*self.slots_at, *self.before.values())}
        in_week = sorted(periods, key=lambda p: (p[0].weekday() == 4 and p[1] == time(11, 30), p))
        return {period: number for number, period in enumerate(in_week, start=1)}

    def order(self, client: Row, key: Booking) -> int:
        return int(len(self.clients) - client["rank"] + 1) * self.positions[key[1:]]

    def optimise(self, name: str, measure: tuple[bool, Any]) -> int:
        most_is_best, worth = measure
        if isinstance(worth, int):
            return worth
        value = self.search(maximise=worth) if most_is_best else -self.search(maximise=-worth)
        self.model.add(worth == value)
        return value

    def search(self, maximise: Any) -> int:
        if isinstance(maximise, int):
            return maximise
        self.model.maximize(maximise)
        self.model.clear_hints()  # type: ignore[no-untyped-call]
        for code, options in self.options.items():
            for key, variable in options.items():
                self.model.add_hint(variable, self.hint.get(code) == key)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 0
        solver.parameters.linearization_level = 2
        # What these find costs more than it saves on weeks this small.
        solver.parameters.symmetry_level = 0
        solver.parameters.cp_model_probing_level = 0
        status = solver.solve(self.model)
        assert status == cp_model.OPTIMAL
        self.solution = {
            code: key
            for code, options in self.options.items()
            for key, variable in options.items()
            if solver.boolean_value(variable)
        }
        return round(solver.objective_value)


CAP_NAMES = {"room": "room", "daily_maximum": "daily", "quota": "quota"}


class WaiverOracle(Oracle):
    """The week as it is assigned, all bookings in ``placed``, with rules waived for one client."""

    def __init__(
        self, week: WeekFrames, code: str, waived: frozenset[str], pinned: frozenset[str]
    ) -> None:
        self.code, self.waived = code, waived
        fixed = week.placed["fixed"] & ~week.placed["code"].isin(pinned & {*waived})
        super().__init__(replace(week, placed=week.placed.assign(fixed=fixed)), {})

    def count_into(self, cells: Mapping[Booking, Cell], client: Row) -> None:
        if client["code"] != self.code:
            super().count_into(cells, client)
            return
        if "reserve" in self.waived and not self.week.released:
            client = client | {"group": "Undangan"}
        waived = {CAP_NAMES.get(name) for name in self.waived}
        super().count_into({k: cell for k, cell in cells.items() if k[0] not in waived}, client)

    def possible(self) -> bool:
        if not self.options[self.code]:
            return False
        for code in {*self.before, self.code}:
            self.model.add(self.served(code) == 1)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        return bool(solver.solve(self.model) in {cp_model.OPTIMAL, cp_model.FEASIBLE})


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
