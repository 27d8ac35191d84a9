"""What a cell shows: values rendered by number format and locale.

Patterns are Google's: ``;`` parts positive, negative, zero and text; ``0 # , . % E+`` for numbers;
``d m y h s am/pm`` and ``[h]`` for dates and times; quotes and backslashes for literal text.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

from connectors.workspace.call import Json
from connectors.workspace.sheets.locale import Locale, locale_of, moment_of

FIRST_DAY, DAY_AFTER_LAST = -693_593, 2_958_466
"""Serial numbers of 0001-01-01 and of the day after 9999-12-31: others show as numbers."""
DATE_TYPES = frozenset({"DATE", "TIME", "DATE_TIME"})

_TOKEN = re.compile(
    r"\"(?P<quoted>[^\"]*)\"|\\(?P<escaped>.)|\[(?P<bracket>[^\]]*)\]|_(?P<space>.)|\*(?P<fill>.)"
    r"|(?P<meridiem>am/pm|a/p)|(?P<letters>d+|m+|y+|h+|s+)|(?P<digits>[0#?][0#?,]*(?:\.[0#?]*,*)?"
    r"(?:E[+-]0+)?|\.[0#?]+)|(?P<text>@)|(?P<percent>%)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)


class Token(NamedTuple):
    """One piece of a pattern: ``literal``, ``date``, ``digits``, ``text`` or ``percent``."""

    kind: str
    text: str


def render(value: str | float | bool, number_format: Json, locale_name: str) -> str:  # noqa: FBT001
    """Give the text that a cell of this value shows."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    locale = locale_of(locale_name)
    if isinstance(value, str):
        return _render_text(value, number_format.get("pattern", ""))
    return render_number(value, pattern_of(number_format, locale), locale)


def pattern_of(number_format: Json, locale: Locale) -> str:
    """Give the pattern of a number format; empty for the automatic one."""
    if number_format.get("pattern"):
        return str(number_format["pattern"])
    return {
        "NUMBER": "#,##0.00",
        "PERCENT": "0.00%",
        "CURRENCY": f'"{locale.currency}"#,##0.00',
        "DATE": locale.date,
        "TIME": locale.time,
        "DATE_TIME": locale.date_time,
        "SCIENTIFIC": "0.00E+00",
    }.get(number_format.get("type", ""), "")


def shows_date(number_format: Json) -> bool:
    """Say whether numbers of this format are dates or times."""
    return number_format.get("type") in DATE_TYPES


def _render_text(value: str, pattern: str) -> str:
    parts = pattern.split(";")
    if len(parts) < 4 or "@" not in parts[3]:
        return value
    return "".join(value if t.kind == "text" else t.text for t in tokens(parts[3]))


def render_number(value: float, pattern: str, locale: Locale) -> str:
    """Render a number by a pattern; an empty one is the automatic format."""
    if not pattern or pattern in {"General", "@"}:
        return _automatic(value, locale)
    parts = pattern.split(";")
    if len(parts) > 2 and value == 0:
        return _assemble(value, tokens(parts[2]), locale)
    if len(parts) > 1 and value < 0:
        return _assemble(-value, tokens(parts[1]), locale)
    return _assemble(value, tokens(parts[0]), locale)


def _automatic(value: float, locale: Locale) -> str:
    text = f"{value:.10g}" if abs(value) < 1e15 else f"{value:.5E}"
    if "e" in text and abs(value) >= 1:
        text = f"{Decimal(value):f}".split(".")[0]
    return text.upper().replace(".", locale.decimal)


@lru_cache(maxsize=256)
def tokens(pattern: str) -> tuple[Token, ...]:
    """Part a pattern into its tokens; an ``m`` next to hours or seconds is a minute."""
    found = [_token(match) for match in _TOKEN.finditer(pattern)]
    dates = [index for index, token in enumerate(found) if token.kind == "date"]
    for place, index in enumerate(dates):
        if set(found[index].text) == {"m"} and len(found[index].text) <= 2:
            before = found[dates[place - 1]].text if place else ""
            behind = found[dates[place + 1]].text if place + 1 < len(dates) else ""
            if before.strip("[]").startswith("h") or behind.startswith("s"):
                found[index] = Token("date", "n" * len(found[index].text))
    return tuple(found)


def _token(match: re.Match[str]) -> Token:
    kind, text = match.lastgroup or "other", match.group(match.lastgroup or 0)
    if kind == "letters":
        return Token("date", text.lower())
    if kind == "meridiem":
        return Token("date", "am/pm")
    if kind == "bracket":
        return _bracket(text)
    if kind == "space":
        return Token("literal", " ")
    if kind == "fill":
        return Token("literal", "")
    return Token(kind if kind in {"digits", "text", "percent"} else "literal", text)


def _bracket(text: str) -> Token:
    """Give the token of a span of time, or of a currency's sign with a locale, or of a colour."""
    if re.fullmatch(r"h+|m+|s+", text.lower()):
        return Token("date", f"[{text.lower()}]")
    return Token("literal", text[1:].split("-", maxsplit=1)[0] if text.startswith("$") else "")


def _assemble(value: float, parts: tuple[Token, ...], locale: Locale) -> str:
    if any(token.kind == "date" for token in parts):
        within = FIRST_DAY <= value < DAY_AFTER_LAST
        return (_render_date if within else _render_plainly)(value, parts, locale)
    scaled = Decimal(repr(value)) * (100 if any(t.kind == "percent" for t in parts) else 1)
    body, first = "", True
    for kind, text in parts:
        if kind == "digits":
            body += _digits(abs(scaled), text, locale) if first else ""
            first = False
        else:
            body += _automatic(value, locale) if kind == "text" else text
    return f"-{body}" if scaled < 0 and re.search(r"[1-9]", body) else body


def _render_plainly(value: float, _: tuple[Token, ...], locale: Locale) -> str:
    return _automatic(value, locale)


def _digits(value: Decimal, pattern: str, locale: Locale) -> str:
    mantissa, _, exponent = pattern.upper().partition("E")
    whole, _, fraction = mantissa.partition(".")
    if exponent:
        power = value.adjusted() if value else 0
        number = _digits(value.scaleb(-power), mantissa, locale)
        return f"{number}E{'-' if power < 0 else '+'}{abs(power):0{len(exponent) - 1}d}"
    # Each comma behind the last place of either part hides three digits.
    shown = (whole.rstrip(","), fraction.rstrip(","))
    value = value.scaleb(-3 * (len(whole) + len(fraction) - sum(map(len, shown))))
    whole, fraction = shown
    rounded = value.quantize(Decimal(1).scaleb(-len(fraction)), ROUND_HALF_UP)
    integer, _, decimals = f"{rounded:f}".partition(".")
    integer = integer.lstrip("0").rjust(whole.count("0"), "0")
    if "," in whole:
        integer = f"{int(integer or 0):,}".replace(",", locale.group) if integer else ""
    kept = decimals.rstrip("0").ljust(fraction.count("0"), "0")
    return integer + (locale.decimal + kept if kept else "")


def _render_date(value: float, parts: tuple[Token, ...], locale: Locale) -> str:
    moment = moment_of(value)
    noon = any(token.text == "am/pm" for token in parts)
    hour = (moment.hour % 12 or 12) if noon else moment.hour
    seconds = round(value * 86_400)
    month, weekday = locale.months[moment.month - 1], locale.weekdays[moment.weekday()]
    shown = {
        "d": f"{moment.day}",
        "dd": f"{moment.day:02d}",
        "ddd": weekday[:3],
        "dddd": weekday,
        "m": f"{moment.month}",
        "mm": f"{moment.month:02d}",
        "mmm": month[:3],
        "mmmm": month,
        "mmmmm": month[0],
        "yy": f"{moment.year % 100:02d}",
        "yyyy": f"{moment.year:04d}",
        "h": f"{hour}",
        "hh": f"{hour:02d}",
        "n": f"{moment.minute}",
        "nn": f"{moment.minute:02d}",
        "s": f"{moment.second}",
        "ss": f"{moment.second:02d}",
        "am/pm": "AM" if moment.hour < 12 else "PM",
        "[h]": f"{seconds // 3600}",
        "[hh]": f"{seconds // 3600:02d}",
        "[m]": f"{seconds // 60}",
        "[mm]": f"{seconds // 60:02d}",
        "[s]": f"{seconds}",
        "[ss]": f"{seconds:02d}",
    }
    return "".join(shown.get(t.text, t.text) if t.kind == "date" else t.text for t in parts)
