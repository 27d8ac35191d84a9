"""Dates, times and numbers as Indonesians write and read them.

Writers give the texts that staff and clients see. Readers take what people type and return a
``Reading``: a value, or the reason in Indonesian why there is none. They raise nothing.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, time
from typing import Generic, NamedTuple, TypeVar

from loket.vocabulary import WEEKDAYS

MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)

T = TypeVar("T")


class Reading(NamedTuple, Generic[T]):
    """What a text says, or the reason why it says nothing; exactly one of the two is set."""

    value: T | None
    reason: str | None


def option_text(day: date) -> str:
    """Write a date as the registration form offers it: ``Senin, 23 November 2026``."""
    return f"{WEEKDAYS[day.weekday()]}, {long_date(day)}"


def long_date(day: date) -> str:
    """Write ``23 November 2026``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """Write ``23/11/2026``."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def clock(moment: time) -> str:
    """Write ``09.00``."""
    return f"{moment.hour:02d}.{moment.minute:02d}"


def session_text(start: time) -> str:
    """Write the half hour that begins at ``start`` as the form offers it: ``09.00–09.30``."""
    minutes = start.hour * 60 + start.minute + 30
    return f"{clock(start)}–{clock(time(minutes // 60 % 24, minutes % 60))}"


def decimal(number: float, places: int = 2) -> str:
    """Write a number with a decimal comma and thousands points: ``1.234,50``."""
    return f"{number:,.{places}f}".translate(str.maketrans(",.", ".,"))


def read_date(text: str) -> Reading[date]:
    """Read a date: the form's option, ``23/11/2026``, ``23 Nov 2026`` or ``2026-11-23``.

    A weekday may stand before it and must then be the right one. The day comes before the month.
    """
    match = _DATE.fullmatch(_plain(text))
    if match is None:
        return Reading(None, "tanggal tidak terbaca")
    month = match["month"] or match["iso_month"] or _MONTH_NUMBERS.get(match["word"][:3], 0)
    year = match["year"] or match["iso_year"] or match["word_year"]
    if year is None:
        return Reading(None, "tahunnya tidak tertulis")
    day = match["day"] or match["iso_day"] or match["word_day"]
    return _existing_date(int(year), int(month), int(day), match["weekday"])


def read_times(text: str) -> Reading[tuple[time, ...]]:
    """Read the starts of half hours: ``09.00``, ``9:30``, ``pukul 9``, ``09.00–09.30``.

    A longer range stands for each half hour in it: ``09.00–10.00`` gives 09.00 and 09.30.
    """
    match = _TIMES.fullmatch(_plain(text))
    if match is None:
        return Reading(None, "jam tidak terbaca")
    first = _minutes(match["hour"], match["minute"])
    last = _minutes(match["end_hour"], match["end_minute"]) if match["end_hour"] else first + 30
    if first >= 24 * 60 or last > 24 * 60 or last <= first:
        return Reading(None, "jam itu tidak ada")
    return Reading(tuple(time(m // 60, m % 60) for m in range(first, last, 30)), None)


def read_number(text: str) -> Reading[float]:
    """Read a number with a decimal comma or point; points in threes separate thousands."""
    plain = _plain(text)
    if re.fullmatch(r"[+-]?[0-9]{1,3}(\.[0-9]{3})+(,[0-9]+)?", plain):
        plain = plain.replace(".", "")
    plain = plain.replace(",", ".")
    if not re.fullmatch(r"[+-]?[0-9]{1,15}(\.[0-9]{1,15})?", plain):
        return Reading(None, "bukan angka")
    return Reading(float(plain), None)


_OTHER_MONTHS = {2: "peb", 5: "may", 8: "ags agt aug", 10: "oct", 11: "nop", 12: "dec"}
_MONTH_NUMBERS = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)} | {
    other: number for number, others in _OTHER_MONTHS.items() for other in others.split()
}
_MONTH_WORD = (
    r"jan(?:uari|uary)?|[fp]eb(?:ruari|ruary)?|mar(?:et|ch)?|apr(?:il)?|mei|may|jun[ie]?|jul[iy]?"
    r"|ag(?:ustus|ust|s|t|u)|aug(?:ust)?|sept?(?:ember)?|o[kc]t(?:ober)?|no[vp](?:ember)?"
    r"|de[sc](?:ember)?"
)
_WEEKDAY_NUMBERS = {name.lower(): number for number, name in enumerate(WEEKDAYS)}
_WEEKDAY_NUMBERS |= {"jum'at": 4, "jumaat": 4, "ahad": 6}
_DATE = re.compile(
    rf"(?:(?:hari\s)?(?P<weekday>{'|'.join(_WEEKDAY_NUMBERS)})\s?,?\s?)?(?:tanggal\s|tgl\.?\s)?"
    r"(?:(?P<day>[0-9]{1,2})\s?(?P<sep>[/.-])\s?(?P<month>[0-9]{1,2})"
    r"(?:\s?(?P=sep)\s?(?P<year>[0-9]{4}|[0-9]{2}))?"
    r"|(?P<iso_year>[0-9]{4})[-/](?P<iso_month>[0-9]{1,2})[-/](?P<iso_day>[0-9]{1,2})"
    r"(?:[t\s]00:00(?::00)?)?"
    rf"|(?P<word_day>[0-9]{{1,2}})[\s-]?(?P<word>{_MONTH_WORD})\.?"
    r"(?:[\s,-]{0,2}(?P<word_year>[0-9]{4}|[0-9]{2}))?)"
)
_CLOCK = r"(?P<{0}hour>[0-9]{{1,2}})(?:[.:](?P<{0}minute>[0-5][0-9])(?:[.:]00)?)?"
_TIMES = re.compile(
    rf"(?:pukul\s|jam\s|pkl\.?\s)?{_CLOCK.format('')}"
    rf"(?:\s?(?:-|s/d|sd|sampai|hingga)\s?{_CLOCK.format('end_')})?(?:\s?wib)?"
)
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys("’‘`´", "'"))
_LONGEST = 80


def _plain(text: str) -> str:
    """Fold width, case, dashes and blanks; a text too long to be one value becomes empty."""
    if len(text) > _LONGEST:
        return ""
    folded = unicodedata.normalize("NFKC", text).translate(_DASHES).casefold()
    visible = "".join(c for c in folded if unicodedata.category(c) not in {"Cf", "Cs"})
    return " ".join(visible.split())


def _existing_date(year: int, month: int, day: int, weekday: str | None) -> Reading[date]:
    """Give the date if there was or will be such a day, in this century, on that weekday."""
    year += 2000 if year < 100 else 0
    if not 2000 <= year < 2100:
        return Reading(None, f"tahun {year} tidak masuk akal")
    try:
        found = date(year, month, day)
    except ValueError:
        return Reading(None, "tanggal itu tidak ada di kalender")
    if weekday is not None and _WEEKDAY_NUMBERS[weekday] != found.weekday():
        return Reading(None, f"{short_date(found)} jatuh pada hari {WEEKDAYS[found.weekday()]}")
    return Reading(found, None)


def _minutes(hour: str, minute: str | None) -> int:
    """Count minutes from midnight."""
    return int(hour) * 60 + int(minute or 0)
