from datetime import date

import pandas as pd
import pytest

from loket.columns import DATE, ESTIMATED, NAME
from transforms.calendar.public_holidays import holiday_warnings, public_holidays, years_around


@pytest.mark.parametrize(
    ("day", "name", "estimated"),
    [
        pytest.param(
            date(2025, 8, 18),
            "Cuti Bersama Hari Kemerdekaan Republik Indonesia",
            False,
            id="joint-leave-of-2025",
        ),
        pytest.param(date(2026, 12, 24), "Cuti Bersama Hari Raya Natal", False, id="joint-leave"),
        pytest.param(date(2026, 12, 25), "Hari Raya Natal", False, id="public"),
        pytest.param(
            date(2028, 2, 27), "Hari Raya Idul Fitri (perkiraan)", True, id="estimate-is-marked"
        ),
    ],
)
def test_a_holiday(day: date, name: str, estimated: bool) -> None:
    frame = public_holidays([day.year])
    found = frame[frame[DATE] == day].reset_index(drop=True)
    expected = pd.DataFrame({DATE: [day], NAME: [name], ESTIMATED: [estimated]})
    pd.testing.assert_frame_equal(found, expected.astype({DATE: object, NAME: "str"}))


def test_dates_are_unique_sorted_and_of_the_years_asked() -> None:
    frame = public_holidays([2026, 2025, 2026])
    assert frame[DATE].is_unique
    assert frame[DATE].is_monotonic_increasing
    assert {day.year for day in frame[DATE]} == {2025, 2026}


def test_no_years_give_an_empty_frame_of_the_same_types() -> None:
    pd.testing.assert_series_equal(public_holidays([]).dtypes, public_holidays([2026]).dtypes)


def test_a_caller_cannot_change_what_the_next_one_gets() -> None:
    frame = public_holidays([2026])
    frame[NAME] = "x"
    assert "x" not in set(public_holidays([2026])[NAME])


def test_a_year_without_decreed_joint_leave_is_warned_of() -> None:
    assert holiday_warnings([2026]) == ()
    (warning,) = holiday_warnings([2026, 2028])
    assert "2028" in warning
    assert "SKB" in warning


def test_years_around_january_hold_the_year_before() -> None:
    assert years_around([date(2027, 1, 4)]) == (2026, 2027)
    assert years_around([]) == ()
