"""Bookings that nobody has been told of are free to move, and come to rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms.assignment_random_weeks import random_week
from tests.transforms.assignment_second_opinion import second_solver
from tests.transforms.assignment_weeks import (
    WeekFrames,
    a_booking,
    a_client,
    a_slot,
    a_week,
    booking_of,
    bookings_of,
)
from tests.transforms.reassign_opinion import reassigned_opinion
from transforms.assignment.assignment import Assignment, assign

random_weeks = st.integers(min_value=0, max_value=10**9).map(lambda s: random_week(s, most=20))
a_few = settings(max_examples=10, deadline=None)


def assigned(week: WeekFrames, *, reassign: bool = True) -> Assignment:
    return assign(
        *(week.clients, week.slots, week.quotas, week.placed),
        released=week.released,
        reassign=reassign,
    )


def after(week: WeekFrames, found: Assignment) -> WeekFrames:
    """The week once these bookings stand, the fixed ones fixed as before."""
    fixed = week.placed.loc[week.placed["fixed"], "code"]
    placed = found.bookings.assign(fixed=found.bookings["code"].isin(fixed))
    return replace(week, placed=placed)


def test_another_solver_agrees_on_every_level_and_on_who_is_served() -> None:
    weeks = {seed: random_week(seed, most=25) for seed in range(12)}
    with second_solver() as other:
        ours = {seed: assigned(week) for seed, week in weeks.items()}
        opinions = {
            seed: other.submit(reassigned_opinion, week, bookings_of(ours[seed].bookings))
            for seed, week in weeks.items()
        }
        for seed, opinion in opinions.items():
            levels = ours[seed].levels
            values = dict(zip(levels["measure"], levels["value"], strict=True))
            served = frozenset(ours[seed].bookings["code"])
            assert (seed, values, served) == (seed, *opinion.result())
            assert levels["proven"].all()


@a_few
@given(random_weeks)
def test_nobody_loses_a_place_by_it_and_fixed_bookings_stay(week: WeekFrames) -> None:
    before, found = bookings_of(week.placed), bookings_of(assigned(week).bookings)
    fixed = set(week.placed.loc[week.placed["fixed"], "code"])
    assert found.keys() == bookings_of(assigned(week, reassign=False).bookings).keys()
    assert all(found[code] == before[code] for code in fixed)
    held = {before[code] for code in fixed}
    offered = {booking_of(row) for row in week.slots.to_dict("records")} - held
    safe = {code for code, booking in before.items() if booking in offered}
    # Who has lost the session may take a place from one who ranks behind: that is level 0.
    if before.keys() == safe | fixed and len({before[code] for code in safe}) == len(safe):
        assert safe <= found.keys()


@a_few
@given(random_weeks)
def test_neither_another_pass_nor_another_reassignment_moves_anybody(week: WeekFrames) -> None:
    first = assigned(week)
    for again in (False, True):
        second = assigned(after(week, first), reassign=again)
        pd.testing.assert_frame_equal(second.bookings, first.bookings)


def test_a_booking_moves_for_a_wish_only_if_it_may() -> None:
    week = a_week(
        clients=[a_client(1, times=(time(14),)), a_client(2, times=(time(14),))],
        slots=[a_slot(start=time(13)), a_slot(start=time(14)), a_slot("Hadi", start=time(14))],
        placed=[a_booking(1), a_booking(2, start=time(14), fixed=True)],
    )
    usual, moved = assigned(week, reassign=False), assigned(week)
    assert bookings_of(usual.bookings)["CC-0001"][2] == time(13)
    assert bookings_of(moved.bookings)["CC-0001"][0::2] == ("Hadi", time(14))
    assert bookings_of(moved.bookings)["CC-0002"][0::2] == ("Rina", time(14))
    assert list(moved.levels["measure"])[-2:] == ["rescheduled", "reassigned"]


def test_nobody_moves_for_nothing() -> None:
    week = a_week(
        clients=[a_client(rank) for rank in (1, 2)],
        slots=[a_slot(name) for name in ("Ani", "Budi", "Citra", "Dewi")],
        placed=[a_booking(1, "Dewi"), a_booking(2, "Citra")],
    )
    assert bookings_of(assigned(week).bookings) == bookings_of(week.placed)
