"""sortRange: rows of a range put in order, as Google Sheets orders them."""

from __future__ import annotations

from collections.abc import Mapping

from connectors.workspace.call import Json, Switches
from connectors.workspace.sheets.book import Book
from connectors.workspace.sheets.errors import Refused
from connectors.workspace.sheets.formula_syntax import copied
from connectors.workspace.sheets.formula_values import FormulaError, Scalar
from connectors.workspace.sheets.grid import Cell, Sheet
from connectors.workspace.sheets.grid_area import Area
from connectors.workspace.sheets.read import Reading

Key = tuple[int, float | str]


def sort_range(book: Book, request: Json) -> Json:
    """Sort rows by their cells' effective values; hidden and filtered rows stay where they are."""
    area = book.area(request["range"])
    sheet = book.sheet(area.sheet_id)
    _check_merges(sheet, area)
    book.guard_structure(area)
    rows = [
        row
        for row in range(area.top, area.bottom)
        if not sheet.filtered(row) and not sheet.hidden("ROWS", row)
    ]
    order = _ordered(Reading(book), sheet, rows, _specs(request, area))
    _rearrange(sheet, area, rows, order, book.call.switches)
    if book.call.switches.metadata_follows_sort:
        _carry_metadata(book, sheet, dict(zip(order, rows, strict=True)))
    return {}


def _check_merges(sheet: Sheet, area: Area) -> None:
    for merge in map(Area.of, sheet.objects("merges")):
        if merge.meet(area) and merge.bottom - merge.top > 1:
            raise Refused(
                "You can't sort a range with vertical merges. Please unmerge the cells and try "
                "again."
            )


def _specs(request: Json, area: Area) -> list[tuple[int, bool]]:
    """Give the columns to sort by, most important first, and whether each goes downwards."""
    specs = []
    for spec in request.get("sortSpecs") or []:
        if spec.keys() - {"dimensionIndex", "sortOrder"}:
            raise Refused("Sorting by colour is not supported by the embedded workspace.")
        column = spec.get("dimensionIndex", 0)
        if not area.left <= column < area.right:
            raise Refused(f"sortSpecs.dimensionIndex[{column}] is outside of the range")
        specs.append((column, spec.get("sortOrder") == "DESCENDING"))
    return specs


def _ordered(
    reading: Reading, sheet: Sheet, rows: list[int], specs: list[tuple[int, bool]]
) -> list[int]:
    ordered = list(rows)
    for column, downwards in reversed(specs):
        values = {row: reading.value(sheet, row, column) for row in ordered}
        filled = [row for row in ordered if not _is_blank(values[row])]
        blank = [row for row in ordered if _is_blank(values[row])]
        filled.sort(key=lambda row: sort_key(values[row]), reverse=downwards)
        ordered = filled + blank
    return ordered


def _is_blank(value: Scalar | FormulaError) -> bool:
    return value is None or value == ""


def sort_key(value: Scalar | FormulaError) -> Key:
    """Order values as Google does: numbers, then texts, then booleans, then errors."""
    if isinstance(value, FormulaError):
        return 3, 0
    if isinstance(value, bool):
        return 2, float(value)
    if isinstance(value, str):
        return 1, value.casefold()
    return 0, float(value or 0)


def _rearrange(
    sheet: Sheet, area: Area, rows: list[int], order: list[int], switches: Switches
) -> None:
    carried = {"v", "x", "f", "r"}
    carried |= {"n"} if switches.sort_carries_notes else set()
    carried |= {"d"} if switches.sort_carries_validation else set()
    columns = range(area.left, area.right)
    before = {row: [sheet.cell(row, column) for column in columns] for row in rows}
    for target, source in zip(rows, order, strict=True):
        if target == source:
            continue
        for column, new, old in zip(columns, before[source], before[target], strict=True):
            sheet.put(target, column, _joined(new, old, carried, target - source))


def _carry_metadata(book: Book, sheet: Sheet, targets: Mapping[int, int]) -> None:
    """Put the developer metadata of rows where the rows went."""
    known = book.get("developerMetadata")
    carried = [_carried(entry, sheet, targets) for entry in known]
    if carried != known:
        book.set("developerMetadata", carried)


def _carried(entry: Json, sheet: Sheet, targets: Mapping[int, int]) -> Json:
    place = entry["location"].get("dimensionRange", {})
    if (place.get("sheetId", 0), place.get("dimension")) != (sheet.sheet_id, "ROWS"):
        return entry
    row = targets.get(place["startIndex"], place["startIndex"])
    moved = {**place, "startIndex": row, "endIndex": row + 1}
    return {**entry, "location": {**entry["location"], "dimensionRange": moved}}


def _joined(new: Cell | None, old: Cell | None, carried: set[str], rows: int) -> Cell:
    cell = {key: value for key, value in (new or {}).items() if key in carried}
    if "x" in cell:
        cell["x"] = copied(cell["x"], rows, 0)
    return cell | {key: value for key, value in (old or {}).items() if key not in carried}
