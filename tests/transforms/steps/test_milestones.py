from datetime import date, datetime

import pandas as pd
import pytest

from loket.vocabulary import TIME_ZONE
from tests.transforms.calendar_frames import the_days, the_working_days, week_of
from transforms.steps.deadlines import clinic_deadlines, show_deadlines
from transforms.steps.milestones import dropped, milestones, overdue_first

MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 27)
KEY = ["program", "week", "number", "date"]

Key = tuple[str, str, int, date | None]


def clinic_key(number: int, day: date | None = None) -> Key:
    return "Clean & Clear", "2026-W48", number, day


def status_of(
    key: Key,
    day: date,
    *,
    ticks: list[tuple[object, ...]] | None = None,
    evidence: list[Key] | None = None,
) -> str:
    working = the_working_days()
    deadlines = pd.concat(
        [clinic_deadlines(the_days(week_of(MONDAY)), working), show_deadlines([FRIDAY], working)],
        ignore_index=True,
    )
    found = milestones(
        deadlines,
        pd.DataFrame(ticks or [], columns=[*KEY, "done"], dtype=object),
        pd.DataFrame(evidence or [], columns=KEY, dtype=object),
        datetime(day.year, day.month, day.day, 12, tzinfo=TIME_ZONE),
    )
    pd.testing.assert_frame_equal(found.drop(columns="status"), deadlines)
    program, week, number, day_of_step = key
    dates = found["date"].isna() if day_of_step is None else found["date"] == day_of_step
    of_week = (found["program"] == program) & (found["week"] == week)
    (status,) = found.loc[of_week & (found["number"] == number) & dates, "status"]
    return str(status)


FIVE, TWELVE = clinic_key(5), clinic_key(12, MONDAY)
SHOW: Key = ("HALO KOP-UKM", "2026-W48", 6, FRIDAY)


@pytest.mark.parametrize(
    ("key", "day", "ticks", "evidence", "expected"),
    [
        pytest.param(FIVE, date(2026, 11, 10), [], [], "Belum", id="ahead"),
        pytest.param(FIVE, date(2026, 11, 11), [], [], "Hari ini", id="today"),
        pytest.param(FIVE, date(2026, 11, 12), [], [], "Terlambat", id="late"),
        pytest.param(FIVE, date(2026, 11, 12), [], [FIVE], "Selesai", id="evidence"),
        pytest.param(FIVE, date(2026, 11, 9), [(*FIVE, True)], [], "Selesai", id="tick"),
        pytest.param(
            FIVE,
            date(2026, 11, 12),
            [(*FIVE, False)],
            [FIVE],
            "Selesai",
            id="evidence-without-tick",
        ),
        pytest.param(
            FIVE,
            date(2026, 11, 12),
            [("Clean & Clear", "2026-W48", 5.0, pd.NaT, True)],
            [],
            "Selesai",
            id="tick-as-the-sheet-has-it",
        ),
        pytest.param(
            FIVE,
            date(2026, 11, 12),
            [(*FIVE, None), (*clinic_key(6), True)],
            [],
            "Terlambat",
            id="another-steps-tick",
        ),
        pytest.param(
            TWELVE,
            MONDAY,
            [(*clinic_key(12, date(2026, 11, 24)), True)],
            [],
            "Hari ini",
            id="another-days-tick",
        ),
        pytest.param(TWELVE, MONDAY, [(*TWELVE, True)], [], "Selesai", id="the-days-tick"),
        pytest.param(SHOW, date(2026, 11, 30), [], [], "Hari ini", id="show"),
        pytest.param(SHOW, date(2026, 11, 30), [], [SHOW], "Selesai", id="show-evidence"),
    ],
)
def test_status(
    key: Key, day: date, ticks: list[tuple[object, ...]], evidence: list[Key], expected: str
) -> None:
    assert status_of(key, day, ticks=ticks, evidence=evidence) == expected


def test_a_clock_without_zone_is_refused() -> None:
    frame = show_deadlines([FRIDAY], the_working_days())
    nothing = pd.DataFrame([], columns=[*KEY, "done"], dtype=object)
    with pytest.raises(ValueError, match="time zone"):
        milestones(frame, nothing, nothing, datetime(2026, 11, 23))  # noqa: DTZ001 -- the point


def a_step(number: int, status: str, working: date = FRIDAY, day: date | None = None) -> object:
    return "Clean & Clear", "2026-W48", number, day, working, status, f"step {number}"


def steps_of(*rows: object) -> pd.DataFrame:
    columns = [*KEY, "working_deadline", "status", "step"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def test_late_steps_come_first_by_their_deadline_and_the_others_keep_their_order() -> None:
    rows = steps_of(
        a_step(1, "Selesai"),
        a_step(2, "Belum"),
        a_step(3, "Terlambat", FRIDAY),
        a_step(4, "Hari ini"),
        a_step(5, "Terlambat", MONDAY),
        a_step(6, "Belum", MONDAY),
        a_step(7, "Tidak berlaku", MONDAY),
    )
    assert overdue_first(rows)["number"].tolist() == [5, 3, 4, 2, 6, 1, 7]


def test_a_step_of_a_day_that_has_none_any_more_does_not_stay_late() -> None:
    """A show was moved from Friday, whose step 3 was done before, to another day."""
    moved = date(2026, 12, 4)
    sheet = steps_of(
        a_step(1, "Terlambat", MONDAY, FRIDAY),
        a_step(3, "Selesai", FRIDAY, FRIDAY),
        a_step(1, "Belum", FRIDAY, moved),
    )
    kept = steps_of(a_step(1, "Belum", FRIDAY, moved))
    found = dropped(sheet, kept)
    assert found[["number", "date", "status"]].to_numpy().tolist() == [[1, FRIDAY, "Tidak berlaku"]]
    assert found["step"].tolist() == ["step 1"]
