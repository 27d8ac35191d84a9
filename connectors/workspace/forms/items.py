"""What an item of a form must look like, in Google's terms; ids for those that come without."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from connectors.workspace.call import Call, GoogleError, Json
from connectors.workspace.sheets.errors import Refused

_SUPPORTED_ITEMS: Final = ("questionItem", "pageBreakItem", "textItem")
_UNSUPPORTED_ITEMS: Final = ("questionGroupItem", "imageItem", "videoItem")
_SUPPORTED_QUESTIONS: Final = (
    "choiceQuestion",
    "textQuestion",
    "scaleQuestion",
    "dateQuestion",
    "timeQuestion",
)
_UNSUPPORTED_QUESTIONS: Final = ("fileUploadQuestion", "ratingQuestion", "rowQuestion", "grading")
_LARGEST_ID: Final = 2**31 - 1
"""Question ids are the entry numbers of the form's page in hexadecimal, which are 31 bits long."""


def questions(items: list[Json]) -> Iterator[Json]:
    """Give the questions of a form's items, in order."""
    for item in items:
        if "questionItem" in item:
            yield item["questionItem"]["question"]


def completed(call: Call, item: Json, others: list[Json]) -> Json:
    """Give an item as Google stores it: checked, without defaults, with ids.

    ``others`` are the form's other items. Raises Refused.
    """
    item = without_defaults(item)
    _check_kind(item)
    taken = {other["itemId"] for other in others}
    item = {"itemId": _id(call, item.get("itemId"), taken), **item}
    if "questionItem" in item:
        item["questionItem"] = _completed_question(call, item["questionItem"], others)
    return item


def without_defaults(value: Any) -> Any:
    """Drop the members that hold their type's default, as replies in Google's JSON do."""
    if isinstance(value, dict):
        kept = {name: without_defaults(inner) for name, inner in value.items()}
        return {name: inner for name, inner in kept.items() if inner or isinstance(inner, dict)}
    if isinstance(value, list):
        return [without_defaults(inner) for inner in value]
    return value


def without_links_to(items: list[Json], section_id: str) -> list[Json]:
    """Give the items with the options that led to a section leading on to the next instead."""
    return [_unlinked(item, section_id) for item in items]


def _unlinked(item: Json, section_id: str) -> Json:
    question = item.get("questionItem", {}).get("question", {})
    options = question.get("choiceQuestion", {}).get("options", [])
    if all(option.get("goToSectionId") != section_id for option in options):
        return item
    kept = [
        {k: v for k, v in option.items() if k != "goToSectionId" or v != section_id}
        for option in options
    ]
    choice = {**question["choiceQuestion"], "options": kept}
    changed = {**question, "choiceQuestion": choice}
    return {**item, "questionItem": {**item["questionItem"], "question": changed}}


def check_line(text: str, *, required: bool) -> None:
    """Refuse a displayed text that has line breaks, or none where one is needed."""
    if "\n" in text or "\r" in text:
        raise Refused("Displayed text cannot contain newlines")
    if required and not text.strip():
        raise Refused("A title is required")


def _check_kind(item: Json) -> None:
    check_line(item.get("title", ""), required=False)
    _unsupported(item, _UNSUPPORTED_ITEMS)
    if sum(kind in item for kind in _SUPPORTED_ITEMS) != 1:
        raise Refused("An item has exactly one kind")


def _completed_question(call: Call, question_item: Json, others: list[Json]) -> Json:
    _unsupported(question_item, ("image",))
    question = question_item.get("question", {})
    _unsupported(question, _UNSUPPORTED_QUESTIONS)
    kinds = [kind for kind in _SUPPORTED_QUESTIONS if kind in question]
    if len(kinds) != 1:
        raise Refused("A question has exactly one kind")
    if kinds == ["choiceQuestion"]:
        _check_choice(question["choiceQuestion"], others)
    if kinds == ["scaleQuestion"]:
        _check_scale(question["scaleQuestion"])
    if kinds == ["dateQuestion"] and "includeYear" not in question["dateQuestion"]:
        _unsupported(question["dateQuestion"], ("includeTime",))
    taken = {other["questionId"] for other in questions(others)}
    return {"question": {"questionId": _id(call, question.get("questionId"), taken), **question}}


def _check_choice(choice: Json, others: list[Json]) -> None:
    _unsupported(choice, ("shuffle",))
    kind, options = choice.get("type"), choice.get("options", [])
    if kind not in ("RADIO", "CHECKBOX", "DROP_DOWN"):
        raise Refused("A choice question needs a type")
    if not options:
        raise Refused("A choice question needs at least one option")
    values = [option.get("value", "") for option in options if not option.get("isOther")]
    if len(values) != len(set(values)):
        raise Refused("Cannot have duplicate options")
    if len(options) - len(values) > (0 if kind == "DROP_DOWN" else 1):
        raise Refused("Too many 'other' options for this type of question")
    for value in values:
        check_line(value, required=True)
    _check_navigation(kind, options, others)


def _check_navigation(kind: str, options: list[Json], others: list[Json]) -> None:
    sections = {other["itemId"] for other in others if "pageBreakItem" in other}
    for option in options:
        _unsupported(option, ("image",))
        if option.get("goToAction") == "RESTART_FORM":
            _unsupported({"goToAction RESTART_FORM": True}, ("goToAction RESTART_FORM",))
        if "goToAction" in option and "goToSectionId" in option:
            raise Refused("An option goes to a section or has an action, not both")
        if kind == "CHECKBOX" and ("goToAction" in option or "goToSectionId" in option):
            raise Refused("Section navigation is only for RADIO and DROP_DOWN questions")
        if option.get("goToSectionId", None) not in {None, *sections}:
            raise Refused(f"There is no section with the id {option['goToSectionId']}")


def _check_scale(scale: Json) -> None:
    if scale.get("low", 0) not in (0, 1) or not 2 <= scale.get("high", 0) <= 10:
        raise Refused("A scale begins at 0 or 1 and ends between 2 and 10")


def _id(call: Call, wanted: str | None, taken: set[str]) -> str:
    if wanted is None:
        while True:
            number = int.from_bytes(call.documents.fresh("item")[:4]) & _LARGEST_ID
            if f"{number:08x}" not in taken and number:
                return f"{number:08x}"
    if not re.fullmatch("[0-9a-f]{1,8}", wanted) or not 0 < int(wanted, 16) <= _LARGEST_ID:
        raise Refused(f"{wanted!r} is not a valid id: hexadecimal, at most 7fffffff")
    if int(wanted, 16) in {int(other, 16) for other in taken}:
        raise Refused(f"The id {wanted} is already used in the form")
    return wanted


def _unsupported(value: Json, members: tuple[str, ...]) -> None:
    for member in members:
        if member in value:
            raise GoogleError(
                501, "UNIMPLEMENTED", f"The embedded workspace does not support {member} in forms."
            )
