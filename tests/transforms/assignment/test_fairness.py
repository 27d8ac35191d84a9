"""How evenly sessions lie, against another solver and by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest

from tests.transforms.assignment_random_weeks import random_week
from tests.transforms.assignment_second_opinion import second_solver
from tests.transforms.assignment_weeks import (
    Row,
    WeekFrames,
    a_booking,
    a_client,
    a_slot,
    a_week,
)
from tests.transforms.fairness_opinion import least_spread
from transforms.assignment.assignment import assign
from transforms.assignment.fairness import Fairness, fairness

LATER = time(13, 30)


def fairness_of(week: WeekFrames) -> Fairness:
    return fairness(*(week.clients, week.slots, week.quotas, week.placed), released=week.released)


def assigned(week: WeekFrames) -> WeekFrames:
    """The week with those alone who get a place, and may have another one."""
    found = assign(
        *(week.clients, week.slots, week.quotas, week.placed[:0]), released=week.released
    )
    clients = week.clients[week.clients["code"].isin(found.bookings["code"])]
    return replace(
        week,
        clients=clients.assign(placeable=True),
        placed=found.bookings.assign(fixed=False),
    )


def test_another_solver_agrees_on_the_least() -> None:
    weeks = [assigned(random_week(seed, most=25)) for seed in range(12)]
    with second_solver() as other:
        opinions = [other.submit(least_spread, week) for week in weeks]
        for seed, (week, opinion) in enumerate(zip(weeks, opinions, strict=True)):
            found = fairness_of(week)
            assert (seed, found.least) == (seed, opinion.result())
            assert found.proven
            assert found.least <= found.spread


RINA_TWICE = [a_booking(1), a_booking(2, start=LATER)]


@pytest.mark.parametrize(
    ("slots", "placed", "expected"),
    [
        pytest.param([a_slot(), a_slot(start=LATER)], RINA_TWICE, (8, 8), id="nobody-else"),
        pytest.param(
            [a_slot(), a_slot(start=LATER), a_slot("Hadi")], RINA_TWICE, (8, 6), id="another"
        ),
        pytest.param(
            [a_slot(), a_slot(start=LATER), a_slot("Hadi")],
            [{**row, "fixed": True} for row in RINA_TWICE],
            (8, 6),
            id="whatever-holds-them",
        ),
        pytest.param([a_slot("Hadi")], RINA_TWICE, (8, 8), id="slots-that-are-gone"),
        pytest.param([a_slot()], [], (0, 0), id="nobody"),
    ],
)
def test_by_hand(slots: list[Row], placed: list[Row], expected: tuple[int, int]) -> None:
    found = fairness_of(a_week([a_client(1), a_client(2)], slots, placed=placed))
    assert (found.spread, found.least, found.proven) == (*expected, True)


def test_without_time_the_least_is_what_there_is() -> None:
    week = a_week(
        [a_client(1), a_client(2)],
        [a_slot(), a_slot(start=LATER), a_slot("Hadi")],
        placed=RINA_TWICE,
    )
    found = fairness(
        *(week.clients, week.slots, week.quotas, week.placed), released=False, time_limit_s=0
    )
    assert found.bound <= found.least <= found.spread
    assert not found.proven
