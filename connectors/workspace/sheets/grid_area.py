"""Rectangles of a sheet, and what inserting, deleting and moving rows or columns does to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

OPEN = 1 << 30
"""The end of a rectangle that goes on to the edge of the sheet."""

Json = dict[str, Any]
Interval = tuple[int, int]
Shift = Callable[[Interval], Interval | None]


@dataclass(frozen=True, slots=True)
class Area:
    """A half-open rectangle, zero-based, like Google's GridRange."""

    sheet_id: int
    top: int = 0
    bottom: int = OPEN
    left: int = 0
    right: int = OPEN

    @classmethod
    def of(cls, grid_range: Json) -> Area:
        """Read a GridRange; members left out are unbounded."""
        get = grid_range.get
        return cls(
            get("sheetId") or 0,
            get("startRowIndex") or 0,
            OPEN if get("endRowIndex") is None else grid_range["endRowIndex"],
            get("startColumnIndex") or 0,
            OPEN if get("endColumnIndex") is None else grid_range["endColumnIndex"],
        )

    def json(self) -> Json:
        """Write the GridRange as Google does: zero and unbounded members are left out."""
        members = {
            "sheetId": self.sheet_id,
            "startRowIndex": self.top,
            "endRowIndex": self.bottom % OPEN,
            "startColumnIndex": self.left,
            "endColumnIndex": self.right % OPEN,
        }
        return {name: value for name, value in members.items() if value}

    @property
    def empty(self) -> bool:
        """Say whether no cell lies in it."""
        return self.top >= self.bottom or self.left >= self.right

    def clip(self, rows: int, columns: int) -> Area:
        """Give the part that lies in a grid of that size."""
        return replace(self, bottom=min(self.bottom, rows), right=min(self.right, columns))

    def meet(self, other: Area) -> Area | None:
        """Give what two areas have in common, or None."""
        if self.sheet_id != other.sheet_id:
            return None
        common = Area(
            self.sheet_id,
            max(self.top, other.top),
            min(self.bottom, other.bottom),
            max(self.left, other.left),
            min(self.right, other.right),
        )
        return None if common.empty else common

    def holds(self, other: Area) -> bool:
        """Say whether ``other`` lies wholly in this area."""
        return self.meet(other) == other

    def minus(self, other: Area) -> list[Area]:
        """Give the rectangles of this area that ``other`` leaves uncovered."""
        common = self.meet(other)
        if common is None:
            return [self]
        pieces = (
            replace(self, bottom=common.top),
            replace(self, top=common.bottom),
            replace(self, top=common.top, bottom=common.bottom, right=common.left),
            replace(self, top=common.top, bottom=common.bottom, left=common.right),
        )
        return [piece for piece in pieces if not piece.empty]

    def shifted(self, dimension: str, shift: Shift) -> Area | None:
        """Give the area after its rows (or columns) moved; None if none of them is left."""
        if dimension == "ROWS":
            rows = shift((self.top, self.bottom))
            return rows and replace(self, top=rows[0], bottom=rows[1])
        columns = shift((self.left, self.right))
        return columns and replace(self, left=columns[0], right=columns[1])


def uncovered(area: Area, covers: Iterable[Area]) -> list[Area]:
    """Give the parts of ``area`` that none of ``covers`` holds."""
    rest = [area]
    for cover in covers:
        rest = [piece for part in rest for piece in part.minus(cover)]
    return rest


def inserted(at: int, count: int) -> Shift:
    """Make the shift of an insertion: what begins at or behind it moves on."""

    def shift(interval: Interval) -> Interval:
        start, end = interval
        if at >= end or interval == (0, OPEN):
            return interval
        moved_end = end if end == OPEN else end + count
        return (start + count if at <= start else start, moved_end)

    return shift


def deleted(at: int, count: int) -> Shift:
    """Make the shift of a deletion: what is left closes up; None if nothing is."""

    def place(index: int) -> int:
        return index if index <= at else max(at, index - count)

    def shift(interval: Interval) -> Interval | None:
        start, end = interval
        if interval == (0, OPEN):
            return interval
        left = (place(start), end if end == OPEN else place(end))
        return None if left[0] >= left[1] else left

    return shift


def moved(start: int, end: int, destination: int) -> Shift:
    """Make the shift of moving ``start:end`` before ``destination`` (as counted before the move).

    An interval that holds both the source and the destination keeps its place; one that the
    source holds travels along; any other loses what leaves it and gains what lands within it.
    """
    count = end - start
    landing = destination if destination <= start else destination - count
    close, open_up = deleted(start, count), inserted(landing, count)

    def shift(interval: Interval) -> Interval | None:
        first, last = interval
        if first <= start and end <= last and first <= destination <= last:
            return interval
        if start <= first and last <= end:
            return (first - start + landing, last - start + landing)
        rest = close(interval)
        return rest and open_up(rest)

    return shift
