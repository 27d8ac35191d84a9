from collections.abc import Sequence
from datetime import date, time

import pandas as pd
import pytest

from tests.transforms.calendar_frames import the_days, week_of
from tests.transforms.roster_tabs import (
    MONDAY,
    Cells,
    a_consultant,
    a_quota,
    the_quotas,
    the_slots,
)
from transforms.staffing.capacity import capacity

Booking = tuple[str, date, time, str, str]
NINE, HALF_PAST = time(9), time(9, 30)
INVITED: Booking = ("Siti", MONDAY, NINE, "Koperasi", "Undangan")
PUBLIC: Booking = ("Siti", MONDAY, HALF_PAST, "Koperasi", "Umum")


def capacities(
    rows: Sequence[Cells],
    bookings: Sequence[Booking] = (),
    quota_rows: Sequence[Cells] = (),
    days: Sequence[date] = (MONDAY,),
) -> pd.DataFrame:
    open_days = the_days(days)
    booked = pd.DataFrame(
        list(bookings), columns=["consultant", "date", "start", "service", "group"], dtype=object
    )
    slots = the_slots(rows, quota_rows=quota_rows, days=days)
    return capacity(open_days, slots, the_quotas(*quota_rows, days=open_days).quotas, booked)


BOTH = a_consultant(service="Koperasi, UKM", hours=None, main_field="Lainnya")


@pytest.mark.parametrize(
    ("rows", "bookings", "quota_rows", "expected"),
    [
        pytest.param([], [], [], (0, 0, 0, 0, 0), id="nobody"),
        pytest.param([a_consultant()], [], [], (2, 0, 0, 0, 2), id="free"),
        pytest.param([a_consultant()], [INVITED, PUBLIC], [], (2, 1, 1, 2, 0), id="full"),
        pytest.param(
            [a_consultant(), a_consultant(name="Budi")],
            [INVITED],
            [a_quota(invited_quota=None, public_quota=None, rooms=1.0)],
            (2, 1, 0, 1, 1),
            id="rooms",
        ),
        pytest.param(
            [a_consultant(hours=None)], [], [a_quota()], (5, 0, 0, 0, 5), id="quota-of-both-groups"
        ),
        pytest.param(
            [a_consultant(hours=None)],
            [],
            [a_quota(public_quota=None)],
            (6, 0, 0, 0, 6),
            id="one-group-without-quota",
        ),
        pytest.param(
            [a_consultant()],
            [INVITED, PUBLIC],
            [a_quota(invited_quota=1.0, public_quota=0.0)],
            (1, 1, 1, 2, 0),
            id="quota-lowered-after",
        ),
        pytest.param(
            [a_consultant(daily_maximum=1.0)], [PUBLIC], [], (1, 0, 1, 1, 0), id="daily-maximum"
        ),
        pytest.param(
            [a_consultant(daily_maximum=1.0)],
            [INVITED, PUBLIC],
            [],
            (2, 1, 1, 2, 0),
            id="daily-maximum-lowered-after",
        ),
        pytest.param(
            [{**BOTH, "daily_maximum": 3.0}],
            [INVITED, ("Siti", MONDAY, time(13), "UKM", "Umum")],
            [],
            (2, 1, 0, 1, 1),
            id="daily-maximum-partly-used-at-the-other-service",
        ),
        pytest.param(
            [a_consultant()],
            [("Joko", MONDAY, time(11), "Koperasi", "Umum")],
            [],
            (3, 0, 1, 1, 2),
            id="consultant-who-left-the-tab",
        ),
        pytest.param(
            [a_consultant()],
            [("Siti", date(2026, 11, 24), NINE, "Koperasi", "Umum")],
            [],
            (2, 0, 0, 0, 2),
            id="another-day",
        ),
    ],
)
def test_a_day_of_the_cooperatives_service(
    rows: list[Cells],
    bookings: list[Booking],
    quota_rows: list[Cells],
    expected: tuple[int, ...],
) -> None:
    found = capacities(rows, bookings, quota_rows)
    counts = ["capacity", "invited", "public", "filled", "remaining"]
    row = pd.DataFrame([expected], columns=counts, dtype="Int64")
    row.insert(0, "date", pd.Series([MONDAY], dtype=object))
    row.insert(1, "service", pd.Series(["Koperasi"], dtype="str"))
    pd.testing.assert_frame_equal(found.iloc[:1], row)


def test_every_open_day_and_service_has_its_row() -> None:
    found = capacities([], days=week_of(date(2026, 12, 21)))
    assert list(zip(found["date"], found["service"], strict=True)) == [
        (date(2026, 12, day), service) for day in (21, 22, 23) for service in ("Koperasi", "UKM")
    ]


def test_a_closed_week_gives_an_empty_frame_of_the_same_types() -> None:
    empty = capacities([], days=[date(2026, 11, 28)])
    assert empty.empty
    pd.testing.assert_series_equal(empty.dtypes, capacities([]).dtypes)
