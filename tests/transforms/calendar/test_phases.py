from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loket.columns import DATE
from loket.vocabulary import TIME_ZONE, Phase
from tests.transforms.calendar_frames import the_days, the_working_days, week_of
from transforms.calendar.phases import (
    Boundaries,
    Offsets,
    boundaries,
    is_released,
    phase_at,
    short_notice_stop,
)

ORDINARY = date(2026, 11, 23)
CHRISTMAS = date(2026, 12, 21)


def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=TIME_ZONE)


def limits_of(monday: date, *closed: tuple[object, ...]) -> Boundaries | None:
    return boundaries(the_days(week_of(monday), *closed), the_working_days(*closed))


@pytest.mark.parametrize(
    ("monday", "closed", "expected"),
    [
        pytest.param(
            ORDINARY,
            [],
            Boundaries(
                first_day=date(2026, 11, 23),
                last_day=date(2026, 11, 27),
                opens=at(2026, 11, 11),
                drafted=at(2026, 11, 16),
                released=at(2026, 11, 20),
                frozen=at(2026, 11, 20, 12),
                starts=at(2026, 11, 23),
                ends=at(2026, 11, 28),
                evaluation_due=date(2026, 11, 30),
            ),
            id="monday-releases-and-freezes-on-friday",
        ),
        pytest.param(
            CHRISTMAS,
            [],
            Boundaries(
                first_day=date(2026, 12, 21),
                last_day=date(2026, 12, 23),
                opens=at(2026, 12, 9),
                drafted=at(2026, 12, 14),
                released=at(2026, 12, 18),
                frozen=at(2026, 12, 18, 12),
                starts=at(2026, 12, 21),
                ends=at(2026, 12, 24),
                evaluation_due=date(2026, 12, 28),
            ),
            id="christmas",
        ),
        pytest.param(
            ORDINARY,
            [(date(2026, 11, 23), "Rapat", None), (date(2026, 11, 19), "Rapat", None)],
            Boundaries(
                first_day=date(2026, 11, 24),
                last_day=date(2026, 11, 27),
                opens=at(2026, 11, 12),
                drafted=at(2026, 11, 17),
                released=at(2026, 11, 20),
                frozen=at(2026, 11, 20, 12),
                starts=at(2026, 11, 24),
                ends=at(2026, 11, 28),
                evaluation_due=date(2026, 11, 30),
            ),
            id="closed-monday-moves-h",
        ),
    ],
)
def test_boundaries(monday: date, closed: list[tuple[object, ...]], expected: Boundaries) -> None:
    assert limits_of(monday, *closed) == expected


def test_a_week_without_service_days_has_no_boundaries() -> None:
    closed = [(day, "Cuti", None) for day in week_of(ORDINARY)[:5]]
    assert limits_of(ORDINARY, *closed) is None
    assert phase_at(None, at(2026, 12, 1)) is Phase.UPCOMING
    assert phase_at(None, at(2026, 12, 1), Phase.DRAFTED) is Phase.DRAFTED


@pytest.mark.parametrize(
    ("now", "phase"),
    [
        pytest.param(at(2026, 11, 10, 23, 59), Phase.UPCOMING, id="before"),
        pytest.param(at(2026, 11, 11), Phase.OPEN, id="opens"),
        pytest.param(at(2026, 11, 16), Phase.DRAFTED, id="drafted"),
        pytest.param(at(2026, 11, 20, 11, 59), Phase.DRAFTED, id="minute-before-freeze"),
        pytest.param(at(2026, 11, 20, 12), Phase.FROZEN, id="frozen"),
        pytest.param(datetime(2026, 11, 20, 5, tzinfo=UTC), Phase.FROZEN, id="frozen-in-utc"),
        pytest.param(at(2026, 11, 23), Phase.RUNNING, id="running"),
        pytest.param(at(2026, 11, 27, 23, 59), Phase.RUNNING, id="last-minute"),
        pytest.param(at(2026, 11, 28), Phase.CLOSED, id="closed"),
    ],
)
def test_phase_at(now: datetime, phase: Phase) -> None:
    assert phase_at(limits_of(ORDINARY), now) is phase


def test_a_phase_once_reached_stays_when_h_moves() -> None:
    later = limits_of(ORDINARY, (date(2026, 11, 23), "x", None), (date(2026, 11, 20), "x", None))
    assert phase_at(later, at(2026, 11, 18)) is Phase.DRAFTED
    assert phase_at(later, at(2026, 11, 18), Phase.FROZEN) is Phase.FROZEN
    assert is_released(later, at(2026, 11, 18), Phase.FROZEN)


def test_release_comes_with_its_instant() -> None:
    limits = limits_of(ORDINARY)
    assert not is_released(limits, at(2026, 11, 19, 23, 59))
    assert is_released(limits, at(2026, 11, 20))
    assert not is_released(None, at(2026, 11, 20))


@pytest.mark.parametrize(
    ("day", "stop"),
    [
        pytest.param(date(2026, 11, 25), at(2026, 11, 24, 15), id="the-day-before"),
        pytest.param(date(2026, 11, 23), at(2026, 11, 20, 15), id="monday-stops-on-friday"),
        pytest.param(date(2026, 12, 28), at(2026, 12, 23, 15), id="after-christmas"),
    ],
)
def test_short_notice_stop(day: date, stop: datetime) -> None:
    assert short_notice_stop(day, the_working_days()) == stop


def test_short_notice_stop_takes_another_time() -> None:
    expected = at(2026, 11, 24, 12, 30)
    assert short_notice_stop(date(2026, 11, 25), the_working_days(), time(12, 30)) == expected


def test_a_clock_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        phase_at(limits_of(ORDINARY), datetime(2026, 11, 20))  # noqa: DTZ001 -- the point of it


@pytest.mark.parametrize(
    "offsets",
    [
        pytest.param({"frozen_days": 4}, id="frozen-before-release"),
        pytest.param({"drafted_days": 13}, id="drafted-before-opening"),
        pytest.param({"frozen_days": -1}, id="frozen-after-h"),
        pytest.param({"evaluation_days": 0}, id="evaluation-on-the-last-day"),
    ],
)
def test_offsets_that_contradict_each_other_are_refused(offsets: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"must hold|at least one day"):
        Offsets(**offsets)  # type: ignore[arg-type]  # all keys are whole-number fields


mondays = st.integers(0, 103).map(lambda n: date(2025, 1, 6) + timedelta(weeks=n))
day_counts = st.lists(st.integers(0, 20), min_size=4, max_size=4).map(
    lambda counts: sorted(counts, reverse=True)
)
moments = st.integers(0, 800 * 48).map(lambda n: at(2024, 12, 1) + timedelta(minutes=30 * n))
closed_dates = st.lists(st.dates(date(2025, 1, 1), date(2026, 12, 31)), max_size=20, unique=True)


@settings(deadline=None, max_examples=40)
@given(mondays, closed_dates, day_counts)
def test_boundaries_are_in_order_and_at_working_days(
    monday: date, closed: list[date], counts: list[int]
) -> None:
    rows = [(day, "x", None) for day in closed]
    working = the_working_days(*rows)
    days = the_days(week_of(monday), *rows)
    opens, drafted, released, frozen = counts
    offsets = Offsets(opens, drafted, released, frozen)
    limits = boundaries(days, working, offsets)
    if limits is None:
        assert not days["open"].any()
        return
    before = [limits.opens, limits.drafted, limits.released, limits.frozen, limits.starts]
    assert before == sorted(before)
    assert limits.starts < limits.ends
    assert all(instant.date() in working for instant in before)
    assert limits.evaluation_due in working
    assert limits.last_day < limits.evaluation_due
    assert set(days.loc[days["open"], DATE]) >= {limits.first_day, limits.last_day}


@settings(deadline=None, max_examples=40)
@given(mondays, closed_dates, st.lists(moments, min_size=2, max_size=6))
def test_the_phase_never_goes_back(monday: date, closed: list[date], nows: list[datetime]) -> None:
    limits = limits_of(monday, *[(day, "x", None) for day in closed])
    phases = [phase_at(limits, now) for now in sorted(nows)]
    assert phases == sorted(phases)
    reached = None
    for now in nows:
        phase = phase_at(limits, now, reached)
        assert reached is None or phase >= reached
        reached = phase
