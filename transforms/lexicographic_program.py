"""A 0-1 program that is minimised for one objective after the other, each with its proof.

Each objective is first solved as a linear program from the basis of the one before. Where that
solution is integral it is the optimum, and the dual prices describe every other optimum: columns
and rows with a price stay where they are, nothing else is ruled out. Only where it is fractional
does a branch-and-bound search follow. All data are integers and totals stay far below 2^53.

The solver runs on one thread with a fixed seed. Time is what the solver itself reports.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TypeAlias

import highspy
import numpy as np
import numpy.typing as npt

Vector: TypeAlias = npt.NDArray[np.float64]
Indices: TypeAlias = npt.NDArray[np.int32]

_TOLERANCE = 1e-6

_OPTIONS: dict[str, bool | int | float | str] = {
    "output_flag": False,
    "threads": 1,
    "parallel": "off",
    "random_seed": 0,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 0.5,
}


@dataclass
class Budget:
    """Seconds of solving that are left, shared by all programs of one assignment."""

    seconds: float


@dataclass(frozen=True)
class Optimum:
    """What one objective came to: ``bound`` is the least that any solution could reach."""

    value: int
    bound: int

    @property
    def proven(self) -> bool:
        """Tell whether nothing less is possible."""
        return self.value == self.bound


@dataclass
class Rows:
    """Linear constraints under construction: ``lower <= sum of coefficients <= upper``."""

    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    starts: list[int] = field(default_factory=lambda: [0])
    columns: list[int] = field(default_factory=list)
    values: list[float] = field(default_factory=list)

    def add(self, terms: dict[int, float], lower: float, upper: float) -> int:
        """Append one constraint and give its number."""
        self.columns.extend(terms.keys())
        self.values.extend(terms.values())
        self.starts.append(len(self.columns))
        self.lower.append(lower)
        self.upper.append(upper)
        return len(self.lower) - 1


class LexicographicProgram:
    """Columns between 0 and ``upper``, rows, and the best solution so far."""

    def __init__(self, upper: Vector, rows: Rows, start: Vector, budget: Budget) -> None:
        self.solution = start
        self._budget = budget
        self._columns = np.arange(len(upper), dtype=np.int32)
        self._solver = _solver()
        self._solver.passModel(_linear_program(upper, rows))

    def minimise(self, costs: Vector) -> Optimum:
        """Find a solution of least integral cost; without time left, keep the one at hand."""
        self._solver.changeColsCost(len(costs), self._columns, costs)
        least = self._relax()
        value = self.cost(costs)
        if least is None:
            return Optimum(value, math.floor(-np.abs(costs).sum()))
        bound = math.ceil(least - _TOLERANCE)
        relaxed = np.array(self._solver.getSolution().col_value)
        if value > bound and _integral(relaxed):
            self.solution = np.rint(relaxed)
        elif value > bound:
            bound = self._search(bound)
        return Optimum(self.cost(costs), bound)

    def keep(self, costs: Vector, optimum: Optimum) -> None:
        """Allow from now on only solutions as good as the optimum just found for ``costs``."""
        least = self._solver.getInfo().objective_function_value
        if optimum.proven and abs(least - optimum.value) < _TOLERANCE and self._is_optimal():
            self._stay_on_face()
        else:
            used = np.flatnonzero(costs).astype(np.int32)
            self._solver.addRow(-np.inf, optimum.value, len(used), used, costs[used])

    def bound_rows(self, rows: list[int], lower: float, upper: float) -> None:
        """Replace the bounds of the numbered rows."""
        count = len(rows)
        self._change_rows(
            np.array(rows, dtype=np.int32), np.full(count, lower), np.full(count, upper)
        )

    def cost(self, costs: Vector) -> int:
        """Give the cost of the best solution so far."""
        return int(np.rint(costs @ self.solution))

    def _relax(self) -> float | None:
        _run(self._solver, self._budget)
        return self._solver.getInfo().objective_function_value if self._is_optimal() else None

    def _is_optimal(self) -> bool:
        return bool(self._solver.getModelStatus() == highspy.HighsModelStatus.kOptimal)

    def _search(self, bound: int) -> int:
        search = _solver()
        search.passModel(self._solver.getLp())
        kinds = np.full(len(self._columns), highspy.HighsVarType.kInteger)
        search.changeColsIntegrality(len(kinds), self._columns, kinds)
        at_hand = highspy.HighsSolution()
        at_hand.col_value = list(self.solution)
        search.setSolution(at_hand)
        _run(search, self._budget)
        info = search.getInfo()
        if info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
            self.solution = np.rint(np.array(search.getSolution().col_value))
        proved = info.mip_dual_bound
        return max(bound, math.ceil(proved - _TOLERANCE)) if math.isfinite(proved) else bound

    def _stay_on_face(self) -> None:
        solution = self._solver.getSolution()
        priced = np.flatnonzero(np.abs(solution.col_dual) > _TOLERANCE).astype(np.int32)
        held = self.solution[priced]
        self._solver.changeColsBounds(len(priced), priced, held, held)
        tight = np.flatnonzero(np.abs(solution.row_dual) > _TOLERANCE).astype(np.int32)
        activity = np.rint(np.array(solution.row_value)[tight])
        self._change_rows(tight, activity, activity)

    def _change_rows(self, rows: Indices, lower: Vector, upper: Vector) -> None:
        # The stub of the solver leaves this method out.
        self._solver.changeRowsBounds(len(rows), rows, lower, upper)  # type: ignore[attr-defined]


def _solver() -> highspy.Highs:
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, value in _OPTIONS.items():
        solver.setOptionValue(option, value)
    return solver


def _linear_program(upper: Vector, rows: Rows) -> highspy.HighsLp:
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = len(upper), len(rows.lower)
    program.col_cost_ = np.zeros(len(upper))
    program.col_lower_, program.col_upper_ = np.zeros(len(upper)), upper
    program.row_lower_, program.row_upper_ = np.array(rows.lower), np.array(rows.upper)
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = np.array(rows.starts, dtype=np.int32)
    program.a_matrix_.index_ = np.array(rows.columns, dtype=np.int32)
    program.a_matrix_.value_ = np.array(rows.values, dtype=np.float64)
    return program


def _run(solver: highspy.Highs, budget: Budget) -> None:
    before = solver.getRunTime()
    solver.setOptionValue("time_limit", before + max(budget.seconds, 0.0))
    solver.run()
    budget.seconds -= solver.getRunTime() - before


def _integral(values: Vector) -> bool:
    return bool(np.abs(values - np.rint(values)).max(initial=0.0) < _TOLERANCE)
