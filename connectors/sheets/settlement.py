"""What a batch did besides what it was to do, by its journal, and what puts that right.

Nothing is amiss where every row was met under the key, and every tab under the headers, that the
batch reckoned with. Otherwise people had moved rows or columns in the meantime:

- Loket's own cells in another row are put right by the next comparison, from the keys;
- whatever else was overwritten is put back where it stands now, unless somebody has written there
  since: the row is found by its key, or by what the batch left in it, the column by its header;
- a row that was dropped and should not have been comes back at the end of the tab;
- a new row that came to stand in wrong columns goes, or is cleared if somebody has written in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from connectors.sheets.cell import CellValue, plain_text, same
from connectors.sheets.journal import (
    LONGEST_HEADER,
    LONGEST_KEY,
    CopiedRow,
    CopiedSheet,
    Journal,
)
from connectors.sheets.snapshot import RowKey, Sheet, Snapshot, TabState, header_row_of, row_key
from connectors.sheets.tab import Column, Tab, normal_header
from connectors.sheets.tab_change import Overwritten

Cells = tuple[CellValue, ...]
Place = tuple[int, int, int]
"""Sheet id, row, column."""

_LIKE = 0.6
"""A row is the one that was left if it still holds so much of what it was left with."""


@dataclass
class Settlement:
    """What puts a batch right: cells by place, rows to drop, rows by column to add at the end."""

    cells: dict[Place, CellValue] = field(default_factory=dict)
    dropped: dict[int, set[int]] = field(default_factory=dict)
    returned: dict[int, list[dict[int, CellValue]]] = field(default_factory=dict)
    lost: list[Overwritten] = field(default_factory=list)
    """What cannot be put back, for somebody has written there since."""


def is_undisturbed(journal: Journal, tabs: Mapping[int, Tab]) -> bool:
    """Tell whether a batch met everything where it reckoned with it."""
    return all(
        _Met(tabs[sheet_id], copied).is_undisturbed
        for sheet_id, copied in journal.sheets.items()
        if sheet_id in tabs
    )


def overwritten(journal: Journal, tabs: Mapping[int, Tab]) -> Iterator[Overwritten]:
    """Give what stood in the cells that a batch changed or dropped, under the keys it met there."""
    for sheet_id, copied in journal.sheets.items():
        if sheet_id in tabs:
            yield from _Met(tabs[sheet_id], copied).overwritten()


def misplaced(journal: Journal, tabs: Mapping[int, Tab]) -> set[tuple[str, str]]:
    """Give what a batch wrote on tabs where people had just moved things: tab keys with texts."""
    met = [_Met(tabs[key], copied) for key, copied in journal.sheets.items() if key in tabs]
    return {
        (sheet.tab.key, plain_text(value) or "")
        for sheet in met
        if not sheet.is_undisturbed
        for value in sheet.written()
    }


def settle(journal: Journal, snapshot: Snapshot, tabs: Mapping[int, Tab]) -> Settlement:
    """Compare what a batch met with a later reading; empty where there is nothing to put right."""
    found = Settlement()
    for sheet_id, copied in journal.sheets.items():
        sheet = snapshot.sheets.get(sheet_id)
        if sheet is None or sheet_id not in tabs or not copied.headers:
            continue
        met = _Met(tabs[sheet_id], copied)
        if not met.is_undisturbed:
            _Repair(met, sheet, snapshot.tab(met.tab), found).run()
    return found


class _Met:
    """One sheet as a batch met it."""

    def __init__(self, tab: Tab, copied: CopiedSheet) -> None:
        self.tab, self.copied = tab, copied
        row = header_row_of(copied.zone, tab)
        self.header_row = -1 if row is None else row
        self.headers = copied.headers if row is None else copied.zone[row]
        names = {normal_header(column.header): column for column in tab.columns}
        self.columns: dict[int, Column] = {}
        for place, text in enumerate(self.headers):
            column = names.get(_header(text))
            if column and column not in self.columns.values():
                self.columns[place] = column
        self._left = _left(copied.after)

    @property
    def is_undisturbed(self) -> bool:
        dropped_rightly = all(self.is_right(row) for row in self.copied.before)
        below = all(row.row > self.header_row for row in self.copied.after if row.mark)
        return self.columns_stand and dropped_rightly and below

    @property
    def columns_stand(self) -> bool:
        """Whether every header stood in the column in which it was read."""
        if not self.copied.headers:
            return True
        return self.header_row >= 0 and _trimmed(self.headers) == _trimmed(self.copied.headers)

    def is_right(self, row: CopiedRow) -> bool:
        """Whether a row was met under its key.

        Where nothing was copied, neither before nor after, a filter hid the row from the copy.
        """
        left = self._left.get(row.row)
        if _is_blank(row.cells) and (left is None or _is_blank(left.cells)):
            return True
        return not self.tab.row_key or self.key(row) == _plain(row.key)

    def key(self, row: CopiedRow) -> RowKey:
        """Give the key that a row was met with; titles and headers have none."""
        if row.row <= self.header_row:
            return ()
        places = {column.field: place for place, column in self.columns.items()}
        parts = [_at(row.cells, places.get(name, -1)) for name in self.tab.row_key]
        return _plain(row_key(parts)) if any(part is not None for part in parts) else ()

    def key_left(self, row: CopiedRow) -> RowKey:
        """Give the key that a row has after the batch, which may have put it right."""
        left = self._left.get(row.row) if self.is_planned(row) else None
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
        left = self._left.get(row.row)
        if left is None or row.mark:
            return
        for place in range(max(len(row.cells), len(left.cells))):
            old, new = _at(row.cells, place), _at(left.cells, place)
            # What nobody wrote changes too: a formula of staff's that refers to Loket's cells.
            if not same(old, new) and (place in left.columns or not left.columns):
                yield place, old, new

    def written(self) -> Iterator[CellValue]:
        """Give the values that the batch put into rows that stood, and into new ones."""
        for row in self.copied.before:
            yield from (new for _, _, new in self.changes(row))
        for row in self.copied.after:
            yield from row.cells if row.mark else ()

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
        return plain_text(_at(self.headers, place)) or f"#{place + 1}"

    def is_mendable(self, place: int, key: RowKey) -> bool:
        """Whether the next comparison puts a cell right by itself."""
        if not self.copied.headers:
            return True
        column = self.columns.get(place)
        return bool(key and column and not column.staff and column.field not in self.tab.row_key)


def _left(rows: Iterable[CopiedRow]) -> dict[int, CopiedRow]:
    """Give the standing rows as a batch left them; one may have written to a row more than once."""
    found: dict[int, CopiedRow] = {}
    for row in rows:
        if not row.mark:
            before = found.get(row.row, row)
            everywhere = not (row.columns and before.columns)
            columns = () if everywhere else (*before.columns, *row.columns)
            found[row.row] = replace(row, columns=columns)
    return found


@dataclass
class _Repair:
    """Puts one sheet right, by what a batch met there and what stands there now."""

    met: _Met
    sheet: Sheet
    state: TabState
    found: Settlement

    def run(self) -> None:
        for row in self.met.copied.before:
            if row.mark:
                self._return_dropped(row)
            else:
                self._restore(row)
        for row in self.met.copied.after:
            if row.mark and not (self.met.columns_stand and row.row > self.met.header_row):
                self._take_back(row)

    def _restore(self, row: CopiedRow) -> None:
        """Put back what the next comparison would not."""
        key = self.met.key(row)
        harmed = [
            (place, old, new)
            for place, old, new in self.met.changes(row)
            if not self.met.is_mendable(place, key)
        ]
        if not harmed:
            return
        hit_key = any(self._is_key(place) for place, _, _ in harmed)
        at = self._row_now(row, () if hit_key else key)
        for place, old, new in harmed:
            column = self._column_now(place)
            if at is not None and self._holds(at, column, new):
                self.found.cells[self.sheet.sheet_id, at, column] = old
            elif old is not None and (at is None or not self._holds(at, column, old)):
                self.found.lost.append(Overwritten(self.met.tab, key, self.met.name(place), old))

    def _row_now(self, row: CopiedRow, key: RowKey) -> int | None:
        """Give where a row stands now: by its key, or by what the batch left in it."""
        if row.row == self.met.header_row and self.state.header_row is not None:
            return self.state.header_row
        if key:
            return self._keys.get(key)
        left = next(after for after in self.met.copied.after if after.row == row.row)
        return _row_like(self.sheet, left.cells, row.row)

    def _holds(self, row: int, column: int, value: CellValue) -> bool:
        return plain_text(self.sheet.cell(row, column)) == plain_text(value)

    def _return_dropped(self, row: CopiedRow) -> None:
        if (self.met.is_right(row) and self.met.columns_stand) or _is_blank(row.cells):
            return
        if any(not _texts(row.cells) - _texts(cells) for cells in self.sheet.cells):
            return
        if self.met.key(row) in self._keys:
            self.found.lost += self.met.contents(row)
            return
        values: dict[int, CellValue] = {
            self._column_now(place): value
            for place, value in enumerate(row.cells)
            if value is not None
        }
        self.found.returned.setdefault(self.sheet.sheet_id, []).append(values)

    def _take_back(self, row: CopiedRow) -> None:
        """Drop a new row that came to stand in wrong columns or above the headers, or clear it."""
        at = _row_like(self.sheet, row.cells, row.row)
        if at is None:
            return
        if self._keys.get(_plain(row.key)) == at:
            self._clear(at, row, only_foreign=True)
        elif not _texts(self.sheet.cells[at]) - _texts(row.cells):
            self.found.dropped.setdefault(self.sheet.sheet_id, set()).add(at)
        else:
            self._clear(at, row, only_foreign=False)
            if _plain(row.key) not in self._keys:
                self._name(at, row.key)

    def _clear(self, at: int, row: CopiedRow, *, only_foreign: bool) -> None:
        for place, value in enumerate(row.cells):
            column = self._column_now(place)
            declared = self._declared(column)
            own = only_foreign and declared and not declared.staff
            if value is not None and not own and self._holds(at, column, value):
                self.found.cells[self.sheet.sheet_id, at, column] = None

    def _name(self, at: int, key: RowKey) -> None:
        """Give a row its key, which makes it that key's row."""
        for name, part in zip(self.met.tab.row_key, key, strict=True):
            if name in self.state.positions:
                self.found.cells[self.sheet.sheet_id, at, self.state.positions[name]] = part

    def _declared(self, column: int) -> Column | None:
        fields = {place: name for name, place in self.state.positions.items()}
        return self.met.tab.column(fields[column]) if column in fields else None

    @cached_property
    def _keys(self) -> Mapping[RowKey, int]:
        return {_plain(key): at for key, at in self.state.keys.items()}

    def _is_key(self, place: int) -> bool:
        column = self.met.columns.get(place)
        return column is not None and column.field in self.met.tab.row_key

    def _column_now(self, place: int) -> int:
        """Give where a column stands now, by the header that it had; a nameless one stays."""
        text = _header(_at(self.met.headers, place))
        if text and self.state.header_row is not None:
            for at, value in enumerate(self.sheet.cells[self.state.header_row]):
                if _header(value) == text:
                    return at
        return place


def _row_like(sheet: Sheet, left: Cells, row: int) -> int | None:
    """Give the row that holds most of what a row was left with.

    Of equals the one that holds least besides, for a row may have been left almost empty; of those
    the one at its place.
    """
    wanted = _texts(left)
    scores = []
    for at, cells in enumerate(sheet.cells):
        texts = _texts(cells)
        scores.append(((wanted & texts).total(), -(texts - wanted).total(), at == row, -at))
    best, _, _, place = max(scores, default=(0, 0, False, 0))
    return -place if best and best >= _LIKE * wanted.total() else None


def _texts(cells: Iterable[CellValue]) -> Counter[str | None]:
    return Counter(plain_text(value) for value in cells if value is not None)


def _is_blank(cells: Cells) -> bool:
    return all(value is None for value in cells)


def _at(cells: Cells, place: int) -> CellValue:
    return cells[place] if 0 <= place < len(cells) else None


def _header(value: CellValue) -> str:
    text = plain_text(value)
    return normal_header(text[:LONGEST_HEADER]) if text else ""


def _trimmed(headers: Cells) -> list[str]:
    texts = [_header(value) for value in headers]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _plain(key: RowKey) -> RowKey:
    """Give a key as the journal holds it: a link's text stands for the link, long ones are cut."""
    texts = (plain_text(part) if not isinstance(part, float) else part for part in key)
    return tuple(text[:LONGEST_KEY] if isinstance(text, str) else text for text in texts)
