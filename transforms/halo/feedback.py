"""The feedback of viewers and guests of HALO KOP-UKM."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from loket.columns import (
    BENEFIT,
    CODE,
    DATE,
    HALO_BENEFIT,
    HALO_DATE,
    HALO_ROLE,
    HALO_SATISFACTION,
    HALO_SUGGESTION,
    HALO_TOPIC,
    SATISFACTION,
    SUBMITTED,
    SUGGESTION,
    TOPIC,
)
from loket.vocabulary import Form
from transforms.reading.answer_problems import flagged, gathered
from transforms.reading.indonesian import Reading, read_date, read_number, short_date
from transforms.reading.printable import each_distinct, printable
from transforms.reading.redaction import redacted

if TYPE_CHECKING:
    from collections.abc import Collection

ROLE = "role"
VIEWER, SPEAKER = "Penonton", "Narasumber"

QUESTIONS = (
    HALO_DATE, HALO_ROLE, HALO_SATISFACTION, HALO_BENEFIT, HALO_TOPIC, HALO_SUGGESTION,
)  # fmt: skip

_REMEDIES = {
    HALO_ROLE: ("Bukan Penonton atau Narasumber.", "Tulis Penonton atau Narasumber."),
    HALO_SATISFACTION: ("Bukan nilai 1 sampai 4.", "Tulis 1, 2, 3 atau 4 di kolom Koreksi."),
    HALO_BENEFIT: ("Bukan nilai 1 sampai 4.", "Tulis 1, 2, 3 atau 4 di kolom Koreksi."),
}


class HaloFeedback(NamedTuple):
    """See ``halo_feedback``. A response is counted or has a blocking problem, never both."""

    counted: pd.DataFrame
    problems: pd.DataFrame


def halo_feedback(responses: pd.DataFrame, days: Collection[date]) -> HaloFeedback:
    """Read the responses and match them to the episodes held on ``days``.

    ``counted`` has one row per response that counts, in the order of submission: CODE, SUBMITTED,
    DATE (its episode's), role (Penonton / Narasumber), SATISFACTION and BENEFIT (Int64, 1 to 4),
    TOPIC and SUGGESTION without personal data; all NA where blank or unreadable. A date that is
    no episode's, or lies after the answer, blocks; any other unreadable answer does not.
    """
    raw = responses.reindex(columns=[CODE, SUBMITTED, *QUESTIONS]).reset_index(drop=True)
    raw = raw.assign(**{key: raw[key].map(_filled).astype(object) for key in QUESTIONS})
    unread: Reading[date] = Reading(None, None)
    readings = each_distinct(raw[HALO_DATE], read_date, unread)
    reasons = _faults(readings, raw[SUBMITTED], days)
    read = _answers(raw, readings)
    counted = read[reasons.isna()].sort_values([SUBMITTED, CODE], ignore_index=True)
    return HaloFeedback(counted, gathered([_lost(raw, reasons, days), _unreadable(raw, read)]))


def _answers(raw: pd.DataFrame, readings: list[Reading[date]]) -> pd.DataFrame:
    """Read every answer, question by question."""
    return pd.DataFrame(
        {
            CODE: raw[CODE].astype("str"),
            SUBMITTED: raw[SUBMITTED],
            DATE: pd.Series([reading.value for reading in readings], dtype=object),
            ROLE: pd.array(each_distinct(raw[HALO_ROLE], _role, None), dtype="str"),
            SATISFACTION: pd.array(
                each_distinct(raw[HALO_SATISFACTION], _value, None), dtype="Int64"
            ),
            BENEFIT: pd.array(each_distinct(raw[HALO_BENEFIT], _value, None), dtype="Int64"),
            TOPIC: pd.array(each_distinct(raw[HALO_TOPIC], _comment, None), dtype="str"),
            SUGGESTION: pd.array(each_distinct(raw[HALO_SUGGESTION], _comment, None), dtype="str"),
        }
    )


def _faults(
    readings: list[Reading[date]], submitted: pd.Series[pd.Timestamp], days: Collection[date]
) -> pd.Series[str]:
    """Say why a response belongs to no episode; NA where it does."""
    pairs = zip(readings, submitted.dt.date, strict=True)
    return pd.Series([_fault(found, day, days) for found, day in pairs], dtype="str")


def _fault(found: Reading[date], answered: date, days: Collection[date]) -> str | None:
    if found.value is None:
        return f"Isian tidak dapat dipakai: {found.reason}." if found.reason else "Tanggal kosong."
    if found.value not in days:
        return f"Tidak ada siaran pada {short_date(found.value)}."
    if found.value > answered:
        return f"Siaran {short_date(found.value)} belum berlangsung saat formulir diisi."
    return None


def _lost(raw: pd.DataFrame, reasons: pd.Series[str], days: Collection[date]) -> pd.DataFrame:
    """Give the problems of responses that belong to no episode."""
    latest = f", misalnya {short_date(max(days))}" if days else ""
    remedy = (
        f"Tulis tanggal siaran yang ada di HALO Episode di kolom Koreksi{latest}, "
        "atau - bila tidak dipakai."
    )
    where = reasons.notna()
    return flagged(raw, where, Form.HALO_FEEDBACK, HALO_DATE, reasons, remedy, blocking=True)


def _unreadable(raw: pd.DataFrame, read: pd.DataFrame) -> pd.DataFrame:
    """Give a problem for each other answer that was typed and cannot be read."""
    columns = {HALO_ROLE: ROLE, HALO_SATISFACTION: SATISFACTION, HALO_BENEFIT: BENEFIT}
    return gathered(
        flagged(
            raw,
            raw[question].notna() & read[column].isna(),
            Form.HALO_FEEDBACK,
            question,
            *_REMEDIES[question],
            blocking=False,
        )
        for question, column in columns.items()
    )


def _role(text: str) -> str | None:
    """Give the role that a text names."""
    folded = unicodedata.normalize("NFKC", text[:100]).casefold()
    return next((role for role in (VIEWER, SPEAKER) if role.casefold() in folded), None)


def _value(text: str) -> int | None:
    """Give the value on the scale of 1 to 4."""
    number = read_number(text).value
    return int(number) if number in {1, 2, 3, 4} else None


def _comment(text: str) -> str | None:
    """Give a comment without personal data."""
    return redacted(text)


def _filled(answer: object) -> str | None:
    """Give the answer, or None where it is blank or no text."""
    return answer if isinstance(answer, str) and printable(answer) else None
