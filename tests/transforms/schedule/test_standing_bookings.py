from __future__ import annotations

from datetime import datetime
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loket import columns as c
from loket.vocabulary import Confirmation, Status
from tests.transforms.schedule_frames import (
    BEFORE,
    HALF_PAST,
    MONDAY,
    NINE,
    TUESDAY,
    Row,
    a_booked_row,
    a_booking,
    a_row,
    a_slot,
    bookings,
    code,
    on,
    remarks,
    sheet,
    slots,
)
from transforms.schedule.standing_bookings import (
    CHANGED,
    UNTICKED,
    Hold,
    Standing,
    standing_bookings,
    ticked,
)

ROSTER = frozenset({"Rina", "Hadi"})
OPEN = frozenset({(MONDAY, "Koperasi"), (TUESDAY, "UKM")})


def standing(
    *rows: Row,
    offered: tuple[Row, ...] = (a_slot(),),
    automatic: tuple[Row, ...] | None = None,
    unbound: frozenset[str] = frozenset(),
    frozen: bool = False,
    now: datetime = BEFORE,
) -> Standing:
    return standing_bookings(
        sheet(*rows),
        slots(*offered),
        slots(*(offered if automatic is None else automatic)),
        ROSTER,
        OPEN,
        unbound=unbound,
        frozen=frozen,
        now=now,
    )


def same(
    found: Standing, placed: pd.DataFrame, *lost: int, said: pd.DataFrame | None = None
) -> None:
    pd.testing.assert_frame_equal(found.placed, placed)
    pd.testing.assert_frame_equal(found.remarks, remarks() if said is None else said)
    assert found.lost == {code(number) for number in lost}


@pytest.mark.parametrize(
    ("cells", "fixed"),
    [
        pytest.param({}, False, id="it may move"),
        pytest.param({c.PINNED: True}, True, id="staff pinned it"),
        pytest.param({c.PINNED: "TRUE"}, False, id="a word is no tick"),
        pytest.param({c.TOLD: True}, True, id="the client was told"),
        pytest.param({c.TOLD: True, c.REMARK: "Konsultan baru"}, True, id="told, with a remark"),
        pytest.param({c.TOLD: True, c.REMARK: CHANGED}, False, id="told of another booking"),
        pytest.param(
            {c.TOLD: True, c.REMARK: f"satu; {CHANGED}"}, False,
            id="told of another booking, among other remarks",
        ),
        pytest.param({c.TOLD: True, c.REMARK: UNTICKED}, True, id="ticked anew"),
        pytest.param({c.TOLD: False, c.REMARK: UNTICKED}, False, id="to be told again"),
        pytest.param({c.CONFIRMATION: Confirmation.CONFIRMED.value}, True, id="confirmed"),
        pytest.param(
            {c.CONFIRMATION: Confirmation.CONFIRMED.value, c.TOLD: True, c.REMARK: CHANGED}, True,
            id="confirmed, however often it changed",
        ),
        pytest.param({c.STATUS: Status.CONFIRMED.value}, False, id="a status alone fixes nothing"),
    ],
)  # fmt: skip
def test_what_staff_typed_fixes_a_booking(cells: dict[str, Any], fixed: bool) -> None:
    same(standing(a_booked_row(1, **cells)), bookings(a_booking(1, fixed=fixed)))


@pytest.mark.parametrize(
    ("cells", "fixed"),
    [
        pytest.param({c.TOLD: True}, False, id="the client was told"),
        pytest.param({c.CONFIRMATION: Confirmation.CONFIRMED.value}, False, id="confirmed"),
        pytest.param({c.TOLD: True, c.PINNED: True}, True, id="staff pinned it"),
    ],
)
def test_whoever_is_unbound_is_held_by_a_pin_alone(cells: dict[str, Any], fixed: bool) -> None:
    found = standing(a_booked_row(1, **cells), unbound=frozenset({code(1)}))
    same(found, bookings(a_booking(1, fixed=fixed)))


@pytest.mark.parametrize(
    ("now", "fixed"),
    [
        pytest.param(on(MONDAY, 8, 59), False, id="before it begins"),
        pytest.param(on(MONDAY, 9), True, id="once it begins"),
        pytest.param(on(TUESDAY, 9), True, id="when it is long over"),
    ],
)
def test_a_session_that_has_begun_is_fixed(now: datetime, fixed: bool) -> None:
    same(standing(a_booked_row(1), now=now), bookings(a_booking(1, fixed=fixed)))


def test_every_booking_of_a_frozen_week_is_fixed() -> None:
    same(standing(a_booked_row(1), frozen=True), bookings(a_booking(1, fixed=True)))


def test_a_booking_at_short_notice_is_fixed() -> None:
    same(standing(a_booked_row(1), automatic=()), bookings(a_booking(1, fixed=True)))


@pytest.mark.parametrize(
    ("cells", "circumstances", "holds"),
    [
        pytest.param({}, {}, [], id="nothing"),
        pytest.param({c.PINNED: True, c.TOLD: True}, {}, [Hold.PINNED, Hold.TOLD], id="two ticks"),
        pytest.param({c.CONFIRMATION: "Dikonfirmasi"}, {}, [Hold.CONFIRMED], id="confirmed"),
        pytest.param({}, {"frozen": True}, [Hold.FROZEN], id="the week is frozen"),
        pytest.param({}, {"automatic": ()}, [Hold.LATE], id="at short notice"),
        pytest.param({}, {"now": on(MONDAY, 9)}, [Hold.BEGUN], id="it has begun"),
        pytest.param({c.PINNED: True}, {"offered": (), "frozen": True}, [], id="it is lost"),
    ],
)
def test_what_holds_a_booking(
    cells: dict[str, Any], circumstances: dict[str, Any], holds: list[Hold]
) -> None:
    found = standing(a_booked_row(1, **cells), **circumstances)
    (row,) = found.holds.to_dict("records")
    assert [hold for hold in Hold if row[hold]] == holds


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param({}, id="nothing typed"),
        pytest.param({c.PINNED: True}, id="pinned"),
        pytest.param({c.TOLD: True}, id="told"),
        pytest.param({c.CONFIRMATION: Confirmation.CONFIRMED.value}, id="confirmed"),
    ],
)
@pytest.mark.parametrize("frozen", [False, True])
def test_a_consultant_without_the_slot_has_lost_the_booking(
    cells: dict[str, Any], frozen: bool
) -> None:
    found = standing(a_booked_row(1, **cells), offered=(a_slot(start=HALF_PAST),), frozen=frozen)
    same(found, bookings(a_booking(1)), 1)


def test_a_session_that_has_begun_is_not_lost_any_more() -> None:
    found = standing(a_booked_row(1), offered=(), now=on(MONDAY, 9))
    same(found, bookings(a_booking(1, fixed=True)))


@pytest.mark.parametrize("cells", [{}, {c.PINNED: True}, {c.TOLD: True}])
def test_a_consultant_who_left_the_tab_keeps_the_bookings(cells: dict[str, Any]) -> None:
    same(
        standing(a_booked_row(1, consultant="Yusuf", **cells)),
        bookings(a_booking(1, "Yusuf", fixed=True)),
        said=remarks((1, "Konsultan Yusuf tidak ada di tab Konsultan")),
    )


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param({c.DATE: TUESDAY}, id="the other service is open that day"),
        pytest.param({c.DATE: TUESDAY, c.PINNED: True}, id="pinned"),
    ],
)
def test_a_closed_day_takes_the_bookings_of_those_who_left_too(cells: dict[str, Any]) -> None:
    found = standing(a_booked_row(1, consultant="Yusuf", **cells))
    same(found, bookings(a_booking(1, "Yusuf", date=TUESDAY)), 1)


@pytest.mark.parametrize("blank", [c.DATE, c.START, c.CONSULTANT])
def test_a_row_without_a_whole_booking_is_none(blank: str) -> None:
    same(standing(a_booked_row(1, **{blank: None}), a_row(2)), bookings())


def test_two_in_one_slot_stay_there() -> None:
    same(
        standing(a_booked_row(1, pinned=True), a_booked_row(2)),
        bookings(a_booking(1, fixed=True), a_booking(2)),
    )


def test_an_empty_sheet_and_an_empty_roster() -> None:
    same(standing(offered=()), bookings())


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Rina", "Hadi", "Yusuf"]),
            st.sampled_from([MONDAY, TUESDAY]),
            st.sampled_from([NINE, HALF_PAST]),
            st.booleans(),
        ),
        max_size=6,
    ),
    st.booleans(),
    st.sampled_from([BEFORE, on(MONDAY, 9), on(TUESDAY, 12)]),
)
def test_every_booking_stands_or_is_lost_in_any_order(
    cells: list[tuple[Any, ...]], frozen: bool, now: datetime
) -> None:
    rows = [
        a_booked_row(n, consultant=who, date=day, start=start, pinned=pinned)
        for n, (who, day, start, pinned) in enumerate(cells)
    ]
    found = standing(*rows, frozen=frozen, now=now)
    assert list(found.placed[c.CODE]) == [code(n) for n in range(len(rows))]
    assert not found.placed.loc[found.placed[c.CODE].isin(found.lost), c.FIXED].any()
    assert not found.remarks[c.CODE].isin(found.lost).any()
    turned = standing(*rows[::-1], frozen=frozen, now=now)
    pd.testing.assert_frame_equal(turned.placed[::-1].reset_index(drop=True), found.placed)
    assert turned.lost == found.lost


def test_only_a_tick_is_a_tick() -> None:
    cells = pd.Series([True, False, None, "TRUE", 1, pd.NA, "Ya"], dtype=object)
    expected = pd.Series([True, *[False] * 6])
    pd.testing.assert_series_equal(ticked(cells), expected)
    pd.testing.assert_series_equal(ticked(pd.Series([True, False])), pd.Series([True, False]))
