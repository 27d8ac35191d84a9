"""One sheet of a spreadsheet as Google's reply tells it: its size and the values of its cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from connectors.sheets.cell import CellValue, read_cell


@dataclass(frozen=True)
class Sheet:
    """One sheet, whatever it is for. ``raw`` is Google's JSON of it, without the cells.

    ``validations`` holds the rules of cells by zero-based row and column, if they were read.
    """

    sheet_id: int
    title: str
    row_count: int
    column_count: int
    cells: tuple[tuple[CellValue, ...], ...] = field(repr=False)
    raw: Mapping[str, Any] = field(repr=False)
    validations: Mapping[tuple[int, int], Mapping[str, Any]] = field(
        default_factory=dict, repr=False
    )

    def cell(self, row: int, column: int) -> CellValue:
        """Give a cell by zero-based row and column; outside the data it is empty."""
        if row < len(self.cells) and column < len(self.cells[row]):
            return self.cells[row][column]
        return None


def sheet_of(raw: Mapping[str, Any]) -> Sheet:
    """Read one sheet of the reply of ``spreadsheets.get``."""
    properties = raw["properties"]
    size = properties.get("gridProperties", {})
    return Sheet(
        sheet_id=properties.get("sheetId", 0),
        title=properties.get("title", ""),
        row_count=size.get("rowCount", 0),
        column_count=size.get("columnCount", 0),
        cells=cells_of(raw.get("data", [])),
        raw={key: value for key, value in raw.items() if key != "data"},
        validations={
            (row, column): cell["dataValidation"]
            for row, cells in enumerate(_rows(raw.get("data", [])))
            for column, cell in enumerate(cells)
            if "dataValidation" in cell
        },
    )


def _rows(data: list[Mapping[str, Any]]) -> Iterator[list[Mapping[str, Any]]]:
    """Give the rows of the one block that covers a sheet."""
    return (row.get("values", []) for block in data[:1] for row in block.get("rowData", []))


def cells_of(data: list[Mapping[str, Any]]) -> tuple[tuple[CellValue, ...], ...]:
    """Give the values of a sheet's cells, without trailing empty rows."""
    # Most cells of a sheet have a format only.
    rows = [
        tuple(read_cell(cell) if "effectiveValue" in cell else None for cell in row)
        for row in _rows(data)
    ]
    while rows and all(value is None for value in rows[-1]):
        rows.pop()
    return tuple(rows)
