from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, time
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loket import columns as c
from loket.vocabulary import Group
from tests.transforms.schedule_frames import (
    HALF_PAST,
    MONDAY,
    NINE,
    TEN,
    TUESDAY,
    WEDNESDAY,
    Row,
    a_booking,
    a_member,
    a_quota,
    a_row,
    a_slot,
    bookings,
    clients,
    code,
    places,
    quotas,
    remarks,
    sheet,
    slots,
    without_order,
)
from transforms.schedule.staff_moves import REFUSED, staff_moves

STARTS = (NINE, HALF_PAST, TEN)
INVITED = {c.GROUP: Group.INVITED.value}


def a_request(number: int, **typed: Any) -> Row:
    """What staff typed into the ✎Pindah cells."""
    names = {"day": c.MOVE_DATE, "start": c.MOVE_START, "consultant": c.MOVE_CONSULTANT}
    return a_row(number, **{names[name]: value for name, value in typed.items()})


def roster(**caps: Any) -> list[Row]:
    """Rina and Hadi on Monday and Tuesday, at nine, half past and ten."""
    return [
        a_slot(who, date=day, start=start, **caps)
        for who in ("Rina", "Hadi")
        for day in (MONDAY, TUESDAY)
        for start in STARTS
    ]


def moved(
    requests: Sequence[Row],
    placed: Sequence[Row] = (),
    people: Sequence[Row] | None = None,
    offered: Sequence[Row] | None = None,
    quota: Sequence[Row] = (),
    *,
    released: bool = False,
    today: date = MONDAY,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    return staff_moves(
        sheet(*requests),
        bookings(*placed),
        clients(*([a_member(n) for n in range(1, 8)] if people is None else people)),
        slots(*(roster() if offered is None else offered)),
        quotas(*quota),
        released=released,
        today=today,
    )


def same(
    found: tuple[pd.DataFrame, pd.DataFrame], placed: Sequence[Row], *said: tuple[int, str]
) -> None:
    pd.testing.assert_frame_equal(found[0], bookings(*placed))
    pd.testing.assert_frame_equal(found[1], remarks(*((n, REFUSED + text) for n, text in said)))


@pytest.mark.parametrize(
    ("typed", "booking"),
    [
        pytest.param({"consultant": "Hadi"}, a_booking(1, "Hadi"), id="only a consultant"),
        pytest.param({"start": TEN}, a_booking(1, start=TEN), id="only a time"),
        pytest.param({"day": TUESDAY}, a_booking(1, date=TUESDAY), id="only a date"),
        pytest.param(
            {"day": TUESDAY, "start": TEN, "consultant": "Hadi"},
            a_booking(1, "Hadi", date=TUESDAY, start=TEN), id="all three",
        ),
        pytest.param({"consultant": "  hADI "}, a_booking(1, "Hadi"), id="spelled otherwise"),
        pytest.param({"start": "10.00"}, a_booking(1, start=TEN), id="a time as text"),
        pytest.param({"start": 10.0}, a_booking(1, start=TEN), id="an hour"),
        pytest.param({"day": "24/11/2026"}, a_booking(1, date=TUESDAY), id="a date as text"),
        pytest.param(
            {"day": "Selasa, 24 November 2026"}, a_booking(1, date=TUESDAY), id="a date in words"
        ),
        pytest.param({"day": " ", "start": TEN}, a_booking(1, start=TEN), id="a cell of spaces"),
        pytest.param({"start": NINE}, a_booking(1), id="where it is already"),
        pytest.param({"consultant": "rina"}, a_booking(1), id="to whom it is with already"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("fixed", [False, True])
def test_a_possible_move_is_made_and_fixed(
    typed: dict[str, Any], booking: Row, fixed: bool
) -> None:
    same(moved([a_request(1, **typed)], [a_booking(1, fixed=fixed)]), [{**booking, c.FIXED: True}])


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        pytest.param(
            {"consultant": "Yusuf"}, "Yusuf tidak bertugas untuk layanan Koperasi 23/11 09.00",
            id="nobody of that name",
        ),
        pytest.param(
            {"day": WEDNESDAY}, "Rina tidak bertugas untuk layanan Koperasi 25/11 09.00",
            id="not there that day",
        ),
        pytest.param(
            {"start": time(9, 15)}, "Rina tidak bertugas untuk layanan Koperasi 23/11 09.15",
            id="no session begins then",
        ),
        pytest.param(
            {"day": "besok"}, "isi Pindah Tanggal dengan tanggal, misalnya 25/11/2026",
            id="no date",
        ),
        pytest.param(
            {"start": "pagi"}, "isi Pindah Jam dengan jam mulai, misalnya 10.00", id="no time"
        ),
    ],
)  # fmt: skip
def test_an_impossible_move_leaves_the_booking_where_it_is(
    typed: dict[str, Any], reason: str
) -> None:
    same(moved([a_request(1, **typed)], [a_booking(1)]), [a_booking(1)], (1, reason))


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        (
            {"start": TEN, "consultant": "Rina"},
            "isi Pindah Tanggal dengan tanggal, misalnya 25/11/2026",
        ),
        ({"day": MONDAY, "consultant": "Rina"}, "isi Pindah Jam dengan jam mulai, misalnya 10.00"),
        ({"day": MONDAY, "start": TEN}, "isi Pindah Konsultan dengan nama dari tab Konsultan"),
    ],
    ids=["date", "time", "consultant"],
)  # fmt: skip
def test_whoever_has_no_booking_needs_all_three(typed: dict[str, Any], reason: str) -> None:
    same(moved([a_request(1, **typed)]), [], (1, reason))


def test_whoever_has_no_booking_is_placed() -> None:
    found = moved([a_request(1, day=TUESDAY, start=TEN, consultant="Hadi")], [a_booking(2)])
    same(found, [a_booking(2), a_booking(1, "Hadi", date=TUESDAY, start=TEN, fixed=True)])


def test_staff_may_move_to_what_the_client_has_not_asked_for() -> None:
    people = [a_member(1, field="Perpajakan", dates=(TUESDAY,))]
    offered = [a_slot(start=TEN, main_fields=frozenset({"Pembiayaan"}), other_fields=frozenset())]
    found = moved([a_request(1, start=TEN)], [a_booking(1)], people, offered)
    same(found, [a_booking(1, start=TEN, fixed=True)])


def test_no_move_into_the_other_service() -> None:
    offered = [a_slot(), a_slot(start=time(13), service="UKM")]
    found = moved([a_request(1, start=time(13))], [a_booking(1)], offered=offered)
    same(found, [a_booking(1)], (1, "Rina tidak bertugas untuk layanan Koperasi 23/11 13.00"))


def test_a_past_day_is_over_and_the_present_day_is_not() -> None:
    request = a_request(1, day=MONDAY, start=TEN)
    there = a_booking(1, date=TUESDAY)
    same(moved([request], [there], today=TUESDAY), [there], (1, "23/11 10.00 sudah lewat"))
    same(moved([request], [there], today=MONDAY), [a_booking(1, start=TEN, fixed=True)])
    made = [a_booking(1, start=TEN)]
    same(moved([request], made, today=TUESDAY), [a_booking(1, start=TEN, fixed=True)])


def test_a_lost_booking_is_not_held_by_the_move_that_made_it() -> None:
    request = a_request(1, day=MONDAY, start=NINE, consultant="Yusuf")
    lost = a_booking(1, "Yusuf")
    same(
        moved([request], [lost]),
        [lost],
        (1, "Yusuf tidak bertugas untuk layanan Koperasi 23/11 09.00"),
    )


def test_a_booking_kept_with_one_who_left_the_tab_stays() -> None:
    kept = a_booking(1, "Yusuf", fixed=True)
    same(moved([a_request(1, consultant="Yusuf")], [kept]), [kept])


class TestTwo:
    def test_a_slot_that_a_fixed_booking_holds(self) -> None:
        placed = [a_booking(1), a_booking(2, start=TEN, fixed=True)]
        same(
            moved([a_request(1, start=TEN)], placed),
            placed,
            (1, "Rina 23/11 10.00 sudah dipegang CC-0002"),
        )

    def test_who_may_move_makes_way_and_keeps_the_claim(self) -> None:
        found = moved([a_request(1, start=TEN)], [a_booking(1), a_booking(2, start=TEN)])
        same(found, [a_booking(1, start=TEN, fixed=True), a_booking(2, start=TEN)])

    def test_into_one_slot_the_first_by_rank_goes(self) -> None:
        requests = [a_request(n, day=TUESDAY, start=TEN, consultant="Hadi") for n in (3, 2)]
        same(
            moved(requests, [a_booking(3)]),
            [a_booking(3), a_booking(2, "Hadi", date=TUESDAY, start=TEN, fixed=True)],
            (3, "Hadi 24/11 10.00 sudah dipegang CC-0002"),
        )

    def test_who_moved_there_before_stays_there(self) -> None:
        requests = [a_request(n, day=TUESDAY, start=TEN, consultant="Hadi") for n in (2, 3)]
        there = {c.DATE: TUESDAY, c.START: TEN}
        same(
            moved(requests, [a_booking(3, "Hadi", **there)]),
            [a_booking(3, "Hadi", **there, fixed=True)],
            (2, "Hadi 24/11 10.00 sudah dipegang CC-0003"),
        )

    @pytest.mark.parametrize("fixed", [False, True])
    def test_two_change_places(self, fixed: bool) -> None:
        placed = [a_booking(1, fixed=fixed), a_booking(2, "Hadi", start=TEN, fixed=fixed)]
        requests = [
            a_request(1, start=TEN, consultant="Hadi"),
            a_request(2, start=NINE, consultant="Rina"),
        ]
        same(
            moved(requests, placed),
            [a_booking(1, "Hadi", start=TEN, fixed=True), a_booking(2, fixed=True)],
        )

    def test_one_goes_where_another_leaves_if_that_one_can_leave(self) -> None:
        placed = [a_booking(1, fixed=True), a_booking(2, start=TEN, fixed=True)]
        follow = a_request(1, start=TEN)
        same(
            moved([follow, a_request(2, day=TUESDAY)], placed),
            [
                a_booking(1, start=TEN, fixed=True),
                a_booking(2, date=TUESDAY, start=TEN, fixed=True),
            ],
        )
        same(
            moved([follow, a_request(2, day=WEDNESDAY)], placed),
            placed,
            (1, "Rina 23/11 10.00 sudah dipegang CC-0002"),
            (2, "Rina tidak bertugas untuk layanan Koperasi 25/11 10.00"),
        )


@pytest.mark.parametrize(
    ("request_", "placed", "caps", "quota", "released", "reason"),
    [
        pytest.param(
            a_request(1, day=MONDAY), [a_booking(1, date=TUESDAY), a_booking(2, "Hadi")],
            {c.ROOMS: 1}, [], False, "ruang Koperasi 23/11 09.00 penuh", id="no room",
        ),
        pytest.param(
            a_request(1, day=MONDAY), [a_booking(1, date=TUESDAY), a_booking(2, "Hadi")],
            {c.ROOMS: 2}, [], False, None, id="a room is free",
        ),
        pytest.param(
            a_request(1, consultant="Hadi"),
            [a_booking(1), a_booking(2, "Agus"), a_booking(3, "Lina")],
            {c.ROOMS: 1}, [], False, None, id="in the same room cell, though it is over",
        ),
        pytest.param(
            a_request(1, day=MONDAY, start=TEN), [a_booking(1, date=TUESDAY), a_booking(2)],
            {c.DAILY_MAXIMUM: 1}, [], False, "Rina sudah mencapai maksimum sesi 23/11",
            id="the daily maximum is reached",
        ),
        pytest.param(
            a_request(1, start=TEN), [a_booking(1), a_booking(2, start=HALF_PAST)],
            {c.DAILY_MAXIMUM: 1}, [], False, None,
            id="with the same consultant that day, though it is over",
        ),
        pytest.param(
            a_request(1, day=MONDAY), [a_booking(1, date=TUESDAY), a_booking(2, "Hadi")],
            {}, [a_quota(5, 1)], False, "kuota Koperasi 23/11 penuh", id="the quota is full",
        ),
        pytest.param(
            a_request(1, day=MONDAY), [a_booking(1, date=TUESDAY), a_booking(2, "Hadi")],
            {}, [a_quota(1, 1)], True, None, id="the reserve is released",
        ),
        pytest.param(
            a_request(1, day=MONDAY), [a_booking(1, date=TUESDAY), a_booking(2, "Hadi")],
            {}, [a_quota(0, 1)], True, "kuota Koperasi 23/11 penuh",
            id="the reserve is used up",
        ),
        pytest.param(
            a_request(1, start=TEN), [a_booking(1), a_booking(2, "Hadi")],
            {}, [a_quota(0, 0)], False, None, id="within the day, though the quota was lowered",
        ),
        pytest.param(
            a_request(1, day=MONDAY), [a_booking(1, date=TUESDAY)],
            {}, [a_quota(0, None)], False, None, id="no quota for the public",
        ),
        pytest.param(
            a_request(1, day=MONDAY), [a_booking(1, date=TUESDAY)],
            {}, [a_quota(None, 0)], True, None, id="no quota for the invited, released",
        ),
        pytest.param(
            a_request(1, day=MONDAY), [a_booking(1, date=TUESDAY)],
            {}, [a_quota(None, 0)], False, "kuota Koperasi 23/11 penuh",
            id="no quota for the invited, not released",
        ),
        pytest.param(
            a_request(1, day=MONDAY), [a_booking(1, date=TUESDAY)],
            {}, [a_quota(0, 0, service="UKM"), a_quota(0, 0, date=TUESDAY)], False, None,
            id="other services' and days' quotas",
        ),
    ],
)  # fmt: skip
def test_caps(
    request_: Row,
    placed: list[Row],
    caps: dict[str, int],
    quota: list[Row],
    released: bool,
    reason: str | None,
) -> None:
    found, said = moved([request_], placed, offered=roster(**caps), quota=quota, released=released)
    pd.testing.assert_frame_equal(said, remarks(*([(1, REFUSED + reason)] if reason else [])))
    moves = places(found)[code(1)] != places(bookings(*placed))[code(1)]
    assert moves == (reason is None)


def test_the_invited_have_a_quota_of_their_own() -> None:
    people = [a_member(1, **INVITED), a_member(2)]
    placed = [a_booking(1, date=TUESDAY), a_booking(2, "Hadi")]
    request = a_request(1, day=MONDAY)
    same(
        moved([request], placed, people, quota=[a_quota(1, 0)]),
        [a_booking(1, fixed=True), placed[1]],
    )
    same(
        moved([request], placed, people, quota=[a_quota(0, 9)], released=True),
        placed,
        (1, "kuota Koperasi 23/11 penuh"),
    )


def test_a_cap_with_room_for_one_ends_the_booking_that_makes_way() -> None:
    placed = [a_booking(1, date=TUESDAY), a_booking(2)]
    found = moved([a_request(1, day=MONDAY)], placed, offered=roster(rooms=1))
    same(found, [a_booking(1, fixed=True)])


def test_nobody_asks_for_anything() -> None:
    placed = [a_booking(2), a_booking(1, "Hadi", fixed=True)]
    same(moved([a_row(1), a_row(2)], placed), placed)
    same(moved([]), [])
    same(moved([], people=[], offered=[]), [])


SLOTS = st.tuples(
    st.sampled_from(["Rina", "Hadi"]), st.sampled_from([MONDAY, TUESDAY]), st.sampled_from(STARTS)
)
BOOKED = st.one_of(st.none(), SLOTS)
WISHED = st.one_of(
    st.none(),
    st.tuples(
        st.sampled_from([None, "Rina", "hadi", "Yusuf"]),
        st.sampled_from([None, MONDAY, TUESDAY, "besok"]),
        st.sampled_from([None, *STARTS]),
    ),
)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(BOOKED, WISHED, st.booleans(), st.booleans()), max_size=7),
    st.sampled_from([None, 1, 2]),
    st.sampled_from([None, 1, 2]),
    st.booleans(),
)
def test_after_the_moves(
    drawn: list[tuple[Any, Any, bool, bool]], rooms: int | None, daily: int | None, released: bool
) -> None:
    people = [a_member(n, **(INVITED if drawn[n][3] else {})) for n in range(len(drawn))]
    placed = [
        a_booking(n, where[0], date=where[1], start=where[2], fixed=fixed)
        for n, (where, _, fixed, _) in enumerate(drawn)
        if where
    ]
    requests = [
        a_request(n, consultant=wish[0], day=wish[1], start=wish[2])
        for n, (_, wish, *_) in enumerate(drawn)
        if wish
    ]
    offered = roster(rooms=rooms, daily_maximum=daily)
    quota = [a_quota(1, 2), a_quota(None, 1, date=TUESDAY)]

    def go(requests: list[Row], placed: list[Row]) -> tuple[pd.DataFrame, pd.DataFrame]:
        return moved(requests, placed, people, offered, quota, released=released)

    found, said = go(requests, placed)
    before, after = places(bookings(*placed)), places(found)
    fixed = dict(zip(found[c.CODE], found[c.FIXED], strict=True))
    assert found[c.CODE].is_unique
    assert said[c.CODE].is_unique
    asked = {row[c.CODE] for row in requests}
    untouched = set(before) - asked
    assert {who for who in untouched if fixed.get(who)} >= {
        row[c.CODE] for row in placed if row[c.FIXED] and row[c.CODE] in untouched
    }
    assert all(after[who] == before[who] for who in untouched & set(after))
    assert all(after.get(who) == before.get(who) for who in said[c.CODE] if who in after)
    newcomers = {who for who in after if after[who] != before.get(who)}
    assert all(fixed[who] for who in newcomers)
    held = Counter(where for who, where in after.items() if fixed[who])
    assert all(held[after[who]] == 1 for who in newcomers)
    for who in newcomers:
        consultant, day, start = after[who]
        stood = before.get(who)
        in_room = [w for w in after.values() if w[1:] == (day, start)]
        with_consultant = [w for w in after.values() if w[:2] == (consultant, day)]
        assert rooms is None or len(in_room) <= rooms or (stood and stood[1:] == (day, start))
        assert (
            daily is None
            or len(with_consultant) <= daily
            or (stood and stood[:2] == (consultant, day))
        )
    turned, said_turned = go(requests[::-1], placed[::-1])
    pd.testing.assert_frame_equal(without_order(turned, [c.CODE]), without_order(found, [c.CODE]))
    pd.testing.assert_frame_equal(said_turned, said)
