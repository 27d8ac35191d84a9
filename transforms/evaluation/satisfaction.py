"""The satisfaction survey (SKM) over any set of answers: NRR, weighted NRR, IKM, grade.

Source: PermenPANRB 14/2017. NRR = sum of an unsur's values / number of filled answers for it;
weighted = NRR times the weight; IKM = sum of the weighted NRR times 25, rounded half up to two
decimals and only then graded. All steps before that one rounding are exact fractions: an agency
that rounds the NRR first publishes another index.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from loket.columns import UNSUR_KEYS
from transforms.evaluation.satisfaction_scale import UNSUR, Unsur

if TYPE_CHECKING:
    from collections.abc import Mapping

EXACT_WEIGHT = Fraction(1, 9)
ROUNDED_WEIGHT = Fraction(111, 1000)

NRR_DECIMALS = 3
"""Decimals of NRR and weighted NRR in frames, as the published reports print them."""

ALL_EQUAL = "Semua sama"
"""What stands for the lowest unsur where all nine have the same NRR."""


class Grade(Enum):
    """Mutu pelayanan: letter, lower bound of the IKM, and the regulation's words."""

    A = (Decimal("88.31"), "Sangat baik")
    B = (Decimal("76.61"), "Baik")
    C = (Decimal("65.00"), "Kurang baik")
    D = (Decimal("25.00"), "Tidak baik")

    def __init__(self, bound: Decimal, words: str) -> None:
        self.bound = bound
        self.words = words

    @classmethod
    def of(cls, index: Decimal) -> Grade:
        """Grade an IKM that is already rounded to two decimals."""
        return next((grade for grade in cls if index >= grade.bound), cls.D)


@dataclass(frozen=True)
class Satisfaction:
    """One survey's result. What nobody answered is None, never 0."""

    respondents: int
    """Responses that answer at least one of the nine questions."""
    weight: Fraction
    filled: Mapping[str, int]
    total: Mapping[str, int]
    nrr: Mapping[str, Fraction | None]
    index: Decimal | None
    """The IKM, 25 to 100; None as soon as one unsur has no answer at all."""

    @property
    def grade(self) -> Grade | None:
        """Mutu, or None without an IKM."""
        return None if self.index is None else Grade.of(self.index)

    @property
    def lowest(self) -> tuple[Unsur, ...]:
        """The unsur with the least NRR, several on a tie, none without answers."""
        known = [value for value in self.nrr.values() if value is not None]
        return tuple(unsur for unsur in UNSUR if known and self.nrr[unsur.key] == min(known))

    @property
    def lowest_label(self) -> str | None:
        """Unsur Terendah as staff read it: ``U3 Waktu Penyelesaian``, ``U3, U8``, or None."""
        lowest = self.lowest
        if len(lowest) == len(UNSUR):
            return ALL_EQUAL
        if len(lowest) == 1:
            return lowest[0].title
        return ", ".join(unsur.code for unsur in lowest) or None


def satisfaction(answers: pd.DataFrame, weight: Fraction = EXACT_WEIGHT) -> Satisfaction:
    """Give the survey's result for ``answers``: one row per response, u1 ... u9 Int64, NA blank.

    Other columns are ignored, rows without any answer are no respondents.
    """
    columns = {key: answers[key].astype("Int64") for key in UNSUR_KEYS}
    blank = {key: column.isna().to_numpy() for key, column in columns.items()}
    filled = {key: int((~blank[key]).sum()) for key in UNSUR_KEYS}
    total = {key: int(column.sum()) for key, column in columns.items()}
    nrr = {key: Fraction(total[key], filled[key]) if filled[key] else None for key in UNSUR_KEYS}
    respondents = len(answers) - int(np.logical_and.reduce(list(blank.values())).sum())
    return Satisfaction(respondents, weight, filled, total, nrr, _index_of(nrr, weight))


def unsur_table(result: Satisfaction) -> pd.DataFrame:
    """Give one row per unsur, U1 to U9: how often it was answered, its sum and its means.

    Columns: key, code, name, filled, total, nrr, weighted_nrr, value, grade. ``nrr`` and
    ``weighted_nrr`` are Float64, rounded half up to three decimals for print; never compute an
    index from them. ``value`` is the NRR on the scale of the index, 25 to 100 with two decimals,
    and ``grade`` the letter that an index of that value has.
    """
    nrr = [result.nrr[unsur.key] for unsur in UNSUR]
    weighted = [None if value is None else value * result.weight for value in nrr]
    values = [None if value is None else half_up(value * 25, 2) for value in nrr]
    grades = [None if value is None else Grade.of(value).name for value in values]
    return pd.DataFrame(
        {
            "key": pd.array([unsur.key for unsur in UNSUR], dtype="str"),
            "code": pd.array([unsur.code for unsur in UNSUR], dtype="str"),
            "name": pd.array([unsur.name for unsur in UNSUR], dtype="str"),
            "filled": pd.array([result.filled[unsur.key] for unsur in UNSUR], dtype="Int64"),
            "total": pd.array([result.total[unsur.key] for unsur in UNSUR], dtype="Int64"),
            "nrr": pd.array([printed(value) for value in nrr], dtype="Float64"),
            "weighted_nrr": pd.array([printed(value) for value in weighted], dtype="Float64"),
            "value": pd.array([printed(value, 2) for value in values], dtype="Float64"),
            "grade": pd.array(grades, dtype="str"),
        }
    )


def weight_label(weight: Fraction) -> str:
    """Give the weight as reports print it, because it can flip the grade: ``1/9``, ``0,111``."""
    return "1/9" if weight == EXACT_WEIGHT else f"{float(weight):.15g}".replace(".", ",")


def printed(value: Fraction | Decimal | None, decimals: int = NRR_DECIMALS) -> float | None:
    """Give the float that prints as ``value`` rounded half up, or None."""
    return None if value is None else float(half_up(Fraction(value), decimals))


def half_up(value: Fraction, decimals: int) -> Decimal:
    """Round an exact value half up, as the regulation and every clerk do."""
    scaled = value * 10**decimals
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    rounded = whole + (2 * rest >= scaled.denominator)
    return Decimal(rounded).scaleb(-decimals).quantize(Decimal(1).scaleb(-decimals))


def sample_size(population: int) -> int:
    """Give the sample that Krejcie and Morgan ask for of a population, at most all of it."""
    if population <= 0:
        return 0
    spread = Fraction("3.841") * Fraction(1, 4)
    size = spread * population / (Fraction("0.0025") * (population - 1) + spread)
    return int(half_up(size, 0))


def sample_note(respondents: int, population: int) -> str | None:
    """Say in Indonesian whether the sample suffices for the people served, None without any."""
    if population <= 0:
        return None
    needed = sample_size(population)
    verdict = "Sampel cukup" if respondents >= needed else "Sampel kurang"
    return (
        f"{verdict}: {respondents} umpan balik dari {population} klien, "
        f"minimal {needed} (Krejcie–Morgan)"
    )


def _index_of(nrr: Mapping[str, Fraction | None], weight: Fraction) -> Decimal | None:
    """Sum the weighted NRR times 25; an unsur without answers leaves the index unknown."""
    known = [value for value in nrr.values() if value is not None]
    if len(known) < len(UNSUR):
        return None
    return half_up(sum(known, Fraction(0)) * weight * 25, 2)
