"""Whether a form still asks what is declared, in a way that its answers can be read."""

from __future__ import annotations

from typing import Any

import pytest

from connectors.forms.fit import misfits
from connectors.forms.items import item_of
from connectors.forms.questionnaire import Question, QuestionKind, Questionnaire, Section
from loket.errors import QuestionMissing

NAME = Question("name", "Nama")
SOLVED = Question("solved", "Terjawab?", QuestionKind.RADIO, options=("Ya", "Belum"))
MARK = Question("mark", "Nilai", QuestionKind.SCALE, low=1, high=4)
SURVEY = Questionnaire("survey", "Survei", (NAME, Section("s", "Bagian"), SOLVED, MARK))
PINNED = {question.key: question.question_id for question in SURVEY.questions()}


def asked_as(question: Question, **kind: Any) -> dict[str, Any]:
    """The item of a question whose kind somebody has changed in the editor."""
    item = item_of(question, {})
    item["questionItem"]["question"] = {"questionId": question.question_id, **kind}
    return item


def a_form(*changed: dict[str, Any], without: Question | None = None) -> dict[str, Any]:
    """The survey as a form, some of its items replaced."""
    items = {q.item_id: item_of(q, {}) for q in SURVEY.questions() if q is not without}
    items |= {item["itemId"]: item for item in changed}
    return {"info": {"title": "Survei kami"}, "items": [*items.values(), {"pageBreakItem": {}}]}


DROP_DOWN = {"type": "DROP_DOWN", "options": [{"value": "Ya "}, {"value": "Belum"}]}
ONE_LOST = {"type": "RADIO", "options": [{"value": "Ya"}, {"value": "Entah"}]}


@pytest.mark.parametrize(
    ("form", "pinned", "said"),
    [
        pytest.param(a_form(), PINNED, [], id="as declared"),
        pytest.param(
            a_form(asked_as(SOLVED, choiceQuestion=DROP_DOWN)), PINNED, [], id="as a drop-down"
        ),
        pytest.param(
            a_form(asked_as(NAME, textQuestion={"paragraph": True})), PINNED, [], id="longer"
        ),
        pytest.param(
            a_form(without=NAME),
            PINNED,
            [("has lost the question 'Nama'", True)],
            id="gone",
        ),
        pytest.param(
            a_form(),
            {key: pin for key, pin in PINNED.items() if key != "mark"},
            [("no question is mapped to 'Nilai' (mark)", True)],
            id="not mapped",
        ),
        pytest.param(
            a_form(asked_as(SOLVED, choiceQuestion={**DROP_DOWN, "type": "CHECKBOX"})),
            PINNED,
            [("'Terjawab?' asks for several choices, not one choice", True)],
            id="another type",
        ),
        pytest.param(
            a_form(asked_as(NAME, fileUploadQuestion={})),
            PINNED,
            [("'Nama' asks for something else, not text", True)],
            id="a type that nobody reads",
        ),
        pytest.param(
            a_form(asked_as(MARK, scaleQuestion={"low": 1, "high": 5})),
            PINNED,
            [("'Nilai' runs from 1 to 5, not from 1 to 4", True)],
            id="another scale",
        ),
        pytest.param(
            a_form(asked_as(SOLVED, choiceQuestion=ONE_LOST)),
            PINNED,
            [("'Terjawab?' does not offer 'Belum'", False)],
            id="a word lost",
        ),
    ],
)
def test_misfits(
    form: dict[str, Any], pinned: dict[str, str], said: list[tuple[str, bool]]
) -> None:
    found = list(misfits(form, SURVEY, pinned, {"solved"}))
    assert [each.stops for each in found] == [stops for _, stops in said]
    for each, (words, _) in zip(found, said, strict=True):
        assert each.error.message.startswith("Form 'Survei kami'")
        assert words in each.error.message
        assert each.error.remedy


def test_options_of_other_questions_are_the_office_s() -> None:
    assert list(misfits(a_form(asked_as(SOLVED, choiceQuestion=ONE_LOST)), SURVEY, PINNED)) == []


def test_question_that_is_gone_is_told_as_passes_tell_it() -> None:
    (found,) = misfits(a_form(without=NAME), SURVEY, PINNED)
    assert isinstance(found.error, QuestionMissing)
