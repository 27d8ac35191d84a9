from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loket import columns as c
from loket.vocabulary import Group, Phase, Status
from tests.transforms.schedule_frames import (
    BEFORE,
    HALF_PAST,
    MONDAY,
    NINE,
    TEN,
    TUESDAY,
    Row,
    a_booked_row,
    a_booking,
    a_member,
    a_row,
    bookings,
    code,
    members,
    on,
    remarks,
    sheet,
)
from transforms.schedule.standing_bookings import CHANGED, UNTICKED
from transforms.schedule.week_schedule import COLUMNS, week_schedule

ANSWERS = {
    c.SERVICE: "Koperasi",
    c.NAME: "Siti Nurhaliza",
    c.BUSINESS: "KSP Maju Jaya",
    c.FIELD: "Simpan pinjam",
    c.PHONE: "+6281212345678",
    c.GROUP: "Umum",
}
AFTER = on(MONDAY, 12)
Departed = Mapping[int, tuple[Status, str]]


def a_line(number: int, status: Status, remark: str | None = None, **cells: Any) -> Row:
    """A row of the result: nobody is booked."""
    blank = dict.fromkeys(COLUMNS)
    known = {c.CODE: code(number), c.STATUS: status.value, c.REMARK: remark}
    return {**blank, **ANSWERS, **known, **cells}


def a_booked_line(number: int, status: Status, remark: str | None = None, **cells: Any) -> Row:
    booking = {c.DAY: "Senin", c.DATE: MONDAY, c.START: NINE, c.CONSULTANT: "Rina"}
    return a_line(number, status, remark, **{**booking, **cells})


def lines(*rows: Row) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=COLUMNS, dtype=object)
    texts = [name for name in COLUMNS if name not in {c.DATE, c.START}]
    return frame.astype(dict.fromkeys(texts, "str"))


def schedule(
    people: Iterable[Row] = (),
    booked: Iterable[Row] = (),
    rows: Iterable[Row] = (),
    departed: Departed | None = None,
    notes: Iterable[tuple[int, str]] = (),
    *,
    causes: Mapping[int, str] | None = None,
    phase: Phase = Phase.DRAFTED,
    now: datetime = BEFORE,
) -> pd.DataFrame:
    return week_schedule(
        members(*people),
        bookings(*booked),
        sheet(*rows),
        {code(number): became for number, became in (departed or {}).items()},
        [remarks(*notes)],
        causes={code(number): cause for number, cause in (causes or {}).items()},
        phase=phase,
        now=now,
    )


WHY = "Sebab: konsultan tidak tersedia lagi"


@pytest.mark.parametrize(
    ("row", "booking", "causes", "remark"),
    [
        pytest.param({c.TOLD: True}, {c.START: TEN}, {1: WHY}, f"{CHANGED}; {WHY}", id="it moves"),
        pytest.param({}, {c.START: TEN}, {1: WHY}, None, id="nobody was told"),
        pytest.param({c.TOLD: True}, {c.START: TEN}, {}, CHANGED, id="staff know why"),
        pytest.param(
            {c.TOLD: True, c.REMARK: f"{CHANGED}; {WHY}; satu"}, {}, {}, f"{CHANGED}; {WHY}",
            id="it moved before",
        ),
        pytest.param(
            {c.TOLD: True, c.REMARK: f"{CHANGED}; {WHY}"}, {c.START: TEN},
            {1: "Sebab: jawaban klien berubah"}, f"{CHANGED}; Sebab: jawaban klien berubah",
            id="it moves once more",
        ),
        pytest.param(
            {c.REMARK: f"{CHANGED}; {WHY}"}, {}, {}, f"{UNTICKED}; {WHY}",
            id="the tick was taken away",
        ),
        pytest.param(
            {c.TOLD: True, c.REMARK: f"{UNTICKED}; {WHY}"}, {}, {}, None, id="it was told anew",
        ),
    ],
)  # fmt: skip
def test_why_a_booking_moved_stands_as_long_as_the_client_is_to_be_told(
    row: Row, booking: Row, causes: dict[int, str], remark: str | None
) -> None:
    found = schedule(
        [a_member(1)], [a_booking(1, **booking)], [a_booked_row(1, **row)], causes=causes
    )
    assert found[c.REMARK].astype(object).where(found[c.REMARK].notna(), None).tolist() == [remark]


def test_a_new_week_with_someone_booked_and_someone_waiting() -> None:
    found = schedule(
        [a_member(1), a_member(2, group=Group.INVITED.value, business=None)],
        [a_booking(1)],
        notes=[(2, "Semua tempat terisi")],
    )
    pd.testing.assert_frame_equal(
        found,
        lines(
            a_booked_line(1, Status.SCHEDULED),
            a_line(2, Status.WAITING, "Semua tempat terisi", group="Undangan", business=None),
        ),
    )


def test_nobody_registered() -> None:
    pd.testing.assert_frame_equal(schedule(), lines())


def test_an_open_week_only_lists() -> None:
    found = schedule([a_member(1)], rows=[a_row(1)], phase=Phase.OPEN)
    pd.testing.assert_frame_equal(found, lines(a_line(1, Status.REGISTERED)))


def test_the_booked_by_time_then_the_waiting_by_rank_then_the_departed() -> None:
    found = schedule(
        [a_member(n, rank=10 - n, **({c.SERVICE: "UKM"} if n == 6 else {})) for n in range(1, 8)],
        [
            a_booking(1, start=TEN),
            a_booking(2, date=TUESDAY),
            a_booking(3),
            a_booking(4, "Agus"),
        ],
        [a_booked_row(9), a_row(8)],
        {9: (Status.CANCELLED, "Dihapus dari formulir"), 8: (Status.TRANSFERRED, "Dialihkan")},
    )
    assert list(found[c.CODE]) == [code(n) for n in (4, 3, 1, 2, 7, 5, 6, 9, 8)]


@pytest.mark.parametrize(
    ("row", "booking", "expected"),
    [
        pytest.param(
            a_booked_row(1, told=True), a_booking(1), a_booked_line(1, Status.SCHEDULED),
            id="told of what stands there",
        ),
        pytest.param(
            a_booked_row(1, told=True), a_booking(1, start=HALF_PAST),
            a_booked_line(1, Status.SCHEDULED, CHANGED, start=HALF_PAST),
            id="told, and the time changed",
        ),
        pytest.param(
            a_booked_row(1, told=True), a_booking(1, "Hadi"),
            a_booked_line(1, Status.SCHEDULED, CHANGED, consultant="Hadi"),
            id="told, and the consultant alone changed",
        ),
        pytest.param(
            a_booked_row(1, told=True), None, a_line(1, Status.WAITING, CHANGED),
            id="told, and the consultant is lost",
        ),
        pytest.param(
            a_booked_row(1), a_booking(1, start=HALF_PAST),
            a_booked_line(1, Status.SCHEDULED, start=HALF_PAST),
            id="not told, it may change",
        ),
        pytest.param(
            a_row(1, told=True), a_booking(1), a_booked_line(1, Status.SCHEDULED, CHANGED),
            id="told to wait, and then placed",
        ),
        pytest.param(
            a_row(1, told=True), None, a_line(1, Status.WAITING), id="told to wait, and waits"
        ),
        pytest.param(
            a_booked_row(1, told=True, remark=CHANGED), a_booking(1),
            a_booked_line(1, Status.SCHEDULED, CHANGED),
            id="the old tick stands for the old booking",
        ),
        pytest.param(
            a_booked_row(1, told=True, remark=f"satu; {CHANGED}"), a_booking(1),
            a_booked_line(1, Status.SCHEDULED, CHANGED),
            id="the old tick stands for the old booking, whatever else is remarked",
        ),
        pytest.param(
            a_booked_row(1, told=False, remark=CHANGED), a_booking(1),
            a_booked_line(1, Status.SCHEDULED, UNTICKED),
            id="the tick was taken away",
        ),
        pytest.param(
            a_booked_row(1, told=False, remark=UNTICKED), a_booking(1),
            a_booked_line(1, Status.SCHEDULED, UNTICKED),
            id="the tick is still away",
        ),
        pytest.param(
            a_booked_row(1, told=True, remark=UNTICKED), a_booking(1),
            a_booked_line(1, Status.SCHEDULED),
            id="ticked anew",
        ),
        pytest.param(
            a_booked_row(1, told=True, remark=UNTICKED), a_booking(1, start=TEN),
            a_booked_line(1, Status.SCHEDULED, CHANGED, start=TEN),
            id="ticked anew, and it changed once more",
        ),
        pytest.param(
            a_booked_row(1, told=True, remark=CHANGED, confirmation="Dikonfirmasi"), a_booking(1),
            a_booked_line(1, Status.CONFIRMED, CHANGED),
            id="confirmed, and the tick is old",
        ),
        pytest.param(
            a_booked_row(1, told=True, remark=CHANGED, confirmation="Batal"), None,
            a_booked_line(1, Status.CANCELLED),
            id="cancelled, nothing is left to tell",
        ),
        pytest.param(
            a_booked_row(1, told=True, confirmation="Batal"), None,
            a_booked_line(1, Status.CANCELLED),
            id="cancelled, the booking it had stays to be seen",
        ),
        pytest.param(
            a_booked_row(1, told=True, status="Batal"), a_booking(1),
            a_booked_line(1, Status.SCHEDULED),
            id="reinstated where it was",
        ),
        pytest.param(
            a_booked_row(1, told=True, status="Batal"), a_booking(1, start=TEN),
            a_booked_line(1, Status.SCHEDULED, CHANGED, start=TEN),
            id="reinstated elsewhere than it was told",
        ),
        pytest.param(
            a_booked_row(1, told=True, status="Batal"), None, a_line(1, Status.WAITING, CHANGED),
            id="reinstated without a place",
        ),
        pytest.param(
            a_row(1, confirmation="Batal"), None, a_line(1, Status.CANCELLED),
            id="cancelled before it was placed",
        ),
        pytest.param(
            a_booked_row(1, confirmation="Batal", attendance="Hadir", status="Batal"),
            a_booking(1), a_booked_line(1, Status.PRESENT),
            id="cancelled, and came all the same",
        ),
    ],
)  # fmt: skip
def test_one_row_from_pass_to_pass(row: Row, booking: Row | None, expected: Row) -> None:
    found = schedule([a_member(1)], [booking] if booking else [], [row])
    pd.testing.assert_frame_equal(found, lines(expected))


@pytest.mark.parametrize(
    ("row", "became", "expected"),
    [
        pytest.param(
            a_row(1), (Status.TRANSFERRED, "Dialihkan ke 2026-W49"),
            a_line(1, Status.TRANSFERRED, "Dialihkan ke 2026-W49"),
            id="transferred",
        ),
        pytest.param(
            a_booked_row(1), (Status.TRANSFERRED, "Dialihkan ke 2026-W49"),
            a_line(1, Status.TRANSFERRED, "Dialihkan ke 2026-W49"),
            id="transferred, it shows no booking",
        ),
        pytest.param(
            a_booked_row(1, told=True), (Status.TRANSFERRED, "Dialihkan ke 2026-W49"),
            a_line(1, Status.TRANSFERRED, f"{CHANGED}; Dialihkan ke 2026-W49"),
            id="transferred, who was told of the booking",
        ),
        pytest.param(
            a_row(1, told=True, status="Dialihkan", remark=f"{CHANGED}; Dialihkan ke 2026-W49"),
            (Status.TRANSFERRED, "Dialihkan ke 2026-W49"),
            a_line(1, Status.TRANSFERRED, f"{CHANGED}; Dialihkan ke 2026-W49"),
            id="transferred, still to be told",
        ),
        pytest.param(
            a_row(1, told=True, status="Dialihkan", remark=f"{UNTICKED}; Dialihkan ke 2026-W49"),
            (Status.TRANSFERRED, "Dialihkan ke 2026-W49"),
            a_line(1, Status.TRANSFERRED, "Dialihkan ke 2026-W49"),
            id="transferred, and told so",
        ),
        pytest.param(
            a_booked_row(1), (Status.CANCELLED, "Dihapus dari formulir"),
            a_booked_line(1, Status.CANCELLED, "Dihapus dari formulir"),
            id="deleted in the form",
        ),
        pytest.param(
            a_booked_row(1, attendance="Hadir", status="Hadir"),
            (Status.CANCELLED, "Dihapus dari formulir"),
            a_booked_line(1, Status.PRESENT, "Dihapus dari formulir"),
            id="deleted in the form, and was there",
        ),
        pytest.param(
            a_booked_row(1, attendance="Tidak Hadir", status="Batal"),
            (Status.CANCELLED, "Dihapus dari formulir"),
            a_booked_line(1, Status.ABSENT, "Dihapus dari formulir"),
            id="deleted in the form, recorded afterwards",
        ),
        pytest.param(
            a_booked_row(1), (Status.NEEDS_CORRECTION, "Lihat tab Perlu Perbaikan"),
            a_line(1, Status.NEEDS_CORRECTION, "Lihat tab Perlu Perbaikan"),
            id="without consent any more",
        ),
        pytest.param(
            a_row(1), (Status.SUSPECTED_DUPLICATE, "Diduga ganda dari CC-0009"),
            a_line(1, Status.SUSPECTED_DUPLICATE, "Diduga ganda dari CC-0009"),
            id="suspected duplicate",
        ),
        pytest.param(
            a_booked_row(1, attendance="Hadir", status="Hadir", remark="satu"),
            (Status.ERASED, ""),
            a_line(1, Status.ERASED, **dict.fromkeys(ANSWERS)),
            id="erased, whatever was recorded",
        ),
        pytest.param(
            a_booked_row(1, remark="apa adanya"), None,
            a_booked_line(1, Status.SCHEDULED, "apa adanya"),
            id="nothing is known of it, it stays as it is",
        ),
        pytest.param(
            a_row(1, status="Dialihkan", remark="Dialihkan ke 2026-W49"), None,
            a_line(1, Status.TRANSFERRED, "Dialihkan ke 2026-W49"),
            id="nothing new is known of it",
        ),
    ],
)  # fmt: skip
def test_rows_never_leave(row: Row, became: tuple[Status, str] | None, expected: Row) -> None:
    found = schedule(rows=[row], departed={1: became} if became else None)
    pd.testing.assert_frame_equal(found, lines(expected))


def test_who_comes_back_is_a_member_again() -> None:
    found = schedule(
        [a_member(1)], [a_booking(1)], [a_row(1, status="Dialihkan", remark="Dialihkan ke …")]
    )
    pd.testing.assert_frame_equal(found, lines(a_booked_line(1, Status.SCHEDULED)))


def test_a_session_passes() -> None:
    found = schedule(
        [a_member(1), a_member(2)],
        [a_booking(1), a_booking(2, start=HALF_PAST)],
        [a_booked_row(1, told=True), a_booked_row(2, start=HALF_PAST, attendance="Hadir")],
        phase=Phase.RUNNING,
        now=AFTER,
    )
    pd.testing.assert_frame_equal(
        found,
        lines(
            a_booked_line(1, Status.UNRECORDED), a_booked_line(2, Status.PRESENT, start=HALF_PAST)
        ),
    )


def test_what_the_caller_gave_is_left_alone() -> None:
    people, booked = members(a_member(1)), bookings(a_booking(1))
    rows = sheet(a_booked_row(1), a_booked_row(2))
    before = [frame.copy(deep=True) for frame in (people, booked, rows)]
    gone = {code(2): (Status.CANCELLED, "Dihapus dari formulir")}
    week_schedule(people, booked, rows, gone, [], causes={}, phase=Phase.DRAFTED, now=BEFORE)
    for frame, was in zip((people, booked, rows), before, strict=True):
        pd.testing.assert_frame_equal(frame, was)


CELLS = st.fixed_dictionaries(
    {
        c.STATUS: st.sampled_from([status.value for status in Status]),
        c.START: st.sampled_from([None, NINE, TEN]),
        c.TOLD: st.booleans(),
        c.CONFIRMATION: st.sampled_from([None, "Dikonfirmasi", "Batal"]),
        c.ATTENDANCE: st.sampled_from([None, None, "Hadir"]),
        c.REMARK: st.sampled_from([None, CHANGED, UNTICKED, "satu"]),
    }
)
FATES = st.sampled_from([None, *(status for status in Status)])


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.tuples(CELLS, st.booleans(), FATES, st.sampled_from([None, NINE, TEN])), max_size=6)
)
def test_a_second_look_changes_nothing_and_no_row_leaves(
    drawn: list[tuple[dict[str, Any], bool, Status | None, Any]],
) -> None:
    """The sheet as one pass leaves it is what the next pass makes of it."""
    rows = [
        a_booked_row(n, **cells, **({} if cells[c.START] else {c.DATE: None, c.CONSULTANT: None}))
        for n, (cells, *_) in enumerate(drawn)
    ]
    people = [a_member(n) for n, (_, member, *_) in enumerate(drawn) if member]
    booked = [
        a_booking(n, start=start)
        for n, (cells, member, _, start) in enumerate(drawn)
        if member and start and (cells[c.CONFIRMATION] != "Batal" or cells[c.ATTENDANCE])
    ]
    gone = {
        n: (fate, "lain") for n, (_, member, fate, _) in enumerate(drawn) if fate and not member
    }
    once = schedule(people, booked, rows, gone)
    assert sorted(once[c.CODE]) == sorted(code(n) for n in range(len(rows)))
    assert once[c.CODE].is_unique
    staff = sheet(*rows).set_index(c.CODE)
    after = once.astype(object).where(once.notna(), None).to_dict("records")
    typed = [c.TOLD, c.CONFIRMATION, c.ATTENDANCE]
    again = [{**a_row(), **line, **staff.loc[line[c.CODE], typed].to_dict()} for line in after]
    pd.testing.assert_frame_equal(schedule(people, booked, again, gone), once)
    pd.testing.assert_frame_equal(schedule(people[::-1], booked[::-1], again[::-1], gone), once)
