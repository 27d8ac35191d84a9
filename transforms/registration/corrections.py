"""Answers as staff corrected them and clients changed them by phone."""

from __future__ import annotations

import re

import pandas as pd

from loket.columns import (
    APPLICANT,
    BUSINESS,
    CODE,
    DATES,
    DISTRICT,
    FIELD,
    FIELD_COOPERATIVE,
    FIELD_SME,
    NAME,
    PHONE,
    QUESTION,
    SERVICE,
    TIMES,
    TIMES_COOPERATIVE,
    TIMES_SME,
    VALUE,
)
from loket.vocabulary import WEEKDAYS

_EITHER_SERVICE = {
    FIELD: (FIELD_COOPERATIVE, FIELD_SME),
    TIMES: (TIMES_COOPERATIVE, TIMES_SME),
}
_CHECKBOXES = {DATES, TIMES_COOPERATIVE, TIMES_SME}
_CHANGEABLE = {NAME, PHONE, SERVICE, APPLICANT, BUSINESS, DISTRICT, FIELD, DATES, TIMES}


def apply(responses: pd.DataFrame, corrections: pd.DataFrame) -> pd.DataFrame:
    """Give the responses with corrected answers in place of what was typed; same rows and order.

    corrections: CODE, QUESTION (question key), VALUE; of several for one answer the last row
    counts, a blank one says nothing. The keys ``field`` and ``times`` stand for that question of
    either service. A checkbox question's value is parted at commas and semicolons.
    """
    if corrections.empty:
        return responses.copy(deep=False)
    given = corrections[[CODE, QUESTION, VALUE]].dropna()
    given = given[given[VALUE].astype("str").str.strip() != ""]
    keys = given[QUESTION].map(lambda key: _EITHER_SERVICE.get(key, (key,)))
    given = given.assign(**{QUESTION: keys}).explode(QUESTION)
    given = given.drop_duplicates([CODE, QUESTION], keep="last")
    columns = {
        str(key): _corrected(responses[CODE], responses[str(key)], str(key), part)
        for key, part in given.groupby(QUESTION)
        if key in responses.columns
    }
    return responses.assign(**columns)


def question_of(field: str | None) -> str | None:
    """Give the key under which a column of Pendaftaran is corrected, None if it holds no answer."""
    return field if field in _CHANGEABLE else None


def part_options(text: str) -> tuple[str, ...]:
    """Part a list of options as people type them; the comma behind a weekday parts nothing."""
    parts: list[str] = []
    for piece in re.split(r"[;,\n]", text):
        stripped = piece.strip()
        if parts and _is_weekday(parts[-1]):
            parts[-1] = f"{parts[-1]}, {stripped}"
        elif stripped:
            parts.append(stripped)
    return tuple(parts)


def _corrected(codes: pd.Series, answers: pd.Series, key: str, given: pd.DataFrame) -> pd.Series:
    """Replace the answers to one question."""
    texts = dict(zip(given[CODE], given[VALUE].astype("str"), strict=True))
    new: list[object] = [
        texts.get(code, answer) for code, answer in zip(codes, answers, strict=True)
    ]
    if key in _CHECKBOXES:
        new = [part_options(answer) if isinstance(answer, str) else answer for answer in new]
    return pd.Series(new, index=answers.index, dtype=object)


def _is_weekday(text: str) -> bool:
    """Say whether the text is a weekday alone."""
    words = text.casefold().replace("'", "").removeprefix("hari ").strip()
    return words in {*(day.casefold() for day in WEEKDAYS), "ahad"}
