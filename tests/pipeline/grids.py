"""What a grid shows, for tests."""

from __future__ import annotations

from connectors.sheets.grid import Block, Grid


def values(grid: Grid) -> list[list[object]]:
    """The cells' values, row by row."""
    return [[cell.value for cell in row] for row in grid.rows]


def block(grid: Grid, place: Block) -> list[list[object]]:
    """The values within a rectangle."""
    return [
        [grid.cell(row, column).value for column in range(place.column, place.column_end)]
        for row in range(place.row, place.row_end)
    ]
