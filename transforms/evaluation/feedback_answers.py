"""The answers of the clinic's feedback form, read one by one."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from loket.columns import (
    CODE,
    DATE,
    FEEDBACK_CODE,
    FEEDBACK_DATE,
    FEEDBACK_SERVICE,
    FOLLOW_UP,
    REASON,
    RESPONSE_ID,
    SERVICE,
    SESSION_CODE,
    SOLVED,
    SUBMITTED,
    SUGGESTION,
    UNSUR_KEYS,
)
from loket.vocabulary import Form, Service
from transforms.evaluation.feedback_code import read_code
from transforms.evaluation.respondent_profile import PROFILE
from transforms.evaluation.satisfaction_scale import UNSUR
from transforms.reading.answer_problems import flagged, gathered
from transforms.reading.indonesian import Reading, read_date
from transforms.reading.printable import each_distinct, printable

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

SOLVED_YES, SOLVED_PARTLY, SOLVED_NO = "Ya", "Sebagian", "Belum"

QUESTIONS = (
    FEEDBACK_CODE, FEEDBACK_DATE, FEEDBACK_SERVICE, *UNSUR_KEYS, SOLVED, FOLLOW_UP,
    *(question.key for question in PROFILE), SUGGESTION,
)  # fmt: skip
"""The keys of the form's questions; one that an office's form lacks counts as unanswered."""

_SOLVED = {
    "ya": SOLVED_YES, "iya": SOLVED_YES, "sudah": SOLVED_YES, "sebagian": SOLVED_PARTLY,
    "belum": SOLVED_NO, "tidak": SOLVED_NO,
}  # fmt: skip
_FOLLOW_UP = {"ya": "Ya", "iya": "Ya", "perlu": "Ya", "tidak": "Tidak", "belum": "Tidak"}
_SERVICES = {
    "koperasi": Service.COOPERATIVE.value,
    "ukm": Service.SME.value,
    "umkm": Service.SME.value,
}
_CHOOSE = "Tulis salah satu pilihan formulir di kolom Koreksi."


class FeedbackAnswers(NamedTuple):
    """See ``read_answers``."""

    answers: pd.DataFrame
    problems: pd.DataFrame


def read_answers(responses: pd.DataFrame) -> FeedbackAnswers:
    """Read the feedback responses; give the answers, one row per response, and the problems.

    Columns: CODE, RESPONSE_ID, SUBMITTED; SESSION_CODE (the code typed, in its one spelling),
    DATE and SERVICE as typed, NA where blank or unreadable, REASON (why a date that was typed
    is unreadable); u1 ... u9 (Int64, 1 to 4), SOLVED (Ya / Sebagian / Belum), FOLLOW_UP
    (Ya / Tidak), the profile's options, SUGGESTION (as typed, printable). An unreadable answer to
    a question of opinion is NA and a problem that does not block.
    """
    raw = responses.reindex(columns=[CODE, RESPONSE_ID, SUBMITTED, *QUESTIONS])
    raw = raw.reset_index(drop=True).assign(
        **{key: raw[key].map(_blank_as_missing).astype(object).array for key in QUESTIONS}
    )
    unread: Reading[date] = Reading(None, None)
    dates = each_distinct(raw[FEEDBACK_DATE], read_date, unread)
    answers = raw[[CODE, RESPONSE_ID, SUBMITTED]].assign(
        **{
            SESSION_CODE: _text(raw[FEEDBACK_CODE], read_code),
            DATE: pd.array([reading.value for reading in dates], dtype=object),
            REASON: pd.array([reading.reason for reading in dates], dtype="str"),
            SERVICE: _text(raw[FEEDBACK_SERVICE], lambda text: _first_word(text, _SERVICES)),
            **{unsur.key: _values(raw[unsur.key], unsur.value) for unsur in UNSUR},
            SOLVED: _text(raw[SOLVED], lambda text: _first_word(text, _SOLVED)),
            FOLLOW_UP: _text(raw[FOLLOW_UP], lambda text: _first_word(text, _FOLLOW_UP)),
            **{question.key: _text(raw[question.key], question.read) for question in PROFILE},
            SUGGESTION: _text(raw[SUGGESTION], lambda text: printable(text) or None),
        }
    )
    return FeedbackAnswers(answers, _unreadable(raw, answers))


def _unreadable(raw: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """Give a problem for each opinion that was typed and is none of its question's answers."""
    return gathered(
        flagged(
            raw,
            raw[key].notna() & answers[key].isna(),
            Form.FEEDBACK,
            key,
            "Jawaban bukan salah satu pilihan pertanyaan ini.",
            _CHOOSE,
            blocking=False,
        )
        for key in (*UNSUR_KEYS, SOLVED, FOLLOW_UP)
    )


def _text(
    raw: pd.Series[str], read: Callable[[str], str | None]
) -> pd.api.extensions.ExtensionArray:
    """Read each distinct text of a column as text."""
    return pd.array(each_distinct(raw, read, None), dtype="str")


def _values(
    raw: pd.Series[str], read: Callable[[str], int | None]
) -> pd.api.extensions.ExtensionArray:
    """Read each distinct text of a column as a value of the scale."""
    return pd.array(each_distinct(raw, read, None), dtype="Int64")


def _first_word(text: str, meanings: dict[str, str]) -> str | None:
    """Give the meaning of the first word: ``Koperasi 09.00–12.00`` is the service Koperasi."""
    word = re.match(r"\W*([^\W\d_]+)", unicodedata.normalize("NFKC", text[:100]).casefold())
    return meanings.get(word[1]) if word else None


def _blank_as_missing(answer: object) -> str | None:
    """Give the answer, or None where it is blank or no text."""
    return answer if isinstance(answer, str) and printable(answer) else None
