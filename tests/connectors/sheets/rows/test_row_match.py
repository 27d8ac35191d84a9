"""Rows that stay, come and go: played through on a list, the sheet ends as desired."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.sheets.rows.row_match import RowMatch, match_rows
from connectors.sheets.snapshot import TabState
from connectors.sheets.tab import Tab
from tests.connectors.factories import EVENTS, TOTALS, VISITS, a_snapshot

KEYS = st.lists(st.integers(0, 12), unique=True, max_size=10)
HEADERS = {VISITS: ["Kode", "Nama"], EVENTS: ["No", "Keterangan"], TOTALS: ["Hari", "Jumlah"]}


def standing(tab: Tab, keys: list[int]) -> TabState:
    values = [str(key) if tab is VISITS else key for key in keys]
    return a_snapshot(tab, [HEADERS[tab], *([value, "x"] for value in values)]).tab(tab)


def played(before: list[int], desired: list[int], match: RowMatch) -> list[int]:
    """Do to a list, header included, what a match says of a sheet."""
    sheet = [-1, *before]
    for number, row in match.kept.items():
        sheet[row] = desired[number]
    for row in sorted({*match.inserted, *match.deleted}, reverse=True):
        sheet[row + 1 : row + 1] = [desired[n] for n in match.inserted.get(row, ())]
        if row in match.deleted:
            del sheet[row]
    return sheet[1:]


@given(KEYS, KEYS)
def test_a_tab_of_lokets_own_becomes_what_is_desired(before: list[int], desired: list[int]) -> None:
    match = match_rows(standing(EVENTS, before), 0, [(float(key),) for key in desired])
    assert played(before, desired, match) == desired


@given(KEYS, KEYS)
def test_without_a_key_positions_become_what_is_desired(
    before: list[int], desired: list[int]
) -> None:
    match = match_rows(standing(TOTALS, before), 0, [() for _ in desired])
    assert played(before, desired, match) == desired


@given(KEYS, KEYS)
def test_beside_staff_columns_no_row_moves_or_leaves(before: list[int], desired: list[int]) -> None:
    match = match_rows(standing(VISITS, before), 0, [(str(key),) for key in desired])
    after = played(before, desired, match)
    assert [key for key in after if key in before] == before
    assert set(after) == {*before, *desired}
    assert match.deleted == ()


@given(KEYS, st.data())
def test_a_new_row_comes_right_below_the_one_before_it(
    before: list[int], data: st.DataObject
) -> None:
    desired = [*before]
    desired.insert(data.draw(st.integers(0, len(before))), 99)
    match = match_rows(standing(VISITS, before), 0, [(str(key),) for key in desired])
    assert played(before, desired, match) == desired


@given(KEYS)
def test_as_many_rows_as_possible_stay(before: list[int]) -> None:
    desired = before[1:] + before[:1]
    match = match_rows(standing(EVENTS, before), 0, [(float(key),) for key in desired])
    assert len(match.deleted) <= 1


@pytest.mark.parametrize("tab", [VISITS, EVENTS], ids=lambda tab: tab.key)
def test_a_key_desired_twice_is_refused(tab: Tab) -> None:
    with pytest.raises(ValueError, match="keys twice"):
        match_rows(standing(tab, [1]), 0, [("2",), ("2",)])


def test_pasted_copies_and_rows_without_a_key_go_from_a_tab_of_lokets_own() -> None:
    rows: list[list[object]] = [
        ["No", "Keterangan"],
        [1, "a"],
        [2, "b"],
        [1, "a"],
        [None, "coretan"],
    ]
    match = match_rows(a_snapshot(EVENTS, rows).tab(EVENTS), 0, [(1.0,), (2.0,)])
    assert (match.kept, match.inserted, match.deleted) == ({0: 1, 1: 2}, {}, (3, 4))
