"""Whether a cell's validation rule accepts what stands in the cell.

Google asks this of a person who types; what an API writes is never refused.
"""

from __future__ import annotations

import re
from typing import Final

from connectors.workspace.sheets.book import Book
from connectors.workspace.sheets.choices import choices_of, tick_values
from connectors.workspace.sheets.grid import Sheet
from connectors.workspace.sheets.grid_area import Area
from connectors.workspace.sheets.read import Reading

_PATTERNS: Final = {
    "TEXT_IS_EMAIL": re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+"),
    "TEXT_IS_URL": re.compile(r"(https?://)?[\w-]+(\.[\w-]+)+(:\d+)?([/?#]\S*)?", re.IGNORECASE),
}


def accepts(book: Book, sheet: Sheet, row: int, column: int) -> bool:
    """Say whether a cell's rule, if it has one, accepts the cell's value; blank always is."""
    cell = sheet.cell(row, column)
    rule, reading = sheet.rule_of(cell), Reading(book)
    value = reading.value(sheet, row, column)
    if rule is None or value is None:
        return True
    kind, shown = rule["condition"]["type"], reading.text(sheet, row, column)
    if kind in {"ONE_OF_LIST", "ONE_OF_RANGE"}:
        return shown in choices_of(book, sheet, cell)
    ticks = tick_values(rule)
    if ticks:
        return value in ticks
    if kind == "DATE_IS_VALID":
        return isinstance(value, int | float) and not isinstance(value, bool)
    if kind in _PATTERNS:
        return _PATTERNS[kind].fullmatch(shown) is not None
    here = Area(sheet.sheet_id, row, row + 1, column, column + 1)
    return reading.meets(rule["condition"], sheet, row, column, here)
