"""Small groups of respondents are not shown."""

from __future__ import annotations

import pandas as pd
import pytest

from loket.columns import AGE_GROUP, EDUCATION, GENDER, OCCUPATION
from transforms.evaluation.respondent_profile import PROFILE, respondent_profile

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
        pytest.param(genders(0, 0), ["<5"] * 4, id="nobody"),
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
