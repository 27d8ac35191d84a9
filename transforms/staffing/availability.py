"""The staff tab Ketersediaan: when a consultant is away, or comes besides the usual days."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from loket.columns import AVAILABLE, CONSULTANT, DATE, HOURS, KEY, ROW
from transforms.reading.tab_cells import day_of, is_blank, range_of, text_key, tick_of
from transforms.reading.tab_problems import TabReading, Unreadable, shown

AVAILABILITY_TAB = "Ketersediaan"

_COLUMNS = (CONSULTANT, DATE, HOURS, AVAILABLE)


def availability(
    tab: pd.DataFrame, names: pd.DataFrame, since: date
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read Ketersediaan, given the names of ``consultants``; give the entries and the problems.

    tab: consultant, date, start, end, available, note, row. Entries, one row per readable row
    of the tab from ``since`` on: CONSULTANT (as on Konsultan), DATE (date), HOURS (TimeRange; a
    blank time is the day's beginning or end), AVAILABLE (bool; a box left blank is not ticked,
    hence absence). Older rows are neither read nor reported, whoever they name.
    """
    reading = TabReading(AVAILABILITY_TAB)
    known = dict(zip(names[KEY], names[CONSULTANT], strict=True))
    rows = [
        entry
        for record in tab.to_dict("records")
        if (entry := _entry(record, known, since, reading))
    ]
    frame = pd.DataFrame(rows, columns=list(_COLUMNS), dtype=object)
    return frame.astype({CONSULTANT: "str", AVAILABLE: bool}), reading.problems()


def _entry(
    record: Mapping[Hashable, Any], known: Mapping[str, str], since: date, reading: TabReading
) -> tuple[object, ...] | None:
    row = int(record[ROW])
    if all(is_blank(record[column]) for column in ("consultant", "date", "start", "end")):
        return None
    day = reading.cell(row, "Tanggal", record["date"], day_of)
    if day is None or day < since:
        return None
    name = reading.cell(row, "Konsultan", record["consultant"], lambda value: _name(value, known))
    ticked = reading.cell(row, "Tersedia", record["available"], lambda value: bool(tick_of(value)))
    start, end = record["start"], record["end"]
    typed = " – ".join(filter(None, (shown(start), shown(end))))
    hours = reading.cell(row, "Jam Mulai", typed, lambda _: range_of(start, end))
    if name is None or ticked is None or hours is None:
        return None
    return name, day, hours, ticked


def _name(value: object, known: Mapping[str, str]) -> str:
    found = known.get(text_key(value))
    if found is None:
        raise Unreadable(
            "Konsultan belum diisi."
            if is_blank(value)
            else "Tidak ada konsultan bernama ini pada tab Konsultan.",
            "Tulis namanya seperti pada tab Konsultan.",
        )
    return found
