"""How figures, changes and days are written."""

from __future__ import annotations

from datetime import date, time

import pandas as pd
import pytest

from pipeline.papers.wording import blank, change, figure, mean, span, text
from transforms.evaluation.week_comparison import COUNT, SCORE, SHARE


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        (1234, COUNT, "1.234"),
        (0, COUNT, "0"),
        (85.505, SCORE, "85,50"),
        (0.8314, SHARE, "83,1%"),
        (3.1080, "nrr", "3,108"),
        (pd.NA, COUNT, "–"),
        (float("nan"), SHARE, "–"),
        (None, SCORE, "–"),
    ],
)
def test_a_figure(value: object, kind: str, expected: str) -> None:
    assert figure(value, kind) == expected


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        (3.0, COUNT, "+3,0"),
        (-1.5, COUNT, "−1,5"),
        (0.0, COUNT, "0,0"),
        (-0.004, SCORE, "0,00"),
        (-0.125, SHARE, "−12,5 poin"),
        (10.0, SCORE, "+10,00"),
        (pd.NA, SHARE, "–"),
    ],
)
def test_a_change(value: object, kind: str, expected: str) -> None:
    assert change(value, kind) == expected


def test_a_mean_of_people_has_a_decimal() -> None:
    assert (mean(12.25, COUNT), mean(0.5, SHARE), mean(pd.NA, COUNT)) == ("12,2", "50,0%", "–")


def test_what_cells_say() -> None:
    cells = [date(2026, 11, 23), time(9, 30), " a\nb ", "", None, pd.NA, float("nan"), 3]
    assert [text(cell) for cell in cells] == [
        *("23/11/2026", "09.30", "a b", "–", "–", "–", "–", "3"),
    ]
    assert [blank(cell) for cell in cells[2:5]] == ["a b", "", ""]


def test_a_span_of_days() -> None:
    assert span(date(2026, 11, 23), date(2026, 11, 27)) == "23–27 November 2026"
    assert span(date(2026, 11, 30), date(2026, 12, 4)) == "30 November 2026 – 4 Desember 2026"
