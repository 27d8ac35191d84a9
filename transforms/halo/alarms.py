"""What is amiss with an episode of HALO KOP-UKM so that somebody has to see to it now."""

from __future__ import annotations

from calendar import FRIDAY
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

import pandas as pd

from loket.columns import DATE, GUEST, VIEWERS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from transforms.calendar.working_days import WorkingDays

ALARM = "alarm"
GUEST_BEFORE = timedelta(days=14)
LOOKED_BACK = timedelta(weeks=4)
"""An episode whose figures nobody typed for so long will not get them any more."""


class Alarm(StrEnum):
    """What may be amiss."""

    NO_EPISODE = "no episode"
    ON_A_HOLIDAY = "holiday"
    NO_GUEST = "no guest"
    NO_FIGURES = "no figures"


STEP_OF = {
    Alarm.NO_EPISODE: 1,
    Alarm.NO_GUEST: 1,
    Alarm.ON_A_HOLIDAY: 3,
    Alarm.NO_FIGURES: 5,
}
"""The step of the SOP that each has to do with."""

SAID = {
    Alarm.NO_EPISODE: "Siaran belum ditulis di HALO Episode",
    Alarm.NO_GUEST: "Narasumber belum diisi di HALO Episode",
    Alarm.ON_A_HOLIDAY: "Siaran jatuh pada hari libur: tentukan tanggal baru",
    Alarm.NO_FIGURES: "Angka siaran belum diisi di HALO Episode",
}
"""Each in the words of staff."""


def alarms(episodes: pd.DataFrame, working: WorkingDays, today: date) -> pd.DataFrame:
    """Give what is amiss: DATE (of the episode), alarm (str, of ``Alarm``), by date and SOP step.

    episodes: DATE, GUEST, VIEWERS. The guest is missing from H-14 on, by working days, until the
    show, and so is the episode itself of a Friday in whose week no show stands, as long as there
    have been shows lately; a show on a day off is told as soon as it is planned; figures are
    missing from the day after. All change at midnight only. Source: SOP HALO KOP-UKM, steps 1, 3
    and 5.
    """
    unplanned = [(day, Alarm.NO_EPISODE) for day in _unplanned(set(episodes[DATE]), working, today)]
    rows = [
        (day, alarm)
        for day, guest, viewers in zip(
            episodes[DATE], episodes[GUEST], episodes[VIEWERS], strict=True
        )
        for alarm, is_amiss in (
            (Alarm.NO_GUEST, pd.isna(guest) and working.back(day - GUEST_BEFORE) <= today <= day),
            (Alarm.ON_A_HOLIDAY, day not in working and today <= day),
            (Alarm.NO_FIGURES, pd.isna(viewers) and day < today <= day + LOOKED_BACK),
        )
        if is_amiss
    ]
    found = sorted([*rows, *unplanned], key=lambda row: row[0])
    return pd.DataFrame(found, columns=[DATE, ALARM], dtype=object).astype({ALARM: "str"})


def _unplanned(planned: Collection[date], working: WorkingDays, today: date) -> Iterator[date]:
    """Give the working Fridays that need a guest by now and in whose week there is no show."""
    if not any(today - LOOKED_BACK <= day <= today for day in planned):
        return
    weeks = {day.isocalendar()[:2] for day in planned}
    friday = today + timedelta(days=(FRIDAY - today.weekday()) % 7)
    while working.back(friday - GUEST_BEFORE) <= today:
        if friday in working and friday.isocalendar()[:2] not in weeks:
            yield friday
        friday += timedelta(weeks=1)
