"""Notulen Evaluasi: which evaluations are on record, and what was decided in them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd

from loket.columns import DATE, DECISION, DONE, DUE, OWNER, PERIOD, PROGRAM, ROW
from loket.vocabulary import Program
from loket.week import Week
from transforms.reading.indonesian import short_date
from transforms.reading.redaction import redacted
from transforms.reading.tab_cells import day_of, folded, is_blank, tidy
from transforms.reading.tab_problems import TabReading, Unreadable

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

MINUTES_TAB = "Notulen Evaluasi"
HELD = "held"
"""The first day of what a row of minutes is on: the week's Monday, or the day of the show."""
RECORDED = "recorded"
"""Whether a row of minutes tells more than the figures that Loket prepares; see ``is_record``."""

_COLUMNS = (PROGRAM, PERIOD, HELD, DECISION, OWNER, DUE, DONE, RECORDED)
_PROGRAMS = {"clean": Program.CLINIC, "halo": Program.SHOW}
"""By a word that a program's name is known by, however somebody typed the rest."""

_SERIAL = re.compile(r"[45]\d{4}")
_DAY_0 = date(1899, 12, 30)
_WHICH_PROGRAM = f"Pilih {Program.CLINIC} atau {Program.SHOW}."
_WHICH_WEEK = "Tulis minggunya, misalnya 2026-W48."
_WHICH_SHOW = "Tulis tanggal siarannya, misalnya 27/11/2026."


def minutes(tab: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read Notulen Evaluasi; give its rows and what in them cannot be read.

    One row per row of a program, in the tab's order: PROGRAM (of ``Program``), PERIOD (the week's
    label, or the show's date as ``27/11/2026``), held (date), DECISION and OWNER (str without
    personal numbers, NA if blank), DUE (date, NA if blank or unreadable), DONE and recorded (bool).
    A row of the clinic without a week is for none, one of the show is then of the day of the
    meeting. Source: SOP Clean & Clear, step 23, and HALO KOP-UKM, step 8.
    """
    reading = TabReading(MINUTES_TAB)
    rows = [_row(record, reading) for record in tab.to_dict("records")]
    found = [row for row in rows if row is not None]
    frame = pd.DataFrame(found, columns=list(_COLUMNS), dtype=object)
    texts = dict.fromkeys((PROGRAM, PERIOD, DECISION, OWNER), "str")
    return frame.astype({**texts, DONE: bool, RECORDED: bool}), reading.problems()


def is_record(record: Mapping[Hashable, Any]) -> bool:
    """Tell whether a row says who met or what was decided: a pasted row of figures does not."""
    return any(tidy(record.get(name)) for name in ("attendees", DECISION))


def _row(record: Mapping[Hashable, Any], reading: TabReading) -> tuple[object, ...] | None:
    """Read one row; None if it is of no program, or of the clinic and of no week."""
    name = folded(record[PROGRAM])
    program = next((known for word, known in _PROGRAMS.items() if word in name), None)
    if program is None:
        if is_record(record):
            reason = "Program belum diisi." if not name else "Program tidak dikenal."
            reading.report(int(record[ROW]), "Program", record[PROGRAM], reason, _WHICH_PROGRAM)
        return None
    read_period = _week if program is Program.CLINIC else _show
    period, held = read_period(record, reading)
    if held is None:
        return None
    due = None
    if not is_blank(record[DUE]):
        due = reading.cell(int(record[ROW]), "Tenggat", record[DUE], day_of)
    words = [redacted(tidy(record[name])) for name in (DECISION, OWNER)]
    return (program.value, period, held, *words, due, record[DONE] is True, is_record(record))


def _week(record: Mapping[Hashable, Any], reading: TabReading) -> tuple[str | None, date | None]:
    """Read the week that a row of the clinic is on."""
    value = record[PERIOD]
    week = week_of_period(value)
    if week is None:
        reason = "Periode belum diisi." if is_blank(value) else "Minggu tidak terbaca."
        reading.report(int(record[ROW]), "Periode", value, reason, _WHICH_WEEK)
        return None, None
    return str(week), week.monday


def _show(record: Mapping[Hashable, Any], reading: TabReading) -> tuple[str | None, date | None]:
    """Read the show that a row is on; the meeting's day stands for it if need be."""
    held = day_of_period(record[PERIOD]) or day_of_period(record[DATE])
    if held is None:
        reason = "Tanggal siaran tidak terbaca."
        reading.report(int(record[ROW]), "Periode", record[PERIOD], reason, _WHICH_SHOW)
        return None, None
    return short_date(held), held


def week_of_period(value: object) -> Week | None:
    """Give the week that stands under Periode, by its label or a day in it; None for neither."""
    day = day_of_period(value)
    return Week.read(tidy(value)) or (Week.of(day) if day else None)


def day_of_period(value: object) -> date | None:
    """Give the day that stands under Periode, None for anything else.

    That column is text, so a date that was pasted there with its format arrives as the number that
    it is for the spreadsheet.
    """
    text = tidy(value)
    if _SERIAL.fullmatch(text):
        return _DAY_0 + timedelta(days=int(text))
    try:
        return day_of(value)
    except Unreadable:
        return None
