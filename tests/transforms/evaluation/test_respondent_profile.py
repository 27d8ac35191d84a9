"""Small groups of respondents are not shown."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from loket.columns import AGE_GROUP, EDUCATION, GENDER, OCCUPATION
from transforms.evaluation.respondent_profile import PROFILE, Answered, respondent_profile

QUESTIONS = {question.key: question for question in PROFILE}


def genders(male: int, female: int, other: int = 0, missing: int = 0) -> pd.DataFrame:
    answers = ["Laki-laki"] * male + ["Perempuan"] * female + ["Lainnya"] * other + [None] * missing
    frame = pd.DataFrame({GENDER: pd.array(answers, dtype="str")})
    blank = pd.array([None] * len(frame), dtype="str")
    return frame.assign(**{AGE_GROUP: blank, EDUCATION: blank, OCCUPATION: blank})


@pytest.mark.parametrize(
    ("feedback", "shown"),
    [
        pytest.param(genders(7, 9, 5, 6), [7, 9, 5, 6], id="all large enough"),
        pytest.param(genders(4, 9), ["<5", 9, "<5", "<5"], id="four is too few, and so is none"),
        pytest.param(genders(4, 9, 6, 8), ["<5", 9, "≥5", 8], id="a lone one takes the next along"),
    ],
)
def test_respondent_profile(feedback: pd.DataFrame, shown: list[object]) -> None:
    table = respondent_profile(feedback)
    rows = table[table["question"] == "Jenis kelamin"]
    assert rows["answer"].tolist() == ["Laki-laki", "Perempuan", "Lainnya", "Tidak diisi"]
    assert (
        rows["count"].astype(object).where(rows["count"].notna(), rows["suppressed"]).tolist()
        == shown
    )
    assert (rows["count"].notna() != rows["suppressed"].notna()).all()


@pytest.mark.parametrize(("missing", "shown"), [(0, "<5"), (3, "<5"), (30, 30)])
def test_a_question_that_nobody_answered_has_one_row(missing: int, shown: object) -> None:
    table = respondent_profile(genders(0, 0, missing=missing))
    assert len(table) == len(PROFILE)
    assert (
        table["count"].astype(object).where(table["count"].notna(), table["suppressed"]).tolist()
        == [shown] * 4
    )


def test_a_span_tells_nothing_of_the_shorter_ones_within() -> None:
    months = [genders(9, 9, 9, 9), genders(9, 9, 9, 9), genders(2, 8, 20, 20)]
    within = [
        Answered(date(2026, n, 1), date(2026, n, 28), feedback)
        for n, feedback in enumerate(months, start=1)
    ]
    quarter = pd.concat(months, ignore_index=True)
    assert cells(respondent_profile(quarter)) == [20, 26, 38, 38]
    assert cells(respondent_profile(quarter, within)) == ["≥15", "≥20", 38, 38]


def test_a_month_in_which_nobody_answered_hides_nothing() -> None:
    blank = Answered(date(2026, 1, 1), date(2026, 1, 31), genders(0, 0, missing=9))
    month = Answered(date(2026, 2, 1), date(2026, 2, 28), genders(9, 9, 9, 9))
    both = pd.concat([blank.feedback, month.feedback], ignore_index=True)
    assert cells(respondent_profile(both, [blank, month])) == [9, 9, 9, 18]


def cells(table: pd.DataFrame) -> list[object]:
    """What the table shows of the gender."""
    rows = table[table["question"] == "Jenis kelamin"]
    return rows["count"].astype(object).where(rows["count"].notna(), rows["suppressed"]).tolist()


def test_other_is_named_once() -> None:
    table = respondent_profile(genders(1, 1))
    assert not table.duplicated(["question", "answer"]).any()
    assert table.dtypes.astype(str).to_dict() == {
        "question": "str", "answer": "str", "count": "Int64", "suppressed": "str",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("key", "answer", "option"),
    [
        (AGE_GROUP, "25-34", "25–34"),
        (AGE_GROUP, "25 – 34", "25–34"),
        (GENDER, "PEREMPUAN", "Perempuan"),
        (GENDER, "Laki - laki", "Laki-laki"),
        (OCCUPATION, "Asep, penjahit di Cibinong", "Lainnya"),
    ],
)
def test_read(key: str, answer: str, option: str) -> None:
    assert QUESTIONS[key].read(answer) == option
