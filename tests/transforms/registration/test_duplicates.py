from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loket import columns as c
from loket.vocabulary import Decision
from tests.transforms.registration_factory import MONDAY, TUESDAY, a_registration, at, registered
from transforms.registration.duplicate_rule import was_adopted
from transforms.registration.duplicates import resolve

A, B, C = "CC-0001", "CC-0002", "CC-0003"
SUSPECT = (
    "Diduga ganda dengan CC-0001 yang sudah diberitahu. Keputusan: Pakai yang baru "
    "(jawaban ini berlaku), Bukan ganda (keduanya dilayani), atau Abaikan"
)


def standing(**facts: dict[str, Any]) -> pd.DataFrame:
    """Make the standing of the registrations named by number: ``_1={...}``."""
    rows = [
        {
            c.CODE: f"CC-{int(number[1:]):04d}",
            c.WEEK: "2026-W48",
            c.TOLD: False,
            c.CANCELLED: False,
            c.DECISION: None,
            c.ADOPTED: False,
            **given,
        }
        for number, given in facts.items()
    ]
    columns = [c.CODE, c.WEEK, c.TOLD, c.CANCELLED, c.DECISION, c.ADOPTED]
    return pd.DataFrame(rows, columns=columns).astype({c.CODE: "str"})


def outcome(
    rows: list[dict[str, Any]], facts: pd.DataFrame
) -> tuple[dict[str, str | None], dict[str, tuple[str, bool]]]:
    """Give the problem text (which tells whose answers count) and the originals of copies."""
    counting, copies = resolve(registered(*rows), facts)
    whose = dict(zip(counting[c.CODE], counting[c.PROBLEM], strict=True))
    pairs = zip(copies[c.ORIGINAL], copies[c.ADOPTED], strict=True)
    return whose, dict(zip(copies[c.CODE], pairs, strict=True))


def three() -> list[dict[str, Any]]:
    return [a_registration(n, problem=f"dari {n}") for n in (1, 2, 3)]


@pytest.mark.parametrize(
    ("facts", "whose", "copies"),
    [
        pytest.param(
            {"_1": {}, "_2": {}, "_3": {}},
            {A: "dari 3"},
            {B: (A, True), C: (A, True)},
            id="nobody told: the newest answers count under the oldest",
        ),
        pytest.param(
            {"_1": {c.TOLD: True}, "_2": {}, "_3": {}},
            {A: "dari 1"},
            {B: (A, False), C: (A, False)},
            id="told: the later are suspected",
        ),
        pytest.param(
            {"_1": {c.TOLD: True}, "_2": {c.ADOPTED: True}, "_3": {}},
            {A: "dari 2"},
            {B: (A, True), C: (A, False)},
            id="what was merged before telling stays merged",
        ),
        pytest.param(
            {"_1": {c.TOLD: True}, "_2": {c.DECISION: Decision.USE_NEWER.value}, "_3": {}},
            {A: "dari 2"},
            {B: (A, True), C: (A, False)},
            id="staff use the newer",
        ),
        pytest.param(
            {"_1": {c.TOLD: True, c.DECISION: Decision.USE_NEWER.value}, "_2": {}, "_3": {}},
            {A: "dari 3"},
            {B: (A, True), C: (A, True)},
            id="staff use the newer, said on the original's row",
        ),
        pytest.param(
            {"_1": {c.TOLD: True}, "_2": {c.DECISION: Decision.NOT_DUPLICATE.value}, "_3": {}},
            {A: "dari 1", B: "dari 2"},
            {C: (A, False)},
            id="no duplicate: both count",
        ),
        pytest.param(
            {"_1": {}, "_2": {}, "_3": {c.DECISION: Decision.IGNORE.value}},
            {A: "dari 2"},
            {B: (A, True), C: (A, False)},
            id="staff ignore one",
        ),
        pytest.param(
            {"_1": {c.CANCELLED: True}, "_2": {}, "_3": {}},
            {A: "dari 1", B: "dari 3"},
            {C: (B, True)},
            id="the original is cancelled: the next steps up",
        ),
        pytest.param(
            {"_1": {c.CANCELLED: True}, "_2": {c.DECISION: Decision.IGNORE.value}},
            {A: "dari 1", C: "dari 3"},
            {B: (A, False)},
            id="ignored stays ignored; without a standing there is no week in common",
        ),
        pytest.param(
            {"_1": {}, "_2": {c.TOLD: True}, "_3": {}},
            {A: "dari 1", B: "dari 2"},
            {C: (A, False)},
            id="who has been told keeps the place",
        ),
        pytest.param(
            {"_1": {}, "_2": {c.WEEK: "2026-W49"}, "_3": {c.WEEK: None}},
            {A: "dari 1", B: "dari 2", C: "dari 3"},
            {},
            id="other weeks",
        ),
    ],
)
def test_who_counts_with_whose_answers(
    facts: dict[str, dict[str, Any]],
    whose: dict[str, str],
    copies: dict[str, tuple[str, bool]],
) -> None:
    assert outcome(three(), standing(**facts)) == (whose, copies)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ({}, {c.BUSINESS_KEY: "maju mundur"}, False),
        ({}, {c.PHONE: "+6285711112222"}, False),
        ({}, {c.NAME_KEY: "budi", c.DISTRICT: "Ciawi"}, True),
        ({c.BUSINESS_KEY: None}, {c.BUSINESS_KEY: None}, True),
        ({c.BUSINESS_KEY: None}, {c.BUSINESS_KEY: None, c.NAME_KEY: "budi"}, False),
        ({c.BUSINESS_KEY: None}, {c.BUSINESS_KEY: None, c.DISTRICT: "Ciawi"}, False),
        ({c.BUSINESS_KEY: None}, {}, False),
    ],
)
def test_what_makes_a_duplicate(first: dict[str, Any], second: dict[str, Any], same: bool) -> None:
    _, copies = resolve(
        registered(a_registration(1, **first), a_registration(2, **second)),
        standing(_1={}, _2={}),
    )
    assert (len(copies) == 1) is same


def test_the_original_keeps_rank_and_invitation_and_takes_the_answers() -> None:
    rows = registered(
        a_registration(1, group="Undangan", invitation_code="UND-1"),
        a_registration(
            2,
            name="Siti N.",
            dates=(TUESDAY,),
            invitation_code="UND-1",
            remark="Kode undangan sudah dipakai CC-0001; Nomor lain: +62811",
        ),
    )
    counting, copies = resolve(rows, standing(_1={}, _2={}))
    expected = registered(
        a_registration(
            1,
            submitted=at(2),
            name="Siti N.",
            dates=(TUESDAY,),
            group="Undangan",
            invitation_code="UND-1",
            remark="Nomor lain: +62811; Memakai jawaban terbaru dari CC-0002",
        )
    )
    pd.testing.assert_frame_equal(counting, expected)
    assert list(copies[c.REMARK]) == [
        "Pendaftaran ulang dari CC-0001, jawaban ini dipakai. Bila bukan ganda, pilih Bukan ganda"
    ]


def test_an_original_edited_last_keeps_its_own_answers() -> None:
    rows = [
        a_registration(1, problem="dari 1", submitted=at(9)),
        a_registration(2, problem="dari 2"),
    ]
    assert outcome(rows, standing(_1={}, _2={})) == ({A: "dari 1"}, {B: (A, True)})


def test_telling_the_client_does_not_undo_a_merge() -> None:
    rows = registered(*three())
    counting, copies = resolve(rows, standing(_1={}, _2={}, _3={}))
    merged = {code: was_adopted(text) for code, text in copies[[c.CODE, c.REMARK]].to_numpy()}
    told = standing(_1={c.TOLD: True}, _2={c.ADOPTED: merged[B]}, _3={c.ADOPTED: merged[C]})
    later, same = resolve(rows, told)
    pd.testing.assert_frame_equal(later, counting)
    pd.testing.assert_frame_equal(same, copies)
    assert not was_adopted(SUSPECT)
    assert not was_adopted(None)


def test_suspects_and_successors_are_explained() -> None:
    _, copies = resolve(registered(*three()[:2]), standing(_1={c.TOLD: True}, _2={}))
    assert list(copies[c.REMARK]) == [SUSPECT]
    counting, _ = resolve(registered(*three()[:2]), standing(_1={c.CANCELLED: True}, _2={}))
    assert list(counting[c.REMARK].astype(object).where(counting[c.REMARK].notna(), None)) == [
        None,
        "Menggantikan CC-0001 yang batal",
    ]


def test_registrations_without_a_date_are_compared_among_themselves() -> None:
    rows = [a_registration(n, dates=(), problem=f"dari {n}") for n in (1, 2)]
    assert outcome(rows, standing()) == ({A: "dari 2"}, {B: (A, True)})


def test_nothing_in_nothing_out() -> None:
    counting, copies = resolve(registered(), standing())
    pd.testing.assert_frame_equal(counting, registered())
    assert list(copies.columns) == [c.CODE, c.ORIGINAL, c.ADOPTED, c.REMARK]
    assert copies.empty


ROWS = st.lists(
    st.fixed_dictionaries(
        {
            c.PHONE: st.sampled_from(["+6281212345678", "+6285711112222"]),
            c.NAME_KEY: st.sampled_from(["siti nurhaliza", "siti nurhalisa", "budi"]),
            c.BUSINESS_KEY: st.sampled_from(["maju jaya", "maju jaja", None]),
            c.DISTRICT: st.sampled_from(["Ciawi", None]),
            c.DATES: st.sampled_from([(MONDAY,), (TUESDAY,)]),
            c.GROUP: st.sampled_from(["Umum", "Undangan"]),
            c.SUBMITTED: st.integers(10, 20).map(at),
        }
    ),
    max_size=7,
)
FACTS = st.fixed_dictionaries(
    {
        c.WEEK: st.sampled_from(["2026-W48", "2026-W48", "2026-W49", None]),
        c.TOLD: st.booleans(),
        c.CANCELLED: st.sampled_from([False, False, True]),
        c.DECISION: st.sampled_from([None, None, *(decision.value for decision in Decision)]),
        c.ADOPTED: st.booleans(),
    }
)


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[dict[str, Any]], pd.DataFrame]:
    rows = [a_registration(n, **values) for n, values in enumerate(draw(ROWS), start=1)]
    facts = {f"_{n}": draw(FACTS) for n in range(1, len(rows) + 1) if draw(st.integers(0, 9))}
    return rows, standing(**facts)


@settings(max_examples=25, deadline=None)
@given(cases(), st.data())
def test_every_code_comes_out_once_in_any_order_and_twice_is_once(
    case: tuple[list[dict[str, Any]], pd.DataFrame], data: st.DataObject
) -> None:
    rows, facts = case
    counting, copies = resolve(registered(*rows), facts)
    assert sorted([*counting[c.CODE], *copies[c.CODE]]) == [row[c.CODE] for row in rows]
    cancelled = set(facts.loc[facts[c.CANCELLED].astype(bool), c.CODE])
    assert cancelled.isdisjoint(copies[c.CODE])
    again, none = resolve(counting, facts)
    pd.testing.assert_frame_equal(again, counting)
    assert none.empty
    shuffled, same = resolve(registered(*data.draw(st.permutations(rows))), facts)
    pd.testing.assert_frame_equal(shuffled.sort_values(c.CODE, ignore_index=True), counting)
    pd.testing.assert_frame_equal(same, copies)
