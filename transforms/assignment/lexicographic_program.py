"""A 0-1 program that is minimised for one objective after the other, each with its proof.

Each objective is solved as a linear program from the basis of the one before. Its dual prices
describe every optimum: columns and rows with a price stay where they are, nothing else is ruled
out, and the next objective goes on from there. As soon as one of these solutions is integral it
proves all objectives so far at once. Where none is, one branch-and-bound search at the end of the
line looks for an integral optimum; only if there is none on that face, the objectives of the line
are searched one by one. All data are integers and totals stay far below 2^53.

The solver runs on one thread with a fixed seed. Time is what the solver itself reports.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from transforms.assignment.linear_rows import Indices, Rows, Vector

_TOLERANCE = 1e-6

_OPTIONS: dict[str, bool | int | float | str] = {
    "output_flag": False,
    "threads": 1,
    "parallel": "off",
    "random_seed": 0,
    "simplex_strategy": 4,
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


class LexicographicProgram:
    """Columns that are 0 or 1, rows, and the best solution so far."""

    def __init__(self, width: int, rows: Rows, start: Vector, budget: Budget) -> None:
        self._budget = budget
        self._columns = np.arange(width, dtype=np.int32)
        self._solver = _solver()
        self._solver.passModel(rows.linear_program(width))
        self.stand_at(start)

    def minimise(self, *objectives: Vector) -> list[Optimum]:
        """Minimise one after the other; all but the last are held from then on.

        Without time left the solution at hand stays, with the bound that is known.
        """
        optima: list[Optimum] = []
        while len(optima) < len(objectives):
            rest = objectives[len(optima) :]
            optima += self._settle(rest) or self._settle(rest[:1])
            if len(optima) < len(objectives):
                self._hold(objectives[len(optima) - 1], optima[-1])
        return optima

    def stand_at(self, solution: Vector) -> None:
        """Go on from this solution, which must be allowed."""
        self.solution = solution
        self._solver.setBasis(_standing_at(solution, self._solver.getNumRow()))

    def cost(self, costs: Vector) -> int:
        """Give the cost of the best solution so far."""
        return round(float(costs[self.solution > 0].sum()))

    def bound_rows(self, rows: Sequence[int], lower: float, upper: float) -> None:
        """Replace the bounds of the numbered rows."""
        count = len(rows)
        self._change_rows(
            np.array(rows, dtype=np.int32), np.full(count, lower), np.full(count, upper)
        )

    def limit_columns(self, columns: Sequence[int], upper: int) -> None:
        """Allow the numbered columns up to 0 or 1."""
        numbers = np.array(columns, dtype=np.int32)
        self._solver.changeColsBounds(
            len(numbers), numbers, np.zeros(len(numbers)), np.full(len(numbers), float(upper))
        )

    def _settle(self, objectives: Sequence[Vector]) -> list[Optimum]:
        """Find the optimum of the first objective and of as many more as the same search proves.

        Nothing comes back where the optima of their relaxations have no integral one in common.
        """
        if self.cost(objectives[0]) == _least_imaginable(objectives[0]):
            return [Optimum(self.cost(objectives[0]), self.cost(objectives[0]))]
        before = self._bounds()
        for number, costs in enumerate(objectives):
            least = self._relax(costs)
            if least is None and number == 0:
                return [Optimum(self.cost(costs), _least_imaginable(costs))]
            if least is not None and self._is_integral(costs, least, alone=number == 0):
                return self._proven(objectives[: number + 1])
            if least is None or number + 1 == len(objectives) or not _is_whole(least):
                break
            self._stay_on_face()
        bound = None if least is None else self._search(least, alone=number == 0)
        if bound is None:
            self._restore(before)
            return []
        return [*self._proven(objectives[:number]), Optimum(self.cost(costs), bound)]

    def _proven(self, objectives: Sequence[Vector]) -> list[Optimum]:
        return [Optimum(self.cost(costs), self.cost(costs)) for costs in objectives]

    def _relax(self, costs: Vector) -> float | None:
        """Solve the linear program; give its optimum, or None if the time ran out."""
        self._solver.changeColsCost(len(costs), self._columns, costs)
        _run(self._solver, self._budget)
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return float(self._solver.getInfo().objective_function_value)

    def _is_integral(self, costs: Vector, least: float, *, alone: bool) -> bool:
        """Tell whether the relaxed solution, or the one at hand, is an integral optimum."""
        if alone and self.cost(costs) == math.ceil(least - _TOLERANCE):
            return True
        relaxed = np.array(self._solver.getSolution().col_value)
        if not _are_whole(relaxed):
            return False
        self.solution = np.rint(relaxed)
        return True

    def _search(self, least: float, *, alone: bool) -> int | None:
        """Search for an integral optimum; give the bound proven, or None if there is none."""
        search = _solver()
        search.passModel(self._solver.getLp())
        kinds = np.full(len(self._columns), highspy.HighsVarType.kInteger)
        search.changeColsIntegrality(len(kinds), self._columns, kinds)
        if alone:
            at_hand = highspy.HighsSolution()
            at_hand.col_value = self.solution.tolist()
            search.setSolution(at_hand)
        _run(search, self._budget)
        info = search.getInfo()
        if info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
            self.solution = np.rint(np.array(search.getSolution().col_value))
        elif not alone:
            return None
        proven = max(least, info.mip_dual_bound) if math.isfinite(info.mip_dual_bound) else least
        return math.ceil(proven - _TOLERANCE)

    def _hold(self, costs: Vector, optimum: Optimum) -> None:
        """Allow from now on only solutions as good as the optimum just found for ``costs``."""
        used = np.flatnonzero(costs).astype(np.int32)
        if optimum.value == _least_imaginable(costs):
            self._change_columns(used, self.solution[used])
        elif abs(self._solver.getInfo().objective_function_value - optimum.value) < _TOLERANCE:
            self._stay_on_face()
        else:
            self._solver.addRow(-np.inf, optimum.value, len(used), used, costs[used])

    def _stay_on_face(self) -> None:
        """Allow only the optima of the linear program just solved."""
        solution = self._solver.getSolution()
        priced = np.flatnonzero(np.abs(solution.col_dual) > _TOLERANCE).astype(np.int32)
        self._change_columns(priced, np.rint(np.array(solution.col_value)[priced]))
        tight = np.flatnonzero(np.abs(solution.row_dual) > _TOLERANCE).astype(np.int32)
        activity = np.rint(np.array(solution.row_value)[tight])
        self._change_rows(tight, activity, activity)

    def _change_columns(self, columns: Indices, values: Vector) -> None:
        self._solver.changeColsBounds(len(columns), columns, values, values)

    def _change_rows(self, rows: Indices, lower: Vector, upper: Vector) -> None:
        # The stub of the solver leaves this method out.
        self._solver.changeRowsBounds(len(rows), rows, lower, upper)  # type: ignore[attr-defined]

    def _bounds(self) -> tuple[Vector, Vector, Vector, Vector]:
        program = self._solver.getLp()
        bounds = (program.col_lower_, program.col_upper_, program.row_lower_, program.row_upper_)
        lower, upper, row_lower, row_upper = (np.array(values) for values in bounds)
        return lower, upper, row_lower, row_upper

    def _restore(self, bounds: tuple[Vector, Vector, Vector, Vector]) -> None:
        lower, upper, row_lower, row_upper = bounds
        self._solver.changeColsBounds(len(lower), self._columns, lower, upper)
        self._change_rows(np.arange(len(row_lower), dtype=np.int32), row_lower, row_upper)


def _solver() -> highspy.Highs:
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, value in _OPTIONS.items():
        solver.setOptionValue(option, value)
    return solver


def _run(solver: highspy.Highs, budget: Budget) -> None:
    before = solver.getRunTime()
    solver.setOptionValue("time_limit", before + max(budget.seconds, 0.0))
    solver.run()
    budget.seconds -= solver.getRunTime() - before


def _standing_at(solution: Vector, rows: int) -> highspy.HighsBasis:
    """Give the basis that starts at an allowed solution: its columns at their bounds."""
    status = highspy.HighsBasisStatus
    basis = highspy.HighsBasis()
    basis.col_status = [status.kUpper if value else status.kLower for value in solution]
    basis.row_status = [status.kBasic] * rows
    basis.valid = True
    return basis


def _least_imaginable(costs: Vector) -> int:
    return round(float(np.minimum(costs, 0).sum()))


def _is_whole(value: float) -> bool:
    return abs(value - round(value)) < _TOLERANCE


def _are_whole(values: Vector) -> bool:
    return bool(np.abs(values - np.rint(values)).max(initial=0.0) < _TOLERANCE)
