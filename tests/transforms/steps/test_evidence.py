from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest

from loket import columns as c
from loket.vocabulary import Phase, Program, Status
from tests.transforms.schedule_frames import MONDAY, TUESDAY
from transforms.steps.evidence import COLUMNS, clinic_evidence, show_evidence

W48 = "2026-W48"
FRIDAY = date(2026, 11, 27)
DAY = [c.WEEK, c.DATE, c.SERVICE]
NEVER = pd.DataFrame(columns=DAY, dtype=object)
Session = tuple[date | None, str, str]
Row = dict[str, Any]


def steps(found: pd.DataFrame) -> dict[date | None, set[int]]:
    """Which steps are done, by the day for which they are."""
    assert list(found.columns) == COLUMNS
    assert not found.duplicated().any()
    done: dict[date | None, set[int]] = {}
    for day, number in zip(found[c.DATE], found[c.NUMBER], strict=True):
        done.setdefault(day, set()).add(number)
    return done


def clinic_steps(
    phase: Phase = Phase.UPCOMING,
    sessions: Iterable[Session] = (),
    *,
    rostered: int = 0,
    letters: bool = False,
    feedback: int = 0,
    minuted: Sequence[str] = (),
    over: Iterable[tuple[date, str]] = (),
) -> dict[date | None, set[int]]:
    weeks = pd.DataFrame({c.WEEK: [W48], c.PHASE: [int(phase)], c.FILLED: [rostered]})
    rows = [(W48, *session) for session in sessions]
    schedule = pd.DataFrame(rows, columns=[c.WEEK, c.DATE, c.SERVICE, c.STATUS], dtype=object)
    days = pd.DataFrame([(W48, *day) for day in over], columns=DAY, dtype=object)
    found = clinic_evidence(
        weeks, schedule, days, letters_sent=letters, feedback={W48: feedback}, minuted=minuted
    )
    assert set(found[c.PROGRAM]) <= {Program.CLINIC.value}
    assert set(found[c.WEEK]) <= {W48}
    return steps(found)


@pytest.mark.parametrize(
    ("circumstances", "done"),
    [
        ({}, set()),
        ({"rostered": 2}, {2, 3, 4}),
        ({"phase": Phase.OPEN}, {5}),
        ({"phase": Phase.DRAFTED}, {5, 9}),
        ({"phase": Phase.FROZEN}, {5, 9, 10}),
        ({"phase": Phase.CLOSED, "rostered": 1}, {2, 3, 4, 5, 9, 10}),
        ({"letters": True}, {7, 8}),
        ({"phase": Phase.RUNNING, "feedback": 3}, {5, 9, 10}),
        ({"phase": Phase.CLOSED, "feedback": 3}, {5, 9, 10, 21}),
        ({"minuted": [W48]}, {22, 23}),
        ({"minuted": [W48, W48]}, {22, 23}),
    ],
)
def test_steps_of_a_week(circumstances: dict[str, Any], done: set[int]) -> None:
    assert clinic_steps(**circumstances) == ({None: done} if done else {})


@pytest.mark.parametrize(
    ("sessions", "done"),
    [
        pytest.param([(MONDAY, "Koperasi", "Terjadwal")], {}, id="ahead"),
        pytest.param([(MONDAY, "Koperasi", "Belum Dicatat")], {}, id="nobody recorded"),
        pytest.param([(MONDAY, "Koperasi", "Hadir")], {MONDAY: {15, 16, 17}}, id="all recorded"),
        pytest.param([(MONDAY, "UKM", "Tidak Hadir")], {MONDAY: {18, 19, 20}}, id="of UKM"),
        pytest.param(
            [(MONDAY, "Koperasi", "Hadir"), (MONDAY, "Koperasi", "Terjadwal")],
            {MONDAY: {15, 16}},
            id="the next session is still to come",
        ),
        pytest.param(
            [(MONDAY, "Koperasi", "Hadir"), (MONDAY, "Koperasi", "Dikonfirmasi")],
            {MONDAY: {15, 16}},
            id="the next session is confirmed",
        ),
        pytest.param(
            [(MONDAY, "Koperasi", "Hadir"), (MONDAY, "Koperasi", "Belum Dicatat")],
            {MONDAY: {15, 16}},
            id="one was forgotten",
        ),
        pytest.param(
            [(MONDAY, "Koperasi", "Hadir"), (MONDAY, "Koperasi", "Batal"),
             (None, "Koperasi", "Daftar Tunggu")],
            {MONDAY: {15, 16, 17}},
            id="who has no session does not count",
        ),
        pytest.param(
            [(MONDAY, "Koperasi", "Hadir"), (TUESDAY, "UKM", "Hadir"),
             (TUESDAY, "Koperasi", "Terjadwal")],
            {MONDAY: {15, 16, 17}, TUESDAY: {18, 19, 20}},
            id="each day and service for itself",
        ),
        pytest.param([(None, "Koperasi", "Hadir")], {}, id="came without a place"),
        pytest.param([(MONDAY, "Lain", "Hadir")], {}, id="no service of the clinic"),
    ],
)  # fmt: skip
def test_steps_of_a_day(sessions: list[Session], done: dict[date | None, set[int]]) -> None:
    assert clinic_steps(sessions=sessions) == done
    assert clinic_steps(sessions=sessions[::-1]) == done


def test_a_day_without_a_client_has_nobody_to_wait_for() -> None:
    sessions = [(MONDAY, "Koperasi", "Belum Dicatat"), (MONDAY, "UKM", "Batal")]
    both = [(MONDAY, "Koperasi"), (MONDAY, "UKM")]
    running = clinic_steps(Phase.RUNNING, sessions, over=both)
    assert running == {None: {5, 9, 10}, MONDAY: {18, 19, 20}}
    assert 21 not in clinic_steps(Phase.CLOSED, sessions, over=both)[None]
    idle = clinic_steps(Phase.CLOSED, sessions[1:], over=both)
    assert idle == {None: {5, 9, 10, 21}, MONDAY: {15, 16, 17, 18, 19, 20}}


@pytest.mark.parametrize("status", list(Status))
def test_only_attendance_tells_who_arrived(status: Status) -> None:
    done = clinic_steps(sessions=[(MONDAY, "Koperasi", status.value)])
    assert bool(done) == (status in {Status.PRESENT, Status.ABSENT})


def test_each_mark_says_by_what_it_is_known() -> None:
    weeks = pd.DataFrame({c.WEEK: [W48], c.PHASE: [int(Phase.CLOSED)], c.FILLED: [4]})
    rows = [(W48, MONDAY, "UKM", "Hadir"), (W48, MONDAY, "UKM", "Belum Dicatat")]
    schedule = pd.DataFrame(rows, columns=[c.WEEK, c.DATE, c.SERVICE, c.STATUS], dtype=object)
    found = clinic_evidence(
        weeks, schedule, NEVER, letters_sent=True, feedback={W48: 3}, minuted=[W48]
    ).set_index(c.NUMBER)["evidence"]
    assert {number: found[number] for number in (2, 5, 7, 10, 18, 21, 23)} == {
        2: "4 konsultan bertugas",
        5: "tanggal minggu ini dibuka di formulir",
        7: "semua Surat Dikirim dicentang",
        10: "jadwal dibekukan",
        18: "1 dari 2 kehadiran tercatat",
        21: "3 umpan balik masuk",
        23: "ada di Notulen Evaluasi",
    }
    shows = pd.DataFrame([an_episode(viewers=905, asked=2)], dtype=object)
    signs = show_evidence(shows, [], FRIDAY).set_index(c.NUMBER)["evidence"]
    assert (signs[5], signs[4]) == ("905 penonton tercatat", "2 pertanyaan tercatat")


def an_episode(**values: Any) -> Row:
    """A show of which nothing is known."""
    return {c.DATE: FRIDAY, "guest": None, "viewers": None, "asked": 0, "feedback": 0, **values}


@pytest.mark.parametrize(
    ("episode", "minuted", "done"),
    [
        pytest.param(an_episode(), [], set(), id="planned"),
        pytest.param(an_episode(guest="Ibu Ratna"), [], {1}, id="a guest"),
        pytest.param(an_episode(guest=" "), [], set(), id="a guest of spaces"),
        pytest.param(an_episode(viewers=905), [], {2, 3, 5}, id="viewers"),
        pytest.param(an_episode(viewers=pd.NA, asked=pd.NA), [], set(), id="missing figures"),
        pytest.param(an_episode(asked=2), [], {4}, id="questions"),
        pytest.param(an_episode(feedback=1), [], {6}, id="feedback"),
        pytest.param(an_episode(), [FRIDAY], {7, 8}, id="minutes"),
    ],
)
def test_steps_of_a_show(episode: Row, minuted: list[date], done: set[int]) -> None:
    found = show_evidence(pd.DataFrame([episode], dtype=object), minuted, FRIDAY)
    assert set(found[c.PROGRAM]) <= {Program.SHOW.value}
    assert set(found[c.WEEK]) <= {W48}
    assert steps(found) == ({FRIDAY: done} if done else {})


def test_what_is_typed_ahead_of_a_show_is_no_sign_that_it_was_on() -> None:
    shows = pd.DataFrame([an_episode(guest="Ibu Ratna", viewers=905, asked=2)], dtype=object)
    day_before = FRIDAY - timedelta(days=1)
    assert steps(show_evidence(shows, [], day_before)) == {FRIDAY: {1}}


def test_no_week_and_no_show() -> None:
    empty = pd.DataFrame(columns=COLUMNS, dtype=object)
    weeks = pd.DataFrame(columns=[c.WEEK, c.PHASE, c.FILLED])
    schedule = pd.DataFrame(columns=[c.WEEK, c.DATE, c.SERVICE, c.STATUS])
    found = clinic_evidence(weeks, schedule, NEVER, letters_sent=True, feedback={}, minuted=())
    pd.testing.assert_frame_equal(found, empty, check_index_type=False)
    shows = pd.DataFrame(columns=list(an_episode()))
    pd.testing.assert_frame_equal(show_evidence(shows, (), FRIDAY), empty, check_index_type=False)
