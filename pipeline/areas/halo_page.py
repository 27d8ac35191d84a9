"""HALO Evaluasi: what the Thursday evaluation of HALO KOP-UKM talks about, on one page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pandas as pd

from connectors.sheets.grid import Grid, GridCell
from connectors.sheets.tab import Kind
from loket.columns import (
    BENEFIT,
    DATE,
    EVALUATION_DUE,
    FEEDBACK_COUNT,
    FEEDBACK_DUE,
    INTERACTION_RATE,
    PROGRAM,
    QUESTION,
    QUESTIONS_ANSWERED,
    QUESTIONS_ASKED,
    SATISFACTION,
    SUGGESTION,
    TOPIC,
    VIEWERS,
    VIEWERS_CHANGE,
)
from loket.vocabulary import Program
from pipeline.areas.halo_tabs import Halo
from pipeline.areas.minutes_section import BEGUN, followed_up, minutes_row, prepared
from pipeline.areas.sections import Section, section_page
from transforms.evaluation.follow_up import follow_up
from transforms.evaluation.minutes import HELD
from transforms.halo.clinic_fields import clinic_fields
from transforms.halo.feedback import ROLE, SPEAKER, VIEWER
from transforms.halo.questions import ANSWERED, CATEGORY, question_counts
from transforms.reading.indonesian import decimal, short_date

_WIDTHS = (150, 110, 150, 280, 280)
_SHOWN = timedelta(weeks=4)
_NOTHING_DUE = "Tidak ada evaluasi yang menunggu dicatat."
_NO_DATA = ("Belum ada data.",)
_ONLY_A_PROPOSAL = "Bidang klinik hanya usulan, menurut kata-kata pertanyaannya dan tab Bidang."


def halo_page(show: Halo, fields: pd.DataFrame | None, today: date) -> Grid:
    """Give the page: rows of minutes to copy, decisions to ask after, opinions, questions.

    fields: the rows of Bidang, None where they are not known. Shown are the shows of the last four
    weeks, and every question that is still open. By itself it changes at midnight only.
    """
    shown = [day for day in show.rows[DATE] if today - _SHOWN <= day <= today]
    episodes = show.rows[show.rows[DATE].isin(shown)]
    feedback = show.feedback[show.feedback[DATE].isin(episodes[DATE])]
    asked = show.asked[show.asked[DATE].isin(episodes[DATE])]
    sections = [
        _to_be_minuted(episodes, show, today),
        _follow_up(show, today),
        _opinions(episodes, feedback),
        _categories(asked),
        _open_questions(show.asked[~show.asked[ANSWERED]], fields),
        _comments(feedback),
    ]
    return section_page("Evaluasi HALO KOP-UKM", sections, _WIDTHS)


def _to_be_minuted(episodes: pd.DataFrame, show: Halo, today: date) -> Section:
    """Give the rows of the shows whose feedback is in and whose evaluation is not on record.

    One that was pasted already and waits for what was said is not to be pasted again.
    """
    waiting = [
        row
        for row in episodes.to_dict("records")
        if row[FEEDBACK_DUE] < today and row[DATE] not in show.minuted
    ]
    pasted = set(show.minutes.loc[show.minutes[PROGRAM] == Program.SHOW, HELD])
    rows = [
        minutes_row(Program.SHOW, short_date(row[DATE]), row[EVALUATION_DUE], _agenda(row))
        for row in waiting
        if row[DATE] not in pasted
    ]
    return prepared(rows, otherwise=BEGUN if waiting else _NOTHING_DUE)


def _agenda(row: Mapping[Any, Any]) -> str:
    """Say a show's figures in one line; what is not known is not said."""
    told = [
        ("Penonton {}", row[VIEWERS], 0),
        ("perubahan {}%", _percent(row[VIEWERS_CHANGE]), 1),
        ("interaksi {}%", _percent(row[INTERACTION_RATE]), 1),
        ("pertanyaan {}", row[QUESTIONS_ASKED], 0),
        ("dijawab {}", row[QUESTIONS_ANSWERED], 0),
        ("umpan balik {}", row[FEEDBACK_COUNT], 0),
        ("kepuasan {}", row[SATISFACTION], 2),
        ("manfaat {}", row[BENEFIT], 2),
    ]
    known = [text.format(decimal(value, places)) for text, value, places in told if pd.notna(value)]
    return ", ".join(known) or "Angka siaran belum diisi"


def _follow_up(show: Halo, today: date) -> Section:
    """Ask after what was decided on earlier shows; of the last one that is on record, all of it."""
    earlier = [day for day in show.minuted if day < today]
    last = max(earlier, default=today)
    return followed_up(follow_up(show.minutes, Program.SHOW, before=today, last=last, on=today))


def _opinions(episodes: pd.DataFrame, feedback: pd.DataFrame) -> Section:
    """Give the feedback of viewers and of guests apart, the latest show first."""
    rows = tuple(
        (
            GridCell(day, Kind.DATE),
            GridCell(role),
            GridCell(len(said), Kind.INTEGER),
            GridCell(_mean(said[SATISFACTION]), Kind.NUMBER),
            GridCell(_mean(said[BENEFIT]), Kind.NUMBER),
        )
        for day in sorted(episodes[DATE], reverse=True)
        for role in (VIEWER, SPEAKER)
        for said in [feedback[(feedback[DATE] == day) & (feedback[ROLE] == role)]]
        if len(said)
    )
    heads = ("Siaran", "Peran", "Jumlah", "Kepuasan (1–4)", "Manfaat (1–4)")
    return Section("Umpan balik penonton dan narasumber", () if rows else _NO_DATA, heads, rows)


def _categories(asked: pd.DataFrame) -> Section:
    """Count the questions by category, most asked first."""
    counts = question_counts(asked, CATEGORY).sort_values(
        [QUESTIONS_ASKED, CATEGORY], ascending=[False, True]
    )
    rows = tuple(
        (
            GridCell(row[CATEGORY]),
            GridCell(row[QUESTIONS_ASKED], Kind.INTEGER),
            GridCell(row[QUESTIONS_ANSWERED], Kind.INTEGER),
        )
        for row in counts.to_dict("records")
    )
    heads = ("Kategori", "Pertanyaan", "Dijawab")
    return Section("Pertanyaan menurut kategori", () if rows else _NO_DATA, heads, rows)


def _open_questions(open_ones: pd.DataFrame, fields: pd.DataFrame | None) -> Section:
    """List what is not answered, the latest first, with the clinic's field that could help."""
    latest = open_ones.sort_values(DATE, ascending=False, kind="stable")
    suggested: list[str | None] = [None] * len(latest)
    if fields is not None:
        suggested = clinic_fields(latest[QUESTION], latest[CATEGORY], fields)
    rows = tuple(
        (
            GridCell(row[CATEGORY]),
            GridCell(row[DATE], Kind.DATE),
            GridCell(field or "–"),
            GridCell(row[QUESTION]),
        )
        for row, field in zip(latest.to_dict("records"), suggested, strict=True)
    )
    heads = ("Kategori", "Siaran", "Bidang klinik (usulan)", "Pertanyaan")
    notes = (_ONLY_A_PROPOSAL,) if rows else ("Semua pertanyaan sudah dijawab.",)
    return Section("Pertanyaan yang belum dijawab", notes, heads, rows)


def _comments(feedback: pd.DataFrame) -> Section:
    """List proposed topics and suggestions, which are already without personal data."""
    said = feedback[feedback[TOPIC].notna() | feedback[SUGGESTION].notna()]
    rows = tuple(
        (
            GridCell(None if pd.isna(row[ROLE]) else row[ROLE]),
            GridCell(row[DATE], Kind.DATE),
            GridCell(None if pd.isna(row[TOPIC]) else row[TOPIC]),
            GridCell(None if pd.isna(row[SUGGESTION]) else row[SUGGESTION]),
        )
        for row in said.to_dict("records")
    )
    heads = ("Peran", "Siaran", "Usulan topik", "Saran")
    return Section("Usulan topik dan saran (tanpa nama)", () if rows else _NO_DATA, heads, rows)


def _mean(values: pd.Series[int]) -> float | None:
    return float(values.mean()) if values.notna().any() else None


def _percent(share: Any) -> Any:
    return share * 100 if pd.notna(share) else pd.NA
