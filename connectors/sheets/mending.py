"""The spreadsheet as it would stand without accidents, and the changes that make it so.

Accidents are what the last batch did besides what it was to do (``settlement``), and what people
have deleted or typed over that Loket must not lose (``remembered``). The desired state is worked
out and compared on the mended snapshot; both go out in one batch.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from connectors.sheets.cell import CellValue, cell_data
from connectors.sheets.cell_format import column_format, validation
from connectors.sheets.cell_writes import write_cells, write_values
from connectors.sheets.choice_lists import with_choice_ranges
from connectors.sheets.header_return import lifted, sunken_headers
from connectors.sheets.journal import SHEET_ID, Journal, Touched, Written, read_journal
from connectors.sheets.remembered import Remembered, SpoiltKey, lost_rows, spoilt_keys
from connectors.sheets.row_changes import written_cells
from connectors.sheets.settlement import settle
from connectors.sheets.snapshot import Sheet, Snapshot, TabState, row_key
from connectors.sheets.tab import Column, Link, Tab
from connectors.sheets.tab_change import Overwritten, TabChange
from connectors.sheets.tab_creation import create_tab, free_title

Json = dict[str, Any]
Rows = Sequence[Mapping[int, CellValue]]


@dataclass(frozen=True)
class Mending:
    """A snapshot as read, the same as mended, and what mends it.

    ``tabs`` are those that Loket knows, by sheet id. ``dropped`` holds rows, by sheet id, that the
    mended snapshot shows empty and that are to go with the next comparison. ``spoilt`` and
    ``lost`` are what people typed and that leaves. ``goes_first``: the changes are a batch of their
    own, after which the spreadsheet is to be read anew.
    """

    read: Snapshot
    snapshot: Snapshot
    tabs: Mapping[int, Tab] = field(default_factory=dict)
    changes: tuple[TabChange, ...] = ()
    dropped: Mapping[int, frozenset[int]] = field(default_factory=dict)
    spoilt: tuple[Overwritten, ...] = ()
    lost: tuple[Overwritten, ...] = ()
    goes_first: bool = False


def untouched(snapshot: Snapshot) -> Mending:
    """Give a snapshot that needs no mending."""
    return Mending(snapshot, snapshot)


def journal_in(snapshot: Snapshot) -> Journal | None:
    """Give the journal that stands in a spreadsheet."""
    sheet = snapshot.sheets.get(SHEET_ID)
    return read_journal(sheet.cells) if sheet else None


def mend(
    snapshot: Snapshot,
    tabs: Mapping[int, Tab],
    remembered: Mapping[Tab, Remembered],
    expected: Mapping[Tab, Remembered] = MappingProxyType({}),
    *,
    editors: Sequence[str],
) -> Mending:
    """Mend a snapshot: what the journal shows amiss first, then keys, then rows and tabs.

    ``remembered`` are rows as they are known to be, ``expected`` as a batch may have left them.
    Headers below rows of theirs are put right before anything else, for nothing is known till then.
    """
    if sunken := sunken_headers(snapshot, remembered):
        return _with_headers_lifted(snapshot, tabs, sunken)
    journal = journal_in(snapshot)
    settlement = settle(journal, snapshot, tabs) if journal else None
    cells = dict(settlement.cells) if settlement else {}
    dropped = settlement.dropped if settlement else {}
    returned = settlement.returned if settlement else {}
    mended = _amended(snapshot, cells, dropped, returned)
    spoilt: list[Overwritten] = []
    for tab, rows in remembered.items():
        for found in spoilt_keys(mended.tab(tab), rows, expected.get(tab, {})):
            spoilt += _typed_over(tab, found)
            cells |= _key_cells(mended.tab(tab), found)
    mended = _amended(snapshot, cells, dropped, returned)
    writer = _Writer(snapshot, mended, editors)
    changes = [*writer.rewritten(cells), *writer.returned(returned)]
    for tab, rows in remembered.items():
        lost = lost_rows(mended.tab(tab), rows)
        if lost:
            changes.append(writer.brought_back(tab, lost))
    return Mending(
        snapshot,
        writer.mended,
        tabs,
        tuple(changes),
        {sheet_id: frozenset(rows) for sheet_id, rows in dropped.items()},
        tuple(spoilt),
        tuple(settlement.lost) if settlement else (),
    )


def _with_headers_lifted(
    snapshot: Snapshot, tabs: Mapping[int, Tab], sunken: Mapping[int, int]
) -> Mending:
    moves = {sheet_id: lifted(tabs[sheet_id], snapshot, row) for sheet_id, row in sunken.items()}
    mended = snapshot.with_sheets({sheet_id: sheet for sheet_id, (_, sheet) in moves.items()})
    changes = tuple(change for change, _ in moves.values())
    return Mending(snapshot, mended, tabs, changes, goes_first=True)


def _typed_over(tab: Tab, spoilt: SpoiltKey) -> Iterator[Overwritten]:
    """Give what stands in place of a key's parts."""
    for name, part, says in zip(tab.row_key, spoilt.key, spoilt.says, strict=False):
        if says is not None and says != part:
            yield Overwritten(tab, spoilt.key, name, says)


def _key_cells(state: TabState, spoilt: SpoiltKey) -> dict[tuple[int, int, int], CellValue]:
    return {
        (state.tab.sheet_id, spoilt.row, state.positions[name]): part
        for name, part in zip(state.tab.row_key, spoilt.key, strict=True)
        if name in state.positions
    }


@dataclass
class _Writer:
    """Makes the changes, and follows them on the mended snapshot."""

    read: Snapshot
    mended: Snapshot
    editors: Sequence[str]

    def rewritten(self, cells: Mapping[tuple[int, int, int], CellValue]) -> Iterator[TabChange]:
        """Write single cells back."""
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
                    *written_cells(sheet_id, values),
                ),
                touched=tuple(Touched(sheet_id, row) for row in rows),
                setup=(f"{len(values)} cells put back",),
            )

    def returned(self, rows: Mapping[int, Rows]) -> Iterator[TabChange]:
        """Add rows at the end of sheets that stand."""
        for sheet_id, added in rows.items():
            sheet = self.read.sheets[sheet_id]
            requests = _appended(sheet, added, {})
            yield TabChange(sheet.title, tuple(requests), setup=(f"{len(added)} rows put back",))

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
        self.mended = self.mended.with_sheets({sheet.sheet_id: _with_rows(sheet, rows)})
        words = (*(("tab brought back",) if opening else ()), f"{len(rows)} rows brought back")
        return TabChange(sheet.title, tuple(requests), setup=words)


def _appended(sheet: Sheet, rows: Rows, columns: Mapping[int, Column]) -> Iterator[Json | Written]:
    """Insert rows below the last that holds something; formats of ``columns`` come with them."""
    start = len(sheet.cells)
    area = {
        "sheetId": sheet.sheet_id,
        "dimension": "ROWS",
        "startIndex": start,
        "endIndex": start + len(rows),
    }
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


def _cell(value: CellValue, column: Column) -> Json:
    data = cell_data(value)
    shown = column_format(column) | data.get("userEnteredFormat", {})
    rule = validation(column, staff_owned=False)
    return {**data, "userEnteredFormat": shown} | ({"dataValidation": rule} if rule else {})


def _new_sheet(tab: Tab, title: str) -> Sheet:
    headers = tuple(column.header for column in tab.columns)
    return Sheet(tab.sheet_id, title, 2, len(headers), (headers,), {})


def _with_rows(sheet: Sheet, rows: Rows) -> Sheet:
    added = tuple(_line(row) for row in rows)
    count = sheet.row_count + len(rows)
    return replace(sheet, cells=(*sheet.cells, *added), row_count=count)


def _line(row: Mapping[int, CellValue]) -> tuple[CellValue, ...]:
    return tuple(row.get(place) for place in range(max(row, default=-1) + 1))


def _amended(
    snapshot: Snapshot,
    cells: Mapping[tuple[int, int, int], CellValue],
    dropped: Mapping[int, set[int]],
    returned: Mapping[int, Rows],
) -> Snapshot:
    """Give a snapshot with other cells, some rows emptied, some added at the end."""
    changed = {}
    for sheet_id in {place[0] for place in cells} | set(dropped) | set(returned):
        sheet = snapshot.sheets[sheet_id]
        lines = [list(row) for row in sheet.cells]
        for (_, row, column), value in _of_sheet(cells, sheet_id).items():
            lines += [[] for _ in range(row + 1 - len(lines))]
            lines[row] += [None] * (column + 1 - len(lines[row]))
            lines[row][column] = value
        for row in dropped.get(sheet_id, ()):
            lines[row] = []
        amended = replace(sheet, cells=tuple(tuple(line) for line in lines))
        changed[sheet_id] = _with_rows(amended, returned.get(sheet_id, ()))
    return snapshot.with_sheets(changed) if changed else snapshot


def _of_sheet(
    cells: Mapping[tuple[int, int, int], CellValue], sheet_id: int
) -> dict[tuple[int, int, int], CellValue]:
    return {place: value for place, value in cells.items() if place[0] == sheet_id}
