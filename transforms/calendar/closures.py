"""The staff tab Hari Libur: the office's own closed days, and days on which it stays open."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from loket.columns import DATE, NOTE, OPEN_SERVICES, ROW
from loket.vocabulary import Service
from transforms.reading.indonesian import short_date
from transforms.reading.tab_cells import day_of, is_blank, services_of, tidy
from transforms.reading.tab_problems import TabReading

CLOSURES_TAB = "Hari Libur"

_COLUMNS = (DATE, NOTE, OPEN_SERVICES)


def closures(tab: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read Hari Libur (date, note, open_services, row); give the closures and the problems.

    Closures, one row per date, in order: DATE (date), NOTE (str, NA if none), OPEN_SERVICES
    (frozenset[Service]; empty: closed). A row that cannot be read has no effect. Two rows for
    one date that differ are reported, and what either keeps open stays open: that takes no
    client's place away, and it holds however the tab is sorted.
    """
    reading = TabReading(CLOSURES_TAB)
    by_day: dict[date, list[_Closure]] = {}
    for record in tab.to_dict("records"):
        if closure := _closure(record, reading):
            by_day.setdefault(closure.day, []).append(closure)
    rows = [_united(day, found, reading) for day, found in sorted(by_day.items())]
    frame = pd.DataFrame(rows, columns=list(_COLUMNS), dtype=object)
    return frame.astype({NOTE: "str"}), reading.problems()


class _Closure(NamedTuple):
    row: int
    day: date
    note: str
    services: frozenset[Service]


def _closure(record: Mapping[Hashable, Any], reading: TabReading) -> _Closure | None:
    row = int(record[ROW])
    day = reading.cell(row, "Tanggal", record["date"], day_of)
    services = reading.cell(row, "Layanan Tetap Buka", record["open_services"], _kept_open)
    if day is None or services is None:
        return None
    return _Closure(row, day, tidy(record["note"]), services)


def _kept_open(value: object) -> frozenset[Service]:
    return frozenset() if is_blank(value) else services_of(value)


def _united(
    day: date, found: list[_Closure], reading: TabReading
) -> tuple[date, str | None, frozenset[Service]]:
    for closure in found[1:]:
        if closure.services != found[0].services:
            reading.report(
                closure.row,
                "Tanggal",
                short_date(day),
                "Tanggal ini tertulis lebih dari sekali, dengan layanan yang berbeda.",
                "Sisakan satu baris; sampai itu, semua layanan yang disebut tetap buka.",
            )
    notes = sorted({closure.note for closure in found if closure.note})
    services = frozenset(service for closure in found for service in closure.services)
    return day, "; ".join(notes) or None, services
