from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from loket import columns as c
from tests.transforms.schedule_frames import (
    BEFORE,
    MONDAY,
    TUESDAY,
    a_booked_row,
    a_booking,
    a_member,
    bookings,
    clients,
    code,
    remarks,
    sheet,
)
from transforms.schedule.unwished_dates import unwished_dates, unwished_remarks

SAID = "Tanggal 23/11 di luar Tanggal Bisa klien, isi Pindah bila perlu"


def test_those_booked_on_a_date_that_they_have_not_given() -> None:
    booked = [a_booking(1), a_booking(2), a_booking(3, date=None)]
    people = clients(*(a_member(n, dates=(TUESDAY,)) for n in (1, 3)), a_member(2, dates=(MONDAY,)))
    assert unwished_dates(bookings(*booked), people) == {code(1)}


@pytest.mark.parametrize(
    ("cells", "dates", "today", "said"),
    [
        pytest.param({}, (TUESDAY,), BEFORE.date(), [(1, SAID)], id="not given"),
        pytest.param({}, (MONDAY, TUESDAY), BEFORE.date(), [], id="given"),
        pytest.param({}, (TUESDAY,), MONDAY, [], id="it is that day"),
        pytest.param(
            {c.MOVE_DATE: MONDAY}, (TUESDAY,), BEFORE.date(), [], id="staff moved them there"
        ),
        pytest.param(
            {c.MOVE_START: "09.00"}, (TUESDAY,), BEFORE.date(), [(1, SAID)],
            id="staff moved the time alone",
        ),
    ],
)  # fmt: skip
def test_staff_are_told_of_a_session_ahead(
    cells: dict[str, Any], dates: tuple[date, ...], today: date, said: list[tuple[int, str]]
) -> None:
    found = unwished_remarks(
        bookings(a_booking(1)),
        clients(a_member(1, dates=dates)),
        sheet(a_booked_row(1, **cells)),
        today,
    )
    pd.testing.assert_frame_equal(found, remarks(*said))
