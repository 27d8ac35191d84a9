"""What Google Sheets makes of text typed into a cell (``USER_ENTERED``), by locale.

A value comes back with the type of number format that typing it gives to a cell.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import NamedTuple

from connectors.workspace.sheets.locale import EPOCH, LOCALES, Locale, locale_of, serial_of

_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")
_NUMERIC = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})")
_SHORT = re.compile(r"(\d{1,2})/(\d{1,2})")
_WORDS = re.compile(r"(?:(\d{1,2})[ -]([A-Za-z]{3,})|([A-Za-z]{3,}) (\d{1,2}))(?:,?[ -](\d{4}))?")
_TIME = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?: ?([ap])\.?m\.?)?", re.IGNORECASE)


class Entry(NamedTuple):
    """A typed value: ``formula`` or ``value`` (None for nothing), and its number format's type."""

    value: str | float | bool | None = None
    formula: str | None = None
    format_type: str | None = None


def read_entry(text: str, locale_name: str, today: datetime) -> Entry:
    """Read what a person typed; ``today`` completes a date without a year."""
    if text.startswith("'"):
        return Entry(text[1:])
    if text.startswith("=") and len(text) > 1:
        return Entry(formula=text)
    stripped = text.strip()
    if not stripped:
        return Entry(text or None)
    if stripped.upper() in {"TRUE", "FALSE"}:
        return Entry(stripped.upper() == "TRUE")
    locale = locale_of(locale_name)
    return _number(stripped, locale) or _moment(stripped, locale, today) or Entry(text)


def _number(text: str, locale: Locale) -> Entry | None:
    group, decimal = re.escape(locale.group), re.escape(locale.decimal)
    currency = re.escape(locale.currency)
    match = re.fullmatch(
        rf"(?P<open>\()?(?P<sign>[+-])? ?(?P<currency>{currency}\.? ?)?(?P<minus>-)?"
        rf"(?P<whole>\d{{1,3}}(?:{group}\d{{3}})+|\d+)?(?:{decimal}(?P<fraction>\d*))?"
        r"(?:E(?P<power>[+-]?\d{1,3}))? ?(?P<percent>%)?(?P<close>\))?",
        text,
        re.IGNORECASE,
    )
    if not match or not (match["whole"] or match["fraction"]):
        return None
    if bool(match["open"]) != bool(match["close"]):
        return None
    whole = (match["whole"] or "0").replace(locale.group, "")
    value = float(f"{whole}.{match['fraction'] or 0}E{match['power'] or 0}")
    if "-" in (match["sign"], match["minus"]) or match["open"]:
        value = -value
    if match["percent"]:
        return Entry(_plain(round(value / 100, 15)), format_type="PERCENT")
    kind = "CURRENCY" if match["currency"] else "SCIENTIFIC" if match["power"] else None
    grouped = bool(match["whole"]) and locale.group in match["whole"]
    return Entry(_plain(value), format_type=kind or ("NUMBER" if grouped else None))


def _plain(value: float) -> float:
    return int(value) if value == int(value) and abs(value) < 1e15 else value


def _moment(text: str, locale: Locale, today: datetime) -> Entry | None:
    date, time = _date(text, locale, today), _time(text)
    if date is not None or time is not None:
        kind = "DATE" if date is not None else "TIME"
        return Entry(date if date is not None else time, format_type=kind)
    for match in re.finditer(r"[ T]", text):
        date = _date(text[: match.start()].rstrip(","), locale, today)
        time = _time(text[match.end() :])
        if date is not None and time is not None:
            return Entry(date + time, format_type="DATE_TIME")
    return None


def _date(text: str, locale: Locale, today: datetime) -> float | None:
    if match := _ISO.fullmatch(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMERIC.fullmatch(text):
        year = int(match[3]) + (0 if len(match[3]) == 4 else 2000 if int(match[3]) < 70 else 1900)
        return _ordered(year, int(match[1]), int(match[2]), locale)
    if match := _SHORT.fullmatch(text):
        return _ordered(today.year, int(match[1]), int(match[2]), locale)
    if match := _WORDS.fullmatch(text):
        month = _month(match[2] or match[3])
        year = int(match[5]) if match[5] else today.year
        return _day(year, month, int(match[1] or match[4])) if month else None
    return None


def _ordered(year: int, first: int, second: int, locale: Locale) -> float | None:
    day, month = (first, second) if locale.day_first else (second, first)
    return _day(year, month, day)


def _day(year: int, month: int, day: int) -> float | None:
    try:
        return serial_of(EPOCH.replace(year, month, day))
    except ValueError:
        return None


def _month(word: str) -> int | None:
    for locale in LOCALES.values():
        for number, name in enumerate(locale.months, 1):
            if word.lower() in {name.lower(), name[:3].lower()}:
                return number
    return None


def _time(text: str) -> float | None:
    match = _TIME.fullmatch(text)
    if not match:
        return None
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    if match[4]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match[4].lower() == "p" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    return (hour * 3600 + minute * 60 + second) / 86_400
