from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.workspace import field_mask
from connectors.workspace.sheets import a1
from connectors.workspace.sheets.errors import Refused
from connectors.workspace.sheets.formula_syntax import copied
from connectors.workspace.sheets.grid_area import OPEN, Area, deleted, inserted, moved, uncovered


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("B2", (1, 2, 1, 2), id="one cell"),
        pytest.param("A1:B2", (0, 2, 0, 2), id="range"),
        pytest.param("$A$1:b2", (0, 2, 0, 2), id="absolute, small letters"),
        pytest.param("A2:B", (1, OPEN, 0, 2), id="down to the end"),
        pytest.param("A:C", (0, OPEN, 0, 3), id="columns"),
        pytest.param("2:5", (1, 5, 0, OPEN), id="rows"),
        pytest.param("A1:1", (0, 1, 0, OPEN), id="to the end of the row"),
        pytest.param("B2:A1", (0, 2, 0, 2), id="backwards"),
        pytest.param("AA10", (9, 10, 26, 27), id="two letters"),
        pytest.param("Sheet1", None, id="a title"),
        pytest.param("A0", None, id="there is no row 0"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_cells_are_read(text: str, expected: tuple[int, int, int, int] | None) -> None:
    assert a1.parse_cells(text, 7) == (None if expected is None else Area(7, *expected))


@pytest.mark.parametrize(
    ("title", "area", "expected"),
    [
        ("Sheet1", Area(0, 0, 1000, 0, 26), "Sheet1!A1:Z1000"),
        ("Sheet1", Area(0, 0, 1, 0, 1), "Sheet1!A1"),
        ("Jadwal 2026-W48", Area(0, 0, 2, 0, 2), "'Jadwal 2026-W48'!A1:B2"),
        ("Jum'at", Area(0, 0, 2, 0, 2), "'Jum''at'!A1:B2"),
        ("AB12", Area(0, 0, 2, 0, 2), "'AB12'!A1:B2"),
    ],
)
def test_ranges_are_echoed_as_google_does(title: str, area: Area, expected: str) -> None:
    assert a1.range_name(title, area) == expected
    assert a1.split_title(expected)[0] == title


@given(st.integers(0, 18_277))
def test_column_letters_go_there_and_back(index: int) -> None:
    assert a1.column_index(a1.column_letters(index)) == index


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a,b.c", {"a": {}, "b": {"c": {}}}, id="dots"),
        pytest.param("a/b/c", {"a": {"b": {"c": {}}}}, id="slashes"),
        pytest.param("a(b,c(d)),e", {"a": {"b": {}, "c": {"d": {}}}, "e": {}}, id="nested"),
        pytest.param("a.b(c)", {"a": {"b": {"c": {}}}}, id="mixed"),
        pytest.param("*", {}, id="everything"),
        pytest.param("a.*", {"a": {}}, id="everything below"),
        pytest.param("a,a.b", {"a": {}}, id="the wider one counts"),
        pytest.param("user_entered_value", {"userEnteredValue": {}}, id="snake case"),
        pytest.param(" a , b ", {"a": {}, "b": {}}, id="blanks"),
    ],
)
def test_masks_are_read(text: str, expected: field_mask.Mask) -> None:
    assert field_mask.parse(text) == expected


@pytest.mark.parametrize("text", ["a,", "a(b", "a)", "a..b", "(a)", "a b!", ",", "a(b))"])
def test_broken_masks_are_refused(text: str) -> None:
    with pytest.raises(Refused):
        field_mask.parse(text)


def test_a_mask_selects_through_lists() -> None:
    document = {"s": [{"p": {"i": 1, "t": "x"}, "d": 1}, {"p": {"i": 2}}], "u": 3}
    mask = field_mask.parse("s(p(i))")
    assert field_mask.select(document, mask) == {"s": [{"p": {"i": 1}}, {"p": {"i": 2}}]}


@pytest.mark.parametrize(
    ("mask", "expected"),
    [
        pytest.param("a", {"a": 9, "b": {"c": 2, "d": 3}}, id="replaced"),
        pytest.param("b.c", {"a": 1, "b": {"c": 8, "d": 3}}, id="one member within"),
        pytest.param("b.d", {"a": 1, "b": {"c": 2}}, id="cleared within"),
        pytest.param("b", {"a": 1, "b": {"c": 8}}, id="a whole member"),
        pytest.param("*", {"a": 9, "b": {"c": 8}}, id="everything"),
        pytest.param("e", {"a": 1, "b": {"c": 2, "d": 3}}, id="absent in both"),
    ],
)
def test_a_mask_says_what_an_update_changes(mask: str, expected: dict[str, object]) -> None:
    old, new = {"a": 1, "b": {"c": 2, "d": 3}}, {"a": 9, "b": {"c": 8}}
    assert field_mask.merged(old, new, field_mask.parse(mask)) == expected


@pytest.mark.parametrize(
    ("interval", "shift", "expected"),
    [
        pytest.param((2, 5), inserted(2, 1), (3, 6), id="inserted at the start"),
        pytest.param((2, 5), inserted(3, 2), (2, 7), id="inserted within"),
        pytest.param((2, 5), inserted(5, 2), (2, 5), id="inserted behind"),
        pytest.param((0, OPEN), inserted(0, 1), (0, OPEN), id="all rows stay all rows"),
        pytest.param((1, OPEN), inserted(0, 1), (2, OPEN), id="open end"),
        pytest.param((2, 5), deleted(0, 1), (1, 4), id="deleted before"),
        pytest.param((2, 5), deleted(4, 9), (2, 4), id="deleted from within"),
        pytest.param((2, 5), deleted(1, 9), None, id="all deleted"),
        pytest.param((2, 5), moved(3, 4, 9), (2, 4), id="moved out"),
        pytest.param((2, 5), moved(8, 9, 3), (2, 6), id="moved in"),
        pytest.param((2, 5), moved(3, 4, 2), (2, 5), id="moved to its start"),
        pytest.param((3, 4), moved(2, 5, 9), (7, 8), id="travels along"),
        pytest.param((6, 7), moved(2, 5, 9), (3, 4), id="closes up"),
    ],
)
def test_intervals_shift(interval: tuple[int, int], shift: object, expected: object) -> None:
    assert shift(interval) == expected  # type: ignore[operator]


@given(st.integers(0, 9), st.integers(1, 4), st.integers(0, 12), st.integers(0, 11))
def test_a_single_row_goes_where_a_list_would_put_it(
    start: int, count: int, destination: int, row: int
) -> None:
    items = list(range(12))
    end = min(start + count, 12)
    if start <= destination <= end:
        return
    rest = items[:start] + items[end:]
    landing = destination if destination < start else destination - (end - start)
    arranged = rest[:landing] + items[start:end] + rest[landing:]
    place = arranged.index(row)
    assert moved(start, end, destination)((row, row + 1)) == (place, place + 1)


@given(st.lists(st.tuples(*[st.integers(0, 5)] * 4), max_size=4))
def test_what_is_uncovered_is_what_no_cover_holds(corners: list[tuple[int, int, int, int]]) -> None:
    covers = [Area(0, a, a + b, c, c + d) for a, b, c, d in corners]
    whole = Area(0, 0, 6, 0, 6)
    spots = {(r, c) for r in range(6) for c in range(6)}
    held = {(r, c) for r, c in spots for v in covers if v.meet(Area(0, r, r + 1, c, c + 1))}
    pieces = uncovered(whole, covers)
    left = [(r, c) for p in pieces for r in range(p.top, p.bottom) for c in range(p.left, p.right)]
    assert sorted(left) == sorted(spots - held)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=SUM(A1:B2)+$C$3", "=SUM(B3:C4)+$C$3"),
        ("='a b'!A$1&\"A1\"", "='a b'!B$1&\"A1\""),
        ("=A:A", "=B:B"),
        ("=LOG10(2)", "=LOG10(2)"),
    ],
)
def test_a_copied_formula_refers_to_the_same_distance(formula: str, expected: str) -> None:
    assert copied(formula, 2, 1) == expected


def test_a_reference_pushed_off_the_sheet_is_broken() -> None:
    assert copied("=A1", -1, 0) == "=#REF!"
