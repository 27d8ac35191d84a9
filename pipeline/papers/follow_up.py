"""The plan of follow-up that an SKM report has to have: what is proposed for the lowest unsur.

What stands here is a proposal for the meeting to change; Loket decides nothing.
"""

from __future__ import annotations

from pipeline.papers.wording import figure
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


def _ordered(result: Satisfaction) -> list[Unsur]:
    """Order the unsur that were answered by NRR, those of the same by number."""
    nrr = result.nrr
    answered = [unsur for unsur in UNSUR if nrr[unsur.key] is not None]
    return sorted(answered, key=lambda unsur: nrr[unsur.key] or 0)
