"""Lays out one week's evaluation page: figures and charts on top, the tables one below the other.

All of it is as wide as a printed page.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from connectors.sheets.grid import Block, Grid, GridCell, Style
from connectors.sheets.tab import Kind
from loket.columns import GRADE, LOWEST_UNSUR, REMARK, SATISFACTION_INDEX
from loket.vocabulary import WEEKDAYS
from loket.week import Week
from pipeline.areas.evaluation_charts import evaluation_charts, rows_for_charts
from pipeline.areas.evaluation_tables import BOUNDS, TABLES, Column, bound_column
from pipeline.areas.sections import Section
from transforms.evaluation.satisfaction import Grade
from transforms.reading.indonesian import decimal, long_date

_TITLE = Style(bold=True, size=14)
_NOTE = Style(italic=True, foreground="#616161")
_HEADING = Style(bold=True, size=11, foreground="#6a1b9a")
_HEAD = Style(bold=True, background="#efe6f4", wrap=True, border=True)
_CELL = Style(border=True, wrap=True)

_WIDTHS = (300, 90, 90, 85, 135, 85, 100, 85)
_LINE = 170
"""Characters of a note that a line as wide as the page holds."""
_KINDS = {"count": Kind.INTEGER, "share": Kind.PERCENT, "score": Kind.NUMBER}
_MEAN_KINDS = {**_KINDS, "count": Kind.NUMBER}
"""Means of whole numbers, and what differs from them, have decimals."""


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

    def note(self, text: str) -> None:
        """Add a note, on as many lines as it needs: merged cells don't grow."""
        for part in textwrap.wrap(text, _LINE, break_on_hyphens=False):
            self.line(part, _NOTE)

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
    sections: Sequence[Section] = (),
    *,
    final: bool,
) -> Grid:
    """Give one week's page; the charts refer to the tables' own cells.

    notes: a sentence to stand below a table, by the table's name; sections: what stands last.
    """
    drawn = _Page()
    state = "Final" if final else "Sementara"
    drawn.line(f"Evaluasi Clean & Clear {week}", _TITLE)
    drawn.line(f"{long_date(week.monday)} – {long_date(week.days[4])} · {state}", _NOTE)
    page = _as_shown(page)
    notes = {"unsur": _verdict(page["recap"]), **(notes or {})}
    _summary(drawn, page["summary"], page["recap"])
    below = len(drawn.rows) + 1
    if rows := rows_for_charts(page):
        drawn.rows += [()] * (1 + rows)
    for name, (title, columns) in TABLES.items():
        drawn.heading(title)
        drawn.table(name, [head for _, head, _ in columns], _cells(page[name], columns))
        if notes.get(name):
            drawn.note(notes[name])
    _profile(drawn, page["profile"])
    _suggestions(drawn, page["suggestions"])
    for section in sections:
        _section(drawn, section)
    charts, retired = evaluation_charts(week, page, drawn.places, below, _WIDTHS)
    return Grid(
        rows=tuple(drawn.rows),
        widths=_WIDTHS,
        charts=charts,
        retired=retired,
        merges=tuple(drawn.merges),
        frozen_rows=2,
    )


def _as_shown(page: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Add to the tables what only the page says."""
    unsur = page["unsur"]
    bounds = {bound_column(grade): float(grade.bound) for grade in BOUNDS}
    return {
        **page,
        "fields": _told_apart(page["fields"], "field"),
        "consultants": _told_apart(page["consultants"], "consultant"),
        "days": _named(page["days"]),
        "unsur": unsur.assign(title=unsur["code"] + " " + unsur["name"]),
        "grades": unsur.assign(**bounds),
    }


def _verdict(recap: pd.DataFrame) -> str:
    """Say the week's index with its grade in words; nothing where there is no index."""
    rows = recap[recap[SATISFACTION_INDEX].notna()].to_dict("records")
    return "".join(
        f"IKM {decimal(row[SATISFACTION_INDEX])} · mutu pelayanan {row[GRADE]} "
        f"({Grade[row[GRADE]].words}) · unsur terendah: {row[LOWEST_UNSUR]}"
        for row in rows
    )


def _told_apart(rows: pd.DataFrame, name: str) -> pd.DataFrame:
    """Add the service to what occurs in both: a chart shows the name and no other column."""
    names = rows[name]
    both = names.duplicated(keep=False)
    return rows.assign(**{name: names.mask(both, names + " (" + rows["service"] + ")")})


def _named(days: pd.DataFrame) -> pd.DataFrame:
    """Add the weekday's name to each date."""
    return days.assign(day=[WEEKDAYS[day.weekday()] for day in days["date"]])


def _summary(drawn: _Page, summary: pd.DataFrame, recap: pd.DataFrame) -> None:
    drawn.heading("Ringkasan")
    rows: list[tuple[GridCell, ...]] = [
        (
            GridCell(row["label"], style=_CELL),
            GridCell(_blank(row["value"]), _KINDS[row["kind"]], _CELL),
            *(
                GridCell(_blank(row[name]), _MEAN_KINDS[row["kind"]], _CELL)
                for name in ("before", "change")
            ),
        )
        for row in summary.to_dict("records")
    ]
    drawn.table("summary", ["Angka", "Minggu ini", "Rata-rata 4 minggu", "Selisih"], rows)
    for remark in recap[REMARK].dropna():
        drawn.note(f"Catatan: {remark}")


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
        ("remark", "Keterangan", Kind.TEXT),
    )
    late = suggestions["late"].map({True: "Setelah evaluasi", False: None})
    drawn.table(
        "suggestions",
        [head for _, head, _ in columns],
        _cells(suggestions.assign(remark=late.astype(object)), columns),
    )


def _section(drawn: _Page, section: Section) -> None:
    drawn.heading(section.title)
    for note in section.notes:
        drawn.note(note)
    drawn.rows += section.table


def _blank(value: object) -> object:
    return None if pd.isna(value) else value  # type: ignore[call-overload]
