"""In no minute do more calls pass than our share of Google's quota."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from connectors.google.rate_limit import SHARE, Family, RateLimit


class Time:
    """A clock that only sleeping and idling move."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@given(st.sampled_from(Family), st.lists(st.floats(0, 30), min_size=1, max_size=200))
def test_no_minute_holds_more_calls_than_the_share(family: Family, idle: list[float]) -> None:
    time = Time()
    limit = RateLimit(clock=time, sleep=time.sleep)
    passed = []
    for seconds in idle:
        time.sleep(seconds)
        limit.wait(family)
        passed.append(time.now)
    for start in passed:
        within = [moment for moment in passed if start <= moment < start + 60]
        assert len(within) <= family.per_minute * SHARE + 1e-6


def test_a_pass_that_needs_few_calls_never_waits() -> None:
    time = Time()
    limit = RateLimit(clock=time, sleep=time.sleep)
    for _ in range(20):
        limit.wait(Family.SHEETS_READ)
        limit.wait(Family.SHEETS_WRITE)
    assert time.now == 1000.0


def test_a_burst_is_slowed_to_the_share() -> None:
    time = Time()
    limit = RateLimit(clock=time, sleep=time.sleep)
    for _ in range(24 + 48):
        limit.wait(Family.SHEETS_WRITE)
    assert time.now - 1000.0 == 120.0
