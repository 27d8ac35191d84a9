"""A form as its page shows it: sections of fields, with what was answered and what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from connectors.workspace.call import Json
from connectors.workspace.forms.answers import Fields, entry
from connectors.workspace.forms.sections import OTHER, Section, sections, target_of


@dataclass(frozen=True)
class Option:
    """One choice of a field."""

    value: str
    label: str
    chosen: bool
    target: str | None
    """Where it leads: a section's id, SUBMIT_FORM or "" for the next; None if it doesn't branch."""


@dataclass(frozen=True)
class Field:
    """One item of a section; a mere text has no name."""

    title: str
    description: str
    kind: str = "text_item"
    """``short_text``, ``paragraph``, ``radio``, ``checkbox``, ``drop_down``, ``scale``, or an
    input type of HTML: ``date``, ``datetime-local``, ``time``; else ``month_and_day``."""
    name: str = ""
    required: bool = False
    value: str = ""
    options: tuple[Option, ...] = ()
    labels: tuple[str, str] = ("", "")
    other: str | None = None
    """What was typed for the option "other"; None if there is no such option."""
    other_target: str | None = None
    """Where the option "other" leads, as for the other options."""
    problem: str = ""


@dataclass(frozen=True)
class ShownSection:
    """One section of the page."""

    id: str
    title: str
    description: str
    fields: tuple[Field, ...]


def shown_sections(
    items: Sequence[Json],
    values: Mapping[str, Sequence[str]],
    sent: Fields,
    problems: Mapping[str, str],
) -> list[ShownSection]:
    """Give the page's sections with the values and problems, both by question id."""
    return [_shown(section, values, sent, problems) for section in sections(items)]


def _shown(
    section: Section,
    values: Mapping[str, Sequence[str]],
    sent: Fields,
    problems: Mapping[str, str],
) -> ShownSection:
    shown = []
    for item in section.items:
        title, description = item.get("title", ""), item.get("description", "")
        if "questionItem" not in item:
            shown.append(Field(title, description))
            continue
        question = item["questionItem"]["question"]
        given = values.get(question["questionId"], ())
        problem = problems.get(question["questionId"], "")
        shown.append(_field(question, title, description, given, sent, problem))
    return ShownSection(section.id, section.title, section.description, tuple(shown))


def _field(
    question: Json, title: str, description: str, given: Sequence[str], sent: Fields, problem: str
) -> Field:
    name = entry(question)
    field = {
        "title": title,
        "description": description,
        "name": name,
        "required": question.get("required", False),
        "value": given[0] if given else "",
        "problem": problem,
    }
    if "choiceQuestion" in question:
        return Field(**field, **_choice(question["choiceQuestion"], name, given, sent))
    if "scaleQuestion" in question:
        return Field(**field, **_scale(question["scaleQuestion"], given))
    if "textQuestion" in question:
        paragraph = question["textQuestion"].get("paragraph")
        return Field(**field, kind="paragraph" if paragraph else "short_text")
    if "dateQuestion" in question:
        return Field(**field | {"value": field["value"].replace(" ", "T")}, kind=_date(question))
    duration = question["timeQuestion"].get("duration")
    return Field(**field, kind="duration" if duration else "time")


def _choice(choice: Json, name: str, given: Sequence[str], sent: Fields) -> Json:
    offered = [option for option in choice["options"] if not option.get("isOther")]
    branches = any(set(option) & {"goToAction", "goToSectionId"} for option in choice["options"])
    options = tuple(
        Option(
            value=option["value"],
            label=option["value"],
            chosen=option["value"] in given,
            target=target_of(option) if branches else None,
        )
        for option in offered
    )
    typed = target = None
    if len(offered) < len(choice["options"]):
        # An answer given earlier holds the words themselves, one just sent the word for "other".
        known = {OTHER, *(option["value"] for option in offered)}
        own = [value for value in given if value not in known]
        other = next(option for option in choice["options"] if option.get("isOther"))
        target = target_of(other) if branches else None
        typed = (own or list(sent.get(f"{name}.other_option_response", ())) or [""])[0]
    return {
        "kind": choice["type"].lower(),
        "options": options,
        "other": typed,
        "other_target": target,
    }


def _scale(scale: Json, given: Sequence[str]) -> Json:
    steps = map(str, range(scale.get("low", 0), scale["high"] + 1))
    return {
        "kind": "scale",
        "options": tuple(Option(step, step, step in given, None) for step in steps),
        "labels": (scale.get("lowLabel", ""), scale.get("highLabel", "")),
    }


def _date(question: Json) -> str:
    with_year = question["dateQuestion"].get("includeYear")
    with_time = question["dateQuestion"].get("includeTime")
    if not with_year:
        return "month_and_day"
    return "datetime-local" if with_time else "date"
