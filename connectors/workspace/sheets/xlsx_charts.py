"""A sheet's charts as Excel's."""

from __future__ import annotations

from typing import Any, Final

from connectors.workspace.call import Json
from connectors.workspace.sheets import a1
from connectors.workspace.sheets.book import Book
from connectors.workspace.sheets.chart_data import PALETTE, ChartData, Series, chart_data
from connectors.workspace.sheets.grid import Sheet
from connectors.workspace.sheets.grid_area import Area
from connectors.workspace.sheets.read import Reading

_KINDS: Final = {
    "COLUMN": "column",
    "STEPPED_AREA": "column",
    "BAR": "bar",
    "LINE": "line",
    "AREA": "area",
    "SCATTER": "line",
    "PIE": "pie",
}
_DASHES: Final = {True: "dash", False: "solid"}


def add_charts(
    book: Book, sheet: Sheet, workbook: Any, worksheet: Any, titles: dict[int, str]
) -> None:
    """Put a sheet's charts where they stand."""
    reading = Reading(book)
    for stored in sheet.objects("charts"):
        data = chart_data(book, reading, stored["spec"])
        chart = _chart(workbook, book, data, titles)
        if chart is None:
            continue
        _describe(chart, data, stored["spec"])
        overlay = stored["position"]["overlayPosition"]
        anchor = overlay.get("anchorCell", {})
        chart.set_size({"width": overlay["widthPixels"], "height": overlay["heightPixels"]})
        offset = {
            "x_offset": overlay.get("offsetXPixels", 0),
            "y_offset": overlay.get("offsetYPixels", 0),
        }
        worksheet.insert_chart(
            anchor.get("rowIndex", 0), anchor.get("columnIndex", 0), chart, offset
        )


def _chart(workbook: Any, book: Book, data: ChartData, titles: dict[int, str]) -> Any:
    """Give the chart; series of another kind than the first are laid over it. None: no series."""
    charts: dict[str, Any] = {}
    for series in data.series:
        if series.area is None:
            continue
        kind = _KINDS.get(series.kind if data.kind == "COMBO" else data.kind, "column")
        if kind not in charts:
            options = {"type": kind} | ({"subtype": "stacked"} if data.stacked else {})
            charts[kind] = workbook.add_chart(options)
        charts[kind].add_series(_series(book, data, series, titles))
    if not charts:
        return None
    first, *others = sorted(charts.values(), key=lambda chart: chart is not charts.get("column"))
    for other in others:
        first.combine(other)
    return first


def _series(book: Book, data: ChartData, series: Series, titles: dict[int, str]) -> Json:
    assert series.area is not None  # noqa: S101 - only series with a source come here
    values: Json = {"values": _reference(book, series.area, data.header_count, titles)}
    if data.domain:
        values["categories"] = _reference(book, data.domain, data.header_count, titles)
    if series.name:
        values["name"] = series.name
    if series.kind == "PIE":
        count = len(series.values)
        points = [{"fill": {"color": PALETTE[at % len(PALETTE)]}} for at in range(count)]
        return {**values, "points": points}
    if series.kind in {"LINE", "SCATTER"}:
        marker: Json = {"type": "none"}
        if series.pointed:
            marker = {"type": "circle", "size": 5, "fill": {"color": series.colour}}
        line = {"color": series.colour, "width": 2, "dash_type": _DASHES[series.dashed]}
        return {**values, "line": line, "marker": marker}
    return {**values, "fill": {"color": series.colour}}


def _reference(book: Book, area: Area, headers: int, titles: dict[int, str]) -> str:
    """Write the cells behind the headings as an Excel reference."""
    sheet = book.sheet(area.sheet_id)
    clipped = area.clip(sheet.row_count, sheet.column_count)
    vertical = clipped.right - clipped.left == 1
    top, left = clipped.top + headers * vertical, clipped.left + headers * (not vertical)
    title = titles[area.sheet_id].replace("'", "''")
    first = f"${a1.column_letters(left)}${top + 1}"
    last = f"${a1.column_letters(clipped.right - 1)}${clipped.bottom}"
    return f"='{title}'!{first}:{last}"


def _describe(chart: Any, data: ChartData, spec: Json) -> None:
    if spec.get("hiddenDimensionStrategy") == "SHOW_ALL":
        chart.show_hidden_data()
    if data.title:
        chart.set_title({"name": data.title, "name_font": {"size": 14, "bold": False}})
    else:
        chart.set_title({"none": True})
    if data.kind == "PIE":
        return
    _describe_axes(chart, data)
    if len(data.series) < 2 or spec.get("basicChart", {}).get("legendPosition") == "NO_LEGEND":
        chart.set_legend({"none": True})
    else:
        chart.set_legend({"position": "top"})


def _describe_axes(chart: Any, data: ChartData) -> None:
    titles = {
        side: {"name": title, "name_font": {"bold": False}}
        for side, title in data.axis_titles.items()
        if title
    }
    lines: Json = {"major_gridlines": {"visible": True, "line": {"color": "#e0e0e0"}}}
    ends = zip(("min", "max"), data.window, strict=True)
    lines |= {name: end for name, end in ends if end is not None}
    bottom, left = titles.get("BOTTOM_AXIS", {}), titles.get("LEFT_AXIS", {})
    if data.kind == "BAR":
        # Google puts the first category on top, Excel at the bottom.
        downwards = {"reverse": True, "crossing": "max", "major_gridlines": {"visible": False}}
        chart.set_x_axis(bottom | lines)
        chart.set_y_axis(left | downwards)
        return
    if bottom:
        chart.set_x_axis(bottom)
    chart.set_y_axis(left | lines)
