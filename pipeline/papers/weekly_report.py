"""The weekly report of Clean & Clear: what the week's evaluation page says, for leadership to read.

Every figure is the page's own (``Evaluasi 2026-W48``), or the week's row on Rekap Evaluasi.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from loket.columns import (
    DATE,
    FIELD,
    GRADE,
    LOWEST_UNSUR,
    REMARK,
    SATISFACTION_INDEX,
    SERVICE,
    SUGGESTION,
    WEEK,
)
from loket.errors import UsageError
from loket.vocabulary import WEEKDAYS
from loket.week import Week
from pipeline import tabs
from pipeline.papers.frame import Paper, around
from pipeline.papers.minutes import clinic_minutes
from pipeline.papers.pictures import attendance_days, attendance_weeks, demand, unsur_columns
from pipeline.papers.record import Record
from pipeline.papers.wording import UNKNOWN, change, figure, mean, span, table, text
from transforms.evaluation.satisfaction import Grade
from transforms.evaluation.week_comparison import COUNT, SCORE, SHARE

_FIELDS = 18
"""Fields of consultation that the report shows, as many as an office begins with."""
_SUGGESTIONS = 25
"""Comments that the report lists: it is to have four pages at most."""
_WEEKS = 8
"""Weeks that the chart of attendance looks back over."""
_TEXT = "text"


def weekly_report(record: Record, week: Week) -> Paper:
    """Give the report on a week that has begun; raises UsageError where there is no such week."""
    evaluations = record.evaluations
    if week not in evaluations.pages:
        raise UsageError(
            f"{week} has no evaluation: it has not begun, or nobody registered for it.",
            remedy="Give a week that has begun; the tab Rekap Evaluasi lists them.",
        )
    page = evaluations.pages[week]
    row = evaluations.rows.set_index(WEEK).loc[[str(week)]].iloc[0]
    context = {
        **around(record.settings, record.now.date()),
        "minggu": str(week),
        "rentang": span(week.monday, week.days[4]),
        "keadaan": "final" if week in evaluations.final else "sementara",
        "ringkasan": _in_words(page, row),
        "angka": _figures(page["summary"]),
        "layanan": _services(page["services"]),
        "hari": _days(page["days"]),
        "bidang": _fields(most_asked(page["fields"])),
        "konsultan": _consultants(page["consultants"]),
        "unsur": unsur_rows(page["unsur"]),
        "ikm": figure(row[SATISFACTION_INDEX], SCORE),
        "mutu": grade_text(row[GRADE]),
        "terendah": text(row[LOWEST_UNSUR]),
        "catatan": text(row[REMARK]),
        "saran": _suggestions(page["suggestions"]),
        "notulen": clinic_minutes(record.rows(tabs.MINUTES), str(week)),
        "grafik": _charts(page, evaluations.rows, week),
    }
    title = f"Laporan Mingguan Clean & Clear {week}"
    return Paper("laporan-mingguan", f"laporan-mingguan-{week}", title, context, public=True)


def unsur_rows(unsur: pd.DataFrame) -> list[dict[str, str]]:
    """Give the rows of the table per unsur; see ``satisfaction.unsur_table``."""
    columns = {
        "kode": ("code", _TEXT),
        "nama": ("name", _TEXT),
        "jawaban": ("filled", COUNT),
        "jumlah": ("total", COUNT),
        "nrr": ("nrr", "nrr"),
        "tertimbang": ("weighted_nrr", "nrr"),
        "nilai": ("value", SCORE),
        "mutu": ("grade", _TEXT),
    }
    return table(unsur, columns)


def grade_text(grade: object) -> str:
    """Write a grade with the regulation's words: ``B (Baik)``."""
    return f"{grade} ({Grade[grade].words})" if isinstance(grade, str) else UNKNOWN


def _in_words(page: Any, row: pd.Series) -> str:
    """Say the week in two or three sentences, as the covering letter would."""
    value = page["summary"].set_index("key")["value"]
    sentences = [
        f"Pada minggu ini {figure(value['registered'])} klien terdaftar dan "
        f"{figure(value['scheduled'])} mendapat jadwal konsultasi; "
        f"{figure(value['present'])} hadir, {figure(value['absent'])} tidak hadir, dan "
        f"{figure(value['waiting'])} berada pada daftar tunggu."
    ]
    if not pd.isna(row[SATISFACTION_INDEX]):
        sentences.append(
            f"Indeks Kepuasan Masyarakat (IKM) {figure(row[SATISFACTION_INDEX], SCORE)}, mutu "
            f"pelayanan {grade_text(row[GRADE])}, dari {figure(value['feedback'])} umpan balik."
        )
    if not pd.isna(value["solved"]):
        sentences.append(
            f"Permasalahan terjawab menurut {figure(value['solved'], SHARE)} dari yang menjawab."
        )
    return " ".join(sentences)


def _figures(summary: pd.DataFrame) -> list[dict[str, str]]:
    return [
        {
            "uraian": row["label"],
            "nilai": figure(row["value"], row["kind"]),
            "rata": mean(row["before"], row["kind"]),
            "selisih": change(row["change"], row["kind"]),
        }
        for row in summary.to_dict("records")
    ]


def _services(services: pd.DataFrame) -> list[dict[str, str]]:
    counts = {
        "terdaftar": "registered",
        "terjadwal": "scheduled",
        "hadir": "present",
        "tidak_hadir": "absent",
        "tunggu": "waiting",
        "umpan_balik": "feedback",
    }
    columns = {tag: (name, COUNT) for tag, name in counts.items()}
    named = {"layanan": (SERVICE, _TEXT), **columns, "ikm": (SATISFACTION_INDEX, SCORE)}
    return table(services, named)


_LOADS = {
    "tersedia": ("available", COUNT),
    "terjadwal": ("scheduled", COUNT),
    "hadir": ("present", COUNT),
    "isi": ("load", SHARE),
}


def _days(days: pd.DataFrame) -> list[dict[str, str]]:
    rows = table(days, {"tanggal": (DATE, _TEXT), "layanan": (SERVICE, _TEXT), **_LOADS})
    names = [WEEKDAYS[day.weekday()] for day in days[DATE]]
    return [{"hari": name, **row} for name, row in zip(names, rows, strict=True)]


def _consultants(consultants: pd.DataFrame) -> list[dict[str, str]]:
    return table(
        consultants, {"konsultan": ("consultant", _TEXT), "layanan": (SERVICE, _TEXT), **_LOADS}
    )


def most_asked(fields: pd.DataFrame) -> pd.DataFrame:
    """Give the fields of both services that most people asked for, most asked first."""
    return fields.sort_values("demand", ascending=False, kind="stable").head(_FIELDS)


def _fields(fields: pd.DataFrame) -> list[dict[str, str]]:
    counts = {"peminat": "demand", "terlayani": "served", "menunggu": "waiting"}
    columns = {tag: (name, COUNT) for tag, name in counts.items()}
    return table(fields, {"bidang": (FIELD, _TEXT), "layanan": (SERVICE, _TEXT), **columns})


def _suggestions(suggestions: pd.DataFrame) -> list[dict[str, str]]:
    """Give each comment once, with how many wrote the same, those of most people first."""
    counted = suggestions.groupby([SERVICE, SUGGESTION], sort=False, as_index=False).size()
    ordered = counted.sort_values("size", ascending=False, kind="stable")
    told = [
        {"layanan": service, "saran": f"{comment} ({number}×)" if number > 1 else comment}
        for service, comment, number in ordered.head(_SUGGESTIONS).itertuples(index=False)
    ]
    more = len(counted) - len(told)
    rest = {"saran": f"dan {more} saran lain", "layanan": "lihat tab Evaluasi"}
    return [*told, rest] if more else told


def _charts(page: Any, rows: pd.DataFrame, week: Week) -> dict[str, Any]:
    """Give the charts; one that would have nothing to show is None."""
    past = rows[rows[WEEK] <= str(week)].sort_values(WEEK).tail(_WEEKS)
    return {
        "hari": attendance_days(page["days"]),
        "minggu": attendance_weeks(past),
        "bidang": demand(most_asked(page["fields"])),
        "unsur": unsur_columns(page["unsur"]),
    }
