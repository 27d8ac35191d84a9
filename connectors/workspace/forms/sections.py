"""A form's sections, and the way that somebody's choices lead through them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from connectors.workspace.call import Json

OTHER: Final = "__other_option__"
"""What a browser sends for the option "other"; its text comes in a field of its own."""
_SUBMIT: Final = "SUBMIT_FORM"


@dataclass(frozen=True)
class Section:
    """The items from one page break to the next; the first section has no break before it."""

    id: str
    title: str
    description: str
    items: tuple[Json, ...]

    @property
    def questions(self) -> list[Json]:
        """Give the section's questions, in order."""
        return [i["questionItem"]["question"] for i in self.items if "questionItem" in i]


def sections(items: Sequence[Json]) -> list[Section]:
    """Cut a form's items at its page breaks."""
    starts = [index for index, item in enumerate(items) if "pageBreakItem" in item]
    ends = [*starts, len(items)]
    first = Section("", "", "", tuple(items[: ends[0]]))
    rest = [
        Section(
            items[start]["itemId"],
            items[start].get("title", ""),
            items[start].get("description", ""),
            tuple(items[start + 1 : end]),
        )
        for start, end in zip(starts, ends[1:], strict=True)
    ]
    return [first, *rest]


def way(all_sections: list[Section], chosen: Mapping[str, Sequence[str]]) -> list[Section]:
    """Give the sections that somebody comes through whose answers, by question id, are these."""
    places = {section.id: index for index, section in enumerate(all_sections)}
    passed: list[Section] = []
    index = 0
    while index < len(all_sections) and all_sections[index] not in passed:
        section = all_sections[index]
        passed.append(section)
        target = _target(section, chosen)
        if target == _SUBMIT:
            break
        index = places.get(target, index + 1) if target else index + 1
    return passed


def target_of(option: Json) -> str:
    """Give where an option leads: a section's id, SUBMIT_FORM, or "" for the next section."""
    if option.get("goToAction") == _SUBMIT:
        return _SUBMIT
    target: str = option.get("goToSectionId", "")
    return target


def _target(section: Section, chosen: Mapping[str, Sequence[str]]) -> str:
    """Give where a section leads: the last of its questions that branch decides."""
    for question in reversed(section.questions):
        options = question.get("choiceQuestion", {}).get("options", [])
        if not any(set(option) & {"goToAction", "goToSectionId"} for option in options):
            continue
        for option in options:
            value = OTHER if option.get("isOther") else option.get("value")
            if value in chosen.get(question["questionId"], ()):
                return target_of(option)
    return ""
