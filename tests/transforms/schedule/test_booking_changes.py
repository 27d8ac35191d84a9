from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import pytest

from loket import columns as c
from loket.vocabulary import Status
from tests.transforms.schedule_frames import (
    MONDAY,
    NINE,
    TEN,
    TUESDAY,
    Row,
    a_booked_row,
    a_booking,
    a_member,
    a_row,
    a_slot,
    bookings,
    clients,
    code,
    sheet,
    slots,
)
from transforms.assignment.week import Booking
from transforms.schedule.booking_causes import Cause
from transforms.schedule.booking_changes import (
    Circumstances,
    booking_changes,
    no_changes,
    told_causes,
)

OFFERED = slots(*(a_slot(who, date=d, start=t) for who in ("Rina", "Hadi")
                  for d in (MONDAY, TUESDAY) for t in (NINE, TEN)))  # fmt: skip
RINA = Booking("Rina", MONDAY, NINE)
RINA_AT_TEN = RINA._replace(start=TEN)


def changes(
    rows: list[Row], booked: list[Row], members: list[Row] | None = None, **known: Any
) -> pd.DataFrame:
    people = members or [a_member(n) for n in range(1, 4)]
    circumstances: Mapping[str, Any] = {
        "remarks": {code(n): None for n in range(1, 4)},
        "refused": (),
        "lost": (),
        "open_sessions": {(MONDAY, "Koperasi"), (TUESDAY, "Koperasi")},
        "redated": (),
        "departed": {},
        "released": False,
        **known,
    }
    return booking_changes(
        sheet(*rows),
        bookings(*booked).drop(columns=c.FIXED),
        clients(*people),
        OFFERED,
        Circumstances(**circumstances),
    )


def because(found: pd.DataFrame, number: int) -> tuple[Any, Any, str, str | None]:
    (row,) = found[found[c.CODE] == code(number)].to_dict("records")
    evidence = None if pd.isna(row[c.EVIDENCE]) else row[c.EVIDENCE]
    return row[c.BEFORE], row[c.AFTER], row[c.CAUSE], evidence


AT_TEN = a_booking(1, start=TEN)
RESERVED = "Sisa tempat 23/11 dicadangkan untuk undangan"


@pytest.mark.parametrize(
    ("rows", "booked", "known", "told"),
    [
        pytest.param([], [a_booking(1)], {}, (None, RINA, Cause.PLACED, None), id="placed"),
        pytest.param(
            [a_row(1, remark=f"{RESERVED}; satu")], [a_booking(1)], {"released": True},
            (None, RINA, Cause.RELEASED, None), id="placed once the reserve is released",
        ),
        pytest.param(
            [a_row(1, remark=RESERVED)], [a_booking(1)], {},
            (None, RINA, Cause.PLACED, None), id="placed, the reserve being kept",
        ),
        pytest.param(
            [a_booked_row(1, move_start=TEN)], [AT_TEN], {},
            (RINA, RINA_AT_TEN, Cause.STAFF, None), id="moved by staff",
        ),
        pytest.param(
            [a_booked_row(1, move_start=TEN)], [AT_TEN],
            {"refused": {code(1)}, "lost": {code(1)}},
            (RINA, RINA_AT_TEN, Cause.CONSULTANT, None), id="staff's move was refused",
        ),
        pytest.param(
            [a_booked_row(1)], [AT_TEN], {"lost": {code(1)}},
            (RINA, RINA_AT_TEN, Cause.CONSULTANT, None), id="the consultant is gone",
        ),
        pytest.param(
            [a_booked_row(1)], [], {"lost": {code(1)}},
            (RINA, None, Cause.CONSULTANT, None), id="the consultant is gone and no other there",
        ),
        pytest.param(
            [a_booked_row(1)], [AT_TEN], {"lost": {code(1)}, "open_sessions": set()},
            (RINA, RINA_AT_TEN, Cause.DAY, None), id="the day is closed",
        ),
        pytest.param(
            [a_booked_row(1), a_booked_row(2, start=TEN, move_start=NINE)],
            [AT_TEN, a_booking(2)], {},
            (RINA, RINA_AT_TEN, Cause.MADE_WAY, code(2)), id="made way for one whom staff moved",
        ),
        pytest.param(
            [a_booked_row(1), a_booked_row(2, start=TEN, move_start=NINE)],
            [a_booking(2)], {},
            (RINA, None, Cause.MADE_WAY, code(2)), id="made way and waits",
        ),
        pytest.param(
            [a_booked_row(1), a_booked_row(2, consultant="Hadi")], [a_booking(2)],
            {"lost": {code(2)}},
            (RINA, None, Cause.OUTRANKED, code(2)), id="a better rank had lost a place too",
        ),
        pytest.param(
            [a_booked_row(1, confirmation="Batal")], [], {},
            (RINA, None, Cause.CANCELLED, None), id="cancelled",
        ),
        pytest.param(
            [a_booked_row(1)], [],
            {"departed": {code(1): (Status.TRANSFERRED, "Dialihkan ke 2026-W49")}, "remarks": {}},
            (RINA, None, Cause.LEFT, "Dialihkan ke 2026-W49"), id="takes part no more",
        ),
        pytest.param(
            [a_booked_row(1)], [AT_TEN], {},
            (RINA, RINA_AT_TEN, Cause.OPTIMISED, None), id="the assignment moved it",
        ),
        pytest.param(
            [a_booked_row(1)], [AT_TEN], {"reassign": True},
            (RINA, RINA_AT_TEN, Cause.REASSIGNED, None), id="the operator let it move",
        ),
    ],
)  # fmt: skip
def test_which_rule(rows: list[Row], booked: list[Row], known: Any, told: Any) -> None:
    assert because(changes(rows, booked, **known), 1) == told


@pytest.mark.parametrize(
    ("known", "cause", "evidence"),
    [
        pytest.param({}, Cause.ANSWERS, None, id="the client edited them"),
        pytest.param({"redated": {code(1)}}, Cause.CORRECTED, None, id="staff typed them"),
        pytest.param(
            {"remarks": {code(1): "Memakai jawaban terbaru dari CC-0009"}, "redated": {code(1)}},
            *(Cause.DUPLICATE, "CC-0009"),
            id="those of a later registration count",
        ),
    ],
)
@pytest.mark.parametrize("answer", [{c.DATES: (TUESDAY,)}, {c.FIELD: "Ekspor"}])
def test_other_answers(answer: Row, known: Any, cause: Cause, evidence: str | None) -> None:
    moved = a_booking(1, date=TUESDAY)
    found = changes([a_booked_row(1)], [moved], [a_member(1, **answer)], **known)
    assert because(found, 1) == (RINA, RINA._replace(date=TUESDAY), cause, evidence)


@pytest.mark.parametrize(
    ("row", "known"),
    [
        pytest.param(a_booked_row(1), {}, id="it stays"),
        pytest.param(
            a_booked_row(1, attendance="Hadir", status="Hadir"),
            {"departed": {code(1): (Status.CANCELLED, "Dihapus dari formulir")}, "remarks": {}},
            id="who was there has left",
        ),
        pytest.param(a_booked_row(1), {"remarks": {}}, id="nothing is known of it"),
    ],
)
def test_what_is_no_change(row: Row, known: Any) -> None:
    booked = [a_booking(1)] if not known else []
    pd.testing.assert_frame_equal(changes([row], booked, **known), no_changes())


def test_staff_are_told_of_moves_that_they_have_not_made() -> None:
    rows = [a_booked_row(1), a_booked_row(2, consultant="Hadi", move_consultant="Rina"), a_row(3)]
    booked = [a_booking(1, start=TEN), a_booking(2), a_booking(3, "Hadi")]
    assert told_causes(changes(rows, booked)) == {
        code(1): f"Sebab: memberi tempat kepada {code(2)}"
    }
    assert told_causes(no_changes()) == {}
