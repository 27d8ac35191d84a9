"""The slots: which consultant can receive a client on which date and at which time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, time

import pandas as pd

from loket.columns import (
    AVAILABLE,
    CONSULTANT,
    DAILY_MAXIMUM,
    DATE,
    HOURS,
    MAIN_FIELDS,
    OPEN,
    OTHER_FIELDS,
    ROOMS,
    SERVICE,
    START,
    WEEKDAYS,
)
from loket.vocabulary import Service
from transforms.calendar.service_hours import ServiceHours, session_starts
from transforms.reading.time_range import TimeRange

_SLOT = [CONSULTANT, DATE, START]
_COLUMNS = [*_SLOT, SERVICE, MAIN_FIELDS, OTHER_FIELDS, DAILY_MAXIMUM, ROOMS]

_Entries = Mapping[tuple[str, date], tuple[TimeRange, ...]]


def roster(
    shifts: pd.DataFrame,
    availability: pd.DataFrame,
    service_days: pd.DataFrame,
    hours: ServiceHours,
    rooms: pd.DataFrame,
) -> pd.DataFrame:
    """Give the slots of the days in ``service_days``.

    From the shifts of ``consultants``, ``availability``, ``service_days`` and the rooms of
    ``quotas``. One row per consultant, date and start, by date, start and consultant: SERVICE,
    MAIN_FIELDS and OTHER_FIELDS (frozenset[str], disjoint), DAILY_MAXIMUM (Int64, NA: none),
    ROOMS (Int64, sessions of the service at one time, NA: no cap). Every half hour of the
    service's hours that lies whole in a shift or in an extra availability, on any weekday, and
    touches no absence; absence wins over both. Source: the contract's section 5, "Slots".
    """
    sessions = _sessions(service_days, hours)
    offers = shifts.merge(sessions, on=SERVICE, validate="m:m")
    came, away = _entries(availability, present=True), _entries(availability, present=False)
    is_there = [
        _attends(weekdays, spans, day, start, came.get((name, day), ()))
        and not any(span.meets(start) for span in away.get((name, day), ()))
        for name, day, start, weekdays, spans in zip(
            *(offers[column] for column in [*_SLOT, WEEKDAYS, HOURS]), strict=True
        )
    ]
    slots = _one_each(offers[pd.Series(is_there, index=offers.index, dtype=bool)])
    caps = dict(zip(zip(rooms[DATE], rooms[SERVICE], strict=True), rooms[ROOMS], strict=True))
    here = [caps.get(day, pd.NA) for day in zip(slots[DATE], slots[SERVICE], strict=True)]
    slots = slots.assign(**{ROOMS: pd.array(here, dtype="Int64")})
    return slots.sort_values([DATE, START, CONSULTANT], ignore_index=True)[_COLUMNS]


def _sessions(service_days: pd.DataFrame, hours: ServiceHours) -> pd.DataFrame:
    open_days = service_days[service_days[OPEN]]
    rows = [
        (day, service, start)
        for day, service in zip(open_days[DATE], open_days[SERVICE], strict=True)
        for start in session_starts(hours, day, Service(service))
    ]
    return pd.DataFrame(rows, columns=[DATE, SERVICE, START], dtype=object).astype({SERVICE: "str"})


def _entries(availability: pd.DataFrame, *, present: bool) -> _Entries:
    chosen = availability[availability[AVAILABLE] == present]
    found: dict[tuple[str, date], tuple[TimeRange, ...]] = {}
    for name, day, span in zip(chosen[CONSULTANT], chosen[DATE], chosen[HOURS], strict=True):
        found[name, day] = (*found.get((name, day), ()), span)
    return found


def _attends(
    weekdays: frozenset[int],
    spans: tuple[TimeRange, ...],
    day: date,
    start: time,
    extra: Iterable[TimeRange],
) -> bool:
    usual = day.weekday() in weekdays and (not spans or any(span.holds(start) for span in spans))
    return usual or any(span.holds(start) for span in extra)


def _one_each(offers: pd.DataFrame) -> pd.DataFrame:
    """Unite the rows of a consultant that meet at one start; main fields stay main."""
    united = offers
    if offers.duplicated(_SLOT).any():
        united = offers.groupby(_SLOT, as_index=False, sort=False).agg(
            {
                SERVICE: "first",
                MAIN_FIELDS: _union,
                OTHER_FIELDS: _union,
                DAILY_MAXIMUM: "first",
            }
        )
    others = [
        other - main for main, other in zip(united[MAIN_FIELDS], united[OTHER_FIELDS], strict=True)
    ]
    return united.assign(**{OTHER_FIELDS: pd.Series(others, index=united.index, dtype=object)})


def _union(parts: pd.Series) -> frozenset[str]:
    return frozenset().union(*parts)
