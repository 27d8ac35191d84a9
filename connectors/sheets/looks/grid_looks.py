"""How a grid looks, in Google's terms: cell formats, widths, merges, frozen panes and charts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from connectors.sheets.cell_format import alignment, colour_style, number_format
from connectors.sheets.cell_writes import Position, areas
from connectors.sheets.grid import EMPTY, Block, Chart, ChartKind, Grid, GridCell, Style
from connectors.sheets.looks.tab_creation import column_width
from connectors.sheets.sheet import Sheet
from connectors.sheets.tab import Kind, Tab, fixed_id

Json = dict[str, Any]

_BORDER = {"style": "SOLID", "colorStyle": colour_style("#b0bec5")}


def grid_format(cell: GridCell) -> Json:
    """Give the format of one cell."""
    style = cell.style
    text: Json = {}
    if style.bold:
        text["bold"] = True
    if style.italic:
        text["italic"] = True
    if style.size:
        text["fontSize"] = style.size
    if style.foreground:
        text["foregroundColorStyle"] = colour_style(style.foreground)
    shown: Json = {**number_format(cell.kind), **alignment(cell.kind), "verticalAlignment": "TOP"}
    if cell.kind is not Kind.LINK:
        shown["hyperlinkDisplayType"] = "PLAIN_TEXT"
    if style.wrap:
        shown["wrapStrategy"] = "WRAP"
    if style.centred:
        shown["horizontalAlignment"] = "CENTER"
    if style.background:
        shown["backgroundColorStyle"] = colour_style(style.background)
    if style.border:
        shown["borders"] = dict.fromkeys(("top", "bottom", "left", "right"), _BORDER)
    return {**shown, "textFormat": text} if text else shown


def grid_formats(grid: Grid, sheet_id: int, height: int, width: int) -> Iterator[Json]:
    """Give the requests that format an area from its corner on: where many cells look alike, once.

    What people have laid over the cells goes.
    """
    alike: dict[tuple[Kind, Style], list[Position]] = defaultdict(list)
    for row in range(height):
        for column in range(width):
            cell = grid.cell(row, column)
            alike[cell.kind, cell.style].append((row, column))
    if alike.pop((EMPTY.kind, EMPTY.style), None) or alike:
        yield _formatted(sheet_id, Block(0, 0, height, width), EMPTY)
    for (kind, style), positions in alike.items():
        cell = GridCell(kind=kind, style=style)
        yield from (_formatted(sheet_id, area, cell) for area in areas(positions))


def _formatted(sheet_id: int, area: Block, cell: GridCell) -> Json:
    shown = {"userEnteredFormat": grid_format(cell)}
    place = _range(sheet_id, area)
    return {"repeatCell": {"range": place, "cell": shown, "fields": "userEnteredFormat"}}


def grid_dimensions(grid: Grid, sheet_id: int) -> Iterator[Json]:
    """Give the requests that set the widths of columns and freeze panes."""
    for width, group in groupby(enumerate(grid.widths), key=lambda pair: pair[1]):
        places = [place for place, _ in group]
        yield column_width(sheet_id, places[0], places[-1] + 1, width)
    frozen = {"frozenRowCount": grid.frozen_rows, "frozenColumnCount": grid.frozen_columns}
    yield {
        "updateSheetProperties": {
            "properties": {"sheetId": sheet_id, "gridProperties": frozen},
            "fields": "gridProperties(frozenRowCount,frozenColumnCount)",
        }
    }


def grid_merges(grid: Grid, sheet_id: int) -> Iterator[Json]:
    """Give the requests that merge cells."""
    for block in grid.merges:
        yield {"mergeCells": {"range": _range(sheet_id, block), "mergeType": "MERGE_ALL"}}


def grid_charts(tab: Tab, grid: Grid, sheet: Sheet) -> Iterator[Json]:
    """Give the requests that draw the charts; one that stands is redrawn where it is to stand.

    Charts that people have added stay as they are.
    """
    standing = {entry.get("chartId") for entry in sheet.raw.get("charts", [])}
    for key in grid.retired:
        retired = fixed_id("chart", f"{tab.key}:{key}")
        if retired in standing:
            yield {"deleteEmbeddedObject": {"objectId": retired}}
    wanted = {fixed_id("chart", f"{tab.key}:{chart.key}"): chart for chart in grid.charts}
    for chart_id, chart in wanted.items():
        spec, position = _spec(chart, sheet.sheet_id), _position(chart, sheet.sheet_id)
        if chart_id not in standing:
            drawn = {"chartId": chart_id, "spec": spec, "position": position}
            yield {"addChart": {"chart": drawn}}
            continue
        yield {"updateChartSpec": {"chartId": chart_id, "spec": spec}}
        moved = {"objectId": chart_id, "newPosition": position, "fields": "*"}
        yield {"updateEmbeddedObjectPosition": moved}


def _spec(chart: Chart, sheet_id: int) -> Json:
    domain = _data(sheet_id, chart.domain)
    spec: Json = {"title": chart.title, "hiddenDimensionStrategy": "SHOW_ALL"}
    if chart.kind is ChartKind.PIE:
        series = _data(sheet_id, chart.series[0])
        pie = {"legendPosition": "RIGHT_LEGEND", "domain": domain, "series": series}
        return {**spec, "pieChart": pie}
    return {**spec, "basicChart": _basic(chart, domain, sheet_id)}


def _basic(chart: Chart, domain: Json, sheet_id: int) -> Json:
    axis = "BOTTOM_AXIS" if chart.kind is ChartKind.BAR else "LEFT_AXIS"
    blocks = (*chart.series, *chart.lines)
    series = [{"series": _data(sheet_id, block), "targetAxis": axis} for block in blocks]
    basic: Json = {
        "chartType": "COMBO" if chart.lines else chart.kind,
        "legendPosition": "BOTTOM_LEGEND" if len(blocks) > 1 else "NO_LEGEND",
        "headerCount": 1,
        "domains": [{"domain": domain}],
        "series": [{**one, **_series_look(chart, number)} for number, one in enumerate(series)],
    }
    if chart.window:
        low, high = chart.window
        shown = {"viewWindowMode": "EXPLICIT", "viewWindowMin": low, "viewWindowMax": high}
        basic["axis"] = [{"position": axis, "viewWindowOptions": shown}]
    return basic


def _series_look(chart: Chart, number: int) -> Json:
    look: Json = {}
    if chart.colours:
        look["colorStyle"] = colour_style(chart.colours[number])
    if number >= len(chart.series):
        look |= {"type": "LINE", "lineStyle": {"type": "MEDIUM_DASHED", "width": 2}}
    elif chart.lines:
        look["type"] = chart.kind
    return look


def _data(sheet_id: int, block: Block) -> Json:
    return {"sourceRange": {"sources": [_range(sheet_id, block)]}}


def _position(chart: Chart, sheet_id: int) -> Json:
    anchor = {"sheetId": sheet_id, "rowIndex": chart.row, "columnIndex": chart.column}
    size = {"widthPixels": chart.width, "heightPixels": chart.height}
    return {"overlayPosition": {"anchorCell": anchor, **size}}


def _range(sheet_id: int, block: Block) -> Json:
    return {
        "sheetId": sheet_id,
        "startRowIndex": block.row,
        "endRowIndex": block.row_end,
        "startColumnIndex": block.column,
        "endColumnIndex": block.column_end,
    }
