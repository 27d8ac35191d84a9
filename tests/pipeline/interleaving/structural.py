"""Requests that a person's clicks become."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.pipeline.interleaving.page import Column, Page, Place, Value

Json = dict[str, Any]


def cell(page: Page, row: int, column: int, value: Value) -> Json:
    """Type into one cell; None clears it."""
    return block(page, row, column, [[value]])


def block(page: Page, row: int, column: int, values: list[list[Value]]) -> Json:
    """Paste values over a rectangle."""
    return {
        "updateCells": {
            "start": {"sheetId": page.sheet_id, "rowIndex": row, "columnIndex": column},
            "rows": [{"values": [entered(value) for value in line]} for line in values],
            "fields": "userEnteredValue",
        }
    }


def entered(value: Value) -> Json:
    """Give what typing a value leaves in a cell."""
    if value is None:
        return {}
    kind = {bool: "boolValue", float: "numberValue", str: "stringValue"}[type(value)]
    return {"userEnteredValue": {kind: value}}


def span(page: Page, dimension: str, start: int, end: int) -> Json:
    """Give rows or columns as Google's DimensionRange."""
    return {
        "sheetId": page.sheet_id,
        "dimension": dimension,
        "startIndex": start,
        "endIndex": end,
    }


def area(page: Page, top: int, bottom: int, left: int, right: int) -> Json:
    """Give a rectangle as Google's GridRange."""
    return {
        "sheetId": page.sheet_id,
        "startRowIndex": top,
        "endRowIndex": bottom,
        "startColumnIndex": left,
        "endColumnIndex": right,
    }


def insert(page: Page, dimension: str, at: int, count: int) -> Json:
    """Insert rows or columns, looking like those before them where there are any."""
    place = span(page, dimension, at, at + count)
    return {"insertDimension": {"range": place, "inheritFromBefore": at > 0}}


def properties(page: Page, fields: str, **values: object) -> Json:
    """Change a tab's own properties."""
    changed = {"sheetId": page.sheet_id, **values}
    return {"updateSheetProperties": {"properties": changed, "fields": fields}}


def headers_again(page: Page, at: int) -> list[Json]:
    """Insert a row and type into it the headers that were deleted."""
    named = [(n, column.header) for n, column in enumerate(page.columns) if column.header]
    return [insert(page, "ROWS", at, 1), *(cell(page, at, n, header) for n, header in named)]


def column_again(page: Page, column: Column, cells: Mapping[Place, Value]) -> list[Json]:
    """Put back a column that was deleted: its header, and if it is of the key what stood in it.

    A person takes the deletion back for that; of other columns the header is enough.
    """
    at = len(page.columns)
    put = [insert(page, "COLUMNS", at, 1), cell(page, page.header_index, at, column.header)]
    if column.in_key:
        put += [
            cell(page, n, at, cells[row, column])
            for n, row in enumerate(page.rows)
            if row is not page.header and (row, column) in cells
        ]
    return put
