"""To which field of the clinic a question of a live show is suggested."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline.questionnaires.questionnaires import DEFAULT_FIELDS
from transforms.halo.clinic_fields import clinic_fields
from transforms.halo.questions import NO_CATEGORY

FIELDS = [(str(service), field) for service, names in DEFAULT_FIELDS.items() for field in names]


def suggested(
    question: str, category: str = NO_CATEGORY, fields: list[tuple[str, str]] = FIELDS
) -> str | None:
    bidang = pd.DataFrame(fields, columns=["service", "field"], dtype="str")
    (found,) = clinic_fields(pd.Series([question]), pd.Series([category]), bidang)
    return found


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Bagaimana daftar merek?", "Merek/HKI (UKM)"),
        ("Syarat P-IRT keripik?", "SPP-IRT (UKM)"),
        ("Berapa anggota untuk mendirikan koperasi?", "Pendirian & kelembagaan (Koperasi)"),
        ("RAT paling lambat kapan?", "Akuntansi & laporan RAT (Koperasi)"),
        ("Apakah koperasi kena pajak?", "Perpajakan (Koperasi)"),
        ("Usaha saya kena pajak apa?", "Pembukuan & perpajakan (UKM)"),
        ("Apakah koperasi dapat modal?", "Pembiayaan (Koperasi)"),
        ("Warung saya butuh modal", "Pembiayaan/KUR (UKM)"),
        ("Harga batiknya berapa?", None),
        ("Koperasinya di mana?", None),
        ("Usahanya sejak kapan?", None),
        ("Bisa kirim ke luar kota?", None),
        ("", None),
    ],
)
def test_by_the_words_of_the_question(question: str, expected: str | None) -> None:
    assert suggested(question) == expected


def test_the_category_that_names_a_field_outweighs_all_words() -> None:
    assert suggested("pajak npwp pph spt", "merek / hki") == "Merek/HKI (UKM)"


def test_a_field_that_the_office_has_added_is_known_by_its_own_words() -> None:
    own = [*FIELDS, ("UKM", "Desain interior"), ("UKM", "Lainnya")]
    assert suggested("Bagaimana desain toko?", fields=own) == "Desain interior (UKM)"
    assert suggested("Yang lainnya?", fields=own) is None
    assert suggested("Bagaimana daftar merek?", fields=[]) is None
