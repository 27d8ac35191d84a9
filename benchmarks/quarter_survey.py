"""A quarter's survey (SKM), against a bare ``groupby``.

Ours is what the report on a quarter works out from the feedback that counts: which of it lies in
the quarter, per unsur the sum, the NRR and the weighted NRR, IKM and grade by exact fractions,
once for all and once for each service, who was served and how many of them had to be asked, and
the respondents' profile with small cells withheld. The other is ``groupby(service)`` and the means
of the nine columns. Both begin with the same frame, three quarters of which lie in the quarter.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from random import Random

import pandas as pd

from benchmarks.comparison import Comparison, Effort, Trial, compare
from benchmarks.measurement import Job
from loket import columns as c
from loket.vocabulary import Service, Status
from loket.week import Week
from transforms.evaluation.respondent_profile import PROFILE
from transforms.evaluation.survey import survey

FULL = {10_000: Effort(runs=5), 100_000: Effort(runs=3)}
TINY = {200: Effort(runs=1, memory=False)}

_FIRST, _LAST = date(2026, 10, 1), date(2026, 12, 31)
_DAYS = [date(2026, 9, 1) + timedelta(days=number) for number in range(122)]


def comparisons(size: int, effort: Effort) -> list[Comparison]:
    """Compare at so many responses."""
    return compare(
        f"{size:,} responses",
        effort,
        Trial("a quarter's survey", partial(_survey, size)),
        Trial("groupby().mean()", partial(_bare, size)),
    )


@contextmanager
def _survey(size: int) -> Iterator[Job]:
    feedback, sessions = _feedback(size), _sessions(size)
    weeks = pd.DataFrame({c.WEEK: pd.Series(dtype="str"), c.PRESENT: pd.Series(dtype="Int64")})

    def job() -> object:
        found = survey(feedback, sessions, weeks, _FIRST, _LAST)
        services = [
            survey(feedback, sessions, weeks, _FIRST, _LAST, service=service).result.index
            for service in Service
        ]
        told = (found.unsur, found.profile(), found.sample)
        if not all(services) or any(part is None for part in told):
            raise RuntimeError("the quarter has no index")
        return found.result.index

    yield job


@contextmanager
def _bare(size: int) -> Iterator[Job]:
    feedback = _feedback(size)
    yield lambda: len(feedback.groupby(c.SERVICE)[list(c.UNSUR_KEYS)].mean())


def _feedback(size: int) -> pd.DataFrame:
    """Make up feedback as ``feedback.normalise`` gives it; every ninth answer is missing."""
    random = Random(size)
    unsur = {
        key: pd.array(random.choices([1, 2, 3, 4, None], [2, 2, 2, 2, 1], k=size), dtype="Int64")
        for key in c.UNSUR_KEYS
    }
    texts = {question.key: [*question.options, None] for question in PROFILE}
    texts[c.SESSION_CODE] = ["CC-0000-0000", None]
    others = {
        key: pd.array(random.choices(options, k=size), dtype="str")
        for key, options in texts.items()
    }
    return _sessions(size).drop(columns=c.STATUS).assign(**unsur, **others)


def _sessions(size: int) -> pd.DataFrame:
    """Make up as many sessions, in the same order of days."""
    days = [_DAYS[number % len(_DAYS)] for number in range(size)]
    labels = {day: str(Week.of(day)) for day in _DAYS}
    services = [str(list(Service)[number % 2]) for number in range(size)]
    texts = {
        c.SERVICE: services,
        c.WEEK: [labels[day] for day in days],
        c.STATUS: [str(Status.PRESENT)] * size,
    }
    frame = pd.DataFrame({name: pd.array(rows, dtype="str") for name, rows in texts.items()})
    return frame.assign(**{c.DATE: pd.Series(days, dtype=object)})
