"""On which days which consultation service is open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pandas as pd

from loket.columns import DATE, NAME, NOTE, OPEN, OPEN_SERVICES, SERVICE
from loket.vocabulary import Service

WEEKEND = "Akhir pekan"
OFFICE_CLOSED = "Libur kantor"


def service_days(
    days: Iterable[date], holidays: pd.DataFrame, closures: pd.DataFrame
) -> pd.DataFrame:
    """Give for each day and service whether it is open, from ``public_holidays`` and ``closures``.

    One row per day and service, by date, Koperasi first: DATE, SERVICE (str), OPEN (bool), NOTE
    (Indonesian: why it is closed, or the office's note; NA on an ordinary day). Monday to Friday
    are open (SOP, procedure a), holidays and joint leave closed; a date on Hari Libur overrides
    both ways: just the services named there are open, on a holiday or a Saturday too.
    """
    sessions = [(day, service) for day in sorted(set(days)) for service in Service]
    notes = dict(zip(holidays[DATE], holidays[NAME], strict=True))
    office = _by_date(closures)
    states = [_state(day, service, notes.get(day), office.get(day)) for day, service in sessions]
    return pd.DataFrame(
        {
            DATE: pd.Series([day for day, _ in sessions], dtype=object),
            SERVICE: pd.Series([service.value for _, service in sessions], dtype="str"),
            OPEN: pd.Series([is_open for is_open, _ in states], dtype=bool),
            NOTE: pd.Series([note for _, note in states], dtype="str"),
        }
    )


def _by_date(closures: pd.DataFrame) -> dict[date, tuple[frozenset[Service], str]]:
    cells = zip(closures[OPEN_SERVICES], closures[NOTE].fillna(""), strict=True)
    return dict(zip(closures[DATE], cells, strict=True))


def _state(
    day: date, service: Service, holiday: str | None, office: tuple[frozenset[Service], str] | None
) -> tuple[bool, str | None]:
    if office is not None:
        services, note = office
        stays_open = service in services
        return stays_open, note or holiday or (None if stays_open else OFFICE_CLOSED)
    if holiday is not None:
        return False, holiday
    return (True, None) if day.weekday() < 5 else (False, WEEKEND)
