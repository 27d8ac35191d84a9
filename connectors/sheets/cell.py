"""The value of one cell: as a frame holds it, as the sheet holds it, as Google's JSON writes it.

What the sheet holds is ``CellValue``: a truth value, a number (dates and times are days since
1899-12-30), a text, a link, or nothing. Two values are the same if a sheet could not tell them
apart, so what is the same need not be written.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from numbers import Real
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from connectors.sheets.tab import Kind, Link

CellValue = bool | float | str | Link | None

Json = dict[str, Any]

MAXIMUM_LENGTH = 50_000
"""Google's limit for the text of a cell, in UTF-16 units."""

_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001  a spreadsheet's serial numbers know no zone
_LAST_DAY = 2_958_465  # 9999-12-31, the last day that a sheet can show
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MOMENTS = {Kind.DATE, Kind.TIME, Kind.DATETIME}
_ERRORS = {"DIVIDE_BY_ZERO": "#DIV/0!", "N_A": "#N/A", "LOADING": "Loading..."}


def cell_value(value: object, kind: Kind, zone: ZoneInfo) -> CellValue:  # noqa: PLR0911
    """Give what the sheet would hold for a value of a frame; raises TypeError for a stranger."""
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, str):
        return _writable(value) or None
    if isinstance(value, (date, time)) and kind not in _MOMENTS:
        raise TypeError(f"A {kind} cell cannot hold a {type(value).__name__}.")
    match value:
        case Link():
            return Link(_writable(value.text), value.uri) if value.text else None
        case bool():
            return value
        case datetime():
            local = value.astimezone(zone).replace(tzinfo=None) if value.tzinfo else value
            return _serial(local) if kind is Kind.DATETIME else float(_serial(local) // 1)
        case date():
            return _serial(datetime.combine(value, time()))
        case time():
            return _serial(datetime.combine(_DAY_ZERO, value))
    return _number(value, kind)


def same(left: CellValue, right: CellValue) -> bool:
    """Tell whether a sheet would show no difference."""
    if isinstance(left, float) and isinstance(right, float):
        return math.isclose(left, right, rel_tol=1e-12, abs_tol=1e-9)
    return type(left) is type(right) and left == right


def cell_data(value: CellValue) -> Json:
    """Write a value as ``CellData``: never parsed, so text can become neither formula nor link."""
    match value:
        case None:
            return {}
        case bool():
            return {"userEnteredValue": {"boolValue": value}}
        case str():
            return {"userEnteredValue": {"stringValue": value}}
        case Link():
            return {
                "userEnteredValue": {"stringValue": value.text},
                "userEnteredFormat": {"textFormat": {"link": {"uri": value.uri}}},
            }
    return {"userEnteredValue": {"numberValue": int(value) if value.is_integer() else value}}


def read_cell(data: Mapping[str, Any]) -> CellValue:
    """Read ``CellData``; an empty text is nothing, an error shows as the sheet shows it."""
    value = data.get("effectiveValue")
    if not value:
        return None
    if "stringValue" in value:
        uri = _uri(data)
        text: str = value["stringValue"]
        return Link(text, uri) if uri and text else text or None
    if "boolValue" in value:
        return bool(value["boolValue"])
    if "errorValue" in value:
        kind = value["errorValue"].get("type", "ERROR")
        return _ERRORS.get(kind, f"#{kind}!")
    return float(value["numberValue"])


def typed(value: CellValue, kind: Kind, zone: ZoneInfo) -> object:
    """Give a cell as a frame holds it; what is not of the column's kind stays as it was typed."""
    if isinstance(value, str) and not value.strip():
        value = None
    if kind is Kind.CHECKBOX:
        return False if value is None else value
    if kind in {Kind.TEXT, Kind.CHOICE}:
        return plain_text(value)
    if isinstance(value, Link) and kind is not Kind.LINK:
        return value.text
    if isinstance(value, float):
        return _typed_number(value, kind, zone)
    return value


def plain_text(value: CellValue) -> str | None:
    """Give a cell as plain text: a number without a trailing ``.0``, a truth value in capitals."""
    match value:
        case None:
            return None
        case Link():
            return value.text
        case bool():
            return str(value).upper()
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
    return value


def _writable(text: str) -> str:
    """Give a text that JSON and Sheets take: what they refuse becomes U+FFFD, the rest is cut."""
    if text.isascii() and text.isprintable() and len(text) <= MAXIMUM_LENGTH:
        return str(text)  # of an enumeration's member, the text alone
    text = _UNWRITABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(text) <= MAXIMUM_LENGTH // 2:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * MAXIMUM_LENGTH:
        return text
    return units[: 2 * (MAXIMUM_LENGTH - 1)].decode("utf-16-le", errors="ignore") + "…"


def _serial(moment: datetime) -> float:
    """Give a moment's serial number by the second: fractions would not come back as they went."""
    return (moment.replace(microsecond=0) - _DAY_ZERO) / timedelta(days=1)


def _number(value: object, kind: Kind) -> CellValue:
    if pd.api.types.is_bool(value):
        return bool(value)
    if not isinstance(value, (Real, Decimal)):
        raise TypeError(f"A cell cannot hold a {type(value).__name__}.")
    number = float(value)
    if math.isnan(number):
        return None
    return plain_text(number) if kind in {Kind.TEXT, Kind.CHOICE} else number


def _typed_number(value: float, kind: Kind, zone: ZoneInfo) -> object:
    """Give a number as the column's kind reads it, or as it is if that makes no sense."""
    if kind is Kind.INTEGER and value.is_integer():
        return int(value)
    if kind is Kind.TIME and 0 <= value <= _LAST_DAY and (value < 1 or value % 1):
        return _moment(value % 1).time()
    if kind is Kind.DATE and 1 <= value <= _LAST_DAY:
        return _moment(value).date()
    if kind is Kind.DATETIME and 1 <= value <= _LAST_DAY:
        return _moment(value).replace(tzinfo=zone)
    return value


def _moment(serial: float) -> datetime:
    return _DAY_ZERO + timedelta(seconds=round(serial * 86_400))


def _uri(data: Mapping[str, Any]) -> str:
    link = data.get("userEnteredFormat", {}).get("textFormat", {}).get("link", {})
    return str(data.get("hyperlink") or link.get("uri", ""))
