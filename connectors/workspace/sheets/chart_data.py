"""The figures behind a chart: its labels and series, read from the cells that its spec names."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from connectors.workspace.call import Json
from connectors.workspace.sheets.book import Book
from connectors.workspace.sheets.charts import source_area
from connectors.workspace.sheets.formats import css_colour
from connectors.workspace.sheets.grid import Sheet
from connectors.workspace.sheets.grid_area import Area
from connectors.workspace.sheets.read import Reading

PALETTE: Final = ("#4285f4", "#ea4335", "#fbbc04", "#34a853", "#ff6d01", "#46bdc6", "#7baaf7")

_WHOLE_LINES: Final = {"SOLID", "INVISIBLE", "LINE_DASH_TYPE_UNSPECIFIED"}


@dataclass(frozen=True)
class Series:
    """One series; ``kind`` is COLUMN, LINE, AREA or BAR; missing figures are None.

    Points show on a line only where its spec asks for them.
    """

    name: str
    kind: str
    colour: str
    values: tuple[float | None, ...]
    area: Area | None
    dashed: bool = False
    pointed: bool = False


@dataclass(frozen=True)
class ChartData:
    """What a chart shows; ``window`` are the ends of its value axis, where they are given."""

    title: str
    kind: str
    labels: tuple[str, ...]
    domain: Area | None
    series: tuple[Series, ...]
    axis_titles: dict[str, str]
    stacked: bool
    header_count: int
    window: tuple[float | None, float | None] = (None, None)


def chart_data(book: Book, reading: Reading, spec: Json) -> ChartData:
    """Read the figures of a basic chart or a pie chart."""
    skips = spec.get("hiddenDimensionStrategy") != "SHOW_ALL"
    cells = _Cells(book, reading, skips_hidden=skips)
    return _pie(cells, spec) if "pieChart" in spec else _basic(cells, spec)


@dataclass(frozen=True)
class _Cells:
    """Reads the cells of source ranges."""

    book: Book
    reading: Reading
    skips_hidden: bool

    def places(self, area: Area | None) -> list[tuple[Sheet, int, int]]:
        if area is None:
            return []
        sheet = self.book.sheet(area.sheet_id)
        clipped = area.clip(sheet.row_count, sheet.column_count)
        return [
            (sheet, row, column)
            for row in range(clipped.top, clipped.bottom)
            for column in range(clipped.left, clipped.right)
            if not (self.skips_hidden and self._is_hidden(sheet, row, column))
        ]

    def texts(self, area: Area | None) -> list[str]:
        return [self.reading.text(*place) for place in self.places(area)]

    def figures(self, area: Area | None) -> list[float | None]:
        values = (self.reading.value(*place) for place in self.places(area))
        return [
            float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
            for value in values
        ]

    def header_count(self, given: int, areas: list[Area | None]) -> int:
        """Guess as Google does when no count is given: a first text cell is a heading."""
        if given:
            return given
        first = [self.reading.value(*place) for area in areas for place in self.places(area)[:1]]
        return int(any(isinstance(value, str) for value in first))

    def series(self, area: Area | None, kind: str, colour: str, headers: int) -> Series:
        name = " ".join(self.texts(area)[:headers])
        return Series(name, kind, colour, tuple(self.figures(area)[headers:]), area)

    def drawn(self, area: Area | None, chart_type: str, given: Json, index: int, n: int) -> Series:
        """Give the series at a place of a basic chart, with its own looks; n: headings."""
        kind = given.get("type") or chart_type
        dash = given.get("lineStyle", {}).get("type", "SOLID")
        pointed = kind == "SCATTER" or "pointStyle" in given
        found = self.series(area, kind, _colour(given, index), n)
        return replace(found, dashed=dash not in _WHOLE_LINES, pointed=pointed)

    def _is_hidden(self, sheet: Sheet, row: int, column: int) -> bool:
        return sheet.hidden("ROWS", row) or sheet.hidden("COLUMNS", column)


def _basic(cells: _Cells, spec: Json) -> ChartData:
    chart = spec["basicChart"]
    domains = chart.get("domains") or []
    domain = source_area(domains[0].get("domain", {})) if domains else None
    areas = [source_area(series.get("series", {})) for series in chart["series"]]
    headers = cells.header_count(chart.get("headerCount", 0), areas)
    series = tuple(
        cells.drawn(area, chart["chartType"], given, index, headers)
        for index, (area, given) in enumerate(zip(areas, chart["series"], strict=True))
    )
    axes = {axis.get("position", ""): axis.get("title", "") for axis in chart.get("axis") or []}
    return ChartData(
        title=spec.get("title", ""),
        kind=chart["chartType"],
        labels=_labels(cells, domain, headers, series),
        domain=domain,
        series=series,
        axis_titles=axes,
        stacked=chart.get("stackedType", "NOT_STACKED") in {"STACKED", "PERCENT_STACKED"},
        header_count=headers,
        window=_window(chart),
    )


def _window(chart: Json) -> tuple[float | None, float | None]:
    """Give the ends of the axis of values, as far as the spec sets them."""
    values = "BOTTOM_AXIS" if chart["chartType"] == "BAR" else "LEFT_AXIS"
    for axis in chart.get("axis") or []:
        shown = axis.get("viewWindowOptions", {})
        if axis.get("position") == values and shown.get("viewWindowMode") == "EXPLICIT":
            return shown.get("viewWindowMin"), shown.get("viewWindowMax")
    return None, None


def _pie(cells: _Cells, spec: Json) -> ChartData:
    pie = spec["pieChart"]
    domain, area = source_area(pie.get("domain", {})), source_area(pie.get("series", {}))
    headers = cells.header_count(0, [area])
    series = (cells.series(area, "PIE", PALETTE[0], headers),)
    return ChartData(
        title=spec.get("title", ""),
        kind="PIE",
        labels=_labels(cells, domain, headers, series),
        domain=domain,
        series=series,
        axis_titles={},
        stacked=False,
        header_count=headers,
    )


def _labels(
    cells: _Cells, domain: Area | None, headers: int, series: tuple[Series, ...]
) -> tuple[str, ...]:
    """Give a label for each figure, empty where the domain has none."""
    labels = cells.texts(domain)[headers:]
    longest = max((len(one.values) for one in series), default=0)
    return tuple(labels + [""] * (longest - len(labels)))


def _colour(series: Json, index: int) -> str:
    return css_colour(series.get("color")) or PALETTE[index % len(PALETTE)]
