"""What a cell's validation rule lets people choose: drop-downs and tick boxes."""

from __future__ import annotations

from connectors.workspace.call import Json
from connectors.workspace.sheets.book import Book
from connectors.workspace.sheets.formula_syntax import tokens
from connectors.workspace.sheets.grid import Cell, Sheet
from connectors.workspace.sheets.read import Reading


def choices_of(book: Book, sheet: Sheet, cell: Cell | None) -> tuple[str, ...]:
    """Give what a cell's drop-down offers; nothing if it has none."""
    condition = (sheet.rule_of(cell) or {}).get("condition", {})
    values = [value.get("userEnteredValue", "") for value in condition.get("values") or []]
    if condition.get("type") == "ONE_OF_LIST":
        return tuple(values)
    if condition.get("type") != "ONE_OF_RANGE":
        return ()
    pieces = [t for t in tokens(values[0].removeprefix("=")) if t.kind != "space"]
    reference = pieces[0].reference if len(pieces) == 1 else None
    if reference is None:
        return ()
    listed = sheet if reference.title is None else book.titled(reference.title)
    area = reference.area(listed.sheet_id) if listed else None
    if listed is None or area is None:
        return ()
    reading = Reading(book)
    texts = (reading.text(listed, row, column) for row, column, _ in listed.cells(area))
    return tuple(dict.fromkeys(text for text in texts if text))


def tick_values(rule: Json | None) -> tuple[bool | str | None, bool | str | None] | None:
    """Give what a tick box holds when ticked and when not; None if the rule is no tick box."""
    condition = (rule or {}).get("condition", {})
    if condition.get("type") != "BOOLEAN":
        return None
    values = [value["userEnteredValue"] for value in condition.get("values") or []]
    if not values:
        return True, False
    return values[0], values[1] if len(values) > 1 else None
