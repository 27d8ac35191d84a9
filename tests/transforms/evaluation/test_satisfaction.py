"""The satisfaction survey against the published vectors and a second computation."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loket.columns import UNSUR_KEYS
from transforms.evaluation.satisfaction import (
    ALL_EQUAL,
    EXACT_WEIGHT,
    ROUNDED_WEIGHT,
    Grade,
    half_up,
    sample_note,
    sample_size,
    satisfaction,
    unsur_table,
    weight_label,
)

TWELVE = (
    "333433433 434433334 332433323 444444444 333434432 343444433 "
    "232433322 443444444 333433433 434444434 322433332 443444444"
)
QUARTER_SUMS = (352, 334, 342, 353, 353, 352, 349, 323, 339)

Rows = list[list[int | None]]


def answers_of(rows: Rows) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(UNSUR_KEYS), dtype="Int64")


def written(text: str) -> pd.DataFrame:
    return answers_of([[int(c) if c != "-" else None for c in row] for row in text.split()])


def a_quarter() -> pd.DataFrame:
    """91 respondents whose answers add up to the published sums."""
    columns = {}
    for key, total in zip(UNSUR_KEYS, QUARTER_SUMS, strict=True):
        threes = 4 * 91 - total
        columns[key] = pd.array([3] * threes + [4] * (91 - threes), dtype="Int64")
    return pd.DataFrame(columns)


@pytest.mark.parametrize(
    ("answers", "weight", "index", "grade", "lowest"),
    [
        pytest.param(written(TWELVE), EXACT_WEIGHT, "84.49", "B", "U3 Waktu Penyelesaian",
                     id="twelve respondents"),
        pytest.param(written(TWELVE), ROUNDED_WEIGHT, "84.41", "B", "U3 Waktu Penyelesaian",
                     id="twelve respondents, weight 0.111"),
        pytest.param(a_quarter(), EXACT_WEIGHT, "94.54", "A",
                     "U8 Penanganan Pengaduan, Saran dan Masukan", id="a published quarter"),
        pytest.param(written("444444444"), EXACT_WEIGHT, "100.00", "A", ALL_EQUAL, id="one"),
        pytest.param(written("444444444"), ROUNDED_WEIGHT, "99.90", "A", ALL_EQUAL,
                     id="one, weight 0.111"),
        pytest.param(written("333333333 " * 40), EXACT_WEIGHT, "75.00", "C", ALL_EQUAL,
                     id="all the same"),
        pytest.param(written("111111111"), EXACT_WEIGHT, "25.00", "D", ALL_EQUAL, id="the least"),
        pytest.param(written("4444444-4 43444443-"), EXACT_WEIGHT, "95.83", "A",
                     "U8 Penanganan Pengaduan, Saran dan Masukan", id="answers missing"),
        pytest.param(written("33444444-"), EXACT_WEIGHT, None, None, "U1, U2",
                     id="an unsur nobody answered"),
        pytest.param(written("---------"), EXACT_WEIGHT, None, None, None, id="nothing answered"),
        pytest.param(answers_of([]), EXACT_WEIGHT, None, None, None, id="zero feedback"),
    ],
)  # fmt: skip
def test_satisfaction(
    answers: pd.DataFrame,
    weight: Fraction,
    index: str | None,
    grade: str | None,
    lowest: str | None,
) -> None:
    result = satisfaction(answers, weight)
    assert result.index == (None if index is None else Decimal(index))
    assert (result.grade and result.grade.name) == grade
    assert result.lowest_label == lowest


def test_the_sums_behind_the_index() -> None:
    result = satisfaction(written(TWELVE))
    assert list(result.total.values()) == [40, 39, 36, 48, 41, 42, 44, 37, 38]
    assert set(result.filled.values()) == {12}
    assert result.respondents == 12


def test_rounding_the_nrr_first_would_publish_another_index() -> None:
    result = satisfaction(a_quarter())
    rounded = [half_up(value, 3) for value in result.nrr.values() if value is not None]
    assert half_up(Fraction(sum(rounded)) / 9 * 25, 2) == Decimal("94.53") != result.index


def test_the_weight_can_flip_the_grade() -> None:
    # 8 x 3.5 + 3.8 = 31.8: 88.33 with 1/9, 88.25 with 0.111.
    answers = written("333333334 444444444 333333334 444444444 333333333 444444444 "
                      "333333334 444444444 333333334 444444444")  # fmt: skip
    answers["u9"] = pd.array([4] * 8 + [3] * 2, dtype="Int64")
    assert (satisfaction(answers).index, satisfaction(answers, ROUNDED_WEIGHT).index) == (
        Decimal("88.33"),
        Decimal("88.25"),
    )
    assert satisfaction(answers).grade is Grade.A
    assert satisfaction(answers, ROUNDED_WEIGHT).grade is Grade.B


@pytest.mark.parametrize(
    ("index", "grade"),
    [
        ("100.00", Grade.A), ("88.31", Grade.A), ("88.30", Grade.B), ("81.25", Grade.B),
        ("76.61", Grade.B), ("76.60", Grade.C), ("65.00", Grade.C), ("64.99", Grade.D),
        ("62.50", Grade.D), ("25.00", Grade.D),
    ],
)  # fmt: skip
def test_grade(index: str, grade: Grade) -> None:
    assert Grade.of(Decimal(index)) is grade


@pytest.mark.parametrize(
    ("weight", "label"),
    [(EXACT_WEIGHT, "1/9"), (ROUNDED_WEIGHT, "0,111"), (Fraction("0.11"), "0,11")],
)
def test_weight_label(weight: Fraction, label: str) -> None:
    assert weight_label(weight) == label


def test_unsur_table() -> None:
    table = unsur_table(satisfaction(written("13344444- 23344444- 23344444-")))
    shown = table.loc[[0, 8]].astype(object)
    assert shown.where(shown.notna(), None).to_dict("records") == [
        {"key": "u1", "code": "U1", "name": "Persyaratan", "filled": 3, "total": 5,
         "nrr": 1.667, "weighted_nrr": 0.185, "value": 41.67, "grade": "D"},
        {"key": "u9", "code": "U9", "name": "Sarana dan Prasarana", "filled": 0, "total": 0,
         "nrr": None, "weighted_nrr": None, "value": None, "grade": None},
    ]  # fmt: skip
    assert table.dtypes.astype(str).to_dict() == {
        "key": "str", "code": "str", "name": "str", "filled": "Int64", "total": "Int64",
        "nrr": "Float64", "weighted_nrr": "Float64", "value": "Float64", "grade": "str",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("population", "sample"),
    [(0, 0), (1, 1), (10, 10), (30, 28), (60, 52), (100, 80), (300, 169), (1000, 278)],
)
def test_sample_size(population: int, sample: int) -> None:
    assert sample_size(population) == sample


@pytest.mark.parametrize(
    ("respondents", "population", "note"),
    [
        (52, 60, "Sampel cukup: 52 umpan balik dari 60 klien, minimal 52 (Krejcie–Morgan)"),
        (51, 60, "Sampel kurang: 51 umpan balik dari 60 klien, minimal 52 (Krejcie–Morgan)"),
        (3, 0, None),
    ],
)
def test_sample_note(respondents: int, population: int, note: str | None) -> None:
    assert sample_note(respondents, population) == note


def index_by_loops(rows: Rows, weight: Fraction) -> Decimal | None:
    """The regulation's formula another way: loops, and decimal's own half-up rounding."""
    total = Fraction(0)
    for column in range(9):
        filled = [row[column] for row in rows if row[column] is not None]
        if not filled:
            return None
        total += Fraction(sum(value for value in filled if value), len(filled))
    exact = total * weight * 25
    with localcontext() as context:
        # 60 digits tell any fraction of these sizes from a tie.
        context.prec = 60
        quotient = Decimal(exact.numerator) / Decimal(exact.denominator)
        return quotient.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


ROW = st.lists(st.sampled_from([None, 1, 2, 3, 4]), min_size=9, max_size=9)


@settings(max_examples=150, deadline=None)
@given(st.lists(ROW, max_size=40), st.sampled_from([EXACT_WEIGHT, ROUNDED_WEIGHT]))
def test_the_index_equals_a_second_computation(rows: Rows, weight: Fraction) -> None:
    assert satisfaction(answers_of(rows), weight).index == index_by_loops(rows, weight)


@settings(max_examples=30, deadline=None)
@given(st.lists(ROW, max_size=20))
def test_the_order_of_responses_and_columns_does_not_matter(rows: Rows) -> None:
    answers = answers_of(rows)
    shuffled = answers.sample(frac=1, random_state=7).loc[:, list(reversed(UNSUR_KEYS))]
    assert satisfaction(shuffled) == satisfaction(answers)


@given(st.fractions(min_value=-1000, max_value=1000), st.integers(0, 4))
def test_half_up_is_the_nearest_with_ties_upwards(value: Fraction, decimals: int) -> None:
    error = Fraction(half_up(value, decimals)) - value
    step = Fraction(1, 10**decimals)
    assert -step / 2 < error <= step / 2
