from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.reading import businesses


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("KSP Maju Jaya", "maju jaya"),
        ('Koperasi Simpan Pinjam "MAJU JAYA"', "maju jaya"),
        ("Koperasi Simpan Pinjam (KSP) Maju Jaya", "maju jaya"),
        ("KSPPS BMT Al-Ikhlas", "bmt al ikhlas"),
        ("KSU Sauyunan", "sauyunan"),
        ("Kopkar Indocement", "indocement"),
        ("KPRI Guyub", "guyub"),
        ("KUD Giri Tani", "giri tani"),
        ("Kopontren Al-Falah", "al falah"),
        ("CV.Berkah", "berkah"),
        ("Berkah, CV", "berkah"),
        ("PT. Sinar Terang, Tbk", "sinar terang"),
        ("UD. Udin", "udin"),
        ("PD Pasar", "pasar"),
        ("Pdam", "pdam"),
        ("Koperasi", "koperasi"),
        ("Toko Udin", "toko udin"),
        ("123", "123"),
    ],
)
def test_the_core_of_a_name(text: str, key: str) -> None:
    assert businesses.business_key(text) == key


@pytest.mark.parametrize("text", [None, "", "-", "Tidak ada", "belum punya usaha", "n/a", "🙂"])
def test_no_business(text: str | None) -> None:
    frame = businesses.normalise(pd.Series([text], dtype="str"))
    expected = pd.DataFrame({"business": [None], "business_key": [None]}, dtype="str")
    pd.testing.assert_frame_equal(frame, expected)


@given(st.text(st.characters(categories=None)))
def test_a_business_has_a_key_wherever_it_is_shown(text: str) -> None:
    frame = businesses.normalise(pd.Series([text], dtype="str"))
    assert frame["business"].isna().equals(frame["business_key"].isna())
