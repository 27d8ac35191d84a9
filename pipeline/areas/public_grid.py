"""Draws the public schedule, as clients see it on a phone."""

from __future__ import annotations

import pandas as pd

from connectors.sheets.grid import Block, Grid, GridCell, Style
from connectors.sheets.tab import Kind, Tab
from loket.columns import DATE, DAY, NAME, SERVICE, START, STATUS
from pipeline.configuration.settings import Office
from transforms.schedule.public_sessions import PLANNED

PUBLIC_SCHEDULE = Tab("Jadwal Publik", "Jadwal Umum", colour="#2e7d32", place=0)
"""The one tab of the public spreadsheet."""

WITHDRAWN = "Jadwal tidak ditampilkan di sini."
_NOTHING = "Belum ada jadwal untuk minggu ini dan minggu depan."
_NOTES = (
    "Jam dalam WIB. Mohon hadir 30 menit sebelumnya. Nama disamarkan.",
    f"“{PLANNED}”: tunggu pesan WhatsApp dari petugas.",
)

_COLUMNS = (
    (DAY, "Hari", Kind.TEXT, 72),
    (DATE, "Tanggal", Kind.DATE, 92),
    (START, "Jam", Kind.TIME, 60),
    (SERVICE, "Layanan", Kind.TEXT, 84),
    (NAME, "Nama", Kind.TEXT, 150),
    (STATUS, "Status", Kind.TEXT, 180),
)
_TITLE = Style(bold=True, size=14)
_HEAD = Style(bold=True, background="#2e7d32", foreground="#ffffff", border=True)
_CELL = Style(border=True)


def public_grid(sessions: pd.DataFrame, office: Office) -> Grid:
    """Give the page that shows the sessions of ``public_sessions``."""
    heads = tuple(GridCell(header, style=_HEAD) for _, header, _, _ in _COLUMNS)
    rows = [
        tuple(GridCell(record[name], kind, _CELL) for name, _, kind, _ in _COLUMNS)
        for record in sessions.to_dict("records")
    ]
    top = [*_lines(office, _NOTES), heads]
    return _page(top, rows or [(GridCell(_NOTHING),)], frozen=len(top))


def withdrawn_grid(office: Office) -> Grid:
    """Give the page of an office that shows no schedule any more."""
    return _page(_lines(office, ()), [(GridCell(WITHDRAWN),)], frozen=0)


def _lines(office: Office, notes: tuple[str, ...]) -> list[tuple[GridCell, ...]]:
    texts = (f"{office.name} · {office.place}", *notes)
    title = GridCell("Jadwal Klinik Konsultasi Clean & Clear", style=_TITLE)
    return [(title,), *((GridCell(text),) for text in texts)]


def _page(
    top: list[tuple[GridCell, ...]], rows: list[tuple[GridCell, ...]], *, frozen: int
) -> Grid:
    every = (*top, *rows)
    merges = [Block(n, 0, n + 1, len(_COLUMNS)) for n, row in enumerate(every) if len(row) == 1]
    widths = tuple(width for *_, width in _COLUMNS)
    return Grid(every, widths=widths, merges=tuple(merges), frozen_rows=frozen)
