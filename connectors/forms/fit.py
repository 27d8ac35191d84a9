"""Whether a form still asks what its questionnaire declares, in a way that answers can be read."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from connectors.forms.items import PlacedQuestion, placed_questions
from connectors.forms.questionnaire import Question, QuestionKind, Questionnaire
from loket.errors import DriftError, QuestionMissing

_SHAPES = {
    QuestionKind.TEXT: "text",
    QuestionKind.PARAGRAPH: "text",
    QuestionKind.RADIO: "one choice",
    QuestionKind.DROP_DOWN: "one choice",
    QuestionKind.CHECKBOX: "several choices",
    QuestionKind.DATE: "a date",
    QuestionKind.SCALE: "a scale",
}
"""What an answer is; a drop-down serves as well as buttons, a long text as well as a short one."""


@dataclass(frozen=True)
class Misfit:
    """One thing about one question. ``stops``: its answers are not to be used as they are."""

    error: DriftError
    stops: bool


def misfits(
    form: Mapping[str, Any],
    questionnaire: Questionnaire,
    pinned: Mapping[str, str],
    worded: Container[str] = (),
) -> Iterator[Misfit]:
    """Give what is amiss, question by question, in the order of the questionnaire.

    ``form`` is Google's definition, ``pinned`` holds the question ids by key, ``worded`` the keys
    of questions whose answers are known by their declared words. All else is the office's affair:
    titles, order, further questions and options.
    """
    there = {placed.question_id: placed for placed in placed_questions(form)}
    name = form.get("info", {}).get("title", questionnaire.title)
    for question in questionnaire.questions():
        pin = pinned.get(question.key)
        if pin is None:
            yield Misfit(_unmapped(name, question), stops=True)
        elif pin not in there:
            yield Misfit(QuestionMissing(name, question.title, pin), stops=True)
        else:
            yield from _misfits_of(name, question, there[pin])
            if question.key in worded:
                yield from _lost_words(name, question, there[pin])


def _misfits_of(form: str, question: Question, placed: PlacedQuestion) -> Iterator[Misfit]:
    asked, wanted = _shape(placed), _SHAPES[question.kind]
    if asked != wanted:
        yield Misfit(
            DriftError(
                f"Form {form!r}: the question {placed.title!r} asks for {asked}, not {wanted}.",
                remedy="Change the question's type back in the form's editor.",
            ),
            stops=True,
        )
    elif question.kind is QuestionKind.SCALE and _range(placed) != (question.low, question.high):
        yield Misfit(_other_scale(form, question, placed), stops=True)


def _lost_words(form: str, question: Question, placed: PlacedQuestion) -> Iterator[Misfit]:
    offered = {option.get("value", "").strip() for option in placed.options}
    lost = [option for option in question.options if option not in offered]
    if placed.options and lost:
        yield Misfit(
            DriftError(
                f"Form {form!r}: the question {placed.title!r} does not offer "
                f"{', '.join(map(repr, lost))}.",
                remedy="Put these words back in the form's editor.",
            ),
            stops=False,
        )


def _shape(placed: PlacedQuestion) -> str:
    question = placed.item["questionItem"]["question"]
    if "choiceQuestion" in question:
        several = question["choiceQuestion"].get("type") == "CHECKBOX"
        return "several choices" if several else "one choice"
    kinds = {"textQuestion": "text", "dateQuestion": "a date", "scaleQuestion": "a scale"}
    return next((name for kind, name in kinds.items() if kind in question), "something else")


def _range(placed: PlacedQuestion) -> tuple[int, int]:
    scale = placed.item["questionItem"]["question"]["scaleQuestion"]
    return scale.get("low", 0), scale.get("high", 0)


def _other_scale(form: str, question: Question, placed: PlacedQuestion) -> DriftError:
    low, high = _range(placed)
    return DriftError(
        f"Form {form!r}: the question {placed.title!r} runs from {low} to {high}, not from "
        f"{question.low} to {question.high}.",
        remedy="Change the scale back in the form's editor.",
    )


def _unmapped(form: str, question: Question) -> DriftError:
    return DriftError(
        f"Form {form!r}: no question is mapped to {question.title!r} ({question.key}).",
        remedy="Run `loket init`, which maps it by its title or asks it anew.",
    )
