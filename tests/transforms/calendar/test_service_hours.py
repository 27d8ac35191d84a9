from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.vocabulary import Service
from transforms.calendar.service_hours import ServiceHours, SpecialHours, session_starts
from transforms.reading.time_range import WHOLE_DAY, TimeRange

THURSDAY, FRIDAY = date(2026, 11, 26), date(2026, 11, 27)
RAMADAN = SpecialHours(
    date(2027, 2, 8),
    date(2027, 3, 9),
    {
        Service.COOPERATIVE: TimeRange(time(9), time(12)),
        Service.SME: TimeRange(time(13), time(15)),
    },
)
MORNING = [time(9), time(9, 30), time(10), time(10, 30), time(11), time(11, 30)]
AFTERNOON = [time(13), time(13, 30), time(14), time(14, 30), time(15), time(15, 30)]


@pytest.mark.parametrize(
    ("hours", "day", "service", "expected"),
    [
        pytest.param(ServiceHours(), THURSDAY, Service.COOPERATIVE, MORNING, id="morning"),
        pytest.param(ServiceHours(), FRIDAY, Service.SME, AFTERNOON, id="afternoon"),
        pytest.param(
            ServiceHours(friday_prayer_session=False),
            FRIDAY,
            Service.COOPERATIVE,
            MORNING[:-1],
            id="friday-prayer-closed",
        ),
        pytest.param(
            ServiceHours(friday_prayer_session=False),
            THURSDAY,
            Service.COOPERATIVE,
            MORNING,
            id="thursday-has-no-friday-prayer",
        ),
        pytest.param(
            ServiceHours(special=(RAMADAN,)),
            date(2027, 3, 9),
            Service.SME,
            AFTERNOON[:4],
            id="last-day-of-ramadan",
        ),
        pytest.param(
            ServiceHours(special=(RAMADAN,)),
            date(2027, 3, 10),
            Service.SME,
            AFTERNOON,
            id="day-after-ramadan",
        ),
        pytest.param(
            ServiceHours(special=(SpecialHours(FRIDAY, FRIDAY, {}),)),
            FRIDAY,
            Service.SME,
            [],
            id="service-not-named-is-closed",
        ),
        pytest.param(
            ServiceHours({Service.SME: TimeRange(time(23), time(0))}),
            FRIDAY,
            Service.SME,
            [time(23), time(23, 30)],
            id="until-midnight",
        ),
    ],
)
def test_session_starts(
    hours: ServiceHours, day: date, service: Service, expected: list[time]
) -> None:
    assert list(session_starts(hours, day, service)) == expected


OVERLAP = {
    Service.COOPERATIVE: TimeRange(time(9), time(13)),
    Service.SME: TimeRange(time(12), time(16)),
}


@pytest.mark.parametrize(
    ("make", "message"),
    [
        pytest.param(lambda: ServiceHours(OVERLAP), "services overlap", id="services"),
        pytest.param(
            lambda: SpecialHours(FRIDAY, FRIDAY, OVERLAP), "services overlap", id="special"
        ),
        pytest.param(lambda: SpecialHours(FRIDAY, THURSDAY, {}), "is after", id="backwards"),
        pytest.param(
            lambda: ServiceHours(special=(RAMADAN, RAMADAN)), "periods", id="periods-overlap"
        ),
        pytest.param(lambda: TimeRange(time(9), time(9)), "not before", id="empty-range"),
    ],
)
def test_hours_that_contradict_each_other_are_refused(make: object, message: str) -> None:
    assert callable(make)
    with pytest.raises(ValueError, match=message):
        make()


clock = st.integers(0, 47).map(lambda half: time(half // 2, half % 2 * 30))


@given(clock, clock, clock)
def test_a_session_held_is_a_session_met(first: time, last: time, start: time) -> None:
    try:
        span = TimeRange(first, last)
    except ValueError:
        assert last != time(0)
        assert first >= last
        return
    assert not span.holds(start) or span.meets(start)
    assert WHOLE_DAY.holds(start)
