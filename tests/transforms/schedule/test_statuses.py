from __future__ import annotations

from datetime import datetime
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loket import columns as c
from loket.vocabulary import Phase, Status
from tests.transforms.schedule_frames import (
    BEFORE,
    MONDAY,
    NINE,
    TUESDAY,
    a_booked_row,
    a_row,
    on,
    sheet,
)
from transforms.schedule.statuses import statuses

CONFIRMED = {c.CONFIRMATION: "Dikonfirmasi"}
CANCELLED = {c.CONFIRMATION: "Batal"}
PRESENT = {c.ATTENDANCE: "Hadir"}
ABSENT = {c.ATTENDANCE: "Tidak Hadir"}
AFTER = on(TUESDAY, 9)


def status(*rows: dict[str, Any], phase: Phase, now: datetime) -> pd.Series:
    return statuses(sheet(*rows), phase=phase, now=now)


@pytest.mark.parametrize(
    ("booked", "typed", "phase", "now", "expected"),
    [
        pytest.param(False, {}, Phase.OPEN, BEFORE, Status.REGISTERED, id="registered"),
        pytest.param(True, {}, Phase.OPEN, BEFORE, Status.SCHEDULED, id="placed early by staff"),
        pytest.param(True, {}, Phase.DRAFTED, BEFORE, Status.SCHEDULED, id="placed"),
        pytest.param(False, {}, Phase.DRAFTED, BEFORE, Status.WAITING, id="not placed"),
        pytest.param(False, {}, Phase.CLOSED, AFTER, Status.WAITING, id="never placed"),
        pytest.param(True, CONFIRMED, Phase.DRAFTED, BEFORE, Status.CONFIRMED, id="confirmed"),
        pytest.param(False, CONFIRMED, Phase.DRAFTED, BEFORE, Status.WAITING,
                     id="nothing there to confirm"),
        pytest.param(True, CANCELLED, Phase.DRAFTED, BEFORE, Status.CANCELLED, id="cancelled"),
        pytest.param(False, CANCELLED, Phase.OPEN, BEFORE, Status.CANCELLED,
                     id="cancelled before it was placed"),
        pytest.param(True, CANCELLED, Phase.CLOSED, AFTER, Status.CANCELLED,
                     id="cancelled stays cancelled when the session is over"),
        pytest.param(True, {}, Phase.RUNNING, on(MONDAY, 9, 29), Status.SCHEDULED,
                     id="in session"),
        pytest.param(True, {}, Phase.RUNNING, on(MONDAY, 9, 30), Status.UNRECORDED,
                     id="over and nobody recorded it"),
        pytest.param(True, CONFIRMED, Phase.CLOSED, AFTER, Status.UNRECORDED,
                     id="confirmed is not present"),
        pytest.param(True, PRESENT, Phase.RUNNING, on(MONDAY, 9), Status.PRESENT, id="present"),
        pytest.param(True, ABSENT, Phase.RUNNING, AFTER, Status.ABSENT, id="absent"),
        pytest.param(True, CONFIRMED | ABSENT, Phase.RUNNING, AFTER, Status.ABSENT,
                     id="confirmed and absent"),
        pytest.param(True, CANCELLED | PRESENT, Phase.RUNNING, AFTER, Status.PRESENT,
                     id="cancelled, and came all the same"),
        pytest.param(False, PRESENT, Phase.RUNNING, AFTER, Status.PRESENT,
                     id="came without a place"),
        pytest.param(True, {c.ATTENDANCE: "sakit"}, Phase.RUNNING, AFTER, Status.UNRECORDED,
                     id="another word is no attendance"),
    ],
)  # fmt: skip
def test_where_a_registration_stands(
    booked: bool, typed: dict[str, Any], phase: Phase, now: datetime, expected: Status
) -> None:
    row = a_booked_row(1, **typed) if booked else a_row(1, **typed)
    found = status(row, phase=phase, now=now)
    pd.testing.assert_series_equal(found, pd.Series([expected.value], dtype="str"))


def test_nobody_registered() -> None:
    found = status(phase=Phase.OPEN, now=BEFORE)
    pd.testing.assert_series_equal(found, pd.Series([], dtype="str"))


def test_the_index_of_the_rows_stays() -> None:
    rows = sheet(a_row(1), a_booked_row(2)).set_axis([7, 3])
    found = statuses(rows, phase=Phase.DRAFTED, now=BEFORE)
    pd.testing.assert_series_equal(
        found, pd.Series(["Daftar Tunggu", "Terjadwal"], index=[7, 3], dtype="str")
    )


TYPED = st.fixed_dictionaries(
    {
        c.CONFIRMATION: st.sampled_from([None, "Dikonfirmasi", "Batal", "?"]),
        c.ATTENDANCE: st.sampled_from([None, "Hadir", "Tidak Hadir", "?"]),
        c.DATE: st.sampled_from([None, MONDAY, TUESDAY]),
        c.START: st.sampled_from([None, NINE]),
    }
)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(TYPED, max_size=5),
    st.sampled_from(Phase),
    st.sampled_from([BEFORE, on(MONDAY, 9, 15), AFTER]),
)
def test_every_row_has_one_of_the_statuses_of_a_member_whatever_the_order(
    typed: list[dict[str, Any]], phase: Phase, now: datetime
) -> None:
    rows = sheet(*(a_row(number, **cells) for number, cells in enumerate(typed)))
    found = statuses(rows, phase=phase, now=now)
    elsewhere = {Status.TRANSFERRED, Status.SUSPECTED_DUPLICATE, Status.NEEDS_CORRECTION}
    assert set(found) <= set(Status) - elsewhere - {Status.ERASED}
    pd.testing.assert_series_equal(statuses(rows[::-1], phase=phase, now=now), found[::-1])
