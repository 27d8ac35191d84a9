from __future__ import annotations

from datetime import date, time
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loket import columns as c
from loket.vocabulary import OUTSIDE_DISTRICT, code_of
from tests.transforms.registration_factory import (
    INSTANT,
    MONDAY,
    TUESDAY,
    a_registration,
    a_response,
    at,
    invited,
    read,
    registered,
    responses,
)
from transforms.registration.registrations import REGISTRATION_COLUMNS

CODE = code_of("response-1")


def one(**answers: Any) -> tuple[dict[str, Any] | None, list[tuple[str, bool]]]:
    """Read one response: its registration, and question and blocking of its problems."""
    valid, problems = read(responses(a_response(**answers)))
    found = list(zip(problems[c.QUESTION], problems[c.BLOCKING], strict=True))
    return ({str(name): valid[name].iloc[0] for name in valid} if len(valid) else None), found


def test_a_good_response_is_a_registration() -> None:
    valid, problems = read(responses(a_response(1)))
    pd.testing.assert_frame_equal(valid, registered(a_registration(1, code=CODE)))
    assert problems.empty


def test_no_responses_give_empty_frames_with_their_columns() -> None:
    valid, problems = read(responses())
    full, _ = read(responses(a_response()))
    assert tuple(valid.columns) == REGISTRATION_COLUMNS
    assert valid.dtypes.to_dict() == full.dtypes.to_dict()
    _, some = read(responses(a_response(name="")))
    assert problems.empty
    assert problems.dtypes.to_dict() == some.dtypes.to_dict()


@pytest.mark.parametrize(
    ("question", "value"),
    [
        (c.NAME, None),
        (c.NAME, "–"),
        (c.PHONE, None),
        (c.PHONE, "8.12123E+10"),
        (c.SERVICE, None),
        (c.SERVICE, "Layanan lain"),
        (c.CONSENT, ()),
        (c.CONSENT, None),
        (c.CONSENT, "Tidak setuju"),
        (c.DATES, ()),
        (c.DATES, (" ", "\x00")),
        (c.DATES, ("31 Februari 2027",)),
        (c.DATES, ("Senin, 2 November 2026",)),
        (c.DATES, ("Daftar tunggu (jadwal penuh)", "besok")),
    ],
)
def test_what_stops_a_response(question: str, value: object) -> None:
    assert one(**{question: value}) == (None, [(question, True)])


@pytest.mark.parametrize(
    ("question", "value", "column", "read_as"),
    [
        (c.DISTRICT, "Atlantis", c.DISTRICT, None),
        (c.FIELD_COOPERATIVE, None, c.FIELD, "Lainnya"),
        (c.FIELD_COOPERATIVE, "Astrologi", c.FIELD, "Lainnya"),
        (c.TIMES_COOPERATIVE, ("13.00–13.30", "09.30–10.00"), c.TIMES, (time(9, 30),)),
        (c.TIMES_COOPERATIVE, ("pagi",), c.TIMES, ()),
        (c.TIMES_COOPERATIVE, ("09.15",), c.TIMES, ()),
        (c.DATES, ("31 Februari 2027", "24/11/2026"), c.DATES, (TUESDAY,)),
        (c.DATES, ("Rabu, 23 November 2026", "2026-11-24"), c.DATES, (TUESDAY,)),
    ],
)
def test_what_is_reported_and_stops_nothing(
    question: str, value: object, column: str, read_as: object
) -> None:
    registration, problems = one(**{question: value})
    assert registration is not None
    assert (None if registration[column] != registration[column] else registration[column]) == (
        read_as
    )
    assert problems == [(question, False)]


@pytest.mark.parametrize(
    ("answers", "column", "read_as"),
    [
        ({c.NAME: "HJ. SITI, S.E."}, c.NAME, "Hj. Siti, S.E."),
        ({c.NAME: "Siti 3201011208900003"}, c.NAME, "Siti ************0003"),
        ({c.PROBLEM: "NIK 3201011208900003\x00"}, c.PROBLEM, "NIK ************0003"),
        ({c.NAME: '=IMPORTXML("x")'}, c.NAME, '=IMPORTXML("x")'),
        ({c.DISTRICT: "Bogor Selatan"}, c.DISTRICT, OUTSIDE_DISTRICT),
        ({c.FIELD_COOPERATIVE: "SIMPAN  PINJAM"}, c.FIELD, "Simpan pinjam"),
        ({c.PHONE: "021-8765432"}, c.REMARK, "Bukan nomor seluler, tanpa WhatsApp"),
        ({c.DATES: ("Selasa, 24 November 2026", "23/11/2026")}, c.DATES, (MONDAY, TUESDAY)),
        ({c.DATES: ("2 November 2026", "23/11/2026")}, c.DATES, (date(2026, 11, 2), MONDAY)),
        ({c.DATES: "Senin, 23 November 2026"}, c.DATES, (MONDAY,)),
        ({c.DATES: ("Daftar tunggu (jadwal penuh)",)}, c.DATES, ()),
        ({c.DATES: ("Daftar tunggu (jadwal penuh)",)}, c.REMARK, "Memilih daftar tunggu"),
        ({c.DATES: ("Daftar tunggu (jadwal penuh)", "23/11/2026")}, c.DATES, (MONDAY,)),
        ({c.TIMES_COOPERATIVE: ("10.00–10.30", "09.00")}, c.TIMES, (time(9), time(10))),
        ({c.TIMES_COOPERATIVE: ("09.00–10.00",)}, c.TIMES, (time(9), time(9, 30))),
        ({c.CONSENT: "Ya"}, c.NAME, "Siti Nurhaliza"),
        ({c.INVITATION_CODE: "datang", c.DATES: ("besok",)}, c.DATES, (at(1).date(),)),
        ({c.INVITATION_CODE: "DATANG", c.DATES: ()}, c.REMARK, "Datang langsung"),
    ],
)
def test_what_is_read_without_a_problem(
    answers: dict[str, Any], column: str, read_as: object
) -> None:
    registration, problems = one(**answers)
    assert registration is not None
    assert registration[column] == read_as
    assert problems == []


def test_the_service_decides_which_section_counts() -> None:
    registration, problems = one(
        service="UMKM 13.00–16.00",
        field_cooperative="Astrologi",
        times_cooperative=("tengah malam",),
        field_sme="nib/oss",
        times_sme=("13.00–13.30",),
    )
    assert registration is not None
    assert (registration[c.SERVICE], registration[c.FIELD], registration[c.TIMES]) == (
        *("UKM", "NIB/OSS", (time(13),)),
    )
    assert problems == []


def test_a_problem_tells_question_answer_reason_and_remedy() -> None:
    _, problems = read(responses(a_response(dates=("31 Februari 2027", "x" * 600))))
    expected = pd.DataFrame(
        {
            c.FORM: "registration",
            c.CODE: CODE,
            c.QUESTION: c.DATES,
            c.VALUE: ("31 Februari 2027; " + "x" * 600)[:499] + "…",
            c.REASON: "Tanggal itu tidak ada di kalender; tanggal tidak terbaca.",
            c.REMEDY: "Tanyakan kepada klien, lalu tulis di Koreksi, misalnya 23/11/2026; "
            "25/11/2026.",
            c.RECEIVED: at(1),
            c.BLOCKING: True,
        },
        index=[0],
    ).astype(
        {
            **dict.fromkeys([c.FORM, c.CODE, c.QUESTION, c.VALUE, c.REASON, c.REMEDY], "str"),
            c.RECEIVED: INSTANT,
        }
    )
    pd.testing.assert_frame_equal(problems, expected)


def test_an_invitation_counts_once() -> None:
    parties = invited(("Ibu Siti", "KSP Maju", "UND-ABC"))
    valid, problems = read(
        responses(
            a_response(3, invitation_code="und abc"),
            a_response(2, invitation_code="UNDABC"),
            a_response(4, invitation_code="SALAH"),
            a_response(5, invitation_code="datang"),
        ),
        parties,
    )
    found = valid[[c.INVITATION_CODE, c.GROUP, c.REMARK]].astype(object)
    first = code_of("response-2")
    assert found.where(found.notna(), None).to_numpy().tolist() == [
        ["UND-ABC", "Umum", f"Kode undangan sudah dipakai {first}"],
        ["UND-ABC", "Undangan", None],
        ["SALAH", "Umum", "Kode undangan tidak dikenal"],
        ["datang", "Umum", "Datang langsung"],
    ]
    assert problems.empty


TEXTS = st.one_of(
    st.text(st.characters(categories=None), max_size=30),
    st.sampled_from(
        [
            *("", " ", "\x00", "\ud800", "🙂" * 10, "\u202egnp", "x" * 50_000, "=IMPORTXML(0)"),
            *("31 Februari 2026", "Senin, 24 November 2026", "23 November 2026", "23/11/1926"),
            *("Daftar tunggu (jadwal penuh)", "0812-1234-5678", "8.1E+10", "09.00–09.30", "99.99"),
            *("Koperasi", "UKM 13.00–16.00", "Simpan pinjam", "DATANG", "UND-ABC", "Setuju", "nan"),
        ]
    ),
)
HOSTILE = st.none() | TEXTS
SINGLE = (
    *(c.NAME, c.PHONE, c.APPLICANT, c.BUSINESS, c.DISTRICT, c.SERVICE, c.FIELD_COOPERATIVE),
    *(c.FIELD_SME, c.PROBLEM, c.INVITATION_CODE, c.SOURCE),
)
SEVERAL = (c.DATES, c.TIMES_COOPERATIVE, c.TIMES_SME, c.CONSENT)
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(SINGLE, HOSTILE),
        **dict.fromkeys(SEVERAL, st.lists(TEXTS, max_size=3).map(tuple)),
    },
)


@settings(max_examples=50, deadline=None)
@given(st.lists(ANSWERS, max_size=6))
def test_no_response_is_lost_whatever_was_typed(hostile: list[dict[str, Any]]) -> None:
    frame = responses(*(a_response(n, **answers) for n, answers in enumerate(hostile)))
    valid, problems = read(frame, invited(("Siti", None, "UND-ABC")))
    stopped = set(problems.loc[problems[c.BLOCKING], c.CODE])
    assert len(valid) == valid[c.CODE].nunique()
    assert set(valid[c.CODE]) | stopped == set(frame[c.CODE])
    assert set(valid[c.CODE]).isdisjoint(stopped)
    assert not problems.duplicated([c.FORM, c.CODE, c.QUESTION]).any()
    for column in [
        *(valid[name] for name in valid if valid[name].dtype == "str"),
        problems[c.VALUE],
    ]:
        assert all(text.encode() for text in column.dropna())


@settings(max_examples=20, deadline=None)
@given(st.lists(ANSWERS, min_size=2, max_size=5), st.data())
def test_the_order_of_responses_changes_only_the_order_of_rows(
    hostile: list[dict[str, Any]], data: st.DataObject
) -> None:
    rows = [a_response(n, **answers) for n, answers in enumerate(hostile)]
    shuffled = data.draw(st.permutations(rows))
    parties = invited(("Siti", None, "UND-ABC"))
    for here, there in zip(
        read(responses(*rows), parties), read(responses(*shuffled), parties), strict=True
    ):
        keys = [c.CODE, c.QUESTION] if c.QUESTION in here.columns else [c.CODE]
        pd.testing.assert_frame_equal(
            here.sort_values(keys, ignore_index=True), there.sort_values(keys, ignore_index=True)
        )
