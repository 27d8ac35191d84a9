"""Registration responses as Google lists them, page by page, made up from a seed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

from connectors.forms.client import PAGE_SIZE
from loket import columns as c
from loket.week import Week
from pipeline.configuration.settings import Clinic
from pipeline.demo.people import person

WEEK = Week(2026, 48)
_OPENS = datetime(2026, 11, 12, tzinfo=UTC)
_SPAN = timedelta(days=4)


def pages(number: int) -> Iterator[bytes]:
    """Give the bodies of a listing of so many responses, where a question's id is its key.

    Four in five names and businesses and nearly every telephone number and problem occur once:
    wordings that repeat more would flatter whoever reads each of them once.
    """
    random, clinic = Random(number), Clinic()
    for start in range(0, number, PAGE_SIZE):
        indices = range(start, min(start + PAGE_SIZE, number))
        responses = [_response(clinic, random, index, index / number) for index in indices]
        yield json.dumps({"responses": responses}, ensure_ascii=False).encode()


def _response(clinic: Clinic, random: Random, index: int, progress: float) -> dict[str, object]:
    at = f"{_OPENS + _SPAN * progress:%Y-%m-%dT%H:%M:%S.%f}Z"
    return {
        "responseId": f"ACYDBN{random.getrandbits(128):032x}",
        "createTime": at,
        "lastSubmittedTime": at,
        "answers": _answers(clinic, random, index),
    }


def _answers(clinic: Clinic, random: Random, index: int) -> dict[str, object]:
    given = person(clinic, WEEK.days[:5], random, index)
    if random.random() < 0.8:
        given[c.NAME] = f"{given[c.NAME]} {_syllables(random)}"
        given[c.BUSINESS] = f"{given[c.BUSINESS]} {_syllables(random)}"
    given[c.PROBLEM] = f"{given[c.PROBLEM]} {_syllables(random)} {index}"
    return {
        key: {
            "questionId": key,
            "textAnswers": {
                "answers": [
                    {"value": text} for text in ((value,) if isinstance(value, str) else value)
                ]
            },
        }
        for key, value in given.items()
        if value
    }


def _syllables(random: Random) -> str:
    """Give a word that hardly anybody else has."""
    return "".join(random.choice("bdgklmnprstw") + random.choice("aeiou") for _ in range(4)).title()
