"""Comparing a large tab with what it is to hold, against ``DataFrame.compare``.

Ours is ``diff``: every desired cell as a sheet would hold it, rows found by key, each cell compared
by the rules of sheets, and the requests for what differs. The other is pandas' own comparison of
the same two frames, which stand in one order already, have the same types, and give no requests.
Both begin with the sheet already read. The note says how many bytes go out per changed cell: the
request as it is sent, its stamp and its journal included.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from random import Random
from zoneinfo import ZoneInfo

import pandas as pd

from benchmarks.comparison import Comparison, Effort, Trial, compare
from benchmarks.measurement import Job
from connectors.sheets.change_set import diff
from connectors.sheets.snapshot import Snapshot
from connectors.sheets.tab import Column, Tab
from pipeline.writing.parts import size as request_size

FULL = {30_000: Effort(runs=3)}
TINY = {200: Effort(runs=1, memory=False)}

_COLUMNS, _CHANGES = 15, 100
_ZONE = ZoneInfo("Asia/Jakarta")
_TAB = Tab(
    "large",
    "Pendaftaran",
    (*(Column(f"c{n}", f"Kolom {n}") for n in range(_COLUMNS)), Column("s", "Isian", staff=True)),
    row_key=("c0",),
)


def comparisons(size: int, effort: Effort) -> list[Comparison]:
    """Compare tabs of so many rows, of which a hundred cells differ."""
    lines = compare(
        f"{size:,} rows x {_COLUMNS} columns",
        effort,
        Trial("diff and requests", partial(_diff, size)),
        Trial("DataFrame.compare", partial(_compare, size)),
    )
    note = f"{_CHANGES} cells changed; {{:.0f}} bytes sent per changed cell"
    return [replace(line, note=note.format(line.results[0])) for line in lines]


@contextmanager
def _diff(size: int) -> Iterator[Job]:
    before, after = _frames(size)
    snapshot = _snapshot(before)

    def job() -> float:
        changes = diff(replace(snapshot), {_TAB: after})
        if changes.cells != _CHANGES:
            raise RuntimeError(f"{changes.cells} changes found")
        return request_size(changes) / changes.cells

    yield job


@contextmanager
def _compare(size: int) -> Iterator[Job]:
    before, after = _frames(size)
    yield lambda: len(before.compare(after))


def _frames(size: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give a table, and the same with other texts in a hundred of its cells."""
    data = {f"c{n}": [f"isi {row} {n}" for row in range(size)] for n in range(_COLUMNS)}
    before = pd.DataFrame(data, dtype=object)
    after, random = before.copy(), Random(size)
    for row in random.sample(range(size), _CHANGES):
        after.iloc[row, random.randrange(1, _COLUMNS)] = f"baru {row}"
    return before, after


def _snapshot(frame: pd.DataFrame) -> Snapshot:
    headers = [column.header for column in _TAB.columns]
    lines = [headers, *frame.to_numpy().tolist()]
    rows = [
        {"values": [{"effectiveValue": {"stringValue": text}} for text in line]} for line in lines
    ]
    grid = {"rowCount": len(lines), "columnCount": len(headers)}
    properties = {"sheetId": _TAB.sheet_id, "title": _TAB.title, "gridProperties": grid}
    sheet = {"properties": properties, "data": [{"rowData": rows}]}
    return Snapshot.of({"spreadsheetId": "s", "sheets": [sheet]}, _ZONE)
