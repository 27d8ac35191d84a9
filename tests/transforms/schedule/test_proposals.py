from __future__ import annotations

from collections.abc import Sequence
from datetime import time
from typing import Any

import pandas as pd
import pytest

from loket import columns as c
from loket.vocabulary import Group
from tests.transforms.schedule_frames import (
    HALF_PAST,
    MONDAY,
    NINE,
    TEN,
    TUESDAY,
    Row,
    a_booking,
    a_member,
    a_quota,
    a_slot,
    bookings,
    clients,
    quotas,
    remarks,
    slots,
)
from transforms.schedule.proposals import proposals

NINE_WITH_RINA = "23/11 09.00 Rina"


def proposed(
    people: Sequence[Row],
    free: Sequence[Row],
    placed: Sequence[Row] = (),
    quota: Sequence[Row] = (),
) -> pd.DataFrame:
    return proposals(
        clients(*people),
        slots(*free),
        quotas(*quota),
        bookings(*placed).drop(columns=c.FIXED),
        released=True,
    )


def said(*rows: tuple[int, str]) -> pd.DataFrame:
    return remarks(*((number, f"Usulan: {text}. Isi Pindah bila cocok") for number, text in rows))


def test_a_free_slot_is_proposed_to_the_first_three_by_rank() -> None:
    people = [a_member(n, rank=9 - n) for n in (1, 2, 3, 4)]
    pd.testing.assert_frame_equal(
        proposed(people, [a_slot()]),
        said(
            (4, f"{NINE_WITH_RINA} (calon ke-1)"),
            (3, f"{NINE_WITH_RINA} (calon ke-2)"),
            (2, f"{NINE_WITH_RINA} (calon ke-3)"),
        ),
    )


def test_a_client_is_shown_the_three_earliest_slots() -> None:
    starts = [time(11), HALF_PAST, time(11, 30), TEN, NINE]
    pd.testing.assert_frame_equal(
        proposed([a_member(1)], [a_slot(start=start) for start in starts]),
        said((1, ", ".join(f"23/11 {at} Rina (calon ke-1)" for at in ("09.00", "09.30", "10.00")))),
    )


def test_every_free_slot_is_proposed_in_order_of_time() -> None:
    free = [a_slot("Hadi", start=TEN), a_slot()]
    pd.testing.assert_frame_equal(
        proposed([a_member(1), a_member(2)], free),
        said(
            (1, f"{NINE_WITH_RINA} (calon ke-1), 23/11 10.00 Hadi (calon ke-1)"),
            (2, f"{NINE_WITH_RINA} (calon ke-2), 23/11 10.00 Hadi (calon ke-2)"),
        ),
    )


@pytest.mark.parametrize(
    ("values", "asked"),
    [
        pytest.param({}, True, id="main field"),
        pytest.param({c.FIELD: "Perpajakan"}, True, id="other field"),
        pytest.param({c.FIELD: "Lainnya"}, True, id="any field"),
        pytest.param({c.FIELD: "Pembiayaan"}, False, id="nobody's field"),
        pytest.param({c.SERVICE: "UKM"}, False, id="the other service"),
        pytest.param({c.DATES: (TUESDAY,)}, False, id="another date"),
        pytest.param({c.DATES: (MONDAY, TUESDAY)}, True, id="one of the dates"),
        pytest.param({c.DATES: ()}, False, id="no date"),
        pytest.param({c.TIMES: (time(11),)}, True, id="another time is a wish only"),
        pytest.param({c.LATE: True}, True, id="too late for automatic placement"),
    ],
)
def test_who_fits(values: dict[str, Any], asked: bool) -> None:
    found = proposed([a_member(1, **values)], [a_slot()])
    expected = said((1, f"{NINE_WITH_RINA} (calon ke-1)")) if asked else said()
    pd.testing.assert_frame_equal(found, expected)


def test_who_does_not_fit_takes_nobodys_turn() -> None:
    people = [a_member(1, service="UKM"), *(a_member(n) for n in (2, 3, 4, 5))]
    found = proposed(people, [a_slot()], [a_booking(2, "Hadi", start=TEN)])
    assert list(found[c.CODE]) == ["CC-0003", "CC-0004", "CC-0005"]


@pytest.mark.parametrize(
    ("slot", "quota"),
    [
        pytest.param(a_slot(rooms=1), [], id="room"),
        pytest.param(a_slot(daily_maximum=0), [], id="daily maximum"),
        pytest.param(a_slot(), [a_quota(0, 1)], id="quota"),
    ],
)
def test_nobody_is_asked_whose_move_would_be_refused(slot: Row, quota: list[Row]) -> None:
    people = [a_member(1), a_member(2)]
    found = proposed(people, [slot], [a_booking(2, "Hadi", start=NINE)], quota)
    pd.testing.assert_frame_equal(found, said())


def test_a_quota_counts_by_group() -> None:
    people = [a_member(1), a_member(2, group=Group.INVITED.value)]
    found = proposed(people, [a_slot()], quota=[a_quota(0, 5)])
    pd.testing.assert_frame_equal(found, said((1, f"{NINE_WITH_RINA} (calon ke-1)")))


def test_nobody_waits_and_nothing_is_free() -> None:
    pd.testing.assert_frame_equal(proposed([], []), said())
    pd.testing.assert_frame_equal(proposed([a_member(1)], []), said())
    pd.testing.assert_frame_equal(proposed([], [a_slot()]), said())
    pd.testing.assert_frame_equal(proposed([a_member(1)], [a_slot()], [a_booking(1)]), said())


def test_the_order_of_rows_does_not_matter() -> None:
    people = [a_member(n, rank=n) for n in range(1, 6)]
    free = [a_slot(who, start=start) for who in ("Rina", "Hadi") for start in (NINE, TEN)]
    placed, quota = [a_booking(5, "Agus")], [a_quota(1, 4), a_quota(0, 0, date=TUESDAY)]
    pd.testing.assert_frame_equal(
        proposed(people[::-1], free[::-1], placed, quota[::-1]),
        proposed(people, free, placed, quota),
    )
