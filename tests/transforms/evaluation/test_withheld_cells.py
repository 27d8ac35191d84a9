"""No small cell can be worked out, neither within a table nor from those of other periods."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.evaluation.withheld_cells import Table, withheld

ANSWERS = ("a", "b", "c", "d")
MONTHS = [date(2026, month, 1) for month in range(1, 8)]


def shown(*counts: int) -> list[object]:
    marks = withheld(Table(MONTHS[0], MONTHS[1], dict(zip(ANSWERS, counts, strict=True))))
    return [marks.get(answer, count) for answer, count in zip(ANSWERS, counts, strict=True)]


@pytest.mark.parametrize(
    ("counts", "cells"),
    [
        pytest.param((7, 9, 5, 6), [7, 9, 5, 6], id="all large enough"),
        pytest.param((4, 9, 0, 0), ["<5", 9, "<5", "<5"], id="four is too few, and so is none"),
        pytest.param((4, 9, 6, 8), ["<5", 9, "≥5", 8], id="a lone one takes the next along"),
        pytest.param((12, 18, 0, 0), ["≥5", 18, "<5", "<5"], id="noughts would follow"),
        pytest.param((92, 108, 0, 0), ["≥85", 108, "<5", "<5"], id="about how many"),
        pytest.param((0, 30, 0, 0), ["<5", "≥25", "<5", "<5"], id="all the same answer"),
        pytest.param((5, 5, 9, 0), ["≥5", "≥5", "≥5", "<5"], id="bounds that add up"),
        pytest.param((5, 0, 0, 0), ["–"] * 4, id="five alike"),
        pytest.param((4, 4, 4, 4), ["–"] * 4, id="as many as small cells can hold"),
        pytest.param((0, 0, 0, 0), ["–"] * 4, id="nobody"),
    ],
)
def test_one_table(counts: tuple[int, ...], cells: list[object]) -> None:
    assert shown(*counts) == cells


def readings(cells: list[object], total: int) -> Iterator[tuple[int, ...]]:
    """Every way to fill the withheld cells that fits what is shown and the number of responses."""
    rooms = []
    for cell in cells:
        match str(cell)[0], str(cell)[1:]:
            case "<", most:
                rooms.append(range(int(most)))
            case "≥", least:
                rooms.append(range(int(least), total + 1))
            case "–", _:
                rooms.append(range(total + 1))
            case _:
                rooms.append(range(int(str(cell)), int(str(cell)) + 1))
    return (found for found in product(*rooms) if sum(found) == total)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.integers(0, 11), min_size=4, max_size=4).filter(any))
def test_no_small_cell_follows_within_a_table(counts: list[int]) -> None:
    possible = list(readings(shown(*counts), sum(counts)))
    assert tuple(counts) in possible
    for place, number in enumerate(counts):
        if number < 5:
            assert len({found[place] for found in possible}) > 1


def tables_of(months: list[list[int]]) -> list[Table]:
    """The tables of half a year's months and quarters, and of itself."""
    return [
        Table(
            MONTHS[start],
            MONTHS[start + length] - timedelta(days=1),
            {a: sum(m[n] for m in months[start : start + length]) for n, a in enumerate(ANSWERS)},
        )
        for length in (1, 3, 6)
        for start in range(0, 6, length)
    ]


def inside(tables: list[Table], whole: Table) -> list[Table]:
    return [t for t in tables if t is not whole and whole.first <= t.first and t.last <= whole.last]


def row_of(table: Table, answers: tuple[str, ...] = ANSWERS) -> np.ndarray:
    """A table's cells as a sum of the months' unknown cells."""
    row = np.zeros((6, len(ANSWERS)))
    for month in range(6):
        if table.first <= MONTHS[month] <= table.last:
            row[month, [ANSWERS.index(answer) for answer in answers]] = 1
    return row.ravel()


def is_known(row: np.ndarray, published: np.ndarray) -> bool:
    """Tell whether a sum follows from published ones by adding and subtracting any of them."""
    solution = np.linalg.lstsq(published.T, row, rcond=None)[0]
    return bool(np.abs(published.T @ solution - row).max() < 1e-6)


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from([3, 6, 12, 40]))
def test_no_small_cell_follows_from_the_tables_of_other_periods(seed: int, most: int) -> None:
    random = np.random.default_rng(seed)
    rates = random.random(4) * most
    tables = tables_of([[int(n) for n in random.poisson(rates)] for _ in range(6)])
    marks = [withheld(table, inside(tables, table)) for table in tables]
    published = [row_of(table) for table in tables] + [
        row_of(table, (answer,))
        for table, told in zip(tables, marks, strict=True)
        for answer in ANSWERS
        if answer not in told
    ]
    for table, told in zip(tables, marks, strict=True):
        if not any(table.counts.values()):
            continue
        for answer, count in table.counts.items():
            if count < 5:
                assert answer in told
                assert not is_known(row_of(table, (answer,)), np.array(published))


def test_the_third_month_of_a_quarter_is_not_what_the_others_leave() -> None:
    counts = [{"a": 9, "b": 9, "c": 9}, {"a": 9, "b": 9, "c": 9}, {"a": 2, "b": 8, "c": 20}]
    months = [
        Table(MONTHS[n], MONTHS[n + 1] - timedelta(days=1), each) for n, each in enumerate(counts)
    ]
    assert withheld(months[2]) == {"a": "<5", "b": "≥5"}
    quarter = Table(MONTHS[0], date(2026, 3, 31), {"a": 20, "b": 26, "c": 38})
    # Alone the quarter could tell everything.
    assert withheld(quarter) == {}
    assert withheld(quarter, months) == {"a": "≥15", "b": "≥20"}
