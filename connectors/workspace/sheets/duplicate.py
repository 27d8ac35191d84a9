"""duplicateSheet: a tab copied with all that is on it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from connectors.workspace.call import Json
from connectors.workspace.sheets.book import Book, new_id
from connectors.workspace.sheets.grid import OBJECTS, Sheet
from connectors.workspace.sheets.grid_area import Area
from connectors.workspace.sheets.reply import sheet_properties
from connectors.workspace.sheets.shift import RANGES
from connectors.workspace.sheets.tabs import existing_sheet, free_title, new_sheet

_IDS = {
    "protectedRanges": "protectedRangeId",
    "bandedRanges": "bandedRangeId",
    "filterViews": "filterViewId",
    "charts": "chartId",
}


def duplicate_sheet(book: Book, request: Json) -> Json:
    """Copy a sheet within the spreadsheet; its objects get new ids."""
    source = existing_sheet(book, request.get("sourceSheetId", 0))
    title = request.get("newSheetName") or _copy_title(book, source.title)
    given = {**source.properties, "title": title}
    given.pop("sheetId")
    if "newSheetId" in request:
        given["sheetId"] = request["newSheetId"]
    sheet = new_sheet(book, given)
    document = {**source.document, "properties": sheet.properties}
    copy = Sheet(document, book.new_chunks(sheet.sheet_id), new_rows=list(source.rows))
    for kind in (*OBJECTS, "basicFilter"):
        copy.set(kind, _moved(source.objects(kind), kind, source.sheet_id, copy.sheet_id))
    book.add(copy, request.get("insertSheetIndex", 0))
    for kind, name in _IDS.items():
        _renumber(book, copy, kind, name)
    return {"duplicateSheet": {"properties": sheet_properties(copy, book.sheets.index(copy))}}


def _copy_title(book: Book, title: str) -> str:
    plain = f"Copy of {title}"
    return plain if book.titled(plain) is None else free_title(book, f"Copy of {title} {{}}")


def _moved(value: Any, name: str, old: int, new: int) -> Any:
    """Give objects with their ranges on another sheet."""
    if isinstance(value, list):
        return [_moved(item, name, old, new) for item in value]
    if not isinstance(value, dict):
        return value
    if name in RANGES:
        area = Area.of(value)
        return replace(area, sheet_id=new).json() if area.sheet_id == old else value
    if name == "anchorCell" and value.get("sheetId", 0) == old:
        return {**value, "sheetId": new}
    return {member: _moved(inner, member, old, new) for member, inner in value.items()}


def _renumber(book: Book, sheet: Sheet, kind: str, name: str) -> None:
    taken = {e[name] for other in book.sheets if other is not sheet for e in other.objects(kind)}
    renumbered = []
    for entry in sheet.objects(kind):
        number = new_id(taken, f"{kind} {len(taken)}")
        taken.add(number)
        renumbered.append({**entry, name: number})
    sheet.set(kind, renumbered)
