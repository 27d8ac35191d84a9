"""copyPaste and cutPaste: cells put elsewhere, wholly or in part."""

from __future__ import annotations

from dataclasses import replace

from connectors.workspace.call import Json
from connectors.workspace.sheets.book import Book
from connectors.workspace.sheets.cell_shift import clear
from connectors.workspace.sheets.errors import Refused
from connectors.workspace.sheets.formula_syntax import Reference, copied
from connectors.workspace.sheets.grid import Cell, Sheet
from connectors.workspace.sheets.grid_area import Area
from connectors.workspace.sheets.merges import merges_within, replace_merges
from connectors.workspace.sheets.read import Reading
from connectors.workspace.sheets.shift import rewrite_formulas

Block = dict[int, list[Cell]]
"""Cells that are put elsewhere, by the row that they come from."""

_EVERYTHING = {"v", "x", "f", "d", "n", "r"}
_PARTS = {
    "PASTE_NORMAL": _EVERYTHING,
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
    tiles = _tiles(source, book.area(request["destination"]))
    sheet = book.sheet(tiles[-1].sheet_id)
    if tiles[-1].bottom > sheet.row_count or tiles[-1].right > sheet.column_count:
        raise Refused("The destination lies outside the grid.")
    block = _block(book, source, _copied_rows(book, source), request.get("pasteType"), sheet)
    merges = _carried_merges(book, source, block, parts)
    for tile in tiles if block else ():
        area = replace(tile, bottom=tile.top + len(block))
        book.guard(area)
        _paste(sheet, area, block, parts, source)
        replace_merges(sheet, area, [_moved(merge, source, area) for merge in merges])
    return {}


def _copied_rows(book: Book, source: Area) -> list[int]:
    """Give the rows of an area that a copy takes, by index."""
    rows = range(source.top, source.bottom)
    if not book.call.switches.copy_skips_filtered_rows:
        return list(rows)
    sheet = book.sheet(source.sheet_id)
    return [row for row in rows if not sheet.filtered(row)]


def _carried_merges(book: Book, source: Area, block: Block, parts: set[str]) -> list[Area]:
    """Give the merges that are pasted along: those of which every row is."""
    found = merges_within(book.sheet(source.sheet_id), source) if parts == _EVERYTHING else []
    return [merge for merge in found if block.keys() >= set(range(merge.top, merge.bottom))]


def _moved(area: Area, source: Area, target: Area) -> Area:
    """Give an area of the source where it is after a move to the target."""
    down, across = target.top - source.top, target.left - source.left
    return Area(
        target.sheet_id,
        area.top + down,
        area.bottom + down,
        area.left + across,
        area.right + across,
    )


def _parts(request: Json) -> set[str]:
    kind = request.get("pasteType") or "PASTE_NORMAL"
    if kind not in _PARTS:
        raise Refused(f"pasteType {kind} is not supported by the embedded workspace.")
    return _PARTS[kind]


def _tiles(source: Area, target: Area) -> list[Area]:
    """Give where the source is pasted, each of its own size; the last reaches furthest."""
    height, width = source.bottom - source.top, source.right - source.left
    down, rest = divmod(target.bottom - target.top, height)
    across, beside = divmod(target.right - target.left, width)
    return [
        Area(target.sheet_id, top, top + height, left, left + width)
        for top in range(target.top, target.top + height * (1 if rest else down), height)
        for left in range(target.left, target.left + width * (1 if beside else across), width)
    ]


def _block(book: Book, source: Area, rows: list[int], kind: str | None, target: Sheet) -> Block:
    """Give the cells of some rows of an area, by row, as they can be put on another sheet."""
    sheet, reading = book.sheet(source.sheet_id), Reading(book)

    parts = _PARTS[kind or "PASTE_NORMAL"]

    def taken(row: int, column: int) -> Cell:
        cell = {k: v for k, v in (sheet.cell(row, column) or {}).items() if k in parts}
        if kind == "PASTE_VALUES" and "x" in cell:
            value = reading.value(sheet, row, column)
            shown = reading.text(sheet, row, column) if isinstance(value, Exception) else value
            cell = {key: v for key, v in cell.items() if key != "x"} | {"v": shown}
        return transferred(sheet, target, cell)

    columns = range(source.left, source.right)
    return {row: [taken(row, column) for column in columns] for row in rows}


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


def _paste(sheet: Sheet, target: Area, block: Block, parts: set[str], source: Area) -> None:
    """Put a block's cells into an area of its size; a copied formula's references move along."""
    across = target.left - source.left
    for row, (origin, cells) in enumerate(block.items(), target.top):
        for column, cell in enumerate(cells, target.left):
            new = dict(cell)
            if "x" in new:
                new["x"] = copied(new["x"], row - origin, across)
                sheet.mark_formulas()
            old = {k: v for k, v in (sheet.cell(row, column) or {}).items() if k not in parts}
            sheet.put(row, column, {**old, **new})


def cut_paste(book: Book, request: Json) -> Json:
    """Move cells to another place; what they leave is empty, what refers to them follows."""
    source, parts = book.area(request["source"]), _parts(request)
    start = request["destination"]
    corner = Area(
        start.get("sheetId", 0), start.get("rowIndex", 0), 0, start.get("columnIndex", 0), 0
    )
    target = _moved(source, source, corner)
    book.area(target.json())
    book.guard(source)
    book.guard(target)
    old, new = book.sheet(source.sheet_id), book.sheet(target.sheet_id)
    rows = list(range(source.top, source.bottom))
    block = _block(book, source, rows, request.get("pasteType"), new)
    merges = _carried_merges(book, source, block, parts)
    clear(old, source)
    replace_merges(old, source, [])
    # Unlike copies, cells that move keep what they refer to, as if they had always been there.
    there = dict(zip(range(target.top, target.bottom), block.values(), strict=True))
    _paste(new, target, there, parts, target)
    replace_merges(new, target, [_moved(merge, source, target) for merge in merges])
    _follow(book, source, target)
    return {}


def _follow(book: Book, source: Area, target: Area) -> None:
    """Make the formulas that refer to cells which moved refer to where they are."""

    def rewrite(home: Sheet, reference: Reference) -> str:
        named = home if reference.title is None else book.titled(reference.title)
        area = reference.area(source.sheet_id)
        if named is None or named.sheet_id != source.sheet_id or area is None:
            return str(reference)
        if not source.holds(area):
            return str(reference)
        there = book.sheet(target.sheet_id)
        title = reference.title if there is named else there.title
        return replace(reference, title=title).covering(_moved(area, source, target))

    rewrite_formulas(book, rewrite)
