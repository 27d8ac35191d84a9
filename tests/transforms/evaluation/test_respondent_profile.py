"""Small groups of respondents are not shown."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
        pytest.param(genders(12, 18), ["≥5", 18, "<5", "<5"], id="noughts would follow"),
        pytest.param(genders(92, 108), ["≥85", 108, "<5", "<5"], id="about how many"),
        pytest.param(genders(0, 30), ["<5", "≥25", "<5", "<5"], id="all the same answer"),
        pytest.param(genders(5, 5, 9), ["≥5", "≥5", "≥5", "<5"], id="bounds that add up"),
        pytest.param(genders(5, 0), ["–"] * 4, id="five alike"),
        pytest.param(genders(4, 4, 4, 4), ["–"] * 4, id="as many as small cells can hold"),
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


def readings(cells: list[object], total: int) -> Iterator[tuple[int, ...]]:
    """Every way to fill the withheld cells that fits what is shown and the number of responses."""
    rooms = []
    for cell in cells:
        match str(cell)[0], str(cell)[1:]:
            case "<", most:
                rooms.append(range(int(most)))
            case "≥", least:
                rooms.append(range(int(least), total + 1))
            case "–", _:
                rooms.append(range(total + 1))
            case _:
                rooms.append(range(int(str(cell)), int(str(cell)) + 1))
    return (found for found in product(*rooms) if sum(found) == total)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.integers(0, 11), min_size=4, max_size=4))
def test_no_small_cell_can_be_worked_out_from_the_others(counts: list[int]) -> None:
    table = respondent_profile(genders(*counts))
    rows = table[table["question"] == "Jenis kelamin"]
    if len(rows) == 1:
        assert counts[:3] == [0, 0, 0]
        return
    cells = rows["count"].astype(object).where(rows["count"].notna(), rows["suppressed"]).tolist()
    possible = list(readings(cells, sum(counts)))
    assert tuple(counts) in possible
    for place, number in enumerate(counts):
        if number < 5:
            assert len({found[place] for found in possible}) > 1


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
