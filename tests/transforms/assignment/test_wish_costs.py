"""What meeting a wish would cost: against another solver, and on weeks small enough to see it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import Executor
from datetime import time, timedelta
from typing import Any

import pandas as pd
import pytest

from tests.transforms.assignment_random_weeks import random_week
from tests.transforms.assignment_second_opinion import second_solver, second_wish
from tests.transforms.assignment_weeks import (
    MONDAY,
    Booking,
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
from transforms.assignment.assignment import Assignment, assign
from transforms.assignment.wish_answers import Wish
from transforms.assignment.wish_costs import wish_costs

TUESDAY = MONDAY + timedelta(days=1)
EARLY, LATE = time(13), time(13, 30)
EVERY = tuple(Wish)
COLUMNS = [
    *("code", "wish", "kind", "level", "measure", "loss", "reason", "evidence"),
    *("consultant", "date", "start"),
]


def assigned(week: WeekFrames) -> Assignment:
    return assign(week.clients, week.slots, week.quotas, week.placed, released=week.released)


def costs_of(
    week: WeekFrames, wishes: tuple[Wish, ...] = EVERY, code: str | None = None
) -> pd.DataFrame:
    return wish_costs(
        week.clients,
        week.slots,
        week.quotas,
        week.placed,
        assigned(week).bookings,
        released=week.released,
        codes=[code] if code else list(week.clients["code"]),
        wishes=wishes,
    )


def wishing(rank: int, **changes: Any) -> Row:
    """A client who would rather come at half past."""
    return a_client(rank, times=(LATE,), **changes)


BOTH = [a_slot(), a_slot(start=LATE)]
OTHER_FIELD = {"field": "Kemitraan"}
MAIN = {"main_fields": frozenset({"Kemitraan"}), "other_fields": frozenset[str]()}

CASES: dict[str, tuple[WeekFrames, str, str, str]] = {
    "nobody is there then": (
        a_week([wishing(1)], [a_slot()]),
        "CC-0001",
        "no_slot",
        "Tidak ada sesi yang cocok pada jam yang diinginkan",
    ),
    "nobody has the field as a main one": (
        a_week([a_client(1, **OTHER_FIELD)], [a_slot(), a_slot("Sari", date=TUESDAY, **MAIN)]),
        "CC-0001",
        "no_slot",
        "Tidak ada konsultan Bidang Utama Kemitraan pada tanggal pilihan",
    ),
    "a booking that may not move is there": (
        a_week([wishing(1), a_client(2)], BOTH, placed=[a_booking(2, start=LATE, fixed=True)]),
        "CC-0001",
        "held CC-0002",
        "Semua sesi seperti itu dipegang jadwal tetap: CC-0002",
    ),
    "the client's own booking may not move": (
        a_week([wishing(1)], BOTH, placed=[a_booking(1, fixed=True)]),
        "CC-0001",
        "fixed",
        "Jadwalnya sendiri tidak boleh bergeser lagi",
    ),
    "no room then": (
        a_week([wishing(1)], [a_slot(), a_slot(start=LATE, rooms=0)]),
        "CC-0001",
        "caps",
        "Sesi seperti itu tertutup oleh ruang, batas harian konsultan atau kuota",
    ),
    "one with a booking would lose the place": (
        a_week(
            [wishing(1, field="Ekspor"), a_client(2, field="Kemitraan")],
            [a_slot(other_fields=frozenset()), a_slot(start=LATE)],
            placed=[a_booking(2, start=LATE)],
        ),
        "CC-0001",
        "worse 0 kept 1 CC-0002",
        "1 klien yang sudah punya jadwal akan kehilangan tempat: CC-0002",
    ),
    "one fewer would be served": (
        a_week(
            [wishing(1, field="Ekspor"), a_client(2, field="Kemitraan")],
            [a_slot(other_fields=frozenset()), a_slot(start=LATE)],
        ),
        "CC-0001",
        "worse 1 served 1 CC-0002",
        "1 klien lebih sedikit akan terlayani; tanpa tempat: CC-0002",
    ),
    "a better rank would make way for a lower one": (
        a_week(
            [wishing(1), a_client(2, field="Kemitraan"), a_client(3, field="Ekspor")],
            [a_slot(other_fields=frozenset()), a_slot(start=LATE)],
        ),
        "CC-0001",
        "worse 2 ranks 1 CC-0002",
        "1 klien akan digeser pendaftar sesudahnya: CC-0002",
    ),
    "only the client's own booking would change": (
        a_week([wishing(1)], BOTH, placed=[a_booking(1)]),
        "CC-0001",
        "worse 3 rescheduled 1 CC-0001",
        "Hanya jadwalnya sendiri yang berubah; petugas dapat memindahkannya (Pindah)",
    ),
    "two bookings would change": (
        a_week(
            [wishing(1), a_client(2)],
            BOTH,
            placed=[a_booking(1), a_booking(2, start=LATE)],
        ),
        "CC-0001",
        "worse 3 rescheduled 2 CC-0001, CC-0002",
        "2 jadwal akan berubah tanggal atau jamnya: CC-0001, CC-0002",
    ),
    "another consultant would take over": (
        a_week(
            [a_client(1, **OTHER_FIELD), a_client(2, **OTHER_FIELD)],
            [a_slot(), a_slot("Sari", **MAIN)],
            placed=[a_booking(1), a_booking(2, "Sari")],
        ),
        "CC-0001",
        "worse 3 reassigned 2 CC-0001, CC-0002",
        "2 jadwal akan berganti konsultan: CC-0001, CC-0002",
    ),
    "others would lose more of their wishes": (
        a_week(
            [a_client(1, **OTHER_FIELD), wishing(2)],
            [a_slot(), a_slot("Sari", start=LATE, **MAIN)],
        ),
        "CC-0001",
        "worse 4 wishes 1 CC-0002",
        "Keinginan klien lain berkurang (nilai 1): CC-0002",
    ),
    "another wishes for the same, and comes first": (
        a_week([wishing(1), wishing(2)], BOTH),
        "CC-0001",
        "worse 6 order 1",
        "Klien yang mendaftar lebih dulu akan mundur dalam minggu itu (nilai 1)",
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_the_first_level_that_would_get_worse(case: tuple[WeekFrames, str, str, str]) -> None:
    week, code, answer, sentence = case
    (row,) = costs_of(week, (Wish.START, Wish.MAIN_FIELD), code).to_dict("records")
    parts = [row[name] for name in ("kind", "level", "measure", "loss", "evidence")]
    assert " ".join(str(part) for part in parts if not pd.isna(part)) == answer
    assert row["reason"] == sentence


def test_where_the_client_would_be() -> None:
    week, code, *_ = CASES["only the client's own booking would change"]
    (row,) = costs_of(week, code=code).to_dict("records")
    assert (row["consultant"], row["date"], row["start"]) == ("Rina", MONDAY, LATE)


def test_wishes_that_are_met_or_were_not_made_cost_nothing() -> None:
    week = a_week([a_client(1), wishing(2, field="Ekspor")], BOTH, [a_quota(0, 5)])
    found = costs_of(week)
    assert list(found) == COLUMNS
    assert found.empty
    assert str(found["loss"].dtype) == "Int64"


def test_what_staying_would_have_cost_one_who_was_moved() -> None:
    """The one who can come on either day makes way for the one who can come on Monday only."""
    week = a_week(
        [a_client(1, dates=(MONDAY, TUESDAY)), a_client(2)],
        [a_slot(), a_slot(date=TUESDAY)],
        placed=[a_booking(1)],
    )
    (row,) = costs_of(week, (Wish.PLACE,)).to_dict("records")
    assert [row[name] for name in ("code", "wish", "level", "loss", "evidence")] == [
        *("CC-0001", "place", 1, 1, "CC-0002")
    ]


def test_the_order_of_rows_does_not_matter() -> None:
    week = random_week(2, most=12)
    pd.testing.assert_frame_equal(costs_of(shuffled(week, 7)), costs_of(week))


@pytest.fixture(scope="module")
def other_solver() -> Iterator[Executor]:
    with second_solver() as executor:
        yield executor


@pytest.mark.parametrize("first", range(0, 12, 6))
def test_another_solver_finds_the_same_first_level(other_solver: Executor, first: int) -> None:
    for seed in range(first, first + 6):
        week = random_week(seed, most=9)
        values = dict(assigned(week).levels[["measure", "value"]].to_numpy().tolist())
        for row in costs_of(week).to_dict("records"):
            if row["kind"] in {"fixed", "no_slot"}:
                continue
            slots = meeting(week, row["code"], row["wish"])
            answer = other_solver.submit(second_wish, week, row["code"], slots).result()
            assert first_worse(values, answer) == found_in(row), (seed, row)


def meeting(week: WeekFrames, code: str, wish: str) -> frozenset[Booking]:
    (client,) = week.clients[week.clients["code"] == code].to_dict("records")
    slots = week.slots.to_dict("records")
    if wish == "place":
        return frozenset({bookings_of(week.placed)[code]})
    if wish == "start":
        found = [s for s in slots if fits(client, s) and s["start"] in client["times"]]
    else:
        found = [s for s in slots if fits(client, s) and client["field"] in s["main_fields"]]
    return frozenset(map(booking_of, found))


def first_worse(values: Mapping[str, int], answer: Any) -> tuple[str, int | None]:
    """The first measure that differs, and by how much; at level 2 only that it does."""
    if answer is None:
        return "impossible", None
    for measure, value in answer[0].items():
        if measure == "ranks" and value != values["ranks"]:
            return "ranks", None
        if value != values[measure]:
            return measure, abs(value - values[measure])
    return "equal", None


def found_in(row: Mapping[Any, Any]) -> tuple[str, int | None]:
    if row["kind"] in {"held", "caps"}:
        return "impossible", None
    if row["kind"] == "worse":
        return row["measure"], None if row["measure"] == "ranks" else row["loss"]
    return row["kind"], None
