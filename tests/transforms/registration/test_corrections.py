from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from loket import columns as c
from loket.vocabulary import code_of
from tests.transforms.registration_factory import a_response, responses
from transforms.registration import corrections

FIRST, SECOND = code_of("response-1"), code_of("response-2")


def corrected(*rows: tuple[str | None, ...]) -> pd.DataFrame:
    frame = responses(a_response(1), a_response(2))
    typed = pd.DataFrame(rows, columns=[c.CODE, c.QUESTION, c.VALUE], dtype="str")
    return corrections.apply(frame, typed)


@pytest.mark.parametrize(
    ("question", "value", "changed"),
    [
        (c.NAME, "Budi", {c.NAME: "Budi"}),
        (c.NAME, "Budi, S.E.", {c.NAME: "Budi, S.E."}),
        (c.FIELD, "NIB/OSS", {c.FIELD_COOPERATIVE: "NIB/OSS", c.FIELD_SME: "NIB/OSS"}),
        (
            c.TIMES,
            "9.00, 10.00",
            dict.fromkeys((c.TIMES_COOPERATIVE, c.TIMES_SME), ("9.00", "10.00")),
        ),
        (c.TIMES_SME, "13.00;13.30", {c.TIMES_SME: ("13.00", "13.30")}),
        (
            c.DATES,
            "Senin, 23 November 2026, Jum'at, 27 November 2026",
            {c.DATES: ("Senin, 23 November 2026", "Jum'at, 27 November 2026")},
        ),
        (c.DATES, "23/11/2026; 24/11/2026", {c.DATES: ("23/11/2026", "24/11/2026")}),
        (c.DATES, "2026-11-23", {c.DATES: ("2026-11-23",)}),
        (c.DATES, " ; ", {c.DATES: ()}),
        ("no_such_question", "x", {}),
        (c.NAME, "  ", {}),
        (c.NAME, None, {}),
    ],
)
def test_one_correction(question: str, value: str | None, changed: dict[str, Any]) -> None:
    expected = responses(a_response(1), a_response(2, **changed))
    pd.testing.assert_frame_equal(corrected((SECOND, question, value)), expected)


def test_the_last_correction_counts() -> None:
    frame = corrected(
        (FIRST, c.TIMES_SME, "13.00"), (FIRST, c.TIMES, "14.00"), ("CC-UNKNOWN", c.NAME, "x")
    )
    expected = responses(
        a_response(1, times_cooperative=("14.00",), times_sme=("14.00",)), a_response(2)
    )
    pd.testing.assert_frame_equal(frame, expected)


def test_nothing_to_correct_changes_nothing() -> None:
    pd.testing.assert_frame_equal(corrected(), responses(a_response(1), a_response(2)))
    nobody = corrections.apply(responses(), pd.DataFrame(columns=[c.CODE, c.QUESTION, c.VALUE]))
    pd.testing.assert_frame_equal(nobody, responses())


def test_only_answers_can_be_changed() -> None:
    assert corrections.question_of(c.DATES) == c.DATES
    assert corrections.question_of(c.STATUS) is None
    assert corrections.question_of(None) is None
