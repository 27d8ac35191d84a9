"""What anybody may read of a schedule: no more than this, and no less."""

from __future__ import annotations

from datetime import date, time

import pandas as pd
import pytest

from loket import columns as c
from loket.vocabulary import Status
from transforms.schedule.public_sessions import COLUMNS, public_sessions

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
FIELDS = [c.CODE, c.DAY, c.DATE, c.START, c.SERVICE, c.NAME, c.STATUS]
SECRETS = {
    c.PHONE: "+6281200000001",
    c.BUSINESS: "Keripik Mekar",
    c.FIELD: "Perpajakan",
    c.CONSULTANT: "Rina Kartika",
    c.REMARK: "Wish",
}


def a_schedule(*rows: tuple[object, ...]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=FIELDS, dtype=object).assign(**SECRETS)


def a_row(
    number: int, status: Status, name: object = "Siti", day: date = MONDAY
) -> tuple[object, ...]:
    weekday = {MONDAY: "Senin", TUESDAY: "Selasa"}[day]
    return (f"CC-{number}", weekday, day, time(8 + number), "UKM", name, status)


def test_sessions_from_today_on_in_the_words_of_clients() -> None:
    schedule = a_schedule(
        a_row(6, Status.SCHEDULED, "Hj. SITI NURHAYATI, S.E.", TUESDAY),
        a_row(1, Status.SCHEDULED, "Budi"),
        a_row(2, Status.CONFIRMED, "Dodi Permana"),
        a_row(3, Status.PRESENT, "=1+1"),
        a_row(4, Status.ABSENT, None),
        a_row(5, Status.UNRECORDED, "ujang h"),
        a_row(7, Status.CANCELLED),
        a_row(8, Status.TRANSFERRED),
        ("CC-9", None, None, None, "UKM", "Wati", Status.WAITING),
    )
    found = public_sessions(schedule, {"CC-1"}, MONDAY)
    expected = [
        ("Senin", MONDAY, time(9), "UKM", "B***", "Terjadwal"),
        ("Senin", MONDAY, time(10), "UKM", "D*** P***", "Sudah dikonfirmasi"),
        ("Senin", MONDAY, time(11), "UKM", "=***", "Berlangsung atau selesai"),
        ("Senin", MONDAY, time(12), "UKM", "***", "Berlangsung atau selesai"),
        ("Senin", MONDAY, time(13), "UKM", "U*** H***", "Berlangsung atau selesai"),
        ("Selasa", TUESDAY, time(14), "UKM", "S*** N***", "Rencana, bisa berubah"),
    ]
    table = pd.DataFrame(expected, columns=COLUMNS, dtype=object)
    pd.testing.assert_frame_equal(found.astype(object), table)


@pytest.mark.parametrize("today", [TUESDAY, date(2026, 11, 25)])
def test_days_that_are_over_are_told_no_more(today: date) -> None:
    schedule = a_schedule(a_row(1, Status.PRESENT), a_row(2, Status.SCHEDULED, day=TUESDAY))
    found = public_sessions(schedule, set(), today)
    assert list(found[c.DATE]) == [day for day in [TUESDAY] if day >= today]
