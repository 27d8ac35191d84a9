"""A 0-1 program for another solver: its relaxation by GLOP, a search by CP-SAT where that is open.

Every column comes with a value of a solution known beforehand. That solution is taken only where it
satisfies every row and nothing better can exist by the relaxation, within ``_TOLERANCE``;
otherwise CP-SAT searches, and proves what it finds.

Import this module only in a process of its own: both solvers bring a library of the same name, and
whichever comes second cannot be loaded.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from ortools.linear_solver import pywraplp
from ortools.sat.python import cp_model

Terms: TypeAlias = Mapping[int, int]
"""Coefficients by column."""

_TOLERANCE = 1e-4
_NO_LIMIT = cp_model.INT32_MIN


class SecondSolver:
    """Whole columns from 0 up, and rows ``lower <= sum of terms <= upper``.

    ``searches`` counts the objectives that the relaxation alone left open.
    """

    def __init__(self) -> None:
        self.searches = 0
        self.known: list[int] = []
        self._known_is_allowed = True
        self._relaxation = pywraplp.Solver.CreateSolver("GLOP")
        self._relaxed: list[Any] = []
        self._uppers: list[int] = []
        self._rows: list[tuple[Terms, int, int]] = []
        self._model = cp_model.CpModel()
        self._columns: list[Any] = []
        self._written = 0

    def column(self, known: int, upper: int = 1) -> int:
        """Add a column and give its number."""
        self.known.append(known)
        self._uppers.append(upper)
        self._relaxed.append(self._relaxation.NumVar(0, upper, ""))
        return len(self.known) - 1

    def limit(self, terms: Terms, upper: int, lower: int = _NO_LIMIT) -> None:
        """Add a row."""
        self._rows.append((terms, lower, upper))
        self._known_is_allowed &= lower <= self.value(terms) <= upper
        least = -self._relaxation.infinity() if lower == _NO_LIMIT else lower
        row = self._relaxation.Constraint(least, upper)
        for column, coefficient in terms.items():
            row.SetCoefficient(self._relaxed[column], coefficient)

    def hold(self, terms: Terms, value: int) -> None:
        """Let the terms come to this value."""
        self.limit(terms, value, value)

    def value(self, terms: Terms) -> int:
        """Give what the terms come to in the solution known beforehand."""
        return sum(number * self.known[column] for column, number in terms.items())

    def maximise(self, terms: Terms) -> list[int]:
        """Give an optimal solution, by column."""
        if self._known_is_allowed and self.value(terms) >= self._bound(terms):
            return self.known
        self.searches += 1
        return self._search(terms)

    def _bound(self, terms: Terms) -> int:
        objective = self._relaxation.Objective()
        objective.Clear()
        for column, coefficient in terms.items():
            objective.SetCoefficient(self._relaxed[column], coefficient)
        objective.SetMaximization()
        assert self._relaxation.Solve() == pywraplp.Solver.OPTIMAL
        return math.floor(float(objective.Value()) + _TOLERANCE)

    def _search(self, terms: Terms) -> list[int]:
        self._write()
        self._model.maximize(self._sum(terms))
        self._model.clear_hints()  # type: ignore[no-untyped-call]
        for column, known in zip(self._columns, self.known, strict=True):
            self._model.add_hint(column, known)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 0
        solver.parameters.linearization_level = 2
        # What these find costs more than it saves on weeks this small.
        solver.parameters.symmetry_level = 0
        solver.parameters.cp_model_probing_level = 0
        assert solver.solve(self._model) == cp_model.OPTIMAL
        return [solver.value(column) for column in self._columns]

    def _write(self) -> None:
        """Bring the model for the search up to date."""
        for upper in self._uppers[len(self._columns) :]:
            self._columns.append(self._model.new_int_var(0, upper, ""))
        for terms, lower, upper in self._rows[self._written :]:
            self._model.add_linear_constraint(self._sum(terms), lower, upper)
        self._written = len(self._rows)

    def _sum(self, terms: Terms) -> Any:
        columns = [self._columns[column] for column in terms]
        return cp_model.LinearExpr.weighted_sum(columns, list(terms.values()))


def ones(columns: Iterable[int]) -> Terms:
    """Give the terms that count these columns, each as often as it is there."""
    return Counter(columns)
