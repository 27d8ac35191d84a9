"""The figures of one evaluation, counted per group: attendance, feedback and satisfaction.

The same count serves the weeks of Rekap Evaluasi and the services of one week's page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from loket.columns import (
    ABSENT,
    CANCELLED,
    FEEDBACK_COUNT,
    GRADE,
    LOWEST_UNSUR,
    PRESENT,
    REGISTERED,
    RESPONSE_RATE,
    SATISFACTION_INDEX,
    SCHEDULED,
    SOLVED,
    SOLVED_SHARE,
    STATUS,
    UNRECORDED,
    UNSUR_KEYS,
    WAITING,
)
from loket.vocabulary import Status
from transforms.evaluation.feedback_answers import SOLVED_YES
from transforms.evaluation.satisfaction import Satisfaction, printed, satisfaction

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

HOLDS_SESSION = (
    Status.SCHEDULED,
    Status.CONFIRMED,
    Status.PRESENT,
    Status.ABSENT,
    Status.UNRECORDED,
)
"""Statuses of a client who has, or had to the end, a session of that week."""

COUNTED: dict[str, tuple[Status, ...]] = {
    REGISTERED: tuple(Status),
    SCHEDULED: HOLDS_SESSION,
    PRESENT: (Status.PRESENT,),
    ABSENT: (Status.ABSENT,),
    UNRECORDED: (Status.UNRECORDED,),
    CANCELLED: (Status.CANCELLED,),
    WAITING: (Status.WAITING,),
}
"""Which statuses each count takes in; every row of a week's schedule is registered."""

_COUNTS = (*COUNTED, FEEDBACK_COUNT)
_SHARES = (RESPONSE_RATE, SOLVED_SHARE, SATISFACTION_INDEX, *UNSUR_KEYS)
FIGURES = (
    *_COUNTS, RESPONSE_RATE, SATISFACTION_INDEX, GRADE, *UNSUR_KEYS, LOWEST_UNSUR, SOLVED_SHARE,
)  # fmt: skip
"""The columns of figures, in the order of Rekap Evaluasi."""


def evaluation_figures(
    schedule: pd.DataFrame,
    feedback: pd.DataFrame,
    by: str,
    groups: Sequence[str],
    weight: Fraction,
) -> pd.DataFrame:
    """Give one row per group, in the order given: ``by`` and the columns FIGURES.

    ``schedule`` has STATUS, ``feedback`` u1 ... u9 and SOLVED, both have ``by``. Counts are Int64;
    RESPONSE_RATE (feedback per client present) and SOLVED_SHARE (``Ya`` among those who answered)
    are shares of 1, Float64, NA where there is nothing to divide by; SATISFACTION_INDEX is the
    IKM, u1 ... u9 the NRR for print. A rate above 1 means that attendance is not all recorded.
    """
    labels = pd.Index(list(groups), dtype="str", name=by)
    counts = _attendance(schedule, by).reindex(labels, fill_value=0)
    answered = dict(list(feedback.groupby(by, sort=False)))
    empty = feedback.iloc[:0]
    opinions = [_opinion(answered.get(group, empty), weight) for group in labels]
    figures = counts.join(pd.DataFrame(opinions, index=labels, dtype=object))
    return _typed(figures.reset_index().reindex(columns=[by, *FIGURES]), by)


def no_figures(by: str) -> pd.DataFrame:
    """Give the figures of no group at all, with their columns and types."""
    return _typed(pd.DataFrame(columns=[by, *FIGURES]), by)


def _attendance(schedule: pd.DataFrame, by: str) -> pd.DataFrame:
    """Count the rows of each status group per ``by``."""
    flags = pd.DataFrame(
        {name: schedule[STATUS].isin([str(s) for s in taken]) for name, taken in COUNTED.items()}
    ).assign(**{REGISTERED: True})
    return flags.groupby(schedule[by]).sum().astype("Int64")


def _opinion(feedback: pd.DataFrame, weight: Fraction) -> dict[str, object]:
    """Give what one group's feedback says."""
    result: Satisfaction = satisfaction(feedback, weight)
    solved = feedback[SOLVED].dropna()
    return {
        FEEDBACK_COUNT: len(feedback),
        SATISFACTION_INDEX: printed(result.index, 2),
        GRADE: result.grade.name if result.grade else None,
        **{key: printed(value) for key, value in result.nrr.items()},
        LOWEST_UNSUR: result.lowest_label,
        SOLVED_SHARE: float((solved == SOLVED_YES).mean()) if len(solved) else None,
    }


def _typed(figures: pd.DataFrame, by: str) -> pd.DataFrame:
    """Add the response rate and settle the types, which an empty frame needs as well."""
    types = {
        by: "str",
        **dict.fromkeys(_COUNTS, "Int64"),
        **dict.fromkeys(_SHARES, "Float64"),
        **dict.fromkeys((GRADE, LOWEST_UNSUR), "str"),
    }
    typed = figures.astype(types)
    present = typed[PRESENT].astype("Float64")
    rate = typed[FEEDBACK_COUNT] / present.mask(present == 0)
    return typed.assign(**{RESPONSE_RATE: rate})
