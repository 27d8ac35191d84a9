"""Charts drawn as shapes that the page's template writes as inline SVG."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from connectors.workspace.call import Json
from connectors.workspace.sheets.book import Book
from connectors.workspace.sheets.chart_data import PALETTE, ChartData, Series, chart_data
from connectors.workspace.sheets.number_format import render
from connectors.workspace.sheets.read import Reading

_LABEL_WIDTH = 6.2
"""Pixels of a character of a label, on average."""


@dataclass(frozen=True)
class Shape:
    """One element of the drawing: its kind, its SVG attributes, its text."""

    kind: str
    attributes: dict[str, str | float]
    text: str = ""


@dataclass
class Drawing:
    """A chart as shapes within a box of so many pixels."""

    chart_id: int
    width: int
    height: int
    title: str
    shapes: list[Shape] = field(default_factory=list)

    def add(self, kind: str, text: str = "", **attributes: str | float) -> None:
        """Add a shape; underscores in attribute names stand for hyphens."""
        named = {
            name.replace("_", "-"): round(value, 1) if isinstance(value, float) else value
            for name, value in attributes.items()
        }
        self.shapes.append(Shape(kind, named, text))

    def label(self, x: float, y: float, text: str, anchor: str = "middle", size: int = 11) -> None:
        """Add a text at a place."""
        self.add("text", text, x=x, y=y, text_anchor=anchor, font_size=size, fill="#5f6368")


@dataclass(frozen=True)
class _Plot:
    """The rectangle in which figures are drawn, and the scale of its value axis."""

    left: float
    top: float
    width: float
    height: float
    low: float
    high: float
    step: float

    def share(self, value: float) -> float:
        """Give where a value lies between the ends; what lies beyond stops there."""
        return min(max((value - self.low) / (self.high - self.low), 0), 1)

    def y(self, value: float) -> float:
        return self.top + self.height * (1 - self.share(value))

    def x(self, value: float) -> float:
        return self.left + self.width * self.share(value)

    def ticks(self) -> list[float]:
        count = math.floor((self.high - self.low) / self.step + 1e-9)
        return [self.low + self.step * index for index in range(count + 1)]


def drawing(book: Book, reading: Reading, chart: Json) -> Drawing:
    """Draw a stored chart."""
    overlay = chart["position"]["overlayPosition"]
    data = chart_data(book, reading, chart["spec"])
    result = Drawing(chart["chartId"], overlay["widthPixels"], overlay["heightPixels"], data.title)
    if data.title:
        result.add(
            "text", data.title, x=16, y=26, font_size=16, fill="#3c4043", text_anchor="start"
        )
    _legend(result, data)
    if data.kind == "PIE":
        _draw_pie(result, data)
    elif data.kind == "BAR":
        _draw_bars(result, data, book.locale)
    else:
        _draw_columns_and_lines(result, data, book.locale)
    return result


def _legend(result: Drawing, data: ChartData) -> None:
    names = [(series.name, series.colour) for series in data.series if series.name]
    if data.kind == "PIE" or len(names) < 2:
        return
    x = 16.0
    for name, colour in names:
        result.add("rect", x=x, y=38, width=10, height=10, fill=colour)
        result.label(x + 14, 47, name[:24], "start")
        x += 28 + _LABEL_WIDTH * len(name[:24])


def _plot(result: Drawing, data: ChartData, left: float, bottom: float) -> _Plot:
    low, high, step = _scale(data)
    top = 62.0 if len(data.series) > 1 else 44.0
    width, height = result.width - left - 18, result.height - top - bottom
    return _Plot(left, top, max(width, 10), max(height, 10), low, high, step)


def _scale(data: ChartData) -> tuple[float, float, float]:
    """Give both ends of the value axis and the step of its marks; ends that are given hold."""
    low, high = _extent(data)
    first, last = data.window
    low, high = (low if first is None else first), (high if last is None else last)
    step = _step(max(high - low, 1e-9))
    low = math.floor(low / step) * step if first is None else low
    return low, math.ceil(high / step) * step if last is None else high, step


def _extent(data: ChartData) -> tuple[float, float]:
    if data.stacked:
        length = max((len(series.values) for series in data.series), default=0)
        figures = [sum(_at(series, index) for series in data.series) for index in range(length)]
    else:
        figures = [v for series in data.series for v in series.values if v is not None]
    low, high = min([0.0, *figures]), max([0.0, *figures])
    return low, high if high > low else low + 1


def _at(series: Series, index: int) -> float:
    return (series.values[index] if index < len(series.values) else None) or 0.0


def _step(extent: float) -> float:
    rough = extent / 5
    power = 10.0 ** math.floor(math.log10(rough))
    return float(next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= rough))


def _draw_columns_and_lines(result: Drawing, data: ChartData, locale: str) -> None:
    plot = _plot(result, data, 52, 46)
    for tick in plot.ticks():
        y = plot.y(tick)
        result.add("line", x1=plot.left, x2=plot.left + plot.width, y1=y, y2=y, stroke="#e0e0e0")
        result.label(plot.left - 6, y + 4, _figure(tick, locale), "end")
    band = plot.width / max(len(data.labels), 1)
    _category_labels(result, data, plot, band)
    columns = [series for series in data.series if series.kind in {"COLUMN", "STEPPED_AREA"}]
    _draw_columns(result, data, plot, columns, band)
    for series in data.series:
        if series not in columns:
            _draw_line(result, plot, series, band)
    if title := data.axis_titles.get("BOTTOM_AXIS"):
        result.label(plot.left + plot.width / 2, result.height - 8, title)


def _category_labels(result: Drawing, data: ChartData, plot: _Plot, band: float) -> None:
    longest = max(map(len, data.labels), default=0)
    every = max(1, math.ceil(min(longest, 12) * _LABEL_WIDTH / max(band, 1)))
    room = max(3, int(band * every / _LABEL_WIDTH))
    for index, text in enumerate(data.labels):
        if index % every == 0:
            shown = text if len(text) <= room else f"{text[: room - 1]}…"
            result.label(plot.left + band * (index + 0.5), plot.top + plot.height + 18, shown)


def _draw_columns(
    result: Drawing, data: ChartData, plot: _Plot, columns: list[Series], band: float
) -> None:
    width = band * 0.7 / (1 if data.stacked else max(len(columns), 1))
    for index in range(len(data.labels)):
        base = 0.0
        for place, series in enumerate(columns):
            value = _at(series, index)
            start = base if data.stacked else 0.0
            y1, y2 = sorted((plot.y(start), plot.y(start + value)))
            offset = 0.0 if data.stacked else place * width
            x = plot.left + band * (index + 0.15) + offset
            result.add("rect", x=x, y=y1, width=width * 0.94, height=y2 - y1, fill=series.colour)
            base += value


def _draw_line(result: Drawing, plot: _Plot, series: Series, band: float) -> None:
    spots = [
        (plot.left + band * (index + 0.5), plot.y(value))
        for index, value in enumerate(series.values)
        if value is not None
    ]
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
    if series.kind == "AREA" and spots:
        ground = plot.y(max(plot.low, 0))
        filled = f"{spots[0][0]:.1f},{ground:.1f} {points} {spots[-1][0]:.1f},{ground:.1f}"
        result.add("polygon", points=filled, fill=series.colour, fill_opacity="0.25")
    if series.kind != "SCATTER":
        dash = "6 4" if series.dashed else "none"
        look = {"fill": "none", "stroke": series.colour, "stroke_dasharray": dash}
        result.add("polyline", "", points=points, stroke_width=2, **look)
    for x, y in spots if series.pointed else ():
        result.add("circle", cx=x, cy=y, r=3, fill=series.colour)


def _draw_bars(result: Drawing, data: ChartData, locale: str) -> None:
    longest = min(max(map(len, data.labels), default=0), 26)
    plot = _plot(result, data, min(24 + longest * _LABEL_WIDTH, result.width * 0.45), 32)
    for tick in plot.ticks():
        x = plot.x(tick)
        result.add("line", x1=x, x2=x, y1=plot.top, y2=plot.top + plot.height, stroke="#e0e0e0")
        result.label(x, plot.top + plot.height + 16, _figure(tick, locale))
    band = plot.height / max(len(data.labels), 1)
    thickness = band * 0.7 / (1 if data.stacked else max(len(data.series), 1))
    for index, text in enumerate(data.labels):
        shown = text if len(text) <= 26 else f"{text[:25]}…"
        result.label(plot.left - 8, plot.top + band * (index + 0.5) + 4, shown, "end")
        base = 0.0
        for place, series in enumerate(data.series):
            value = _at(series, index)
            start = base if data.stacked else 0.0
            x1, x2 = sorted((plot.x(start), plot.x(start + value)))
            y = plot.top + band * (index + 0.15) + (0 if data.stacked else place * thickness)
            result.add(
                "rect", x=x1, y=y, width=x2 - x1, height=thickness * 0.94, fill=series.colour
            )
            base += value


def _draw_pie(result: Drawing, data: ChartData) -> None:
    values = [max(value or 0.0, 0.0) for value in data.series[0].values]
    total = sum(values)
    radius = max(min(result.width / 2, result.height - 70) / 2 - 10, 5)
    cx, cy = result.width * 0.32, 50 + radius
    angle = -math.pi / 2
    for index, value in enumerate(values):
        if not value:
            continue
        colour = PALETTE[index % len(PALETTE)]
        following = angle + 2 * math.pi * value / total
        result.add("path", d=_slice(cx, cy, radius, angle, following), fill=colour, stroke="#fff")
        label = data.labels[index] if index < len(data.labels) else ""
        y = 60 + 20 * index
        result.add("rect", x=result.width * 0.64, y=y - 10.0, width=10, height=10, fill=colour)
        result.label(result.width * 0.64 + 16, y, f"{label[:22]} ({value / total:.0%})", "start")
        angle = following


def _slice(cx: float, cy: float, radius: float, start: float, end: float) -> str:
    # An arc cannot be a full circle: its ends must differ.
    end = min(end, start + 2 * math.pi - 1e-4)
    x1, y1 = cx + radius * math.cos(start), cy + radius * math.sin(start)
    x2, y2 = cx + radius * math.cos(end), cy + radius * math.sin(end)
    large = int(end - start > math.pi)
    arc = f"A{radius:.1f},{radius:.1f} 0 {large} 1 {x2:.2f},{y2:.2f}"
    return f"M{cx:.1f},{cy:.1f} L{x1:.2f},{y1:.2f} {arc} Z"


def _figure(value: float, locale: str) -> str:
    return render(round(value, 10), {}, locale)
