"""Feedback as Google lists it, made up from a seed, and its survey worked out the plain way.

Nothing here uses what Loket reads and counts with: the scale is typed from the regulation, and the
figures come straight from the JSON by loops and decimals.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from random import Random
from typing import Any

Json = dict[str, Any]

SCALE = {
    "u1": "Tidak sesuai/Kurang sesuai/Sesuai/Sangat sesuai",
    "u2": "Tidak mudah/Kurang mudah/Mudah/Sangat mudah",
    "u3": "Tidak cepat/Kurang cepat/Cepat/Sangat cepat",
    "u4": "Sangat mahal/Cukup mahal/Murah/Gratis",
    "u5": "Tidak sesuai/Kurang sesuai/Sesuai/Sangat sesuai",
    "u6": "Tidak kompeten/Kurang kompeten/Kompeten/Sangat kompeten",
    "u7": "Tidak sopan dan ramah/Kurang sopan dan ramah/Sopan dan ramah/Sangat sopan dan ramah",
    "u8": "Tidak ada/Ada tetapi tidak berfungsi/Berfungsi kurang maksimal/Dikelola dengan baik",
    "u9": "Buruk/Cukup/Baik/Sangat baik",
}
VALUES = {
    (key, answer): value
    for key, answers in SCALE.items()
    for value, answer in enumerate(answers.split("/"), start=1)
}
_SERVICES = {"Koperasi": "Koperasi 09.00–12.00", "UKM": "UKM 13.00–16.00"}
_GRADES = ((Decimal("88.31"), "A"), (Decimal("76.61"), "B"), (Decimal("65.00"), "C"))


def made_up(seed: int, first: date, number: int, codes: Mapping[str, date]) -> list[Json]:
    """So many responses about sessions in half a year from ``first`` on, some by code."""
    random = Random(seed)
    # Each lot has an opinion of its own, more often a high one, so that all grades occur.
    any_opinion = [random.random() ** 2 for _ in range(4)]
    weights = random.choice(([0.0, 0.0, 1.0, 6.0], [0.0, 1.0, 6.0, 3.0], any_opinion))
    gaps = random.choice((0, 0.1, 0.5))
    return [_response(random, f"r{seed}-{n}", first, codes, weights, gaps) for n in range(number)]


def _response(
    random: Random,
    name: str,
    first: date,
    codes: Mapping[str, date],
    weights: list[float],
    gaps: float,
) -> Json:
    day = first + timedelta(days=random.randrange(184))
    given: dict[str, str] = {}
    if codes and random.random() < 0.5:
        given["feedback_code"] = random.choice(sorted(codes))
        day = max(day, codes[given["feedback_code"]])
    else:
        given |= {
            "feedback_date": f"{day:%Y-%m-%d}",
            "feedback_service": random.choice(sorted(_SERVICES.values())),
        }
    for key, answers in SCALE.items():
        if random.random() >= gaps:
            given[key] = random.choices(answers.split("/"), weights)[0]
    at = f"{day:%Y-%m-%d}T10:00:00Z"
    return {
        "responseId": f"{name}-{random.getrandbits(64):016x}",
        "createTime": at,
        "lastSubmittedTime": at,
        "answers": {key: _answer(key, text) for key, text in given.items()},
    }


def _answer(key: str, text: str) -> Json:
    return {"questionId": key, "textAnswers": {"answers": [{"value": text}]}}


def _said(response: Json, key: str) -> str | None:
    answers = response["answers"].get(key, {}).get("textAnswers", {}).get("answers", [])
    return answers[0]["value"] if answers else None


def counting(
    responses: Iterable[Json], codes: Mapping[str, date], services: Mapping[str, str]
) -> list[tuple[date, str, Json]]:
    """What counts, with its day and service: of a code the last answer, all of those without."""
    last: dict[str, tuple[str, str]] = {}
    for response in responses:
        code = _said(response, "feedback_code")
        if code:
            order = (response["lastSubmittedTime"], response["responseId"])
            last[code] = max(last.get(code, order), order)
    found = []
    for response in responses:
        code = _said(response, "feedback_code")
        if code is None:
            day = date.fromisoformat(str(_said(response, "feedback_date")))
            service = str(_said(response, "feedback_service")).split()[0]
            found.append((day, service, response))
        elif last[code][1] == response["responseId"]:
            found.append((codes[code], services[code], response))
    return found


def plain_survey(responses: Iterable[Json], weight: Fraction) -> Json:
    """The regulation's figures of these responses."""
    totals = {key: [0, 0] for key in SCALE}
    respondents = 0
    for response in responses:
        values = {key: VALUES[key, str(text)] for key in SCALE if (text := _said(response, key))}
        respondents += bool(values)
        for key, value in values.items():
            totals[key][0] += value
            totals[key][1] += 1
    nrr = {key: Fraction(total, n) if n else None for key, (total, n) in totals.items()}
    index = _index(list(nrr.values()), weight)
    grade = None if index is None else next((g for low, g in _GRADES if index >= low), "D")
    return {"respondents": respondents, "nrr": nrr, "index": index, "grade": grade}


def _index(nrr: list[Fraction | None], weight: Fraction) -> Decimal | None:
    if None in nrr:
        return None
    exact = sum((value for value in nrr if value is not None), Fraction(0)) * weight * 25
    with localcontext() as context:
        context.prec = 80
        quotient = Decimal(exact.numerator) / Decimal(exact.denominator)
        return quotient.quantize(Decimal("0.01"), ROUND_HALF_UP)
