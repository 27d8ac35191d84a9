"""What staff typed on a staff tab and Loket could not read, in the words that staff see."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any, TypeVar

import pandas as pd

from loket.columns import HEADER, REASON, REMEDY, ROW, TAB, VALUE
from transforms.reading.indonesian import clock, short_date
from transforms.reading.printable import one_line

VALUE_LIMIT = 500
"""Characters of a cell that a problem repeats."""

_COLUMNS = (TAB, ROW, HEADER, VALUE, REASON, REMEDY)

T = TypeVar("T")


class Unreadable(ValueError):
    """A cell that its reader cannot make sense of. Says why, and what to do, in Indonesian."""

    def __init__(self, reason: str, remedy: str) -> None:
        self.reason, self.remedy = reason, remedy
        super().__init__(f"{reason} {remedy}")


@dataclass
class TabReading:
    """Collects the problems met while one staff tab is read."""

    tab: str
    _rows: list[dict[str, object]] = field(default_factory=list)

    def cell(self, row: int, header: str, value: object, read: Callable[[object], T]) -> T | None:
        """Read one cell; None, and a problem on record, if the reader finds it unreadable."""
        try:
            return read(value)
        except Unreadable as problem:
            self.report(row, header, value, problem.reason, problem.remedy)
            return None

    def report(self, row: int | None, header: str, value: object, reason: str, remedy: str) -> None:
        """Put one problem on record."""
        cells = (self.tab, row, header, shown(value), reason, remedy)
        self._rows.append(dict(zip(_COLUMNS, cells, strict=True)))

    def problems(self) -> pd.DataFrame:
        """Give what is on record, see ``tab_problems`` for the columns."""
        return _frame(self._rows)


def tab_problems(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Put the problems of several tabs together.

    One row per cell or pair of rows that staff should look at: TAB and HEADER (as staff see
    them), ROW (1-based row of the sheet, Int64; NA where VALUE tells it), VALUE (what stands
    there, printable, at most 500 characters, NA if nothing), REASON and REMEDY (Indonesian).
    Order: as given.
    """
    rows = [row for part in parts if len(part) for row in part.to_dict("records")]
    return _frame(rows)


def shown(value: object) -> str | None:
    """Give a cell's content as staff see it, printable and cut; None for a blank cell."""
    if value is None or value is pd.NA:
        return None
    if isinstance(value, date):
        return short_date(value)
    if isinstance(value, time):
        return clock(value)
    return one_line(str(value), VALUE_LIMIT) or None


def _frame(rows: Sequence[Mapping[Any, object]]) -> pd.DataFrame:
    if not rows:
        return _NOTHING.copy()
    return pd.DataFrame(rows, columns=list(_COLUMNS), dtype=object).astype(_TYPES)


_TYPES = {column: "Int64" if column == ROW else "str" for column in _COLUMNS}
_NOTHING = pd.DataFrame(columns=list(_COLUMNS)).astype(_TYPES)
"""Made once: most tabs have no problem, and types are dear for frames of no row."""
