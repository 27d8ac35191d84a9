from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from tests.transforms.schedule_frames import (
    BEFORE,
    MONDAY,
    TEN,
    TUESDAY,
    a_booking,
    bookings,
    remarks,
    without_order,
)
from transforms.schedule.shared_sessions import shared_sessions

TODAY = BEFORE.date()
SAID = "Bentrok: sesi yang sama juga dipegang {}, pindahkan salah satu"


@pytest.mark.parametrize(
    ("others", "today", "said"),
    [
        pytest.param([], TODAY, [], id="alone"),
        pytest.param([a_booking(2, start=TEN), a_booking(3, "Hadi")], TODAY, [], id="elsewhere"),
        pytest.param(
            [a_booking(2)],
            TODAY,
            [(1, SAID.format("CC-0002")), (2, SAID.format("CC-0001"))],
            id="two",
        ),
        pytest.param(
            [a_booking(2), a_booking(3)],
            TODAY,
            [
                (1, SAID.format("CC-0002, CC-0003")),
                (2, SAID.format("CC-0001, CC-0003")),
                (3, SAID.format("CC-0001, CC-0002")),
            ],
            id="three",
        ),
        pytest.param([a_booking(2)], MONDAY, [], id="it is that day"),
        pytest.param([a_booking(2)], TUESDAY, [], id="it is over"),
    ],
)
def test_who_shares_a_session_is_told(
    others: list[dict[str, Any]], today: date, said: list[tuple[int, str]]
) -> None:
    found = shared_sessions(bookings(a_booking(1), *others), today)
    pd.testing.assert_frame_equal(without_order(found, ["code"]), remarks(*said))


def test_nobody_is_booked() -> None:
    assert shared_sessions(bookings(), TODAY).empty
