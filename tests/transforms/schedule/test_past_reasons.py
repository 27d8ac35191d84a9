from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from loket import columns as c
from loket.vocabulary import Status
from transforms.assignment.waiting_advice import room_on
from transforms.schedule.past_reasons import past_reasons
from transforms.schedule.staff_moves import REFUSED
from transforms.schedule.standing_bookings import CHANGED

MONDAY, TUESDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 27)
WHY = "Kuota umum 23/11 penuh"


@pytest.mark.parametrize(
    ("remark", "status", "expected"),
    [
        pytest.param(WHY, Status.WAITING, WHY, id="the reason lasts"),
        pytest.param(WHY, Status.SCHEDULED, None, id="who had a place has no past reason"),
        pytest.param(f"{WHY}; {room_on(TUESDAY)}", Status.WAITING, WHY, id="a day that is over"),
        pytest.param(
            f"{WHY}; {room_on(FRIDAY)}",
            Status.WAITING,
            f"{WHY}; {room_on(FRIDAY)}",
            id="a day that is ahead",
        ),
        pytest.param(room_on(TUESDAY), Status.WAITING, None, id="nothing is left"),
        pytest.param(
            f"{CHANGED}; {REFUSED}; {WHY}", Status.WAITING, WHY, id="what a pass makes anew"
        ),
        pytest.param(None, Status.WAITING, None, id="no remark"),
    ],
)
def test_what_is_kept_of_a_remark_once_it_is_too_late(
    remark: str | None, status: Status, expected: str | None
) -> None:
    sheet = pd.DataFrame({c.CODE: ["A"], c.STATUS: [status], c.REMARK: [remark]}, dtype=object)
    clients = pd.DataFrame({c.CODE: ["A"], c.DATES: [(MONDAY,)]})
    found = past_reasons(clients, sheet, {FRIDAY}, {MONDAY, TUESDAY})
    assert dict(zip(found[c.CODE], found[c.REMARK], strict=True)) == (
        {"A": expected} if expected else {}
    )


def test_a_client_with_a_date_ahead_is_explained_anew() -> None:
    sheet = pd.DataFrame({c.CODE: ["A"], c.STATUS: [Status.WAITING], c.REMARK: [WHY]})
    clients = pd.DataFrame({c.CODE: ["A"], c.DATES: [(MONDAY, FRIDAY)]})
    assert past_reasons(clients, sheet, {FRIDAY}, {MONDAY, TUESDAY}).empty
