"""How high rows must be for their wrapped and their large text: a file has to say it."""

from __future__ import annotations

import math
from typing import Final

from connectors.workspace.sheets.grid import COLUMN_WIDTH, ROW_HEIGHT, Cell, Sheet
from connectors.workspace.sheets.grid_area import Area
from connectors.workspace.sheets.read import Reading

_FONT_SIZE: Final = 10
_LINE_PER_POINT: Final = 1.7
_LETTER_PER_POINT: Final = 0.68
_MARGIN: Final = 4


def fitting_heights(reading: Reading, sheet: Sheet) -> dict[int, int]:
    """Give the height in pixels, by row, where it must be more than the usual one."""
    merges = [Area.of(merge) for merge in sheet.objects("merges")]
    heights: dict[int, int] = {}
    for row, column, cell in sheet.cells(sheet.area):
        if cell.keys() & {"v", "x"}:
            height = _height(reading, sheet, row, column, cell, merges)
            if height > heights.get(row, ROW_HEIGHT):
                heights[row] = height
    return heights


def _height(
    reading: Reading, sheet: Sheet, row: int, column: int, cell: Cell, merges: list[Area]
) -> int:
    looks = sheet.format_of(cell)
    points: int = looks.get("textFormat", {}).get("fontSize", _FONT_SIZE)
    line = points * _LINE_PER_POINT
    if looks.get("wrapStrategy") != "WRAP":
        return math.ceil(line + _MARGIN)
    spot = Area(sheet.sheet_id, row, row + 1, column, column + 1)
    span = next((merge for merge in merges if merge.meet(spot)), spot)
    if span.bottom - span.top > 1:
        return ROW_HEIGHT
    width = sum(_width(sheet, at) for at in range(span.left, span.right)) - 2 * _MARGIN
    letters = max(1, int(width / (points * _LETTER_PER_POINT)))
    text = reading.text(sheet, row, column)
    lines = sum(max(1, math.ceil(len(part) / letters)) for part in text.split("\n"))
    return math.ceil(lines * line + _MARGIN)


def _width(sheet: Sheet, column: int) -> int:
    known = sheet.dimension("COLUMNS")
    properties = (known[column] or {}) if column < len(known) else {}
    return int(properties.get("pixelSize", COLUMN_WIDTH))
