"""So many attempts, so long in all, never faster than asked; nobody sleeps in these tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import requests

from connectors.google.failure import Target
from connectors.google.retry import LONGEST_WAIT, RetryPolicy, call_with_retries
from loket.errors import AmbiguousWrite, QuotaExceeded, UnavailableError
from tests.connectors.google.test_errors import a_response

TARGET = Target("spreadsheet", "1abc", "reading its tabs")


def tried(
    outcomes: list[Exception | str],
    *,
    write: bool = False,
    attempts: int = 6,
    seconds: float = 150,
) -> tuple[str, list[float]]:
    """Play the outcomes through; give the result and the seconds that were waited."""
    waits: list[float] = []
    coming: Iterator[Exception | str] = iter(outcomes)
    result = call_with_retries(
        lambda: played(next(coming)),
        target=TARGET,
        write=write,
        policy=RetryPolicy(attempts, seconds, waits.append),
        on_retry=lambda: None,
    )
    return result, waits


def played(outcome: Exception | str) -> str:
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


def limited(retry_after: str) -> Exception:
    return requests.HTTPError(response=a_response(429, b"", Retry_After=retry_after))


def test_what_succeeds_at_once_waits_for_nothing() -> None:
    assert tried(["ya"]) == ("ya", [])


def test_a_passing_trouble_passes_with_jitter_between() -> None:
    result, waits = tried([requests.ReadTimeout(), requests.ConnectionError("reset"), "ya"])
    assert result == "ya"
    assert len(waits) == 2
    assert all(0 <= wait <= LONGEST_WAIT for wait in waits)


@pytest.mark.parametrize(("asked", "waited"), [("7", 7.0), ("0", 0.0), ("3600", LONGEST_WAIT)])
def test_retry_after_is_respected_up_to_a_minute(asked: str, waited: float) -> None:
    assert tried([limited(asked), "ya"]) == ("ya", [waited])


def test_a_quota_by_the_minute_is_waited_for_longer_than_a_minute_and_not_for_minutes() -> None:
    refused = requests.HTTPError(response=a_response(429, b""))
    result, waits = tried([*[refused] * 5, "ya"])
    assert result == "ya"
    assert 60 < sum(waits) < 90
    assert waits == sorted(waits)


def test_attempts_are_bounded() -> None:
    with pytest.raises(QuotaExceeded, match="1abc"):
        tried([*[limited("1")] * 4, "terlambat"], attempts=4)


def test_the_time_in_all_is_bounded() -> None:
    waits: list[float] = []
    with pytest.raises(QuotaExceeded):
        call_with_retries(
            lambda: played(limited("60")),
            target=TARGET,
            write=False,
            policy=RetryPolicy(attempts=100, seconds=150, sleep=waits.append),
            on_retry=lambda: None,
        )
    assert waits == [60, 60]


@pytest.mark.parametrize(
    ("outcomes", "result"),
    [
        pytest.param([limited("1"), "ya"], "ya", id="429 is tried again"),
        pytest.param([requests.ConnectTimeout(), "ya"], "ya", id="never connected"),
        pytest.param([requests.ReadTimeout(), "twice"], AmbiguousWrite, id="no reply"),
        pytest.param([limited("1"), requests.ReadTimeout(), "x"], AmbiguousWrite, id="then none"),
        pytest.param([requests.ConnectTimeout()] * 6, UnavailableError, id="never at all"),
    ],
)
def test_a_write_is_never_done_twice(
    outcomes: list[Exception | str], result: str | type[Exception]
) -> None:
    if isinstance(result, str):
        assert tried(outcomes, write=True)[0] == result
    else:
        with pytest.raises(result) as caught:
            tried(outcomes, write=True)
        assert caught.type is result


def test_a_programming_error_comes_through_as_it_is() -> None:
    with pytest.raises(ZeroDivisionError):
        tried([ZeroDivisionError(), "x"])
