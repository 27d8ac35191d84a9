"""One sheet as a batch met it: where its columns and rows stood, and what was written over there.

Nothing is amiss where every row was met under the key, and every tab under the headers, that the
batch reckoned with.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from connectors.sheets.cell import CellValue, plain_text, same
from connectors.sheets.journal.journal import (
    LONGEST_HEADER,
    LONGEST_KEY,
    Cells,
    CopiedRow,
    CopiedSheet,
    content_of,
)
from connectors.sheets.snapshot import RowKey, header_row_of, row_key
from connectors.sheets.tab import Column, Tab, normal_header
from connectors.sheets.tab_change import Overwritten


class MetSheet:
    """One sheet as a batch met it."""

    def __init__(self, tab: Tab, copied: CopiedSheet) -> None:
        self.tab, self.copied = tab, copied
        row = header_row_of(copied.zone, tab)
        self.header_row = -1 if row is None else row
        self.headers = copied.headers if row is None else copied.zone[row]
        names = {normal_header(column.header): column for column in tab.columns}
        self.columns: dict[int, Column] = {}
        for place, text in enumerate(self.headers):
            column = names.get(header_text(text))
            if column and column not in self.columns.values():
                self.columns[place] = column
        self.left = _rows_left(copied.after)

    @property
    def is_undisturbed(self) -> bool:
        """Whether everything stood where the batch reckoned with it."""
        dropped_rightly = all(self.is_right(row) for row in self.copied.before)
        below = all(row.row > self.header_row for row in self.copied.after if row.mark)
        return self.columns_stand and dropped_rightly and below

    @property
    def columns_stand(self) -> bool:
        """Whether every header stood in the column in which it was read."""
        if not self.copied.headers:
            return True
        read = _trimmed(self.copied.headers)
        # What somebody has written beside the table since moves nothing.
        return self.header_row >= 0 and _trimmed(self.headers[: len(read)]) == read

    def is_right(self, row: CopiedRow) -> bool:
        """Whether a row was met under its key, or, where that tells nothing, as it was read.

        Where nothing was copied, neither before nor after, a filter hid the row from the copy.
        """
        left = self.left.get(row.row)
        if is_blank(row.cells) and (left is None or is_blank(left.cells)):
            return True
        if row.content:
            return content_of(row.cells) == row.content
        return not self.tab.row_key or self.key(row) == plain_key(row.key)

    def key(self, row: CopiedRow) -> RowKey:
        """Give the key that a row was met with; titles and headers have none."""
        if row.row <= self.header_row:
            return ()
        places = {column.field: place for place, column in self.columns.items()}
        parts = [value_at(row.cells, places.get(name, -1)) for name in self.tab.row_key]
        return plain_key(row_key(parts)) if any(part is not None for part in parts) else ()

    def key_left(self, row: CopiedRow) -> RowKey:
        """Give the key that a row has after the batch, which may have put it right."""
        left = self.left.get(row.row) if self.is_planned(row) else None
        return (left and self.key(left)) or self.key(row)

    def is_planned(self, row: CopiedRow) -> bool:
        """Whether the batch met in a row just what it reckoned with."""
        return self.columns_stand and self.is_right(row)

    def is_meant(self, row: CopiedRow, place: int, key: RowKey) -> bool:
        """Whether the batch was to change a cell: one of Loket's own, or a key put right."""
        column = self.columns.get(place)
        in_key = column is not None and column.field in self.tab.row_key
        return self.is_mendable(place, key) or (in_key and self.is_planned(row))

    def changes(self, row: CopiedRow) -> Iterator[tuple[int, CellValue, CellValue]]:
        """Give column, old and new value of each cell that the batch changed in a row."""
        left = self.left.get(row.row)
        if left is None or row.mark:
            return
        for place in range(max(len(row.cells), len(left.cells))):
            old, new = value_at(row.cells, place), value_at(left.cells, place)
            # What nobody wrote changes too: a formula of staff's that refers to Loket's cells.
            if not same(old, new) and (place in left.columns or not left.columns):
                yield place, old, new

    def written(self) -> Iterator[Overwritten]:
        """Give what the batch put into rows that stood, and into new ones, by where it came to."""
        for row in self.copied.before:
            # The batch itself may have put the key right by which the row is known from now on,
            # or was to: in columns that somebody had moved it does not stand.
            left = self.left.get(row.row, row)
            keys = {self.key(row), self.key(left)} | ({left.key} if left.key else set())
            for place, _, new in self.changes(row):
                for key in keys if self.copied.headers else (row.key,):
                    yield Overwritten(self.tab, key, self.name(place), new)
        for row in self.copied.after:
            if row.mark and row.key:
                yield from self.contents(row)

    def overwritten(self) -> Iterator[Overwritten]:
        """Give what stood in Loket's own cells, and in the rows that were rightly dropped."""
        for row in self.copied.before:
            if row.mark and self.is_planned(row):
                yield from self.contents(row)
            elif not row.mark:
                key = self.key_left(row) if self.copied.headers else row.key
                for place, old, _ in self.changes(row):
                    if old is not None and self.is_meant(row, place, key):
                        yield Overwritten(self.tab, key, self.name(place), old)

    def contents(self, row: CopiedRow) -> Iterator[Overwritten]:
        """Give all that a row held."""
        for place, value in enumerate(row.cells):
            if value is not None:
                yield Overwritten(self.tab, self.key(row), self.name(place), value)

    def name(self, place: int) -> str:
        """Give a column's field, or its header, or its number."""
        if place in self.columns:
            return self.columns[place].field
        return plain_text(value_at(self.headers, place)) or f"#{place + 1}"

    def is_mendable(self, place: int, key: RowKey) -> bool:
        """Whether the next comparison puts a cell right by itself."""
        if not self.copied.headers:
            return True
        column = self.columns.get(place)
        return bool(key and column and not column.staff and column.field not in self.tab.row_key)


def _rows_left(rows: Iterable[CopiedRow]) -> dict[int, CopiedRow]:
    """Give the standing rows as a batch left them; one may have written to a row more than once."""
    found: dict[int, CopiedRow] = {}
    for row in rows:
        if not row.mark:
            before = found.get(row.row, row)
            everywhere = not (row.columns and before.columns)
            columns = () if everywhere else (*before.columns, *row.columns)
            found[row.row] = replace(row, columns=columns, key=row.key or before.key)
    return found


def is_blank(cells: Cells) -> bool:
    """Whether a row holds nothing."""
    return all(value is None for value in cells)


def value_at(cells: Cells, place: int) -> CellValue:
    """Give a copied row's cell; outside the data it is empty."""
    return cells[place] if 0 <= place < len(cells) else None


def header_text(value: CellValue) -> str:
    """Give a header as the journal holds it, to be compared with others."""
    text = plain_text(value)
    return normal_header(text[:LONGEST_HEADER]) if text else ""


def plain_key(key: RowKey) -> RowKey:
    """Give a key as the journal holds it: a link's text stands for the link, long ones are cut."""
    texts = (plain_text(part) if not isinstance(part, float) else part for part in key)
    return tuple(text[:LONGEST_KEY] if isinstance(text, str) else text for text in texts)


def _trimmed(headers: Cells) -> list[str]:
    texts = [header_text(value) for value in headers]
    while texts and not texts[-1]:
        texts.pop()
    return texts
