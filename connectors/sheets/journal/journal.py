"""The journal: what stood under a batch's writes at the very moment, kept on a sheet of its own.

Google has no precondition on cells: between a reading and the batch that follows from it, people
may type, sort, insert and move. So each batch first copies the rows that it is about to touch to a
hidden sheet, and the top of each tab with its headers; then it writes; then it copies the rows as
it has left them (``journal_keeping``). The batch is atomic, so these copies are exact whatever
happened before. The reply brings them back, and if the reply or the program is lost, the next
reading does.

Lines of the sheet, the first cell being JSON and the others a copied row:

    {"batch": 7, "word": "…"}                     which batch this is ("open": what went amiss
                                                  before has been left)
    {"zone": 12, "rows": 10, "headers": [...]}    the top of a tab in as many lines; its headers
    {"before": 12, "row": 4, "key": [...]}        a row that the batch touches ("gone": drops);
                                                  "is": what a row without a key of its own held
    {"after": 12, "row": 4, "key": [...]}         the same row as it was left, or a "new" one;
                                                  "at": the columns that the batch wrote to
    {"batch": 6, "word": "…"}                     the batch before, and so on, for as long as
                                                  each met something amiss
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from connectors.sheets.cell import CellValue, plain_text
from connectors.sheets.snapshot import RowKey, Snapshot
from connectors.sheets.tab import fixed_id

Json = dict[str, Any]
Cells = tuple[CellValue, ...]

SHEET_ID = fixed_id("sheet", "journal")
TITLE = "Jurnal Loket"

LONGEST_HEADER, LONGEST_KEY = 100, 1000
"""Of longer texts the journal holds so many characters, for it must fit into a cell itself."""


@dataclass(frozen=True)
class CopiedRow:
    """One row as the journal holds it."""

    row: int
    key: RowKey
    cells: Cells
    mark: bool = False
    """Of a row before: that it was dropped. Of a row after: that it was inserted."""
    columns: tuple[int, ...] = ()
    """Of a row after: those that the batch wrote to; if empty, any may have been."""
    content: str = ""
    """Of a row before that no key tells from others: a digest of what it was read to hold."""


@dataclass(frozen=True)
class CopiedSheet:
    """What a batch met on one sheet, and left there.

    ``headers``: as they were read; ``zone``: the sheet's top as it was met.
    """

    headers: Cells
    zone: tuple[Cells, ...]
    before: tuple[CopiedRow, ...]
    after: tuple[CopiedRow, ...]


@dataclass(frozen=True)
class Journal:
    """The journal of one batch, by sheet id. ``lines`` are those of the sheet that tell it.

    ``settles``: the batch was also to put right what the ones before it had done amiss.
    """

    batch: int
    word: str
    sheets: Mapping[int, CopiedSheet]
    lines: tuple[Cells, ...]
    settles: bool = True


def content_of(cells: Cells) -> str:
    """Give a digest of a row as it reads, by which it is told from others."""
    texts = [plain_text(value) for value in cells]
    while texts and texts[-1] is None:
        texts.pop()
    return hashlib.sha256(json.dumps(texts).encode()).hexdigest()[:16]


def journals_in(snapshot: Snapshot) -> list[Journal]:
    """Give the journals that stand in a spreadsheet, the last batch's first."""
    sheet = snapshot.sheets.get(SHEET_ID)
    return read_journals(sheet.cells) if sheet else []


def read_journals(lines: Sequence[Cells]) -> list[Journal]:
    """Read the journal's sheet; nothing where it is empty or somebody has spoilt it."""
    try:
        return [_read(part, metas) for part, metas in _parts(lines)]
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        return []


def _parts(lines: Sequence[Cells]) -> Iterator[tuple[tuple[Cells, ...], list[Json]]]:
    """Part the sheet's lines by batch, each with what the first cell of its lines says."""
    metas = [_meta(line) for line in lines]
    starts = [number for number, meta in enumerate(metas) if "batch" in meta]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield tuple(lines[start:end]), metas[start:end]


def _meta(line: Cells) -> Json:
    found: Json = json.loads(str(line[0])) if line and line[0] else {}
    return found


def _read(lines: tuple[Cells, ...], metas: Sequence[Json]) -> Journal:
    first = metas[0]
    headers: dict[int, Cells] = {}
    zones: dict[int, list[Cells]] = defaultdict(list)
    rows: dict[str, dict[int, list[CopiedRow]]] = {
        "before": defaultdict(list),
        "after": defaultdict(list),
    }
    zone, remaining = 0, 0
    for line, meta in zip(lines[1:], metas[1:], strict=True):
        cells = line[1:]
        if "zone" in meta:
            zone, remaining = meta["zone"], meta["rows"]
            headers[zone] = tuple(meta["headers"])
        if remaining:
            zones[zone].append(cells)
            remaining -= 1
        for kind, found in rows.items():
            if kind in meta:
                found[meta[kind]].append(_copied_row(meta, cells))
    return Journal(
        batch=first["batch"],
        word=first["word"],
        sheets={
            sheet_id: CopiedSheet(
                headers.get(sheet_id, ()),
                tuple(zones[sheet_id]),
                tuple(rows["before"][sheet_id]),
                tuple(rows["after"][sheet_id]),
            )
            for sheet_id in sorted({*headers, *rows["before"], *rows["after"]})
        },
        lines=lines,
        settles=not first.get("open"),
    )


def _copied_row(meta: Json, cells: Cells) -> CopiedRow:
    mark = bool(meta.get("gone") or meta.get("new"))
    columns, content = tuple(meta.get("at", ())), meta.get("is", "")
    return CopiedRow(meta["row"], _key(meta["key"]), cells, mark, columns, content)


def _key(parts: Sequence[Any]) -> RowKey:
    return tuple(
        float(part) if isinstance(part, int) and not isinstance(part, bool) else part
        for part in parts
    )
