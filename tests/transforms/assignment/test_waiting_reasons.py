"""Reasons against another solver, and each of them on a week small enough to see it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms.assignment_random_weeks import random_week
from tests.transforms.assignment_second_opinion import second_reason, second_solver
from tests.transforms.assignment_weeks import (
    MONDAY,
    Row,
    WeekFrames,
    a_booking,
    a_client,
    a_quota,
    a_slot,
    a_week,
    booking_of,
    bookings_of,
    fits,
    shuffled,
)
from transforms.assignment.assignment import assign
from transforms.assignment.waiting_explanation import Kind
from transforms.assignment.waiting_reasons import reasons

TUESDAY = MONDAY + timedelta(days=1)
WEDNESDAY = MONDAY + timedelta(days=2)
LATER = time(13, 30)


def reasons_of(
    week: WeekFrames,
    *,
    late: frozenset[str] = frozenset(),
    all_slots: pd.DataFrame | None = None,
    pinned: frozenset[str] = frozenset(),
    today: date = MONDAY,
) -> pd.DataFrame:
    found = assign(week.clients, week.slots, week.quotas, week.placed, released=week.released)
    return reasons(
        week.clients.assign(late=week.clients["code"].isin(late)),
        week.slots if all_slots is None else all_slots,
        week.slots,
        week.quotas,
        found.bookings,
        released=week.released,
        fixed=set(week.placed.loc[week.placed["fixed"], "code"]),
        pinned=pinned,
        today=today,
    )


RINA = a_slot()
RINA_LATER = a_slot(start=LATER)
ONE_CLIENT_MORE = [a_client(1), a_client(2)]

CASES: dict[str, tuple[WeekFrames, str, str]] = {
    "no consultant for the field": (
        a_week([a_client(1, field="NIB/OSS")], [RINA]),
        "no_consultant",
        "Tidak ada konsultan bidang NIB/OSS minggu ini",
    ),
    "no consultant for the service": (
        a_week([a_client(1, service="Koperasi")], [RINA]),
        "no_consultant",
        "Tidak ada konsultan layanan Koperasi minggu ini",
    ),
    "none on the dates": (
        a_week([a_client(1, dates=(TUESDAY,), field="Ekspor")], [RINA]),
        "no_consultant_on_dates",
        "Tidak ada konsultan bidang Ekspor pada tanggal yang dipilih",
    ),
    "not to be placed any more": (
        a_week([a_client(1, placeable=False)], [RINA]),
        "late",
        "Tanggal yang dipilih sudah lewat atau penempatan sudah ditutup",
    ),
    "no room": (
        a_week(ONE_CLIENT_MORE, [a_slot(rooms=1), a_slot("Sari", rooms=1)]),
        "room",
        "Ruang UKM 23/11 penuh",
    ),
    "the consultant's day is full": (
        a_week(ONE_CLIENT_MORE, [a_slot(daily_maximum=1), a_slot(start=LATER, daily_maximum=1)]),
        "daily_maximum",
        "Batas sesi harian konsultan 23/11 tercapai",
    ),
    "reserved for the invited": (
        a_week(ONE_CLIENT_MORE, [RINA, RINA_LATER], [a_quota(invited=1, public=1)]),
        "reserve",
        "Sisa tempat 23/11 dicadangkan untuk undangan",
    ),
    "the public's quota": (
        a_week(ONE_CLIENT_MORE, [RINA, RINA_LATER], [a_quota(invited=0, public=1)]),
        "quota",
        "Kuota umum 23/11 penuh",
    ),
    "the quota of the invited": (
        a_week(
            [a_client(1, group="Undangan"), a_client(2, group="Undangan")],
            [RINA, RINA_LATER],
            [a_quota(invited=1, public=5)],
            released=True,
        ),
        "quota",
        "Kuota undangan 23/11 penuh",
    ),
    "a pin": (
        a_week(
            [a_client(1), a_client(2, dates=(MONDAY, TUESDAY))],
            [RINA, a_slot(date=TUESDAY)],
            placed=[a_booking(2, fixed=True)],
        ),
        "pin",
        "Terhalang sesi 23/11 13.00 yang dikunci petugas (CC-0002)",
    ),
    "two caps at once": (
        a_week(
            ONE_CLIENT_MORE,
            [a_slot(rooms=1), a_slot("Sari", rooms=1)],
            [a_quota(invited=0, public=1)],
        ),
        "several",
        "Terhalang sekaligus oleh ruang dan kuota",
    ),
    "two caps at once, the reserve among them": (
        a_week(
            ONE_CLIENT_MORE,
            [a_slot(rooms=1), a_slot("Sari", rooms=1)],
            [a_quota(invited=1, public=1)],
        ),
        "several",
        "Terhalang sekaligus oleh ruang dan cadangan undangan",
    ),
    "held by better ranks": (
        a_week([a_client(1), a_client(2), a_client(3)], [RINA, RINA_LATER]),
        "held",
        "Semua sesi yang cocok dipegang 2 pendaftar lebih dulu",
    ),
    "held by one who had the place before": (
        a_week([a_client(1), a_client(2), a_client(3)], [RINA, RINA_LATER], placed=[a_booking(3)]),
        "held",
        "Semua 2 sesi yang cocok terisi, 1 oleh pendaftar lebih dulu",
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_the_reason_of_the_only_one_who_waits(case: tuple[WeekFrames, str, str]) -> None:
    week, kind, sentence = case
    found = reasons_of(week, pinned=frozenset({"CC-0002"}))
    assert found[["kind", "reason"]].to_numpy().tolist() == [[kind, sentence]]


def test_late_comes_before_every_other_fact() -> None:
    week = a_week([a_client(1, field="NIB/OSS")], [RINA])
    assert reasons_of(week, late=frozenset({"CC-0001"}))["kind"].tolist() == ["late"]


@pytest.mark.parametrize(
    ("today", "sentence"),
    [
        (MONDAY, "Mendaftar setelah jadwal ditutup"),
        (TUESDAY, "Mendaftar setelah jadwal ditutup"),
        (WEDNESDAY, "Tanggal yang dipilih sudah lewat atau penempatan sudah ditutup"),
    ],
    ids=["both dates ahead", "on the last of them", "both past"],
)
def test_who_registered_late_is_told_so_while_a_date_is_ahead(today: date, sentence: str) -> None:
    week = a_week([a_client(1, dates=(MONDAY, TUESDAY), placeable=False)], [RINA])
    found = reasons_of(week, late=frozenset({"CC-0001"}), today=today)
    assert found[["kind", "reason"]].to_numpy().tolist() == [["late", sentence]]


def test_a_slot_that_is_closed_already_makes_a_client_late() -> None:
    week = a_week([a_client(1)], [a_slot(date=TUESDAY)])
    whole = a_week(slots=[RINA, a_slot(date=TUESDAY)]).slots
    assert reasons_of(week, all_slots=whole)["kind"].tolist() == ["late"]


def test_a_booking_that_is_fixed_but_not_pinned_is_no_reason() -> None:
    week, _, _ = CASES["a pin"]
    assert reasons_of(week)["kind"].tolist() == ["held"]


def test_nobody_waits() -> None:
    found = reasons_of(a_week([a_client(1)], [RINA]))
    assert list(found) == ["code", "reason", "kind", "evidence", "remedy"]
    assert found.empty
    assert set(found.dtypes.astype(str)) == {"str"}


@pytest.mark.parametrize(
    ("free", "remedy"),
    [
        ([a_slot(date=WEDNESDAY)], "Masih ada tempat: Rabu 25/11"),
        ([a_slot(date=WEDNESDAY), a_slot(date=TUESDAY)], "Masih ada tempat: Selasa 24/11"),
        ([a_slot(date=WEDNESDAY, rooms=0)], None),
        ([a_slot(date=WEDNESDAY, service="Koperasi")], None),
        ([], None),
    ],
    ids=["one", "the nearest", "no room there", "another service", "none"],
)
def test_the_nearest_date_with_room_is_offered(free: list[Row], remedy: str | None) -> None:
    found = reasons_of(a_week(ONE_CLIENT_MORE, [RINA, *free]))
    assert found["remedy"].astype(object).where(found["remedy"].notna(), None).tolist() == [remedy]


@pytest.fixture(scope="module")
def other_solver() -> Iterator[Executor]:
    with second_solver() as executor:
        yield executor


@pytest.mark.parametrize("first", range(0, 60, 10))
def test_each_reason_is_true_and_none_before_it_by_another_solver(
    other_solver: Executor, first: int
) -> None:
    for seed in range(first, first + 10):
        whole = random_week(seed, most=14)
        is_closed = whole.slots["date"].eq(whole.slots["date"].min()) & (seed % 3 == 0)
        week, pinned = _assigned(replace(whole, slots=whole.slots[~is_closed]))
        found = reasons_of(week, all_slots=whole.slots, pinned=pinned)
        clients = {client["code"]: client for client in week.clients.to_dict("records")}
        for code, kind, sentence, evidence in found[
            ["code", "kind", "reason", "evidence"]
        ].itertuples(index=False):
            fact = _fact(clients[code], whole.slots, week.slots)
            assert (seed, code, kind) == (seed, code, fact or kind)
            if fact:
                continue
            waivers = _waivers(kind, evidence)
            again, serves, needless = other_solver.submit(
                second_reason, week, code, pinned, waivers
            ).result()
            assert (seed, code, kind) == (seed, code, again)
            if kind == Kind.HELD:
                _check_holders(week, clients[code], sentence, evidence)
            else:
                assert (serves, needless) == (True, [])


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10**9), st.integers(0, 2**32 - 1))
def test_the_order_of_rows_changes_no_reason(drawn: int, seed: int) -> None:
    week, pinned = _assigned(random_week(drawn, most=25))
    pd.testing.assert_frame_equal(
        reasons_of(week, pinned=pinned), reasons_of(shuffled(week, seed), pinned=pinned)
    )


def _fact(client: Row, all_slots: pd.DataFrame, open_slots: pd.DataFrame) -> str | None:
    """Give the fact that keeps a client waiting, by the contract's words."""
    every_day = client | {"dates": tuple(all_slots["date"])}
    if not client["placeable"]:
        return Kind.LATE
    if not any(fits(every_day, slot) for slot in all_slots.to_dict("records")):
        return Kind.NO_CONSULTANT
    if not any(fits(client, slot) for slot in all_slots.to_dict("records")):
        return Kind.NO_CONSULTANT_ON_DATES
    if not any(fits(client, slot) for slot in open_slots.to_dict("records")):
        return Kind.LATE
    return None


def _waivers(kind: str, evidence: Any) -> frozenset[str]:
    """Give what the evidence says would serve: rules together, a cap on a date, one's pin."""
    if kind == Kind.SEVERAL:
        return frozenset(evidence.split(", "))
    if kind == Kind.PIN:
        return frozenset({"pin" if pd.isna(evidence) else evidence})
    return frozenset({f"{kind} {evidence}"})


def _check_holders(week: WeekFrames, client: Row, sentence: str, evidence: str) -> None:
    """All slots that fit are taken, by those named; the sentence counts who of them is before."""
    rank = dict(zip(week.clients["code"], week.clients["rank"], strict=True))
    fitting = {booking_of(slot) for slot in week.slots.to_dict("records") if fits(client, slot)}
    held = {code: key for code, key in bookings_of(week.placed).items() if key in fitting}
    before = sum(rank[code] < client["rank"] for code in held)
    assert set(held.values()) == fitting
    assert set(evidence.split(", ")) == held.keys()
    assert f"{before} " in sentence
    assert before == len(held) or f"Semua {len(held)} sesi" in sentence


def _assigned(week: WeekFrames) -> tuple[WeekFrames, frozenset[str]]:
    """Give the week with its bookings as placed, and a pin on every other movable one of them."""
    found = assign(week.clients, week.slots, week.quotas, week.placed, released=week.released)
    rows = found.bookings.to_dict("records")
    offered = {booking_of(row) for row in week.slots.to_dict("records")}
    taken = Counter(map(booking_of, rows))
    fixed = set(week.placed.loc[week.placed["fixed"], "code"])
    movable = [r["code"] for r in rows if booking_of(r) in offered and taken[booking_of(r)] == 1]
    pinned = frozenset(movable[::2])
    held = found.bookings["code"].isin(fixed | pinned) | ~found.bookings["code"].isin(movable)
    return replace(week, placed=found.bookings.assign(fixed=held)), pinned
