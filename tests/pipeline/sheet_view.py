"""A tab as a person has it before them: what it says, and how they have arranged it.

It reads Google's JSON by itself, and names every place by key and header, so that it can tell
whether something still is where somebody put it after rows and columns have moved.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from gspread import Spreadsheet

from connectors.sheets.tab import Tab

Json = dict[str, Any]

_FIELDS = (
    "sheets(properties,merges,basicFilter,data("
    "rowData(values(effectiveValue,formattedValue,note,userEnteredFormat(backgroundColor))),"
    "rowMetadata(hiddenByUser),columnMetadata(hiddenByUser,pixelSize)))"
)


def look_at(book: Spreadsheet, *tabs: Tab) -> dict[Tab, SheetView]:
    """Give tabs as they stand, by one reading."""
    reply = book.fetch_sheet_metadata(params={"fields": _FIELDS, "includeGridData": "true"})
    sheets = {sheet["properties"]["sheetId"]: sheet for sheet in reply["sheets"]}
    return {tab: SheetView(tab, sheets[tab.sheet_id]) for tab in tabs}


@dataclass(frozen=True)
class SheetView:
    """One tab as it stands; rows and columns are zero-based."""

    tab: Tab
    raw: Json

    @cached_property
    def cells(self) -> list[list[Json]]:
        """Google's JSON of each cell."""
        return [row.get("values", []) for row in self.raw["data"][0].get("rowData", [])]

    @cached_property
    def header_row(self) -> int:
        """The first row in which all the headers stand."""
        wanted = {_plain(column.header) for column in self.tab.columns}
        rows = range(len(self.cells))
        return next(row for row in rows if wanted <= set(map(_plain, self._values(row))))

    @cached_property
    def columns(self) -> dict[str, int]:
        """The place of each header, the office's own ones included."""
        headers = self._values(self.header_row)
        return {_plain(header): place for place, header in enumerate(headers) if header}

    @cached_property
    def rows(self) -> dict[str, int]:
        """The place of each row by its key."""
        fields = self.tab.row_key or tuple(column.field for column in self.tab.columns[:2])
        places = [self.columns[_plain(self.tab.column(field).header)] for field in fields]
        keys = {
            row: " · ".join(str(self.value(row, place) or "") for place in places)
            for row in range(self.header_row + 1, len(self.cells))
        }
        return {key: row for row, key in keys.items() if key.strip(" ·")}

    @property
    def row_count(self) -> int:
        """Number of rows."""
        return int(self.raw["properties"]["gridProperties"]["rowCount"])

    @property
    def column_count(self) -> int:
        """Number of columns."""
        return int(self.raw["properties"]["gridProperties"]["columnCount"])

    def value(self, row: int, column: int) -> Any:
        """Give what a cell holds."""
        return next(iter(self._cell(row, column).get("effectiveValue", {}).values()), None)

    def shown(self, row: int, column: int) -> str:
        """Give what a cell shows."""
        return str(self._cell(row, column).get("formattedValue", ""))

    def dimension(self, name: str) -> Json:
        """Give the sheet's rows or columns, for a request."""
        return {"sheetId": self.tab.sheet_id, "dimension": name}

    def row_range(self, start: int, end: int) -> Json:
        """Give some rows, for a request."""
        return self.dimension("ROWS") | {"startIndex": start, "endIndex": end}

    def column_range(self, start: int, end: int) -> Json:
        """Give some columns, for a request."""
        return self.dimension("COLUMNS") | {"startIndex": start, "endIndex": end}

    def place(self, row: int, column: int) -> Json:
        """Give a cell, for a request."""
        return {"sheetId": self.tab.sheet_id, "rowIndex": row, "columnIndex": column}

    def area(self, rows: tuple[int, int], columns: tuple[int, int]) -> Json:
        """Give a rectangle, its ends excluded, for a request."""
        return {
            "sheetId": self.tab.sheet_id,
            "startRowIndex": rows[0],
            "endRowIndex": rows[1],
            "startColumnIndex": columns[0],
            "endColumnIndex": columns[1],
        }

    def text(self) -> list[dict[str, Any]]:
        """Give the rows in their order, by the headers that are declared."""
        headers = [_plain(column.header) for column in self.tab.columns]
        return [
            {header: self.value(row, self.columns[header]) for header in headers}
            for row in self.rows.values()
        ]

    def arrangement(self, keys: set[str]) -> Mapping[str, Any]:
        """Give what people have arranged about the rows of these keys, and above them."""
        properties = self.raw["properties"]
        size = properties["gridProperties"]
        looks = ("note", "userEnteredFormat")
        return {
            "title": properties["title"],
            "place": properties["index"],
            "frozen": (size.get("frozenRowCount"), size.get("frozenColumnCount")),
            "above": [self._values(row) for row in range(self.header_row)],
            "headers": self._values(self.header_row),
            "widths": self._by_column("pixelSize"),
            "hidden columns": self._by_column("hiddenByUser"),
            "hidden rows": {key for key in keys if self._row_is_hidden(self.rows[key])},
            "filter": self._filter(),
            "merges": sorted(self._merges(keys)),
            "beside the rows": sorted(self._loose()),
            **{name: {place: cell[name] for place, cell in self._of(keys) if name in cell}
               for name in looks},
            "own columns": {
                place: cell["effectiveValue"]
                for place, cell in self._of(keys)
                if "effectiveValue" in cell and place[1] in self.own_headers
            },
        }  # fmt: skip

    @property
    def own_headers(self) -> set[str]:
        """The headers that the office has added."""
        return self.columns.keys() - {_plain(column.header) for column in self.tab.columns}

    def _cell(self, row: int, column: int) -> Json:
        cells = self.cells[row] if row < len(self.cells) else []
        return cells[column] if column < len(cells) else {}

    def _values(self, row: int) -> list[Any]:
        return [self.value(row, column) for column in range(len(self.cells[row]))]

    def _of(self, keys: set[str]) -> Iterator[tuple[tuple[str, str], Json]]:
        """Give the cells of some rows, and of the header, by key and header."""
        for key, row in [("", self.header_row), *((key, self.rows[key]) for key in keys)]:
            for header, column in self.columns.items():
                if column < len(self.cells[row]):
                    yield (key, header), self.cells[row][column]

    def _by_column(self, member: str) -> dict[str, Any]:
        known = self.raw["data"][0].get("columnMetadata", [])
        return {
            header: known[place].get(member)
            for header, place in self.columns.items()
            if place < len(known)
        }

    def _row_is_hidden(self, row: int) -> bool:
        known = self.raw["data"][0].get("rowMetadata", [])
        return row < len(known) and bool(known[row].get("hiddenByUser"))

    def _filter(self) -> Json:
        """Give the basic filter: from which row on, and what it hides by header."""
        found = self.raw.get("basicFilter")
        if not found:
            return {}
        names = {place: header for header, place in self.columns.items()}
        specs = found.get("filterSpecs", [])
        return {
            "below the header": found["range"].get("startRowIndex", 0) == self.header_row,
            "hides": {names[spec.get("columnIndex", 0)]: spec["filterCriteria"] for spec in specs},
        }

    def _loose(self) -> Iterator[tuple[str, Any]]:
        """Give what stands below the header in rows without a key."""
        keyed = set(self.rows.values())
        for row in range(self.header_row + 1, len(self.cells)):
            if row not in keyed:
                for column in range(len(self.cells[row])):
                    if (value := self.value(row, column)) not in (None, False):
                        yield str(column), value

    def _merges(self, keys: set[str]) -> Iterator[tuple[str, ...]]:
        """Give each merge of some rows, and above them, by key and header of its corners."""
        names = {place: header for header, place in self.columns.items()}
        places = {self.rows[key]: key for key in keys}
        for merge in self.raw.get("merges", []):
            ends = (merge.get("startRowIndex", 0), merge["endRowIndex"] - 1)
            sides = (merge.get("startColumnIndex", 0), merge["endColumnIndex"] - 1)
            if ends[0] <= self.header_row or ends[0] in places:
                yield (
                    *(places.get(row, f"{row - self.header_row} below the header") for row in ends),
                    *(names.get(column, f"column {column}") for column in sides),
                )


def _plain(header: object) -> str:
    return " ".join(str(header).split()).casefold() if header else ""
