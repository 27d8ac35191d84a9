"""Which rows the basic filter of a sheet hides."""

from __future__ import annotations

from collections.abc import Iterator

from connectors.workspace.call import Json
from connectors.workspace.sheets.grid import Sheet
from connectors.workspace.sheets.grid_area import Area
from connectors.workspace.sheets.read import Reading


def filtered_rows(reading: Reading, sheet: Sheet, rows: range) -> frozenset[int]:
    """Give those of the rows, by index, that the basic filter hides as the cells are now."""
    basic = sheet.objects("basicFilter")
    if not basic:
        return frozenset()
    area = Area.of(basic["range"]).clip(sheet.row_count, sheet.column_count)
    criteria = list(_criteria(basic))
    if not criteria:
        return frozenset()
    # The first row of a filter is its header, which is never hidden.
    below = range(max(area.top + 1, rows.start), min(area.bottom, rows.stop))
    return frozenset(row for row in below if _is_hidden(reading, sheet, area, row, criteria))


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
