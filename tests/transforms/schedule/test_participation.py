from __future__ import annotations

from datetime import date, datetime, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loket import columns as c
from loket.vocabulary import Phase
from loket.week import Week
from tests.transforms.registration_factory import a_registration, registered
from tests.transforms.schedule_frames import code, on, weeks
from transforms.schedule.participation import participation

W48, W49, W50 = (date(2026, 11, 23), date(2026, 11, 30), date(2026, 12, 7))
FREEZES = {"2026-W48": on(date(2026, 11, 20), 12), "2026-W49": on(date(2026, 11, 27), 12)}
FREEZES |= {"2026-W50": on(date(2026, 12, 4), 12)}
IN_TIME = on(date(2026, 11, 12), 8)
LATE = on(date(2026, 11, 20), 13)
LATE_FOR_TWO = on(date(2026, 11, 27), 13)

DRAFTED = {"2026-W48": Phase.DRAFTED, "2026-W49": Phase.OPEN, "2026-W50": Phase.UPCOMING}
FROZEN = {"2026-W48": Phase.FROZEN, "2026-W49": Phase.DRAFTED, "2026-W50": Phase.OPEN}
TWO_FROZEN = {"2026-W48": Phase.RUNNING, "2026-W49": Phase.FROZEN, "2026-W50": Phase.DRAFTED}
FIRST_OVER = {"2026-W48": Phase.CLOSED, "2026-W49": Phase.RUNNING, "2026-W50": Phase.FROZEN}
ALL_OVER = dict.fromkeys(FREEZES, Phase.CLOSED)


def the_weeks(phases: dict[str, Phase]) -> pd.DataFrame:
    return weeks(*((label, FREEZES[label], phase) for label, phase in phases.items()))


def booked_in(*pairs: tuple[int, str]) -> pd.DataFrame:
    rows = [(code(number), label) for number, label in pairs]
    return pd.DataFrame(rows, columns=[c.CODE, c.WEEK], dtype="str")


def visits_of(*rows: tuple[int, str, bool, bool]) -> pd.DataFrame:
    frame = pd.DataFrame(
        [(code(number), *rest) for number, *rest in rows],
        columns=[c.CODE, c.WEEK, c.CURRENT, c.LATE],
        dtype=object,
    )
    return frame.astype({c.CODE: "str", c.WEEK: "str", c.CURRENT: bool, c.LATE: bool})


@pytest.mark.parametrize(
    ("created", "dates", "phases", "places", "expected"),
    [
        pytest.param(
            IN_TIME, (W48, W49), DRAFTED, (), [("2026-W48", True, False)],
            id="belongs to the earliest of its weeks",
        ),
        pytest.param(
            LATE, (W48, W49), FROZEN, (), [("2026-W49", True, False)],
            id="skips a week that was frozen when it arrived",
        ),
        pytest.param(
            FREEZES["2026-W48"], (W48, W49), FROZEN, (), [("2026-W49", True, False)],
            id="arriving at the very freeze is too late",
        ),
        pytest.param(
            FREEZES["2026-W48"] - timedelta(seconds=1), (W48,), FROZEN, (),
            [("2026-W48", True, False)],
            id="arriving a second before the freeze is in time",
        ),
        pytest.param(
            IN_TIME, (W48, W49), FROZEN, (),
            [("2026-W48", False, False), ("2026-W49", True, False)],
            id="not served at the freeze, it goes on to the next",
        ),
        pytest.param(
            IN_TIME, (W48, W49, W50), TWO_FROZEN, (),
            [("2026-W48", False, False), ("2026-W49", False, False), ("2026-W50", True, False)],
            id="of three weeks it reaches the third",
        ),
        pytest.param(
            IN_TIME, (W48, W50), FROZEN, (),
            [("2026-W48", False, False), ("2026-W50", True, False)],
            id="the next week is the next that holds one of its dates",
        ),
        pytest.param(
            IN_TIME, (W48, W49), FROZEN, ("2026-W48",), [("2026-W48", True, False)],
            id="served, it stays",
        ),
        pytest.param(
            IN_TIME, (W48, W49, W50), TWO_FROZEN, ("2026-W49",),
            [("2026-W48", False, False), ("2026-W49", True, False)],
            id="transferred and served, it stays where it is served",
        ),
        pytest.param(
            IN_TIME, (W48,), ALL_OVER, (), [("2026-W48", True, False)],
            id="not served and no other week, it stays",
        ),
        pytest.param(
            LATE, (W48,), FROZEN, (), [("2026-W48", True, True)],
            id="late for its only week",
        ),
        pytest.param(
            LATE, (W48,), FROZEN, ("2026-W48",), [("2026-W48", True, False)],
            id="late, and placed by staff, it is late no more",
        ),
        pytest.param(
            LATE_FOR_TWO, (W48, W49), TWO_FROZEN, (), [("2026-W48", True, True)],
            id="late for two weeks, it waits in the earlier while that runs",
        ),
        pytest.param(
            LATE_FOR_TWO, (W48, W49), FIRST_OVER, (),
            [("2026-W48", False, True), ("2026-W49", True, True)],
            id="late for two weeks, it waits in the later once the earlier is over",
        ),
        pytest.param(
            LATE_FOR_TWO, (W48, W49), ALL_OVER, (),
            [("2026-W48", False, True), ("2026-W49", True, True)],
            id="late for two weeks and both are over",
        ),
        pytest.param(
            IN_TIME, (W48, W49), {"2026-W48": Phase.CLOSED, "2026-W49": Phase.OPEN}, (),
            [("2026-W48", False, False), ("2026-W49", True, False)],
            id="a week without service days holds nobody back",
        ),
        pytest.param(IN_TIME, (), DRAFTED, (), [], id="without dates it visits no week"),
        pytest.param(
            IN_TIME, (W48, W48 + timedelta(days=1)), DRAFTED, (), [("2026-W48", True, False)],
            id="two dates in one week are one visit",
        ),
        pytest.param(
            IN_TIME, (W48,), {"2026-W49": Phase.OPEN}, (), [],
            id="a week that nobody asks about is left out",
        ),
    ],
)  # fmt: skip
def test_the_weeks_of_one_registration(
    created: datetime,
    dates: tuple[date, ...],
    phases: dict[str, Phase],
    places: tuple[str, ...],
    expected: list[tuple[str, bool, bool]],
) -> None:
    found = participation(
        registered(a_registration(1, created=created, dates=dates)),
        the_weeks(phases),
        booked_in(*((1, label) for label in places)),
    )
    pd.testing.assert_frame_equal(found, visits_of(*((1, *row) for row in expected)))


def test_registrations_do_not_meddle_with_each_other() -> None:
    found = participation(
        registered(
            a_registration(2, created=LATE, dates=(W48,)),
            a_registration(1, created=IN_TIME, dates=(W48, W49)),
            a_registration(3, created=IN_TIME, dates=(W48, W49)),
        ),
        the_weeks(FROZEN),
        booked_in((3, "2026-W48"), (9, "2026-W48")),
    )
    pd.testing.assert_frame_equal(
        found,
        visits_of(
            (1, "2026-W48", False, False),
            (1, "2026-W49", True, False),
            (2, "2026-W48", True, True),
            (3, "2026-W48", True, False),
        ),
    )


def test_weeks_order_across_the_turn_of_the_year() -> None:
    """2026 has 53 weeks."""
    days = (date(2026, 12, 28), date(2027, 1, 4))
    labels = [str(Week.of(day)) for day in days]
    found = participation(
        registered(a_registration(1, created=IN_TIME, dates=days)),
        weeks(
            (labels[0], on(date(2026, 12, 24), 12), Phase.CLOSED),
            (labels[1], on(date(2026, 12, 31), 12), Phase.DRAFTED),
        ),
        booked_in(),
    )
    assert labels == ["2026-W53", "2027-W01"]
    pd.testing.assert_frame_equal(
        found, visits_of((1, "2026-W53", False, False), (1, "2027-W01", True, False))
    )


def test_nobody_registered() -> None:
    found = participation(registered(), the_weeks({}), booked_in())
    pd.testing.assert_frame_equal(found, visits_of())


def test_who_is_known_to_have_come_after_a_freeze_is_late_whatever_the_calendar_says() -> None:
    people = registered(
        a_registration(1, created=IN_TIME, dates=(W48,)),
        a_registration(2, created=IN_TIME, dates=(W48, W49)),
        a_registration(3, created=IN_TIME, dates=(W48,)),
    )
    known = booked_in((1, "2026-W48"), (2, "2026-W48"), (3, "2026-W48"))
    found = participation(people, the_weeks(FROZEN), booked_in((3, "2026-W48")), known)
    expected = visits_of(
        (1, "2026-W48", True, True), (2, "2026-W49", True, False), (3, "2026-W48", True, False)
    )
    pd.testing.assert_frame_equal(found, expected)


@st.composite
def situations(draw: st.DrawFn) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    instants = st.sampled_from([IN_TIME, LATE, LATE_FOR_TWO, *FREEZES.values()])
    dates = st.lists(st.sampled_from([W48, W49, W50]), unique=True).map(lambda d: tuple(sorted(d)))
    people = [
        a_registration(number, created=draw(instants), dates=draw(dates))
        for number in range(draw(st.integers(0, 5)))
    ]
    phases = {label: draw(st.sampled_from(Phase)) for label in FREEZES}
    places = [(n, draw(st.sampled_from(sorted(FREEZES)))) for n in range(len(people)) if n % 2]
    return registered(*people), the_weeks(phases), booked_in(*places)


@settings(max_examples=30, deadline=None)
@given(situations())
def test_one_current_week_each_in_any_order(
    situation: tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame],
) -> None:
    people, table, places = situation
    found = participation(people, table, places)
    with_dates = set(people.loc[people[c.DATES].map(len) > 0, c.CODE])
    assert sorted(found.loc[found[c.CURRENT], c.CODE]) == sorted(with_dates)
    assert not found.duplicated([c.CODE, c.WEEK]).any()
    assert found.drop_duplicates([c.CODE, c.LATE])[c.CODE].is_unique
    shuffled = participation(people[::-1], table[::-1], places[::-1])
    pd.testing.assert_frame_equal(shuffled, found)
