"""Linear constraints over columns that lie between 0 and 1, as the solver takes them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

import highspy
import numpy as np
import numpy.typing as npt

Vector: TypeAlias = npt.NDArray[np.float64]
Indices: TypeAlias = npt.NDArray[np.int32]


@dataclass
class Rows:
    """Linear constraints under construction: ``lower <= sum of coefficients <= upper``."""

    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    terms: list[dict[int, float]] = field(default_factory=list)

    def add(self, terms: dict[int, float], lower: float, upper: float) -> int:
        """Append one constraint, coefficients by column, and give its number."""
        self.terms.append(terms)
        self.lower.append(lower)
        self.upper.append(upper)
        return len(self.lower) - 1

    def linear_program(self, width: int) -> highspy.HighsLp:
        """Give the program of these constraints on so many columns between 0 and 1."""
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = width, len(self.lower)
        program.col_cost_ = np.zeros(width)
        program.col_lower_, program.col_upper_ = np.zeros(width), np.ones(width)
        program.row_lower_, program.row_upper_ = np.array(self.lower), np.array(self.upper)
        program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        columns = [column for terms in self.terms for column in terms]
        coefficients = [value for terms in self.terms for value in terms.values()]
        starts = np.cumsum([0, *map(len, self.terms)])
        program.a_matrix_.start_ = starts.astype(np.int32)
        program.a_matrix_.index_ = np.array(columns, dtype=np.int32)
        program.a_matrix_.value_ = np.array(coefficients, dtype=np.float64)
        return program
