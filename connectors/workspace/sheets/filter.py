"""The basic filter of a sheet: which rows it hides, once it is set."""

from __future__ import annotations

from collections.abc import Iterator

from connectors.workspace.call import Json
from connectors.workspace.sheets.book import Book
from connectors.workspace.sheets.grid import Sheet, trim
from connectors.workspace.sheets.grid_area import Area
from connectors.workspace.sheets.read import Reading


def apply_filter(book: Book, sheet: Sheet) -> None:
    """Hide the rows that the basic filter hides as the cells are now, and show all others.

    It stays so until a filter is set anew, whatever is typed meanwhile: Google's don't follow.
    """
    hidden, known = _hidden_rows(Reading(book), sheet), sheet.dimension("ROWS")
    changed: list[Json | None] = []
    for row in range(max([len(known), *(row + 1 for row in hidden)])):
        properties = dict((known[row] if row < len(known) else None) or {})
        properties.pop("hiddenByFilter", None)
        changed.append(properties | ({"hiddenByFilter": True} if row in hidden else {}) or None)
    if trim(changed) != known:
        sheet.set_dimension("ROWS", changed)


def _hidden_rows(reading: Reading, sheet: Sheet) -> frozenset[int]:
    basic = sheet.objects("basicFilter")
    criteria = list(_criteria(basic)) if basic else []
    if not criteria:
        return frozenset()
    area = Area.of(basic["range"]).clip(sheet.row_count, sheet.column_count)
    # The first row of a filter is its header, which is never hidden.
    rows = range(area.top + 1, area.bottom)
    return frozenset(row for row in rows if _is_hidden(reading, sheet, area, row, criteria))


def filter_columns(sheet: Sheet) -> dict[tuple[int, int], str]:
    """Give the basic filter's header cells: ``filter``, with ``filtering`` where one hides rows."""
    basic = sheet.objects("basicFilter")
    if not basic:
        return {}
    area = Area.of(basic["range"]).clip(sheet.row_count, sheet.column_count)
    active = {column for column, criterion in _criteria(basic) if criterion}
    return {
        (area.top, column): "filter filtering" if column in active else "filter"
        for column in range(area.left, area.right)
    }


def _criteria(basic: Json) -> Iterator[tuple[int, Json]]:
    for spec in basic.get("filterSpecs", []):
        yield spec.get("columnIndex", 0), spec.get("filterCriteria", {})


def _is_hidden(
    reading: Reading, sheet: Sheet, area: Area, row: int, criteria: list[tuple[int, Json]]
) -> bool:
    for column, criterion in criteria:
        if reading.text(sheet, row, column) in criterion.get("hiddenValues", []):
            return True
        condition = criterion.get("condition")
        origin = Area(sheet.sheet_id, area.top + 1, area.bottom, column, column + 1)
        if condition and not reading.meets(condition, sheet, row, column, origin):
            return True
    return False
