from datetime import date, time

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loket.vocabulary import Service
from tests.transforms.calendar_frames import week_of
from tests.transforms.roster_tabs import (
    MONDAY,
    Cells,
    a_consultant,
    a_quota,
    an_entry,
    the_slots,
)
from transforms.calendar.service_hours import ServiceHours, session_starts

TUESDAY, FRIDAY = date(2026, 11, 24), date(2026, 11, 27)
NINE, HALF_PAST, TEN = time(9), time(9, 30), time(10)


def starts(slots: pd.DataFrame) -> list[tuple[str, date, time]]:
    return list(zip(slots["consultant"], slots["date"], slots["start"], strict=True))


def test_whole_slots() -> None:
    slots = the_slots(
        [a_consultant(other_fields="Pembiayaan", daily_maximum=4.0)],
        quota_rows=[a_quota(rooms=2.0)],
    )
    expected = pd.DataFrame(
        {
            "consultant": ["Siti"] * 2,
            "date": [MONDAY] * 2,
            "start": [NINE, HALF_PAST],
            "service": ["Koperasi"] * 2,
            "main_fields": [frozenset({"Simpan pinjam"})] * 2,
            "other_fields": [frozenset({"Pembiayaan"})] * 2,
            "daily_maximum": pd.array([4, 4], dtype="Int64"),
            "rooms": pd.array([2, 2], dtype="Int64"),
        }
    )
    pd.testing.assert_frame_equal(slots, expected)


MORNING = [NINE, HALF_PAST, TEN, time(10, 30), time(11), time(11, 30)]


@pytest.mark.parametrize(
    ("rows", "entries", "expected"),
    [
        pytest.param([a_consultant()], [], [NINE, HALF_PAST], id="usual"),
        pytest.param([a_consultant(hours=None)], [], MORNING, id="blank-hours-are-the-services"),
        pytest.param([a_consultant(hours="09.15-10.15")], [], [HALF_PAST], id="whole-sessions"),
        pytest.param([a_consultant(hours="13.00-16.00")], [], [], id="outside-the-service"),
        pytest.param(
            [a_consultant(hours="09.00-09.30, 11.30-12.30")], [], [NINE, time(11, 30)], id="ranges"
        ),
        pytest.param([a_consultant(days="Selasa")], [], [], id="another-weekday"),
        pytest.param([a_consultant(active=False)], [], [], id="not-active"),
        pytest.param([a_consultant()], [an_entry()], [], id="absent"),
        pytest.param([a_consultant()], [an_entry(date=TUESDAY)], [NINE, HALF_PAST], id="other-day"),
        pytest.param(
            [a_consultant()],
            [an_entry(start=time(9, 20), end=HALF_PAST)],
            [HALF_PAST],
            id="touches",
        ),
        pytest.param(
            [a_consultant()],
            [an_entry(start=TEN, end=time(11), available=True)],
            [NINE, HALF_PAST, TEN, time(10, 30)],
            id="longer-this-once",
        ),
        pytest.param(
            [a_consultant(days="Selasa")],
            [an_entry(available=True, end=HALF_PAST)],
            [NINE],
            id="comes-on-another-day",
        ),
        pytest.param(
            [a_consultant()],
            [an_entry(available=True), an_entry(start=HALF_PAST)],
            [NINE],
            id="absence-wins",
        ),
        pytest.param(
            [a_consultant(active=False)], [an_entry(available=True)], [], id="inactive-stays-away"
        ),
        pytest.param(
            [a_consultant(), a_consultant(hours="09.30-10.30")],
            [],
            [NINE, HALF_PAST, TEN],
            id="two-rows-overlap",
        ),
    ],
)
def test_when_a_consultant_is_there(
    rows: list[Cells], entries: list[Cells], expected: list[time]
) -> None:
    assert starts(the_slots(rows, entries)) == [("Siti", MONDAY, start) for start in expected]


def test_rows_that_meet_at_a_start_unite_their_fields() -> None:
    slots = the_slots(
        [
            a_consultant(hours="09.00-09.30", other_fields="Pembiayaan"),
            a_consultant(hours="09.00-10.00", main_field="Pembiayaan"),
        ]
    )
    assert slots["main_fields"].tolist() == [{"Simpan pinjam", "Pembiayaan"}, {"Pembiayaan"}]
    assert slots["other_fields"].tolist() == [set(), set()]


def test_closed_days_and_services_have_no_slots() -> None:
    both = a_consultant(service="Koperasi, UKM", days=None, hours=None, main_field="Lainnya")
    slots = the_slots(
        [both],
        days=week_of(MONDAY),
        closed=[(MONDAY, "Rapat", None), (TUESDAY, "Pameran", "UKM")],
    )
    open_services = set(zip(slots["date"], slots["service"], strict=True))
    ordinary = week_of(MONDAY)[2:5]
    assert open_services == {(TUESDAY, "UKM")} | {
        (day, service.value) for day in ordinary for service in Service
    }


def test_friday_prayer_may_be_left_out() -> None:
    row = a_consultant(days="Jumat", hours="11.00-12.00")
    closing = ServiceHours(friday_prayer_session=False)
    assert len(the_slots([row], days=[FRIDAY])) == 2
    assert starts(the_slots([row], days=[FRIDAY], hours=closing)) == [("Siti", FRIDAY, time(11))]


def test_nobody_gives_an_empty_frame_of_the_same_types() -> None:
    empty = the_slots([])
    assert empty.empty
    pd.testing.assert_series_equal(empty.dtypes, the_slots([a_consultant()]).dtypes)


WORDS = st.sampled_from([None, "Senin", "Senin-Rabu", "Jumat"])
HOURS = st.sampled_from([None, "09.00-10.00", "09.15-11.00, 14.00-15.30", "08.00-17.00"])
ROWS = st.lists(
    st.builds(
        a_consultant,
        name=st.sampled_from(["Siti", "siti ", "Budi"]),
        service=st.sampled_from(["Koperasi", "UKM", "Koperasi, UKM"]),
        main_field=st.sampled_from([None, "Lainnya"]),
        days=WORDS,
        hours=HOURS,
        active=st.sampled_from([True, None, False]),
        daily_maximum=st.sampled_from([None, 2.0]),
    ),
    max_size=5,
)
ENTRIES = st.lists(
    st.builds(
        an_entry,
        consultant=st.sampled_from(["Siti", "Budi"]),
        date=st.sampled_from([MONDAY, TUESDAY, FRIDAY]),
        start=st.sampled_from([None, time(9, 10), time(14)]),
        end=st.sampled_from([None, time(15)]),
        available=st.booleans(),
    ),
    max_size=5,
)


@settings(deadline=None, max_examples=15)
@given(ROWS, ENTRIES, st.permutations(range(5)))
def test_slots_are_unique_inside_the_hours_and_do_not_depend_on_the_order(
    rows: list[Cells], entries: list[Cells], order: list[int]
) -> None:
    slots = the_slots(rows, entries, days=week_of(MONDAY))
    assert not slots.duplicated(["consultant", "date", "start"]).any()
    for day, start, service in zip(slots["date"], slots["start"], slots["service"], strict=True):
        assert start in session_starts(ServiceHours(), day, Service(service))
    shuffled = [rows[place] for place in order if place < len(rows)]
    pd.testing.assert_frame_equal(slots, the_slots(shuffled, entries[::-1], days=week_of(MONDAY)))
