"""How single cells of the staff tabs are read; every reader raises Unreadable on nonsense.

Staff type freely: dates arrive as date cells or as text, tick boxes as booleans or as "Ya".
Text is compared without regard to case, width and spacing.
"""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date, datetime, time

import pandas as pd

from loket.vocabulary import WEEKDAYS, Service
from transforms.reading.indonesian import read_date, read_number, read_times
from transforms.reading.tab_problems import Unreadable
from transforms.reading.time_range import TimeRange

EVERY_DAY = frozenset(range(7))

_LIST_MARKS = re.compile(r"[,;\n]")
_SERVICE_MARKS = re.compile(r"[,;/&+\n]|\bdan\b")
_RANGE_MARKS = re.compile(
    r"\s*(?:[-‐‑‒–—―−]|\bs\s?[./]?\s?d\b\.?|\bsampai(?: dengan)?\b|\bhingga\b)\s*"
)
_SERVICES = {"koperasi": Service.COOPERATIVE, "ukm": Service.SME, "umkm": Service.SME}
_WEEKDAY_NUMBERS = {name.casefold(): number for number, name in enumerate(WEEKDAYS)} | {
    "jum'at": 4,
    "ahad": 6,
}
_YES = frozenset({"ya", "y", "true", "benar", "aktif", "tersedia", "bisa", "v", "x", "✓", "✔"})
_NO = frozenset({"tidak", "t", "tdk", "false", "salah", "nonaktif", "tidak aktif",
                 "tidak tersedia", "tidak bisa"})  # fmt: skip


def is_blank(value: object) -> bool:
    """Say whether a cell holds nothing but spaces."""
    if isinstance(value, float):
        return math.isnan(value)
    return value is None or value is pd.NA or (isinstance(value, str) and not value.strip())


def tidy(value: object) -> str:
    """Give a cell's text with single spaces, else unchanged; "" for a blank cell."""
    return "" if is_blank(value) else " ".join(str(value).split())


def folded(value: object) -> str:
    """Give a cell's text tidied, in lower case, wide and curly characters made plain."""
    return unicodedata.normalize("NFKC", tidy(value)).casefold().replace("’", "'")


def text_key(value: object) -> str:
    """Give the form in which names and fields are compared: width, case, spaces don't count."""
    return folded(value).replace(" ", "")


def day_of(value: object) -> date:
    """Read a date: a date cell, or text such as 24/12/2026 or 24 Desember 2026."""
    remedy = "Isi dengan tanggal, misalnya 24/12/2026."
    if is_blank(value):
        raise Unreadable("Tanggal belum diisi.", remedy)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = read_date(str(value))
    if found.value is None:
        raise Unreadable(f"{_sentence(found.reason)}.", remedy)
    return found.value


def clock_of(value: object) -> time | None:
    """Read a time of day: a time cell, text such as 09.00, or a whole hour; None if blank."""
    if is_blank(value):
        return None
    if isinstance(value, time):
        return value.replace(second=0, microsecond=0)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    found = None if _RANGE_MARKS.search(folded(value)) else read_times(str(value)).value
    if not found:
        raise Unreadable("Jam tidak terbaca.", "Isi dengan jam, misalnya 09.00.")
    return found[0]


def range_of(start: object, end: object) -> TimeRange:
    """Read the span between two times; a blank one is the day's beginning or end."""
    first, last = clock_of(start) or time(0), clock_of(end) or time(0)
    try:
        return TimeRange(first, last)
    except ValueError as error:
        raise Unreadable(
            "Jam mulai tidak lebih awal daripada jam selesai.", "Periksa kedua jam itu."
        ) from error


def ranges_of(value: object) -> tuple[TimeRange, ...]:
    """Read ranges of hours such as 09.00-12.00, 13.00-15.00; blank is no range at all."""
    parts = [part for part in _LIST_MARKS.split(folded(value)) if part.strip()]
    return tuple(sorted(_range(part) for part in parts))


def weekdays_of(value: object) -> frozenset[int]:
    """Read weekdays (Monday is 0): Senin, Rabu; Senin-Kamis; Senin s.d. Kamis; blank: every day."""
    if is_blank(value):
        return EVERY_DAY
    parts = [part.strip() for part in _LIST_MARKS.split(folded(value)) if part.strip()]
    return frozenset(day for part in parts for day in _weekdays(part))


def services_of(value: object) -> frozenset[Service]:
    """Read one service or both: Koperasi; UKM; Koperasi, UKM."""
    parts = [part.strip() for part in _SERVICE_MARKS.split(folded(value)) if part.strip()]
    if not parts or any(part not in _SERVICES for part in parts):
        raise Unreadable(
            "Layanan tidak dikenal." if parts else "Layanan belum diisi.",
            "Tulis Koperasi, UKM, atau keduanya: Koperasi, UKM.",
        )
    return frozenset(_SERVICES[part] for part in parts)


def count_of(value: object) -> int | None:
    """Read a whole number from 0 on; None if blank."""
    if is_blank(value):
        return None
    number = value if isinstance(value, (int, float)) else read_number(str(value)).value
    if isinstance(value, bool) or number is None or number < 0 or not float(number).is_integer():
        raise Unreadable("Bukan bilangan bulat.", "Isi dengan 0, 1, 2 dan seterusnya.")
    return int(number)


def tick_of(value: object) -> bool | None:
    """Read a tick box, or a word for yes or no; None if blank."""
    if is_blank(value):
        return None
    if isinstance(value, bool):
        return value
    word = folded(value)
    if word not in _YES | _NO:
        raise Unreadable("Bukan Ya atau Tidak.", "Centang kotaknya, atau tulis Ya atau Tidak.")
    return word in _YES


def listed(value: object) -> tuple[str, ...]:
    """Give the parts of a list written with commas, semicolons or lines."""
    parts = (tidy(part) for part in _LIST_MARKS.split("" if is_blank(value) else str(value)))
    return tuple(part for part in parts if part)


def _range(text: str) -> TimeRange:
    ends = _RANGE_MARKS.split(text.strip())
    if len(ends) != 2 or not all(ends):
        raise Unreadable("Jam tidak terbaca.", "Tulis misalnya 09.00-12.00.")
    return range_of(ends[0], ends[1])


def _weekdays(text: str) -> frozenset[int]:
    if text in {"setiap hari", "semua hari", "tiap hari", "semua"}:
        return EVERY_DAY
    ends = _RANGE_MARKS.split(text)
    if len(ends) > 2 or any(end not in _WEEKDAY_NUMBERS for end in ends):
        raise Unreadable("Hari tidak dikenal.", "Tulis misalnya Senin, Rabu atau Senin-Kamis.")
    first, last = _WEEKDAY_NUMBERS[ends[0]], _WEEKDAY_NUMBERS[ends[-1]]
    length = (last - first) % 7 + 1
    return frozenset((first + step) % 7 for step in range(length))


def _sentence(reason: str | None) -> str:
    text = reason or "tidak terbaca"
    return text[:1].upper() + text[1:]
