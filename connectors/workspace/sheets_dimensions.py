"""Rows and columns: inserted, deleted, moved, appended, sized and hidden, always whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from connectors.workspace import field_mask
from connectors.workspace.call import Json
from connectors.workspace.grid import Cell, Row, Sheet
from connectors.workspace.grid_area import OPEN, Area, Shift, deleted, inserted, moved
from connectors.workspace.sheets_book import Book
from connectors.workspace.sheets_errors import ProtectedCell, Refused
from connectors.workspace.sheets_read import Reading
from connectors.workspace.sheets_shift import Shifting

_LARGEST = 18_278
"""The most columns that a sheet may have."""
_CAPITAL_WIDTH, _LETTER_WIDTH, _CELL_MARGIN = 9, 7, 12


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
        _drop_single_merges(self.sheet)


def insert_dimension(book: Book, request: Json) -> Json:
    """Insert empty rows or columns, formatted like those before or behind them."""
    span = Span.of(book, request["range"])
    before = request.get("inheritFromBefore", False)
    if before and span.start == 0:
        raise Refused("inheritFromBefore cannot be true when range.startIndex is 0.")
    if span.start > span.size or (not before and span.start == span.size):
        raise Refused(
            f"range.startIndex[{span.start}] must be less than the grid size ({span.size}) "
            "if inheritFromBefore is false."
        )
    if span.dimension == "COLUMNS" and span.size + span.count > _LARGEST:
        raise Refused(f"A sheet cannot have more than {_LARGEST} columns.")
    guard_insertion(book, span.sheet, span.dimension, span.start)
    _insert_cells(span, span.start - 1 if before else span.start)
    span.resize(span.count)
    span.rearrange(book, inserted(span.start, span.count))
    return {}


def guard_insertion(book: Book, sheet: Sheet, dimension: str, at: int) -> None:
    """Raise ProtectedCell if the caller may not push apart what is protected."""
    if book.call.switches.structure_through_protection:
        return
    for lock, _ in book.locks(sheet):
        rows = dimension == "ROWS"
        start, end = (lock.top, lock.bottom) if rows else (lock.left, lock.right)
        if (start, end) == (0, OPEN) or start < at < end:
            raise ProtectedCell


def _insert_cells(span: Span, model: int) -> None:
    sheet = span.sheet
    properties = list(sheet.dimension(span.dimension))
    size = {
        name: value
        for name, value in ((properties[model] or {}) if model < len(properties) else {}).items()
        if name == "pixelSize"
    }
    _insert(properties, span.start, [size or None] * span.count)
    sheet.set_dimension(span.dimension, properties)
    if span.dimension == "ROWS":
        blank = [_unfilled(cell) for cell in sheet.row(model)]
        _insert(sheet.own_rows(), span.start, [list(blank) for _ in range(span.count)], list)
        return
    for index, row in enumerate(sheet.rows):
        if len(row) > min(span.start, model):
            cell = _unfilled(row[model]) if model < len(row) else None
            _insert(sheet.own_row(index), span.start, [cell] * span.count)


def _insert(items: list[Any], at: int, new: list[Any], filler: Any = None) -> None:
    if len(items) < at and any(new):
        items.extend(filler() if filler else None for _ in range(at - len(items)))
    if len(items) >= at:
        items[at:at] = new


def _unfilled(cell: Cell | None) -> Cell | None:
    """Give an empty cell with the format and the rule of another."""
    return {key: cell[key] for key in ("f", "d") if key in cell} or None if cell else None


def delete_dimension(book: Book, request: Json) -> Json:
    """Delete rows or columns with all that is in them."""
    span = Span.of(book, request["range"])
    if span.end > span.size:
        raise Refused(
            f"Cannot delete a {span.noun} that doesn't exist. Tried to delete {span.noun} index "
            f"{max(span.start, span.size)} but there are only {span.size} {span.noun}s."
        )
    name = "frozenRowCount" if span.dimension == "ROWS" else "frozenColumnCount"
    frozen = span.sheet.properties["gridProperties"].get(name, 0)
    if span.start <= frozen and span.end == span.size:
        raise Refused(f"Sorry, it is not possible to delete all non-frozen {span.noun}s.")
    book.guard_structure(span.area.clip(span.sheet.row_count, span.sheet.column_count))
    _delete_cells(span)
    span.resize(-span.count)
    span.rearrange(book, deleted(span.start, span.count))
    return {}


def _delete_cells(span: Span) -> None:
    sheet = span.sheet
    properties = list(sheet.dimension(span.dimension))
    del properties[span.start : span.end]
    sheet.set_dimension(span.dimension, properties)
    if span.dimension == "ROWS":
        del sheet.own_rows()[span.start : span.end]
        return
    for index, row in enumerate(sheet.rows):
        if len(row) > span.start:
            del sheet.own_row(index)[span.start : span.end]


def _drop_single_merges(sheet: Sheet) -> None:
    merges = sheet.objects("merges")
    areas = [Area.of(merge) for merge in merges]
    kept = [
        merge
        for merge, area in zip(merges, areas, strict=True)
        if (area.bottom - area.top) * (area.right - area.left) > 1
    ]
    if len(kept) < len(merges):
        sheet.set("merges", kept)


def move_dimension(book: Book, request: Json) -> Json:
    """Move rows or columns before another place, counted as before the move."""
    span = Span.of(book, request["source"])
    span.check_exists()
    destination = request.get("destinationIndex", 0)
    if not 0 <= destination <= span.size:
        raise Refused(f"destinationIndex[{destination}] is outside the grid ({span.size}).")
    if span.start <= destination <= span.end:
        return {}
    book.guard_structure(span.area.clip(span.sheet.row_count, span.sheet.column_count))
    guard_insertion(book, span.sheet, span.dimension, destination)
    _move_cells(span, destination)
    span.rearrange(book, moved(span.start, span.end, destination))
    return {}


def _move_cells(span: Span, destination: int) -> None:
    sheet = span.sheet
    properties = list(sheet.dimension(span.dimension))
    _move(properties, span, destination)
    sheet.set_dimension(span.dimension, properties)
    if span.dimension == "ROWS":
        rows: list[Row | None] = list(sheet.own_rows())
        _move(rows, span, destination)
        sheet.own_rows()[:] = [row or [] for row in rows]
        return
    for index, row in enumerate(sheet.rows):
        if len(row) > min(span.start, destination):
            _move(sheet.own_row(index), span, destination)


def _move(items: list[Any], span: Span, destination: int) -> None:
    items.extend([None] * (max(span.end, destination) - len(items)))
    taken = items[span.start : span.end]
    del items[span.start : span.end]
    landing = destination if destination < span.start else destination - span.count
    items[landing:landing] = taken
    while items and not items[-1]:
        items.pop()


def append_dimension(book: Book, request: Json) -> Json:
    """Add empty rows or columns at the end."""
    sheet, length = book.sheet(request.get("sheetId", 0)), request.get("length", 0)
    if length < 1:
        raise Refused(f"length[{length}] must be positive")
    size = sheet.row_count if request.get("dimension") == "ROWS" else sheet.column_count
    span = Span.of(book, {**request, "startIndex": size, "endIndex": size + length})
    book.guard_sheet(sheet)
    span.resize(length)
    return {}


def update_dimension_properties(book: Book, request: Json) -> Json:
    """Set size and visibility of rows or columns."""
    mask = field_mask.of_update(request.get("fields"))
    unknown = mask.keys() - {"pixelSize", "hiddenByUser", "*"}
    if "range" not in request or unknown:
        what = ", ".join(sorted(unknown)) or "dataSourceSheetRange"
        raise Refused(f"{what} is not supported by the embedded workspace.")
    span = Span.of(book, request["range"])
    span.check_exists()
    book.guard_structure(span.area.clip(span.sheet.row_count, span.sheet.column_count))
    if not mask:
        mask = {"pixelSize": {}, "hiddenByUser": {}}
    given = {name: value for name, value in request.get("properties", {}).items() if value}
    _set_properties(span, lambda known: field_mask.merged(known, given, mask))
    return {}


def auto_resize_dimensions(book: Book, request: Json) -> Json:
    """Make columns as wide as what they show; rows go back to their usual height."""
    if "dimensions" not in request:
        raise Refused("dataSourceSheetDimensions is not supported by the embedded workspace.")
    span = Span.of(book, request["dimensions"])
    span.check_exists()
    book.guard_structure(span.area.clip(span.sheet.row_count, span.sheet.column_count))
    reading, sheet = Reading(book), span.sheet
    for column in range(span.start, span.end):
        one = Span(sheet, span.dimension, column, column + 1)
        if span.dimension == "ROWS":
            _set_properties(one, lambda known: {**known, "pixelSize": None})
            continue
        shown = (reading.text(sheet, row, column) for row, _, _ in sheet.cells(one.area))
        widest = max((_text_width(line) for text in shown for line in text.split("\n")), default=0)
        if widest:
            width = widest + _CELL_MARGIN
            _set_properties(one, lambda known, width=width: {**known, "pixelSize": width})
    return {}


def _text_width(text: str) -> int:
    return sum(_CAPITAL_WIDTH if letter.isupper() else _LETTER_WIDTH for letter in text)


def _set_properties(span: Span, change: Any) -> None:
    properties = list(span.sheet.dimension(span.dimension))
    properties.extend([None] * (span.end - len(properties)))
    for index in range(span.start, span.end):
        changed = change(properties[index] or {})
        properties[index] = {k: v for k, v in changed.items() if v} or None
    span.sheet.set_dimension(span.dimension, properties)
