"""Writing cells: updateCells, repeatCell, appendCells, setDataValidation."""

from __future__ import annotations

from connectors.workspace.call import Json
from connectors.workspace.sheets.book import Book
from connectors.workspace.sheets.cell_writer import CellWriter, checked_rule, hold_false, put_member
from connectors.workspace.sheets.errors import Refused
from connectors.workspace.sheets.formula_syntax import copied
from connectors.workspace.sheets.grid import Sheet, trim
from connectors.workspace.sheets.grid_area import Area


def update_cells(book: Book, request: Json) -> Json:
    """Write rows of cells from a start, or over a range that they needn't fill."""
    writer = CellWriter.of(book, request.get("fields"))
    rows = [row.get("values") or [] for row in request.get("rows") or []]
    if "range" in request:
        area = book.area(request["range"])
        _check_fits(rows, area)
        book.guard(area)
        width = area.right - area.left
        padded = [row + [{}] * (width - len(row)) for row in rows]
        padded += [[{}] * width for _ in range(area.bottom - area.top - len(rows))]
        _write(book.sheet(area.sheet_id), area.top, area.left, padded, writer)
        return {}
    if "start" not in request:
        raise Refused("One of start or range must be given.")
    start = request["start"]
    sheet = book.sheet(start.get("sheetId", 0))
    top, left = start.get("rowIndex", 0), start.get("columnIndex", 0)
    _check_inside(sheet, rows, top, left)
    for index, row in enumerate(rows):
        if row:
            book.guard(Area(sheet.sheet_id, top + index, top + index + 1, left, left + len(row)))
    _write(sheet, top, left, rows, writer)
    return {}


def _check_fits(rows: list[list[Json]], area: Area) -> None:
    if len(rows) > area.bottom - area.top:
        last = area.bottom - 1
        raise Refused(
            f"Attempting to write row: {last + 1}, beyond the last requested row of: {last}"
        )
    if any(len(row) > area.right - area.left for row in rows):
        last = area.right - 1
        raise Refused(
            f"Attempting to write column: {last + 1}, beyond the last requested column of: {last}"
        )


def _check_inside(sheet: Sheet, rows: list[list[Json]], top: int, left: int) -> None:
    height, width = max(len(rows), 1), max([1, *map(len, rows)])
    if top < 0 or left < 0:
        raise Refused("GridCoordinate must not be negative")
    if top + height > sheet.row_count:
        raise Refused(
            f"Attempting to write row: {max(top, sheet.row_count)}, beyond the last row of: "
            f"{sheet.row_count - 1}"
        )
    if left + width > sheet.column_count:
        raise Refused(
            f"Attempting to write column: {max(left, sheet.column_count)}, beyond the last column "
            f"of: {sheet.column_count - 1}"
        )


def _write(sheet: Sheet, top: int, left: int, rows: list[list[Json]], writer: CellWriter) -> None:
    for index, values in enumerate(rows, top):
        if not values:
            continue
        cells = sheet.own_row(index)
        end = left + len(values)
        if len(cells) < end:
            cells.extend([None] * (end - len(cells)))
        for column, data in enumerate(values, left):
            cells[column] = writer.written(sheet, cells[column], data) or None
        trim(cells)


def repeat_cell(book: Book, request: Json) -> Json:
    """Write the same cell all over a range; a formula's references move along."""
    writer = CellWriter.of(book, request.get("fields"))
    area = book.area(request["range"])
    book.guard(area)
    sheet, data = book.sheet(area.sheet_id), request.get("cell") or {}
    for row in range(area.top, area.bottom):
        for column in range(area.left, area.right):
            cell = writer.written(sheet, sheet.cell(row, column), data)
            if "x" in cell and "userEnteredValue" in writer.mask:
                cell["x"] = copied(cell["x"], row - area.top, column - area.left)
            sheet.put(row, column, cell)
    return {}


def append_cells(book: Book, request: Json) -> Json:
    """Write rows below the last one that holds a value; the grid grows to hold them."""
    if "tableId" in request:
        raise Refused("Tables are not supported by the embedded workspace.")
    writer = CellWriter.of(book, request.get("fields"))
    sheet = book.sheet(request.get("sheetId", 0))
    rows = [row.get("values") or [] for row in request.get("rows") or []]
    top = last_value_row(sheet) + 1
    width = max(map(len, rows), default=0)
    grow(sheet, top + len(rows), width)
    area = Area(sheet.sheet_id, top, top + len(rows), 0, width)
    if not area.empty:
        book.guard(area)
    _write(sheet, top, 0, rows, writer)
    return {}


def last_value_row(sheet: Sheet) -> int:
    """Give the last row that holds a value (a FALSE is one); -1 if none does."""
    for index in range(len(sheet.rows) - 1, -1, -1):
        if any(cell and ("v" in cell or "x" in cell) for cell in sheet.rows[index]):
            return index
    return -1


def grow(sheet: Sheet, rows: int, columns: int) -> None:
    """Enlarge the grid so that it has at least so many rows and columns."""
    if rows > sheet.row_count or columns > sheet.column_count:
        sheet.resize(rows=max(rows, sheet.row_count), columns=max(columns, sheet.column_count))


def set_data_validation(book: Book, request: Json) -> Json:
    """Set a validation rule on every cell of a range, or clear it.

    Filtered rows are left out unless they are asked for; relative references of a rule move along.
    """
    area = book.area(request["range"])
    book.guard(area)
    sheet, given = book.sheet(area.sheet_id), request.get("rule")
    rule = None if given is None else checked_rule(given)
    included = request.get("filteredRowsIncluded", False)
    for row in range(area.top, area.bottom):
        if sheet.filtered(row) and not included:
            continue
        for column in range(area.left, area.right):
            here = rule and _copied_rule(rule, row - area.top, column - area.left)
            cell = dict(sheet.cell(row, column) or {})
            put_member(cell, "d", None if here is None else sheet.rule_number(here))
            if book.call.switches.checkboxes_hold_false:
                hold_false(sheet, cell)
            sheet.put(row, column, cell)
    return {}


def _copied_rule(rule: Json, rows: int, columns: int) -> Json:
    """Give a rule as a cell so far away holds it."""
    values = rule["condition"].get("values") or []
    if not any(value.get("userEnteredValue", "").startswith("=") for value in values):
        return rule
    moved = [
        {**value, "userEnteredValue": copied(value.get("userEnteredValue", ""), rows, columns)}
        for value in values
    ]
    return {**rule, "condition": {**rule["condition"], "values": moved}}
