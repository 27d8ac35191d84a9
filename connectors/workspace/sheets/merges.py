"""mergeCells and unmergeCells."""

from __future__ import annotations

from dataclasses import replace

from connectors.workspace.call import Json
from connectors.workspace.sheets.book import Book
from connectors.workspace.sheets.errors import Refused
from connectors.workspace.sheets.grid import Cell, Sheet
from connectors.workspace.sheets.grid_area import Area


def merge_cells(book: Book, request: Json) -> Json:
    """Merge a range into one cell, or each of its rows or columns; only the first value stays."""
    area = book.area(request["range"])
    book.guard(area)
    sheet = book.sheet(area.sheet_id)
    known = [Area.of(merge) for merge in sheet.objects("merges")]
    _check_whole(area, known)
    pieces = [
        piece for piece in _pieces(area, request.get("mergeType") or "MERGE_ALL") if _is_many(piece)
    ]
    _check_unfrozen(sheet, pieces)
    for piece in pieces:
        _keep_first(sheet, piece)
    kept = [merge.json() for merge in known if not area.holds(merge)]
    sheet.set("merges", kept + [piece.json() for piece in pieces])
    return {}


def _pieces(area: Area, kind: str) -> list[Area]:
    if kind == "MERGE_ROWS":
        return [replace(area, top=row, bottom=row + 1) for row in range(area.top, area.bottom)]
    if kind == "MERGE_COLUMNS":
        return [replace(area, left=c, right=c + 1) for c in range(area.left, area.right)]
    return [area]


def _is_many(area: Area) -> bool:
    return (area.bottom - area.top) * (area.right - area.left) > 1


def _check_unfrozen(sheet: Sheet, pieces: list[Area]) -> None:
    grid = sheet.properties["gridProperties"]
    rows, columns = grid.get("frozenRowCount", 0), grid.get("frozenColumnCount", 0)
    for piece in pieces:
        if piece.top < rows < piece.bottom:
            raise Refused("You can't merge frozen and non-frozen rows.")
        if piece.left < columns < piece.right:
            raise Refused("You can't merge frozen and non-frozen columns.")


def _keep_first(sheet: Sheet, area: Area) -> None:
    filled = [(r, c, cell) for r, c, cell in sheet.cells(area) if cell.keys() & {"v", "x"}]
    first: Cell = {}
    for row, column, cell in filled:
        first = first or {key: cell[key] for key in ("v", "x", "r") if key in cell}
        sheet.put(row, column, {k: v for k, v in cell.items() if k not in {"v", "x", "r"}})
    if first:
        corner = sheet.cell(area.top, area.left) or {}
        sheet.put(area.top, area.left, {**corner, **first})


def unmerge_cells(book: Book, request: Json) -> Json:
    """Undo every merge in a range; raises Refused if one is only partly in it."""
    area = book.area(request["range"])
    book.guard(area)
    sheet = book.sheet(area.sheet_id)
    known = [Area.of(merge) for merge in sheet.objects("merges")]
    _check_whole(area, known)
    sheet.set("merges", [merge.json() for merge in known if not area.holds(merge)])
    return {}


def _check_whole(area: Area, known: list[Area]) -> None:
    if any(merge.meet(area) and not area.holds(merge) for merge in known):
        raise Refused("You must select all cells in a merged range to merge or unmerge them.")


def merges_within(sheet: Sheet, area: Area) -> list[Area]:
    """Give the merges that lie wholly in an area."""
    return [m for m in map(Area.of, sheet.objects("merges")) if area.holds(m)]


def replace_merges(sheet: Sheet, area: Area, new: list[Area]) -> None:
    """Replace the merges in an area; raises Refused if one lies only partly in it."""
    known = [Area.of(merge) for merge in sheet.objects("merges")]
    if any(merge.meet(area) and not area.holds(merge) for merge in known):
        raise Refused("You can't perform a paste that partially intersects a merge.")
    kept = [merge for merge in known if not area.holds(merge)] + new
    if kept != known:
        sheet.set("merges", [merge.json() for merge in kept])


def drop_single_merges(sheet: Sheet) -> None:
    """Take away the merges of which a single cell is left."""
    known = sheet.objects("merges")
    kept = [merge for merge in known if _is_many(Area.of(merge))]
    if len(kept) < len(known):
        sheet.set("merges", kept)
