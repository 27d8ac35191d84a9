"""What a form needs so that it asks what its questionnaire declares; nothing is ever removed."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from connectors.forms.items import (
    PlacedQuestion,
    item_of,
    led,
    options_of,
    placed_questions,
)
from connectors.forms.questionnaire import Question, Questionnaire, Section
from connectors.sheets.tab import normal_header
from loket.errors import ConfigurationError, QuestionMissing

Json = dict[str, Any]

OPTIONS_MASK = "questionItem.question.choiceQuestion.options"
"""Changing just this keeps the question's id, and with it every answer."""


def requests_to_create(questionnaire: Questionnaire) -> list[Json]:
    """Give the requests that fill an empty form: its description and all items, in one call."""
    requests, _ = requests_to_repair(questionnaire, {}, {})
    if questionnaire.description:
        info = {"description": questionnaire.description}
        requests.insert(0, {"updateFormInfo": {"info": info, "updateMask": "description"}})
    return requests


def question_ids(
    form: Mapping[str, Any], questionnaire: Questionnaire, pinned: Mapping[str, str]
) -> dict[str, str]:
    """Give the question id of each question's key, as far as they are on the form.

    A pinned id counts before everything, then the id under which Loket creates the question, then
    the title, and last what a question asks for by its own words and answers. Raises
    QuestionMissing for a pinned id that is gone, and ConfigurationError if several questions fit.
    """
    there = {placed.question_id: placed for placed in placed_questions(form)}
    name = form.get("info", {}).get("title", questionnaire.title)
    found = {}
    for question in questionnaire.questions():
        if question.key in pinned:
            found[question.key] = _pinned(question, pinned[question.key], there, name)
        elif question.question_id in there:
            found[question.key] = question.question_id
    for question in questionnaire.questions():
        if question.key not in found:
            free = [placed for key, placed in there.items() if key not in found.values()]
            found |= _by_title(question, free, name)
    return found


def requests_to_repair(
    questionnaire: Questionnaire, form: Mapping[str, Any], pinned: Mapping[str, str]
) -> tuple[list[Json], dict[str, str]]:
    """Give the requests that a form needs, and the question ids after them, by key.

    A missing question comes right below the entry declared before it, a missing section right
    above the one declared after it. Options of managed questions are put right, and where options
    lead. No request means that the form is as it should be. A pinned question that is gone is
    asked anew. Raises ConfigurationError if several questions fit.
    """
    there = {placed.question_id: placed for placed in placed_questions(form)}
    alive = {key: pin for key, pin in pinned.items() if pin in there}
    found = question_ids(form, questionnaire, alive)
    standing = {key: there[question_id].item["itemId"] for key, question_id in found.items()}
    layout = _Layout.of(form, standing | _section_ids_there(form, questionnaire))
    requests = layout.complete(questionnaire)
    for question in questionnaire.questions():
        if question.key in found:
            placed = there[found[question.key]]
            place = layout.order.index(placed.item["itemId"])
            requests += _options_change(placed, _wanted_options(question, placed, layout), place)
    new = {
        question.key: question.question_id
        for question in questionnaire.questions()
        if question.key not in found
    }
    return requests, {**found, **new}


def options_request(
    form: Mapping[str, Any], question_id: str, options: Sequence[str]
) -> Json | None:
    """Give the request that makes ``options`` the choices of a question, or None if they are.

    An option that stays keeps where it leads; a new one leads where all others lead, if they agree.
    Raises QuestionMissing if the question is gone or is no choice.
    """
    for placed in placed_questions(form):
        if placed.question_id == question_id and placed.options:
            change = _options_change(placed, _led(placed.options, options), placed.index)
            return change[0] if change else None
    title = form.get("info", {}).get("title", form.get("formId", ""))
    raise QuestionMissing(title, "choice", question_id)


def _led(standing: Sequence[Mapping[str, Any]], values: Iterable[str]) -> list[Json]:
    leads = {
        option.get("value", ""): {
            key: option[key] for key in ("goToSectionId", "goToAction") if key in option
        }
        for option in standing
    }
    ways = list(leads.values())
    usual = ways[0] if all(way == ways[0] for way in ways) else {}
    return [{"value": value, **leads.get(value, usual)} for value in values]


def _wanted_options(question: Question, placed: PlacedQuestion, layout: _Layout) -> list[Json]:
    """Give the options that a question is to have; what it offers is the office's to change."""
    if question.managed:
        return options_of(question, layout.ids)
    if question.leads_to():
        return [led(option, question, layout.ids) for option in placed.options]
    return [dict(option) for option in placed.options]


def _options_change(placed: PlacedQuestion, options: list[Json], place: int) -> list[Json]:
    if [dict(option) for option in placed.options] == options:
        return []
    question = placed.item["questionItem"]["question"]
    choice = {"type": question["choiceQuestion"]["type"], "options": options}
    item = {
        "itemId": placed.item["itemId"],
        "questionItem": {"question": {"questionId": placed.question_id, "choiceQuestion": choice}},
    }
    update = {"item": item, "location": {"index": place}, "updateMask": OPTIONS_MASK}
    return [{"updateItem": update}]


def _section_ids_there(form: Mapping[str, Any], questionnaire: Questionnaire) -> dict[str, str]:
    """Give the item ids of the declared sections that are on a form, by our id or by title."""
    breaks = [item for item in form.get("items", []) if "pageBreakItem" in item]
    ids = {item["itemId"] for item in breaks}
    titles = {normal_header(item.get("title", "")): item["itemId"] for item in reversed(breaks)}
    found = {}
    for entry in questionnaire.items:
        if isinstance(entry, Section):
            by_title = titles.get(normal_header(entry.title))
            place = entry.item_id if entry.item_id in ids else by_title
            if place is not None:
                found[entry.key] = place
    return found


@dataclass
class _Layout:
    """The order of a form's items while requests are put together, by item id.

    ``ids`` holds the item id of every declared entry that is on the form by then, by key.
    """

    order: list[str]
    ids: dict[str, str]

    @classmethod
    def of(cls, form: Mapping[str, Any], ids: dict[str, str]) -> _Layout:
        return cls([item["itemId"] for item in form.get("items", [])], ids)

    def complete(self, questionnaire: Questionnaire) -> list[Json]:
        """Give the requests that create what is missing; sections first, for options lead there."""
        entries = questionnaire.items
        requests = []
        for kind in (Section, Question):
            for number, entry in enumerate(entries):
                if isinstance(entry, kind) and entry.key not in self.ids:
                    place = self._place(entry, entries[:number], entries[number + 1 :])
                    item = item_of(entry, self.ids)
                    requests.append({"createItem": {"item": item, "location": {"index": place}}})
                    self._add(entry, place)
        return requests

    def _place(
        self,
        entry: Question | Section,
        before: Sequence[Question | Section],
        after: Sequence[Question | Section],
    ) -> int:
        """Give where an entry belongs among those that are on the form."""
        above = [self.order.index(self.ids[e.key]) for e in before if e.key in self.ids]
        below = [self.order.index(self.ids[e.key]) for e in after if e.key in self.ids]
        if isinstance(entry, Question):
            return above[-1] + 1 if above else 0
        return below[0] if below else len(self.order)

    def _add(self, entry: Question | Section, place: int) -> None:
        self.order.insert(place, entry.item_id)
        self.ids[entry.key] = entry.item_id


def _pinned(question: Question, pin: str, there: Container[str], form_name: str) -> str:
    if pin not in there:
        raise QuestionMissing(form_name, question.title, pin)
    return pin


def _by_title(question: Question, free: Sequence[PlacedQuestion], form_name: str) -> dict[str, str]:
    """Give the question id under the question's key, or nothing if no title fits."""
    title = normal_header(question.title)
    fitting = [placed for placed in free if normal_header(placed.title) == title]
    fitting = fitting or [placed for placed in free if _asks(placed, question)]
    if len(fitting) > 1:
        candidates = ", ".join(
            f"{placed.question_id} (item {placed.index + 1})" for placed in fitting
        )
        raise ConfigurationError(
            f"Form {form_name!r} has {len(fitting)} questions for {question.title!r}: "
            f"{candidates}.",
            remedy=f"Pin the right one under `{question.key}` in config.yaml.",
        )
    return {question.key: fitting[0].question_id} if fitting else {}


def _asks(placed: PlacedQuestion, question: Question) -> bool:
    """Tell whether a question under another title asks for the same."""
    if question.asked_by is None:
        return False
    options = [option["value"] for option in placed.options if "value" in option]
    return question.asked_by(placed.title, options)
