"""Neighbours are written together; nothing is written twice, and nothing beside."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from connectors.sheets.cell import CellValue
from connectors.sheets.cell_writes import write_cells, write_values
from connectors.sheets.tab import Link

Json = dict[str, Any]

POSITIONS = st.tuples(st.integers(0, 8), st.integers(0, 6))


def written(requests: list[dict[str, Any]]) -> list[tuple[tuple[int, int], Any]]:
    cells = []
    for request in requests:
        update = request["updateCells"]
        for down, row in enumerate(update["rows"]):
            for right, cell in enumerate(row["values"]):
                start = update["start"]
                cells.append(((start["rowIndex"] + down, start["columnIndex"] + right), cell))
    return cells


@given(st.dictionaries(POSITIONS, st.integers(), max_size=40))
def test_each_cell_is_written_once_where_it_belongs(values: dict[tuple[int, int], int]) -> None:
    cells = {place: {"userEnteredValue": {"numberValue": value}} for place, value in values.items()}
    found = written(write_cells(7, cells, "userEnteredValue"))
    assert dict(found) == cells
    assert len(found) == len(cells)


def test_a_rectangle_is_one_request() -> None:
    cells: dict[tuple[int, int], Json] = {
        (row, column): {} for row in range(3) for column in range(4)
    }
    (request,) = write_cells(7, cells, "userEnteredValue")
    assert request["updateCells"]["start"] == {"sheetId": 7, "rowIndex": 0, "columnIndex": 0}


def test_a_link_is_written_with_its_address_and_taken_away_with_it() -> None:
    values: dict[tuple[int, int], CellValue] = {
        (0, 0): "a",
        (0, 1): Link("WA", "https://x.example"),
        (1, 1): None,
    }
    plain, linked = write_values(7, values, {(0, 1), (1, 1)})
    assert plain["updateCells"]["fields"] == "userEnteredValue"
    assert linked["updateCells"] == {
        "start": {"sheetId": 7, "rowIndex": 0, "columnIndex": 1},
        "rows": [
            {
                "values": [
                    {
                        "userEnteredValue": {"stringValue": "WA"},
                        "userEnteredFormat": {"textFormat": {"link": {"uri": "https://x.example"}}},
                    }
                ]
            },
            {"values": [{}]},
        ],
        "fields": "userEnteredValue,userEnteredFormat.textFormat.link",
    }
