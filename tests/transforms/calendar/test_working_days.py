from datetime import date

import pytest

from tests.transforms.calendar_frames import the_working_days


@pytest.mark.parametrize(
    ("day", "back", "forward"),
    [
        pytest.param(date(2026, 11, 25), date(2026, 11, 25), date(2026, 11, 25), id="ordinary"),
        pytest.param(date(2026, 11, 28), date(2026, 11, 27), date(2026, 11, 30), id="saturday"),
        pytest.param(date(2026, 12, 24), date(2026, 12, 23), date(2026, 12, 28), id="joint-leave"),
        pytest.param(date(2027, 1, 1), date(2026, 12, 31), date(2027, 1, 4), id="new-year"),
    ],
)
def test_rolling(day: date, back: date, forward: date) -> None:
    working = the_working_days()
    assert (working.back(day), working.forward(day)) == (back, forward)


@pytest.mark.parametrize(
    ("day", "open_services", "works"),
    [
        pytest.param(date(2026, 11, 25), None, False, id="closed-weekday"),
        pytest.param(date(2026, 11, 25), "UKM", True, id="one-service-closed"),
        pytest.param(date(2026, 12, 24), "Koperasi", True, id="open-on-joint-leave"),
        pytest.param(date(2026, 11, 28), "Koperasi", True, id="open-on-saturday"),
        pytest.param(date(2026, 11, 28), None, False, id="closed-saturday"),
    ],
)
def test_hari_libur_overrides_both_ways(day: date, open_services: str | None, works: bool) -> None:
    assert (day in the_working_days((day, "x", open_services))) is works
