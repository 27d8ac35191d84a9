"""The working-day deadlines of December 2026 to March 2027 against tables worked out by hand.

They were written with a wall calendar from the days off below, rolling each date one day at a time:
back before H, forward after the last day.
"""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import pytest

from tests.transforms.calendar_frames import the_days, the_working_days, week_of
from transforms.calendar.public_holidays import public_holidays
from transforms.steps.deadlines import clinic_deadlines, show_deadlines

DAYS_OFF = """
24-12 25-12 01-01 05-01 05-02 06-02
08-03 09-03 10-03 11-03 12-03 15-03 25-03 26-03 28-03
"""
"""Holidays and cuti bersama: Natal, Tahun Baru, Isra Mikraj, Imlek, Nyepi, Idul Fitri, Paskah."""

#  week      H      H-14  H-13  H-12  H-10  H-9   H-8   H-7   H-2   H-1   last   H+1
CLINIC = """
   2026-W49  30-11  16-11 17-11 18-11 20-11 20-11 20-11 23-11 27-11 27-11 04-12  07-12
   2026-W50  07-12  23-11 24-11 25-11 27-11 27-11 27-11 30-11 04-12 04-12 11-12  14-12
   2026-W51  14-12  30-11 01-12 02-12 04-12 04-12 04-12 07-12 11-12 11-12 18-12  21-12
   2026-W52  21-12  07-12 08-12 09-12 11-12 11-12 11-12 14-12 18-12 18-12 23-12  28-12
   2026-W53  28-12  14-12 15-12 16-12 18-12 18-12 18-12 21-12 23-12 23-12 31-12  04-01
   2027-W01  04-01  21-12 22-12 23-12 23-12 23-12 23-12 28-12 31-12 31-12 08-01  11-01
   2027-W02  11-01  28-12 29-12 30-12 31-12 31-12 31-12 04-01 08-01 08-01 15-01  18-01
   2027-W03  18-01  04-01 04-01 06-01 08-01 08-01 08-01 11-01 15-01 15-01 22-01  25-01
   2027-W04  25-01  11-01 12-01 13-01 15-01 15-01 15-01 18-01 22-01 22-01 29-01  01-02
   2027-W05  01-02  18-01 19-01 20-01 22-01 22-01 22-01 25-01 29-01 29-01 04-02  08-02
   2027-W06  08-02  25-01 26-01 27-01 29-01 29-01 29-01 01-02 04-02 04-02 12-02  15-02
   2027-W07  15-02  01-02 02-02 03-02 04-02 04-02 04-02 08-02 12-02 12-02 19-02  22-02
   2027-W08  22-02  08-02 09-02 10-02 12-02 12-02 12-02 15-02 19-02 19-02 26-02  01-03
   2027-W09  01-03  15-02 16-02 17-02 19-02 19-02 19-02 22-02 26-02 26-02 05-03  16-03
   2027-W11  16-03  02-03 03-03 04-03 05-03 05-03 05-03 05-03 05-03 05-03 19-03  22-03
   2027-W12  22-03  05-03 05-03 05-03 05-03 05-03 05-03 05-03 19-03 19-03 24-03  29-03
   2027-W13  29-03  05-03 16-03 17-03 19-03 19-03 19-03 22-03 24-03 24-03 02-04  05-04
"""
STEPS = {-14: (1, 2), -13: (3, 4), -12: (5,), -10: (6,), -9: (7,), -8: (8,), -7: (9,),
         -2: (10,), -1: (11,), 1: (21, 22, 23)}  # fmt: skip

#  live   guest feedback evaluation
SHOWS = """
   04-12  20-11  07-12  10-12
   11-12  27-11  14-12  17-12
   18-12  04-12  21-12  28-12
   25-12  11-12  28-12  31-12
   01-01  18-12  04-01  07-01
   08-01  23-12  11-01  14-01
   15-01  31-12  18-01  21-01
   22-01  08-01  25-01  28-01
   29-01  15-01  01-02  04-02
   05-02  22-01  08-02  11-02
   12-02  29-01  15-02  18-02
   19-02  04-02  22-02  25-02
   26-02  12-02  01-03  04-03
   05-03  19-02  16-03  16-03
   12-03  26-02  16-03  18-03
   19-03  05-03  22-03  29-03
   26-03  05-03  29-03  01-04
"""
ON_A_HOLIDAY = "25-12 01-01 05-02 12-03 26-03"


def the_day(text: str) -> date:
    """A day of that winter: ``24-12`` is of 2026, ``05-01`` of 2027."""
    day, month = map(int, text.split("-"))
    return date(2026 if month > 6 else 2027, month, day)


def rows(table: str) -> list[list[str]]:
    return [line.split() for line in table.strip().splitlines()]


def by_step(frame: pd.DataFrame) -> dict[int, set[date]]:
    """The working-day deadlines of each step."""
    numbers = [int(number) for number in frame["number"]]
    found: dict[int, set[date]] = {number: set() for number in numbers}
    for number, day in zip(numbers, frame["working_deadline"], strict=True):
        found[number].add(day)
    return found


def test_the_days_off_are_those_that_the_tables_were_made_from() -> None:
    found = [day for day in public_holidays([2026, 2027])["date"]
             if date(2026, 11, 1) <= day < date(2027, 4, 10)]  # fmt: skip
    assert found == [the_day(text) for text in DAYS_OFF.split()]


@pytest.mark.parametrize("row", rows(CLINIC), ids=lambda row: row[0])
def test_weeks_of_the_clinic(row: list[str]) -> None:
    week, first, *days = row[0], *map(the_day, row[1:])
    last, after = days[-2:]
    monday = first - timedelta(days=first.weekday())
    frame = clinic_deadlines(the_days(week_of(monday)), the_working_days())
    due = [*days[:-2], after]
    expected = {
        number: {day}
        for numbers, day in zip(STEPS.values(), due, strict=True)
        for number in numbers
    }
    found = by_step(frame)
    assert set(frame["week"]) == {week}
    assert {number: found[number] for number in expected} == expected
    assert (min(found[12]), max(found[20])) == (first, last)


def test_the_week_of_idul_fitri_has_no_day_and_no_step() -> None:
    days = the_days(week_of(date(2027, 3, 8)))
    assert clinic_deadlines(days, the_working_days()).empty


@pytest.mark.parametrize("row", rows(SHOWS), ids=lambda row: row[0])
def test_fridays_of_the_show(row: list[str]) -> None:
    live, guest, feedback, evaluation = map(the_day, row)
    frame = show_deadlines([live], the_working_days())
    assert by_step(frame) == {
        **{number: {guest} for number in (1, 2)},
        **{number: {live} for number in (3, 4, 5)},
        6: {feedback},
        **{number: {evaluation} for number in (7, 8)},
    }
    warned = frame.loc[frame["number"] == 3, "warning"].notna().item()
    assert warned == (row[0] in ON_A_HOLIDAY.split())
