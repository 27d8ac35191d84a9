"""Requests that write cells: neighbours are written together, and nothing beside them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from connectors.sheets.cell import CellValue, cell_data
from connectors.sheets.grid import Block

Json = dict[str, Any]
Position = tuple[int, int]


@dataclass(frozen=True)
class _Run:
    """Cells side by side in one row, its end excluded."""

    row: int
    start: int
    end: int


def write_cells(sheet_id: int, cells: Mapping[Position, Json], fields: str) -> list[Json]:
    """Give the ``updateCells`` requests for cells by zero-based row and column.

    ``fields`` is the mask of ``CellData`` members to write; what it names and a cell lacks is
    cleared.
    """
    requests = []
    for area in areas(cells):
        columns = range(area.column, area.column_end)
        rows = [
            {"values": [cells[row, column] for column in columns]}
            for row in range(area.row, area.row_end)
        ]
        start = {"sheetId": sheet_id, "rowIndex": area.row, "columnIndex": area.column}
        requests.append({"updateCells": {"start": start, "rows": rows, "fields": fields}})
    return requests


def write_values(
    sheet_id: int, values: Mapping[Position, CellValue], links: Collection[Position]
) -> list[Json]:
    """Give the requests that write values and leave formats alone.

    At the places ``links`` an address comes along with the text, or goes if there is none.
    """
    plain = {place: cell_data(value) for place, value in values.items() if place not in links}
    linked = {place: cell_data(value) for place, value in values.items() if place in links}
    return [
        *write_cells(sheet_id, plain, "userEnteredValue"),
        *write_cells(sheet_id, linked, "userEnteredValue,userEnteredFormat.textFormat.link"),
    ]


def areas(positions: Iterable[Position]) -> Iterator[Block]:
    """Join cells to rectangles, none of which overlaps another."""
    for block in _blocks(list(_runs(sorted(positions)))):
        yield Block(block[0].row, block[0].start, block[-1].row + 1, block[0].end)


def runs(rows: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Join rows that follow each other: the first of them, and how many they are."""
    ordered = enumerate(sorted(rows))
    for _, group in groupby(ordered, key=lambda pair: pair[1] - pair[0]):
        numbers = [row for _, row in group]
        yield numbers[0], len(numbers)


def _runs(positions: list[Position]) -> Iterator[_Run]:
    """Join positions that stand side by side in one row."""
    neighbours = groupby(enumerate(positions), key=lambda pair: (pair[1][0], pair[1][1] - pair[0]))
    for (row, _), pairs in neighbours:
        columns = [position[1] for _, position in pairs]
        yield _Run(row, columns[0], columns[-1] + 1)


def _blocks(runs: list[_Run]) -> list[list[_Run]]:
    """Join runs of the same columns that stand below each other."""
    runs = sorted(runs, key=lambda run: (run.start, run.end, run.row))
    numbered = enumerate(runs)
    blocks = groupby(numbered, key=lambda pair: (pair[1].start, pair[1].end, pair[1].row - pair[0]))
    return [[run for _, run in block] for _, block in blocks]
