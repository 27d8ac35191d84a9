"""What tabs are remembered to hold, and what a reading has lost of it.

People may delete a tab or a row of it, or type over a key. Rows of Loket's tabs never leave that
way: a row whose key was spoilt gets it back if all else in it shows whose it is, and other rows
come back with all that stood in them, ✎ columns included.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from connectors.sheets.cell import CellValue, plain_text
from connectors.sheets.snapshot import RowKey, TabState, row_key

Remembered = Mapping[RowKey, Mapping[str, CellValue]]
"""Rows of one tab by key, each by field."""

Expected = Mapping[RowKey, Sequence[Mapping[str, CellValue]]]
"""What batches may have made of rows, of which nobody knows whether they arrived."""

_LIKE = 0.6
"""A row without a known key is a remembered one if it agrees in so many of its cells."""


@dataclass(frozen=True)
class SpoiltKey:
    """A row, by its zero-based number, whose key was typed over: what it was and what it says."""

    row: int
    key: RowKey
    says: RowKey


def spoilt_keys(
    state: TabState, remembered: Remembered, expected: Expected = MappingProxyType({})
) -> list[SpoiltKey]:
    """Give the rows whose keys were spoilt, as far as it is sure whose they are.

    ``expected``: rows as batches may have left them, where that is not known yet.
    """
    if not state.tab.row_key or state.sheet is None or state.header_row is None:
        return []
    missing = {
        key: [remembered[key], *expected.get(key, ())]
        for key in remembered
        if key not in state.keys
    }
    found: dict[RowKey, list[SpoiltKey]] = {}
    for row, says in _strangers(state, remembered) if missing else ():
        scores = sorted(
            (
                (max(_likeness(state, row, cells) for cells in versions), key)
                for key, versions in missing.items()
            ),
            key=lambda pair: pair[0],
        )
        best, key = scores[-1]
        if best >= _LIKE and (len(scores) == 1 or scores[-2][0] < best):
            found.setdefault(key, []).append(SpoiltKey(row, key, says))
    return [rows[0] for rows in found.values() if len(rows) == 1]


def lost_rows(state: TabState, remembered: Remembered) -> list[dict[int, CellValue]]:
    """Give the remembered rows that are not there, by column; of a missing tab all of them.

    Where the header of a key is gone from a tab that stands, nobody can tell what is missing.
    """
    if state.exists and not state.positions.keys() >= set(state.tab.row_key):
        return []
    places = state.positions or {
        column.field: place for place, column in enumerate(state.tab.columns)
    }
    return [
        {
            places[name]: value
            for name, value in remembered[key].items()
            if name in places and value is not None
        }
        for key in remembered
        if key not in state.keys
    ]


def rows_to_remember(
    state: TabState,
    desired: Sequence[Mapping[str, CellValue]],
    versions: Callable[[RowKey], Sequence[Mapping[str, CellValue]]],
) -> dict[RowKey, dict[str, CellValue]]:
    """Give what a tab holds once it holds the desired rows: theirs, ✎ cells, and rows that stay.

    Of Loket's cells only what Loket has written is remembered. So one that stands there without
    having to be written is remembered as it was, if it is in none of a row's known ``versions``.
    """
    wanted = {row_key(cells[name] for name in state.tab.row_key): cells for cells in desired}
    here = _rows_here(state)
    staff = [column.field for column in state.tab.staff_columns]
    found: dict[RowKey, dict[str, CellValue]] = {}
    for key in {**wanted, **(here if state.tab.keeps_rows else {})}:
        stands = here.get(key, {})
        own = _as_written(wanted.get(key, stands), stands, versions(key))
        found[key] = {**own, **{name: stands.get(name) for name in staff}}
    return found


def _rows_here(state: TabState) -> dict[RowKey, Mapping[str, CellValue]]:
    """Give the rows that were read whole, by field."""
    sheet = state.sheet
    if sheet is None:
        return {}
    return {
        key: {name: sheet.cell(row, place) for name, place in state.positions.items()}
        for key, row in state.keys.items()
        if state.was_read(row)
    }


def _as_written(
    cells: Mapping[str, CellValue],
    stands: Mapping[str, CellValue],
    versions: Sequence[Mapping[str, CellValue]],
) -> dict[str, CellValue]:
    """Give a row's cells; those that stand there already and were never written, as last known."""
    found = dict(cells)
    for name, value in cells.items():
        known = [version[name] for version in versions if name in version]
        if known and value not in known and name in stands:
            text = plain_text(value)
            written = {plain_text(each) for each in known}
            if text not in written and plain_text(stands[name]) == text:
                found[name] = known[0]
    return found


def _strangers(state: TabState, remembered: Remembered) -> Iterator[tuple[int, RowKey]]:
    """Give the rows whose key is none that is remembered, with what stands there instead.

    Of copies the upper one.
    """
    known = {row for key, row in state.keys.items() if key in remembered}
    copies = {row for rows in state.repeated_keys.values() for row in rows[1:]}
    by_row = {row: key for key, row in state.keys.items()}
    for row in state.used_rows:
        if row not in known and row not in copies:
            yield row, by_row.get(row, ())


def _likeness(state: TabState, row: int, cells: Mapping[str, CellValue]) -> float:
    """Give the part of a remembered row's cells that stand in a sheet's row.

    Of a key of several parts some may be whole; a key of one part is the one that is not there.
    """
    spoilt = state.tab.row_key if len(state.tab.row_key) == 1 else ()
    names = [name for name in cells if name not in spoilt and name in state.positions]
    wanted = {name: plain_text(cells[name]) for name in names if cells[name] is not None}
    if state.sheet is None or not wanted:
        return 0.0
    hits = Counter(
        plain_text(state.sheet.cell(row, state.positions[name])) == text
        for name, text in wanted.items()
    )
    return hits[True] / len(wanted)
