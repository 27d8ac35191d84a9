from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.vocabulary import OUTSIDE_DISTRICT
from transforms.reading import districts

UNKNOWN = "bukan nama kecamatan yang dikenal"


def test_there_are_forty_districts() -> None:
    assert len(set(districts.DISTRICTS)) == 40


@pytest.mark.parametrize("name", [*districts.DISTRICTS, OUTSIDE_DISTRICT])
def test_every_option_is_itself(name: str) -> None:
    for text in (name, name.upper(), name.replace(" ", ""), f"Kec. {name}", f"kecamatan {name} "):
        assert districts.read_district(text) == (name, None)


@pytest.mark.parametrize(
    ("text", "district"),
    [
        ("Kelapa Nunggal", "Klapanunggal"),
        ("Darmaga", "Dramaga"),
        ("Bojong Gede", "Bojonggede"),
        ("Gn. Putri", "Gunung Putri"),
        ("Cibinon", "Cibinong"),
        ("Citeurep", "Citeureup"),
        ("Cileungsi, Kab. Bogor", "Cileungsi"),
        ("Tenjo", "Tenjo"),
        ("Bogor Selatan", OUTSIDE_DISTRICT),
        ("Kota Bogor", OUTSIDE_DISTRICT),
        ("Sukmajaya", OUTSIDE_DISTRICT),
        ("Depok", OUTSIDE_DISTRICT),
        ("luar kab. bogor", OUTSIDE_DISTRICT),
    ],
)
def test_what_people_write(text: str, district: str) -> None:
    assert districts.read_district(text) == (district, None)


@pytest.mark.parametrize("text", ["xyz", "Indonesia", "=1+1", "kecamatan", "Suka"])
def test_unknown_districts(text: str) -> None:
    assert districts.read_district(text) == (None, UNKNOWN)


def test_no_answer_is_no_problem() -> None:
    expected = pd.DataFrame({"district": [None, None], "problem": [None, None]}, dtype="str")
    pd.testing.assert_frame_equal(
        districts.normalise(pd.Series([None, " - "], dtype="str")), expected
    )


@given(st.text(st.characters(categories=None)))
def test_no_text_raises(text: str) -> None:
    district, problem = districts.read_district(text)
    assert district is None or problem is None
    assert district is None or district in {*districts.DISTRICTS, OUTSIDE_DISTRICT}
