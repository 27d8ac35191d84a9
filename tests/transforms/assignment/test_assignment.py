"""The assignment against another solver, and against its own rules on weeks made by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import replace
from datetime import time, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms.assignment_random_weeks import random_week
from tests.transforms.assignment_second_opinion import second_opinion, second_solver
from tests.transforms.assignment_weeks import (
    MONDAY,
    WeekFrames,
    booking_of,
    bookings_of,
    caps,
    counted_in,
    shuffled,
)
from transforms.assignment.assignment import Assignment, assign

TUESDAY = MONDAY + timedelta(days=1)
FRIDAY = MONDAY + timedelta(days=4)
LATER = time(13, 30)
WEEKS_A_CHUNK = 20


def assigned(week: WeekFrames, **options: Any) -> Assignment:
    return assign(
        week.clients, week.slots, week.quotas, week.placed, released=week.released, **options
    )


def values(assignment: Assignment) -> dict[str, int]:
    return dict(zip(assignment.levels["measure"], assignment.levels["value"], strict=True))


@pytest.fixture(scope="module")
def other_solver() -> Iterator[Executor]:
    with second_solver() as executor:
        yield executor


@pytest.mark.parametrize("first", range(0, 200, WEEKS_A_CHUNK))
def test_another_solver_agrees_on_every_level_and_on_who_is_served(
    other_solver: Executor, first: int
) -> None:
    weeks = {seed: random_week(seed) for seed in range(first, first + WEEKS_A_CHUNK)}
    ours = {seed: assigned(week) for seed, week in weeks.items()}
    opinions = {
        seed: other_solver.submit(second_opinion, week, bookings_of(ours[seed].bookings))
        for seed, week in weeks.items()
    }
    for seed, opinion in opinions.items():
        found = values(ours[seed]), frozenset(ours[seed].bookings["code"])
        assert (seed, *found) == (seed, *opinion.result())
        assert ours[seed].levels["proven"].all()


random_weeks = st.integers(min_value=0, max_value=10**9).map(lambda s: random_week(s, most=25))
a_few = settings(max_examples=25, deadline=None)


@a_few
@given(random_weeks)
def test_nobody_sits_twice_and_no_slot_is_taken_twice(week: WeekFrames) -> None:
    bookings = assigned(week).bookings
    held = Counter(bookings_of(week.placed[week.placed["fixed"]]).values())
    taken = Counter(bookings_of(bookings).values())
    assert bookings["code"].is_unique
    assert {key: n for key, n in taken.items() if n > 1} == {
        key: n for key, n in held.items() if n > 1
    }


@a_few
@given(random_weeks)
def test_whoever_comes_into_a_cell_finds_it_within_its_cap(week: WeekFrames) -> None:
    clients = {row["code"]: row for row in week.clients.to_dict("records")}
    before = bookings_of(week.placed)
    cells: dict[Any, list[str]] = {}
    for code, booking in bookings_of(assigned(week).bookings).items():
        for name in counted_in(clients[code], booking):
            cells.setdefault(name, []).append(code)
    for name, limit in caps(week).items():
        codes = cells.get(name, [])
        stayed = [c for c in codes if c in before and name in counted_in(clients[c], before[c])]
        assert len(codes) <= limit or stayed == codes


@a_few
@given(random_weeks)
def test_fixed_bookings_stay_and_nobody_placed_makes_way(week: WeekFrames) -> None:
    after = bookings_of(assigned(week).bookings)
    fixed = bookings_of(week.placed[week.placed["fixed"]])
    loose = bookings_of(week.placed[~week.placed["fixed"]])
    offered = {booking_of(row) for row in week.slots.to_dict("records")} - set(fixed.values())
    assert fixed.items() <= after.items()
    assert len(loose.keys() & after.keys()) >= len(set(loose.values()) & offered)


@a_few
@given(random_weeks, st.integers(0, 2**32 - 1))
def test_the_order_of_rows_changes_nothing(week: WeekFrames, seed: int) -> None:
    first, second = assigned(week), assigned(shuffled(week, seed))
    pd.testing.assert_frame_equal(first.bookings, second.bookings)
    pd.testing.assert_frame_equal(first.levels, second.levels)


@a_few
@given(random_weeks)
def test_assigning_what_was_assigned_changes_nothing(week: WeekFrames) -> None:
    bookings = assigned(week).bookings
    fixed = bookings["code"].isin(week.placed.loc[week.placed["fixed"], "code"])
    again = WeekFrames(
        week.clients, week.slots, week.quotas, bookings.assign(fixed=fixed), week.released
    )
    pd.testing.assert_frame_equal(assigned(again).bookings, bookings)


@a_few
@given(random_weeks, st.randoms(use_true_random=False))
def test_another_slot_never_means_fewer_served(week: WeekFrames, draw: Any) -> None:
    slots = [booking_of(row) for row in week.slots.to_dict("records")]
    stands = np.array([key in slots for key in bookings_of(week.placed).values()], dtype=bool)
    standing = week.placed[stands].drop_duplicates(["consultant", "date", "start"])
    needed = set(bookings_of(standing).values())
    kept = [key in needed or draw.random() < 0.5 for key in slots]
    more, fewer = (
        replace(week, placed=standing),
        replace(week, placed=standing, slots=week.slots[kept]),
    )
    assert values(assigned(fewer))["served"] <= values(assigned(more))["served"]


@a_few
@given(random_weeks)
def test_without_time_the_result_is_allowed_but_not_proven(week: WeekFrames) -> None:
    rushed, best = assigned(week, time_limit_s=0.0), assigned(week)
    for level, value, bound, proven in rushed.levels[
        ["measure", "value", "bound", "proven"]
    ].itertuples(index=False):
        assert proven == (value == bound)
        if level == "kept":
            assert value <= values(best)["kept"] <= bound
    assert (
        bookings_of(week.placed[week.placed["fixed"]]).items()
        <= bookings_of(rushed.bookings).items()
    )
