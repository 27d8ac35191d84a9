from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

import pandas as pd
import pytest
from hypothesis import Phase as Stage
from hypothesis import given, settings
from hypothesis import strategies as st

from loket import columns as c
from loket.vocabulary import Group, Phase, Status
from loket.week import Week
from pipeline.clinic.week_facts import WeekFacts
from pipeline.clinic.week_plan import WeekPlan, plan_week
from tests.transforms.schedule_frames import (
    BEFORE,
    HALF_PAST,
    MONDAY,
    NINE,
    TEN,
    TUESDAY,
    WEDNESDAY,
    Row,
    a_booked_row,
    a_member,
    a_quota,
    a_row,
    a_slot,
    code,
    members,
    on,
    quotas,
    sheet,
    slots,
)
from transforms.schedule.sheet_schedule import sheet_schedule
from transforms.schedule.staff_moves import REFUSED
from transforms.schedule.standing_bookings import CHANGED, LOST

DAYS = (MONDAY, TUESDAY, WEDNESDAY)
TYPED = [
    *(c.TOLD, c.CONFIRMATION, c.MOVE_DATE, c.MOVE_START, c.MOVE_CONSULTANT, c.PINNED),
    *(c.ATTENDANCE, c.ARRIVED, c.NOTES),
]
IN_DRAFT: dict[str, Any] = {"phase": Phase.DRAFTED, "now": BEFORE, "placing": DAYS}
ON_MONDAY: dict[str, Any] = {"phase": Phase.RUNNING, "now": on(MONDAY, 8), "placing": (WEDNESDAY,)}
AFTERWARDS: dict[str, Any] = {
    "phase": Phase.CLOSED,
    "now": on(date(2026, 11, 28), 8),
    "placing": (),
}


def facts(
    offered: Sequence[Row],
    *,
    phase: Phase = Phase.DRAFTED,
    placing: Sequence[date] = DAYS,
    quota: Sequence[Row] = (),
    names: Sequence[str] = ("Rina", "Hadi", "Agus"),
) -> WeekFacts:
    """A week of three service days of Koperasi."""
    roster = slots(*offered)
    return WeekFacts(
        week=Week.of(MONDAY),
        limits=None,
        phase=phase,
        released=phase >= Phase.FROZEN,
        service_days=pd.DataFrame(
            {c.DATE: DAYS, c.SERVICE: "Koperasi", c.OPEN: True}, index=range(3)
        ),
        slots=roster,
        automatic=roster[roster[c.DATE].isin(placing)],
        quotas=quotas(*quota),
        rooms=pd.DataFrame(),
        placing_days=frozenset(placing),
        roster_names=frozenset(names),
        spelling={name.casefold(): name for name in names},
    )


def plan(
    offered: Sequence[Row],
    people: Sequence[Row],
    rows: Sequence[Row] = (),
    *,
    now: datetime = BEFORE,
    departed: Mapping[str, tuple[Status, str]] | None = None,
    redated: Sequence[str] = (),
    **circumstances: Any,
) -> WeekPlan:
    return plan_week(
        facts(offered, **circumstances),
        members(*people).drop(columns=c.RANK),
        sheet(*rows),
        departed or {},
        [],
        redated=redated,
        now=now,
        solver_seconds=20,
    )


def again(found: WeekPlan, rows: Sequence[Row]) -> list[Row]:
    """The sheet as the pass leaves it: what staff typed stands beside it."""
    staff = {row[c.CODE]: {name: row[name] for name in TYPED} for row in rows}
    return [{**a_row(), **line, **staff.get(line[c.CODE], {})} for line in lines(found)]


def lines(found: WeekPlan) -> list[Row]:
    """The rows of the schedule, blank cells None."""
    plain = found.schedule.astype(object)
    records = plain.where(plain.notna(), None).to_dict("records")
    return [{str(name): value for name, value in record.items()} for record in records]


def line(found: WeekPlan, number: int) -> Row:
    (row,) = [row for row in lines(found) if row[c.CODE] == code(number)]
    return row


def where(found: WeekPlan, number: int) -> tuple[Any, ...]:
    row = line(found, number)
    return (row[c.STATUS], row[c.CONSULTANT], row[c.DATE], row[c.START])


def says(found: WeekPlan, number: int, text: str) -> bool:
    remark = line(found, number)[c.REMARK]
    return isinstance(remark, str) and text in remark


class TestALostConsultant:
    told = a_booked_row(1, told=True, status=Status.SCHEDULED.value)

    def test_on_the_day_another_one_at_the_same_time_comes_first(self) -> None:
        offered = [a_slot("Hadi"), a_slot("Agus", date=WEDNESDAY)]
        people = [a_member(1, dates=(MONDAY, WEDNESDAY))]
        found = plan(offered, people, [self.told], **ON_MONDAY)
        assert where(found, 1) == ("Terjadwal", "Hadi", MONDAY, NINE)
        assert says(found, 1, CHANGED)
        assert found.lost == {code(1)}

    def test_on_the_day_nobody_else_is_free_then(self) -> None:
        offered = [a_slot("Hadi"), a_slot("Hadi", start=HALF_PAST)]
        people = [a_member(1), a_member(2)]
        found = plan(offered, people, [self.told, a_booked_row(2, consultant="Hadi")], **ON_MONDAY)
        assert where(found, 2) == ("Terjadwal", "Hadi", MONDAY, NINE)
        assert line(found, 1)[c.STATUS] == "Daftar Tunggu"
        for text in (CHANGED, LOST, "Usulan: 23/11 09.30 Hadi (calon ke-1)"):
            assert says(found, 1, text)

    def test_in_the_draft_it_is_placed_anew(self) -> None:
        found = plan([a_slot("Hadi", start=TEN)], [a_member(1)], [self.told], **IN_DRAFT)
        assert where(found, 1) == ("Terjadwal", "Hadi", MONDAY, TEN)
        assert not says(found, 1, LOST)

    def test_the_loss_is_remembered_while_the_client_waits(self) -> None:
        rows = [self.told]
        first = plan([], [a_member(1)], rows, **IN_DRAFT)
        second = plan([], [a_member(1)], again(first, rows), **IN_DRAFT)
        assert says(first, 1, LOST)
        pd.testing.assert_frame_equal(second.schedule, first.schedule)
        assert [set(found.lost) for found in (first, second)] == [{code(1)}, set()]


class TestAttendance:
    def test_who_was_there_gets_no_other_place_and_no_proposal(self) -> None:
        offered = [a_slot(), a_slot(date=WEDNESDAY)]
        people = [a_member(1, dates=(MONDAY, WEDNESDAY))]
        found = plan(offered, people, [a_row(1, attendance="Hadir")], **ON_MONDAY)
        assert where(found, 1) == ("Hadir", None, None, None)
        assert line(found, 1)[c.REMARK] is None

    def test_who_cancelled_and_came_keeps_the_place(self) -> None:
        row = a_booked_row(1, status="Batal", confirmation="Batal", attendance="Hadir")
        later = {**ON_MONDAY, "now": on(MONDAY, 10)}
        found = plan([a_slot(), a_slot(date=WEDNESDAY)], [a_member(1)], [row], **later)
        assert where(found, 1) == ("Hadir", "Rina", MONDAY, NINE)

    def test_who_cancelled_leaves_the_place_to_others(self) -> None:
        row = a_booked_row(1, confirmation="Batal")
        found = plan([a_slot()], [a_member(1), a_member(2)], [row], **IN_DRAFT)
        assert where(found, 1) == ("Batal", "Rina", MONDAY, NINE)
        assert where(found, 2) == ("Terjadwal", "Rina", MONDAY, NINE)

    def test_who_is_reinstated_comes_after_those_who_have_a_place(self) -> None:
        rows = [a_booked_row(1, status="Batal"), a_booked_row(2)]
        found = plan([a_slot()], [a_member(1), a_member(2)], rows, **IN_DRAFT)
        assert line(found, 1)[c.STATUS] == "Daftar Tunggu"
        assert where(found, 2) == ("Terjadwal", "Rina", MONDAY, NINE)


class TestOtherDates:
    """A client who is booked on Monday and was told so can come on Tuesday only."""

    told = a_booked_row(1, told=True)
    people = (a_member(1, dates=(TUESDAY,)),)
    unwished = "Tanggal 23/11 di luar Tanggal Bisa klien, isi Pindah bila perlu"

    def test_the_dates_that_staff_entered_move_whoever_was_told(self) -> None:
        offered = [a_slot(), a_slot(date=TUESDAY)]
        found = plan(offered, self.people, [self.told], redated=[code(1)], **IN_DRAFT)
        assert where(found, 1) == ("Terjadwal", "Rina", TUESDAY, NINE)
        assert line(found, 1)[c.REMARK] == f"{CHANGED}; Sebab: tanggal klien diubah petugas"

    def test_where_there_is_no_room_the_booking_stays_and_says_why(self) -> None:
        offered = [a_slot(), a_slot(date=TUESDAY)]
        people, rows = [*self.people, a_member(2)], [self.told, a_booked_row(2, date=TUESDAY)]
        rows[1][c.PINNED] = True
        found = plan(offered, people, rows, redated=[code(1)], **IN_DRAFT)
        assert where(found, 1) == ("Terjadwal", "Rina", MONDAY, NINE)
        assert line(found, 1)[c.REMARK] == self.unwished

    def test_dates_that_the_client_alone_has_edited_wait_for_staff(self) -> None:
        offered = [a_slot(), a_slot(date=TUESDAY)]
        found = plan(offered, self.people, [self.told], **IN_DRAFT)
        assert where(found, 1) == ("Terjadwal", "Rina", MONDAY, NINE)
        assert line(found, 1)[c.REMARK] == self.unwished

    def test_a_frozen_week_is_left_to_staff(self) -> None:
        offered = [a_slot(), a_slot(date=TUESDAY)]
        frozen: dict[str, Any] = {
            "phase": Phase.FROZEN,
            "now": on(date(2026, 11, 20), 13),
            "placing": DAYS,
        }
        found = plan(offered, self.people, [self.told], redated=[code(1)], **frozen)
        assert where(found, 1) == ("Terjadwal", "Rina", MONDAY, NINE)
        assert line(found, 1)[c.REMARK] == self.unwished


class TestMoves:
    def test_a_move_of_somebody_unplaced_is_made_in_the_pass_that_places_them(self) -> None:
        offered = [a_slot(), a_slot(start=TEN)]
        rows = [a_row(1, move_start=TEN)]
        found = plan(offered, [a_member(1)], rows, **IN_DRAFT)
        assert where(found, 1) == ("Terjadwal", "Rina", MONDAY, TEN)
        assert not says(found, 1, REFUSED)

    def test_who_makes_way_is_placed_elsewhere(self) -> None:
        offered = [a_slot(), a_slot(start=TEN)]
        rows = [a_booked_row(1, move_start=TEN), a_booked_row(2, start=TEN)]
        found = plan(offered, [a_member(1), a_member(2)], rows, **IN_DRAFT)
        assert where(found, 1) == ("Terjadwal", "Rina", MONDAY, TEN)
        assert where(found, 2) == ("Terjadwal", "Rina", MONDAY, NINE)

    def test_a_closed_week_is_not_planned_again(self) -> None:
        offered = [a_slot(), a_slot(start=TEN)]
        rows = [a_booked_row(1, move_start=TEN), a_row(2), a_row(3, move_consultant="Rina")]
        found = plan(offered, [a_member(n) for n in (1, 2, 3)], rows, **AFTERWARDS)
        assert where(found, 1) == ("Belum Dicatat", "Rina", MONDAY, NINE)
        assert [line(found, n)[c.STATUS] for n in (2, 3)] == ["Daftar Tunggu", "Daftar Tunggu"]

    def test_of_who_was_transferred_the_row_says_that_nothing_comes_of_it(self) -> None:
        rows = [a_row(1, move_date=MONDAY, move_start=NINE, move_consultant="Rina")]
        gone = {code(1): (Status.TRANSFERRED, "Dialihkan ke 2026-W49")}
        first = plan([a_slot()], [], rows, departed=gone, **ON_MONDAY)
        assert where(first, 1) == ("Dialihkan", None, None, None)
        assert says(first, 1, "Pindah tidak dipakai: sudah dialihkan ke 2026-W49")
        second = plan([a_slot()], [], again(first, rows), departed=gone, **ON_MONDAY)
        pd.testing.assert_frame_equal(second.schedule, first.schedule)

    def test_short_notice_is_for_staff(self) -> None:
        row = a_row(2, move_date=MONDAY, move_start=TEN, move_consultant="rina")
        offered = [a_slot(), a_slot(start=TEN)]
        found = plan(offered, [a_member(1), a_member(2)], [a_row(1), row], **ON_MONDAY)
        assert line(found, 1)[c.STATUS] == "Daftar Tunggu"
        assert says(found, 1, "Usulan: 23/11 09.00 Rina (calon ke-1)")
        assert where(found, 2) == ("Terjadwal", "Rina", MONDAY, TEN)


def test_who_registered_after_the_freeze_is_told_so_beside_a_proposal() -> None:
    rows: list[Row] = []
    for _ in range(2):
        found = plan([a_slot()], [a_member(1, late=True)], rows, **ON_MONDAY)
        assert line(found, 1)[c.REMARK] == (
            "Usulan: 23/11 09.00 Rina (calon ke-1). Isi Pindah bila cocok; "
            "Mendaftar setelah jadwal ditutup"
        )
        rows = again(found, rows)


def test_a_cell_of_staff_that_cannot_be_read_is_named_until_it_is_mended() -> None:
    typed = {**a_row(1), c.CONFIRMATION: "ya nanti"}
    rows = [dict(sheet_schedule(sheet(typed)).iloc[0].drop("row"))]
    found = plan([], [a_member(1)], rows, **ON_MONDAY)
    assert says(found, 1, "Isian tidak terbaca: Konfirmasi (pilih Dikonfirmasi atau Batal)")
    mended = plan([], [a_member(1)], again(found, [a_row(1)]), **ON_MONDAY)
    assert not says(mended, 1, "Isian")


NOBODY_FOR_IT = "Tidak ada konsultan bidang Simpan pinjam minggu ini"
NOBODY_THEN = "Tidak ada konsultan bidang Simpan pinjam pada tanggal yang dipilih"
ON_TUESDAY = "Masih ada tempat: Selasa 24/11"
HELD = "Semua sesi yang cocok dipegang {} pendaftar lebih dulu"
CLASH = "Bentrok: sesi yang sama juga dipegang {}, pindahkan salah satu"
TWO = [a_member(1), a_member(2)]


class OddWeek(NamedTuple):
    """``waiting``: who has no place; ``remarks``: what stands in Keterangan; both by number."""

    slots: list[Row]
    people: list[Row]
    rows: Sequence[Row] = ()
    quota: Sequence[Row] = ()
    waiting: Collection[int] = ()
    remarks: Mapping[int, str] = {}


ODD_WEEKS = {
    "nobody comes": OddWeek([a_slot()], []),
    "nobody consults": OddWeek([], [a_member(1)], waiting={1}, remarks={1: NOBODY_FOR_IT}),
    "no slot is left": OddWeek(
        [a_slot()], TWO, [a_booked_row(1, told=True)], waiting={2}, remarks={2: HELD.format(1)}
    ),
    "ten times more clients than slots": OddWeek(
        [a_slot(), a_slot(start=TEN)],
        [a_member(number) for number in range(1, 21)],
        waiting=range(3, 21),
        remarks=dict.fromkeys(range(3, 21), HELD.format(2)),
    ),
    "a field that nobody offers": OddWeek(
        [a_slot()],
        [a_member(1, field="Pemasaran")],
        waiting={1},
        remarks={1: "Tidak ada konsultan bidang Pemasaran minggu ini"},
    ),
    "quotas of 0": OddWeek(
        [a_slot()],
        [a_member(1), a_member(2, group="Undangan")],
        quota=[a_quota(0, 0)],
        waiting={1, 2},
        remarks={1: "Kuota umum 23/11 penuh", 2: "Kuota undangan 23/11 penuh"},
    ),
    "no room": OddWeek(
        [a_slot(rooms=0)], [a_member(1)], waiting={1}, remarks={1: "Ruang Koperasi 23/11 penuh"}
    ),
    "a slot that is there twice": OddWeek(
        [a_slot(), a_slot()], TWO, waiting={2}, remarks={2: HELD.format(1)}
    ),
    "two who hold one session": OddWeek(
        [a_slot(), a_slot(start=TEN)],
        TWO,
        [a_booked_row(1, told=True), a_booked_row(2, pinned=True)],
        remarks={1: CLASH.format(code(2)), 2: CLASH.format(code(1))},
    ),
    "two moves to one session": OddWeek(
        [a_slot(), a_slot(start=TEN)],
        TWO,
        [a_booked_row(1, move_start=TEN), a_row(2, move_date=MONDAY, move_start=TEN)],
        remarks={2: f"{REFUSED}Rina 23/11 10.00 sudah dipegang {code(1)}"},
    ),
    "a pin on a holiday": OddWeek(
        [a_slot(date=TUESDAY)],
        [a_member(1)],
        [a_booked_row(1, pinned=True)],
        waiting={1},
        remarks={1: f"{LOST}; {NOBODY_THEN}; {ON_TUESDAY}"},
    ),
    "a move to a holiday": OddWeek(
        [a_slot(date=TUESDAY)],
        [a_member(1, dates=(MONDAY, TUESDAY))],
        [a_booked_row(1, date=TUESDAY, move_date=MONDAY)],
        remarks={1: f"{REFUSED}Rina tidak bertugas untuk layanan Koperasi 23/11 09.00"},
    ),
}


@pytest.mark.parametrize("week", ODD_WEEKS.values(), ids=ODD_WEEKS.keys())
def test_what_staff_read_of_an_odd_week(week: OddWeek) -> None:
    found = plan(week.slots, week.people, week.rows, quota=week.quota, **IN_DRAFT)
    told = {row[c.CODE]: row[c.REMARK] for row in lines(found) if row[c.REMARK]}
    left = {row[c.CODE] for row in lines(found) if row[c.STATUS] == Status.WAITING}
    assert told == {code(number): text for number, text in week.remarks.items()}
    assert left == {code(number) for number in week.waiting}
    assert found.levels[c.PROVEN].all()


def test_an_empty_week() -> None:
    found = plan([a_slot()], [])
    others = plan([a_slot()], [a_member(1)], **AFTERWARDS)
    pd.testing.assert_frame_equal(found.schedule, others.schedule.iloc[:0])
    pd.testing.assert_frame_equal(found.capacities, others.capacities)
    assert found.levels[c.PROVEN].all()
    assert list(found.capacities[c.REMAINING]) == [1, 0, 0]


OFFERED = [
    a_slot(who, date=day, start=start, rooms=2, daily_maximum=2)
    for who in ("Rina", "Hadi")
    for day in DAYS
    for start in (NINE, TEN)
]
CELLS = st.fixed_dictionaries(
    {},
    optional={
        c.TOLD: st.booleans(),
        c.PINNED: st.booleans(),
        c.CONFIRMATION: st.sampled_from([None, "Dikonfirmasi", "Batal"]),
        c.ATTENDANCE: st.sampled_from([None, "Hadir"]),
        c.MOVE_CONSULTANT: st.sampled_from(["Rina", "Hadi", "Yusuf"]),
        c.MOVE_DATE: st.sampled_from([MONDAY, WEDNESDAY]),
        c.MOVE_START: st.sampled_from([NINE, TEN]),
        c.REMARK: st.sampled_from([CHANGED, LOST]),
    },
)
PLACES = st.one_of(
    st.none(),
    st.tuples(
        st.sampled_from(["Rina", "Hadi", "Agus", "Yusuf"]),
        st.sampled_from(DAYS),
        st.sampled_from([NINE, TEN]),
    ),
)
PEOPLE = st.tuples(
    CELLS, PLACES, st.lists(st.sampled_from(DAYS), min_size=1, unique=True), st.booleans()
)


# Every step of shrinking would solve two more weeks.
@settings(max_examples=7, deadline=None, phases=[Stage.explicit, Stage.generate])
@given(st.lists(PEOPLE, max_size=7), st.sampled_from([IN_DRAFT, ON_MONDAY, AFTERWARDS]))
def test_a_second_pass_changes_nothing(
    drawn: list[tuple[dict[str, Any], Any, list[date], bool]], circumstances: dict[str, Any]
) -> None:
    people, rows = [], []
    for number, (cells, place, days, late) in enumerate(drawn):
        group = Group.INVITED if number % 3 == 0 else Group.PUBLIC
        wishes = {c.DATES: tuple(sorted(days)), c.GROUP: group.value, c.LATE: late}
        people.append(a_member(number, created=BEFORE + timedelta(minutes=number), **wishes))
        booking = dict(zip((c.CONSULTANT, c.DATE, c.START), place, strict=True)) if place else {}
        status = Status.SCHEDULED if place else Status.WAITING
        rows.append(a_row(number, **booking, **{c.STATUS: status.value, **cells}))
    names, quota = ("Rina", "Hadi", "Agus"), [a_quota(1, 2)]
    redated = [code(number) for number in range(0, len(drawn), 2)]
    known: dict[str, Any] = {"quota": quota, "redated": redated, **circumstances}
    first = plan(OFFERED, people, rows, names=names, **known)
    left = again(first, rows)
    second = plan(OFFERED, people, left, names=names, **known)
    pd.testing.assert_frame_equal(second.schedule, first.schedule)
    assert sorted(first.schedule[c.CODE]) == sorted(code(n) for n in range(len(drawn)))
    turned = plan(OFFERED[::-1], people[::-1], rows[::-1], **known)
    pd.testing.assert_frame_equal(turned.schedule, first.schedule)


def test_facts_know_names_however_they_are_spelled() -> None:
    known = replace(facts([a_slot()]), spelling={"rina": "Rina"})
    assert [known.spelled(name) for name in ("RINA ", "Yusuf", None)] == ["Rina", "Yusuf", None]
