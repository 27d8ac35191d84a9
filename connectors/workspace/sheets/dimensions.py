"""Rows and columns: inserted, deleted and moved, always whole."""

from __future__ import annotations

from typing import Any

from connectors.workspace.call import Json
from connectors.workspace.sheets.book import Book
from connectors.workspace.sheets.cell_writer import hold_false
from connectors.workspace.sheets.errors import Refused
from connectors.workspace.sheets.grid import Cell, Row
from connectors.workspace.sheets.grid_area import Area, deleted, inserted, moved
from connectors.workspace.sheets.span import Span, check_width, guard_insertion


def insert_dimension(book: Book, request: Json) -> Json:
    """Insert empty rows or columns, formatted like those before or behind them."""
    if "endIndex" not in request["range"]:
        raise Refused("range.endIndex is required.")
    span = Span.of(book, request["range"])
    before = request.get("inheritFromBefore", False)
    if before and span.start == 0:
        raise Refused("inheritFromBefore cannot be true when range.startIndex is 0.")
    if span.start > span.size or (not before and span.start == span.size):
        raise Refused(
            f"range.startIndex[{span.start}] must be less than the grid size ({span.size}) "
            "if inheritFromBefore is false."
        )
    if span.dimension == "COLUMNS":
        check_width(span.size + span.count)
    guard_insertion(book, span.sheet, span.dimension, span.start)
    holds_false = book.call.switches.checkboxes_hold_false
    _insert_cells(span, span.start - 1 if before else span.start, holds_false=holds_false)
    span.resize(span.count)
    span.rearrange(book, inserted(span.start, span.count))
    return {}


def _insert_cells(span: Span, model: int, *, holds_false: bool) -> None:
    sheet = span.sheet

    def blank(cell: Cell | None) -> Cell | None:
        """Give an empty cell with the format and the rule of another."""
        new: Cell = {key: value for key, value in (cell or {}).items() if key in {"f", "d"}}
        if holds_false:
            hold_false(sheet, new)
        return new or None

    properties = list(sheet.dimension(span.dimension))
    size = {
        name: value
        for name, value in ((properties[model] or {}) if model < len(properties) else {}).items()
        if name == "pixelSize"
    }
    _insert(properties, span.start, [size or None] * span.count)
    sheet.set_dimension(span.dimension, properties)
    if span.dimension == "ROWS":
        row = [blank(cell) for cell in sheet.row(model)]
        _insert(sheet.own_rows(), span.start, [list(row) for _ in range(span.count)], list)
        return
    for index, row in enumerate(sheet.rows):
        if len(row) > min(span.start, model):
            cell = blank(row[model]) if model < len(row) else None
            _insert(sheet.own_row(index), span.start, [cell] * span.count)


def _insert(items: list[Any], at: int, new: list[Any], filler: Any = None) -> None:
    if len(items) < at and any(new):
        items.extend(filler() if filler else None for _ in range(at - len(items)))
    if len(items) >= at:
        items[at:at] = new


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


def move_dimension(book: Book, request: Json) -> Json:
    """Move rows or columns before another place, counted as before the move."""
    span = Span.of(book, request["source"])
    span.check_exists()
    destination = request.get("destinationIndex", 0)
    if not 0 <= destination <= span.size:
        raise Refused(f"destinationIndex[{destination}] is outside the grid ({span.size}).")
    if span.start <= destination <= span.end:
        return {}
    if book.call.switches.merges_stop_moves:
        _check_merges(span, destination)
    book.guard_structure(span.area.clip(span.sheet.row_count, span.sheet.column_count))
    guard_insertion(book, span.sheet, span.dimension, destination)
    _move_cells(span, destination)
    span.rearrange(book, moved(span.start, span.end, destination))
    return {}


def _check_merges(span: Span, destination: int) -> None:
    for merge in map(Area.of, span.sheet.objects("merges")):
        rows = span.dimension == "ROWS"
        start, end = (merge.top, merge.bottom) if rows else (merge.left, merge.right)
        whole = span.start <= start and end <= span.end
        if start < destination < end or (start < span.end and span.start < end and not whole):
            raise Refused(f"You can't move {span.noun}s that would split a merged cell.")


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
