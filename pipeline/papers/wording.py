"""How papers write what frames hold: figures, changes, days, and what is not known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from typing import Any

import pandas as pd

from loket.vocabulary import WEEKDAYS
from transforms.evaluation.week_comparison import COUNT, SCORE, SHARE
from transforms.reading.indonesian import clock, decimal, long_date, short_date
from transforms.reading.printable import one_line
from transforms.reading.time_range import TimeRange

UNKNOWN = "–"
"""Stands where something is not known: an empty metric is never 0."""

NRR = "nrr"
"""A kind of figure beside those of ``week_comparison``: three decimals."""

_LONGEST = 1000

_PLACES = {COUNT: 0, SCORE: 2, NRR: 3}


def figure(value: object, kind: str = COUNT) -> str:
    """Write a figure: ``1.234``, ``85,51``, ``83,1%``; a dash where there is none."""
    if _is_blank(value):
        return UNKNOWN
    number = float(value)  # type: ignore[arg-type]  # a frame's cell
    if kind == SHARE:
        return f"{decimal(100 * number, 1)}%"
    return decimal(number, _PLACES[kind])


def mean(value: object, kind: str) -> str:
    """Write a mean: of whole numbers it has a decimal."""
    if kind == COUNT and not _is_blank(value):
        return decimal(float(value), 1)  # type: ignore[arg-type]  # a frame's cell
    return figure(value, kind)


def change(value: object, kind: str) -> str:
    """Write a change with its sign: ``+3,0``, ``−1,5``; shares change by percentage points."""
    if _is_blank(value):
        return UNKNOWN
    text = mean(abs(value), kind).rstrip("%")  # type: ignore[arg-type]  # a frame's cell
    sign = "" if not text.strip("0,") else "+" if value > 0 else "−"  # type: ignore[operator]
    return f"{sign}{text}" + (" poin" if kind == SHARE else "")


def text(value: object) -> str:
    """Write what a cell says on one line; a dash where it says nothing."""
    match value:
        case date():
            return short_date(value)
        case time():
            return clock(value)
    return UNKNOWN if _is_blank(value) else one_line(str(value), _LONGEST) or UNKNOWN


def blank(value: object) -> str:
    """Write what a cell says, and nothing where it says nothing: room for a pen."""
    said = text(value)
    return "" if said == UNKNOWN else said


def day_text(day: date) -> str:
    """Write ``Senin, 23 November 2026``."""
    return f"{WEEKDAYS[day.weekday()]}, {long_date(day)}"


def span(first: date, last: date) -> str:
    """Write ``23–27 November 2026``, or both dates in full where the month changes."""
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{long_date(last)}"
    return f"{long_date(first)} – {long_date(last)}"


def days_text(days: Sequence[date]) -> str:
    """Write days of a week: ``Senin–Jumat, 23–27 November 2026``; each where some lie apart."""
    first, last = days[0], days[-1]
    if len(days) > 1 and (last - first).days == len(days) - 1:
        return f"{WEEKDAYS[first.weekday()]}–{WEEKDAYS[last.weekday()]}, {span(first, last)}"
    return "; ".join(map(day_text, days))


def hours_text(hours: TimeRange) -> str:
    """Write ``09.00–12.00 WIB``."""
    return f"{clock(hours.start)}–{clock(hours.end)} WIB"


def table(frame: pd.DataFrame, columns: Mapping[str, tuple[str, str]]) -> list[dict[str, str]]:
    """Give a frame's rows for a template: by tag, the column and its kind (``text``: words)."""
    return [
        {
            tag: text(row[name]) if kind == "text" else figure(row[name], kind)
            for tag, (name, kind) in columns.items()
        }
        for row in frame.to_dict("records")
    ]


def known(values: Iterable[Any]) -> list[float | None]:
    """Give figures for a chart, None where one is not known."""
    return [None if _is_blank(value) else float(value) for value in values]


def _is_blank(value: object) -> bool:
    return value is None or bool(pd.isna(value))  # type: ignore[call-overload]
