"""The moves that put the rows of a tab in order, as few as can be.

A moved row takes along whatever stands in it, so this is the one way to order rows beside which
staff write; a sort would leave hidden rows, notes and colours behind.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from connectors.sheets.rows.longest_ascent import longest_ascent
from connectors.sheets.sheet import Sheet
from connectors.sheets.snapshot import RowKey, TabState

Json = dict[str, Any]

_NOTHING = (None, "", False)
MOST_MOVES = 1_000
"""Moves in one batch; what remains of a tab in greater disorder is for the next time."""


def row_order(state: TabState, order: Sequence[RowKey]) -> list[Json]:
    """Give the ``moveDimension`` requests after which the rows stand in the order of their keys.

    A row without a key in ``order``, a copy, and a row merged with the one above stay behind the
    row that they stand behind; nothing comes before the first row with a key. Requests are in the
    coordinates of the sheet as it was read, so they go out before any that adds or removes rows.
    """
    if state.sheet is None or state.header_row is None:
        return []
    blocks = _blocks(state, state.sheet, {key: place for place, key in enumerate(order)})
    steps = islice(_steps(blocks), MOST_MOVES)
    return [_move(state.sheet.sheet_id, *step) for step in steps]


def _blocks(state: TabState, sheet: Sheet, places: Mapping[RowKey, int]) -> dict[int, range]:
    """Give the sheet rows that move together by their place in the order, as they stand now."""
    merged = set(_merged_with_the_row_above(sheet))
    heads = sorted(
        (row, places[key]) for key, row in state.keys.items() if key in places and row not in merged
    )
    bounds = [*(row for row, _ in heads), _end(sheet)]
    return {place: range(row, end) for (row, place), end in zip(heads, bounds[1:], strict=True)}


def _merged_with_the_row_above(sheet: Sheet) -> Iterator[int]:
    for merge in sheet.raw.get("merges", []):
        yield from range(merge.get("startRowIndex", 0) + 1, merge.get("endRowIndex", 0))


def _end(sheet: Sheet) -> int:
    """Give the row behind the last that holds anything; a tick box without a tick is nothing."""
    used = (
        row for row, cells in enumerate(sheet.cells) if any(cell not in _NOTHING for cell in cells)
    )
    return max(used, default=-1) + 1


def _steps(blocks: Mapping[int, range]) -> Iterator[tuple[int, int, int]]:
    """Give start, end and destination of each move, in the coordinates right before it."""
    standing = list(blocks)
    staying = {standing[index] for index in longest_ascent(standing)}
    rows = [row for block in blocks.values() for row in block]
    first = behind = min(rows, default=0)
    for place in sorted(blocks):
        block = blocks[place]
        start = first + rows.index(block.start)
        if place in staying:
            behind = start + len(block)
            continue
        yield start, start + len(block), behind
        del rows[start - first : start - first + len(block)]
        # Google counts the destination before the rows are taken out of their old place.
        target = behind - len(block) if start < behind else behind
        rows[target - first : target - first] = block
        behind = target + len(block)


def _move(sheet_id: int, start: int, end: int, destination: int) -> Json:
    source = {"sheetId": sheet_id, "dimension": "ROWS", "startIndex": start, "endIndex": end}
    return {"moveDimension": {"source": source, "destinationIndex": destination}}
