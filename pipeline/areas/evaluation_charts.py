"""The charts of a week's evaluation page: what each shows, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from connectors.sheets.grid import ROW_HEIGHT, Block, Chart, ChartKind
from loket.week import Week
from pipeline.areas.evaluation_tables import BOUNDS, TABLES, bound_column

BESIDE: Final = 4
"""The column beside the summary's four, where a chart has room."""
_GAP = 10
_INDEX = (25.0, 100.0)
_COLOURS = ("#5c6bc0", "#2e7d32", "#f9a825", "#c62828")
"""The unsur, and the lower bounds of A, B and C."""


@dataclass(frozen=True)
class _Look:
    """A chart over one table: its columns as in TABLES, and where it stands."""

    table: str
    title: str
    kind: ChartKind
    series: tuple[str, ...]
    column: int = 0
    columns: int = 8
    """Columns of the page that it takes."""
    lines: tuple[str, ...] = ()
    window: tuple[float, float] | None = None
    colours: tuple[str, ...] = ()


_UNSUR = _Look(
    *("grades", "Nilai per unsur dan batas mutu", ChartKind.COLUMN, ("value",), BESIDE, 4),
    lines=tuple(bound_column(grade) for grade in BOUNDS),
    window=_INDEX,
    colours=_COLOURS,
)
_BANDS = (
    (
        20,
        (
            _Look("fields", "Permintaan per bidang", ChartKind.BAR, ("demand", "served"), 0, 4),
            _Look(
                *("consultants", "Sesi per konsultan", ChartKind.BAR, ("available", "scheduled")),
                *(BESIDE, 4),
            ),
        ),
    ),
    (
        14,
        (
            _Look(
                *("weeks", "Kehadiran per minggu", ChartKind.COLUMN),
                ("scheduled", "present", "absent"),
            ),
        ),
    ),
)
"""Charts between the summary and the tables, beside each other, and how many rows they take."""


def rows_for_charts(page: Mapping[str, pd.DataFrame]) -> int:
    """Give how many rows the charts need between the summary and the tables."""
    return sum(height + 1 for height, _ in _bands(page))


def evaluation_charts(
    week: Week,
    page: Mapping[str, pd.DataFrame],
    places: Mapping[str, Block],
    below: int,
    widths: tuple[int, ...],
) -> tuple[tuple[Chart, ...], tuple[str, ...]]:
    """Give the charts that have something to show, and the keys of those that have nothing.

    places: where the tables stand; below: the row from which on there is room.
    """
    summary = places["summary"]
    height = (summary.row_end - summary.row) * ROW_HEIGHT
    stands = [(_UNSUR, summary.row, height)]
    for rows, looks in _bands(page):
        stands += [(look, below, rows * ROW_HEIGHT) for look in looks]
        below += rows + 1
    charts = tuple(
        _chart(week, look, places[look.table], widths, row=row, height=height)
        for look, row, height in stands
        if _tells(page, look)
    )
    every = (_UNSUR, *(look for _, looks in _BANDS for look in looks))
    retired = tuple(_key(week, look) for look in every if not _tells(page, look))
    return charts, retired


def _bands(page: Mapping[str, pd.DataFrame]) -> list[tuple[int, tuple[_Look, ...]]]:
    """Give the bands in which anything is drawn."""
    return [band for band in _BANDS if any(_tells(page, look) for look in band[1])]


def _tells(page: Mapping[str, pd.DataFrame], look: _Look) -> bool:
    """Tell whether a chart would show anything but noughts."""
    figures = page[look.table][list(look.series)]
    return bool((figures.fillna(0) != 0).any(axis=None))


def _key(week: Week, look: _Look) -> str:
    return f"{week}/{look.table}"


def _chart(
    week: Week, look: _Look, table: Block, widths: tuple[int, ...], *, row: int, height: int
) -> Chart:
    columns = [name for name, _, _ in TABLES[look.table][1]]
    last = look.column + look.columns
    return Chart(
        key=_key(week, look),
        title=look.title,
        kind=look.kind,
        domain=_column(table, 0),
        series=tuple(_column(table, columns.index(name)) for name in look.series),
        row=row,
        column=look.column,
        width=sum(widths[look.column : last]) - (_GAP if last < len(widths) else 0),
        height=height,
        lines=tuple(_column(table, columns.index(name)) for name in look.lines),
        window=look.window,
        colours=look.colours,
    )


def _column(table: Block, number: int) -> Block:
    return Block(table.row, number, table.row_end, number + 1)
