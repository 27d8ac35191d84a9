"""Which feedback counts for which session, and that none is lost."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from loket import columns as c
from loket.vocabulary import TIME_ZONE
from tests.transforms.evaluation_factories import (
    MONDAY,
    WEEK,
    a_response,
    a_session,
    instant,
    responses_of,
    schedule_of,
)
from transforms.evaluation.feedback import normalise
from transforms.evaluation.feedback_answers import QUESTIONS
from transforms.evaluation.satisfaction_scale import UNSUR

TUESDAY = date(2026, 11, 24)
SESSIONS = schedule_of(
    a_session("CC-AAAA-0001", service="UKM", date=TUESDAY),
    a_session("CC-AAAA-0002", status="Batal"),
    a_session("CC-AAAA-0003", status="Tidak Hadir"),
    a_session("CC-AAAA-0004", status="Daftar Tunggu", date=None),
    a_session("CC-AAAA-0005", status="Belum Dicatat"),
    a_session("CC-AAAA-0006", status="Dialihkan", date=None, week="2026-W47"),
    a_session("CC-AAAA-0006", week="2026-W48"),
    a_session("CC-AAAA-0007", status="Terjadwal", date=date(2026, 11, 30)),
)
NO_DAY: dict[str, Any] = {c.FEEDBACK_DATE: None, c.FEEDBACK_SERVICE: None}
UKM_TUESDAY = (TUESDAY, "UKM", WEEK)
ON_TUESDAY = datetime(2026, 11, 24, 8, tzinfo=TIME_ZONE)
KOPERASI_MONDAY = (MONDAY, "Koperasi", WEEK)


@pytest.mark.parametrize(
    ("answers", "session", "counts_for"),
    [
        pytest.param({"feedback_code": "CC-AAAA-0001", **NO_DAY}, "CC-AAAA-0001", UKM_TUESDAY,
                     id="a code"),
        pytest.param({"feedback_code": "cc aaaa oool"}, "CC-AAAA-0001", UKM_TUESDAY,
                     id="the code counts, not the date and service given with it"),
        pytest.param({}, None, KOPERASI_MONDAY, id="no code: date and service"),
        pytest.param({"feedback_service": "UMKM", "feedback_date": "Selasa, 24 November 2026"},
                     None, UKM_TUESDAY, id="a corrected date and service"),
        pytest.param({"feedback_code": "lupa"}, None, KOPERASI_MONDAY, id="an unreadable code"),
        pytest.param({"feedback_code": "CC-ZZZZ-9999"}, None, KOPERASI_MONDAY,
                     id="an unknown code"),
        pytest.param({"feedback_code": "CC-AAAA-0004"}, None, KOPERASI_MONDAY,
                     id="a code without a session"),
        pytest.param({"feedback_code": "CC-AAAA-0005", **NO_DAY}, "CC-AAAA-0005", KOPERASI_MONDAY,
                     id="attendance not recorded"),
        pytest.param({"feedback_code": "CC-AAAA-0006", **NO_DAY}, "CC-AAAA-0006", KOPERASI_MONDAY,
                     id="moved to a later week"),
        pytest.param({"feedback_code": "CC-AAAA-0001", "submitted": ON_TUESDAY}, "CC-AAAA-0001",
                     UKM_TUESDAY, id="on the session's own day"),
    ],
)  # fmt: skip
def test_what_a_feedback_counts_for(
    answers: dict[str, Any], session: str | None, counts_for: tuple[date, str, str]
) -> None:
    found = normalise(responses_of(a_response(**answers)), SESSIONS, due={})
    assert found.problems.empty
    [row] = found.counted.to_dict("records")
    assert (row[c.DATE], row[c.SERVICE], row[c.WEEK]) == counts_for
    assert (None if pd.isna(row[c.SESSION_CODE]) else row[c.SESSION_CODE]) == session


CODE, DAY, SERVICE = "feedback_code", "feedback_date", "feedback_service"
NO_DATE = (DAY, "Tanggal tidak diisi.")
NO_SERVICE = (SERVICE, "Layanan tidak diisi atau tidak dikenal.")


@pytest.mark.parametrize(
    ("answers", "problems"),
    [
        pytest.param({CODE: "CC-AAAA-0002"}, [(CODE, "Sesi dengan kode ini berstatus Batal.")],
                     id="cancelled, although date and service are given"),
        pytest.param({CODE: "CC-AAAA-0003", **NO_DAY},
                     [(CODE, "Sesi dengan kode ini berstatus Tidak Hadir.")], id="missed"),
        pytest.param({CODE: "lupa", **NO_DAY}, [(CODE, "Kode tidak terbaca."), NO_DATE, NO_SERVICE],
                     id="unreadable code only"),
        pytest.param({CODE: "CC-ZZZZ-9999", **NO_DAY},
                     [(CODE, "Kode ini tidak ada di Jadwal."), NO_DATE, NO_SERVICE],
                     id="unknown code only"),
        pytest.param({CODE: "CC-AAAA-0004", **NO_DAY},
                     [(CODE, "Kode ini belum punya sesi."), NO_DATE, NO_SERVICE],
                     id="a code without a session only"),
        pytest.param(NO_DAY, [NO_DATE, NO_SERVICE], id="nothing given"),
        pytest.param({SERVICE: "Bank"}, [NO_SERVICE], id="an unknown service"),
        pytest.param({DAY: "31/02/2026"},
                     [(DAY, "Isian tidak dapat dipakai: tanggal itu tidak ada di kalender.")],
                     id="a date that never was"),
        pytest.param({DAY: "28/11/2026"},
                     [(DAY, "28/11/2026 bukan tanggal dalam setahun sebelum pengisian.")],
                     id="a date after the answer"),
        pytest.param({DAY: "25/11/2025"},
                     [(DAY, "25/11/2025 bukan tanggal dalam setahun sebelum pengisian.")],
                     id="a date of two years"),
    ],
)  # fmt: skip
def test_what_is_put_to_the_staff(answers: dict[str, Any], problems: list[tuple[str, str]]) -> None:
    found = normalise(responses_of(a_response(**answers)), SESSIONS, due={})
    assert found.counted.empty
    rows = found.problems
    assert list(zip(rows[c.QUESTION], rows[c.REASON], strict=True)) == problems
    assert rows[c.BLOCKING].all()
    assert rows[c.REMEDY].notna().all()


@pytest.mark.parametrize(
    ("answers", "question", "reason"),
    [
        pytest.param({"u4": "Cukup"}, "u4", "Jawaban bukan salah satu pilihan pertanyaan ini.",
                     id="an answer of another question"),
        pytest.param({"solved": "mungkin"}, "solved",
                     "Jawaban bukan salah satu pilihan pertanyaan ini.", id="solved"),
        pytest.param({CODE: "CC-AAAA-0007"}, CODE,
                     "Diisi sebelum sesinya, yang baru pada 30/11/2026.",
                     id="a session that has not been yet"),
        pytest.param({DAY: "2026-11-25"}, DAY, "Tidak ada sesi Koperasi pada 25/11/2026.",
                     id="a day without a session"),
    ],
)  # fmt: skip
def test_a_doubt_does_not_stop_a_feedback(
    answers: dict[str, Any], question: str, reason: str
) -> None:
    response = a_response(**answers)
    found = normalise(responses_of(response), SESSIONS, due={})
    assert found.counted[c.CODE].tolist() == [response[c.CODE]]
    expected = pd.DataFrame(
        {
            c.FORM: ["feedback"], c.CODE: [response[c.CODE]], c.QUESTION: [question],
            c.VALUE: [answers[question]], c.REASON: [reason],
        },
        dtype="str",
    )  # fmt: skip
    assert_frame_equal(found.problems[list(expected)], expected)
    assert not found.problems[c.BLOCKING].any()


def test_the_latest_feedback_of_a_code_counts() -> None:
    first = a_response(feedback_code="CC-AAAA-0001", u1="Tidak sesuai")
    latest = a_response(feedback_code="CCAAAA0001", submitted=instant(hours=2))
    second = a_response(feedback_code="cc-aaaa-0001", submitted=instant(hours=1))
    found = normalise(responses_of(latest, first, second), SESSIONS, due={})
    assert found.counted[c.CODE].tolist() == [latest[c.CODE]]
    assert found.superseded[c.CODE].tolist() == [first[c.CODE], second[c.CODE]]


def test_feedback_without_a_code_replaces_nothing() -> None:
    found = normalise(responses_of(a_response(), a_response()), SESSIONS, due={})
    assert len(found.counted) == 2


@pytest.mark.parametrize(
    ("due", "late"),
    [
        pytest.param({WEEK: instant(hours=-1)}, True, id="after the evaluation"),
        pytest.param({WEEK: instant(hours=1)}, False, id="before it"),
        pytest.param({"2026-W47": instant(-7)}, False, id="another week's"),
        pytest.param({WEEK: datetime(2026, 11, 27, 14, 59, tzinfo=TIME_ZONE)}, True,
                     id="a minute after"),
    ],
)  # fmt: skip
def test_late(due: dict[str, datetime], late: bool) -> None:
    found = normalise(responses_of(a_response()), SESSIONS, due=due)
    assert found.counted[c.LATE].tolist() == [late]


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        pytest.param("CC-AAAA-0001", "[nama] dibantu Bu [nama], Tini menunggu", id="its session"),
        pytest.param(None, "[nama] dibantu Bu [nama], [nama] menunggu", id="the day's sessions"),
    ],
)
def test_names_are_taken_out_of_comments(code: str | None, shown: str) -> None:
    sessions = schedule_of(
        a_session("CC-AAAA-0001", name="H. Asep Sunandar"),
        a_session("CC-AAAA-0002", name="Tini"),
        a_session("CC-AAAA-0003", name=None, consultant=None),
    )
    response = a_response(
        feedback_code=code, suggestion="Asep Sunandar dibantu Bu Rina, Tini menunggu"
    )
    found = normalise(responses_of(response), sessions, due={})
    assert found.counted[c.SUGGESTION].tolist() == [shown]


def test_nothing_in_nothing_out() -> None:
    empty = normalise(responses_of(), schedule_of(), due={})
    one = normalise(responses_of(a_response()), SESSIONS, due={})
    for nothing, something in zip(empty, one, strict=True):
        assert nothing.empty
        assert_frame_equal(nothing, something.iloc[:0])


def test_sessions_may_come_as_plain_objects() -> None:
    responses = responses_of(
        a_response(feedback_code="CC-AAAA-0001"), a_response(feedback_code="CC-AAAA-0002")
    )
    plain = SESSIONS.astype(object).where(SESSIONS.notna(), None)
    found = normalise(responses, plain, due={})
    for part, expected in zip(found, normalise(responses, SESSIONS, due={}), strict=True):
        assert_frame_equal(part, expected)


def test_a_question_that_the_form_lacks_counts_as_unanswered() -> None:
    responses = responses_of(a_response()).drop(columns=[c.GENDER, c.SUGGESTION])
    found = normalise(responses, SESSIONS, due={})
    assert found.counted[[c.GENDER, c.SUGGESTION]].isna().all(axis=None)


TEXTS = {c.SUGGESTION, c.SOLVED, c.GENDER, c.OCCUPATION, c.SERVICE, c.WEEK, c.VALUE, c.REASON}
HOSTILE = st.one_of(
    st.none(),
    st.sampled_from(
        ["", " ", "x" * 50_000, "😀" * 40, "\u202eabc", '=IMPORTXML("http://x";"//a")', "\x00",
         "\ud800", "31/02/2026", "2026-11-23", "1999-01-01", "9999-12-31", "CC-AAAA-0001",
         "CC-AAAA-0002", "CC-AAAA-0004", "Koperasi", "UKM 13.00–16.00", "Ya", "4"]
    ),
    st.text(st.characters(), max_size=20),
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(st.lists(st.fixed_dictionaries(dict.fromkeys(QUESTIONS, HOSTILE)), max_size=8))
def test_each_response_is_counted_superseded_or_a_problem(rows: list[dict[str, Any]]) -> None:
    responses = responses_of(*(a_response(**row) for row in rows))
    found = normalise(responses, SESSIONS, due={})
    blocked = set(found.problems.loc[found.problems[c.BLOCKING], c.CODE])
    parts = [*found.counted[c.CODE], *found.superseded[c.CODE], *blocked]
    assert sorted(parts) == sorted(responses[c.CODE])
    assert not found.problems.duplicated([c.FORM, c.CODE, c.QUESTION]).any()
    for frame in found:
        texts = [str(text) for name in TEXTS & {*frame} for text in frame[name].dropna()]
        assert all(text.encode("utf-8") and "\x00" not in text for text in texts)


@settings(max_examples=10, deadline=None)
@given(st.permutations(range(6)))
def test_the_order_of_responses_does_not_matter(order: list[int]) -> None:
    codes = [None, "CC-AAAA-0001", "CC-AAAA-0001", "CC-AAAA-0002", "lupa", None]
    rows = [
        {**a_response(feedback_code=code), c.CODE: f"CC-0000-{n}", c.RESPONSE_ID: str(n)}
        for n, code in enumerate(codes)
    ]
    sorted_way = normalise(responses_of(*rows), SESSIONS, due={})
    shuffled = normalise(responses_of(*(rows[n] for n in order)), SESSIONS, due={})
    assert_frame_equal(shuffled.counted, sorted_way.counted)
    assert_frame_equal(shuffled.superseded, sorted_way.superseded)


@pytest.mark.parametrize("unsur", UNSUR, ids=lambda unsur: unsur.code)
def test_answers_are_read_by_their_own_question(unsur: Any) -> None:
    rows = [a_response(**{unsur.key: answer}) for answer in (*unsur.answers, None)]
    found = normalise(responses_of(*rows), SESSIONS, due={})
    assert found.counted[unsur.key].tolist() == [1, 2, 3, 4, pd.NA]
