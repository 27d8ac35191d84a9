"""The report on the satisfaction survey (SKM) of a period, with the chapters that are expected.

Source: PermenPANRB 14/2017, annex, and the outline by which agencies report on it: introduction,
collection of data, results, analysis with a plan of follow-up and trend, conclusion, annexes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

import pandas as pd

from loket.columns import DATE, SERVICE, STATUS, SUBMITTED, SUGGESTION, UNSUR_KEYS
from loket.errors import UsageError
from loket.vocabulary import Service, Status
from loket.week import Week
from pipeline.areas.evaluation_tabs import WEIGHTS
from pipeline.papers.follow_up import follow_up_plan, strengths
from pipeline.papers.frame import Paper, around
from pipeline.papers.period import Period
from pipeline.papers.pictures import index_trend, unsur_columns
from pipeline.papers.record import Record
from pipeline.papers.weekly_report import grade_text, unsur_rows
from pipeline.papers.wording import figure, text
from transforms.evaluation.respondent_profile import PROFILE, UNANSWERED, respondent_profile
from transforms.evaluation.satisfaction import (
    Satisfaction,
    sample_size,
    satisfaction,
    unsur_table,
    weight_label,
)
from transforms.evaluation.satisfaction_scale import UNSUR
from transforms.evaluation.week_comparison import SCORE
from transforms.reading.indonesian import long_date

_SUGGESTIONS = 40
"""Comments that the annex lists, the latest ones."""


def satisfaction_report(record: Record, period: Period) -> Paper:
    """Give the report of a period; raises UsageError where nobody answered in it."""
    counted = record.evaluations.feedback.counted
    answers = _within(counted, period)
    if answers[list(UNSUR_KEYS)].isna().all(axis=None):
        raise UsageError(
            f"{period.name}: nobody has answered the feedback form for a session in it.",
            remedy="Give a period that has feedback; the tab Rekap Evaluasi shows the weeks.",
        )
    weight = WEIGHTS[record.settings.satisfaction.weight]
    result = satisfaction(answers, weight)
    table = unsur_table(result)
    trend = list(_trend(counted, period, weight))
    context = {
        **around(record.settings, record.now.date()),
        "periode": period.name,
        "rentang": period.span,
        "keadaan": _state(record, period),
        "bobot": weight_label(weight),
        "ikm": figure(result.index, SCORE),
        "mutu": grade_text(result.grade.name if result.grade else None),
        **_sample(result, answers, record.evaluations.sessions, period),
        "unsur": unsur_rows(table),
        "layanan": list(_services(answers, weight)),
        "profil": _profile(answers),
        "tren": trend,
        "terendah": text(result.lowest_label),
        "rencana": follow_up_plan(result),
        "keunggulan": strengths(result),
        "saran": _suggestions(answers),
        "kuesioner": [
            {"kode": unsur.code, "pertanyaan": unsur.question, "jawaban": _scale(unsur.answers)}
            for unsur in UNSUR
        ],
        "grafik": {"unsur": unsur_columns(table), "tren": _trend_picture(counted, period, weight)},
    }
    title = f"Laporan Survei Kepuasan Masyarakat {period.name}"
    return Paper("laporan-skm", f"laporan-skm-{period}", title, context, public=True)


def _state(record: Record, period: Period) -> str:
    """Say whether more can come: feedback on the last week is still expected in the week after."""
    today = record.now.date()
    over = today > Week.of(period.last).shift(1).monday
    return "final" if over else f"sementara per {long_date(today)}"


def _within(frame: pd.DataFrame, period: Period) -> pd.DataFrame:
    """Give the rows whose session lies in a period."""
    return frame[[period.holds(day) for day in frame[DATE]]]


def _sample(
    result: Satisfaction, answers: pd.DataFrame, sessions: pd.DataFrame, period: Period
) -> dict[str, str]:
    """Set the respondents beside those served, as Krejcie and Morgan ask."""
    held = _within(sessions, period)
    served = int((held[STATUS] == str(Status.PRESENT)).sum())
    needed = sample_size(served)
    enough = "memenuhi" if result.respondents >= needed else "belum memenuhi"
    return {
        "umpan_balik": figure(len(answers)),
        "responden": figure(result.respondents),
        "hadir": figure(served),
        "sampel_minimal": figure(needed),
        "sampel_cukup": enough,
    }


def _services(answers: pd.DataFrame, weight: Fraction) -> Iterator[dict[str, str]]:
    for service in Service:
        result = satisfaction(answers[answers[SERVICE] == str(service)], weight)
        yield {
            "layanan": str(service),
            "responden": figure(result.respondents),
            "ikm": figure(result.index, SCORE),
            "mutu": grade_text(result.grade.name if result.grade else None),
            "terendah": text(result.lowest_label),
        }


def _compared(period: Period) -> tuple[Period, ...]:
    """Give what a period is compared in: its months, or a month with the two before it."""
    if len(period.parts) > 1:
        return period.parts
    return period.before.before, period.before, period


def _trend(counted: pd.DataFrame, period: Period, weight: Fraction) -> Iterator[dict[str, str]]:
    for part in (period.before, *_compared(period)) if period.months > 1 else _compared(period):
        result = satisfaction(_within(counted, part), weight)
        yield {
            "periode": part.name,
            "responden": figure(result.respondents),
            "ikm": figure(result.index, SCORE),
            "mutu": grade_text(result.grade.name if result.grade else None),
        }


def _trend_picture(counted: pd.DataFrame, period: Period, weight: Fraction) -> Any:
    parts = _compared(period)
    found = [satisfaction(_within(counted, part), weight).index for part in parts]
    values = [None if index is None else float(index) for index in found]
    return index_trend([part.name for part in parts], values)


def _profile(answers: pd.DataFrame) -> list[dict[str, str]]:
    """Give the respondents by group; a question that nobody answered has one line for all."""
    profile = respondent_profile(answers)
    shown = profile["count"].astype(object).where(profile["count"].notna(), profile["suppressed"])
    rows: list[dict[str, str]] = []
    for question, group in profile.assign(shown=shown).groupby("question", sort=False):
        key = next(each.key for each in PROFILE if each.title == question)
        nobody = answers[key].isna().all()
        told = group[group["answer"] == UNANSWERED] if nobody else group
        names = [str(question), *[""] * (len(told) - 1)]
        rows += [
            {"pertanyaan": name, "jawaban": answer, "jumlah": f"{count}"}
            for name, answer, count in zip(names, told["answer"], told["shown"], strict=True)
        ]
    return rows


def _suggestions(answers: pd.DataFrame) -> list[str]:
    """Give the latest comments, each once, in the order in which they came."""
    written = answers[answers[SUGGESTION].notna()].sort_values(SUBMITTED, kind="stable")
    return list(dict.fromkeys(written[SUGGESTION]))[-_SUGGESTIONS:]


def _scale(answers: Sequence[str]) -> str:
    return "; ".join(f"{value} = {answer}" for value, answer in enumerate(answers, start=1))
