"""What a week's evaluation page says below its tables: how even the load is, who was missing."""

from __future__ import annotations

from datetime import time

from loket.vocabulary import FIELD_OTHER, WEEKDAYS
from pipeline.clinic.desk import Desk
from pipeline.clinic.week_outlook import week_advice, week_fairness
from pipeline.clinic.week_plan import WeekPlan
from transforms.assignment.extra_half_day import HalfDay
from transforms.assignment.fairness import Fairness

_NOON = time(12)


def evaluation_notes(plan: WeekPlan, desk: Desk) -> dict[str, str]:
    """Give the sentences (Indonesian) on a week that has begun, by the table that each is about."""
    notes = {}
    if spread := week_fairness(plan):
        notes["days"] = _spread(spread)
    if plan.places and (waiting := len(plan.places.waiting)):
        notes["fields"] = _advice(week_advice(plan, desk, in_hindsight=True), waiting)
    return notes


def _spread(found: Fairness) -> str:
    least = f"{found.least}" if found.proven else f"antara {found.bound} dan {found.least}"
    return (
        f"Sebaran beban {found.spread}: jumlah kuadrat sesi tiap konsultan dan tiap layanan per "
        f"hari, makin kecil makin rata. Terkecil yang mungkin menurut bidang dan tanggal: {least}."
    )


def _advice(found: HalfDay | None, waiting: int) -> str:
    if found is None:
        return f"Tidak ada tambahan setengah hari yang membantu {waiting} klien yang menunggu."
    who = found.consultant or f"satu konsultan {_named(found)}"
    half = "pagi" if found.start < _NOON else "sore"
    return (
        f"Tambahan yang paling membantu: {who}, {WEEKDAYS[found.date.weekday()]} "
        f"{found.date:%d/%m} {half}: melayani {len(found.served)} lagi dari {waiting} yang "
        f"menunggu ({', '.join(found.served)})."
    )


def _named(found: HalfDay) -> str:
    return found.service if found.field == FIELD_OTHER else str(found.field)
