from collections import Counter
from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms.calendar_frames import the_days, the_working_days, week_of
from transforms.steps.deadlines import clinic_deadlines, show_deadlines
from transforms.steps.sop_steps import CLINIC_STEPS, SHOW_STEPS

ORDINARY, CHRISTMAS = date(2026, 11, 23), date(2026, 12, 21)
LETTERS = "Menyiapkan surat undangan yang akan disebar ke pihak koperasi dan UMKM yang terdata"


def clinic(monday: date, *closed: tuple[object, ...]) -> pd.DataFrame:
    return clinic_deadlines(the_days(week_of(monday), *closed), the_working_days(*closed))


def due(frame: pd.DataFrame, number: int) -> tuple[object, ...]:
    rows = frame[frame["number"] == number]
    columns = ["date", "sop_deadline", "working_deadline"]
    return tuple(rows.iloc[0][column] for column in columns)


@pytest.mark.parametrize(
    ("monday", "number", "sop", "working"),
    [
        pytest.param(ORDINARY, 1, date(2026, 11, 9), date(2026, 11, 9), id="h-14"),
        pytest.param(ORDINARY, 7, date(2026, 11, 14), date(2026, 11, 13), id="h-9-saturday"),
        pytest.param(ORDINARY, 8, date(2026, 11, 15), date(2026, 11, 13), id="h-8-sunday"),
        pytest.param(ORDINARY, 10, date(2026, 11, 21), date(2026, 11, 20), id="h-2-saturday"),
        pytest.param(ORDINARY, 11, date(2026, 11, 22), date(2026, 11, 20), id="h-1-sunday"),
        pytest.param(ORDINARY, 21, date(2026, 11, 28), date(2026, 11, 30), id="h+1"),
        pytest.param(CHRISTMAS, 23, date(2026, 12, 24), date(2026, 12, 28), id="h+1-christmas"),
    ],
)
def test_a_step_once_a_week(monday: date, number: int, sop: date, working: date) -> None:
    day, *deadlines = due(clinic(monday), number)
    assert pd.isna(day)  # type: ignore[call-overload]  # a cell may be anything
    assert deadlines == [sop, working]


def test_whole_row() -> None:
    row = clinic(ORDINARY).iloc[[6]].reset_index(drop=True)
    expected = pd.DataFrame(
        {
            "program": ["Clean & Clear"],
            "week": ["2026-W48"],
            "date": pd.Series([None], dtype=object),
            "number": pd.array([7], dtype="Int64"),
            "step": [LETTERS],
            "sop_deadline": [date(2026, 11, 14)],
            "working_deadline": [date(2026, 11, 13)],
            "party": ["Tim Pelaksana (Humas)"],
            "warning": ["Digeser ke hari kerja, bersamaan dengan tahap 6, 8: atur urutannya"],
        }
    )
    pd.testing.assert_frame_equal(row, expected)


def test_steps_of_the_day_repeat_and_the_others_do_not() -> None:
    counts = Counter(clinic(CHRISTMAS)["number"])
    once = [*range(1, 12), *range(21, 24)]
    assert counts == dict.fromkeys(once, 1) | dict.fromkeys(range(12, 21), 3)


def test_steps_of_a_closed_service_are_left_out() -> None:
    frame = clinic(ORDINARY, (ORDINARY, "Pameran", "UKM"))
    assert frame.loc[frame["date"] == ORDINARY, "number"].tolist() == [12, 13, 14, 18, 19, 20]


def test_rows_come_in_the_order_of_the_week() -> None:
    frame = clinic(ORDINARY)
    assert frame["sop_deadline"].is_monotonic_increasing
    assert frame["number"].iloc[[0, 10, 11, 19, 20, -1]].tolist() == [1, 11, 12, 20, 12, 23]


@pytest.mark.parametrize(
    ("monday", "closed", "expected"),
    [
        pytest.param(
            ORDINARY, [], {7: "6, 8", 8: "6, 7", 10: "11", 11: "10"}, id="monday-weekends"
        ),
        pytest.param(
            ORDINARY,
            [(date(2026, 11, 23), "x", None), (date(2026, 11, 24), "x", None)],
            {6: "5", 10: "11", 11: "10"},
            id="wednesday",
        ),
    ],
)
def test_lost_order_is_warned_of(
    monday: date, closed: list[tuple[object, ...]], expected: dict[int, str]
) -> None:
    frame = clinic(monday, *closed).dropna(subset=["warning"])
    found = {
        int(number): text.partition("tahap ")[2].partition(":")[0]
        for number, text in zip(frame["number"], frame["warning"], strict=True)
    }
    assert found == expected


def test_weeks_without_service_days_have_no_steps() -> None:
    closed = [(day, "Cuti", None) for day in week_of(ORDINARY)[:5]]
    empty = clinic(ORDINARY, *closed)
    assert empty.empty
    pd.testing.assert_series_equal(empty.dtypes, clinic(ORDINARY).dtypes)


FRIDAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("live", "number", "sop", "working"),
    [
        pytest.param(FRIDAY, 1, date(2026, 11, 13), date(2026, 11, 13), id="h-14"),
        pytest.param(FRIDAY, 5, FRIDAY, FRIDAY, id="the-day-itself"),
        pytest.param(FRIDAY, 6, date(2026, 11, 30), date(2026, 11, 30), id="monday"),
        pytest.param(FRIDAY, 8, date(2026, 12, 3), date(2026, 12, 3), id="thursday"),
        pytest.param(
            date(2026, 12, 18), 7, date(2026, 12, 24), date(2026, 12, 28), id="thursday-rolls"
        ),
        pytest.param(
            date(2027, 1, 15), 1, date(2027, 1, 1), date(2026, 12, 31), id="new-year-rolls-back"
        ),
    ],
)
def test_a_show(live: date, number: int, sop: date, working: date) -> None:
    frame = show_deadlines([live], the_working_days())
    assert due(frame, number) == (live, sop, working)
    assert frame["number"].tolist() == list(range(1, 9))
    assert frame["warning"].isna().all()


@pytest.mark.parametrize(
    ("live", "warning"),
    [
        pytest.param(
            date(2026, 12, 25), "Siaran jatuh pada hari libur: tentukan tanggal baru", id="holiday"
        ),
        pytest.param(
            date(2026, 11, 26),
            "Siaran tidak pada hari Jumat, evaluasi menunggu hari Kamis",
            id="thursday",
        ),
        pytest.param(
            date(2026, 12, 24),
            "Siaran jatuh pada hari libur: tentukan tanggal baru; "
            "Siaran tidak pada hari Jumat, evaluasi menunggu hari Kamis",
            id="both",
        ),
    ],
)
def test_a_show_that_needs_a_new_date_is_warned_of(live: date, warning: str) -> None:
    frame = show_deadlines([live], the_working_days())
    assert frame.loc[frame["number"] == 3, "warning"].tolist() == [warning]
    assert frame.loc[frame["number"] == 3, "working_deadline"].tolist() == [live]


def test_no_shows_give_an_empty_frame_of_the_same_types() -> None:
    working = the_working_days()
    empty = show_deadlines([], working)
    assert empty.empty
    pd.testing.assert_series_equal(empty.dtypes, show_deadlines([FRIDAY], working).dtypes)


def test_the_sops_have_23_and_8_steps() -> None:
    assert [step.number for step in CLINIC_STEPS] == list(range(1, 24))
    assert [step.number for step in SHOW_STEPS] == list(range(1, 9))


@settings(deadline=None, max_examples=20)
@given(
    st.integers(0, 50).map(lambda n: date(2026, 1, 5) + timedelta(weeks=n)),
    st.lists(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=15, unique=True),
)
def test_deadlines_keep_to_their_side_of_the_week(monday: date, closed: list[date]) -> None:
    rows = [(day, "x", None) for day in closed]
    frame, working = clinic(monday, *rows), the_working_days(*rows)
    if frame.empty:
        return
    service_days = sorted(set(frame["date"].dropna()))
    before, after = frame[frame["number"] < 12], frame[frame["number"] > 20]
    assert (before["working_deadline"] <= before["sop_deadline"]).all()
    assert (before["working_deadline"] < service_days[0]).all()
    assert before["working_deadline"].is_monotonic_increasing
    assert (after["working_deadline"] > service_days[-1]).all()
    assert all(day in working for day in frame["working_deadline"])
