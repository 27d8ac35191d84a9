"""The follow-up of an SKM report: what became of earlier decisions, what is proposed for now.

A proposal for one of the lowest unsur is there for the meeting to change; Loket decides nothing.
"""

from __future__ import annotations

import pandas as pd

from loket.columns import DECISION, DONE, DUE, OWNER, PERIOD, PROGRAM
from loket.vocabulary import Program
from pipeline.papers.period import Period
from pipeline.papers.wording import figure, text
from transforms.evaluation.minutes import HELD
from transforms.evaluation.satisfaction import Satisfaction, printed
from transforms.evaluation.satisfaction_scale import UNSUR, Unsur

_LOWEST, _HIGHEST = 3, 3

_PROPOSALS = {
    "u1": "Menyederhanakan syarat pendaftaran dan mencantumkannya pada formulir serta media sosial",
    "u2": "Memperjelas alur pendaftaran sampai konsultasi, dengan contoh pengisian formulir",
    "u3": "Menepati jam sesi dan mengirim pengingat jadwal kepada klien dan konsultan",
    "u4": "Menegaskan pada setiap pengumuman dan pesan bahwa layanan tidak dipungut biaya",
    "u5": "Menyesuaikan bidang konsultan dengan permintaan klien yang paling banyak",
    "u6": "Menyelenggarakan penyegaran materi bagi konsultan sesuai bidangnya",
    "u7": "Membahas sikap pelayanan dalam evaluasi mingguan bersama seluruh pelaksana",
    "u8": "Mencatat setiap pengaduan dan saran, dan menyampaikan tindak lanjutnya kepada klien",
    "u9": "Memeriksa ruang, antrean, dan perlengkapan sebelum layanan dibuka",
}


def follow_up_plan(result: Satisfaction) -> list[dict[str, str]]:
    """Give the lowest unsur, lowest first, each with a proposal; time and owner are left open."""
    return [
        {
            "no": f"{number}",
            "unsur": unsur.title,
            "nrr": figure(printed(result.nrr[unsur.key]), "nrr"),
            "usulan": _PROPOSALS[unsur.key],
        }
        for number, unsur in enumerate(_ordered(result)[:_LOWEST], start=1)
    ]


def strengths(result: Satisfaction) -> list[dict[str, str]]:
    """Give the highest unsur, highest first."""
    highest = _ordered(result)[::-1][:_HIGHEST]
    return [
        {"unsur": unsur.title, "nrr": figure(printed(result.nrr[unsur.key]), "nrr")}
        for unsur in highest
    ]


def earlier_decisions(minutes: pd.DataFrame, period: Period) -> list[dict[str, str]]:
    """Give what the clinic's evaluations of a period decided, and whether it was carried out.

    minutes: see ``transforms.evaluation.minutes``. Decisions without an owner and a day are remarks
    and are left out.
    """
    ours = minutes[minutes[PROGRAM].eq(Program.CLINIC) & minutes[DECISION].notna()]
    named = ours[ours[OWNER].notna() | ours[DUE].notna()]
    within = named[named[HELD].map(period.holds).astype(bool)].sort_values(HELD, kind="stable")
    return [
        {
            "minggu": text(row[PERIOD]),
            "keputusan": text(row[DECISION]),
            "penanggung_jawab": text(row[OWNER]),
            "tenggat": text(row[DUE]),
            "status": "Selesai" if row[DONE] else "Belum selesai",
        }
        for row in within.to_dict("records")
    ]


def _ordered(result: Satisfaction) -> list[Unsur]:
    """Order the unsur that were answered by NRR, those of the same by number."""
    nrr = result.nrr
    answered = [unsur for unsur in UNSUR if nrr[unsur.key] is not None]
    return sorted(answered, key=lambda unsur: nrr[unsur.key] or 0)
