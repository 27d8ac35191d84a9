"""The satisfaction survey (SKM) over any span of days: a month, a quarter, a semester, a year.

Source: PermenPANRB 14/2017. Feedback counts on the day of its session. Of a session whose client
was erased only the week is left: it counts on that week's Monday, and the week's attendance is the
one that Rekap Evaluasi still tells.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from loket.columns import DATE, PRESENT, SERVICE, SESSION_CODE, STATUS, WEEK
from loket.vocabulary import Status
from loket.week import Week
from transforms.evaluation.respondent_profile import Answered, respondent_profile
from transforms.evaluation.satisfaction import (
    EXACT_WEIGHT,
    Satisfaction,
    sample_size,
    satisfaction,
    unsur_table,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from loket.vocabulary import Service


@dataclass(frozen=True)
class Survey:
    """The survey of the days ``first`` to ``last``.

    ``answers`` are the rows of the feedback that counts in it; ``result`` has IKM, grade, NRR and
    the lowest unsur; ``served`` clients were present.
    """

    first: date
    last: date
    answers: pd.DataFrame
    result: Satisfaction
    served: int

    @property
    def unsur(self) -> pd.DataFrame:
        """See ``unsur_table``."""
        return unsur_table(self.result)

    def profile(self, within: Sequence[Survey] = ()) -> pd.DataFrame:
        """See ``respondent_profile``; within: the shorter spans that are published as well."""
        inner = [Answered(each.first, each.last, each.answers) for each in within]
        return respondent_profile(self.answers, inner)

    @property
    def sample(self) -> int:
        """The respondents that Krejcie and Morgan ask for of those served."""
        return sample_size(self.served)

    @property
    def suffices(self) -> bool | None:
        """Whether there are so many respondents; None where nobody is recorded as present."""
        return self.result.respondents >= self.sample if self.served else None


def survey(
    feedback: pd.DataFrame,
    sessions: pd.DataFrame,
    weeks: pd.DataFrame,
    first: date,
    last: date,
    *,
    service: Service | None = None,
    weight: Fraction = EXACT_WEIGHT,
) -> Survey:
    """Give the survey of the days from ``first`` to ``last``, of one service or of both.

    ``feedback``: what counts, see ``feedback.normalise``; ``sessions``: one row per registration
    and week, with DATE, SERVICE, STATUS, WEEK; ``weeks``: see ``evaluation.weekly``. The order of
    rows does not matter.
    """
    within = _within(feedback, first, last)
    answers = feedback[within if service is None else within & feedback[SERVICE].eq(service)]
    present = sessions[sessions[STATUS].eq(Status.PRESENT) & _between(sessions[DATE], first, last)]
    if service is not None:
        served = int(present[SERVICE].eq(service).sum())
    else:
        forgotten = _forgotten(present, sessions, weeks, first, last)
        served = len(present) + forgotten
    return Survey(first, last, answers, satisfaction(answers, weight), served)


def _within(feedback: pd.DataFrame, first: date, last: date) -> pd.Series[bool]:
    """Tell which feedback counts on one of the days."""
    held = [day for day in feedback[DATE].unique() if isinstance(day, date)]
    labels = feedback[DATE].map({day: str(Week.of(day)) for day in held})
    forgotten = feedback[SESSION_CODE].notna() & ~labels.eq(feedback[WEEK])
    within = _between(feedback[DATE], first, last)
    if not forgotten.any():
        return within
    mondays = feedback.loc[forgotten, WEEK].map(lambda label: Week.of_label(label).monday)
    return within.mask(forgotten, _between(mondays, first, last))


def _between(days: pd.Series, first: date, last: date) -> pd.Series[bool]:
    """Tell which days lie between two; what is no day lies nowhere. Each day is judged once."""
    inside = [day for day in days.unique() if isinstance(day, date) and first <= day <= last]
    return days.isin(inside)


def _forgotten(
    present: pd.DataFrame, sessions: pd.DataFrame, weeks: pd.DataFrame, first: date, last: date
) -> int:
    """Count who was present and is erased: by the recap of the weeks that lie wholly within."""
    erased = set(sessions.loc[sessions[STATUS].eq(Status.ERASED), WEEK].dropna())
    known = present.groupby(WEEK).size()
    recap = weeks.drop_duplicates(WEEK).set_index(WEEK)[PRESENT]
    recorded = pd.to_numeric(recap, errors="coerce").dropna()
    return sum(
        max(0, int(recorded[label]) - int(known.get(label, 0)))
        for label in erased & set(recorded.index)
        if first <= Week.of_label(label).monday and Week.of_label(label).days[-1] <= last
    )
