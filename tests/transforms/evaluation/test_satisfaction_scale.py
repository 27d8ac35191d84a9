"""An answer is read by its question and its text, never by its position."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.columns import UNSUR_KEYS
from transforms.evaluation.satisfaction_scale import UNSUR, Unsur, unsur_of_question

BY_KEY = {unsur.key: unsur for unsur in UNSUR}


def test_the_nine_unsur_stand_in_the_order_of_their_columns() -> None:
    assert tuple(unsur.key for unsur in UNSUR) == UNSUR_KEYS


@pytest.mark.parametrize("unsur", UNSUR, ids=lambda unsur: unsur.code)
def test_the_four_answers_are_worth_1_to_4(unsur: Unsur) -> None:

    assert [unsur.value(answer) for answer in unsur.answers] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("key", "answer", "value"),
    [
        pytest.param("u9", "Cukup", 2, id="cukup is 2 under Sarana"),
        pytest.param("u4", "Cukup", None, id="cukup alone is nothing under Biaya"),
        pytest.param("u4", "Mahal", 2, id="mahal for cukup mahal"),
        pytest.param("u4", "GRATIS", 4, id="capitals"),
        pytest.param("u1", "  sangat   Sesuai. ", 4, id="spaces and a full stop"),
        pytest.param("u1", "1. Sangat sesuai", 4, id="the text wins over a number before it"),
        pytest.param("u1", "d) Sangat sesuai", 4, id="the text wins over a letter before it"),
        pytest.param("u2", "Sangat mudah (4)", 4, id="a number after it"),
        pytest.param("u7", "Sopan & ramah", 3, id="ampersand"),
        pytest.param("u8", "Ada, tapi tidak berfungsi", 2, id="tapi for tetapi"),
        pytest.param("u6", "Kurang mampu", 2, id="mampu for kompeten"),
        pytest.param("u3", "3", 3, id="a bare digit"),
        pytest.param("u3", "3.", 3, id="a bare digit and a full stop"),
        pytest.param("u3", "5", None, id="a digit off the scale"),
        pytest.param("u3", "Sangat mudah", None, id="another question's answer"),
        pytest.param("u3", "", None, id="empty"),
        pytest.param("u3", "\ud800\x00=IMPORTXML(1)", None, id="hostile"),
    ],
)
def test_value(key: str, answer: str, value: int | None) -> None:
    assert BY_KEY[key].value(answer) == value


@pytest.mark.parametrize(
    ("title", "key"),
    [
        *[pytest.param(unsur.question, unsur.key, id=f"{unsur.code} asked") for unsur in UNSUR],
        *[pytest.param(unsur.title, unsur.key, id=f"{unsur.code} named") for unsur in UNSUR],
        pytest.param("U8. Kualitas sarana dan prasarana", "u9", id="a swapped number"),
        pytest.param("9. Penanganan pengaduan", "u8", id="a swapped number of U8"),
        pytest.param("Biaya dan waktu", None, id="two unsur in one question"),
        pytest.param("Saran", None, id="no unsur"),
    ],
)
def test_unsur_of_question(title: str, key: str | None) -> None:
    unsur = unsur_of_question(title)
    assert (unsur and unsur.key) == key


FACILITIES = ["Buruk", "Cukup", "Baik", "Sangat baik"]


@pytest.mark.parametrize(
    ("title", "options", "key"),
    [
        pytest.param("U8. Sarana", FACILITIES, "u9", id="a swapped number"),
        pytest.param("U8. Sarana", FACILITIES[::-1], "u9", id="answers in another order"),
        pytest.param("Biaya", ["Sangat mahal", "Mahal", "Murah", "Gratis"], "u4", id="reworded"),
        pytest.param("Pengaduan", FACILITIES, None, id="another question's answers"),
        pytest.param("Sarana", FACILITIES[:3], None, id="an answer is missing"),
        pytest.param("Sarana", [*FACILITIES, "Lainnya"], None, id="an answer that has no value"),
        pytest.param("Waktu kunjungan", ["Pagi", "Sore"], None, id="no question of the survey"),
        pytest.param("Saran sarana", [], None, id="no choice"),
    ],
)
def test_unsur_of_question_with_its_answers(title: str, options: list[str], key: str) -> None:
    unsur = unsur_of_question(title, options)
    assert (unsur and unsur.key) == key


@given(st.sampled_from(UNSUR_KEYS), st.text(max_size=300))
def test_any_text_has_a_value_of_the_scale_or_none(key: str, answer: str) -> None:
    assert BY_KEY[key].value(answer) in {None, 1, 2, 3, 4}
