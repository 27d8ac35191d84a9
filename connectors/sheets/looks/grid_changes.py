"""The change of a free-form tab: values cell by cell, looks all at once when they change.

Formats are not read back, for that would make every reading many times larger. A fingerprint of
the looks stands in developer metadata of the sheet instead; while it is the same, only values are
compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from connectors.sheets.cell import CellValue, cell_value, same, typed
from connectors.sheets.cell_writes import Position, runs, write_values
from connectors.sheets.grid import Grid
from connectors.sheets.journal.journal_keeping import Touched, Written
from connectors.sheets.looks.grid_looks import (
    grid_charts,
    grid_dimensions,
    grid_formats,
    grid_merges,
)
from connectors.sheets.looks.tab_rules import protected_range
from connectors.sheets.sheet import Sheet
from connectors.sheets.snapshot import RowKey
from connectors.sheets.tab import Link, Tab, fixed_id
from connectors.sheets.tab_change import EVERY, CellChange, Overwritten, TabChange

Json = dict[str, Any]

METADATA_KEY = "loket.looks"
MINIMUM_ROWS, MINIMUM_COLUMNS = 30, 12
"""A sheet is at least this large, so that charts have a place to stand on."""


def create_grid(
    tab: Tab, grid: Grid, *, title: str, editors: Sequence[str], zone: ZoneInfo
) -> TabChange:
    """Give all that makes a free-form tab, under a title that is free."""
    sheet = Sheet(tab.sheet_id, title, grid.height, grid.width, (), {})
    properties: dict[str, Any] = {
        "sheetId": tab.sheet_id,
        "title": title,
        "gridProperties": {
            "rowCount": max(MINIMUM_ROWS, grid.height),
            "columnCount": max(MINIMUM_COLUMNS, grid.width),
            "hideGridlines": True,
        },
    }
    if tab.place is not None:
        properties["index"] = tab.place
    protection = protected_range(tab, tab.sheet_id, {}, editors, 0)
    requests = [
        {"addSheet": {"properties": properties}},
        *_everything(tab, grid, sheet, zone),
        {"addProtectedRange": {"protectedRange": protection}},
    ]
    return TabChange(
        title=title,
        requests=tuple(requests),
        changed=tuple(_changes(grid, sheet, zone)),
        setup=("tab created",),
        personal=(EVERY,),
    )


def grid_changes(tab: Tab, sheet: Sheet, grid: Grid, zone: ZoneInfo) -> TabChange:
    """Compare a free-form tab with the grid that it is to show."""
    changes = tuple(_changes(grid, sheet, zone))
    overwritten = tuple(_overwritten(tab, grid, sheet, zone))
    if _known_looks(sheet) != grid.looks():
        every = range(max(grid.height, len(sheet.cells)))
        redrawn: list[Json | Written] = [
            *_enlargement(grid, sheet),
            {"unmergeCells": {"range": {"sheetId": sheet.sheet_id}}},
            *_everything(tab, grid, sheet, zone),
            *_written(sheet, every),
        ]
        return TabChange(
            sheet.title,
            tuple(redrawn),
            changed=changes,
            setup=("looks drawn anew",),
            touched=_touched(sheet, every),
            overwritten=overwritten,
            personal=(EVERY,),
        )
    values = dict(_differences(grid, sheet, zone))
    links = {
        place
        for place, value in values.items()
        if isinstance(value, Link) or isinstance(sheet.cell(*place), Link)
    }
    rows = sorted({row for row, _ in values})
    requests: list[Json | Written] = [
        *write_values(sheet.sheet_id, values, links),
        *_written(sheet, rows),
    ]
    return TabChange(
        sheet.title,
        tuple(requests),
        changed=changes,
        touched=_touched(sheet, rows),
        overwritten=overwritten,
        personal=(EVERY,),
    )


def row_name(row: int) -> RowKey:
    """Give what stands for a key: rows of a free-form tab have none but their place."""
    return (float(row),)


def grid_rows(grid: Grid, zone: ZoneInfo) -> dict[RowKey, dict[str, CellValue]]:
    """Give what a grid shows, row by row, the columns by number."""
    return {
        row_name(row): {
            f"#{column + 1}": cell_value(cell.value, cell.kind, zone)
            for column in range(grid.width)
            for cell in [grid.cell(row, column)]
        }
        for row in range(grid.height)
    }


def standing_grid_rows(sheet: Sheet) -> dict[RowKey, Mapping[str, CellValue]]:
    """Give what stands on a free-form tab in the same way."""
    return {
        row_name(row): {f"#{column + 1}": value for column, value in enumerate(cells)}
        for row, cells in enumerate(sheet.cells)
    }


def _overwritten(tab: Tab, grid: Grid, sheet: Sheet, zone: ZoneInfo) -> Iterator[Overwritten]:
    for (row, column), _ in _differences(grid, sheet, zone):
        value = sheet.cell(row, column)
        if value is not None:
            yield Overwritten(tab, row_name(row), f"#{column + 1}", value)


def _touched(sheet: Sheet, rows: Iterable[int]) -> tuple[Touched, ...]:
    return tuple(Touched(sheet.sheet_id, row, row_name(row)) for row in rows)


def _written(sheet: Sheet, rows: Iterable[int]) -> Iterator[Written]:
    for first, count in runs(rows):
        keys = tuple(row_name(row) for row in range(first, first + count))
        yield Written(sheet.sheet_id, first, keys)


def _everything(tab: Tab, grid: Grid, sheet: Sheet, zone: ZoneInfo) -> Iterator[Json]:
    """Format and write every cell, and all that lies over the cells."""
    height = max(grid.height, len(sheet.cells))
    width = max(grid.width, max((len(row) for row in sheet.cells), default=0))
    values = {
        (row, column): cell_value(cell.value, cell.kind, zone)
        for row in range(height)
        for column in range(width)
        for cell in [grid.cell(row, column)]
    }
    links = {place for place, value in values.items() if isinstance(value, Link)}
    yield from grid_formats(grid, sheet.sheet_id, height, width)
    yield from write_values(sheet.sheet_id, values, links)
    yield from grid_dimensions(grid, sheet.sheet_id)
    yield from grid_merges(grid, sheet.sheet_id)
    yield from grid_charts(tab, grid, sheet)
    yield from _note_looks(tab, grid, sheet)


def _differences(grid: Grid, sheet: Sheet, zone: ZoneInfo) -> Iterator[tuple[Position, CellValue]]:
    for row in range(max(grid.height, len(sheet.cells))):
        standing = len(sheet.cells[row]) if row < len(sheet.cells) else 0
        for column in range(max(grid.width, standing)):
            cell = grid.cell(row, column)
            value = cell_value(cell.value, cell.kind, zone)
            if not same(value, sheet.cell(row, column)):
                yield (row, column), value


def _changes(grid: Grid, sheet: Sheet, zone: ZoneInfo) -> Iterator[CellChange]:
    for (row, column), value in _differences(grid, sheet, zone):
        kind = grid.cell(row, column).kind
        old = typed(sheet.cell(row, column), kind, zone)
        yield CellChange(f"#{row + 1}", f"#{column + 1}", old, typed(value, kind, zone))


def _enlargement(grid: Grid, sheet: Sheet) -> Iterator[Json]:
    sizes = (("ROWS", grid.height, sheet.row_count), ("COLUMNS", grid.width, sheet.column_count))
    for dimension, wanted, there in sizes:
        if wanted > there:
            yield {
                "appendDimension": {
                    "sheetId": sheet.sheet_id,
                    "dimension": dimension,
                    "length": wanted - there,
                }
            }


def _known_looks(sheet: Sheet) -> str:
    for entry in _looks_metadata(sheet):
        return str(entry.get("metadataValue", ""))
    return ""


def _looks_metadata(sheet: Sheet) -> list[Mapping[str, Any]]:
    entries = sheet.raw.get("developerMetadata", [])
    return [entry for entry in entries if entry.get("metadataKey") == METADATA_KEY]


def _note_looks(tab: Tab, grid: Grid, sheet: Sheet) -> Iterator[Json]:
    number = fixed_id("looks", tab.key)
    if _looks_metadata(sheet):
        lookup = {"metadataId": number, "metadataKey": METADATA_KEY}
        update = {
            "dataFilters": [{"developerMetadataLookup": lookup}],
            "developerMetadata": {"metadataValue": grid.looks()},
            "fields": "metadataValue",
        }
        yield {"updateDeveloperMetadata": update}
        return
    metadata = {
        "metadataId": number,
        "metadataKey": METADATA_KEY,
        "metadataValue": grid.looks(),
        "location": {"sheetId": sheet.sheet_id},
        "visibility": "DOCUMENT",
    }
    yield {"createDeveloperMetadata": {"developerMetadata": metadata}}
