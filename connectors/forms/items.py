"""Questions and sections as items of the Forms API, and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from connectors.forms.questionnaire import Question, QuestionKind, Section

Json = dict[str, Any]

_CHOICES = {
    QuestionKind.RADIO: "RADIO",
    QuestionKind.CHECKBOX: "CHECKBOX",
    QuestionKind.DROP_DOWN: "DROP_DOWN",
}


@dataclass(frozen=True)
class PlacedQuestion:
    """A question as it stands on a form. ``item`` is Google's JSON of the item around it."""

    question_id: str
    title: str
    index: int
    item: Mapping[str, Any]

    @property
    def options(self) -> tuple[Mapping[str, Any], ...]:
        """Its options in Google's JSON; empty if it is no choice."""
        question = self.item["questionItem"]["question"]
        return tuple(question.get("choiceQuestion", {}).get("options", []))


def placed_questions(form: Mapping[str, Any]) -> Iterator[PlacedQuestion]:
    """Give the single questions of a form in order; rows of grids are not among them."""
    for index, item in enumerate(form.get("items", [])):
        if question := item.get("questionItem", {}).get("question"):
            yield PlacedQuestion(question["questionId"], item.get("title", ""), index, item)


def item_of(entry: Question | Section, section_ids: Mapping[str, str]) -> Json:
    """Give the item that creates a question or a section under an id of our choosing.

    ``section_ids`` holds the item id of each section by key.
    """
    item: Json = {"itemId": entry.item_id, "title": entry.title}
    if entry.description:
        item["description"] = entry.description
    if isinstance(entry, Section):
        return {**item, "pageBreakItem": {}}
    question = {
        "questionId": entry.question_id,
        "required": entry.required,
        **_answer_kind(entry, section_ids),
    }
    return {**item, "questionItem": {"question": question}}


def options_of(question: Question, section_ids: Mapping[str, str]) -> list[Json]:
    """Give a question's declared options with the sections that they lead to."""
    return [led({"value": value}, question, section_ids) for value in question.options]


def led(option: Mapping[str, Any], question: Question, section_ids: Mapping[str, str]) -> Json:
    """Give an option as it is but for where it leads, which is as the question declares."""
    section = question.option_sections.get(option.get("value", ""), question.then)
    kept = {key: value for key, value in option.items() if key != "goToSectionId"}
    return {**kept, "goToSectionId": section_ids[section]} if section else kept


def _answer_kind(question: Question, section_ids: Mapping[str, str]) -> Json:
    if question.kind.has_options:
        options = options_of(question, section_ids)
        return {"choiceQuestion": {"type": _CHOICES[question.kind], "options": options}}
    if question.kind is QuestionKind.DATE:
        return {"dateQuestion": {"includeYear": True}}
    if question.kind is QuestionKind.SCALE:
        labels = {"lowLabel": question.low_label, "highLabel": question.high_label}
        shown = {name: label for name, label in labels.items() if label}
        return {"scaleQuestion": {"low": question.low, "high": question.high, **shown}}
    return {"textQuestion": {"paragraph": question.kind is QuestionKind.PARAGRAPH}}
