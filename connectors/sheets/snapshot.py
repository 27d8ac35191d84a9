"""A spreadsheet as it was at one moment: its sheets, their cells, and where each tab's columns are.

Tabs are found by sheet id, columns by header and rows by key, so nothing here depends on where
people have moved them. What is missing is recorded, not raised: only who needs it is stopped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from connectors.sheets.cell import CellValue, plain_text, typed
from connectors.sheets.sheet import Sheet, sheet_of
from connectors.sheets.stamp import Stamp, read_stamps
from connectors.sheets.tab import Column, Kind, Link, Tab, normal_header
from loket.errors import HeaderMissing, HeaderSunken, TabMissing

HEADER_SEARCH_ROWS = 25
"""A tab's header is looked for in so many rows: people put titles above it."""

RowKey = tuple[CellValue, ...]


@dataclass(frozen=True)
class TabState:
    """Where one declared tab stands, and what is on it.

    ``header_row`` and the rows and columns of ``positions`` are zero-based. ``missing`` and
    ``repeated`` are headers. ``spellings`` are the headers as they stand on the sheet.
    """

    tab: Tab
    zone: ZoneInfo
    sheet: Sheet | None
    header_row: int | None
    positions: Mapping[str, int]
    missing: tuple[str, ...]
    repeated: tuple[str, ...]

    @property
    def exists(self) -> bool:
        """Whether the sheet is there."""
        return self.sheet is not None

    def require(self) -> None:
        """Raise TabMissing, HeaderMissing or HeaderSunken unless the tab has all it needs."""
        if self.sheet is None:
            raise TabMissing(self.tab.title)
        if self.missing:
            raise HeaderMissing(self.sheet.title, self.missing)
        if self.rows_above:
            raise HeaderSunken(self.sheet.title, [row + 1 for row in self.rows_above])

    @cached_property
    def rows_above(self) -> tuple[int, ...]:
        """The zero-based rows above the headers that can be no titles, for they hold data.

        They came there when somebody sorted the tab along with its headers. Data are numbers and
        ticks where the column takes such, and words that it offers.
        """
        sheet = self.sheet
        if sheet is None or self.header_row is None:
            return ()
        places = [(column, self.positions.get(column.field, -1)) for column in self.tab.columns]
        return tuple(
            row
            for row in range(self.header_row)
            if any(_is_datum(sheet.cell(row, place), each) for each, place in places if place >= 0)
        )

    def require_key(self) -> None:
        """Raise HeaderMissing unless the columns that tell rows apart are there."""
        lost = [name for name in self.tab.row_key if name not in self.positions]
        if self.header_row is None:
            lost = [column.field for column in self.tab.columns]
        if lost:
            title = self.sheet.title if self.sheet else self.tab.title
            raise HeaderMissing(title, [self.tab.column(name).header for name in lost])

    @cached_property
    def used_rows(self) -> tuple[int, ...]:
        """The zero-based sheet rows below the header that hold something in a declared column.

        A tick box that nobody has ticked is nothing.
        """
        if self.sheet is None or self.header_row is None:
            return ()
        columns = tuple(self.positions.values())
        sheet = self.sheet
        return tuple(
            row
            for row in range(self.header_row + 1, len(sheet.cells))
            if any(_is_something(sheet.cell(row, column)) for column in columns)
        )

    @cached_property
    def frame(self) -> pd.DataFrame:
        """One row per used sheet row; columns are the tab's fields and ``row`` (1-based).

        All columns are of type object: what is not of its column's kind stays as it was typed.
        """
        data = {
            column.field: [typed(value, column.kind, self.zone) for value in self._values(column)]
            for column in self.tab.columns
        }
        # All at once: a Series for each column takes four times as long.
        frame = pd.DataFrame(data, dtype="object")
        frame["row"] = np.array([row + 1 for row in self.used_rows], dtype="int64")
        return frame

    @cached_property
    def keys(self) -> dict[RowKey, int]:
        """The zero-based sheet row of each key; of a key that stands twice, the upper row."""
        return {key: rows[0] for key, rows in self._rows_of_keys.items()}

    def was_read(self, row: int) -> bool:  # noqa: ARG002 -- see ``reading.PartialTabState``
        """Whether all of a zero-based row was read."""
        return True

    def key_of(self, row: int) -> RowKey:
        """Give the key of a zero-based sheet row; titles, headers and nameless rows have none."""
        if self.sheet is None or self.header_row is None or row <= self.header_row:
            return ()
        places = [self.positions.get(name) for name in self.tab.row_key]
        parts = [None if place is None else self.sheet.cell(row, place) for place in places]
        return row_key(parts) if any(part is not None for part in parts) else ()

    @cached_property
    def repeated_keys(self) -> dict[RowKey, tuple[int, ...]]:
        """The keys that stand more than once, with their zero-based sheet rows, copies last."""
        return {key: tuple(rows) for key, rows in self._rows_of_keys.items() if len(rows) > 1}

    @cached_property
    def keyless_rows(self) -> tuple[int, ...]:
        """The zero-based sheet rows that hold something of Loket's, but have lost their key."""
        known = {row for key, rows in self._rows_of_keys.items() if any(key) for row in rows}
        columns = [column.field for column in self.tab.loket_columns]
        places = [self.positions[field] for field in columns if field in self.positions]
        return tuple(
            row
            for row in self.used_rows
            if row not in known
            and self.sheet is not None
            and any(_is_something(self.sheet.cell(row, place)) for place in places)
        )

    @cached_property
    def _rows_of_keys(self) -> dict[RowKey, list[int]]:
        found: dict[RowKey, list[int]] = defaultdict(list)
        columns = [self.tab.column(name) for name in self.tab.row_key]
        values = [self._values(column) for column in columns]
        for row, *parts in zip(self.used_rows, *values, strict=True):
            if any(part is not None for part in parts):
                found[row_key(parts)].append(row)
        return dict(found)

    def _values(self, column: Column) -> Iterator[CellValue]:
        sheet, position = self.sheet, self.positions.get(column.field)
        for row in self.used_rows:
            yield None if sheet is None or position is None else sheet.cell(row, position)


@dataclass(frozen=True)
class Snapshot:
    """A spreadsheet at one moment. ``stamps`` tell which batches were applied.

    ``skipped``: titles, by sheet id, of sheets that are there and were not read.
    """

    spreadsheet_id: str
    properties: Mapping[str, Any]
    sheets: Mapping[int, Sheet]
    zone: ZoneInfo
    stamps: Mapping[int, Stamp]
    skipped: Mapping[int, str] = field(default_factory=dict)
    _states: dict[Tab, TabState] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @classmethod
    def of(cls, payload: Mapping[str, Any], zone: ZoneInfo) -> Snapshot:
        """Read the reply of ``spreadsheets.get``."""
        sheets = [sheet_of(raw) for raw in payload.get("sheets", [])]
        return cls(
            spreadsheet_id=payload["spreadsheetId"],
            properties=payload.get("properties", {}),
            sheets={sheet.sheet_id: sheet for sheet in sheets},
            zone=zone,
            stamps=read_stamps(payload.get("developerMetadata", [])),
        )

    @property
    def titles(self) -> frozenset[str]:
        """The titles in use, which no new sheet may take."""
        read = (sheet.title for sheet in self.sheets.values())
        return frozenset([*read, *self.skipped.values()])

    def lacks(self, tab: Tab) -> bool:
        """Whether a tab is there and was not read; see ``reading.PartialSnapshot``."""
        return tab.sheet_id in self.skipped

    def with_sheets(self, sheets: Mapping[int, Sheet]) -> Snapshot:
        """Give the same with some sheets replaced or added."""
        return replace(self, sheets={**self.sheets, **sheets})

    def tab(self, tab: Tab) -> TabState:
        """Give where a declared tab stands; asked again, the same state with its frame."""
        if tab not in self._states:
            self._states[tab] = self._state(tab)
        return self._states[tab]

    def _state(self, tab: Tab) -> TabState:
        sheet = self.sheets.get(tab.sheet_id)
        header_row = header_row_of(sheet.cells, tab) if sheet else None
        positions, repeated = _positions(sheet, tab, header_row)
        missing = tuple(
            column.header
            for column in tab.columns
            if sheet and column.field not in positions and not column.optional
        )
        return TabState(tab, self.zone, sheet, header_row, positions, missing, repeated)


def row_key(parts: Iterable[CellValue]) -> RowKey:
    """Give the key that a row's key cells make: texts without edges, numbers without noise."""
    return tuple(_key_part(part) for part in parts)


def _key_part(part: CellValue) -> CellValue:
    match part:
        case Link():
            return part.text.strip() or None
        case str():
            return part.strip() or None
        case float():
            return round(part, 9)
    return part


def _is_datum(value: CellValue, column: Column) -> bool:
    if column.kind in {Kind.TEXT, Kind.LINK}:
        return False
    return isinstance(value, float | bool) or (value is not None and value in column.choices)


def _is_something(value: CellValue) -> bool:
    if isinstance(value, str):
        return bool(value.strip())
    return value is not None and value is not False


def header_row_of(rows: Sequence[Sequence[CellValue]], tab: Tab) -> int | None:
    """Give the row that holds most of the declared headers, the upper one of equals."""
    wanted = {normal_header(column.header) for column in tab.columns}
    best, found = 0, None
    for number, row in enumerate(rows[:HEADER_SEARCH_ROWS]):
        hits = len(wanted & {_header(value) for value in row})
        if hits > best:
            best, found = hits, number
        if hits == len(wanted):
            break
    return found


def _positions(
    sheet: Sheet | None, tab: Tab, header_row: int | None
) -> tuple[dict[str, int], tuple[str, ...]]:
    """Give where each field's column is, and the headers that stand twice; the left one counts."""
    if sheet is None or header_row is None:
        return {}, ()
    fields = {normal_header(column.header): column.field for column in tab.columns}
    positions: dict[str, int] = {}
    repeated = []
    for position, value in enumerate(sheet.cells[header_row]):
        name = fields.get(_header(value))
        if name in positions:
            repeated.append(plain_text(value) or "")
        elif name is not None:
            positions[name] = position
    return positions, tuple(repeated)


def _header(value: CellValue) -> str:
    """Give a header as it is compared; a link in the cell, perhaps of a row below, is no matter."""
    return normal_header(plain_text(value) or "")
