"""The staff tab Kuota: how many clients of each group a day takes, and how many rooms there are."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from loket.columns import DATE, INVITED_QUOTA, OPEN, PUBLIC_QUOTA, ROOMS, ROW, SERVICE
from loket.vocabulary import WEEKDAYS
from transforms.reading.indonesian import short_date
from transforms.reading.tab_cells import count_of, day_of, is_blank, services_of, weekdays_of
from transforms.reading.tab_problems import TabReading, Unreadable

QUOTAS_TAB = "Kuota"

_COUNTS = (
    ("invited_quota", "Kuota Undangan"),
    ("public_quota", "Kuota Umum"),
    ("rooms", "Ruang"),
)

_Day = date | int
"""A date, or a weekday (Monday is 0)."""


class Quotas(NamedTuple):
    """What the tab Kuota means for the open days; a date without a row has no cap.

    quotas: one row per date and service with a quota: DATE, SERVICE, INVITED_QUOTA and
    PUBLIC_QUOTA (Int64 clients; NA: that group has no quota).
    rooms: one row per date and service with a number of rooms: DATE, SERVICE, ROOMS (Int64).
    """

    quotas: pd.DataFrame
    rooms: pd.DataFrame
    problems: pd.DataFrame


class _Line(NamedTuple):
    row: int
    counts: tuple[int | None, ...]


def quotas(tab: pd.DataFrame, service_days: pd.DataFrame) -> Quotas:
    """Read Kuota for the open days in ``service_days``.

    tab: day_or_date, service, invited_quota, public_quota, rooms, row. A row for a date beats
    one for its weekday as a whole: what it leaves blank is unlimited. Rows that contradict each
    other are reported, the smallest number counts until then: a low quota evicts nobody.
    """
    reading = TabReading(QUOTAS_TAB)
    lines: dict[tuple[_Day, str], list[_Line]] = {}
    for record in tab.to_dict("records"):
        for key, line in _lines(record, reading):
            lines.setdefault(key, []).append(line)
    if not lines:
        return Quotas(_NO_QUOTAS.copy(), _NO_ROOMS.copy(), reading.problems())
    _report_contradictions(lines, reading)
    counts = {key: _smallest(found) for key, found in lines.items()}
    frame = _by_date(counts, service_days)
    has_quota = frame[[INVITED_QUOTA, PUBLIC_QUOTA]].notna().any(axis="columns")
    return Quotas(
        frame.loc[has_quota, _NO_QUOTAS.columns].reset_index(drop=True),
        frame.loc[frame[ROOMS].notna(), _NO_ROOMS.columns].reset_index(drop=True),
        reading.problems(),
    )


def _lines(
    record: Mapping[Hashable, Any], reading: TabReading
) -> list[tuple[tuple[_Day, str], _Line]]:
    row = int(record[ROW])
    if all(is_blank(value) for column, value in record.items() if column != ROW):
        return []
    days = reading.cell(row, "Hari atau Tanggal", record["day_or_date"], _days_of)
    services = reading.cell(row, "Layanan", record["service"], services_of)
    numbers = [reading.cell(row, header, record[column], count_of) for column, header in _COUNTS]
    line = _Line(row, tuple(numbers))
    return [
        ((day, service.value), line)
        for day in sorted(days or (), key=str)
        for service in sorted(services or ())
    ]


def _days_of(value: object) -> frozenset[_Day]:
    if is_blank(value):
        raise Unreadable("Hari atau tanggal belum diisi.", "Tulis misalnya Senin atau 24/12/2026.")
    if not isinstance(value, str):
        return frozenset({day_of(value)})
    try:
        return frozenset(weekdays_of(value))
    except Unreadable:
        return frozenset({day_of(value)})


def _report_contradictions(
    lines: Mapping[tuple[_Day, str], list[_Line]], reading: TabReading
) -> None:
    for (day, service), found in lines.items():
        for line in found[1:]:
            if line.counts != found[0].counts:
                name = short_date(day) if isinstance(day, date) else WEEKDAYS[day]
                reading.report(
                    line.row,
                    "Hari atau Tanggal",
                    name,
                    f"{name} layanan {service} sudah tertulis pada baris {found[0].row} dengan "
                    "angka lain.",
                    "Sisakan satu baris; sampai itu, angka terkecil yang dipakai.",
                )


def _smallest(lines: list[_Line]) -> tuple[int | None, ...]:
    columns = zip(*(line.counts for line in lines), strict=True)
    return tuple(
        min((count for count in column if count is not None), default=None) for column in columns
    )


def _by_date(
    counts: Mapping[tuple[_Day, str], tuple[int | None, ...]], service_days: pd.DataFrame
) -> pd.DataFrame:
    open_days = service_days[service_days[OPEN]]
    nothing = (None,) * len(_COUNTS)
    rows = [
        (day, service, *counts.get((day, service), counts.get((day.weekday(), service), nothing)))
        for day, service in zip(open_days[DATE], open_days[SERVICE], strict=True)
    ]
    return _frame(rows)


def _frame(rows: list[tuple[object, ...]]) -> pd.DataFrame:
    columns = [DATE, SERVICE, INVITED_QUOTA, PUBLIC_QUOTA, ROOMS]
    frame = pd.DataFrame(rows, columns=columns, dtype=object)
    numbers = dict.fromkeys((INVITED_QUOTA, PUBLIC_QUOTA, ROOMS), "Int64")
    return frame.astype({SERVICE: "str", **numbers})


_NO_QUOTAS = _frame([])[[DATE, SERVICE, INVITED_QUOTA, PUBLIC_QUOTA]]
_NO_ROOMS = _frame([])[[DATE, SERVICE, ROOMS]]
"""Made once: many a clinic has neither, and types are dear for frames of no row."""
