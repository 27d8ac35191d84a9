"""Puts a journal around a batch: rows are copied before it writes and after it; see ``journal``."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from connectors.sheets.cell import CellValue, cell_data, plain_text
from connectors.sheets.cell_writes import runs
from connectors.sheets.journal.journal import LONGEST_HEADER, LONGEST_KEY, SHEET_ID, Cells
from connectors.sheets.snapshot import HEADER_SEARCH_ROWS, RowKey
from connectors.sheets.stamp import Stamp
from connectors.sheets.tab import Link, fixed_id

Json = dict[str, Any]

_DUPLICATE = fixed_id("sheet", "duplicate")


@dataclass(frozen=True)
class Touched:
    """A row that stands on a sheet and that a batch writes to, or drops (``gone``).

    ``content``: see ``CopiedRow``.
    """

    sheet_id: int
    row: int
    key: RowKey = ()
    gone: bool = False
    content: str = ""


@dataclass(frozen=True)
class Written:
    """Stands among a tab's requests where rows, from ``row`` on, have just been written.

    ``keys`` holds one key per row; ``new`` says that the rows were inserted. ``columns`` holds for
    each row those that were written to; if empty, any may have been. ``row`` follows the rows while
    others come and go above them, ``planned`` stays what it was.
    """

    sheet_id: int
    row: int
    keys: tuple[RowKey, ...]
    new: bool = False
    columns: tuple[tuple[int, ...], ...] = ()
    planned: int = -1

    def __post_init__(self) -> None:
        if self.planned < 0:
            object.__setattr__(self, "planned", self.row)


@dataclass(frozen=True)
class Layout:
    """What the journal needs to know of a sheet: its width, its headers, whether rows hide."""

    sheet_id: int
    rows: int
    columns: int
    headers: Cells = ()
    filtered: bool = False


def journalled(
    stamp: Stamp,
    layouts: Iterable[Layout],
    touched: Sequence[Touched],
    requests: Iterable[Json | Written],
    *,
    earlier: Sequence[Cells] = (),
    settles: bool = True,
    title: str,
    editors: Sequence[str],
) -> list[Json]:
    """Give the requests with the journal around them; what was ``Written`` becomes copies.

    ``earlier``: lines of former journals that stay below; ``settles``: see ``Journal``.

    ``title``: of the journal's sheet if it has to be made; empty if it is there. Sheets without a
    layout are not copied: nobody else can have written on a sheet that the batch itself makes.
    Without any layout there is no journal to keep.
    """
    lines = _Lines(stamp, {layout.sheet_id: layout for layout in layouts}, settles)
    if not lines.layouts:
        return [request for request in requests if not isinstance(request, Written)]
    zones = list(lines.zones())
    before = list(lines.before(touched))
    own: list[Json] = []
    written: dict[int, list[Written]] = defaultdict(list)
    for request in requests:
        if isinstance(request, Written):
            written[request.sheet_id].append(request)
            continue
        own.append(request)
        for kind, sign in (("insertDimension", 1), ("deleteDimension", -1)):
            area = request.get(kind, {}).get("range", {})
            if area.get("dimension") == "ROWS" and (rows := written.get(area["sheetId"])):
                shift = sign * (area["endIndex"] - area["startIndex"])
                rows[:] = (part for each in rows for part in _shifted(each, area, shift))
    after = list(lines.after([rows for each in written.values() for rows in each]))
    return [
        *lines.opening(earlier, title, editors),
        *lines.copies([*zones, *before], switch_off=True),
        *own,
        *lines.copies(after, switch_off=False),
    ]


@dataclass(frozen=True)
class _Block:
    """Rows of a sheet that are copied to the journal, from a line of it on."""

    layout: Layout
    row: int
    height: int
    line: int


@dataclass
class _Lines:
    """The journal's lines while they are given out."""

    stamp: Stamp
    layouts: Mapping[int, Layout]
    settles: bool
    texts: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        open_still = {} if self.settles else {"open": True}
        head = {"batch": self.stamp.number, "word": self.stamp.word}
        self.texts.append(_json(head | open_still))

    def zones(self) -> Iterator[_Block]:
        for layout in self.layouts.values():
            if layout.headers:
                count = min(HEADER_SEARCH_ROWS, layout.rows)
                headers = _cut(layout.headers, LONGEST_HEADER)
                head = {"zone": layout.sheet_id, "rows": count, "headers": headers}
                yield self._block(layout, 0, [head, *[None] * (count - 1)])

    def before(self, touched: Sequence[Touched]) -> Iterator[_Block]:
        rows = {(row.sheet_id, row.row): row for row in touched if row.sheet_id in self.layouts}
        for sheet_id, layout in self.layouts.items():
            for first, count in runs(row for number, row in rows if number == sheet_id):
                run = [rows[sheet_id, row] for row in range(first, first + count)]
                metas = [
                    {"before": sheet_id, "row": row.row, "key": _cut(row.key, LONGEST_KEY)}
                    | ({"gone": True} if row.gone else {})
                    | ({"is": row.content} if row.content else {})
                    for row in run
                ]
                yield self._block(layout, first, metas)

    def after(self, written: Sequence[Written]) -> Iterator[_Block]:
        for rows in written:
            if layout := self.layouts.get(rows.sheet_id):
                metas = [
                    {"after": rows.sheet_id, "row": row, "key": _cut(key, LONGEST_KEY)}
                    | ({"new": True} if rows.new else {})
                    | ({"at": rows.columns[row - rows.planned]} if rows.columns else {})
                    for row, key in enumerate(rows.keys, start=rows.planned)
                ]
                yield self._block(layout, rows.row, metas)

    def opening(
        self, earlier: Sequence[Cells], title: str, editors: Sequence[str]
    ) -> Iterator[Json]:
        """Make room on the sheet, empty it, and write the lines' first cells and former lines."""
        widths = [1 + layout.columns for layout in self.layouts.values()]
        size = {
            "rowCount": len(self.texts) + len(earlier) + 1,
            "columnCount": max(*widths, *map(len, earlier), 1),
        }
        if title:
            yield from create_journal(title, size, editors)
        else:
            properties = {"sheetId": SHEET_ID, "gridProperties": size}
            fields = "gridProperties(rowCount,columnCount)"
            yield {"updateSheetProperties": {"properties": properties, "fields": fields}}
        lines = [*((text or None,) for text in self.texts), *earlier]
        rows = [{"values": [cell_data(value) for value in line]} for line in lines]
        change = {"range": {"sheetId": SHEET_ID}, "rows": rows, "fields": "userEnteredValue"}
        yield {"updateCells": change}

    def copies(self, blocks: Sequence[_Block], *, switch_off: bool) -> Iterator[Json]:
        """Copy rows to the journal.

        Whether a copy leaves out what a filter hides is not documented. So a sheet with a filter
        is copied from a duplicate without one, which goes at once; and a filter that somebody has
        switched on since the reading is switched off.
        """
        for sheet_id, layout in self.layouts.items():
            own = [block for block in blocks if block.layout is layout]
            if not own:
                continue
            source = _DUPLICATE if layout.filtered else sheet_id
            if layout.filtered:
                yield {"duplicateSheet": {"sourceSheetId": sheet_id, "newSheetId": source}}
            if layout.filtered or switch_off:
                yield {"clearBasicFilter": {"sheetId": source}}
            for block in own:
                yield _copy(block, source)
            if layout.filtered:
                yield {"deleteSheet": {"sheetId": source}}

    def _block(self, layout: Layout, row: int, metas: Sequence[Json | None]) -> _Block:
        line = len(self.texts)
        self.texts += ["" if meta is None else _json(meta) for meta in metas]
        return _Block(layout, row, len(metas), line)


def _shifted(rows: Written, area: Json, shift: int) -> Iterator[Written]:
    """Follow rows that have been written while others are inserted or dropped among them."""
    above = area["startIndex"] - rows.row
    if above >= len(rows.keys):
        yield rows
        return
    above = max(above, 0)
    if above:
        yield replace(rows, keys=rows.keys[:above], columns=rows.columns[:above])
    yield replace(
        rows,
        row=rows.row + above + shift,
        keys=rows.keys[above:],
        columns=rows.columns[above:],
        planned=rows.planned + above,
    )


def _copy(block: _Block, source_id: int) -> Json:
    width = block.layout.columns
    source = _area(source_id, block.row, block.height, 0, width)
    target = _area(SHEET_ID, block.line, block.height, 1, width)
    return {"copyPaste": {"source": source, "destination": target, "pasteType": "PASTE_VALUES"}}


def create_journal(title: str, size: Mapping[str, int], editors: Sequence[str]) -> Iterator[Json]:
    """Give the requests that make the journal's sheet, hidden and protected."""
    properties = {
        "sheetId": SHEET_ID,
        "title": title,
        "hidden": True,
        "gridProperties": dict(size),
    }
    yield {"addSheet": {"properties": properties}}
    protection = {
        "protectedRangeId": fixed_id("protection", "journal"),
        "range": {"sheetId": SHEET_ID},
        "description": "Catatan kerja Loket untuk menjaga isian petugas; jangan diubah.",
        "editors": {"users": sorted(editors)},
    }
    yield {"addProtectedRange": {"protectedRange": protection}}


def _cut(cells: Iterable[CellValue], longest: int) -> list[CellValue]:
    """Give texts as short as the journal holds them."""
    texts = (plain_text(cell) if isinstance(cell, Link) else cell for cell in cells)
    return [text[:longest] if isinstance(text, str) else text for text in texts]


def _area(sheet_id: int, row: int, height: int, column: int, width: int) -> Json:
    return {
        "sheetId": sheet_id,
        "startRowIndex": row,
        "endRowIndex": row + height,
        "startColumnIndex": column,
        "endColumnIndex": column + width,
    }


def _json(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=plain_text)
