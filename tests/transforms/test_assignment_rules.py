"""What each rule of the assignment means, on weeks small enough to see the answer."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

import pandas as pd
import pytest

from tests.transforms.assignment_weeks import (
    MONDAY,
    WeekFrames,
    a_booking,
    a_client,
    a_quota,
    a_slot,
    a_week,
)
from transforms.assignment.assignment import assign

TUESDAY = MONDAY + timedelta(days=1)
FRIDAY = MONDAY + timedelta(days=4)
BOTH = (MONDAY, TUESDAY)
LATER = time(13, 30)

# Who sits where, as "rank: consultant day.hour", days counted from Monday, is the expectation.
CASES: dict[str, tuple[WeekFrames, str]] = {
    "nobody comes": (a_week(slots=[a_slot()]), ""),
    "nobody consults": (a_week(clients=[a_client(1)]), ""),
    "neither": (a_week(), ""),
    "ten times more clients than slots": (
        a_week([a_client(rank) for rank in range(1, 21)], [a_slot(), a_slot(start=LATER)]),
        "1 Rina 0 13.00; 2 Rina 0 13.30",
    ),
    "a field that nobody offers": (a_week([a_client(1, field="NIB/OSS")], [a_slot()]), ""),
    "another service": (a_week([a_client(1, service="Koperasi")], [a_slot()]), ""),
    "another date": (a_week([a_client(1, dates=(TUESDAY,))], [a_slot()]), ""),
    "an other field fits as well": (
        a_week([a_client(1, field="Kemitraan")], [a_slot()]),
        "1 Rina 0 13.00",
    ),
    "not to be placed automatically": (a_week([a_client(1, placeable=False)], [a_slot()]), ""),
    "more served before better ranks": (
        a_week(
            [
                a_client(1),
                a_client(2, dates=(TUESDAY,), field="Ekspor"),
                a_client(3, dates=(TUESDAY,)),
            ],
            [a_slot(), a_slot("Sari", date=TUESDAY, main_fields=frozenset({"NIB/OSS"}))],
        ),
        "1 Rina 0 13.00; 3 Sari 1 13.00",
    ),
    "of equally many the best ranks": (
        a_week([a_client(1, dates=BOTH), a_client(2), a_client(3)], [a_slot()]),
        "1 Rina 0 13.00",
    ),
    "the public waits for the reserve": (
        a_week(
            [a_client(1), a_client(2)],
            [a_slot(), a_slot(start=LATER)],
            [a_quota(invited=1, public=1)],
        ),
        "1 Rina 0 13.00",
    ),
    "the reserve is released": (
        a_week(
            [a_client(1), a_client(2)],
            [a_slot(), a_slot(start=LATER)],
            [a_quota(invited=1, public=1)],
            released=True,
        ),
        "1 Rina 0 13.00; 2 Rina 0 13.30",
    ),
    "no more invited than their quota even then": (
        a_week(
            [a_client(1, group="Undangan"), a_client(2, group="Undangan")],
            [a_slot(), a_slot(start=LATER)],
            [a_quota(invited=1, public=5)],
            released=True,
        ),
        "1 Rina 0 13.00",
    ),
    "quotas of 0": (a_week([a_client(1)], [a_slot()], [a_quota(0, 0)]), ""),
    "a quota binds its own date and service": (
        a_week(
            [a_client(1), a_client(2, dates=(TUESDAY,))],
            [a_slot(), a_slot(date=TUESDAY)],
            [a_quota(0, 0), a_quota(0, 0, date=TUESDAY, service="Koperasi")],
        ),
        "2 Rina 1 13.00",
    ),
    "a lowered quota evicts nobody and admits nobody": (
        a_week(
            [a_client(1), a_client(2), a_client(3)],
            [a_slot(), a_slot(start=LATER), a_slot(start=time(14))],
            [a_quota(invited=0, public=1)],
            [a_booking(2), a_booking(3, start=LATER)],
        ),
        "2 Rina 0 13.00; 3 Rina 0 13.30",
    ),
    "within a cell over its cap a booking may move": (
        a_week(
            [a_client(1, dates=(TUESDAY,)), a_client(2), a_client(3)],
            [a_slot(), a_slot(start=LATER)],
            [a_quota(invited=0, public=1)],
            [a_booking(2, "Sari"), a_booking(3)],
        ),
        "2 Rina 0 13.30; 3 Rina 0 13.00",
    ),
    "one room": (
        a_week([a_client(1), a_client(2)], [a_slot(rooms=1), a_slot("Sari", rooms=1)]),
        "1 Rina 0 13.00",
    ),
    "one session a day": (
        a_week(
            [a_client(1), a_client(2)],
            [a_slot(daily_maximum=1), a_slot(start=LATER, daily_maximum=1)],
        ),
        "1 Rina 0 13.00",
    ),
    "one session at a time whatever the service": (
        a_week(
            [a_client(1), a_client(2, service="Koperasi")],
            [a_slot(), a_slot(service="Koperasi")],
        ),
        "1 Rina 0 13.00",
    ),
    "a fixed booking may breach anything": (
        a_week(
            [a_client(1, service="Koperasi", dates=(TUESDAY,))],
            [a_slot(rooms=0, daily_maximum=0)],
            [a_quota(0, 0)],
            [a_booking(1, fixed=True)],
        ),
        "1 Rina 0 13.00",
    ),
    "two pins on one slot": (
        a_week(
            [a_client(1), a_client(2), a_client(3)],
            [a_slot()],
            placed=[a_booking(2, fixed=True), a_booking(3, fixed=True)],
        ),
        "2 Rina 0 13.00; 3 Rina 0 13.00",
    ),
    "a pin where nobody consults": (
        a_week([a_client(1)], placed=[a_booking(1, "Sari", fixed=True)]),
        "1 Sari 0 13.00",
    ),
    "two placed on one slot, the better rank stays": (
        a_week([a_client(1), a_client(2)], [a_slot()], placed=[a_booking(1), a_booking(2)]),
        "1 Rina 0 13.00",
    ),
    "whoever has a place keeps it against better ranks": (
        a_week([a_client(1), a_client(2)], [a_slot()], placed=[a_booking(2)]),
        "2 Rina 0 13.00",
    ),
    "a placed client moves where one more is served": (
        a_week(
            [a_client(1, dates=BOTH), a_client(2)],
            [a_slot(), a_slot(date=TUESDAY)],
            placed=[a_booking(1)],
        ),
        "1 Rina 1 13.00; 2 Rina 0 13.00",
    ),
    "nobody moves for a wish": (
        a_week(
            [a_client(1, times=(LATER,))],
            [a_slot(), a_slot(start=LATER)],
            placed=[a_booking(1)],
        ),
        "1 Rina 0 13.00",
    ),
    "a lost consultant: the same time with another": (
        a_week(
            [a_client(1, times=(LATER,), dates=BOTH)],
            [a_slot(start=LATER), a_slot(date=TUESDAY), a_slot("Sari")],
            placed=[a_booking(1, "Tono")],
        ),
        "1 Sari 0 13.00",
    ),
    "of two losses the better rank is placed anew": (
        a_week(
            [a_client(1), a_client(2)],
            [a_slot()],
            placed=[a_booking(1, "Tono"), a_booking(2, "Tono", start=LATER)],
        ),
        "1 Rina 0 13.00",
    ),
    "a booking that no longer fits moves if it can": (
        a_week(
            [a_client(1, dates=(TUESDAY,))],
            [a_slot(), a_slot(date=TUESDAY)],
            placed=[a_booking(1)],
        ),
        "1 Rina 1 13.00",
    ),
    "and stays if it cannot": (
        a_week([a_client(1, dates=(TUESDAY,))], [a_slot()], placed=[a_booking(1)]),
        "1 Rina 0 13.00",
    ),
    "a wished time before a main field": (
        a_week(
            [a_client(1, times=(LATER,), field="Ekspor")],
            [a_slot(), a_slot("Sari", start=LATER, main_fields=frozenset({"Kemitraan", "Ekspor"}))],
        ),
        "1 Sari 0 13.30",
    ),
    "a main field before another": (
        a_week(
            [a_client(1, field="Kemitraan")],
            [
                a_slot(),
                a_slot("Sari", main_fields=frozenset({"Kemitraan"}), start=LATER),
            ],
        ),
        "1 Sari 0 13.30",
    ),
    "evenly over consultants before early in the week": (
        a_week(
            [a_client(1), a_client(2)],
            [a_slot(), a_slot(start=LATER), a_slot("Sari", start=time(14))],
        ),
        "1 Rina 0 13.00; 2 Sari 0 14.00",
    ),
    "evenly beside what is fixed": (
        a_week(
            [a_client(1), a_client(2)],
            [a_slot(), a_slot("Sari", start=LATER)],
            placed=[a_booking(2, start=time(15), fixed=True)],
        ),
        "1 Sari 0 13.30; 2 Rina 0 15.00",
    ),
    "the best ranks first": (
        a_week([a_client(1), a_client(2)], [a_slot(), a_slot(start=LATER)]),
        "1 Rina 0 13.00; 2 Rina 0 13.30",
    ),
    "Friday 11.30 last of all": (
        a_week(
            [a_client(1, dates=(FRIDAY,), service="Koperasi")],
            [
                a_slot(date=FRIDAY, start=time(11, 30), service="Koperasi"),
                a_slot(date=FRIDAY, start=time(14), service="Koperasi"),
            ],
        ),
        "1 Rina 4 14.00",
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_who_sits_where(case: tuple[WeekFrames, str]) -> None:
    week, expected = case
    result = assign(week.clients, week.slots, week.quotas, week.placed, released=week.released)
    sessions = [
        f"{int(code[3:])} {consultant} {(day - MONDAY).days} {start:%H.%M}"
        for code, consultant, day, start in result.bookings.itertuples(index=False)
    ]
    assert "; ".join(sorted(sessions)) == expected
    assert result.levels["proven"].all()


def test_the_frames_keep_their_columns_and_types_when_empty() -> None:
    week = a_week()
    full = a_week([a_client(1)], [a_slot()])
    nothing = assign(week.clients, week.slots, week.quotas, week.placed, released=False)
    something = assign(full.clients, full.slots, full.quotas, full.placed, released=False)
    assert something.bookings.to_dict("records") == [
        {"code": "CC-0001", "consultant": "Rina", "date": MONDAY, "start": time(13)}
    ]
    pd.testing.assert_series_equal(nothing.bookings.dtypes, something.bookings.dtypes)
    pd.testing.assert_series_equal(nothing.levels.dtypes, something.levels.dtypes)


@pytest.mark.parametrize(
    ("clients", "placed", "message"),
    [
        ([a_client(1), a_client(1, code="CC-0002")], [], "same rank"),
        ([a_client(1), a_client(2, code="CC-0001")], [], "there twice"),
        ([a_client(1)], [a_booking(2)], "no client"),
        ([a_client(1)], [a_booking(1), a_booking(1, start=LATER)], "there twice"),
    ],
    ids=["rank twice", "code twice", "booking of nobody", "booked twice"],
)
def test_contradictory_frames_are_refused(clients: Any, placed: Any, message: str) -> None:
    week = a_week(clients, [a_slot()], placed=placed)
    with pytest.raises(ValueError, match=message):
        assign(week.clients, week.slots, week.quotas, week.placed, released=False)
