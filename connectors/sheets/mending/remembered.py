"""What tabs are remembered to hold, and what a reading has lost of it.

People may delete a tab or a row of it, or type over a key. Rows of Loket's tabs never leave that
way: a row whose key was spoilt gets it back if all else in it shows whose it is, and other rows
come back with all that stood in them, ✎ columns included.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import eq
from types import MappingProxyType

from connectors.sheets.cell import CellValue, plain_text
from connectors.sheets.snapshot import RowKey, TabState, row_key

Remembered = Mapping[RowKey, Mapping[str, CellValue]]
"""Rows of one tab by key, each by field."""

Expected = Mapping[RowKey, Sequence[Mapping[str, CellValue]]]
"""What batches may have made of rows, of which nobody knows whether they arrived."""

_Texts = frozenset[tuple[str, str | None]]

_LIKE = 0.6
"""A row without a known key is a remembered one if it agrees in so many of its cells."""

_TELLING_PARTS = 2
"""So many whole parts of a spoilt key tell whose it was, if it can be one row's only."""

_MOST_COMPARISONS = 100_000
"""Of more only rows that agree in every cell are told: a whole column of keys may be gone."""


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
    missing = remembered.keys() - state.keys.keys()
    strangers = list(_strangers(state, remembered)) if missing else []
    if not strangers:
        return []
    versions = {key: [cells, *expected.get(key, ())] for key, cells in remembered.items()}
    owners = _Owners(state, versions, similar=len(strangers) * len(versions) <= _MOST_COMPARISONS)
    found: dict[RowKey, list[SpoiltKey]] = {}
    for row, says in strangers:
        key = owners.owner(row) or _nearest(says, missing)
        if key in missing:
            found.setdefault(key, []).append(SpoiltKey(row, key, says))
    # Of rows that say the same, the upper one is no copy.
    return [rows[0] for rows in found.values() if len({row.says for row in rows}) == 1]


def typed_over(
    state: TabState, remembered: Remembered, expected: Expected
) -> Iterator[tuple[int, int, CellValue]]:
    """Give Loket's cells that say otherwise than they were written: row, column, what was written.

    ``expected``: rows as they may stand there just as rightly. Rows that people have added are
    theirs; and of a tab that has lost a header nothing is told.
    """
    sheet = state.sheet
    if sheet is None or state.missing:
        return
    own = [
        (column.field, state.positions[column.field])
        for column in state.tab.columns
        if column.field in state.positions
        and not column.staff
        and column.field not in state.tab.row_key
    ]
    for key, row in state.keys.items():
        if key not in remembered or not state.was_read(row):
            continue
        written = remembered[key]
        if all(written.get(name) is None for name, _ in own):
            continue
        for name, place in own:
            text = plain_text(sheet.cell(row, place))
            known = [each[name] for each in (written, *expected.get(key, ())) if name in each]
            if known and name in written and text not in map(plain_text, known):
                yield row, place, written[name]


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
    having to be written is remembered as it was, if it is in none of a row's known ``versions``;
    and so is one that could not be written, the header of its column being gone.
    """
    wanted = {row_key(cells[name] for name in state.tab.row_key): cells for cells in desired}
    here = standing_rows(state)
    staff = [column.field for column in state.tab.staff_columns]
    found: dict[RowKey, dict[str, CellValue]] = {}
    for key in {**wanted, **(here if state.tab.keeps_rows else {})}:
        stands = here.get(key, {})
        own = _as_written(wanted.get(key, stands), stands, versions(key))
        found[key] = {**own, **{name: stands.get(name) for name in staff}}
    return found


def standing_rows(state: TabState) -> dict[RowKey, Mapping[str, CellValue]]:
    """Give the rows of a tab that were read whole, by key and field."""
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
    """Give a row's cells; those that were never written as last known."""
    found = dict(cells)
    for name, value in cells.items():
        known = [version[name] for version in versions if name in version]
        if not known or not stands:
            continue
        if name not in stands:
            found[name] = known[0]
        elif value not in known:
            text = plain_text(value)
            written = {plain_text(each) for each in known}
            if text not in written and plain_text(stands[name]) == text:
                found[name] = known[0]
    return found


def _strangers(state: TabState, remembered: Remembered) -> Iterator[tuple[int, RowKey]]:
    """Give the rows whose key is none that is remembered or stands above, with what they say."""
    known = {row for key, row in state.keys.items() if key in remembered}
    for row in state.used_rows:
        if row not in known:
            yield row, state.key_of(row)


def _nearest(says: RowKey, missing: Collection[RowKey]) -> RowKey | None:
    """Give the one missing key of several parts of which a row says all parts but one."""
    near = [key for key in missing if sum(map(eq, key, says)) == len(key) - 1 >= _TELLING_PARTS]
    return near[0] if len(near) == 1 else None


class _Owners:
    """Tells which remembered row a row without its key is.

    All remembered rows are rivals: what is most like a row that stands elsewhere is a copy of it.
    """

    def __init__(
        self,
        state: TabState,
        versions: Mapping[RowKey, Sequence[Mapping[str, CellValue]]],
        *,
        similar: bool,
    ) -> None:
        # Of a key of several parts some may be whole; a key of one part is not there.
        spoilt = state.tab.row_key if len(state.tab.row_key) == 1 else ()
        self._places = {
            name: place for name, place in state.positions.items() if name not in spoilt
        }
        self._sheet = state.sheet
        self._similar = similar
        self._texts = [
            (self._texts_of(cells), key) for key, each in versions.items() for cells in each
        ]
        self._same: dict[_Texts, set[RowKey]] = defaultdict(set)
        for texts, key in self._texts:
            self._same[frozenset(texts.items())].add(key)

    def owner(self, row: int) -> RowKey | None:
        """Give the key of the one row that is the same, or else of the one that is most alike."""
        here = self._texts_of(
            {
                name: self._sheet.cell(row, place) if self._sheet else None
                for name, place in self._places.items()
            }
        )
        same = self._same.get(frozenset(here.items()))
        if same:
            return next(iter(same)) if len(same) == 1 else None
        if not self._similar:
            return None
        best: dict[RowKey, float] = defaultdict(float)
        for texts, key in self._texts:
            hits = sum(here.get(name) == text for name, text in texts.items())
            best[key] = max(best[key], hits / len(texts) if texts else 0.0)
        score = max(best.values())
        alike = [key for key, likeness in best.items() if likeness == score]
        return alike[0] if score >= _LIKE and len(alike) == 1 else None

    def _texts_of(self, cells: Mapping[str, CellValue]) -> dict[str, str | None]:
        return {
            name: plain_text(value)
            for name, value in cells.items()
            if name in self._places and value is not None
        }
