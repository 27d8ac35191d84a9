"""Feedback of viewers and guests belongs to an episode or is put to the staff."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from loket import columns as c
from tests.transforms.halo_factories import FRIDAY, a_halo_response, halo_responses_of
from transforms.halo.feedback import QUESTIONS, halo_feedback

DAYS = {date(2026, 11, 20), FRIDAY, date(2026, 12, 4)}


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        pytest.param("2026-11-27", None, id="a date"),
        pytest.param("Jumat, 27 November 2026", None, id="a corrected date"),
        pytest.param(None, "Tanggal kosong.", id="blank"),
        pytest.param("  ", "Tanggal kosong.", id="only blanks"),
        pytest.param("2026-11-26", "Tidak ada siaran pada 26/11/2026.", id="no episode that day"),
        pytest.param("2026-12-04", "Siaran 04/12/2026 belum berlangsung saat formulir diisi.",
                     id="an episode to come"),
        pytest.param("31/02/2026", "Isian tidak dapat dipakai: tanggal itu tidak ada di kalender.",
                     id="a date that never was"),
    ],
)  # fmt: skip
def test_date(typed: str | None, reason: str | None) -> None:
    found = halo_feedback(halo_responses_of(a_halo_response(typed)), DAYS)
    assert found.counted[c.DATE].tolist() == ([FRIDAY] if reason is None else [])
    assert found.problems[c.REASON].tolist() == ([] if reason is None else [reason])
    assert found.problems[c.BLOCKING].all()


@pytest.mark.parametrize(
    ("question", "typed", "column", "value", "is_problem"),
    [
        pytest.param("halo_satisfaction", "1", "satisfaction", 1, False, id="a value"),
        pytest.param("halo_benefit", "5", "benefit", None, True, id="off the scale"),
        pytest.param("halo_benefit", "3,5", "benefit", None, True, id="between two values"),
        pytest.param("halo_benefit", None, "benefit", None, False, id="blank"),
        pytest.param("halo_role", "narasumber", "role", "Narasumber", False, id="a guest"),
        pytest.param("halo_role", "tamu", "role", None, True, id="an unknown role"),
        pytest.param("halo_suggestion", "WA 081234567890", "suggestion", "WA [nomor]", False,
                     id="a comment with a number"),
    ],
)  # fmt: skip
def test_other_answers(
    question: str, typed: str | None, column: str, value: object, is_problem: bool
) -> None:
    found = halo_feedback(halo_responses_of(a_halo_response(**{question: typed})), DAYS)
    read = found.counted[column].item()
    assert (None if pd.isna(read) else read) == value
    assert found.problems[c.QUESTION].tolist() == ([question] if is_problem else [])
    assert not found.problems[c.BLOCKING].any()


def test_nothing_in_nothing_out() -> None:
    empty = halo_feedback(halo_responses_of(), DAYS)
    one = halo_feedback(halo_responses_of(a_halo_response(), a_halo_response("x")), DAYS)
    for nothing, something in zip(empty, one, strict=True):
        assert_frame_equal(nothing, something.iloc[:0])


HOSTILE = st.one_of(
    st.none(),
    st.sampled_from(["", "x" * 50_000, "\x00", "\ud800", "=1+1", "2026-11-27", "2026-12-04", "4"]),
    st.text(max_size=10),
)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.fixed_dictionaries(dict.fromkeys(QUESTIONS, HOSTILE)), max_size=6),
    st.sampled_from([DAYS, set[date]()]),
)
def test_each_response_is_counted_or_a_problem(rows: list[dict[str, Any]], days: set[date]) -> None:
    responses = halo_responses_of(*(a_halo_response() | row for row in rows))
    found = halo_feedback(responses, days)
    blocked = found.problems.loc[found.problems[c.BLOCKING], c.CODE]
    assert sorted([*found.counted[c.CODE], *blocked]) == sorted(responses[c.CODE])
