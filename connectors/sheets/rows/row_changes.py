"""The change of a tab that stands: changed cells, rows that come, rows that go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from connectors.sheets.cell import CellValue, cell_value, same, typed
from connectors.sheets.cell_writes import Position, runs, write_values
from connectors.sheets.journal.journal_keeping import Touched, Written
from connectors.sheets.rows.row_looks import row_looks
from connectors.sheets.rows.row_match import RowMatch, match_rows
from connectors.sheets.snapshot import RowKey, TabState, row_key
from connectors.sheets.tab import Column, Link, Tab
from connectors.sheets.tab_change import CellChange, Overwritten, TabChange

Json = dict[str, Any]
Row = Mapping[str, CellValue]


def desired_rows(tab: Tab, frame: pd.DataFrame, zone: ZoneInfo) -> list[Row]:
    """Give the rows that a tab is to hold, as the sheet would hold them; ✎ columns stay out.

    Raises ValueError if the frame lacks a column that Loket writes.
    """
    columns = tab.loket_columns
    if lost := [column.field for column in columns if column.field not in frame.columns]:
        raise ValueError(f"The frame of tab {tab.key!r} lacks the columns {lost}.")
    if frame.empty:
        return []
    values = [
        [cell_value(value, column.kind, zone) for value in frame[column.field].tolist()]
        for column in columns
    ]
    fields = [column.field for column in columns]
    return [dict(zip(fields, row, strict=True)) for row in zip(*values, strict=True)]


def written_cells(
    sheet_id: int,
    places: Iterable[Position],
    keys: Mapping[int, RowKey] = MappingProxyType({}),
) -> Iterator[Written]:
    """Give, for the journal, that just these cells of standing rows have been written.

    keys: those that rows are given back by that.
    """
    columns: dict[int, list[int]] = defaultdict(list)
    for row, column in sorted(places):
        columns[row].append(column)
    for first, count in runs(columns):
        at = tuple(tuple(columns[row]) for row in range(first, first + count))
        named = tuple(keys.get(row, ()) for row in range(first, first + count))
        yield Written(sheet_id, first, named, columns=at)


def keys_of(tab: Tab, rows: Sequence[Row]) -> list[RowKey]:
    """Give the key of each row; without a declared key, all are empty."""
    return [row_key(row[field] for field in tab.row_key) for row in rows]


def row_changes(
    state: TabState, frame: pd.DataFrame, dropped: Collection[int] = frozenset()
) -> TabChange:
    """Compare a tab with the frame that it is to hold; equal cells are not written.

    Rows are those of ``match_rows``; rows ``dropped``, which hold nothing of anybody's, go besides.
    Keys of rows that stay and ✎ cells are never written. Columns whose header is gone are left
    out; raises HeaderMissing if one of them is in the key.
    """
    writer = _Writer.of(state)
    rows = desired_rows(state.tab, frame, state.zone)
    match = match_rows(state, writer.header_row, keys_of(state.tab, rows))
    match = replace(match, deleted=tuple(sorted({*match.deleted, *dropped})))
    changed = dict(writer.changed_cells(match, rows))
    requests = [*writer.updates(changed), *writer.shifts(match, rows)]
    return TabChange(
        title=writer.title,
        requests=tuple(requests),
        added=tuple(
            writer.shown(rows[number]) for new in match.inserted.values() for number in new
        ),
        changed=tuple(writer.cell_change(place, value) for place, value in changed.items()),
        removed=tuple(writer.shown(writer.standing(row)) for row in match.deleted),
        touched=tuple(writer.touched(changed, match)),
        overwritten=tuple(writer.overwritten(changed, match.deleted)),
        personal=tuple(column.header for column in state.tab.personal_columns),
    )


@dataclass(frozen=True)
class _Writer:
    """One tab on its sheet, with the columns that can be written."""

    state: TabState
    sheet_id: int
    title: str
    header_row: int
    columns: Mapping[int, Column]
    """The columns that Loket writes, by position."""

    @classmethod
    def of(cls, state: TabState) -> _Writer:
        state.require_key()
        if state.sheet is None or state.header_row is None:
            raise ValueError(f"Tab {state.tab.key!r} is to be created, not changed.")
        columns = {
            state.positions[column.field]: column
            for column in state.tab.loket_columns
            if column.field in state.positions
        }
        sheet = state.sheet
        return cls(state, sheet.sheet_id, sheet.title, state.header_row, columns)

    def cell(self, row: int, column: int) -> CellValue:
        return self.state.sheet.cell(row, column) if self.state.sheet else None

    def changed_cells(
        self, match: RowMatch, rows: Sequence[Row]
    ) -> Iterator[tuple[Position, CellValue]]:
        """Give the cells of staying rows that differ; a text and its number are not the same."""
        key = set(self.state.tab.row_key)
        lines = self.state.sheet.cells if self.state.sheet else ()
        for position, column in self.columns.items():
            if column.field in key:
                continue
            for number, row in match.kept.items():
                value, line = rows[number][column.field], lines[row]
                here = line[position] if position < len(line) else None
                # Nearly all are equal, and there are hundreds of thousands: look at that first.
                if (type(value) is not type(here) or value != here) and not same(value, here):
                    yield (row, position), value

    def updates(self, changed: Mapping[Position, CellValue]) -> Iterator[Json | Written]:
        """Give the requests that write changed cells."""
        links = {place for place, value in changed.items() if self._is_linked(place, value)}
        yield from write_values(self.sheet_id, changed, links)
        yield from written_cells(self.sheet_id, changed)

    def _is_linked(self, place: Position, value: CellValue) -> bool:
        """Whether a cell has an address to come or to go, be it one that lies there by accident."""
        return isinstance(value, Link) or isinstance(self.cell(*place), Link)

    def touched(self, changed: Mapping[Position, CellValue], match: RowMatch) -> Iterator[Touched]:
        """Give the rows on the sheet that are written to or go."""
        for row in {row for row, _ in changed} - {*match.deleted}:
            yield Touched(self.sheet_id, row)
        for row in match.deleted:
            yield Touched(self.sheet_id, row, gone=True)

    def overwritten(
        self, changed: Mapping[Position, CellValue], deleted: Iterable[int]
    ) -> Iterator[Overwritten]:
        """Give what changed cells, and the declared ones of rows that go, hold before."""
        places = [*changed, *((row, place) for row in deleted for place in self.columns)]
        for row, place in places:
            value = self.cell(row, place)
            if value is not None:
                key, field = self.state.key_of(row), self.columns[place].field
                yield Overwritten(self.state.tab, key, field, value)

    def shifts(self, match: RowMatch, rows: Sequence[Row]) -> Iterator[Json | Written]:
        """Give the requests that add and drop rows, from the bottom up so that numbers hold."""
        deleted = set(match.deleted)
        if self._would_be_bare(match):
            yield {"appendDimension": {"sheetId": self.sheet_id, "dimension": "ROWS", "length": 1}}
        for row in sorted({*match.inserted, *deleted}, reverse=True):
            if new := match.inserted.get(row):
                yield from self._insert(row + 1, [rows[number] for number in new])
            if row in deleted:
                yield {"deleteDimension": {"range": self._rows(row, row + 1)}}

    def _insert(self, at: int, new: Sequence[Row]) -> Iterator[Json | Written]:
        """Insert rows and write just them; formats come with them, not from the neighbours."""
        yield {
            "insertDimension": {
                "range": self._rows(at, at + len(new)),
                "inheritFromBefore": at > self.header_row + 1 or at >= self._row_count,
            }
        }
        staff = {
            self.state.positions[column.field]: column
            for column in self.state.tab.staff_columns
            if column.field in self.state.positions
        }
        yield from row_looks(self.sheet_id, at, at + len(new), {**self.columns, **staff})
        cells = {
            (number, position): row[column.field]
            for number, row in enumerate(new, start=at)
            for position, column in self.columns.items()
        }
        links = {place for place, value in cells.items() if isinstance(value, Link)}
        yield from write_values(self.sheet_id, cells, links)
        keys = tuple(keys_of(self.state.tab, new))
        yield Written(self.sheet_id, at, keys, new=True)

    def _would_be_bare(self, match: RowMatch) -> bool:
        """Tell whether no row below the header would be left, which Google refuses."""
        coming = sum(len(new) for new in match.inserted.values())
        return self._row_count + coming - len(match.deleted) <= self.header_row + 1

    @property
    def _row_count(self) -> int:
        return self.state.sheet.row_count if self.state.sheet else 0

    def _rows(self, start: int, end: int) -> Json:
        return {
            "sheetId": self.sheet_id,
            "dimension": "ROWS",
            "startIndex": start,
            "endIndex": end,
        }

    def standing(self, row: int) -> Row:
        """Give what stands in a sheet row."""
        return {column.field: self.cell(row, place) for place, column in self.columns.items()}

    def shown(self, row: Row) -> dict[str, object]:
        """Give a row by header, without its empty cells."""
        return {
            column.header: typed(row[column.field], column.kind, self.state.zone)
            for column in self.columns.values()
            if row[column.field] is not None
        }

    def cell_change(self, place: Position, new: CellValue) -> CellChange:
        """Give a changed cell in words; without a key the row is named by its number."""
        row, position = place
        column = self.columns[position]
        key = [self.state.tab.column(name) for name in self.state.tab.row_key]
        names = [
            typed(self.cell(row, self.state.positions[part.field]), part.kind, self.state.zone)
            for part in key
        ]
        return CellChange(
            row=" · ".join(str(name) for name in names if name is not None) or f"#{row + 1}",
            header=column.header,
            old=typed(self.cell(row, position), column.kind, self.state.zone),
            new=typed(new, column.kind, self.state.zone),
        )
