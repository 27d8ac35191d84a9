"""Reading plain values: ``spreadsheets.values.get`` and ``batchGet``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from connectors.workspace.call import Json
from connectors.workspace.sheets import a1
from connectors.workspace.sheets.book import Book
from connectors.workspace.sheets.formula_values import FormulaError
from connectors.workspace.sheets.grid import Sheet
from connectors.workspace.sheets.grid_area import Area
from connectors.workspace.sheets.number_format import shows_date
from connectors.workspace.sheets.read import Reading
from connectors.workspace.sheets.reply import exceeds_grid

Rows = list[list[Any]]


@dataclass(frozen=True)
class Rendering:
    """How values are wanted: by rows or columns, formatted or bare, dates as numbers or text."""

    by_columns: bool = False
    value: str = "FORMATTED_VALUE"
    date_time: str = "SERIAL_NUMBER"

    @classmethod
    def of(cls, params: Mapping[str, Any], *, response: bool = False) -> Rendering:
        """Read the options from the parameters of a read, or the response options of a write."""
        value, date_time = "valueRenderOption", "dateTimeRenderOption"
        if response:
            value, date_time = "responseValueRenderOption", "responseDateTimeRenderOption"
        return cls(
            params.get("majorDimension") == "COLUMNS",
            params.get(value) or "FORMATTED_VALUE",
            params.get(date_time) or "SERIAL_NUMBER",
        )


def value_range(book: Book, name: str, rendering: Rendering) -> Json:
    """Give the ValueRange of a range in A1 notation; empty ends are left out."""
    sheet, area = located(book, name)
    return value_range_of(Reading(book), sheet, area, rendering)


def value_range_of(reading: Reading, sheet: Sheet, area: Area, rendering: Rendering) -> Json:
    """Give the ValueRange of an area that lies in its sheet."""
    rows = [
        [_rendered(reading, sheet, row, column, rendering) for column in _columns(sheet, row, area)]
        for row in range(area.top, min(area.bottom, len(sheet.rows)))
    ]
    values = _without_ends(_turned(rows) if rendering.by_columns else rows)
    reply: Json = {
        "range": a1.range_name(sheet.title, area),
        "majorDimension": "COLUMNS" if rendering.by_columns else "ROWS",
    }
    return {**reply, "values": values} if values else reply


def located(book: Book, name: str) -> tuple[Sheet, Area]:
    """Read a range and cut it to its sheet; raises Google's 400 if it begins outside."""
    sheet, area = book.named_area(name)
    if area.top >= sheet.row_count or area.left >= sheet.column_count:
        raise exceeds_grid(name, sheet)
    return sheet, area.clip(sheet.row_count, sheet.column_count)


def _columns(sheet: Sheet, row: int, area: Area) -> range:
    return range(area.left, min(area.right, len(sheet.row(row))))


def _rendered(reading: Reading, sheet: Sheet, row: int, column: int, rendering: Rendering) -> Any:
    cell = sheet.cell(row, column)
    if not cell or not cell.keys() & {"v", "x"}:
        return ""
    if rendering.value == "FORMULA" and "x" in cell:
        return cell["x"]
    value = reading.value(sheet, row, column)
    number_format = sheet.format_of(cell).get("numberFormat", {})
    as_text = rendering.date_time == "FORMATTED_STRING" and shows_date(number_format)
    if rendering.value == "FORMATTED_VALUE" or isinstance(value, FormulaError):
        return reading.shown(value, number_format)
    if as_text and isinstance(value, int | float) and not isinstance(value, bool):
        return reading.shown(value, number_format)
    return "" if value is None else value


def _turned(rows: Rows) -> Rows:
    width = max(map(len, rows), default=0)
    return [[row[at] if at < len(row) else "" for row in rows] for at in range(width)]


def _without_ends(rows: Rows) -> Rows:
    for row in rows:
        while row and row[-1] == "":
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    return rows
