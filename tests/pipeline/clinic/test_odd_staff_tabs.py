from __future__ import annotations

from loket.vocabulary import Service
from pipeline import tabs
from tests.pipeline.office_factory import CONSULTANTS, WEEK, OpenOffice
from tests.pipeline.two_weeks.teller import W48, Teller

_, RINA = CONSULTANTS
GONE = "Konsultan atau hari tidak tersedia lagi; Tidak ada konsultan bidang NIB/OSS minggu ini"


def test_a_consultant_named_twice_and_a_week_without_service_days(opened: OpenOffice) -> None:
    story = Teller(opened)
    story.at("Wed 18 Nov 09.00")
    story.staff_add(tabs.CONSULTANTS, RINA)
    story.registers("Asep", Service.SME, "NIB/OSS", "23/11")
    story.registers("Budi", Service.SME, "NIB/OSS", "24/11")
    named_twice = "Baris 4 | Nama | Rina Kartika | Terbuka"
    story.at_the_next_pass(
        jadwal_w48="""
            Sen 23/11 | 13.00 | Rina Kartika | Asep | Terjadwal |
            Sel 24/11 | 13.00 | Rina Kartika | Budi | Terjadwal |
        """,
        perlu_perbaikan=named_twice,
    )
    story.staff_mark(W48, {"Asep": {"Kunci": True}})
    story.staff_add(tabs.CLOSURES, *((day, "Kantor tutup", "") for day in WEEK.days))
    story.at_the_next_pass(
        jadwal_w48=f"""
            | | | Asep | Daftar Tunggu | {GONE}
            | | | Budi | Daftar Tunggu | {GONE}
        """,
        perlu_perbaikan=named_twice,
    )
