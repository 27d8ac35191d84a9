"""Conditional format rules, and borders: what a range looks like beyond its cells' formats."""

from __future__ import annotations

from connectors.workspace.call import Json
from connectors.workspace.sheets.book import Book
from connectors.workspace.sheets.conditions import checked_condition
from connectors.workspace.sheets.errors import Refused
from connectors.workspace.sheets.formats import normal
from connectors.workspace.sheets.grid import Sheet
from connectors.workspace.sheets.grid_area import Area


def add_conditional_format_rule(book: Book, request: Json) -> Json:
    """Add a rule at an index; those from there on move down."""
    rule = _checked(book, request.get("rule", {}))
    sheet, index = book.sheet(Area.of(rule["ranges"][0]).sheet_id), request.get("index", 0)
    known = list(sheet.objects("conditionalFormats"))
    if not 0 <= index <= len(known):
        raise Refused(f"index[{index}] must be between 0 and {len(known)}")
    known.insert(index, rule)
    sheet.set("conditionalFormats", known)
    return {}


def update_conditional_format_rule(book: Book, request: Json) -> Json:
    """Replace a rule, or move it to another index."""
    index = request.get("index", 0)
    if "rule" in request:
        rule = _checked(book, request["rule"])
        sheet = book.sheet(Area.of(rule["ranges"][0]).sheet_id)
        old, new_index = _at(sheet, index), index
    else:
        sheet = book.sheet(request.get("sheetId", 0))
        old, new_index = _at(sheet, index), request.get("newIndex", 0)
        rule = old
        _at(sheet, new_index)
    _guard(book, old)
    known = list(sheet.objects("conditionalFormats"))
    del known[index]
    known.insert(new_index, rule)
    sheet.set("conditionalFormats", known)
    reply = {"newRule": rule, "newIndex": new_index, "oldRule": old, "oldIndex": index}
    return {"updateConditionalFormatRule": {k: v for k, v in reply.items() if v}}


def delete_conditional_format_rule(book: Book, request: Json) -> Json:
    """Remove a rule; those behind it move up."""
    sheet, index = book.sheet(request.get("sheetId", 0)), request.get("index", 0)
    old = _at(sheet, index)
    _guard(book, old)
    known = list(sheet.objects("conditionalFormats"))
    del known[index]
    sheet.set("conditionalFormats", known)
    return {"deleteConditionalFormatRule": {"rule": old}}


def _at(sheet: Sheet, index: int) -> Json:
    known = sheet.objects("conditionalFormats")
    if not 0 <= index < len(known):
        raise Refused(f"No conditional format on sheet: {sheet.sheet_id} at index: {index}")
    rule: Json = known[index]
    return rule


def _checked(book: Book, rule: Json) -> Json:
    if "booleanRule" not in rule:
        raise Refused("Only booleanRule is supported by the embedded workspace.")
    checked_condition(rule["booleanRule"].get("condition", {}))
    areas = [book.area(grid_range) for grid_range in rule.get("ranges") or []]
    if len({area.sheet_id for area in areas}) != 1:
        raise Refused("A conditional format needs ranges, all of them on the same sheet.")
    ranges = [Area.of(grid_range).json() for grid_range in rule["ranges"]]
    checked = {"ranges": ranges, "booleanRule": normal(rule["booleanRule"])}
    _guard(book, checked)
    return checked


def _guard(book: Book, rule: Json) -> None:
    for grid_range in rule["ranges"]:
        book.guard(book.area(grid_range))


def update_borders(book: Book, request: Json) -> Json:
    """Draw the borders that the request names around and within a range."""
    area = book.area(request["range"])
    book.guard(area)
    sheet = book.sheet(area.sheet_id)
    for row in range(area.top, area.bottom):
        for column in range(area.left, area.right):
            named = {
                "top": "top" if row == area.top else "innerHorizontal",
                "bottom": "bottom" if row == area.bottom - 1 else "innerHorizontal",
                "left": "left" if column == area.left else "innerVertical",
                "right": "right" if column == area.right - 1 else "innerVertical",
            }
            drawn = {side: request[name] for side, name in named.items() if name in request}
            if drawn:
                _draw(sheet, row, column, drawn)
    return {}


def _draw(sheet: Sheet, row: int, column: int, drawn: Json) -> None:
    cell = dict(sheet.cell(row, column) or {})
    known = sheet.format_of(cell)
    borders = {**known.get("borders", {}), **normal(drawn)}
    borders = {side: b for side, b in borders.items() if b.get("style", "NONE") != "NONE"}
    merged = {name: value for name, value in known.items() if name != "borders"}
    if borders:
        merged["borders"] = borders
    cell.pop("f", None)
    if merged:
        cell["f"] = sheet.format_number(merged)
    sheet.put(row, column, cell)
