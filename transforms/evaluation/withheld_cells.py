"""Which cells of a table of counts are withheld, so that no small one can be worked out.

A cell under five is withheld. It must not follow from the others and the table's total, nor by
adding and subtracting the tables of other spans of days that are published as well: a quarter less
two of its months is the third.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

import numpy as np

SMALLEST = 5
NOTHING_TOLD = "–"
"""Stands in each cell where even their bounds would tell what the small ones hold."""

Counts: TypeAlias = Mapping[str, int]
"""Respondents by answer."""

Rows: TypeAlias = np.ndarray[Any, np.dtype[np.float64]]
"""Sums of unknown numbers, a row each."""

_SAME = 1e-6


@dataclass(frozen=True)
class Table:
    """The counts of one span of days, its last day included.

    ``blank``: nobody answered the question, so its table tells no more than how many were asked.
    """

    first: date
    last: date
    counts: Counts
    blank: bool = False

    def holds(self, other: Table) -> bool:
        """Tell whether another table's span lies within its own."""
        return self.first <= other.first and other.last <= self.last


def withheld(table: Table, within: Sequence[Table] = ()) -> dict[str, str]:
    """Give what stands in place of the cells that are not shown, by answer: ``<5``, ``≥85``, ``–``.

    ``within``: the tables of the shorter spans within that are published by this rule as well. The
    shortest of them cover the table's span.
    """
    tables = [*sorted(within, key=lambda one: one.last - one.first), table]
    marks: dict[int, dict[str, str]] = {}
    for place, each in enumerate(tables):
        inner = [one for one in range(place) if each.holds(tables[one])]
        found = {} if each.blank else _marks(each.counts)
        marks[place] = _guarded(
            [*(tables[one] for one in inner), each], [*(marks[one] for one in inner), found]
        )
    return marks[len(within)]


def _guarded(tables: Sequence[Table], marks: Sequence[dict[str, str]]) -> dict[str, str]:
    """Withhold more cells of the last table while small ones follow from it and the others."""
    *inner, found = marks
    counts = tables[-1].counts
    while told := _told(tables, [*inner, found]):
        shown = sorted(counts.keys() - found.keys(), key=lambda one: (counts[one], one))
        ways = [{**found, answer: f"≥{_about(counts[answer])}"} for answer in shown]
        # The smallest that helps, or if none does by itself the smallest.
        helpful = (way for way in ways if _told(tables, [*inner, way]) < told)
        found = next(helpful, ways[0])
    return found


def _marks(counts: Counts) -> dict[str, str]:
    """Mark the cells of one table by itself."""
    small = [answer for answer, count in counts.items() if count < SMALLEST]
    marks = dict.fromkeys(small, f"<{SMALLEST}")
    hidden, floor = sum(counts[answer] for answer in small), 0
    rest = [answer for answer in counts if answer not in marks]
    for answer in sorted(rest, key=lambda one: counts[one]):
        if not _follows(len(small), hidden, floor):
            break
        marks[answer] = f"≥{_about(counts[answer])}"
        hidden, floor = hidden + counts[answer], floor + _about(counts[answer])
    if len(counts) > 1 and _follows(len(small), hidden, floor):
        return dict.fromkeys(marks, NOTHING_TOLD)
    return marks


def _follows(small: int, hidden: int, floor: int) -> bool:
    """Tell whether small cells follow from how many respondents the withheld cells hold.

    floor: what the larger ones among these hold at least; 0 where only small ones are withheld.
    """
    if floor:
        return small > 0 and hidden == floor
    return small == 1 or (small > 1 and hidden in {0, small * (SMALLEST - 1)})


def _about(count: int) -> int:
    """Give a round number so far below that it tells nothing of the small cells."""
    return max(SMALLEST, (count - SMALLEST + 1) // SMALLEST * SMALLEST)


def _told(tables: Sequence[Table], marks: Sequence[Mapping[str, str]]) -> int:
    """Count the small cells that follow from what the tables show under these marks.

    The unknown numbers are those of each answer in each part, the shortest spans; every cell and
    every total is a sum of some. A cell follows if it is a combination of what is published.
    """
    if len(tables) == 1:
        return 0
    spans, answers = _parts_of(tables), list(tables[-1].counts)
    small: list[Rows] = []
    published: list[Rows] = []
    for place, table in enumerate(tables):
        published.append(np.kron(spans[place], np.ones(len(answers))))
        for number, answer in enumerate(answers):
            row = np.kron(spans[place], np.eye(len(answers))[number])
            if answer not in marks[place]:
                published.append(row)
            elif table.counts[answer] < SMALLEST:
                small.append(row)
    if not small:
        return 0
    _, sizes, directions = np.linalg.svd(np.array(published), full_matrices=False)
    basis = directions[sizes > _SAME]
    left = np.array(small) - np.array(small) @ basis.T @ basis
    return int((np.abs(left).max(axis=1) < _SAME).sum())


def _parts_of(tables: Sequence[Table]) -> Rows:
    """Tell for each table which of the parts it holds: the tables that hold no other."""
    parts = [t for t in tables if not any(t.holds(one) for one in tables if one is not t)]
    return np.array([[float(table.holds(part)) for part in parts] for table in tables])
