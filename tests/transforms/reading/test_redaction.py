"""What is taken out of a comment before others read it, and what stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.reading.redaction import LONGEST, any_of_names, redacted

NAMES = ("Hj. Siti Nurhaliza, S.E.", "Asep bin Udin", "D. Li")
HOSTILE = ("(((", "[a-z]+", "a" * 5000)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("Ruangannya panas.", "Ruangannya panas.", id="nothing personal"),
        pytest.param("Bu siti  NURHALIZA ramah", "Bu [nama] ramah", id="a full name"),
        pytest.param("Pak Asep, terima kasih", "Pak [nama], terima kasih", id="a part of one"),
        pytest.param("bin dan Li tetap", "bin dan Li tetap", id="particles and two letters"),
        pytest.param("Asepkan saja", "Asepkan saja", id="a name within a word"),
        pytest.param("WA 0812-3456-7890 ya", "WA [nomor] ya", id="a phone number"),
        pytest.param("hub. +62 812 3456 7890", "hub. [nomor]", id="an international number"),
        pytest.param("(021) 8754321", "[nomor]", id="a landline"),
        pytest.param("NIK 3201010101010001", "NIK [nomor]", id="an identity number"),
        pytest.param("a.b+c@contoh.co.id", "[surel]", id="an e-mail address"),
        pytest.param("lihat wa.me/62812345 atau @toko.siti", "lihat [tautan] atau [akun]",
                     id="a link and an account"),
        pytest.param("omzet 15.000.000 sebulan", "omzet 15.000.000 sebulan", id="an amount"),
        pytest.param("sejak 23/11/2026 pukul 09.00", "sejak 23/11/2026 pukul 09.00", id="a date"),
        pytest.param("baris\x00 satu\nbaris dua", "baris satu baris dua", id="one line"),
        pytest.param("x" * 5000, "x" * (LONGEST - 1) + "…", id="too long"),
        pytest.param("\x00\u202e", None, id="nothing visible"),
    ],
)  # fmt: skip
def test_redacted(text: str, shown: str | None) -> None:
    assert redacted(text, any_of_names(NAMES)) == shown


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_number_never_survives(before: str, after: str) -> None:
    shown = redacted(f"{before} 081234567890 {after}")
    assert shown is not None
    assert "081234567890" not in shown


def test_hostile_text_takes_no_time() -> None:
    assert redacted("0" * 50_000 + "(((" * 10_000 + "@" * 10_000, any_of_names(HOSTILE)) is not None
