"""The spreadsheet as it would stand without accidents, and the changes that make it so.

Accidents are what the last batch did besides what it was to do (``settlement``), and what people
have deleted or typed over that Loket must not lose (``remembered``). The desired state is worked
out and compared on the mended snapshot; both go out in one batch.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from connectors.sheets.cell import CellValue, cell_data
from connectors.sheets.cell_format import column_format, validation
from connectors.sheets.cell_writes import write_cells, write_values
from connectors.sheets.journal.journal import journals_in
from connectors.sheets.journal.journal_keeping import Touched, Written
from connectors.sheets.looks.choice_lists import with_choice_ranges
from connectors.sheets.looks.tab_creation import create_tab, free_title
from connectors.sheets.mending.amendment import Amendment, Place, Rows, with_rows
from connectors.sheets.mending.header_return import lifted, sunken_headers
from connectors.sheets.mending.remembered import (
    Expected,
    Remembered,
    SpoiltKey,
    lost_rows,
    spoilt_keys,
    typed_over,
)
from connectors.sheets.mending.settlement import settle, unsettled
from connectors.sheets.rows.row_changes import written_cells
from connectors.sheets.sheet import Sheet
from connectors.sheets.snapshot import RowKey, Snapshot, TabState, row_key
from connectors.sheets.tab import Column, Link, Tab
from connectors.sheets.tab_change import Overwritten, TabChange

Json = dict[str, Any]


@dataclass(frozen=True)
class Mending:
    """A snapshot as read, the same as mended, and what mends it.

    ``record`` is the mended one without what people typed into Loket's own cells: what Loket goes
    by; the next comparison puts those cells right. ``tabs`` are those that Loket knows, by sheet
    id. ``dropped`` holds rows, by sheet id, that the mended snapshot shows empty and that are to go
    with the next comparison. ``spoilt`` and ``lost`` are what people typed and that leaves.
    ``goes_first``: the changes are a batch of their own, after which the spreadsheet is to be read
    anew. ``settles``: the changes put right all that former batches did amiss.
    """

    read: Snapshot
    snapshot: Snapshot
    record: Snapshot
    tabs: Mapping[int, Tab] = field(default_factory=dict)
    changes: tuple[TabChange, ...] = ()
    dropped: Mapping[int, frozenset[int]] = field(default_factory=dict)
    spoilt: tuple[Overwritten, ...] = ()
    lost: tuple[Overwritten, ...] = ()
    goes_first: bool = False
    settles: bool = False

    def parted(self, tab: Tab) -> tuple[Mending, Mending]:
        """Give it in two, for a tab that is compared by itself once all others are."""
        own = {key: rows for key, rows in self.dropped.items() if key == tab.sheet_id}
        others = {key: rows for key, rows in self.dropped.items() if key != tab.sheet_id}
        return replace(self, dropped=others), replace(self, changes=(), dropped=own)


def untouched(snapshot: Snapshot) -> Mending:
    """Give a snapshot that is taken as it is."""
    return Mending(snapshot, snapshot, snapshot)


def dropped_rows(mending: Mending, written: Collection[int]) -> Iterator[TabChange]:
    """Drop what mending wants gone from sheets that nothing else is written to.

    On those that are ``written`` the rows go with the others that go there.
    """
    for sheet_id, rows in mending.dropped.items():
        sheet = mending.read.sheets[sheet_id]
        if sheet_id not in written and rows:
            downward = sorted(rows, reverse=True)
            areas = [_row_area(sheet_id, row, row + 1) for row in downward]
            yield TabChange(
                sheet.title,
                tuple({"deleteDimension": {"range": area}} for area in areas),
                touched=tuple(Touched(sheet_id, row, gone=True) for row in downward),
                setup=(f"{len(rows)} misplaced rows dropped",),
            )


def mend(
    snapshot: Snapshot,
    tabs: Mapping[int, Tab],
    remembered: Mapping[Tab, Remembered],
    expected: Mapping[Tab, Expected] = MappingProxyType({}),
    rightly: Mapping[Tab, Expected] = MappingProxyType({}),
    *,
    editors: Sequence[str],
) -> Mending:
    """Mend a snapshot: what the journal shows amiss first, then keys, then rows and tabs.

    ``remembered`` are rows as they are known to be, ``expected`` as batches may have left them,
    ``rightly`` those of them that belong there.
    Headers below rows of theirs are put right before anything else, for nothing is known till then.
    """
    if sunken := sunken_headers(snapshot, remembered):
        return _with_headers_lifted(snapshot, tabs, sunken)
    amendment = settle(unsettled(journals_in(snapshot), tabs), snapshot, tabs)
    mended = amendment.applied_to(snapshot)
    keys = Amendment()
    named: dict[int, dict[int, RowKey]] = defaultdict(dict)
    spoilt: list[Overwritten] = []
    for tab, rows in remembered.items():
        for found in spoilt_keys(mended.tab(tab), rows, expected.get(tab, {})):
            spoilt += _typed_over(tab, found)
            keys.cells |= _key_cells(mended.tab(tab), found)
            named[tab.sheet_id][found.row] = found.key
    amendment = amendment.then(keys, snapshot)
    writer = MendingWriter(snapshot, amendment.applied_to(snapshot), editors)
    changes = [*writer.rewritten(amendment.cells, named), *writer.returned(amendment.returned)]
    for tab, rows in remembered.items():
        lost = lost_rows(writer.mended.tab(tab), rows)
        if lost:
            changes.append(writer.brought_back(tab, lost))
    return Mending(
        snapshot,
        writer.mended,
        _as_written(writer.mended, remembered, rightly),
        tabs,
        tuple(changes),
        {sheet_id: frozenset(rows) for sheet_id, rows in amendment.dropped.items()},
        tuple(spoilt),
        tuple(amendment.lost),
        settles=True,
    )


def _with_headers_lifted(
    snapshot: Snapshot, tabs: Mapping[int, Tab], sunken: Mapping[int, int]
) -> Mending:
    moves = {sheet_id: lifted(tabs[sheet_id], snapshot, row) for sheet_id, row in sunken.items()}
    mended = snapshot.with_sheets({sheet_id: sheet for sheet_id, (_, sheet) in moves.items()})
    changes = tuple(change for change, _ in moves.values())
    return Mending(snapshot, mended, mended, tabs, changes, goes_first=True)


def _as_written(
    snapshot: Snapshot, remembered: Mapping[Tab, Remembered], rightly: Mapping[Tab, Expected]
) -> Snapshot:
    """Give a snapshot with Loket's own cells as Loket has written them."""
    amendment = Amendment()
    for tab, rows in remembered.items():
        for row, place, value in typed_over(snapshot.tab(tab), rows, rightly.get(tab, {})):
            amendment.cells[tab.sheet_id, row, place] = value
    return amendment.applied_to(snapshot)


def _typed_over(tab: Tab, spoilt: SpoiltKey) -> Iterator[Overwritten]:
    """Give what stands in place of a key's parts."""
    for name, part, says in zip(tab.row_key, spoilt.key, spoilt.says, strict=False):
        if says is not None and says != part:
            yield Overwritten(tab, spoilt.key, name, says)


def _key_cells(state: TabState, spoilt: SpoiltKey) -> dict[Place, CellValue]:
    return {
        (state.tab.sheet_id, spoilt.row, state.positions[name]): part
        for name, part in zip(state.tab.row_key, spoilt.key, strict=True)
        if name in state.positions
    }


@dataclass
class MendingWriter:
    """Makes the changes, and follows them on the mended snapshot."""

    read: Snapshot
    mended: Snapshot
    editors: Sequence[str]

    def rewritten(
        self, cells: Mapping[Place, CellValue], named: Mapping[int, Mapping[int, RowKey]]
    ) -> Iterator[TabChange]:
        """Write single cells back; ``named``: the keys that rows get by that, by sheet id."""
        by_sheet: dict[int, dict[tuple[int, int], CellValue]] = defaultdict(dict)
        for (sheet_id, row, column), value in cells.items():
            by_sheet[sheet_id][row, column] = value
        for sheet_id, values in by_sheet.items():
            sheet = self.read.sheets[sheet_id]
            links = {place for place in values if isinstance(sheet.cell(*place), Link)}
            rows = sorted({row for row, _ in values})
            yield TabChange(
                sheet.title,
                (
                    *write_values(sheet_id, values, links),
                    *written_cells(sheet_id, values, named.get(sheet_id, {})),
                ),
                touched=tuple(Touched(sheet_id, row) for row in rows),
                setup=(f"{len(values)} cells put back",),
            )

    def returned(self, rows: Mapping[int, Rows]) -> Iterator[TabChange]:
        """Add rows at the end of sheets that stand."""
        for sheet_id, added in rows.items():
            sheet = self.read.sheets[sheet_id]
            arrived = Written(sheet_id, len(sheet.cells), ((),) * len(added), new=True)
            requests = (*_appended(sheet, added, {}), arrived)
            yield TabChange(sheet.title, requests, setup=(f"{len(added)} rows put back",))

    def brought_back(self, tab: Tab, rows: Rows) -> TabChange:
        """Add remembered rows to a tab, which is made anew if it is gone."""
        zone = self.read.zone
        sheet = self.mended.sheets.get(tab.sheet_id)
        opening: tuple[Json | Written, ...] = ()
        listed = with_choice_ranges(tab, self.mended)
        if sheet is None:
            title = free_title(tab.title, self.mended.titles)
            opening = create_tab(
                listed, None, title=title, editors=self.editors, zone=zone
            ).requests
            sheet = _new_sheet(tab, title)
            self.mended = self.mended.with_sheets({sheet.sheet_id: sheet})
        positions = self.mended.tab(tab).positions
        columns = {
            positions[column.field]: column
            for column in listed.columns
            if column.field in positions
        }
        places = {column.field: place for place, column in columns.items()}
        keys = [row_key(row.get(places[name]) for name in tab.row_key) for row in rows]
        arrived = Written(sheet.sheet_id, len(sheet.cells), tuple(keys), new=True)
        requests = [*opening, *_appended(sheet, rows, columns), arrived]
        self.mended = self.mended.with_sheets({sheet.sheet_id: with_rows(sheet, rows)})
        words = (*(("tab brought back",) if opening else ()), f"{len(rows)} rows brought back")
        return TabChange(sheet.title, tuple(requests), setup=words)


def _appended(sheet: Sheet, rows: Rows, columns: Mapping[int, Column]) -> Iterator[Json | Written]:
    """Insert rows below the last that holds something; formats of ``columns`` come with them."""
    start = len(sheet.cells)
    area = _row_area(sheet.sheet_id, start, start + len(rows))
    yield {"insertDimension": {"range": area, "inheritFromBefore": start > 0}}
    values = {
        (number, place): value
        for number, row in enumerate(rows, start=start)
        for place, value in row.items()
        if place not in columns
    }
    yield from write_values(sheet.sheet_id, values, ())
    formatted = {
        (number, place): _cell(row.get(place), column)
        for number, row in enumerate(rows, start=start)
        for place, column in columns.items()
    }
    yield from write_cells(
        sheet.sheet_id, formatted, "userEnteredValue,userEnteredFormat,dataValidation"
    )


def _row_area(sheet_id: int, start: int, end: int) -> Json:
    return {"sheetId": sheet_id, "dimension": "ROWS", "startIndex": start, "endIndex": end}


def _cell(value: CellValue, column: Column) -> Json:
    data = cell_data(value)
    shown = column_format(column) | data.get("userEnteredFormat", {})
    rule = validation(column, staff_owned=False)
    return {**data, "userEnteredFormat": shown} | ({"dataValidation": rule} if rule else {})


def _new_sheet(tab: Tab, title: str) -> Sheet:
    headers = tuple(column.header for column in tab.columns)
    return Sheet(tab.sheet_id, title, 2, len(headers), (headers,), {})
