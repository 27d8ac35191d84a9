"""copyPaste and cutPaste: cells put elsewhere, wholly or in part."""

from __future__ import annotations

from dataclasses import replace

from connectors.workspace.call import Json
from connectors.workspace.sheets.book import Book
from connectors.workspace.sheets.cell_shift import clear
from connectors.workspace.sheets.errors import Refused
from connectors.workspace.sheets.formula_syntax import copied
from connectors.workspace.sheets.grid import Cell, Sheet
from connectors.workspace.sheets.grid_area import Area
from connectors.workspace.sheets.read import Reading

Block = list[list[Cell | None]]

_PARTS = {
    "PASTE_NORMAL": {"v", "x", "f", "d", "n", "r"},
    "PASTE_VALUES": {"v", "x"},
    "PASTE_FORMAT": {"f"},
    "PASTE_FORMULA": {"v", "x"},
    "PASTE_DATA_VALIDATION": {"d"},
}


def copy_paste(book: Book, request: Json) -> Json:
    """Copy cells; a destination that is a multiple of the source is filled with repetitions."""
    source, parts = book.area(request["source"]), _parts(request)
    if request.get("pasteOrientation", "NORMAL") != "NORMAL":
        raise Refused("pasteOrientation TRANSPOSE is not supported by the embedded workspace.")
    target = _tiled(source, book.area(request["destination"]))
    sheet = book.sheet(target.sheet_id)
    if target.bottom > sheet.row_count or target.right > sheet.column_count:
        raise Refused("The destination lies outside the grid.")
    book.guard(target)
    block = _block(book, source, request.get("pasteType") or "PASTE_NORMAL", sheet)
    _fill(sheet, target, block, parts, (target.top - source.top, target.left - source.left))
    return {}


def _parts(request: Json) -> set[str]:
    kind = request.get("pasteType") or "PASTE_NORMAL"
    if kind not in _PARTS:
        raise Refused(f"pasteType {kind} is not supported by the embedded workspace.")
    return _PARTS[kind]


def _tiled(source: Area, target: Area) -> Area:
    height, width = source.bottom - source.top, source.right - source.left
    rows, columns = target.bottom - target.top, target.right - target.left
    return replace(
        target,
        bottom=target.top + (rows if rows % height == 0 else height),
        right=target.left + (columns if columns % width == 0 else width),
    )


def _block(book: Book, source: Area, kind: str, target: Sheet) -> Block:
    """Give the cells of an area as they can be put on another sheet."""
    sheet, reading = book.sheet(source.sheet_id), Reading(book)

    def taken(row: int, column: int) -> Cell | None:
        cell = sheet.cell(row, column)
        if not cell:
            return None
        if kind == "PASTE_VALUES" and "x" in cell:
            value = reading.value(sheet, row, column)
            shown = reading.text(sheet, row, column) if isinstance(value, Exception) else value
            cell = {key: v for key, v in cell.items() if key != "x"} | {"v": shown}
        return transferred(sheet, target, cell)

    return [
        [taken(row, column) for column in range(source.left, source.right)]
        for row in range(source.top, source.bottom)
    ]


def transferred(source: Sheet, target: Sheet, cell: Cell) -> Cell:
    """Give a cell with its format and rule numbered as on another sheet."""
    if source is target:
        return cell
    moved = dict(cell)
    if "f" in cell:
        moved["f"] = target.format_number(source.format_of(cell))
    rule = source.rule_of(cell)
    if rule is not None:
        moved["d"] = target.rule_number(rule)
    return moved


def _fill(
    sheet: Sheet, target: Area, block: Block, parts: set[str], distance: tuple[int, int]
) -> None:
    height, width = len(block), len(block[0])
    for row in range(target.top, target.bottom):
        for column in range(target.left, target.right):
            down, across = divmod(row - target.top, height), divmod(column - target.left, width)
            new = {k: v for k, v in (block[down[1]][across[1]] or {}).items() if k in parts}
            if "x" in new:
                rows, columns = distance[0] + down[0] * height, distance[1] + across[0] * width
                new["x"] = copied(new["x"], rows, columns)
                sheet.mark_formulas()
            old = {k: v for k, v in (sheet.cell(row, column) or {}).items() if k not in parts}
            sheet.put(row, column, {**old, **new})


def cut_paste(book: Book, request: Json) -> Json:
    """Move cells to another place; what they leave is empty."""
    source, parts = book.area(request["source"]), _parts(request)
    start = request["destination"]
    area = Area(start.get("sheetId", 0), start.get("rowIndex", 0), 0, start.get("columnIndex", 0))
    target = replace(
        area,
        bottom=area.top + source.bottom - source.top,
        right=area.left + source.right - source.left,
    )
    book.area(target.json())
    book.guard(source)
    book.guard(target)
    block = _block(
        book, source, request.get("pasteType") or "PASTE_NORMAL", book.sheet(target.sheet_id)
    )
    clear(book.sheet(source.sheet_id), source)
    _fill(book.sheet(target.sheet_id), target, block, parts, (0, 0))
    return {}
