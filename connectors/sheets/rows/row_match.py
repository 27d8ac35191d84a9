"""Which rows of a tab stay, come and go, so that it becomes what is desired."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from connectors.sheets.rows.longest_ascent import longest_ascent
from connectors.sheets.snapshot import RowKey, TabState


@dataclass(frozen=True)
class RowMatch:
    """Desired rows by number, sheet rows zero-based and as they stand before anything moves.

    ``kept`` maps a desired row to its sheet row. ``inserted`` maps a sheet row to the desired rows
    that come right below it, in order. ``deleted`` holds the sheet rows that go.
    """

    kept: Mapping[int, int]
    inserted: Mapping[int, tuple[int, ...]]
    deleted: tuple[int, ...]


def match_rows(state: TabState, header_row: int, desired: Sequence[RowKey]) -> RowMatch:
    """Match the desired rows, given by key and in order, with those on the sheet.

    A tab with ✎ columns keeps every row where it stands, and a new row comes below the one that
    precedes it in the desired order. On other tabs rows that are not desired go, and rows that
    stand out of order are made anew. Without a key, rows match by position. Raises ValueError if
    two desired rows share a key.
    """
    if not state.tab.row_key:
        return _by_position(state, header_row, len(desired))
    if repeated := [key for key, times in Counter(desired).items() if times > 1]:
        raise ValueError(f"Tab {state.tab.key!r} is to hold keys twice: {repeated[:5]}.")
    found = {number: state.keys[key] for number, key in enumerate(desired) if key in state.keys}
    if state.tab.keeps_rows:
        return RowMatch(found, _insertions(len(desired), found, header_row), ())
    kept = _in_order(found)
    staying = set(kept.values())
    deleted = tuple(row for row in state.used_rows if row not in staying)
    return RowMatch(kept, _insertions(len(desired), kept, header_row), deleted)


def _by_position(state: TabState, header_row: int, count: int) -> RowMatch:
    first = header_row + 1
    end = max(state.used_rows, default=header_row) + 1
    kept = {number: first + number for number in range(min(count, end - first))}
    inserted = _insertions(count, kept, header_row)
    return RowMatch(kept, inserted, tuple(range(first + len(kept), end)))


def _insertions(count: int, kept: Mapping[int, int], header_row: int) -> dict[int, tuple[int, ...]]:
    """Hang each new row on the sheet row of the nearest kept one before it."""
    hung: dict[int, list[int]] = defaultdict(list)
    anchor = header_row
    for number in range(count):
        if number in kept:
            anchor = kept[number]
        else:
            hung[anchor].append(number)
    return {row: tuple(numbers) for row, numbers in hung.items()}


def _in_order(found: Mapping[int, int]) -> dict[int, int]:
    """Give the longest part of the matches whose sheet rows ascend with the desired order."""
    numbers = list(found)
    chain = longest_ascent(list(found.values()))
    return {numbers[index]: found[numbers[index]] for index in chain}
