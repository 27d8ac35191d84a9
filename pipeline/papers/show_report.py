"""The report on HALO KOP-UKM of a month: episodes, questions, feedback, minutes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from loket.columns import (
    BENEFIT,
    DATE,
    FEEDBACK_COUNT,
    GUEST,
    INTERACTION_RATE,
    ORGANISATION,
    QUESTION,
    QUESTIONS_ANSWERED,
    QUESTIONS_ASKED,
    SATISFACTION,
    STATUS,
    SUGGESTION,
    TOPIC,
    VIEWERS,
    VIEWERS_CHANGE,
    VIEWERS_MEAN,
)
from loket.errors import UsageError
from pipeline import tabs
from pipeline.papers.frame import Paper, around
from pipeline.papers.minutes import show_minutes
from pipeline.papers.period import Period
from pipeline.papers.pictures import viewers
from pipeline.papers.record import Record
from pipeline.papers.wording import UNKNOWN, blank, figure, table, text
from transforms.evaluation.week_comparison import COUNT, SCORE, SHARE
from transforms.halo.feedback import ROLE, SPEAKER, VIEWER
from transforms.halo.questions import is_answered
from transforms.reading.redaction import redacted

_ANSWER, _CATEGORY = "answer", "category"
_OPEN = "Belum dijawab"
_TEXT = "text"


def show_report(record: Record, period: Period) -> Paper:
    """Give the report of a period; raises UsageError where there was no episode in it."""
    episodes = of_period(record.halo.rows, period)
    if episodes.empty:
        raise UsageError(
            f"{period.name}: HALO KOP-UKM has no episode in it.",
            remedy="Give a month that has a row on the tab HALO Episode.",
        )
    context = {
        **around(record.settings, record.now.date()),
        "periode": period.name,
        "rentang": period.span,
        "ringkasan": in_words(episodes, record.now.date()),
        "siaran": _episodes(episodes),
        "pendapat": opinions(of_period(record.halo.feedback, period)),
        "saran": _comments(of_period(record.halo.feedback, period)),
        "tanya": _questions(record.rows(tabs.QUESTIONS), period),
        "notulen": show_minutes(record.rows(tabs.MINUTES), period.holds),
        "grafik": {"penonton": viewers(episodes)},
    }
    title = f"Laporan Bulanan HALO KOP-UKM {period.name}"
    return Paper("laporan-halo", f"laporan-halo-{period}", title, context, public=True)


def of_period(rows: pd.DataFrame, period: Period) -> pd.DataFrame:
    """Give the rows whose episode was in a period; the columns stay where there is none."""
    return rows[rows[DATE].map(period.holds).astype(bool)].reset_index(drop=True)


def in_words(episodes: pd.DataFrame, today: date) -> str:
    """Say the month in a few sentences; what is not known is not said.

    episodes: rows of HALO Rekap. A show that is still to come is planned, not held.
    """
    held = int((episodes[VIEWERS].notna() | episodes[DATE].lt(today)).sum())
    told = {"dilaksanakan": held, "direncanakan": len(episodes) - held}
    shows = [f"{word} {number} siaran" for word, number in told.items() if number]
    sentences = [f"Pada periode ini {' dan '.join(shows)}."]
    if episodes[VIEWERS].notna().any():
        most = episodes.sort_values(VIEWERS, ascending=False, kind="stable").iloc[0]
        sentences.append(
            f"Jumlah penonton {figure(episodes[VIEWERS].sum())}, rata-rata "
            f"{figure(episodes[VIEWERS].mean())} setiap siaran; terbanyak "
            f"{figure(most[VIEWERS])} pada siaran {text(most[DATE])}."
        )
    if episodes[QUESTIONS_ASKED].notna().any():
        answered = int(episodes[QUESTIONS_ANSWERED].sum())
        sentences.append(
            f"Penonton mengajukan {figure(episodes[QUESTIONS_ASKED].sum())} pertanyaan, "
            + (f"{figure(answered)} di antaranya sudah" if answered else "belum ada yang")
            + " dijawab."
        )
    return " ".join(sentences)


def _episodes(episodes: pd.DataFrame) -> list[dict[str, str]]:
    columns = {
        "tanggal": (DATE, _TEXT),
        "narasumber": (GUEST, _TEXT),
        "usaha": (ORGANISATION, _TEXT),
        "topik": (TOPIC, _TEXT),
        "penonton": (VIEWERS, COUNT),
        "rata": (VIEWERS_MEAN, COUNT),
        "interaksi": (INTERACTION_RATE, SHARE),
        "tanya": (QUESTIONS_ASKED, COUNT),
        "dijawab": (QUESTIONS_ANSWERED, COUNT),
        "umpan_balik": (FEEDBACK_COUNT, COUNT),
        "kepuasan": (SATISFACTION, SCORE),
        "manfaat": (BENEFIT, SCORE),
        "status": (STATUS, _TEXT),
    }
    changes = [_percent(value) for value in episodes[VIEWERS_CHANGE]]
    rows = table(episodes, columns)
    return [{**row, "perubahan": change} for row, change in zip(rows, changes, strict=True)]


def _percent(value: Any) -> str:
    """Write a change of viewers: ``+12,5%``."""
    if pd.isna(value):
        return UNKNOWN
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{figure(abs(value), SHARE)}"


def opinions(feedback: pd.DataFrame) -> list[dict[str, str]]:
    """Give the feedback of viewers and of guests apart."""
    return [
        {
            "peran": role,
            "jumlah": figure(len(said)),
            "kepuasan": figure(said[SATISFACTION].mean(), SCORE),
            "manfaat": figure(said[BENEFIT].mean(), SCORE),
        }
        for role in (VIEWER, SPEAKER)
        for said in [feedback[feedback[ROLE] == role]]
    ]


def _comments(feedback: pd.DataFrame) -> list[str]:
    """Give the comments, which are already without personal data, each once."""
    return list(dict.fromkeys(feedback.loc[feedback[SUGGESTION].notna(), SUGGESTION]))


def _questions(questions: pd.DataFrame, period: Period) -> list[dict[str, str]]:
    """Give what was asked, open questions first; who asked is not told."""
    asked = [row for row in of_period(questions, period).to_dict("records") if blank(row[QUESTION])]
    rows = [
        {
            "tanggal": text(row[DATE]),
            "kategori": text(row[_CATEGORY]),
            "pertanyaan": redacted(blank(row[QUESTION])) or UNKNOWN,
            "jawaban": _answer(row[_ANSWER]),
        }
        for row in asked
    ]
    return sorted(rows, key=lambda row: row["jawaban"] != _OPEN)


def _answer(said: object) -> str:
    """Write an answer without personal data, as HALO Rekap counts it."""
    return (redacted(blank(said)) if is_answered(said) else None) or _OPEN
