"""One sheet's grid and objects, changed on a copy of the stored document.

The stored document holds ``properties``, ``chunks`` (where the rows are stored), ``formats`` and
``rules`` (cell formats and validation rules, each once), ``rowProperties`` and ``columnProperties``
(sparse lists), and the objects: ``merges``, ``protectedRanges``, ``conditionalFormats``,
``bandedRanges``, ``basicFilter``, ``filterViews``, ``charts``.

A row is a list of cells, its empty end cut off. A cell is None or a dictionary with any of ``v`` (a
text, number or boolean), ``x`` (a formula), ``f`` (its format's number), ``d`` (its rule's number),
``n`` (a note), ``r`` (text runs). Cells and objects are never changed in place: rows and lists that
a request touches are copied first.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from connectors.workspace.sheets.grid_area import Area
from connectors.workspace.sheets.row_chunks import RowChunks

Json = dict[str, Any]
Cell = dict[str, Any]
Row = list[Cell | None]

ROW_HEIGHT, COLUMN_WIDTH = 21, 100
OBJECTS = (
    "merges",
    "protectedRanges",
    "conditionalFormats",
    "bandedRanges",
    "filterViews",
    "charts",
)


class Sheet:
    """A sheet being read or changed. ``changed`` says whether it has to be stored.

    The rows of a new sheet are given; those of a stored one are loaded once they are asked for.
    """

    def __init__(
        self, document: Json, chunks: RowChunks, *, new_rows: list[Row] | None = None
    ) -> None:
        self._document, self._chunks, self._rows = document, chunks, new_rows
        self._own: set[int] = set()
        self._interned: dict[str, dict[str, int]] = {}
        self.changed = False
        if new_rows is not None:
            self._touch()

    @property
    def document(self) -> Json:
        """The document to store, without the rows."""
        return self._document

    @property
    def properties(self) -> Json:
        """Its SheetProperties, without the index."""
        properties: Json = self._document["properties"]
        return properties

    @property
    def sheet_id(self) -> int:
        """Its id."""
        return int(self.properties.get("sheetId", 0))

    @property
    def title(self) -> str:
        """Its title."""
        return str(self.properties["title"])

    @property
    def row_count(self) -> int:
        """The grid's rows, blank ones included."""
        return int(self.properties["gridProperties"]["rowCount"])

    @property
    def column_count(self) -> int:
        """The grid's columns, blank ones included."""
        return int(self.properties["gridProperties"]["columnCount"])

    @property
    def area(self) -> Area:
        """The whole grid."""
        return Area(self.sheet_id, 0, self.row_count, 0, self.column_count)

    def stored(self) -> Json:
        """Store the rows that changed, and give the document to store."""
        if self._rows is not None:
            self._document["chunks"] = self._chunks.store(self._rows)
        return self._document

    def drop_rows(self) -> None:
        """Remove the stored rows."""
        for number in self._document["chunks"]:
            self._chunks.drop(number)

    def objects(self, kind: str) -> Any:
        """Give the objects of one kind; not to be changed in place."""
        return self._document.get(kind) or []

    def set(self, member: str, value: Any) -> None:
        """Replace a member of the document; nothing (None, empty) removes it."""
        self._touch()
        if value:
            self._document[member] = value
        else:
            self._document.pop(member, None)

    def resize(self, *, rows: int | None = None, columns: int | None = None) -> None:
        """Set the grid's size. The caller removes what would fall outside."""
        size = dict(self.properties["gridProperties"])
        size["rowCount"] = size["rowCount"] if rows is None else rows
        size["columnCount"] = size["columnCount"] if columns is None else columns
        self.set("properties", {**self.properties, "gridProperties": size})

    @property
    def rows(self) -> list[Row]:
        """The rows that hold a cell, and those between; read only."""
        if self._rows is None:
            self._rows = self._chunks.load(self._document["chunks"])
        return self._rows

    def own_rows(self) -> list[Row]:
        """Give the list of rows to be rearranged; the rows themselves stay shared."""
        self._touch()
        return self.rows

    def row(self, index: int) -> Row:
        """Give a row's cells up to the last one that is there; read only."""
        rows = self.rows
        return rows[index] if index < len(rows) else []

    def cell(self, row: int, column: int) -> Cell | None:
        """Give a cell; None if nothing was ever put there."""
        cells = self.row(row)
        return cells[column] if column < len(cells) else None

    def put(self, row: int, column: int, cell: Cell | None) -> None:
        """Put a cell; None or an empty one clears it."""
        if not cell and column >= len(self.row(row)):
            return
        cells = self.own_row(row)
        if column >= len(cells):
            cells.extend([None] * (column + 1 - len(cells)))
        cells[column] = cell or None
        if not cell:
            trim(cells)

    def own_row(self, index: int) -> Row:
        """Give a row that may be changed in place."""
        self._touch()
        rows = self.rows
        while len(rows) <= index:
            rows.append([])
        if id(rows[index]) not in self._own:
            rows[index] = list(rows[index])
            self._own.add(id(rows[index]))
        return rows[index]

    def cells(self, area: Area) -> Iterator[tuple[int, int, Cell]]:
        """Give the cells that are there within an area, by row and column."""
        for row in range(area.top, min(area.bottom, len(self.rows))):
            cells = self.rows[row]
            for column in range(area.left, min(area.right, len(cells))):
                cell = cells[column]
                if cell:
                    yield row, column, cell

    def format_of(self, cell: Cell | None) -> Json:
        """Give a cell's userEnteredFormat, empty if it has none."""
        known: Json = self._document["formats"][cell["f"]] if cell and "f" in cell else {}
        return known

    def rule_of(self, cell: Cell | None) -> Json | None:
        """Give a cell's validation rule."""
        return self._document["rules"][cell["d"]] if cell and "d" in cell else None

    def format_number(self, cell_format: Json) -> int:
        """Give the number under which a cell refers to this format."""
        return self._number("formats", cell_format)

    def rule_number(self, rule: Json) -> int:
        """Give the number under which a cell refers to this rule."""
        return self._number("rules", rule)

    def mark_formulas(self) -> None:
        """Record that a formula was put here, so that moved references are looked for."""
        if not self._document.get("hasFormulas"):
            self._touch()
            self._document["hasFormulas"] = True

    def replace_rules(self, rules: list[Json]) -> None:
        """Replace the table of rules, each of which keeps its number."""
        self._touch()
        self._document["rules"] = rules
        self._interned.pop("rules", None)

    def dimension(self, dimension: str) -> list[Json | None]:
        """Give the properties of rows or columns that were ever set, by index; read only."""
        member: list[Json | None] = self._document[_DIMENSIONS[dimension]]
        return member

    def set_dimension(self, dimension: str, properties: list[Json | None]) -> None:
        """Replace the properties of the rows or the columns."""
        self._touch()
        self._document[_DIMENSIONS[dimension]] = trim(properties)

    def hidden(self, dimension: str, index: int) -> bool:
        """Say whether a person hid this row or column."""
        known = self.dimension(dimension)
        return index < len(known) and bool((known[index] or {}).get("hiddenByUser"))

    def filtered(self, row: int) -> bool:
        """Say whether the basic filter hid this row when it was set."""
        known = self.dimension("ROWS")
        return row < len(known) and bool((known[row] or {}).get("hiddenByFilter"))

    def _number(self, table: str, entry: Json) -> int:
        self._touch()
        entries = self._document[table]
        numbers = self._interned.get(table)
        if numbers is None:
            numbers = {_key(known): number for number, known in enumerate(entries)}
            self._interned[table] = numbers
        number = numbers.setdefault(_key(entry), len(entries))
        if number == len(entries):
            entries.append(entry)
        return number

    def _touch(self) -> None:
        if self.changed:
            return
        self.changed = True
        copied = ("formats", "rules")
        self._document = self._document | {name: list(self._document[name]) for name in copied}


_DIMENSIONS = {"ROWS": "rowProperties", "COLUMNS": "columnProperties"}


def blank_sheet(properties: Json, chunks: RowChunks) -> Sheet:
    """Give a new sheet with these properties, which must be whole."""
    members = ("chunks", "formats", "rules", "rowProperties", "columnProperties")
    empty: Json = {name: [] for name in members}
    return Sheet({"properties": properties, **empty}, chunks, new_rows=[])


def trim(items: list[Any]) -> list[Any]:
    """Cut empty entries off the end of a list, in place, and give it back."""
    while items and not items[-1]:
        items.pop()
    return items


def _key(entry: Json) -> str:
    return json.dumps(entry, sort_keys=True)
