"""Bounded retries: so many times, so long in all, with jitter, and never a write twice."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from tenacity import (
    RetryCallState,
    Retrying,
    retry_if_exception,
    wait_exponential,
    wait_random,
    wait_random_exponential,
)

from connectors.google.errors import LIBRARY_ERRORS, failure_of
from connectors.google.failure import Failure, Target, Trouble, error_of

Result = TypeVar("Result")

LONGEST_WAIT = 60.0
"""Seconds; what ``Retry-After`` asks beyond that is not waited for."""

_JITTER = wait_random_exponential(multiplier=1, max=LONGEST_WAIT)
_TILL_NEXT_MINUTE = wait_exponential(multiplier=2, max=LONGEST_WAIT) + wait_random(0, 2)
"""Quotas are by the minute: the waits of all attempts together are more than one."""


@dataclass(frozen=True)
class RetryPolicy:
    """How often a call is tried, and for how many seconds in all. ``sleep`` does the waiting."""

    attempts: int = 6
    seconds: float = 150.0
    sleep: Callable[[float], None] = time.sleep


def call_with_retries(
    action: Callable[[], Result],
    *,
    target: Target,
    write: bool,
    policy: RetryPolicy,
    on_retry: Callable[[], None],
    on_refusal: Callable[[float | None], None] = lambda _: None,
) -> Result:
    """Give what ``action`` returns; raise Loket's error when it goes on failing.

    A write is tried again only if it certainly did not happen; otherwise AmbiguousWrite.
    ``on_refusal`` hears of each call that is refused because a quota is used up, with the seconds
    that Google asks to wait.
    """
    retrying = Retrying(
        retry=retry_if_exception(
            lambda error: isinstance(error, _Failed) and error.failure.may_be_retried(write=write)
        ),
        wait=_wait,
        stop=lambda state: _is_enough(state, policy),
        sleep=policy.sleep,
        before_sleep=lambda _: on_retry(),
        reraise=True,
    )
    try:
        result: Result = retrying(_failing, action, on_refusal)
    except _Failed as error:
        raise error_of(error.failure, target, write=write) from error.__cause__
    return result


class _Failed(Exception):
    """Carries a failure through the retries."""

    def __init__(self, failure: Failure) -> None:
        self.failure = failure
        super().__init__(failure.detail)


def _failing(action: Callable[[], Result], on_refusal: Callable[[float | None], None]) -> Result:
    try:
        return action()
    except LIBRARY_ERRORS as error:
        failure = failure_of(error)
        if failure.trouble is Trouble.QUOTA:
            on_refusal(failure.retry_after)
        raise _Failed(failure) from error


def _wait(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    if not isinstance(error, _Failed):
        return 0.0
    if (asked := error.failure.retry_after) is not None:
        return min(asked, LONGEST_WAIT)
    return (_TILL_NEXT_MINUTE if error.failure.trouble is Trouble.QUOTA else _JITTER)(state)


def _is_enough(state: RetryCallState, policy: RetryPolicy) -> bool:
    """Stop at the last attempt, or if the next wait would go beyond the time allowed."""
    spent = max(state.seconds_since_start or 0.0, state.idle_for)
    return state.attempt_number >= policy.attempts or (
        spent + state.upcoming_sleep > policy.seconds
    )
