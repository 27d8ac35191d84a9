"""The report on the satisfaction survey (SKM) of a period, with the chapters that are expected.

Source: PermenPANRB 14/2017, annex, and the outline by which agencies report on it: introduction,
collection of data, results, analysis with a plan of follow-up and trend, conclusion, annexes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import partial
from typing import Any

import pandas as pd

from loket.columns import SUBMITTED, SUGGESTION
from loket.errors import UsageError
from loket.vocabulary import Service
from loket.week import Week
from pipeline import tabs
from pipeline.areas.evaluation_tabs import WEIGHTS
from pipeline.papers.follow_up import earlier_decisions, follow_up_plan, strengths
from pipeline.papers.frame import Paper, around
from pipeline.papers.period import Period
from pipeline.papers.pictures import index_trend, unsur_columns
from pipeline.papers.record import Record
from pipeline.papers.weekly_report import grade_text, unsur_rows
from pipeline.papers.wording import figure, text
from transforms.evaluation.minutes import minutes
from transforms.evaluation.satisfaction import weight_label
from transforms.evaluation.satisfaction_scale import UNSUR
from transforms.evaluation.survey import Survey, survey
from transforms.evaluation.week_comparison import SCORE
from transforms.reading.indonesian import long_date

SurveyOf = Callable[..., Survey]
"""Gives the survey of a period and, if one is named, a service."""

_SUGGESTIONS = 40
"""Comments that the annex lists, the latest ones."""


def satisfaction_report(record: Record, period: Period) -> Paper:
    """Give the report of a period; raises UsageError where nobody answered in it."""
    weight = WEIGHTS[record.settings.satisfaction.weight]
    survey_of = partial(_survey, record, weight)
    found = survey_of(period)
    result, answers = found.result, found.answers
    if not result.respondents:
        raise UsageError(
            f"{period.name}: nobody has answered the feedback form for a session in it.",
            remedy="Give a period that has feedback; the tab Rekap Evaluasi shows the weeks.",
        )
    table = found.unsur
    context = {
        **around(record.settings, record.now.date()),
        "periode": period.name,
        "rentang": period.span,
        "keadaan": _state(record, period),
        "bobot": weight_label(weight),
        "ikm": figure(result.index, SCORE),
        "mutu": grade_text(result.grade.name if result.grade else None),
        **_sample(found),
        "unsur": unsur_rows(table),
        "layanan": list(_services(survey_of, period)),
        "profil": _profile(found.profile([survey_of(part) for part in period.within])),
        "tren": list(_trend(survey_of, period)),
        "terendah": text(result.lowest_label),
        "rencana": follow_up_plan(result),
        "keunggulan": strengths(result),
        "lanjutan": earlier_decisions(minutes(record.rows(tabs.MINUTES))[0], period.before),
        "sebelumnya": period.before.name,
        "saran": _suggestions(answers),
        "kuesioner": [
            {"kode": unsur.code, "pertanyaan": unsur.question, "jawaban": _scale(unsur.answers)}
            for unsur in UNSUR
        ],
        "grafik": {"unsur": unsur_columns(table), "tren": _trend_picture(survey_of, period)},
    }
    title = f"Laporan Survei Kepuasan Masyarakat {period.name}"
    return Paper("laporan-skm", f"laporan-skm-{period}", title, context, public=True)


_SUFFICES = {
    True: "memenuhi",
    False: "belum memenuhi",
    None: "belum dapat dinilai karena kehadiran belum dicatat",
}


def _state(record: Record, period: Period) -> str:
    """Say whether more can come: feedback on the last week is still expected in the week after.

    That is until its evaluation is final, which a holiday puts off.
    """
    today, found = record.now.date(), record.evaluations
    open_days = [day for week in found.pages.keys() - found.final for day in week.days]
    over = today > Week.of(period.last).shift(1).monday
    return (
        "final"
        if over and not any(map(period.holds, open_days))
        else f"sementara per {long_date(today)}"
    )


def _survey(
    record: Record, weight: Fraction, period: Period, service: Service | None = None
) -> Survey:
    found = record.evaluations
    return survey(
        *(found.feedback.counted, found.sessions, found.rows, period.first, period.last),
        service=service,
        weight=weight,
    )


def _sample(found: Survey) -> dict[str, str]:
    """Set the respondents beside those served, as Krejcie and Morgan ask."""
    return {
        "umpan_balik": figure(len(found.answers)),
        "responden": figure(found.result.respondents),
        "hadir": figure(found.served),
        "sampel_minimal": figure(found.sample),
        "sampel_cukup": _SUFFICES[found.suffices],
    }


def _services(survey_of: SurveyOf, period: Period) -> Iterator[dict[str, str]]:
    for service in Service:
        result = survey_of(period, service).result
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


def _trend(survey_of: SurveyOf, period: Period) -> Iterator[dict[str, str]]:
    for part in (period.before, *_compared(period)) if period.months > 1 else _compared(period):
        result = survey_of(part).result
        yield {
            "periode": part.name,
            "responden": figure(result.respondents),
            "ikm": figure(result.index, SCORE),
            "mutu": grade_text(result.grade.name if result.grade else None),
        }


def _trend_picture(survey_of: SurveyOf, period: Period) -> Any:
    parts = _compared(period)
    found = [survey_of(part).result.index for part in parts]
    values = [None if index is None else float(index) for index in found]
    return index_trend([part.name for part in parts], values)


def _profile(profile: pd.DataFrame) -> list[dict[str, str]]:
    """Give the respondents by group, each question named once."""
    shown = profile["count"].astype(object).where(profile["count"].notna(), profile["suppressed"])
    names = profile["question"].mask(profile["question"].duplicated(), "")
    return [
        {"pertanyaan": name, "jawaban": answer, "jumlah": f"{count}"}
        for name, answer, count in zip(names, profile["answer"], shown, strict=True)
    ]


def _suggestions(answers: pd.DataFrame) -> list[str]:
    """Give the latest comments, each once, in the order in which they came."""
    written = answers[answers[SUGGESTION].notna()].sort_values(SUBMITTED, kind="stable")
    return list(dict.fromkeys(written[SUGGESTION]))[-_SUGGESTIONS:]


def _scale(answers: Sequence[str]) -> str:
    return "; ".join(f"{value} = {answer}" for value, answer in enumerate(answers, start=1))
