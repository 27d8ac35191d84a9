"""Draws a week's board: days and times down, consultants across, ready to print."""

from __future__ import annotations

from itertools import groupby

import pandas as pd

from connectors.sheets.grid import EMPTY, PRINTED_WIDTH, Block, Grid, GridCell, Style
from loket.columns import CONSULTANT, DATE, SERVICE, START, STATUS
from loket.vocabulary import Status
from loket.week import Week
from transforms.reading.indonesian import clock, option_text
from transforms.schedule.board import TEXT, board

_FIRST = (48, 72)
_NARROWEST, _WIDEST = 85, 170
_TITLE = Style(bold=True, size=14)
_HEAD = Style(bold=True, size=9, background="#e8f0e9", centred=True, wrap=True, border=True)
_DAY = Style(bold=True, background="#2e7d32", foreground="#ffffff")
_TIME = Style(bold=True, size=9, centred=True, border=True)
_FREE = Style(border=True, wrap=True, size=9)
_TAKEN = Style(border=True, wrap=True, size=9, background="#dbe9fb")
_CONFIRMED = Style(border=True, wrap=True, size=9, background="#d7f0dc")
_CLOSED = Style(border=True, background="#eceff1")


def board_grid(week: Week, schedule: pd.DataFrame, slots: pd.DataFrame, *, phase: str) -> Grid:
    """Give the board of one week; a grey cell is a time at which the consultant is not there."""
    cells = board(schedule, slots)
    consultants = sorted(set(cells[CONSULTANT]), key=lambda name: (name.casefold(), name))
    width = 2 + len(consultants)
    rows: list[tuple[GridCell, ...]] = [
        (GridCell(f"Jadwal konsultasi {week} · {phase}", style=_TITLE),),
        (
            GridCell("Jam", style=_HEAD),
            GridCell("Layanan", style=_HEAD),
            *(GridCell(name, style=_HEAD) for name in consultants),
        ),
    ]
    merges = [Block(0, 0, 1, max(width, 4))]
    records = cells.to_dict("records")
    for day, on_day in groupby(records, key=lambda record: record[DATE]):
        merges.append(Block(len(rows), 0, len(rows) + 1, width))
        rows.append((GridCell(option_text(day), style=_DAY),))
        for (start, service), group in groupby(on_day, key=lambda r: (r[START], r[SERVICE])):
            found = {record[CONSULTANT]: record for record in group}
            rows.append(
                (
                    GridCell(clock(start), style=_TIME),
                    GridCell(service, style=_TIME),
                    *(_cell(found.get(name)) for name in consultants),
                )
            )
    if not records:
        rows.append((GridCell("Belum ada sesi pada minggu ini."),))
    return Grid(
        rows=tuple(rows),
        widths=(*_FIRST, *(_width(len(consultants)) for _ in consultants)),
        merges=tuple(merges),
        frozen_rows=2,
    )


def _width(consultants: int) -> int:
    """Give the columns' width, such that ten fit a printed page and more are still readable."""
    return max(_NARROWEST, min(_WIDEST, (PRINTED_WIDTH - sum(_FIRST)) // consultants))


def _cell(record: dict[object, object] | None) -> GridCell:
    if record is None:
        return GridCell(EMPTY.value, style=_CLOSED)
    text = record[TEXT]
    if not isinstance(text, str):
        return GridCell(style=_FREE)
    agreed = record[STATUS] in {Status.CONFIRMED, Status.PRESENT}
    return GridCell(text, style=_CONFIRMED if agreed else _TAKEN)
