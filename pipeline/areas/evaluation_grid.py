"""Lays out one week's evaluation page: figures and charts on top, the tables one below the other.

All of it is as wide as a printed page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from connectors.sheets.grid import ROW_HEIGHT, Block, Chart, ChartKind, Grid, GridCell, Style
from connectors.sheets.tab import Kind
from loket.vocabulary import WEEKDAYS
from loket.week import Week
from transforms.reading.indonesian import long_date

_TITLE = Style(bold=True, size=14)
_NOTE = Style(italic=True, foreground="#616161")
_HEADING = Style(bold=True, size=11, foreground="#6a1b9a")
_HEAD = Style(bold=True, background="#efe6f4", wrap=True, border=True)
_CELL = Style(border=True, wrap=True)

_WIDTHS = (300, 90, 90, 85, 135, 85, 100, 85)
_BESIDE = 4
"""The column beside the summary's four, where a chart has room."""
_CHART_ROWS, _GAP = 20, 10

Column = tuple[str, str, Kind]

_TABLES: dict[str, tuple[str, tuple[Column, ...]]] = {
    "services": (
        "Per layanan",
        (
            ("service", "Layanan", Kind.TEXT),
            ("registered", "Terdaftar", Kind.INTEGER),
            ("scheduled", "Terjadwal", Kind.INTEGER),
            ("present", "Hadir", Kind.INTEGER),
            ("absent", "Tidak hadir", Kind.INTEGER),
            ("waiting", "Daftar tunggu", Kind.INTEGER),
            ("feedback", "Umpan balik", Kind.INTEGER),
            ("ikm", "IKM", Kind.NUMBER),
        ),
    ),
    "fields": (
        "Permintaan per bidang",
        (
            ("field", "Bidang", Kind.TEXT),
            ("service", "Layanan", Kind.TEXT),
            ("demand", "Peminat", Kind.INTEGER),
            ("served", "Terlayani", Kind.INTEGER),
            ("waiting", "Menunggu", Kind.INTEGER),
        ),
    ),
    "consultants": (
        "Beban konsultan",
        (
            ("consultant", "Konsultan", Kind.TEXT),
            ("service", "Layanan", Kind.TEXT),
            ("available", "Sesi tersedia", Kind.INTEGER),
            ("scheduled", "Terjadwal", Kind.INTEGER),
            ("present", "Hadir", Kind.INTEGER),
            ("load", "Keterisian", Kind.PERCENT),
        ),
    ),
    "days": (
        "Beban per hari",
        (
            ("day", "Hari", Kind.TEXT),
            ("date", "Tanggal", Kind.DATE),
            ("service", "Layanan", Kind.TEXT),
            ("available", "Sesi tersedia", Kind.INTEGER),
            ("scheduled", "Terjadwal", Kind.INTEGER),
            ("present", "Hadir", Kind.INTEGER),
            ("load", "Keterisian", Kind.PERCENT),
        ),
    ),
    "unsur": (
        "Survei Kepuasan Masyarakat per unsur",
        (
            ("code", "Unsur", Kind.TEXT),
            ("nrr", "NRR", Kind.NUMBER),
            ("weighted_nrr", "NRR tertimbang", Kind.NUMBER),
            ("filled", "Jawaban", Kind.INTEGER),
            ("name", "Nama unsur", Kind.TEXT),
        ),
    ),
    "districts": (
        "Asal kecamatan",
        (
            ("district", "Kecamatan", Kind.TEXT),
            ("demand", "Peminat", Kind.INTEGER),
            ("served", "Terlayani", Kind.INTEGER),
            ("waiting", "Menunggu", Kind.INTEGER),
        ),
    ),
}
_KINDS = {"count": Kind.INTEGER, "share": Kind.PERCENT, "score": Kind.NUMBER}


@dataclass
class _Page:
    """The rows so far, and where each table's data stand."""

    rows: list[tuple[GridCell, ...]] = field(default_factory=list)
    places: dict[str, Block] = field(default_factory=dict)
    merges: list[Block] = field(default_factory=list)

    def line(self, text: str, style: Style) -> None:
        """Add a text over the whole width."""
        row = len(self.rows)
        self.rows.append((GridCell(text, style=style),))
        self.merges.append(Block(row, 0, row + 1, len(_WIDTHS)))

    def heading(self, text: str) -> None:
        self.rows += [(), (GridCell(text, style=_HEADING),)]

    def table(self, name: str, heads: Sequence[str], rows: list[tuple[GridCell, ...]]) -> None:
        first = len(self.rows)
        self.rows.append(tuple(GridCell(head, style=_HEAD) for head in heads))
        self.rows += rows or [(GridCell("Belum ada data", style=_NOTE),)]
        end = first + 1 + len(rows)
        self.places[name] = Block(first, 0, end, len(heads))


def evaluation_grid(
    week: Week,
    page: Mapping[str, pd.DataFrame],
    notes: Mapping[str, str] | None = None,
    *,
    final: bool,
) -> Grid:
    """Give one week's page; the charts refer to the tables' own cells.

    notes: a sentence to stand below a table, by the table's name.
    """
    drawn, notes = _Page(), notes or {}
    state = "Final" if final else "Sementara"
    drawn.line(f"Evaluasi Clean & Clear {week}", _TITLE)
    drawn.line(f"{long_date(week.monday)} – {long_date(week.days[4])} · {state}", _NOTE)
    page = {
        **page,
        "consultants": _told_apart(page["consultants"]),
        "days": _named(page["days"]),
    }
    _summary(drawn, page["summary"])
    below = len(drawn.rows) + 1
    if len(page["fields"]) or len(page["consultants"]):
        drawn.rows += [()] * (2 + _CHART_ROWS)
    for name, (title, columns) in _TABLES.items():
        drawn.heading(title)
        drawn.table(name, [head for _, head, _ in columns], _cells(page[name], columns))
        if name in notes:
            drawn.line(notes[name], _NOTE)
    _profile(drawn, page["profile"])
    _suggestions(drawn, page["suggestions"])
    return Grid(
        rows=tuple(drawn.rows),
        widths=_WIDTHS,
        charts=_charts(week, drawn, below),
        merges=tuple(drawn.merges),
        frozen_rows=2,
    )


def _told_apart(consultants: pd.DataFrame) -> pd.DataFrame:
    """Add the service to whoever serves in both: the chart shows the name and no other column."""
    names = consultants["consultant"]
    both = names.duplicated(keep=False)
    return consultants.assign(
        consultant=names.mask(both, names + " (" + consultants["service"] + ")")
    )


def _named(days: pd.DataFrame) -> pd.DataFrame:
    """Add the weekday's name to each date."""
    return days.assign(day=[WEEKDAYS[day.weekday()] for day in days["date"]])


def _summary(drawn: _Page, summary: pd.DataFrame) -> None:
    drawn.heading("Ringkasan")
    rows: list[tuple[GridCell, ...]] = [
        (
            GridCell(row["label"], style=_CELL),
            *(
                GridCell(_blank(row[name]), _KINDS[row["kind"]], _CELL)
                for name in ("value", "before", "change")
            ),
        )
        for row in summary.to_dict("records")
    ]
    drawn.table("summary", ["Angka", "Minggu ini", "Rata-rata 4 minggu", "Selisih"], rows)


def _cells(frame: pd.DataFrame, columns: Sequence[Column]) -> list[tuple[GridCell, ...]]:
    return [
        tuple(GridCell(_blank(row[name]), kind, _CELL) for name, _, kind in columns)
        for row in frame.to_dict("records")
    ]


def _profile(drawn: _Page, profile: pd.DataFrame) -> None:
    drawn.heading("Profil responden (sel di bawah 5 disamarkan)")
    shown = profile["count"].astype(object).where(profile["count"].notna(), profile["suppressed"])
    rows: list[tuple[GridCell, ...]] = [
        (
            GridCell(question, style=_CELL),
            GridCell(answer, style=_CELL),
            GridCell(_blank(count), Kind.INTEGER, _CELL),
        )
        for question, answer, count in zip(
            profile["question"], profile["answer"], shown, strict=True
        )
    ]
    drawn.table("profile", ["Pertanyaan", "Jawaban", "Jumlah"], rows)


def _suggestions(drawn: _Page, suggestions: pd.DataFrame) -> None:
    drawn.heading("Saran (tanpa nama)")
    columns: tuple[Column, ...] = (
        ("suggestion", "Saran", Kind.TEXT),
        ("service", "Layanan", Kind.TEXT),
    )
    drawn.table("suggestions", ["Saran", "Layanan"], _cells(suggestions, columns))


def _charts(week: Week, drawn: _Page, below: int) -> tuple[Chart, ...]:
    """Give the charts: one beside the summary, two side by side in the rows from ``below`` on."""
    summary = drawn.places["summary"]
    left, right = sum(_WIDTHS[:_BESIDE]) - _GAP, sum(_WIDTHS[_BESIDE:])
    wanted = (
        ("unsur", "NRR per unsur", ChartKind.COLUMN, (1,), summary.row, _BESIDE, right),
        ("fields", "Permintaan per bidang", ChartKind.BAR, (2, 3), below, 0, left),
        ("consultants", "Sesi per konsultan", ChartKind.BAR, (2, 3), below, _BESIDE, right),
    )
    rows = {"unsur": summary.row_end - summary.row}
    return tuple(
        Chart(
            key=f"{week}/{name}",
            title=title,
            kind=kind,
            domain=_column(drawn.places[name], 0),
            series=tuple(_column(drawn.places[name], number) for number in series),
            row=row,
            column=column,
            width=width,
            height=rows.get(name, _CHART_ROWS) * ROW_HEIGHT,
        )
        for name, title, kind, series, row, column, width in wanted
        if drawn.places[name].row_end - drawn.places[name].row >= 2
    )


def _column(table: Block, number: int) -> Block:
    return Block(table.row, number, table.row_end, number + 1)


def _blank(value: object) -> object:
    return None if pd.isna(value) else value  # type: ignore[call-overload]
