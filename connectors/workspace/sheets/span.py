"""Some of a sheet's rows or columns: read from a request, moved with all that hangs on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from connectors.workspace.call import Json
from connectors.workspace.sheets.book import Book
from connectors.workspace.sheets.errors import ProtectedCell, Refused
from connectors.workspace.sheets.grid import Sheet
from connectors.workspace.sheets.grid_area import OPEN, Area, Shift
from connectors.workspace.sheets.merges import drop_single_merges
from connectors.workspace.sheets.shift import Shifting

_MOST_COLUMNS: Final = 18_278


@dataclass(frozen=True)
class Span:
    """Some of a sheet's rows or columns, by index."""

    sheet: Sheet
    dimension: str
    start: int
    end: int

    @classmethod
    def of(cls, book: Book, dimension_range: Json) -> Span:
        """Read a DimensionRange; its end may lie behind the sheet's."""
        dimension = dimension_range.get("dimension", "")
        if dimension not in {"ROWS", "COLUMNS"}:
            raise Refused("dimension must be ROWS or COLUMNS")
        sheet = book.sheet(dimension_range.get("sheetId", 0))
        size = sheet.row_count if dimension == "ROWS" else sheet.column_count
        start = dimension_range.get("startIndex", 0)
        end = dimension_range.get("endIndex", size)
        if start < 0 or end <= start:
            raise Refused(f"range.endIndex[{end}] must be greater than range.startIndex[{start}]")
        return cls(sheet, dimension, start, end)

    @property
    def noun(self) -> str:
        """What it is made of, in Google's messages."""
        return "row" if self.dimension == "ROWS" else "column"

    @property
    def count(self) -> int:
        """How many there are."""
        return self.end - self.start

    @property
    def size(self) -> int:
        """How many the sheet has."""
        return self.sheet.row_count if self.dimension == "ROWS" else self.sheet.column_count

    @property
    def area(self) -> Area:
        """All their cells."""
        if self.dimension == "ROWS":
            return Area(self.sheet.sheet_id, top=self.start, bottom=self.end)
        return Area(self.sheet.sheet_id, left=self.start, right=self.end)

    def check_exists(self) -> None:
        """Raise Refused unless the sheet has all of them."""
        if self.end > self.size:
            raise Refused(
                f"Cannot reach a {self.noun} that doesn't exist. Tried {self.noun} index "
                f"{max(self.start, self.size)} but there are only {self.size} {self.noun}s."
            )

    def resize(self, by: int) -> None:
        """Make the sheet larger or smaller, its frozen part too if they lie in it."""
        name = "frozenRowCount" if self.dimension == "ROWS" else "frozenColumnCount"
        frozen = self.sheet.properties["gridProperties"].get(name, 0)
        if self.start < frozen:
            frozen += by if by > 0 else -(min(self.end, frozen) - self.start)
            grid = {**self.sheet.properties["gridProperties"], name: frozen}
            self.sheet.set("properties", {**self.sheet.properties, "gridProperties": grid})
        if self.dimension == "ROWS":
            self.sheet.resize(rows=self.size + by)
        else:
            self.sheet.resize(columns=self.size + by)

    def rearrange(self, book: Book, shift: Shift) -> None:
        """Move whatever refers to the place of rows or columns."""
        Shifting(self.sheet, self.dimension, shift).objects(book)
        drop_single_merges(self.sheet)


def check_width(columns: int) -> None:
    """Raise Refused if a sheet may not have so many columns."""
    if columns > _MOST_COLUMNS:
        raise Refused(f"A sheet cannot have more than {_MOST_COLUMNS} columns.")


def guard_insertion(book: Book, sheet: Sheet, dimension: str, at: int) -> None:
    """Raise ProtectedCell if the caller may not push apart what is protected."""
    if book.call.switches.structure_through_protection:
        return
    for lock, _ in book.locks(sheet):
        rows = dimension == "ROWS"
        start, end = (lock.top, lock.bottom) if rows else (lock.left, lock.right)
        if (start, end) == (0, OPEN) or start < at < end:
            raise ProtectedCell
