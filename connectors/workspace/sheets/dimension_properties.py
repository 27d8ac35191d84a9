"""Rows and columns: appended, sized, hidden, fitted to what they show."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from connectors.workspace import field_mask
from connectors.workspace.call import Json
from connectors.workspace.sheets.book import Book
from connectors.workspace.sheets.errors import Refused
from connectors.workspace.sheets.read import Reading
from connectors.workspace.sheets.span import Span, check_width

_CAPITAL_WIDTH: Final = 9
_LETTER_WIDTH: Final = 7
_CELL_MARGIN: Final = 12


def append_dimension(book: Book, request: Json) -> Json:
    """Add empty rows or columns at the end."""
    sheet, length = book.sheet(request.get("sheetId", 0)), request.get("length", 0)
    if length < 1:
        raise Refused(f"length[{length}] must be positive")
    size = sheet.row_count if request.get("dimension") == "ROWS" else sheet.column_count
    span = Span.of(book, {**request, "startIndex": size, "endIndex": size + length})
    book.guard_sheet(sheet)
    if span.dimension == "COLUMNS":
        check_width(size + length)
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
    for index in range(span.start, span.end):
        one = Span(sheet, span.dimension, index, index + 1)
        width = _fitting_width(reading, one) if span.dimension == "COLUMNS" else None
        if width or span.dimension == "ROWS":
            _set_properties(one, partial(_sized, width))
    return {}


def _fitting_width(reading: Reading, column: Span) -> int | None:
    places = column.sheet.cells(column.area)
    shown = (reading.text(column.sheet, row, at) for row, at, _ in places)
    widest = max((_text_width(line) for text in shown for line in text.split("\n")), default=0)
    return widest + _CELL_MARGIN if widest else None


def _sized(width: int | None, known: Json) -> Json:
    return {**known, "pixelSize": width}


def _text_width(text: str) -> int:
    return sum(_CAPITAL_WIDTH if letter.isupper() else _LETTER_WIDTH for letter in text)


def _set_properties(span: Span, change: Callable[[Json], Json]) -> None:
    properties = list(span.sheet.dimension(span.dimension))
    properties.extend([None] * (span.end - len(properties)))
    for index in range(span.start, span.end):
        changed = change(properties[index] or {})
        properties[index] = {k: v for k, v in changed.items() if v} or None
    span.sheet.set_dimension(span.dimension, properties)
