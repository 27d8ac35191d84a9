"""Declarations that contradict themselves are refused; ids are the same for ever."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.sheets.tab import Column, Tab, fixed_id, normal_header


@given(st.text(max_size=20), st.text(max_size=20))
def test_ids_are_what_google_takes_and_above_those_of_batches(kind: str, key: str) -> None:
    assert 1 << 20 <= fixed_id(kind, key) < 1 << 31


def test_the_id_of_a_tab_never_changes() -> None:
    assert Tab("Jadwal 2026-W48", "Jadwal").sheet_id == 2123641739


@pytest.mark.parametrize(
    ("columns", "row_key", "words"),
    [
        pytest.param([("a", "A"), ("a", "B")], (), "twice", id="field twice"),
        pytest.param([("a", "Nama "), ("b", "nama")], (), "twice", id="header twice"),
        pytest.param([("a", "A")], ("b",), "without a column", id="key without column"),
        pytest.param([("a", "A", True)], (), "no key", id="staff column without key"),
        pytest.param([("a", "A", True)], ("a",), "staff column in its key", id="key of staff"),
    ],
)
def test_a_declaration_is_refused(
    columns: list[tuple[str, str, bool]], row_key: tuple[str, ...], words: str
) -> None:
    declared = tuple(Column(name, header, staff=bool(staff)) for name, header, *staff in columns)
    with pytest.raises(ValueError, match=words):
        Tab("t", "T", declared, row_key=row_key)


def test_headers_compare_without_case_and_stray_spaces() -> None:
    assert normal_header("  No.  WhatsApp\n") == normal_header("no. whatsapp")
