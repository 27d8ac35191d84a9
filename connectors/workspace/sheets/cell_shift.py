"""insertRange and deleteRange: cells pushed aside or closing up, without their row or column."""

from __future__ import annotations

from dataclasses import replace

from connectors.workspace.call import Json
from connectors.workspace.sheets.book import Book
from connectors.workspace.sheets.cells import grow
from connectors.workspace.sheets.errors import Refused
from connectors.workspace.sheets.grid import Sheet
from connectors.workspace.sheets.grid_area import Area, Shift, deleted, inserted
from connectors.workspace.sheets.merges import drop_single_merges
from connectors.workspace.sheets.shift import Shifting


def insert_range(book: Book, request: Json) -> Json:
    """Insert empty cells, pushing those below or to the right aside; the grid grows for them."""
    sheet, area, rest = _affected(book, request)
    down, across = _distance(request, area)
    pushed = list(sheet.cells(rest))
    if pushed:
        last_row, last_column = max(row for row, _, _ in pushed), max(at for _, at, _ in pushed)
        grow(sheet, last_row + down + 1, last_column + across + 1)
    clear(sheet, rest)
    for row, column, cell in pushed:
        sheet.put(row + down, column + across, cell)
    start = area.top if down else area.left
    _rearrange(book, request, area, inserted(start, down or across))
    return {}


def delete_range(book: Book, request: Json) -> Json:
    """Delete cells; those below or to the right close up."""
    sheet, area, rest = _affected(book, request)
    up, back = _distance(request, area)
    kept = [
        (row, column, cell)
        for row, column, cell in sheet.cells(rest)
        if row >= area.top + up and column >= area.left + back
    ]
    clear(sheet, rest)
    for row, column, cell in kept:
        sheet.put(row - up, column - back, cell)
    start = area.top if up else area.left
    _rearrange(book, request, area, deleted(start, up or back))
    return {}


def _rearrange(book: Book, request: Json, area: Area, shift: Shift) -> None:
    """Move whatever refers to cells that were pushed or closed up."""
    dimension = "ROWS" if _along_rows(request) else "COLUMNS"
    Shifting(book.sheet(area.sheet_id), dimension, shift, band=area).objects(book)
    drop_single_merges(book.sheet(area.sheet_id))


def clear(sheet: Sheet, area: Area) -> None:
    """Take every cell of an area away, with format, note and rule."""
    for row, column, _ in list(sheet.cells(area)):
        sheet.put(row, column, None)


def _affected(book: Book, request: Json) -> tuple[Sheet, Area, Area]:
    """Give the sheet, the range, and the range with all that has to move."""
    area = book.area(request["range"])
    sheet = book.sheet(area.sheet_id)
    if _along_rows(request):
        rest = replace(area, bottom=sheet.row_count)
    else:
        rest = replace(area, right=sheet.column_count)
    if any(m.meet(rest) and not rest.holds(m) for m in map(Area.of, sheet.objects("merges"))):
        raise Refused("Cells can't be shifted through a part of a merged cell.")
    book.guard_structure(rest)
    return sheet, area, rest


def _distance(request: Json, area: Area) -> tuple[int, int]:
    if _along_rows(request):
        return area.bottom - area.top, 0
    return 0, area.right - area.left


def _along_rows(request: Json) -> bool:
    return bool(request.get("shiftDimension") == "ROWS")
