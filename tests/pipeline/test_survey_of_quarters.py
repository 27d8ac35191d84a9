"""The survey of any period, from Google's JSON on, against the plain way to work it out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Any

import pandas as pd
import pytest

from connectors.forms.response import RawResponse
from loket import columns as c
from loket.vocabulary import Form, Service
from pipeline.configuration.settings import Clinic
from pipeline.intake.intake import responses_frame
from pipeline.papers.period import Period
from pipeline.questionnaires.questionnaires import questionnaires
from tests.pipeline.raw_feedback import SCALE, Json, counting, made_up, plain_survey
from tests.transforms.evaluation_factories import a_session, schedule_of
from transforms.evaluation.feedback import normalise
from transforms.evaluation.survey import Survey, survey

EXACT, ROUNDED = Fraction(1, 9), Fraction(111, 1000)
NO_WEEKS = pd.DataFrame({c.WEEK: pd.Series(dtype="str"), c.PRESENT: pd.Series(dtype="Int64")})
NOBODY = schedule_of()


def counted(responses: list[Json], sessions: pd.DataFrame) -> pd.DataFrame:
    """What Loket counts of these responses."""
    questionnaire = questionnaires(Clinic())[Form.FEEDBACK]
    ids = {question.key: question.key for question in questionnaire.questions()}
    frame = responses_frame([RawResponse.of(one) for one in responses], questionnaire, ids)
    return normalise(frame, sessions, due={}).counted


def survey_of(
    responses: list[Json], period: Period, sessions: pd.DataFrame = NOBODY, **options: Any
) -> Survey:
    feedback = counted(responses, sessions)
    return survey(feedback, sessions, NO_WEEKS, period.first, period.last, **options)


def figures(found: Survey) -> Json:
    result = found.result
    return {
        "respondents": result.respondents,
        "nrr": dict(result.nrr),
        "index": result.index,
        "grade": result.grade and result.grade.name,
    }


def clients(seed: int, first: date) -> tuple[dict[str, date], dict[str, str]]:
    """Sessions of half a year: their days and services by code."""
    random = Random(seed)
    codes = [f"CC-{n:04d}-{seed:04d}" for n in range(12)]
    days = {code: first + timedelta(days=random.randrange(184)) for code in codes}
    return days, {code: random.choice(("Koperasi", "UKM")) for code in codes}


def sessions_of(days: Mapping[str, date], services: Mapping[str, str]) -> pd.DataFrame:
    return schedule_of(
        *(a_session(code, date=day, service=services[code]) for code, day in days.items())
    )


SEEDS = range(50)


@dataclass(frozen=True)
class Case:
    """A quarter, and sessions and responses from before it until after it."""

    quarter: Period
    days: dict[str, date]
    services: dict[str, str]
    responses: list[Json]

    @classmethod
    def of(cls, seed: int) -> Case:
        random = Random(seed)
        quarter = Period(random.randrange(2025, 2028), random.choice((1, 4, 7, 10)), 3)
        start = quarter.first - timedelta(days=45)
        days, services = clients(seed, start)
        number = random.choice((0, 1, 2, 30, 80))
        return cls(quarter, days, services, made_up(seed, start, number, days))

    def plain(self, service: str | None, weight: Fraction) -> Json:
        """The quarter's figures, worked out the plain way."""
        counts = counting(self.responses, self.days, self.services)
        return plain_survey(
            (one for day, whose, one in counts if self.holds(day, whose, service)), weight
        )

    def holds(self, day: date, whose: str, service: str | None) -> bool:
        return self.quarter.first <= day <= self.quarter.last and service in {None, whose}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_random_quarter(seed: int) -> None:
    case = Case.of(seed)
    sessions = sessions_of(case.days, case.services)
    feedback = counted(case.responses, sessions)
    first, last = case.quarter.first, case.quarter.last
    chosen = list(Service)[seed % 2]
    for service, weight in ((None, EXACT), (None, ROUNDED), (chosen, EXACT)):
        found = survey(feedback, sessions, NO_WEEKS, first, last, service=service, weight=weight)
        assert figures(found) == case.plain(service, weight)
        served = [
            code for code, day in case.days.items() if case.holds(day, case.services[code], service)
        ]
        assert found.served == len(served)


def test_the_random_quarters_have_every_grade_and_sessions_that_were_answered_twice() -> None:
    cases = [Case.of(seed) for seed in SEEDS]
    grades = {case.plain(None, EXACT)["grade"] for case in cases}
    assert grades == {"A", "B", "C", "D", None}
    replaced = [
        len(case.responses) - len(counting(case.responses, case.days, case.services))
        for case in cases
    ]
    assert max(replaced) > 10


def answers(*rows: str, day: str = "2026-11-23") -> list[Json]:
    """Responses without a code, each as nine digits; a dash is no answer."""
    texts = {key: text.split("/") for key, text in SCALE.items()}
    responses = []
    for number, row in enumerate(rows):
        given = {"feedback_date": day, "feedback_service": "UKM"} | {
            key: texts[key][int(digit) - 1]
            for key, digit in zip(SCALE, row, strict=True)
            if digit != "-"
        }
        at = "2026-12-24T03:00:00Z"
        told = {key: {"textAnswers": {"answers": [{"value": v}]}} for key, v in given.items()}
        responses.append(
            {"responseId": f"r{number}", "createTime": at, "lastSubmittedTime": at, "answers": told}
        )
    return responses


NOVEMBER = Period(2026, 11, 1)


@pytest.mark.parametrize(
    ("rows", "index", "grade", "respondents"),
    [
        pytest.param([], None, None, 0, id="zero feedback"),
        pytest.param(["433333333"], "77.78", "B", 1, id="one feedback"),
        pytest.param(["333333333"] * 40, "75.00", "C", 40, id="all the same answer"),
        pytest.param(
            ["4444444-4", "-43444443", "---------"], "97.22", "A", 2, id="answers missing"
        ),
        pytest.param(["44444444-"] * 5, None, None, 5, id="a question nobody answered"),
    ],
)
def test_few_and_alike(
    rows: list[str], index: str | None, grade: str | None, respondents: int
) -> None:
    found = survey_of(answers(*rows), NOVEMBER)
    told = figures(found)
    assert told == plain_survey(answers(*rows), EXACT)
    assert (str(told["index"]) if told["index"] else None) == index
    assert (told["grade"], told["respondents"]) == (grade, respondents)
    assert len(found.answers) == len(rows)


def test_three_thousand_responses_and_how_a_year_falls_into_parts() -> None:
    days, services = clients(1, date(2026, 1, 1))
    responses = made_up(1, date(2026, 1, 1), 3000, days)
    sessions = sessions_of(days, services)
    feedback = counted(responses, sessions)
    counts = counting(responses, days, services)
    year = Period(2026, 1, 12)
    whole = survey(feedback, sessions, NO_WEEKS, year.first, year.last)
    assert figures(whole) == plain_survey([response for *_, response in counts], EXACT)
    shuffled = feedback.sample(frac=1, random_state=3)
    assert survey(shuffled, sessions, NO_WEEKS, year.first, year.last).result == whole.result
    for months in (1, 3, 6):
        parts = [Period(2026, first, months) for first in range(1, 13, months)]
        found = [survey(feedback, sessions, NO_WEEKS, p.first, p.last) for p in parts]
        assert sum(part.result.respondents for part in found) == whole.result.respondents
        assert sum(part.served for part in found) == whole.served == 12
        for key, total in whole.result.total.items():
            assert sum(part.result.total[key] for part in found) == total
