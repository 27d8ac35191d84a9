from __future__ import annotations

import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket import columns as c
from tests.transforms.registration_factory import a_registration, invited, registered
from transforms.registration import invitations

MAYBE = st.none() | st.text(st.characters(categories=None), max_size=12)
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["Siti", "SITI", "Budi", None]),
        st.sampled_from(["KSP Maju", "Maju", None]),
        st.sampled_from([None, "", "A-1", "a 1"]) | MAYBE,
    ),
    max_size=8,
)


def test_staff_codes_stay_and_others_are_made() -> None:
    frame = invitations.codes(
        invited(("Ibu Siti", "KSP Maju", " UND 7 "), ("Budi", None, None), (None, "Maju", ""))
    )
    codes = list(frame[c.INVITATION_CODE])
    assert codes[0] == "UND 7"
    assert all(re.fullmatch(r"UND-[0-9A-HJKMNP-TV-Z]{6}", code) for code in codes[1:])


def test_a_code_depends_on_name_and_business_only() -> None:
    alone = invitations.codes(invited(("Hj. SITI, S.E.", "KSP Maju", None)))
    among = invitations.codes(invited(("Budi", None, None), ("Siti", "maju", None)))
    assert alone[c.INVITATION_CODE].iloc[0] == among[c.INVITATION_CODE].iloc[1]


SITI, BUDI = ("Siti Nurhayati", "KSP Maju"), ("Budi", "Keripik Mekar")


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        pytest.param([BUDI, SITI], ["B", "S"], id="moved"),
        pytest.param([("Hj. SITI NURHAYATI, S.E.", "maju"), BUDI], ["S", "B"], id="spelt alike"),
        pytest.param([("Siti Nurhayti", "KSP Maju"), BUDI], ["S", "B"], id="name corrected"),
        pytest.param([("Rina Kartika", "KSP Maju"), BUDI], ["S", "B"], id="another person's post"),
        pytest.param([("Siti Nurhayati", None), BUDI], ["S", "B"], id="business taken away"),
        pytest.param([("Siti Nurhayti", "KSP Majju"), BUDI], ["S", "B"], id="both corrected"),
        pytest.param([("Siti Nurhayati", "KSP Jaya"), BUDI], [None, "B"], id="another's namesake"),
        pytest.param([("Dodi", "Batik Ayu"), BUDI], [None, "B"], id="another party"),
        pytest.param(
            [("Ani", "KSP Maju"), ("Ita", "KSP Maju"), BUDI], [None, None, "B"], id="two may be it"
        ),
        pytest.param([SITI, ("Ani", "KSP Maju"), BUDI], ["S", None, "B"], id="beside the old one"),
        pytest.param([(*SITI, "X-1"), BUDI], ["X-1", "B"], id="staff type another"),
        pytest.param([SITI, ("Ani", "Batik Ayu", "s")], [None, "s"], id="staff give it away"),
    ],
)
def test_a_code_that_was_made_is_kept(
    now: list[tuple[str | None, ...]], expected: list[str | None]
) -> None:
    recap = invited((*SITI, "S"), (*BUDI, "B"))
    tab = invited(*((row[0], row[1], row[2] if len(row) > 2 else None) for row in now))
    fresh = invitations.codes(tab)[c.INVITATION_CODE]
    codes = invitations.codes(tab, recap)[c.INVITATION_CODE]
    assert list(codes) == [code or new for code, new in zip(expected, fresh, strict=True)]


def test_of_rows_that_name_one_party_each_keeps_its_own() -> None:
    tab = invited((*SITI, None), (*SITI, None)).assign(**{c.SERVICE: ["UKM", "Koperasi"]})
    before = invitations.codes(tab)
    again = invitations.codes(tab.iloc[::-1].reset_index(drop=True), before.iloc[::-1])
    assert list(again[c.INVITATION_CODE]) == list(before[c.INVITATION_CODE])[::-1]
    assert before[c.INVITATION_CODE].is_unique


def test_a_row_that_names_nobody_has_no_code() -> None:
    frame = invitations.codes(invited((None, " ", None), ("-", None, "")))
    assert frame[c.INVITATION_CODE].isna().all()


def test_an_empty_tab_stays_empty() -> None:
    assert invitations.codes(invited()).empty


@given(ROWS, st.data())
def test_codes_are_unique_and_do_not_depend_on_the_order_of_rows(
    rows: list[tuple[str | None, str | None, str | None]], data: st.DataObject
) -> None:
    frame = invitations.codes(invited(*rows))
    made = [not (row[2] or "").strip("\x00 \t\n\r") for row in rows]
    ours = frame[c.INVITATION_CODE][pd.Series(made, dtype=bool)].dropna()
    ours = ours[ours.str.startswith("UND-")]
    assert ours.is_unique
    again = invitations.codes(invited(*data.draw(st.permutations(rows))))
    assert sorted(frame[c.INVITATION_CODE].dropna()) == sorted(again[c.INVITATION_CODE].dropna())


@given(ROWS, ROWS, st.data())
def test_codes_stay_while_rows_come_and_move(
    rows: list[tuple[str | None, str | None, str | None]],
    more: list[tuple[str | None, str | None, str | None]],
    data: st.DataObject,
) -> None:
    before = invitations.codes(invited(*rows))
    named = before.dropna(subset=[c.INVITATION_CODE])
    same = invitations.codes(invited(*rows), named)
    pd.testing.assert_frame_equal(same, before)
    later = invitations.codes(invited(*data.draw(st.permutations([*rows, *more]))), named)
    typed = {invitations.code_key(code) for *_, code in (*rows, *more) if code}
    made = {code for code in named[c.INVITATION_CODE] if invitations.code_key(code) not in typed}
    assert made <= set(later[c.INVITATION_CODE])


@pytest.mark.parametrize("typed", ["UND-ABO1", "und ab01", "UNDABOL", "u-n-d-a-b-0-i"])
def test_codes_compare_without_case_blanks_hyphens_and_look_alikes(typed: str) -> None:
    people = registered(a_registration(1, invitation_code=typed))
    parties = invitations.codes(invited(("Siti", None, "UND-AB01")))
    grouped = invitations.groups(people, parties)
    expected = registered(a_registration(1, invitation_code="UND-AB01", group="Undangan"))
    pd.testing.assert_frame_equal(grouped, expected)


def test_nobody_is_invited_without_a_code() -> None:
    people = registered(a_registration(1), a_registration(2, invitation_code=" - "))
    grouped = invitations.groups(people, invitations.codes(invited()))
    pd.testing.assert_frame_equal(grouped, people)
    none = registered()
    pd.testing.assert_frame_equal(
        invitations.groups(none, invitations.codes(invited()), walk_in_code="DATANG"), none
    )


@pytest.mark.parametrize("party", [("Siti", None, "-"), (None, None, "–")])
def test_a_dash_is_no_code(party: tuple[str | None, str | None, str | None]) -> None:
    people = registered(a_registration(1), a_registration(2, invitation_code="-"))
    grouped = invitations.groups(people, invitations.codes(invited(party)))
    pd.testing.assert_frame_equal(grouped, people)


def test_no_walk_in_code_means_no_walk_ins() -> None:
    texts = pd.Series(["", "-", None, "DATANG"], dtype="str")
    assert not invitations.is_code(texts, None).any()
    assert not invitations.is_code(texts, "").any()
    assert list(invitations.is_code(texts, "datang")) == [False, False, False, True]


@pytest.mark.parametrize(
    ("typed", "kept", "copies"),
    [
        pytest.param([], [], [], id="nobody"),
        pytest.param(["A-1", "B-2"], [2, 3], [], id="each its own"),
        pytest.param(["A-1", "a 1", "B-2", "A1"], [2, 4], [(3, 2), (5, 2)], id="one thrice"),
        pytest.param([None, None], [], [], id="rows that name nobody"),
    ],
)
def test_of_rows_with_one_code_the_upper_is_the_party(
    typed: list[str | None], kept: list[int], copies: list[tuple[int, int]]
) -> None:
    tab = invited(*((None, None, code) for code in typed))
    coded = invitations.codes(tab.assign(row=pd.RangeIndex(2, 2 + len(tab))))
    found, problems = invitations.parties(coded)
    expected = coded[coded["row"].isin(kept)].reset_index(drop=True)
    pd.testing.assert_frame_equal(found, expected)
    reported = zip(problems[c.ROW], problems[c.REASON], strict=True)
    assert list(reported) == [(row, f"Kode ini sudah dipakai di baris {up}.") for row, up in copies]
