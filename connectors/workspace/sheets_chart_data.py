"""The figures behind a chart: its labels and series, read from the cells that its spec names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from connectors.workspace.call import Json
from connectors.workspace.grid import Sheet
from connectors.workspace.grid_area import Area
from connectors.workspace.sheets_book import Book
from connectors.workspace.sheets_charts import source_area
from connectors.workspace.sheets_formats import css_colour
from connectors.workspace.sheets_read import Reading

PALETTE: Final = ("#4285f4", "#ea4335", "#fbbc04", "#34a853", "#ff6d01", "#46bdc6", "#7baaf7")


@dataclass(frozen=True)
class Series:
    """One series; ``kind`` is COLUMN, LINE, AREA or BAR; missing figures are None."""

    name: str
    kind: str
    colour: str
    values: tuple[float | None, ...]
    area: Area | None


@dataclass(frozen=True)
class ChartData:
    """What a chart shows."""

    title: str
    kind: str
    labels: tuple[str, ...]
    domain: Area | None
    series: tuple[Series, ...]
    axis_titles: dict[str, str]
    stacked: bool
    header_count: int


def chart_data(book: Book, reading: Reading, spec: Json) -> ChartData:
    """Read the figures of a basic chart or a pie chart."""
    if "pieChart" in spec:
        return _pie(book, reading, spec)
    chart = spec["basicChart"]
    headers = chart.get("headerCount", 0)
    domains = chart.get("domains") or []
    domain = source_area(domains[0].get("domain", {})) if domains else None
    given = [series.get("series", {}) for series in chart["series"]]
    kinds = [series.get("type") or chart["chartType"] for series in chart["series"]]
    colours = [_colour(series, index) for index, series in enumerate(chart["series"])]
    if not headers:
        headers = _guessed_headers(book, reading, [source_area(data) for data in given])
    axes = {axis.get("position", ""): axis.get("title", "") for axis in chart.get("axis") or []}
    return ChartData(
        title=spec.get("title", ""),
        kind=chart["chartType"],
        labels=_labels(book, reading, domain, headers),
        domain=domain,
        series=tuple(
            _series(book, reading, source_area(data), kind, colour, headers)
            for data, kind, colour in zip(given, kinds, colours, strict=True)
        ),
        axis_titles=axes,
        stacked=chart.get("stackedType", "NOT_STACKED") in {"STACKED", "PERCENT_STACKED"},
        header_count=headers,
    )


def _pie(book: Book, reading: Reading, spec: Json) -> ChartData:
    pie = spec["pieChart"]
    domain = source_area(pie.get("domain", {}))
    area = source_area(pie.get("series", {}))
    headers = _guessed_headers(book, reading, [area])
    series = _series(book, reading, area, "PIE", PALETTE[0], headers)
    labels = _labels(book, reading, domain, headers)
    return ChartData(
        spec.get("title", ""), "PIE", labels, domain, (series,), {}, stacked=False,
        header_count=headers,
    )  # fmt: skip


def _colour(series: Json, index: int) -> str:
    return css_colour(series.get("color")) or PALETTE[index % len(PALETTE)]


def _guessed_headers(book: Book, reading: Reading, areas: list[Area | None]) -> int:
    """Guess as Google does when no count is given: a first text cell is a heading."""
    cells = [_cells(book, area)[0] for area in areas if area]
    first = [reading.value(sheet, row, column) for sheet, row, column in cells]
    return int(bool(first) and any(isinstance(value, str) for value in first))


def _cells(book: Book, area: Area) -> list[tuple[Sheet, int, int]]:
    sheet = book.sheet(area.sheet_id)
    clipped = area.clip(sheet.row_count, sheet.column_count)
    return [
        (sheet, row, column)
        for row in range(clipped.top, max(clipped.bottom, clipped.top + 1))
        for column in range(clipped.left, max(clipped.right, clipped.left + 1))
    ]


def _labels(book: Book, reading: Reading, domain: Area | None, headers: int) -> tuple[str, ...]:
    cells = _cells(book, domain)[headers:] if domain else []
    return tuple(reading.text(sheet, row, column) for sheet, row, column in cells)


def _series(
    book: Book, reading: Reading, area: Area | None, kind: str, colour: str, headers: int
) -> Series:
    cells = _cells(book, area) if area else []
    name = " ".join(reading.text(*cell) for cell in cells[:headers])
    found = (reading.value(*cell) for cell in cells[headers:])
    values = tuple(
        float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
        for value in found
    )
    return Series(name, kind, colour, values, area)
