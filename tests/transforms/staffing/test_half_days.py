"""The half days that a week does not have yet."""

from __future__ import annotations

from datetime import date, time

import pandas as pd

from tests.transforms.calendar_frames import the_days
from tests.transforms.roster_tabs import (
    MONDAY,
    a_consultant,
    a_quota,
    an_entry,
    tab_of,
    the_consultants,
    the_quotas,
    the_slots,
)
from transforms.calendar.service_hours import ServiceHours
from transforms.staffing.availability import availability
from transforms.staffing.half_days import half_days

TUESDAY, WEDNESDAY = date(2026, 11, 24), date(2026, 11, 25)
DAYS = (MONDAY, TUESDAY, WEDNESDAY)
SITI = a_consultant(other_fields="Pembiayaan", daily_maximum=2)
AWAY_ON_TUESDAY = an_entry(date=TUESDAY)
ONE_ROOM = a_quota(rooms=1)
CLOSED_FOR_SMES = [[day, None, "Koperasi"] for day in DAYS]


def more_half_days(*asked: tuple[str, str]) -> pd.DataFrame:
    """What there might be besides Siti on Monday from 9 to 10."""
    days, who = the_days(DAYS, *CLOSED_FOR_SMES), the_consultants(SITI)
    return half_days(
        who.shifts,
        availability(tab_of([AWAY_ON_TUESDAY], an_entry()), who.names, MONDAY)[0],
        days,
        ServiceHours(),
        the_quotas(ONE_ROOM, days=days).rooms,
        the_slots([SITI], [AWAY_ON_TUESDAY], [ONE_ROOM], days=DAYS, closed=CLOSED_FOR_SMES),
        pd.DataFrame(asked, columns=["service", "field"]),
    )


def test_a_consultant_might_come_where_they_are_neither_on_duty_nor_away() -> None:
    found = more_half_days()
    assert set(zip(found["consultant"], found["date"], strict=True)) == {("Siti", WEDNESDAY)}
    assert list(found["start"]) == [time(9 + n // 2, 30 * (n % 2)) for n in range(6)]
    assert found["field"].isna().all()
    assert set(found["main_fields"]) == {frozenset({"Simpan pinjam"})}
    assert set(found["daily_maximum"]) == {2}


def test_somebody_new_might_come_on_any_open_day_for_each_field_asked() -> None:
    asked = ("Koperasi", "Pembiayaan")
    found = more_half_days(asked, asked, ("UKM", "Ekspor"))
    new = found[found["field"].notna()]
    assert set(zip(new["consultant"], new["service"], new["date"], strict=True)) == {
        ("+ Pembiayaan", "Koperasi", day) for day in DAYS
    }
    assert set(new["field"]) == {"Pembiayaan"}
    assert set(new["main_fields"]) == {frozenset({"Pembiayaan"})}
    assert list(new.loc[new["date"] == MONDAY, "rooms"]) == [1] * 6
