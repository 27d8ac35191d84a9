"""The fields that a browser sends for a form, turned into answers, or into what is wrong."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from typing import Final
from urllib.parse import parse_qsl

from connectors.workspace.call import Json
from connectors.workspace.forms.sections import OTHER, sections, way

Fields = Mapping[str, Sequence[str]]

_REQUIRED: Final = "Pertanyaan ini wajib diisi."
_NOT_OFFERED: Final = "Pilihan ini tidak tersedia."
_NO_DATE: Final = "Tanggal tidak valid."
_NO_TIME: Final = "Waktu tidak valid."
_LEAP_YEAR: Final = 2000


class NotAnAnswer(Exception):
    """A value that the question doesn't take; the message is for the respondent."""


def fields(encoded: str) -> dict[str, list[str]]:
    """Read a query or a form body. What cannot be text (NUL, lone surrogates) becomes U+FFFD."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, value in parse_qsl(encoded, keep_blank_values=True, errors="replace"):
        text = value.replace("\x00", "�").replace("\r\n", "\n")
        found[name].append(text)
    return dict(found)


def entry(question: Json) -> str:
    """Give the name of a question's field: its id as a decimal number."""
    return f"entry.{int(question['questionId'], 16)}"


def raw(items: Sequence[Json], sent: Fields) -> dict[str, list[str]]:
    """Give the non-empty values sent for each question, unchecked, by question id."""
    values = {
        question["questionId"]: [value for value in _values(question, sent) if value]
        for section in sections(items)
        for question in section.questions
    }
    return {question_id: found for question_id, found in values.items() if found}


def read(items: Sequence[Json], sent: Fields) -> tuple[Json, dict[str, str]]:
    """Give Google's ``answers`` of a submission, and what is wrong by question id.

    Only questions of the sections that the answers lead through count.
    """
    values = raw(items, sent)
    answers: Json = {}
    problems: dict[str, str] = {}
    for section in way(sections(items), values):
        for question in section.questions:
            question_id = question["questionId"]
            try:
                given = _answer(question, values.get(question_id, []), sent)
            except NotAnAnswer as problem:
                problems[question_id] = str(problem)
                continue
            if given:
                texts = {"answers": [{"value": value} for value in given]}
                answers[question_id] = {"questionId": question_id, "textAnswers": texts}
    return answers, problems


def _values(question: Json, sent: Fields) -> list[str]:
    name = entry(question)
    if "dateQuestion" in question:
        return _joined(sent, name, _DATE_PARTS) or list(sent.get(name, ()))
    if "timeQuestion" in question:
        return _joined(sent, name, _TIME_PARTS) or list(sent.get(name, ()))
    return list(sent.get(name, ()))


def _joined(sent: Fields, name: str, parts: Mapping[str, tuple[str, int]]) -> list[str]:
    """Join a date or time that was sent in parts, such as ``entry.1_year``."""
    text = ""
    for part, (before, width) in parts.items():
        values = sent.get(f"{name}_{part}", ())
        if values and values[0]:
            text += (before if text else "") + values[0].zfill(width)
    return [text] if text else []


def _answer(question: Json, values: list[str], sent: Fields) -> list[str]:
    kind = next(kind for kind in _CHECKS if kind in question)
    if kind == "choiceQuestion":
        given = _choices(question, values, sent)
    else:
        given = [_CHECKS[kind](question[kind], value) for value in values[:1]]
    if question.get("required") and not any(value.strip() for value in given):
        raise NotAnAnswer(_REQUIRED)
    return given


def _choices(question: Json, values: list[str], sent: Fields) -> list[str]:
    choice = question["choiceQuestion"]
    offered = {option.get("value") for option in choice["options"] if not option.get("isOther")}
    if choice["type"] != "CHECKBOX":
        values = values[:1]
    given = []
    for value in dict.fromkeys(values):
        if value == OTHER and any(option.get("isOther") for option in choice["options"]):
            given += [t for t in sent.get(f"{entry(question)}.other_option_response", ()) if t][:1]
        elif value in offered:
            given.append(value)
        else:
            raise NotAnAnswer(_NOT_OFFERED)
    return given


def _text(_: Json, value: str) -> str:
    return value


def _scale(scale: Json, value: str) -> str:
    if not value.isascii() or not value.isdecimal():
        raise NotAnAnswer(_NOT_OFFERED)
    if not scale.get("low", 0) <= int(value) <= scale["high"]:
        raise NotAnAnswer(_NOT_OFFERED)
    return str(int(value))


def _date(question: Json, value: str) -> str:
    with_year, with_time = question.get("includeYear"), question.get("includeTime")
    pattern = (r"(\d{4}-)" if with_year else "()") + r"(\d\d-\d\d)"
    match = re.fullmatch(pattern + (r"[T ](\d\d:\d\d)" if with_time else "()"), value, re.ASCII)
    if match is None:
        raise NotAnAnswer(_NO_DATE)
    try:
        date.fromisoformat((match[1] or f"{_LEAP_YEAR}-") + match[2])
        time.fromisoformat(match[3] or "00:00")
    except ValueError as error:
        raise NotAnAnswer(_NO_DATE) from error
    return f"{match[1]}{match[2]} {match[3]}".strip()


def _time(question: Json, value: str) -> str:
    duration = question.get("duration")
    pattern = r"\d{2,3}:[0-5]\d:[0-5]\d" if duration else r"([01]\d|2[0-3]):[0-5]\d"
    if not re.fullmatch(pattern, value, re.ASCII):
        raise NotAnAnswer(_NO_TIME)
    return value


_DATE_PARTS: Final = {
    "year": ("", 4),
    "month": ("-", 2),
    "day": ("-", 2),
    "hour": (" ", 2),
    "minute": (":", 2),
}
_TIME_PARTS: Final = {"hour": ("", 2), "minute": (":", 2), "second": (":", 2)}
_CHECKS: Final[dict[str, Callable[[Json, str], str]]] = {
    "choiceQuestion": _text,
    "textQuestion": _text,
    "scaleQuestion": _scale,
    "dateQuestion": _date,
    "timeQuestion": _time,
}
