"""A second opinion on an assignment, from another solver in a process of its own."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.transforms.assignment_oracle import Answer
    from tests.transforms.assignment_weeks import Booking, WeekFrames


@contextmanager
def second_solver() -> Iterator[Executor]:
    """Give a process that has loaded nothing of ours; a fork would inherit the first solver."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=1, mp_context=context) as executor:
        yield executor


def second_opinion(week: WeekFrames, known: Mapping[str, Booking]) -> Answer:
    """Solve the week anew, from bookings known; to be called in the other process."""
    from tests.transforms.assignment_oracle import Oracle  # noqa: PLC0415 - not in this process

    return Oracle(week, known).solve()


def second_reason(
    week: WeekFrames, code: str, pinned: frozenset[str], evidence: frozenset[str]
) -> tuple[str, bool, list[str]]:
    """Find the reason anew; tell if the waivers in evidence serve, and which one is needless."""
    from tests.transforms.assignment_oracle import (  # noqa: PLC0415 - not in this process
        kind_of_reason,
        would_serve,
    )

    needless = [
        waiver for waiver in evidence if would_serve(week, code, evidence - {waiver}, pinned)
    ]
    serves = would_serve(week, code, evidence, pinned)
    return kind_of_reason(week, code, pinned), serves, needless


def second_wish(week: WeekFrames, code: str, slots: frozenset[Booking]) -> Answer | None:
    """Solve the week with the client in one of these slots; None where that cannot be."""
    from tests.transforms.assignment_wish_oracle import (  # noqa: PLC0415 - not in this process
        answer_with,
    )

    return answer_with(week, code, slots)
