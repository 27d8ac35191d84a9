"""Writing cells: updateCells, repeatCell, appendCells, setDataValidation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from connectors.workspace import field_mask
from connectors.workspace.call import Json
from connectors.workspace.field_mask import Mask
from connectors.workspace.grid import Cell, Sheet, trim
from connectors.workspace.grid_area import Area
from connectors.workspace.sheets_book import Book
from connectors.workspace.sheets_conditions import checked_condition
from connectors.workspace.sheets_errors import Refused
from connectors.workspace.sheets_formats import normal, with_twins, without_defaults
from connectors.workspace.sheets_formula_syntax import copied

CHARACTER_LIMIT = 50_000
"""The longest text of a cell, in UTF-16 units."""
_WRITABLE = frozenset(
    {"userEnteredValue", "userEnteredFormat", "note", "dataValidation", "textFormatRuns"}
)
_READ_ONLY = frozenset({"effectiveValue", "effectiveFormat", "formattedValue", "hyperlink"})


def checked_text(text: str) -> str:
    """Give a text that fits into a cell; raises Refused if it is too long."""
    if 2 * len(text) > CHARACTER_LIMIT and len(text.encode("utf-16-le")) > 2 * CHARACTER_LIMIT:
        raise Refused(
            f"Your input contains more than the maximum of {CHARACTER_LIMIT} characters in a "
            "single cell."
        )
    return text


def plain_number(value: float) -> float:
    """Give a whole number as int, as Google's JSON prints it."""
    return int(value) if abs(value) < 1e15 and value == int(value) else value


def stored_value(value: Json) -> Cell:
    """Give the ``v`` or ``x`` of a cell for an ExtendedValue; empty for none."""
    if "stringValue" in value:
        text = checked_text(value["stringValue"])
        return {"v": text} if text else {}
    if "numberValue" in value:
        return {"v": plain_number(value["numberValue"])}
    if "boolValue" in value:
        return {"v": bool(value["boolValue"])}
    if "formulaValue" in value:
        formula = checked_text(value["formulaValue"])
        if not formula.startswith("="):
            raise Refused(f"formulaValue must begin with '=': {formula[:40]!r}")
        return {"x": formula}
    if "errorValue" in value:
        raise Refused("userEnteredValue.errorValue cannot be written.")
    return {}


@dataclass(frozen=True)
class CellWriter:
    """Writes those members of cells that a field mask names."""

    mask: Mask
    ticks_hold_false: bool

    @classmethod
    def of(cls, book: Book, fields: str | None) -> CellWriter:
        """Read an update request's ``fields``; raises Refused for what can't be written."""
        mask = field_mask.of_update(fields)
        for name in mask.keys() - _WRITABLE - {"*"}:
            if name in _READ_ONLY:
                raise Refused(f"The field {name} is read-only.")
            raise Refused(f"The field {name} is not supported by the embedded workspace.")
        if not mask or "*" in mask:
            mask = {name: {} for name in _WRITABLE}
        return cls(with_twins(mask), book.call.switches.checkboxes_hold_false)

    def written(self, sheet: Sheet, old: Cell | None, data: Json) -> Cell:
        """Give the cell with the mask's members taken from a CellData, or cleared."""
        cell = dict(old) if old else {}
        mask = self.mask
        if "userEnteredValue" in mask:
            cell.pop("v", None)
            cell.pop("x", None)
            if data.get("userEnteredValue"):
                cell |= stored_value(data["userEnteredValue"])
                if "x" in cell:
                    sheet.mark_formulas()
        if "userEnteredFormat" in mask:
            self._write_format(sheet, cell, data.get("userEnteredFormat") or {})
        if "note" in mask:
            _replace(cell, "n", data.get("note"))
        if "textFormatRuns" in mask:
            runs = without_defaults(normal(data.get("textFormatRuns")))
            _replace(cell, "r", runs)
        if "dataValidation" in mask:
            rule = data.get("dataValidation")
            _replace(cell, "d", None if rule is None else sheet.rule_number(checked_rule(rule)))
            if self.ticks_hold_false:
                hold_false(sheet, cell)
        return cell

    def _write_format(self, sheet: Sheet, cell: Cell, given: Json) -> None:
        mask = self.mask["userEnteredFormat"]
        merged = field_mask.merged(sheet.format_of(cell), normal(given), mask)
        _replace(cell, "f", sheet.format_number(merged) if merged else None)


def checked_rule(rule: Json) -> Json:
    """Give a DataValidationRule as stored; raises Refused if its condition is none."""
    if "condition" not in rule:
        raise Refused("A data validation rule needs a condition.")
    checked_condition(rule["condition"], validation=True)
    return dict(without_defaults(rule))


def _replace(cell: Cell, key: str, value: Any) -> None:
    if value is None or value in ("", []):
        cell.pop(key, None)
    else:
        cell[key] = value


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
    """Set a validation rule on every cell of a range, or clear it."""
    area = book.area(request["range"])
    book.guard(area)
    sheet, rule = book.sheet(area.sheet_id), request.get("rule")
    number = None if rule is None else sheet.rule_number(checked_rule(rule))
    for row in range(area.top, area.bottom):
        for column in range(area.left, area.right):
            cell = dict(sheet.cell(row, column) or {})
            _replace(cell, "d", number)
            if book.call.switches.checkboxes_hold_false:
                hold_false(sheet, cell)
            sheet.put(row, column, cell)
    return {}


def hold_false(sheet: Sheet, cell: Cell) -> None:
    """Give an empty cell with a tick box the value FALSE."""
    rule = sheet.rule_of(cell)
    if rule and rule["condition"]["type"] == "BOOLEAN" and not cell.keys() & {"v", "x"}:
        values = rule["condition"].get("values") or []
        cell["v"] = values[1]["userEnteredValue"] if len(values) == 2 else False
