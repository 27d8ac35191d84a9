"""One sheet as people see it, whose rows and columns keep their identity while they move.

Nothing here asks Loket where anything is. A row or column is an object; structural requests, of
people and of Loket alike, move the objects as Google documents it, and a reading fills in what the
cells hold. What a row's key is and what a column's header is, is noted when first seen and then
stays, whatever is typed over it.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from connectors.sheets.tab import Tab

Json = dict[str, Any]
Value = bool | float | str | None
Key = tuple[Value, ...]

_CODE: Final = re.compile(r"CC-[0-9A-Z]{4}-[0-9A-Z]{4}")
_WEEK: Final = re.compile(r"\d{4}-W\d\d")


@dataclass(eq=False)
class Row:
    """One row, wherever it is. ``key`` is what Loket once wrote in its key cells."""

    key: Key | None = None


@dataclass(eq=False)
class Column:
    """One column, wherever it is. ``loket``: Loket writes it; else it belongs to people."""

    header: str = ""
    loket: bool = False
    in_key: bool = False


Place = tuple[Row, Column]


@dataclass(eq=False)
class Page:
    """One sheet. ``tab`` is its declaration, whose headers and key are the contract with people."""

    sheet_id: int
    title: str
    tab: Tab
    rows: list[Row] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    cells: dict[Place, Value] = field(default_factory=dict)
    merges: list[Json] = field(default_factory=list)
    header: Row | None = None

    @classmethod
    def of(cls, seen: Json, tab: Tab) -> Page:
        """Meet a sheet that has not been seen before, and nobody has disturbed."""
        size = seen["properties"]["gridProperties"]
        page = cls(seen["properties"].get("sheetId", 0), "", tab)
        page.rows = [Row() for _ in range(size["rowCount"])]
        page.columns = [Column() for _ in range(size["columnCount"])]
        page.fill(seen)
        page._name_columns()
        page.learn_keys()
        return page

    def fill(self, seen: Json) -> None:
        """Take in a reading; the sheet must have the rows and columns that are known."""
        properties = seen["properties"]
        size = properties["gridProperties"]
        assert (size["rowCount"], size["columnCount"]) == (len(self.rows), len(self.columns)), (
            f"lost track of {properties['title']!r}"
        )
        self.title = properties["title"]
        self.merges = seen.get("merges", [])
        self.cells = {
            (self.rows[r], self.columns[c]): value
            for r, line in enumerate(values(seen))
            for c, value in enumerate(line)
            if value is not None
        }

    def sort(self, seen: Json, start: int, end: int) -> None:
        """Take in a reading after rows ``start`` … ``end`` were sorted, whole rows.

        Rows are told apart by all they hold; which of two equal rows is which makes no difference.
        """
        known: dict[tuple[Value, ...], deque[Row]] = defaultdict(deque)
        for row in self.rows[start:end]:
            known[tuple(self.cells.get((row, column)) for column in self.columns)].append(row)
        lines = [*values(seen)]
        for index in range(start, end):
            line = lines[index] if index < len(lines) else []
            content = (*line, *[None] * (len(self.columns) - len(line)))
            self.rows[index] = known[content].popleft()
        self.fill(seen)

    def follow(self, kind: str, request: Json) -> None:
        """Move rows and columns as a structural request has moved them."""
        span = request.get("range") or request.get("source") or {}
        items: list[Any] = self.rows if span.get("dimension") == "ROWS" else self.columns
        new = Row if items is self.rows else Column
        start, end = span.get("startIndex", 0), span.get("endIndex", len(items))
        if kind == "insertDimension":
            items[start:start] = [new() for _ in range(start, end)]
        elif kind == "deleteDimension":
            del items[start:end]
        elif kind == "moveDimension":
            _move(items, start, end, request["destinationIndex"])

    def extend(self, dimension: str, length: int) -> None:
        """Add rows or columns at the end, or take them away."""
        items: list[Any] = self.rows if dimension == "ROWS" else self.columns
        del items[length:]
        items += [(Row if items is self.rows else Column)() for _ in range(length - len(items))]

    def forget_renamed_copies(self) -> None:
        """Take a row that no longer says the key of another one for a person's own."""
        says = {row: self.key_of(row) for row in self.body}
        for row, key in says.items():
            if row.key is not None and key != row.key and row.key in says.values():
                row.key = None

    def learn_keys(self) -> None:
        """Note the key of each row that shows one for the first time."""
        for row in self.body:
            if row.key is None:
                row.key = self.key_of(row)

    def key_of(self, row: Row) -> Key | None:
        """Give the key that stands in a row now; None unless it is one."""
        by_header = {column.header: column for column in self.columns if column.in_key}
        headers = [self.tab.column(name).header for name in self.tab.row_key]
        if not headers or not by_header.keys() >= set(headers):
            return None
        key = tuple(_plain(self.cells.get((row, by_header[header]))) for header in headers)
        return key if self.is_key(key) else None

    def is_key(self, key: Key) -> bool:
        """Tell a key from other things that may stand in the key's columns."""
        headers = [self.tab.column(name).header for name in self.tab.row_key]
        return _is_key(dict(zip(headers, key, strict=True)))

    def header_of(self, column: Column) -> str:
        """Give the header that stands over a column now."""
        return str(self.cells.get((self.header, column), "")) if self.header else ""

    @property
    def body(self) -> list[Row]:
        """The rows below the header."""
        return self.rows[self.header_index + 1 :] if self.header else []

    @property
    def header_index(self) -> int:
        """The zero-based row of the header; -1 without one."""
        return self.rows.index(self.header) if self.header in self.rows else -1

    @property
    def last_used(self) -> int:
        """The zero-based row of the last cell that holds something."""
        filled = {row for row, _ in self.cells}
        return max((n for n, row in enumerate(self.rows) if row in filled), default=0)

    def covered(self, row: int, column: int) -> bool:
        """Whether a cell lies hidden under a merged one."""
        return any(
            merge.get("startRowIndex", 0) <= row < merge["endRowIndex"]
            and merge.get("startColumnIndex", 0) <= column < merge["endColumnIndex"]
            and (row, column) != (merge.get("startRowIndex", 0), merge.get("startColumnIndex", 0))
            for merge in self.merges
        )

    def _name_columns(self) -> None:
        declared = {column.header: column for column in self.tab.columns}
        top = self.rows[:10]
        hits = [
            sum(self.cells.get((row, column)) in declared for column in self.columns) for row in top
        ]
        if not declared or not any(hits):
            return
        self.header = top[hits.index(max(hits))]
        for column in self.columns:
            known = declared.get(str(self.cells.get((self.header, column), "")))
            if known:
                column.header = known.header
                column.loket = not known.staff and not self.tab.staff_owned
                column.in_key = known.field in self.tab.row_key


def values(seen: Json) -> Iterator[list[Value]]:
    """Give what a sheet's cells hold, row by row, as Google replied it."""
    for block in seen.get("data", [])[:1]:
        for row in block.get("rowData", []):
            yield [_value(cell.get("effectiveValue", {})) for cell in row.get("values", [])]


def _value(value: Mapping[str, Any]) -> Value:
    for name in ("stringValue", "numberValue", "boolValue"):
        if name in value:
            found: Value = value[name]
            return float(found) if name == "numberValue" and found is not None else found
    return None


def _plain(value: Value) -> Value:
    if isinstance(value, str):
        return value.strip() or None
    return round(value, 9) if isinstance(value, float) else value


def _is_key(parts: Mapping[str, Value]) -> bool:
    """Tell a key from other things that may stand in the key's columns."""
    looks = {"Kode": _CODE, "Minggu": _WEEK}
    if len(parts) == 1:
        ((header, value),) = parts.items()
        return bool(looks[header].fullmatch(str(value))) if header in looks else value is not None
    numbers = [parts[name] for name in ("No", "Tanggal") if name in parts]
    texts = [
        parts[name] for name in ("Formulir", "Pertanyaan", "Program", "Layanan") if name in parts
    ]
    return all(isinstance(value, float | None) for value in numbers) and all(
        isinstance(value, str) for value in texts
    )


def _move(items: list[Any], start: int, end: int, destination: int) -> None:
    taken = items[start:end]
    landing = destination if destination <= start else max(start, destination - len(taken))
    del items[start:end]
    items[landing:landing] = taken


def declared(tabs: Sequence[Tab]) -> dict[int, Tab]:
    """Give tabs by the id of their sheet."""
    return {tab.sheet_id: tab for tab in tabs}
