from __future__ import annotations

import pandas as pd
import pytest

from loket import columns as c
from loket.vocabulary import Decision, Status
from tests.transforms.registration.test_duplicates import standing
from tests.transforms.registration_factory import MONDAY, TUESDAY, a_registration, registered
from transforms.registration.duplicates import resolve
from transforms.registration.past_duplicates import (
    LENDS,
    beside_originals,
    past_duplicates,
    successions,
    with_lent_dates,
)

A, B = "CC-0001", "CC-0002"


def as_settled(**facts: dict[str, object]) -> pd.DataFrame:
    """Pendaftaran as a pass leaves two registrations of one person."""
    rows = registered(a_registration(1, dates=(MONDAY,)), a_registration(2, dates=(TUESDAY,)))
    counting, copies = resolve(rows, standing(**{"_1": {}, "_2": {}, **facts}))
    told = counting.assign(**{c.STATUS: Status.SCHEDULED})
    parts = [told, copies.assign(**{c.STATUS: Status.SUSPECTED_DUPLICATE})]
    return pd.concat([part[[c.CODE, c.STATUS, c.REMARK]] for part in parts], ignore_index=True)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param({}, [(B, A, True)], id="merged"),
        pytest.param({"_1": {c.TOLD: True}}, [(B, A, False)], id="suspected"),
        pytest.param(
            {"_2": {c.DECISION: Decision.IGNORE.value}}, [(B, A, False)], id="ignored by staff"
        ),
        pytest.param({"_2": {c.DECISION: Decision.NOT_DUPLICATE.value}}, [], id="no duplicates"),
    ],
)
def test_what_a_pass_has_settled_is_read_back_from_its_remarks(
    facts: dict[str, dict[str, object]], expected: list[tuple[str, str, bool]]
) -> None:
    found = past_duplicates(as_settled(**facts))
    assert list(found.itertuples(index=False, name=None)) == expected
    assert list(found.columns) == [c.CODE, c.ORIGINAL, LENDS]


def test_an_original_is_looked_for_by_the_dates_that_it_has_taken() -> None:
    rows = registered(a_registration(1, dates=(MONDAY,)), a_registration(2, dates=(TUESDAY,)))
    shown = with_lent_dates(rows, past_duplicates(as_settled()))
    assert list(shown[c.DATES]) == [(TUESDAY,), (TUESDAY,)]
    assert list(with_lent_dates(rows, past_duplicates(as_settled().iloc[:0]))[c.DATES]) == [
        (MONDAY,),
        (TUESDAY,),
    ]


def test_a_copy_stands_in_the_week_of_its_original() -> None:
    places = pd.DataFrame({c.CODE: [A, B], c.WEEK: ["2026-W48", "2026-W49"]}, dtype="str")
    copies = past_duplicates(as_settled())
    assert list(beside_originals(places, copies)[c.WEEK]) == ["2026-W48", "2026-W48"]
    pd.testing.assert_frame_equal(beside_originals(places, copies.iloc[:0]), places)
    alone = places.iloc[1:]
    pd.testing.assert_frame_equal(beside_originals(alone, copies), alone)


def test_who_has_stepped_up_lends_the_cancelled_one_the_dates() -> None:
    rows = registered(a_registration(1, dates=(MONDAY,)), a_registration(2, dates=(TUESDAY,)))
    counting, _ = resolve(rows, standing(_1={c.CANCELLED: True}, _2={}))
    found = successions(counting)
    assert list(found.itertuples(index=False, name=None)) == [(B, A, True)]
    assert list(with_lent_dates(counting, found)[c.DATES]) == [(TUESDAY,), (TUESDAY,)]
