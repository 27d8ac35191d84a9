"""The half days that a week does not have yet: who might come besides, and when."""

from __future__ import annotations

from typing import Any

import pandas as pd

from loket.columns import (
    CONSULTANT,
    DAILY_MAXIMUM,
    DATE,
    FIELD,
    HOURS,
    MAIN_FIELDS,
    OTHER_FIELDS,
    SERVICE,
    WEEKDAYS,
)
from transforms.calendar.service_hours import ServiceHours
from transforms.reading.tab_cells import EVERY_DAY
from transforms.staffing.roster import roster

HALF_DAY = [CONSULTANT, DATE, SERVICE]
"""What tells half days apart: a service has its hours before or after noon."""

_NEW = "+ "


def half_days(
    shifts: pd.DataFrame,
    availability: pd.DataFrame,
    service_days: pd.DataFrame,
    hours: ServiceHours,
    rooms: pd.DataFrame,
    slots: pd.DataFrame,
    asked: pd.DataFrame,
) -> pd.DataFrame:
    """Give the slots that a week would have besides, if consultants came for another half day.

    The first arguments are those of ``roster``, which gave ``slots``; asked: SERVICE, FIELD of
    clients. One row per slot, the
    columns of ``roster`` and FIELD, in whole half days (HALF_DAY), by consultant, date and start:
    of each consultant where they have no slot of that service yet and are not away by
    Ketersediaan (FIELD is NA), and, for each field asked, of somebody new on every open day, who
    has that field alone and in CONSULTANT no name but ``+`` and the field. Source: the contract's
    section 5, "Reasons".
    """
    possible = roster(_at_any_time(shifts), availability, service_days, hours, rooms)
    there = slots[HALF_DAY].drop_duplicates()
    more = possible.merge(there, on=HALF_DAY, how="left", validate="m:1", indicator="there")
    more = more[more["there"] == "left_only"].drop(columns="there")
    hired = roster(_hired(asked), availability.iloc[:0], service_days, hours, rooms)
    nobody_new = pd.Series(None, index=more.index, dtype="str")
    more = more.assign(**{FIELD: nobody_new})
    hired = hired.assign(**{FIELD: hired[CONSULTANT].str.removeprefix(_NEW)})
    return pd.concat([more, hired], ignore_index=True)


def _at_any_time(shifts: pd.DataFrame) -> pd.DataFrame:
    """Give the shifts as if everybody came on every day for all of the service's hours."""
    whole: dict[str, Any] = {WEEKDAYS: [EVERY_DAY] * len(shifts), HOURS: [()] * len(shifts)}
    return shifts.assign(**whole)


def _hired(asked: pd.DataFrame) -> pd.DataFrame:
    """Give a shift of somebody new for each service and field."""
    pairs = sorted(set(zip(asked[SERVICE], asked[FIELD], strict=True)))
    rows: list[tuple[object, ...]] = [
        (f"{_NEW}{field}", service, EVERY_DAY, (), frozenset({field}), frozenset(), pd.NA)
        for service, field in pairs
    ]
    columns = [CONSULTANT, SERVICE, WEEKDAYS, HOURS, MAIN_FIELDS, OTHER_FIELDS, DAILY_MAXIMUM]
    frame = pd.DataFrame(rows, columns=columns, dtype=object)
    return frame.astype({CONSULTANT: "str", SERVICE: "str", DAILY_MAXIMUM: "Int64"})
