"""The staff tab Konsultan: who gives consultations, in which fields, on which days."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from typing import Any, NamedTuple

import pandas as pd

from loket.columns import (
    ACTIVE,
    CONSULTANT,
    DAILY_MAXIMUM,
    FIELD,
    HOURS,
    KEY,
    MAIN_FIELDS,
    OTHER_FIELDS,
    READABLE,
    ROW,
    SERVICE,
    WEEKDAYS,
)
from loket.vocabulary import Service
from transforms.reading.tab_cells import (
    count_of,
    is_blank,
    listed,
    ranges_of,
    services_of,
    text_key,
    tick_of,
    tidy,
    weekdays_of,
)
from transforms.reading.tab_problems import TabReading
from transforms.reading.time_range import TimeRange

CONSULTANTS_TAB = "Konsultan"

_SHIFT_COLUMNS = (
    *(CONSULTANT, SERVICE, WEEKDAYS, HOURS),
    *(MAIN_FIELDS, OTHER_FIELDS, DAILY_MAXIMUM),
)


class Consultants(NamedTuple):
    """What the tab Konsultan says.

    names: one row per consultant: CONSULTANT (as written), KEY (compares names), ACTIVE (bool),
    READABLE (bool; False: part of what the tab says of them could not be read, so that a
    booking without a slot is no loss yet).

    shifts: one row per active row of the tab and service: CONSULTANT, SERVICE, WEEKDAYS
    (frozenset, Monday is 0), HOURS (tuple[TimeRange, ...]; empty: the service's), MAIN_FIELDS
    and OTHER_FIELDS (frozenset[str], the names of the tab Bidang), DAILY_MAXIMUM (Int64, NA:
    none; the same in all rows of a consultant).
    """

    names: pd.DataFrame
    shifts: pd.DataFrame
    problems: pd.DataFrame


class _Line(NamedTuple):
    row: int
    name: str
    services: frozenset[Service] | None
    weekdays: frozenset[int] | None
    hours: tuple[TimeRange, ...] | None
    main: frozenset[str] | None
    other: frozenset[str] | None
    maximum: int | None
    active: bool | None

    @property
    def readable(self) -> bool:
        parts = (self.services, self.weekdays, self.hours, self.main, self.other, self.active)
        return all(part is not None for part in parts)


def consultants(tab: pd.DataFrame, fields: pd.DataFrame) -> Consultants:
    """Read Konsultan, given ``consultation_fields``.

    tab: name, institution, service, main_field, other_fields, days, hours, daily_maximum,
    active, row. Blank days and hours stand for all of them, a blank tick for active. Several
    rows may tell of one consultant as long as they differ in service, days or hours; the
    smallest daily maximum counts. A row in which any of that cannot be read gives no shift.
    """
    reading, offered = TabReading(CONSULTANTS_TAB), _offered(fields)
    records = tab.to_dict("records")
    lines = [line for record in records if (line := _line(record, offered, reading))]
    _report_repetitions(lines, reading)
    names = _names(lines)
    return Consultants(names, _shifts(lines, names, offered), reading.problems())


def _line(
    record: Mapping[Hashable, Any],
    offered: Mapping[Service, Mapping[str, str]],
    reading: TabReading,
) -> _Line | None:
    row, name = int(record[ROW]), tidy(record["name"])
    if not name:
        if not all(is_blank(record[column]) for column in ("service", "main_field", "days")):
            reading.report(row, "Nama", None, "Nama belum diisi.", "Tulis nama konsultan.")
        return None
    services = reading.cell(row, "Layanan", record["service"], services_of)
    known = {key for service in services or Service for key in offered[service]}
    return _Line(
        row=row,
        name=name,
        services=services,
        weekdays=reading.cell(row, "Hari", record["days"], weekdays_of),
        hours=reading.cell(row, "Jam", record["hours"], ranges_of),
        main=_keys_of(record["main_field"], known, row, "Bidang Utama", reading),
        other=_keys_of(record["other_fields"], known, row, "Bidang Lain", reading),
        maximum=reading.cell(row, "Maks Sesi per Hari", record["daily_maximum"], count_of),
        active=reading.cell(row, "Aktif", record["active"], _is_active),
    )


def _is_active(value: object) -> bool:
    return tick_of(value) is not False


def _offered(fields: pd.DataFrame) -> dict[Service, dict[str, str]]:
    """Give each service's fields as the tab Bidang spells them, by the key that compares them."""
    return {
        service: {text_key(field): field for field in fields[FIELD][fields[SERVICE] == service]}
        for service in Service
    }


def _keys_of(
    value: object, known: Collection[str], row: int, header: str, reading: TabReading
) -> frozenset[str] | None:
    """Give the keys of the fields in a cell; None if one of them is not on the tab Bidang."""
    parts = listed(value)
    unknown = [part for part in parts if text_key(part) not in known]
    for part in unknown:
        reading.report(
            row,
            header,
            part,
            "Bidang ini tidak ada pada tab Bidang untuk layanan konsultan ini.",
            "Perbaiki tulisannya, atau tambahkan bidang itu pada tab Bidang.",
        )
    return None if unknown else frozenset(map(text_key, parts))


def _report_repetitions(lines: list[_Line], reading: TabReading) -> None:
    seen: dict[tuple[object, ...], int] = {}
    for line in lines:
        said = (text_key(line.name), line.services, line.weekdays, line.hours)
        first = seen.setdefault(said, line.row)
        if line.readable and first != line.row:
            reading.report(
                line.row,
                "Nama",
                line.name,
                f"Konsultan ini sudah tertulis pada baris {first} dengan layanan, hari, dan jam "
                "yang sama.",
                "Hapus salah satu baris; sampai itu, bidang kedua baris digabung.",
            )


def _names(lines: list[_Line]) -> pd.DataFrame:
    frame = pd.DataFrame(
        [(line.name, text_key(line.name), line.active is True, line.readable) for line in lines],
        columns=[CONSULTANT, KEY, ACTIVE, READABLE],
        dtype=object,
    ).astype({CONSULTANT: "str", KEY: "str", ACTIVE: bool, READABLE: bool})
    # The first spelling by alphabet, so that sorting the tab renames nobody.
    found = frame.groupby(KEY, as_index=False).agg(
        {CONSULTANT: "min", ACTIVE: "any", READABLE: "all"}
    )
    return found[[CONSULTANT, KEY, ACTIVE, READABLE]]


def _shifts(
    lines: list[_Line], names: pd.DataFrame, offered: Mapping[Service, Mapping[str, str]]
) -> pd.DataFrame:
    name_of = dict(zip(names[KEY], names[CONSULTANT], strict=True))
    rows = [
        (
            name_of[text_key(line.name)],
            service.value,
            line.weekdays,
            line.hours,
            _spelled(line.main, offered[service]),
            _spelled(line.other, offered[service]),
            line.maximum,
        )
        for line in lines
        if line.readable and line.active
        for service in sorted(line.services or ())
    ]
    frame = pd.DataFrame(rows, columns=list(_SHIFT_COLUMNS), dtype=object)
    frame = frame.astype({CONSULTANT: "str", SERVICE: "str", DAILY_MAXIMUM: "Int64"})
    lowest = frame.groupby(CONSULTANT)[DAILY_MAXIMUM].transform("min")
    return frame.assign(**{DAILY_MAXIMUM: lowest.astype("Int64")})


def _spelled(keys: frozenset[str] | None, offered: Mapping[str, str]) -> frozenset[str]:
    return frozenset(offered[key] for key in keys or () if key in offered)
