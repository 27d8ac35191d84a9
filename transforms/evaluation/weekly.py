"""The weekly figures of the clinic (Rekap Evaluasi)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from loket.columns import (
    FEEDBACK_COUNT,
    LATE,
    PRESENT,
    REMARK,
    SATISFACTION_INDEX,
    STATUS,
    UNRECORDED,
    UNSUR_KEYS,
    WEEK,
)
from loket.vocabulary import Status
from transforms.evaluation.figures import evaluation_figures, no_figures
from transforms.evaluation.satisfaction import EXACT_WEIGHT, sample_note, weight_label
from transforms.evaluation.satisfaction_scale import UNSUR

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from fractions import Fraction

PROVISIONAL = "Sementara"
"""What a week's remark begins with until its evaluation is due."""

_RESPONDENTS = "respondents"
_SET_ASIDE = (Status.TRANSFERRED, Status.SUSPECTED_DUPLICATE)
_MENTIONED = {
    UNRECORDED: "{} kehadiran belum dicatat",
    Status.TRANSFERRED: "{} dialihkan ke minggu lain",
    Status.SUSPECTED_DUPLICATE: "{} diduga ganda",
    LATE: "{} umpan balik masuk setelah evaluasi",
}


def weekly(
    schedule: pd.DataFrame,
    feedback: pd.DataFrame,
    *,
    weight: Fraction = EXACT_WEIGHT,
    weeks: Iterable[str] = (),
    provisional: Collection[str] = (),
) -> pd.DataFrame:
    """Give the evaluation's figures, one row per week, earliest first.

    ``schedule`` has one row per registration and week (WEEK, STATUS), ``feedback`` is that of
    ``feedback.normalise``. A week has a row if it occurs in either, or in ``weeks``; one of
    ``provisional`` is not final yet, and its remark says so. Columns: WEEK, those of
    ``evaluation_figures``, REMARK (Indonesian: weight, sample, what is missing, what came late).
    What cannot be computed is NA, never 0. Source: SOP Clean & Clear, steps 21 to 23.
    """
    labels = sorted({*schedule[WEEK].dropna(), *feedback[WEEK].dropna(), *weeks})
    if not labels:
        return _NO_WEEK.copy()
    figures = evaluation_figures(schedule, feedback, WEEK, labels, weight)
    context = _context(schedule, feedback, labels)
    remarks = [
        _remark(row, weight, provisional=row[WEEK] in provisional)
        for row in figures.join(context, on=WEEK, validate="1:1").to_dict("records")
    ]
    return figures.assign(**{REMARK: pd.array(remarks, dtype="str")})


_NO_WEEK = no_figures(WEEK).assign(**{REMARK: pd.array([], dtype="str")})
"""Made once: until the first week begins there is none, and types are dear for frames of no row."""


def _context(schedule: pd.DataFrame, feedback: pd.DataFrame, labels: list[str]) -> pd.DataFrame:
    """Count per week what only the remark tells."""
    rated = feedback[list(UNSUR_KEYS)].notna().any(axis="columns")
    counts: dict[str, pd.Series[Any]] = {
        _RESPONDENTS: rated.groupby(feedback[WEEK]).sum(),
        LATE: feedback[LATE].groupby(feedback[WEEK]).sum(),
        **{status: _count(schedule, status) for status in _SET_ASIDE},
    }
    return pd.DataFrame(
        {name: count.reindex(labels).fillna(0).astype("Int64") for name, count in counts.items()}
    )


def _count(schedule: pd.DataFrame, status: Status) -> pd.Series[Any]:
    """Count the rows of one status per week."""
    return (schedule[STATUS] == str(status)).groupby(schedule[WEEK]).sum()


def _remark(row: Mapping[Any, Any], weight: Fraction, *, provisional: bool) -> str | None:
    """Say in Indonesian what a reader of the week's figures must know."""
    parts = [
        PROVISIONAL if provisional else None,
        None if pd.isna(row[SATISFACTION_INDEX]) else f"Bobot {weight_label(weight)}",
        _sample(row[_RESPONDENTS], row[FEEDBACK_COUNT], row[PRESENT]),
        _unanswered(row),
        *(text.format(row[name]) for name, text in _MENTIONED.items() if row[name]),
    ]
    return "; ".join(part for part in parts if part) or None


def _unanswered(row: Mapping[Any, Any]) -> str | None:
    """Name the unsur for want of which there is no index, although some were answered."""
    missing = [unsur.code for unsur in UNSUR if pd.isna(row[unsur.key])]
    if not missing or len(missing) == len(UNSUR):
        return None
    return f"IKM tidak dihitung: {', '.join(missing)} tanpa jawaban"


def _sample(respondents: int, responses: int, present: int) -> str | None:
    """Judge the sample, unless more people answered than are recorded as present."""
    if responses > present:
        return f"{responses} umpan balik, tetapi baru {present} klien tercatat hadir"
    return sample_note(respondents, present)
