"""Writing plain values: ``values.update``, ``batchUpdate``, ``append`` and ``clear``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from connectors.workspace.call import Json
from connectors.workspace.sheets import a1
from connectors.workspace.sheets.book import Book
from connectors.workspace.sheets.cell_writer import checked_text, plain_number
from connectors.workspace.sheets.cells import grow
from connectors.workspace.sheets.dimensions import insert_dimension
from connectors.workspace.sheets.entry import Entry, read_entry
from connectors.workspace.sheets.errors import invalid_argument
from connectors.workspace.sheets.grid import Cell, Sheet
from connectors.workspace.sheets.grid_area import OPEN, Area
from connectors.workspace.sheets.locale import locale_of
from connectors.workspace.sheets.number_format import pattern_of
from connectors.workspace.sheets.read import Reading
from connectors.workspace.sheets.reply import exceeds_grid
from connectors.workspace.sheets.values import Rendering, Rows, located, value_range_of


@dataclass(frozen=True)
class Written:
    """How values are to be written, and whether they come back."""

    parse: bool
    rendering: Rendering | None

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> Written:
        """Read the options of a write; raises Google's 400 without ``valueInputOption``."""
        option = options.get("valueInputOption")
        if option not in {"RAW", "USER_ENTERED"}:
            raise invalid_argument("'valueInputOption' is required but not specified")
        wanted = options.get("includeValuesInResponse") or False
        return cls(
            option == "USER_ENTERED", Rendering.of(options, response=True) if wanted else None
        )


def update(book: Book, name: str, body: Json, options: Written) -> Json:
    """Write a ValueRange at a range and give the UpdateValuesResponse."""
    if body.get("range") and body["range"] != name and not _is_same(book, body["range"], name):
        raise invalid_argument(
            f"Requested writing within range [{name}], but the body names [{body['range']}]"
        )
    sheet, area = book.named_area(name)
    rows = _by_rows(body)
    target = _target(sheet, area, rows, name)
    grow(sheet, target.bottom, target.right)
    return write(book, sheet, target, rows, options)


def _is_same(book: Book, one: str, other: str) -> bool:
    return book.named_area(one) == book.named_area(other)


def _by_rows(body: Json) -> Rows:
    values: Rows = body.get("values") or []
    if body.get("majorDimension") != "COLUMNS":
        return values
    height = max(map(len, values), default=0)
    return [[line[at] if at < len(line) else None for line in values] for at in range(height)]


def _target(sheet: Sheet, area: Area, rows: Rows, name: str) -> Area:
    """Give the cells to write: they may go beyond the range only if it is one cell or open."""
    height, width = len(rows), max(map(len, rows), default=0)
    bottom = OPEN if area.bottom == area.top + 1 and area.right == area.left + 1 else area.bottom
    right = OPEN if bottom == OPEN and area.right == area.left + 1 else area.right
    for start, end, size in (
        (area.top, area.bottom, sheet.row_count),
        (area.left, area.right, sheet.column_count),
    ):
        if start >= size or size < end < OPEN:
            raise exceeds_grid(name, sheet)
    quoted = a1.range_name(sheet.title, area.clip(sheet.row_count, sheet.column_count))
    if area.top + height > bottom:
        raise invalid_argument(
            f"Requested writing within range [{quoted}], but tried writing to row [{bottom + 1}]"
        )
    if area.left + width > right:
        letters = a1.column_letters(right)
        raise invalid_argument(
            f"Requested writing within range [{quoted}], but tried writing to column [{letters}]"
        )
    return replace(area, bottom=area.top + max(height, 1), right=area.left + max(width, 1))


def write(book: Book, sheet: Sheet, area: Area, rows: Rows, options: Written) -> Json:
    """Write rows into an area of the grid; a null leaves its cell as it is."""
    count, lines, columns = 0, set(), set()
    for row, values in enumerate(rows, area.top):
        for column, value in enumerate(values, area.left):
            if value is None:
                continue
            book.guard(Area(sheet.sheet_id, row, row + 1, column, column + 1))
            entry = _entry(book, sheet, sheet.cell(row, column), value, parse=options.parse)
            sheet.put(row, column, _entered(book, sheet, sheet.cell(row, column), entry))
            count += 1
            lines.add(row)
            columns.add(column)
    reply: Json = {
        "spreadsheetId": book.spreadsheet_id,
        "updatedRange": a1.range_name(sheet.title, area),
    }
    if count:
        reply |= {"updatedRows": len(lines), "updatedColumns": len(columns), "updatedCells": count}
    if options.rendering is not None:
        reply["updatedData"] = value_range_of(Reading(book), sheet, area, options.rendering)
    return reply


def _entry(book: Book, sheet: Sheet, cell: Cell | None, value: Any, *, parse: bool) -> Entry:
    if isinstance(value, bool):
        return Entry(value)
    if isinstance(value, int | float):
        return Entry(plain_number(value))
    if not isinstance(value, str):
        raise invalid_argument(f"Invalid values: a cell cannot hold {type(value).__name__} values.")
    text = checked_text(value)
    plain = sheet.format_of(cell).get("numberFormat", {}).get("type") == "TEXT"
    if not parse or (plain and not text.startswith("=")):
        return Entry(text or None)
    return read_entry(text, book.locale, book.call.now)


def _entered(book: Book, sheet: Sheet, cell: Cell | None, entry: Entry) -> Cell:
    """Give a cell with a typed value; a date gives it a date format unless it has a format."""
    new = {key: value for key, value in (cell or {}).items() if key not in {"v", "x", "r"}}
    if entry.formula is not None:
        sheet.mark_formulas()
        return {**new, "x": entry.formula}
    if entry.value is None:
        return new
    new["v"] = entry.value
    known = sheet.format_of(cell)
    if entry.format_type and "numberFormat" not in known:
        pattern = pattern_of({"type": entry.format_type}, locale_of(book.locale))
        number_format = {"type": entry.format_type, "pattern": pattern}
        new["f"] = sheet.format_number({**known, "numberFormat": number_format})
    return new


def append(book: Book, name: str, body: Json, params: Mapping[str, Any]) -> Json:
    """Write rows below the table that a range touches; the grid grows, or rows are inserted."""
    options = Written.of(params)
    sheet, area = located(book, name)
    rows = _by_rows(body)
    table = _table(sheet, area)
    top, left = (table.bottom, table.left) if table else (area.top, area.left)
    width = max([1, *map(len, rows)])
    target = Area(sheet.sheet_id, top, top + max(len(rows), 1), left, left + width)
    if params.get("insertDataOption") == "INSERT_ROWS" and top < sheet.row_count and rows:
        place = {"sheetId": sheet.sheet_id, "dimension": "ROWS"}
        place |= {"startIndex": top, "endIndex": top + len(rows)}
        insert_dimension(book, {"range": place, "inheritFromBefore": top > 0})
    grow(sheet, target.bottom, target.right)
    reply: Json = {"spreadsheetId": book.spreadsheet_id}
    if table:
        reply["tableRange"] = a1.range_name(sheet.title, table)
    return {**reply, "updates": write(book, sheet, target, rows, options)}


def _table(sheet: Sheet, area: Area) -> Area | None:
    """Give the last block of neighbouring values that a range touches; None if it touches none."""
    seeds = [(row, at) for row, at, cell in sheet.cells(area) if _is_filled(cell)]
    if not seeds:
        return None
    row, column = max(seeds)
    block = Area(sheet.sheet_id, row, row + 1, column, column + 1)
    while (wider := _widened(sheet, block)) != block:
        block = wider
    return block


def _widened(sheet: Sheet, block: Area) -> Area:
    """Give a block with every neighbouring row and column that holds a value next to it."""
    left, right = max(block.left - 1, 0), block.right + 1
    top, bottom = max(block.top - 1, 0), block.bottom + 1
    around = Area(sheet.sheet_id, top, bottom, left, right)
    above = replace(around, bottom=block.top)
    below = replace(around, top=block.bottom)
    before = replace(around, right=block.left)
    behind = replace(around, left=block.right)
    return replace(
        block,
        top=top if _any_filled(sheet, above) else block.top,
        bottom=bottom if _any_filled(sheet, below) else block.bottom,
        left=left if _any_filled(sheet, before) else block.left,
        right=right if _any_filled(sheet, behind) else block.right,
    )


def _any_filled(sheet: Sheet, area: Area) -> bool:
    return any(_is_filled(cell) for _, _, cell in sheet.cells(area))


def _is_filled(cell: Cell) -> bool:
    return "v" in cell or "x" in cell


def clear(book: Book, name: str) -> str:
    """Take the values of a range away, formats and rules stay; gives the range as echoed."""
    sheet, area = located(book, name)
    filled = [(row, at, cell) for row, at, cell in sheet.cells(area) if _is_filled(cell)]
    book.guard(area)
    for row, column, cell in filled:
        rest = {key: value for key, value in cell.items() if key not in {"v", "x", "r"}}
        sheet.put(row, column, rest)
    return a1.range_name(sheet.title, area)
