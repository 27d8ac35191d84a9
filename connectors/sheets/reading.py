"""What of a large spreadsheet a pass reads, and what it makes of the reply.

Of most tabs everything is read. Of one that only grows, the rows that nothing changes any more are
read in just the columns that show whether they still stand where they stood; of tabs of weeks long
past nothing is read. Whoever asks for what was not read is told so, and reads everything instead.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from connectors.sheets.cell import CellValue
from connectors.sheets.snapshot import (
    HEADER_SEARCH_ROWS,
    RowKey,
    Snapshot,
    TabState,
)
from connectors.sheets.tab import Tab

Json = dict[str, Any]

_CLOSE = 50
"""So many rows are rather read than left out: another range costs more than they do."""


class NotRead(Exception):
    """Something was needed that is not part of the reading."""


@dataclass(frozen=True)
class Part:
    """What is read of one sheet: some rows whole, the last of them to its end, and some columns.

    ``gaps`` are the rows, zero-based, of which only the columns are read, in order. The rows of
    ``near`` keys are left out as well, though they are read, for they stand among others.
    """

    gaps: tuple[range, ...]
    columns: tuple[int, ...]
    near: frozenset[RowKey] = frozenset()

    def filters(self, sheet_id: int) -> Iterator[Json]:
        """Give the ranges that make it up."""
        if not self.gaps:
            yield {"gridRange": {"sheetId": sheet_id}}
            return
        starts = [0, *(gap.stop for gap in self.gaps)]
        ends = [*(gap.start for gap in self.gaps), None]
        for start, end in zip(starts, ends, strict=True):
            rows = {"startRowIndex": start} | ({} if end is None else {"endRowIndex": end})
            yield {"gridRange": {"sheetId": sheet_id, **rows}}
        for place in self.columns:
            columns = {"startColumnIndex": place, "endColumnIndex": place + 1}
            yield {"gridRange": {"sheetId": sheet_id, **columns}}

    def left_out(self, state: TabState) -> list[tuple[CellValue, ...]]:
        """Give what stands in the columns, of the rows that are left out."""
        if state.sheet is None:
            return []
        found = (state.keys.get(key) for key in sorted(self.near, key=repr))
        rows = [*(row for gap in self.gaps for row in gap), *found]
        return [
            tuple(None if row is None else state.sheet.cell(row, place) for place in self.columns)
            for row in rows
        ]


def part_without(state: TabState, settled: Collection[RowKey]) -> Part | None:
    """Give the part of a tab that leaves out the rows of these keys; None if it has none of them.

    Their keys and ✎ cells are read all the same.
    """
    if state.sheet is None or state.header_row is None or state.missing:
        return None
    top = max(state.header_row + 1, HEADER_SEARCH_ROWS)
    needed = [row for row in state.used_rows if row >= top and state.key_of(row) not in settled]
    ends = [*needed, max(state.used_rows, default=top)]
    starts = [top, *(row + 1 for row in needed)]
    gaps = [range(start, end) for start, end in zip(starts, ends, strict=True)]
    names = [*state.tab.row_key, *(column.field for column in state.tab.staff_columns)]
    places = tuple(sorted(state.positions[name] for name in names))
    worth = tuple(gap for gap in gaps if len(gap) > _CLOSE)
    read = (row for row in state.used_rows if not any(row in gap for gap in worth))
    near = frozenset(map(state.key_of, read)) & frozenset(settled)
    return Part(worth, places, near) if worth or near else None


@dataclass(frozen=True)
class Reading:
    """What to read of a spreadsheet whose sheets are known: ``titles`` by sheet id.

    Sheets without a ``Part`` that are not ``skipped`` are read whole. ``batch``: the number of the
    last stamp that was seen; a reply that does not know of it is not to be relied on.
    """

    titles: Mapping[int, str]
    skipped: frozenset[int] = frozenset()
    parts: Mapping[int, Part] = field(default_factory=dict)
    batch: int = 0

    @property
    def data_filters(self) -> list[Json]:
        """The filters of ``spreadsheets.getByDataFilter``."""
        found: list[Json] = []
        for sheet_id in self.titles:
            if sheet_id in self.parts:
                found += self.parts[sheet_id].filters(sheet_id)
            elif sheet_id not in self.skipped:
                found.append({"gridRange": {"sheetId": sheet_id}})
        return found

    def snapshot(self, payload: Mapping[str, Any], zone: ZoneInfo) -> PartialSnapshot:
        """Read the reply; raises NotRead if it is not what was asked for."""
        joined = [{**sheet, "data": _joined(sheet)} for sheet in payload.get("sheets", [])]
        whole = Snapshot.of({**payload, "sheets": joined}, zone)
        if whole.sheets.keys() != self.titles.keys() - self.skipped:
            raise NotRead("other sheets than were asked for")
        if max(whole.stamps, default=0) < self.batch:
            raise NotRead("the stamps of former batches")
        return PartialSnapshot(
            spreadsheet_id=whole.spreadsheet_id,
            properties=whole.properties,
            sheets=whole.sheets,
            zone=zone,
            stamps=whole.stamps,
            skipped={key: self.titles[key] for key in sorted(self.skipped)},
            parts=self.parts,
        )


@dataclass(frozen=True)
class PartialSnapshot(Snapshot):
    """A spreadsheet of which some sheets were not read, and of others not every cell.

    Asking for the tab of a sheet that was not read raises NotRead.
    """

    parts: Mapping[int, Part] = field(default_factory=dict)

    def _state(self, tab: Tab) -> TabState:
        if self.lacks(tab):
            raise NotRead(tab.title)
        state = super()._state(tab)
        part = self.parts.get(tab.sheet_id)
        if part is None:
            return state
        known = {each.name: getattr(state, each.name) for each in fields(TabState)}
        return PartialTabState(**known, part=part)


@dataclass(frozen=True)
class PartialTabState(TabState):
    """A tab some of whose rows are left out, most of them read in just a few columns.

    ``used_rows`` and ``frame`` are without them; ``keys`` are those of all rows. Raises NotRead
    where a key stands inside and outside of them, for nobody knows which row is the original.
    """

    part: Part = Part((), ())

    @cached_property
    def used_rows(self) -> tuple[int, ...]:
        """The rows below the header that were read whole and hold something."""
        return tuple(row for row in self._every.used_rows if self.was_read(row))

    @cached_property
    def _rows_of_keys(self) -> dict[RowKey, list[int]]:
        found = self._every._rows_of_keys  # noqa: SLF001 -- the same tab's
        for key, rows in found.items():
            if len({self.was_read(row) for row in rows}) > 1:
                raise NotRead(f"{self.tab.title}: {key}")
        return found

    def was_read(self, row: int) -> bool:
        """Whether all of a zero-based row was read."""
        return row not in self._left_out

    @cached_property
    def _left_out(self) -> frozenset[int]:
        near = (row for row in self._every.used_rows if self.key_of(row) in self.part.near)
        return frozenset([*(row for gap in self.part.gaps for row in gap), *near])

    @cached_property
    def _every(self) -> TabState:
        return TabState(**{each.name: getattr(self, each.name) for each in fields(TabState)})


def _joined(sheet: Mapping[str, Any]) -> list[Json]:
    """Lay the blocks in which a sheet comes over each other, as one that begins at its corner."""
    blocks: Sequence[Mapping[str, Any]] = sheet.get("data", [])
    rows: list[list[Json]] = []
    for block in blocks:
        top, left = block.get("startRow", 0), block.get("startColumn", 0)
        for number, row in enumerate(block.get("rowData", []), start=top):
            values = row.get("values", [])
            if not values:
                continue
            rows.extend([] for _ in range(number + 1 - len(rows)))
            line = rows[number]
            line.extend({} for _ in range(left + len(values) - len(line)))
            line[left : left + len(values)] = values
    return [{"rowData": [{"values": line} for line in rows]}]
