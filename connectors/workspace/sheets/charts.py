"""Charts that float over a sheet: checked, stored, moved. Drawing them is the page's business."""

from __future__ import annotations

from collections.abc import Iterator

from connectors.workspace import field_mask
from connectors.workspace.call import Json
from connectors.workspace.sheets.book import Book, new_id
from connectors.workspace.sheets.errors import Refused
from connectors.workspace.sheets.formats import normal
from connectors.workspace.sheets.grid import Sheet
from connectors.workspace.sheets.grid_area import Area

_KINDS = frozenset(
    {
        "basicChart",
        "pieChart",
        "bubbleChart",
        "candlestickChart",
        "histogramChart",
        "orgChart",
        "scorecardChart",
        "treemapChart",
        "waterfallChart",
    }
)
_TYPES = frozenset({"BAR", "LINE", "AREA", "COLUMN", "SCATTER", "COMBO", "STEPPED_AREA"})
_WIDTH, _HEIGHT = 600, 371


def add_chart(book: Book, request: Json) -> Json:
    """Add a chart; a fixed id that exists is refused."""
    given = request.get("chart", {})
    taken = {chart["chartId"] for sheet in book.sheets for chart in sheet.objects("charts")}
    number = given.get("chartId") or new_id(taken, f"charts {len(taken)}")
    if number in taken:
        raise Refused(f"An embedded object with id {number} already exists.")
    spec, position = _checked_spec(book, given.get("spec", {})), given.get("position", {})
    sheet, position = _checked_position(book, position)
    chart = {"chartId": number, "spec": spec, "position": position}
    if "border" in given:
        chart["border"] = normal(given["border"])
    book.guard_sheet(sheet)
    sheet.set("charts", [*sheet.objects("charts"), chart])
    return {"addChart": {"chart": chart}}


def update_chart_spec(book: Book, request: Json) -> Json:
    """Replace a chart's whole specification; its place and size stay."""
    sheet, chart = _find(book, request.get("chartId", 0))
    book.guard_sheet(sheet)
    changed = {**chart, "spec": _checked_spec(book, request.get("spec", {}))}
    sheet.set("charts", [changed if c is chart else c for c in sheet.objects("charts")])
    return {}


def update_embedded_object_position(book: Book, request: Json) -> Json:
    """Move or resize a chart; ``fields`` names members of its overlay position."""
    sheet, chart = _find(book, request.get("objectId", 0))
    mask = field_mask.of_update(request.get("fields"))
    new = request.get("newPosition", {})
    if "overlayPosition" not in new:
        raise Refused("Only overlayPosition is supported by the embedded workspace.")
    old = chart["position"]["overlayPosition"]
    merged = field_mask.merged(old, new["overlayPosition"], mask)
    target, position = _checked_position(book, {"overlayPosition": merged})
    book.guard_sheet(sheet)
    book.guard_sheet(target)
    sheet.set("charts", [c for c in sheet.objects("charts") if c is not chart])
    target.set("charts", [*target.objects("charts"), {**chart, "position": position}])
    return {"updateEmbeddedObjectPosition": {"position": position}}


def delete_embedded_object(book: Book, request: Json) -> Json:
    """Remove a chart."""
    sheet, chart = _find(book, request.get("objectId", 0))
    book.guard_sheet(sheet)
    sheet.set("charts", [c for c in sheet.objects("charts") if c is not chart])
    return {}


def _find(book: Book, number: int) -> tuple[Sheet, Json]:
    for sheet in book.sheets:
        for chart in sheet.objects("charts"):
            if chart["chartId"] == number:
                return sheet, chart
    raise Refused(f"No embedded object with id: {number}")


def _checked_position(book: Book, position: Json) -> tuple[Sheet, Json]:
    overlay = position.get("overlayPosition")
    if overlay is None:
        raise Refused("A chart needs an overlayPosition: sheets for charts are not supported.")
    anchor = overlay.get("anchorCell", {})
    sheet = book.sheet(anchor.get("sheetId", 0))
    row, column = anchor.get("rowIndex", 0), anchor.get("columnIndex", 0)
    if not (0 <= row < sheet.row_count and 0 <= column < sheet.column_count):
        raise Refused("The anchorCell lies outside the grid.")
    size = {"widthPixels": _WIDTH, "heightPixels": _HEIGHT} | overlay
    kept = {name: value for name, value in size.items() if value and name != "anchorCell"}
    cell = {"sheetId": sheet.sheet_id, "rowIndex": row, "columnIndex": column}
    anchor = {name: value for name, value in cell.items() if value}
    return sheet, {"overlayPosition": {"anchorCell": anchor, **kept}}


def _checked_spec(book: Book, spec: Json) -> Json:
    kinds = spec.keys() & _KINDS
    if len(kinds) != 1:
        raise Refused("A chart specification must have exactly one chart type.")
    if unknown := kinds - {"basicChart", "pieChart"}:
        raise Refused(f"{next(iter(unknown))} is not supported by the embedded workspace.")
    if "dataSourceChartProperties" in spec or "filterSpecs" in spec or "sortSpecs" in spec:
        raise Refused("Data sources, filters and sorting of charts are not supported.")
    if "basicChart" in spec:
        _check_basic(spec["basicChart"])
    for source in sources(spec):
        area = book.area(source)
        if area.bottom - area.top > 1 and area.right - area.left > 1:
            raise Refused("A chart's source range must be a single row or column.")
    stored: Json = normal(spec)
    return {"hiddenDimensionStrategy": "SKIP_HIDDEN_ROWS_AND_COLUMNS"} | stored


def _check_basic(chart: Json) -> None:
    kind = chart.get("chartType", "")
    if kind not in _TYPES:
        raise Refused(f"chartType {kind or 'unspecified'} is not supported.")
    if not chart.get("series"):
        raise Refused("A basic chart needs at least one series.")
    if len(chart.get("domains") or []) > 1:
        raise Refused("A basic chart has at most one domain.")
    if kind == "COMBO" and any("type" not in series for series in chart["series"]):
        raise Refused("Each series of a COMBO chart needs a type.")


def sources(value: object) -> Iterator[Json]:
    """Give every source range within a chart's specification."""
    if isinstance(value, list):
        for item in value:
            yield from sources(item)
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name == "sources":
                yield from inner
            else:
                yield from sources(inner)


def source_area(data: Json) -> Area | None:
    """Give the cells of a ChartData, or None if its range was deleted."""
    ranges = data.get("sourceRange", {}).get("sources") or []
    return Area.of(ranges[0]) if ranges else None
