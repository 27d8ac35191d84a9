"""The Spreadsheet resource: what ``spreadsheets.get`` and an update's reply show of a book."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from connectors.workspace import field_mask
from connectors.workspace.call import Json
from connectors.workspace.field_mask import EVERYTHING, Mask
from connectors.workspace.sheets.book import Book
from connectors.workspace.sheets.errors import invalid_argument
from connectors.workspace.sheets.formats import without_defaults
from connectors.workspace.sheets.grid import COLUMN_WIDTH, OBJECTS, ROW_HEIGHT, Sheet
from connectors.workspace.sheets.grid_area import Area
from connectors.workspace.sheets.read import CellReader, Reading

_PLAIN_OBJECTS = tuple(kind for kind in OBJECTS if kind not in {"protectedRanges", "filterViews"})


def spreadsheet(
    book: Book, areas: Sequence[Area] | None, mask: Mask | None, *, include_grid_data: bool
) -> Json:
    """Give the Spreadsheet within a mask.

    Areas limit the sheets and the grid data (None: all of them). A mask (None: none was sent) alone
    decides whether there is grid data.
    """
    wanted = EVERYTHING if mask is None else mask
    sheet_mask = field_mask.inner(wanted, "sheets")
    data_mask = None if sheet_mask is None else field_mask.inner(sheet_mask, "data")
    if mask is None and not include_grid_data:
        data_mask = None
    resource: Json = {
        "spreadsheetId": book.spreadsheet_id,
        "properties": book.properties,
        "spreadsheetUrl": f"{book.call.origin}/spreadsheets/d/{book.spreadsheet_id}/edit",
        "namedRanges": book.get("namedRanges"),
        "developerMetadata": _metadata(book, None),
    }
    reply = field_mask.select({name: v for name, v in resource.items() if v}, wanted)
    if sheet_mask is not None:
        shown = _Sheets(book, areas, sheet_mask, data_mask)
        reply["sheets"] = shown.resources()
    return dict(reply)


def areas_of(book: Book, names: Sequence[str]) -> list[Area]:
    """Read the ranges of a request, cut to their sheets; raises Google's 400."""
    found = []
    for name in names:
        sheet, area = book.named_area(name)
        if area.top >= sheet.row_count or area.left >= sheet.column_count:
            raise exceeds_grid(name, sheet)
        found.append(area.clip(sheet.row_count, sheet.column_count))
    return found


def exceeds_grid(name: str, sheet: Sheet) -> Exception:
    """Give Google's 400 for a range that lies outside its sheet."""
    return invalid_argument(
        f"Range ({name}) exceeds grid limits. Max rows: {sheet.row_count}, "
        f"max columns: {sheet.column_count}"
    )


class _Sheets:
    """The resources of a book's sheets, within masks."""

    def __init__(
        self, book: Book, areas: Sequence[Area] | None, mask: Mask, data_mask: Mask | None
    ) -> None:
        self._book, self._areas, self._mask, self._data_mask = book, areas, mask, data_mask
        self._reading = Reading(book)

    def resources(self) -> list[Json]:
        return [
            self._resource(sheet, index)
            for index, sheet in enumerate(self._book.sheets)
            if self._areas is None or any(a.sheet_id == sheet.sheet_id for a in self._areas)
        ]

    def _resource(self, sheet: Sheet, index: int) -> Json:
        resource: Json = {
            "properties": sheet_properties(sheet, index),
            "developerMetadata": _metadata(self._book, sheet.sheet_id),
            "protectedRanges": [
                protected_range(self._book, entry) for entry in sheet.objects("protectedRanges")
            ],
            "filterViews": [shown_filter(entry) for entry in sheet.objects("filterViews")],
            "basicFilter": shown_filter(sheet.objects("basicFilter") or {}),
            **{kind: sheet.objects(kind) for kind in _PLAIN_OBJECTS},
        }
        reply = field_mask.select({name: v for name, v in resource.items() if v}, self._mask)
        if self._data_mask is not None:
            wanted = [sheet.area] if self._areas is None else self._areas
            areas = [area for area in wanted if area.sheet_id == sheet.sheet_id]
            reply["data"] = [self._grid_data(sheet, area) for area in areas]
        return dict(reply)

    def _grid_data(self, sheet: Sheet, area: Area) -> Json:
        mask = self._data_mask or EVERYTHING
        data: Json = {}
        if area.top:
            data["startRow"] = area.top
        if area.left:
            data["startColumn"] = area.left
        data = field_mask.select(data, mask)
        row_mask = field_mask.inner(mask, "rowData")
        if row_mask is not None:
            rows = self._rows(sheet, area, field_mask.inner(row_mask, "values"))
            if rows:
                data["rowData"] = rows
        for member, dimension in (("rowMetadata", "ROWS"), ("columnMetadata", "COLUMNS")):
            dimension_mask = field_mask.inner(mask, member)
            if dimension_mask is not None:
                described = self._dimensions(sheet, area, dimension)
                data[member] = field_mask.select(described, dimension_mask)
        return data

    def _rows(self, sheet: Sheet, area: Area, mask: Mask | None) -> list[Json]:
        if mask is None:
            return []
        reader = CellReader(self._reading, sheet, mask)
        last = min(area.bottom, len(sheet.rows))
        rows = [reader.row(index, area.left, area.right) for index in range(area.top, last)]
        while rows and not rows[-1]:
            rows.pop()
        return [{"values": values} if values else {} for values in rows]

    def _dimensions(self, sheet: Sheet, area: Area, dimension: str) -> list[Json]:
        is_rows = dimension == "ROWS"
        start, end = (area.top, area.bottom) if is_rows else (area.left, area.right)
        size = {"pixelSize": ROW_HEIGHT if is_rows else COLUMN_WIDTH}
        known = sheet.dimension(dimension)
        found = [
            {**size, **(known[at] or {})} if at < len(known) else dict(size)
            for at in range(start, end)
        ]
        for entry in self._book.get("developerMetadata"):
            place = entry["location"].get("dimensionRange", {})
            at = place.get("startIndex", 0)
            here = (place.get("sheetId", 0), place.get("dimension")) == (sheet.sheet_id, dimension)
            if here and start <= at < end:
                found[at - start].setdefault("developerMetadata", []).append(shown_metadata(entry))
        return found


def sheet_properties(sheet: Sheet, index: int) -> Json:
    """Give SheetProperties as Google shows them: defaults left out, id and index always there."""
    properties = without_defaults(sheet.properties)
    return {**properties, "sheetId": sheet.sheet_id, "index": index, "sheetType": "GRID"}


def protected_range(book: Book, entry: Json) -> Json:
    """Give a protected range as the caller sees it: its editors are shown to editors only."""
    if book.may_edit(entry):
        return {**entry, "requestingUserCanEdit": True}
    return {name: value for name, value in entry.items() if name != "editors"}


def shown_filter(entry: Json) -> Json:
    """Give a filter as Google shows it: with its criteria in the older spelling, too."""
    specs = entry.get("filterSpecs", [])
    if not specs:
        return entry
    criteria = {str(spec.get("columnIndex", 0)): spec.get("filterCriteria", {}) for spec in specs}
    return {**entry, "criteria": criteria}


def shown_metadata(entry: Json) -> Json:
    """Give developer metadata without the zero members of its location."""
    return {**entry, "location": without_defaults(entry["location"])}


def _metadata(book: Book, sheet_id: int | None) -> list[Any]:
    """Give the metadata of a sheet, or (None) those of the spreadsheet itself."""
    kind = "SPREADSHEET" if sheet_id is None else "SHEET"
    return [
        shown_metadata(entry)
        for entry in book.get("developerMetadata")
        if entry["location"]["locationType"] == kind
        and (sheet_id is None or entry["location"].get("sheetId", 0) == sheet_id)
    ]
