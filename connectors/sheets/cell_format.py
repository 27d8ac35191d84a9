"""How columns and headers look, and what staff may type into them, in Google's terms."""

from __future__ import annotations

from typing import Any

from connectors.sheets.tab import Column, Kind

Json = dict[str, Any]

_NUMBER_FORMATS = {
    Kind.TEXT: ("TEXT", "@"),
    Kind.CHOICE: ("TEXT", "@"),
    Kind.NUMBER: ("NUMBER", "0.00"),
    Kind.MEAN: ("NUMBER", "0.000"),
    Kind.INTEGER: ("NUMBER", "0"),
    Kind.PERCENT: ("PERCENT", "0.0%"),
    Kind.DATE: ("DATE", "dd/mm/yyyy"),
    Kind.TIME: ("TIME", "hh.mm"),
    Kind.DATETIME: ("DATE_TIME", "dd/mm/yyyy hh.mm"),
}
_ALIGNMENTS = {
    **dict.fromkeys((Kind.CHECKBOX, Kind.DATE, Kind.TIME, Kind.DATETIME), "CENTER"),
    # A dash in place of a figure stands where the figures do.
    **dict.fromkeys((Kind.NUMBER, Kind.MEAN, Kind.INTEGER, Kind.PERCENT), "RIGHT"),
}

LOKET_HEADER, STAFF_HEADER = "#1f4e79", "#8a5a00"
STAFF_CELL = "#fffbea"
_STAFF_NOTE = "✎ Diisi petugas."


def colour_style(colour: str) -> Json:
    """Give ``#rrggbb`` as Google's ``ColorStyle``."""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return {"rgbColor": {"red": red, "green": green, "blue": blue}}


def number_format(kind: Kind) -> Json:
    """Give the number format of a kind of value; empty for those that need none."""
    if kind not in _NUMBER_FORMATS:
        return {}
    name, pattern = _NUMBER_FORMATS[kind]
    return {"numberFormat": {"type": name, "pattern": pattern}}


def alignment(kind: Kind) -> Json:
    """Give how a kind of value stands in its cell; empty for those that begin at the left."""
    return {"horizontalAlignment": _ALIGNMENTS[kind]} if kind in _ALIGNMENTS else {}


def column_format(column: Column) -> Json:
    """Give the format of the cells of a column.

    Text is plain: an address that somebody typed is not made a link, a phone number keeps its
    leading zero.
    """
    shown: Json = {
        **number_format(column.kind),
        "verticalAlignment": "TOP",
        "wrapStrategy": "WRAP" if column.wrap else "CLIP",
    }
    shown |= alignment(column.kind)
    if column.kind is not Kind.LINK:
        shown["hyperlinkDisplayType"] = "PLAIN_TEXT"
    if column.staff:
        shown["backgroundColorStyle"] = colour_style(STAFF_CELL)
    return shown


def header_data(column: Column, *, staff_owned: bool) -> Json:
    """Give the header cell of a column: text, note and a colour that says who writes below it."""
    colour = STAFF_HEADER if column.staff or staff_owned else LOKET_HEADER
    shown = {
        "backgroundColorStyle": colour_style(colour),
        "textFormat": {"bold": True, "foregroundColorStyle": colour_style("#ffffff")},
        "verticalAlignment": "MIDDLE",
        "wrapStrategy": "WRAP",
    }
    data: Json = {
        "userEnteredValue": {"stringValue": column.header},
        "userEnteredFormat": shown,
    }
    note = f"{_STAFF_NOTE} {column.note}".strip() if column.staff else column.note
    return {**data, "note": note} if note else data


def validation(column: Column, *, staff_owned: bool) -> Json | None:
    """Give the data validation of a column that staff type into, or None.

    Dates on staff tabs are left free: some columns there take a weekday as well.
    """
    if not (column.staff or staff_owned):
        return None
    if column.kind is Kind.CHECKBOX:
        return {"condition": {"type": "BOOLEAN"}, "strict": True, "showCustomUi": True}
    if column.choices:
        values = [{"userEnteredValue": choice} for choice in column.choices]
        condition = {"type": "ONE_OF_LIST", "values": values}
        return {"condition": condition, "strict": True, "showCustomUi": True}
    if column.choice_range:
        condition = {"type": "ONE_OF_RANGE", "values": [{"userEnteredValue": column.choice_range}]}
        return {"condition": condition, "showCustomUi": True}
    if column.kind is Kind.DATE and not staff_owned:
        return {"condition": {"type": "DATE_IS_VALID"}, "strict": True, "showCustomUi": True}
    return None
