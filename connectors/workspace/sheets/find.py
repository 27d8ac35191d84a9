"""findReplace: a text replaced in the texts of cells."""

from __future__ import annotations

import re
from typing import Any

from connectors.workspace.call import Json
from connectors.workspace.sheets.book import Book
from connectors.workspace.sheets.cell_writer import checked_text
from connectors.workspace.sheets.entry import read_entry
from connectors.workspace.sheets.errors import Refused
from connectors.workspace.sheets.grid import Cell
from connectors.workspace.sheets.grid_area import Area


def find_replace(book: Book, request: Json) -> Json:
    """Replace a text in the texts of cells; formulas are left alone."""
    if request.get("includeFormulas"):
        raise Refused("includeFormulas is not supported by the embedded workspace.")
    pattern = _pattern(request)
    areas = _searched(book, request)
    counts = dict.fromkeys(("valuesChanged", "occurrencesChanged"), 0)
    sheets, rows = set(), set()
    for area in areas:
        sheet = book.sheet(area.sheet_id)
        for row, column, cell in list(sheet.cells(area)):
            new, times = _replaced(pattern, cell, request)
            if not times:
                continue
            book.guard(Area(area.sheet_id, row, row + 1, column, column + 1))
            entry = read_entry(checked_text(new), book.locale, book.call.now)
            value: Any = new if entry.formula else entry.value
            rest = {key: v for key, v in cell.items() if key not in {"v", "r"}}
            sheet.put(row, column, rest | ({} if value in (None, "") else {"v": value}))
            counts["valuesChanged"] += 1
            counts["occurrencesChanged"] += times
            sheets.add(area.sheet_id)
            rows.add((area.sheet_id, row))
    reply = counts | {"rowsChanged": len(rows), "sheetsChanged": len(sheets)}
    return {"findReplace": {name: count for name, count in reply.items() if count}}


def _pattern(request: Json) -> re.Pattern[str]:
    text = request.get("find", "")
    if not text:
        raise Refused("find must not be empty")
    flags = 0 if request.get("matchCase") else re.IGNORECASE
    try:
        return re.compile(text if request.get("searchByRegex") else re.escape(text), flags)
    except re.error as error:
        raise Refused(f"Invalid regular expression: {error}") from error


def _searched(book: Book, request: Json) -> list[Area]:
    if "range" in request:
        return [book.area(request["range"])]
    if request.get("allSheets"):
        return [sheet.area for sheet in book.sheets]
    if "sheetId" in request:
        return [book.sheet(request["sheetId"]).area]
    raise Refused("One of range, sheetId or allSheets must be given.")


def _replaced(pattern: re.Pattern[str], cell: Cell, request: Json) -> tuple[str, int]:
    value = cell.get("v")
    if not isinstance(value, str):
        return "", 0
    if request.get("matchEntireCell") and not pattern.fullmatch(value):
        return "", 0
    new = request.get("replacement", "")
    return pattern.subn(new if request.get("searchByRegex") else lambda _: new, value)
