"""Lays out one week's evaluation page: its tables one below the other, its charts beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from connectors.sheets.grid import Block, Chart, ChartKind, Grid, GridCell, Style
from connectors.sheets.tab import Kind
from loket.week import Week
from transforms.reading.indonesian import long_date

_TITLE = Style(bold=True, size=14)
_NOTE = Style(italic=True, foreground="#616161")
_HEADING = Style(bold=True, size=11, foreground="#6a1b9a")
_HEAD = Style(bold=True, background="#efe6f4", wrap=True, border=True)
_CELL = Style(border=True, wrap=True)

_WIDTH = 8
_CHART_COLUMN = 10
_CHART_ROWS = 18

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

    def heading(self, text: str) -> None:
        self.rows += [(), (GridCell(text, style=_HEADING),)]

    def table(self, name: str, heads: Sequence[str], rows: list[tuple[GridCell, ...]]) -> None:
        first = len(self.rows)
        self.rows.append(tuple(GridCell(head, style=_HEAD) for head in heads))
        self.rows += rows or [(GridCell("Belum ada data", style=_NOTE),)]
        end = first + 1 + len(rows)
        self.places[name] = Block(first, 0, end, len(heads))


def evaluation_grid(week: Week, page: Mapping[str, pd.DataFrame], *, final: bool) -> Grid:
    """Give one week's page; the charts refer to the tables' own cells."""
    drawn = _Page()
    state = "Final" if final else "Sementara"
    drawn.rows += [
        (GridCell(f"Evaluasi Clean & Clear {week}", style=_TITLE),),
        (GridCell(f"{long_date(week.monday)} – {long_date(week.days[4])} · {state}", style=_NOTE),),
    ]
    page = {**page, "consultants": _told_apart(page["consultants"])}
    _summary(drawn, page["summary"])
    for name, (title, columns) in _TABLES.items():
        drawn.heading(title)
        drawn.table(name, [head for _, head, _ in columns], _cells(page[name], columns))
    _profile(drawn, page["profile"])
    _suggestions(drawn, page["suggestions"])
    return Grid(
        rows=tuple(drawn.rows),
        widths=(230, 110, 110, 100, 150, 100, 100, 90),
        charts=_charts(week, drawn),
        merges=(Block(0, 0, 1, _WIDTH), Block(1, 0, 2, _WIDTH)),
        frozen_rows=2,
    )


def _told_apart(consultants: pd.DataFrame) -> pd.DataFrame:
    """Add the service to whoever serves in both: the chart shows the name and no other column."""
    names = consultants["consultant"]
    both = names.duplicated(keep=False)
    return consultants.assign(
        consultant=names.mask(both, names + " (" + consultants["service"] + ")")
    )


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


def _charts(week: Week, drawn: _Page) -> tuple[Chart, ...]:
    wanted = (
        ("unsur", "NRR per unsur", ChartKind.COLUMN, (1,)),
        ("fields", "Permintaan per bidang", ChartKind.BAR, (2, 3)),
        ("consultants", "Sesi per konsultan", ChartKind.BAR, (2, 3)),
    )
    charts = []
    for number, (name, title, kind, series) in enumerate(wanted):
        place = drawn.places[name]
        if place.row_end - place.row < 2:
            continue
        charts.append(
            Chart(
                key=f"{week}/{name}",
                title=title,
                kind=kind,
                domain=Block(place.row, 0, place.row_end, 1),
                series=tuple(Block(place.row, n, place.row_end, n + 1) for n in series),
                row=2 + number * _CHART_ROWS,
                column=_CHART_COLUMN,
            )
        )
    return tuple(charts)


def _blank(value: object) -> object:
    return None if pd.isna(value) else value  # type: ignore[call-overload]
