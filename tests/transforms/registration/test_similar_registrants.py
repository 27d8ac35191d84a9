from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from loket import columns as c
from tests.transforms.registration_factory import a_registration, registered
from transforms.registration.similar_registrants import similar_registrants

OTHER = "+6285711112222"


def remarks(*people: dict[str, Any], weeks: list[str] | None = None) -> dict[str, str]:
    frame = registered(*(a_registration(n, **person) for n, person in enumerate(people, start=1)))
    labels = pd.Series(weeks or ["2026-W48"] * len(people), dtype="str")
    return similar_registrants(frame.assign(**{c.WEEK: labels}))


def test_alike_people_with_other_phones_are_noted_on_both() -> None:
    assert remarks({}, {c.NAME_KEY: "nurhaliza sitti", c.PHONE: OTHER}) == {
        "CC-0001": "Nama dan usaha mirip CC-0002, nomornya lain",
        "CC-0002": "Nama dan usaha mirip CC-0001, nomornya lain",
    }


def test_the_same_phone_is_noted_on_both() -> None:
    assert remarks({}, {c.NAME_KEY: "budi", c.BUSINESS_KEY: "lain"}) == {
        "CC-0001": "Nomor WhatsApp sama dengan CC-0002",
        "CC-0002": "Nomor WhatsApp sama dengan CC-0001",
    }


@pytest.mark.parametrize(
    "other",
    [
        {c.NAME_KEY: "siti nurbaya"},
        {c.BUSINESS_KEY: "sumber rejeki"},
        {c.BUSINESS_KEY: None},
    ],
)
def test_name_and_business_must_both_be_alike(other: dict[str, Any]) -> None:
    assert remarks({}, {c.PHONE: OTHER, **other}) == {}


def test_without_a_business_the_district_must_be_the_same() -> None:
    person = {c.BUSINESS_KEY: None, c.PHONE: OTHER}
    assert remarks({c.BUSINESS_KEY: None}, person).keys() == {"CC-0001", "CC-0002"}
    assert remarks({c.BUSINESS_KEY: None}, {**person, c.DISTRICT: "Ciawi"}) == {}


def test_other_weeks_are_not_compared() -> None:
    assert remarks({}, {c.PHONE: OTHER}, {}, weeks=["2026-W48", "2026-W49", "2026-W50"]) == {}


def test_many_are_named_in_part() -> None:
    people = [{c.PHONE: f"+62812000000{n}"} for n in range(9)]
    assert remarks(*people)["CC-0009"] == (
        "Nama dan usaha mirip CC-0001, CC-0002, CC-0003 dan lainnya, nomornya lain"
    )


def test_nobody_is_similar_to_nobody() -> None:
    assert remarks() == {}


WORDS = st.lists(
    st.sampled_from(["siti", "sitti", "nur", "nurul", "aminah"]), min_size=1, max_size=3
)


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS.map(" ".join), min_size=2, max_size=8))
def test_every_pair_that_is_alike_is_found(names: list[str]) -> None:
    people = [{c.NAME_KEY: name, c.PHONE: f"+62812000000{n}"} for n, name in enumerate(names)]
    expected = {
        f"CC-{here + 1:04d}"
        for here, one in enumerate(names)
        for there, two in enumerate(names)
        if here != there
        and fuzz.token_sort_ratio(one, two) >= 90
        and min(one.split())[0] == min(two.split())[0]
    }
    assert remarks(*people).keys() == expected
