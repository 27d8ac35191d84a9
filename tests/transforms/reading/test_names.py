from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.reading import names


@pytest.mark.parametrize(
    ("text", "name", "key"),
    [
        ("Siti Nurhaliza", "Siti Nurhaliza", "siti nurhaliza"),
        ("  SITI   NURHALIZA, SE ", "Siti Nurhaliza, SE", "siti nurhaliza"),
        ("siti nurhaliza", "Siti Nurhaliza", "siti nurhaliza"),
        ("Hj.Siti Aminah, S.Pd., M.M.", "Hj.Siti Aminah, S.Pd., M.M.", "siti aminah"),
        ("Dr. Ir. H. Budi Santoso, M.Si", "Dr. Ir. H. Budi Santoso, M.Si", "budi santoso"),
        ("Drs H Ahmad", "Drs H Ahmad", "ahmad"),
        ("Bpk Budi, ST, MT", "Bpk Budi, ST, MT", "budi"),
        ("Ibu Kartini", "Ibu Kartini", "kartini"),
        ("KH. ABDULLAH", "KH. Abdullah", "abdullah"),
        ("BUDI S.KOM", "Budi S.KOM", "budi"),
        ("Rina S. Pd", "Rina S. Pd", "rina"),
        ("Budi SE", "Budi SE", "budi"),
        ("Prof. Dr. KH. Ma'ruf Amin", "Prof. Dr. KH. Ma'ruf Amin", "maruf amin"),
        ("NUR'AINI", "Nur'aini", "nuraini"),
        ("HENDRA IRAWAN", "Hendra Irawan", "hendra irawan"),
        ("Irma Suryani", "Irma Suryani", "irma suryani"),
        ("Ibu", "Ibu", "ibu"),
        ("Siti Ma", "Siti Ma", "siti ma"),
        ("Fauzi, Ahmad", "Fauzi, Ahmad", "fauzi ahmad"),
        ("Muhammad Iqbal", "Muhammad Iqbal", "muhammad iqbal"),
        ("Mohamad Iqbal", "Mohamad Iqbal", "muhammad iqbal"),
        ("Moch. Iqbal", "Moch. Iqbal", "muhammad iqbal"),
        ("MOCHAMMAD IQBAL", "Mochammad Iqbal", "muhammad iqbal"),
        ("Muh Iqbal", "Muh Iqbal", "muhammad iqbal"),
        ("José Álvarez", "José Álvarez", "jose alvarez"),
        ("محمد علي", "محمد علي", "محمد علي"),
        ("=IMPORTXML(A1)", "=IMPORTXML(A1)", "importxml a1"),
        ("Siti\x00 \ud800A", "Siti \N{REPLACEMENT CHARACTER}A", "siti a"),
        ("", None, None),
        ("-", None, None),
        ("🙂 123", None, None),
    ],
)
def test_forms_of_a_name(text: str, name: str | None, key: str | None) -> None:
    expected = pd.DataFrame({"name": [name], "name_key": [key]}, dtype="str")
    pd.testing.assert_frame_equal(names.normalise(pd.Series([text], dtype="str")), expected)


def test_the_bare_name_has_neither_title_nor_degree() -> None:
    assert names.bare_name("HJ. SITI AMINAH, S.E., M.Si.") == "Siti Aminah"


def test_a_long_name_is_cut() -> None:
    shown = names.normalise(pd.Series(["Aa" * 25_000], dtype="str"))["name"].iloc[0]
    assert len(shown) == names.LONGEST
    assert shown.endswith("…")


@given(st.text(st.characters(categories=None)))
def test_a_name_has_a_key_and_its_shown_form_is_stable(text: str) -> None:
    frame = names.normalise(pd.Series([text], dtype="str"))
    name, key = frame["name"].iloc[0], frame["name_key"].iloc[0]
    assert pd.isna(name) == pd.isna(key)
    if isinstance(name, str):
        again = names.normalise(pd.Series([name], dtype="str"))
        pd.testing.assert_frame_equal(again, frame)


@pytest.mark.parametrize("hostile", [", " * 100, "S.E " * 60, " ,s.e" * 40 + "x", "h. " * 66])
def test_hostile_names_are_read_as_any_other(hostile: str) -> None:
    assert names.name_key("Siti " + hostile) is not None
