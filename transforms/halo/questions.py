"""The questions asked in the live episodes of HALO KOP-UKM, as staff wrote them down."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from loket.columns import DATE, QUESTION, QUESTIONS_ANSWERED, QUESTIONS_ASKED, ROW
from transforms.halo.episodes import records
from transforms.reading.redaction import redacted
from transforms.reading.tab_cells import day_of, tidy
from transforms.reading.tab_problems import TabReading

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Mapping

QUESTIONS_TAB = "HALO Tanya Jawab"
ANSWER, CATEGORY, ANSWERED = "answer", "category", "is_answered"
NO_CATEGORY = "Tanpa kategori"
"""Stands where staff chose no category."""

_COLUMNS = (DATE, CATEGORY, QUESTION, ANSWERED)
_WHICH_EPISODE = "Isi Tanggal Siaran dengan tanggal yang ada di HALO Episode."


def questions(tab: pd.DataFrame, days: Collection[date]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read HALO Tanya Jawab; give the questions of the episodes on ``days``, and the problems.

    One row per question, in the tab's order: DATE (its episode's), category (as typed, NO_CATEGORY
    if blank), QUESTION (without personal data), is_answered (bool). Who asked is not told.
    """
    reading = TabReading(QUESTIONS_TAB)
    asked = [_asked(record, days, reading) for record in records(tab)]
    frame = pd.DataFrame(
        [row for row in asked if row is not None], columns=list(_COLUMNS), dtype=object
    )
    return frame.astype({CATEGORY: "str", QUESTION: "str", ANSWERED: bool}), reading.problems()


def question_counts(asked: pd.DataFrame, by: str = DATE) -> pd.DataFrame:
    """Count ``questions`` per episode, or by another of their columns.

    One row per value that occurs, in order: it, QUESTIONS_ASKED, QUESTIONS_ANSWERED (Int64; 0 means
    that none was answered).
    """
    answered = asked[ANSWERED].groupby(asked[by])
    counts = pd.DataFrame({QUESTIONS_ASKED: answered.count(), QUESTIONS_ANSWERED: answered.sum()})
    return counts.astype("Int64").reset_index().astype({by: asked[by].dtype})


def _asked(
    record: Mapping[Hashable, Any], days: Collection[date], reading: TabReading
) -> tuple[date, str, str, bool] | None:
    """Read one question; None, and a problem on record, if it belongs to no episode."""
    row = int(record[ROW])
    day = reading.cell(row, "Tanggal Siaran", record[DATE], day_of)
    if day is None:
        return None
    if day not in days:
        reason = "Tidak ada siaran pada tanggal ini."
        reading.report(row, "Tanggal Siaran", day, reason, _WHICH_EPISODE)
        return None
    text = redacted(tidy(record[QUESTION]))
    if text is None:
        reading.report(row, "Pertanyaan", None, "Pertanyaan belum diisi.", "Isi pertanyaannya.")
        return None
    return day, tidy(record[CATEGORY]) or NO_CATEGORY, text, is_answered(record[ANSWER])


def is_answered(answer: object) -> bool:
    """Tell whether a cell holds an answer: by a dash staff say that there is none yet."""
    return any(character.isalnum() for character in tidy(answer))
