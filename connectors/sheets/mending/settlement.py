"""What a batch did besides what it was to do, by its journal, and what puts that right.

Where a batch met rows or columns elsewhere than it reckoned, people had moved them meanwhile:

- Loket's own cells in another row are put right by the next comparison, from the keys;
- whatever else was overwritten is put back where it stands now, unless somebody has written there
  since: the row is found by its key, or by what the batch left in it, the column by its header;
- a row that was dropped and should not have been comes back at the end of the tab;
- a new row that came to stand in wrong columns goes, or is cleared if somebody has written in it.

What puts a batch right may itself meet rows elsewhere than they were. So the journals of such
batches stay until one has met nothing amiss, and are undone like a stack, the last one first.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from connectors.sheets.cell import CellValue, plain_text
from connectors.sheets.journal.journal import Cells, CopiedRow, Journal
from connectors.sheets.mending.amendment import Amendment
from connectors.sheets.mending.met_sheet import MetSheet, header_text, is_blank, plain_key
from connectors.sheets.sheet import Sheet
from connectors.sheets.snapshot import RowKey, Snapshot, TabState
from connectors.sheets.tab import Column, Tab
from connectors.sheets.tab_change import Overwritten

_LIKE = 0.6
"""A row is the one that was left if it still holds so much of what it was left with."""


def is_undisturbed(journal: Journal, tabs: Mapping[int, Tab]) -> bool:
    """Tell whether a batch met everything where it reckoned with it.

    Of a tab that is none of ``tabs`` that is not known.
    """
    return all(
        MetSheet(tabs[sheet_id], copied).is_undisturbed if sheet_id in tabs else not copied.headers
        for sheet_id, copied in journal.sheets.items()
    )


def overwritten(journal: Journal, tabs: Mapping[int, Tab]) -> Iterator[Overwritten]:
    """Give what stood in the cells that a batch changed or dropped, under the keys it met there."""
    for sheet_id, copied in journal.sheets.items():
        if sheet_id in tabs:
            yield from MetSheet(tabs[sheet_id], copied).overwritten()


def unsettled(journals: Sequence[Journal], tabs: Mapping[int, Tab]) -> Sequence[Journal]:
    """Give the journals, last one first, of which something may not be put right yet."""
    for number, journal in enumerate(journals):
        if not is_undisturbed(journal, tabs):
            return journals[number:]
        if journal.settles:
            break
    return []


def misplaced(journal: Journal, tabs: Mapping[int, Tab]) -> Iterator[Overwritten]:
    """Give what a batch left in cells of tabs on which people had just moved things."""
    for sheet_id, copied in journal.sheets.items():
        if sheet_id in tabs and not (met := MetSheet(tabs[sheet_id], copied)).is_undisturbed:
            yield from met.written()


def misplaced_rows(journal: Journal, tabs: Mapping[int, Tab]) -> Iterator[tuple[Tab, RowKey]]:
    """Give the keys that new rows came to have on tabs on which people had just moved things."""
    for sheet_id, copied in journal.sheets.items():
        if sheet_id in tabs and not (met := MetSheet(tabs[sheet_id], copied)).is_undisturbed:
            yield from ((met.tab, met.key(row)) for row in copied.after if row.mark and row.key)


def written(journal: Journal, tabs: Mapping[int, Tab]) -> Iterator[Overwritten]:
    """Give all that a batch left in cells, by the row in which it came to stand."""
    for sheet_id, copied in journal.sheets.items():
        if sheet_id in tabs:
            yield from MetSheet(tabs[sheet_id], copied).written()


def settle(journals: Sequence[Journal], snapshot: Snapshot, tabs: Mapping[int, Tab]) -> Amendment:
    """Compare what batches met, the last one first, with a later reading; empty if all is right."""
    found = Amendment()
    done: set[int] = set()
    for journal in journals:
        for sheet_id, copied in journal.sheets.items():
            if sheet_id not in tabs or sheet_id in done or not copied.headers:
                continue
            met = MetSheet(tabs[sheet_id], copied)
            mended = found.applied_to(snapshot)
            sheet = mended.sheets.get(sheet_id)
            if met.is_undisturbed:
                done.add(sheet_id)
            elif sheet is not None:
                step = Amendment()
                _Repair(met, sheet, mended.tab(met.tab), step).run()
                found = found.then(step, snapshot)
    return found


@dataclass
class _Repair:
    """Puts one sheet right, by what a batch met there and what stands there now."""

    met: MetSheet
    sheet: Sheet
    state: TabState
    found: Amendment

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
        return self._rows.like(self.met.left[row.row].cells, row.row)

    def _holds(self, row: int, column: int, value: CellValue) -> bool:
        return plain_text(self.sheet.cell(row, column)) == plain_text(value)

    def _return_dropped(self, row: CopiedRow) -> None:
        if (self.met.is_right(row) and self.met.columns_stand) or is_blank(row.cells):
            return
        key = self.met.key(row)
        if key in self._keys or not self.met.tab.keeps_rows:
            # Where rows are made anew when their order changes, what stands beside them goes then.
            self.found.lost += self.met.contents(row)
        if key in self._keys or self._rows.same(row.cells):
            return
        values: dict[int, CellValue] = {
            self._column_now(place): value
            for place, value in enumerate(row.cells)
            if value is not None
        }
        self.found.returned.setdefault(self.sheet.sheet_id, []).append(values)

    def _take_back(self, row: CopiedRow) -> None:
        """Drop a new row that came to stand in wrong columns or above the headers, or clear it."""
        at = self._rows.like(row.cells, row.row)
        if at is None:
            return
        if row.key and self._keys.get(plain_key(row.key)) == at:
            self._clear(at, row, only_foreign=True)
        elif not _texts(self.sheet.cells[at]) - _texts(row.cells):
            self.found.dropped.setdefault(self.sheet.sheet_id, set()).add(at)
        else:
            self._clear(at, row, only_foreign=False)
            if row.key and plain_key(row.key) not in self._keys:
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
        return {plain_key(key): at for key, at in self.state.keys.items()}

    def _is_key(self, place: int) -> bool:
        column = self.met.columns.get(place)
        return column is not None and column.field in self.met.tab.row_key

    def _column_now(self, place: int) -> int:
        """Give where a column stands now, by the header that it had.

        Of columns that are called alike each is told by its order, one without a header by the
        nearest that has one.
        """
        if place in self._columns_now:
            return self._columns_now[place]
        named = min(self._columns_now, key=lambda other: abs(other - place), default=None)
        return place if named is None else self._columns_now[named] + place - named

    @cached_property
    def _columns_now(self) -> Mapping[int, int]:
        """Where the columns that have a header stood, and where they stand."""
        if self.state.header_row is None:
            return {}
        there: dict[str, list[int]] = defaultdict(list)
        for at, value in enumerate(self.sheet.cells[self.state.header_row]):
            there[header_text(value)].append(at)
        places: dict[str, list[int]] = defaultdict(list)
        for place, value in enumerate(self.met.headers):
            places[header_text(value)].append(place)
        return {
            place: at
            for text, those in places.items()
            if text
            for place, at in zip(those, there[text], strict=False)
        }

    @cached_property
    def _rows(self) -> _Rows:
        return _Rows(self.sheet)


class _Rows:
    """The rows of a sheet, to be found by what they hold."""

    def __init__(self, sheet: Sheet) -> None:
        self._texts = [_texts(cells) for cells in sheet.cells]
        self._places: dict[frozenset[tuple[str | None, int]], list[int]] = defaultdict(list)
        for at, texts in enumerate(self._texts):
            self._places[frozenset(texts.items())].append(at)

    def same(self, cells: Cells) -> Sequence[int]:
        """Give the rows that hold just the same texts."""
        return self._places.get(frozenset(_texts(cells).items()), [])

    def like(self, left: Cells, row: int) -> int | None:
        """Give the row that holds most of what a row was left with.

        Of equals the one that holds least besides, for a row may have been left almost empty; of
        those the one at its place.
        """
        wanted = _texts(left)
        if wanted and (same := self.same(left)):
            return row if row in same else same[0]
        scores = [
            ((wanted & texts).total(), -(texts - wanted).total(), at == row, -at)
            for at, texts in enumerate(self._texts)
        ]
        best, _, _, place = max(scores, default=(0, 0, False, 0))
        return -place if best and best >= _LIKE * wanted.total() else None


def _texts(cells: Iterable[CellValue]) -> Counter[str | None]:
    return Counter(plain_text(value) for value in cells if value is not None)
