"""Periods: what is typed, what they are called, and which days they hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from loket.errors import UsageError
from pipeline.papers.period import Period


@pytest.mark.parametrize(
    ("read", "text", "name", "first", "last", "before"),
    [
        (Period.month, "2026-02", "Februari 2026", (2, 1), (2, 28), "2026-01"),
        (Period.month, "2028-02", "Februari 2028", (2, 1), (2, 29), "2028-01"),
        (Period.month, "2026-12", "Desember 2026", (12, 1), (12, 31), "2026-11"),
        (Period.month, "2026-01", "Januari 2026", (1, 1), (1, 31), "2025-12"),
        (Period.quarter, "2026-Q1", "Triwulan I Tahun 2026", (1, 1), (3, 31), "2025-Q4"),
        (Period.quarter, "2026-Q4", "Triwulan IV Tahun 2026", (10, 1), (12, 31), "2026-Q3"),
        (Period.semester, "2026-S1", "Semester I Tahun 2026", (1, 1), (6, 30), "2025-S2"),
        (Period.semester, "2026-S2", "Semester II Tahun 2026", (7, 1), (12, 31), "2026-S1"),
        (Period.whole_year, "2026", "Tahun 2026", (1, 1), (12, 31), "2025"),
    ],
)
def test_a_period(
    read: Callable[[str], Period],
    text: str,
    name: str,
    first: tuple[int, int],
    last: tuple[int, int],
    before: str,
) -> None:
    period = read(text)
    year = int(text[:4])
    assert (str(period), period.name, str(period.before)) == (text, name, before)
    assert (period.first, period.last) == (date(year, *first), date(year, *last))
    assert [part.first.month for part in period.parts] == list(range(first[0], last[0] + 1))
    assert [period.holds(day) for day in (period.first, period.last, period.before.last, None)] == [
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (Period.month, "2026-13"),
        (Period.month, "2026-00"),
        (Period.month, "November"),
        (Period.quarter, "2026-Q5"),
        (Period.quarter, "2026-11"),
        (Period.semester, "2026-S3"),
        (Period.whole_year, "26"),
        (Period.whole_year, "1999"),
    ],
)
def test_what_is_no_period(read: Callable[[str], Period], text: str) -> None:
    with pytest.raises(UsageError, match=r"Give e\.g\."):
        read(text)
