from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.reading.printable import each_distinct, one_line, printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("  Siti  ", "Siti"),
        ("a\x00b\x07c", "abc"),
        ("satu\r\ndua\rtiga\u2028empat", "satu\ndua\ntiga\nempat"),
        ("\ud800x", "\N{REPLACEMENT CHARACTER}x"),
        ("\u202egnp.exe\u202c", "gnp.exe"),
        ("محمد", "محمد"),
        ("👩‍👧", "👩‍👧"),
        ('=IMPORTXML("x")', '=IMPORTXML("x")'),
        ("\ufeffa\uffff", "a"),
    ],
)
def test_what_stays_of_a_text(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_one_line_is_cut_at_its_limit() -> None:
    assert one_line("a\n b\t\tc", 10) == "a b c"
    assert one_line("x" * 50_000, 10) == "xxxxxxxxx…"


@given(st.text(st.characters(categories=None)))
def test_every_text_can_be_stored_afterwards(text: str) -> None:
    shown = printable(text)
    assert shown.encode().decode() == shown
    assert "\x00" not in shown
    assert printable(shown) == shown
    assert len(one_line(text, 20)) <= 20


def test_a_reader_is_called_once_per_wording() -> None:
    calls: list[str] = []

    def read(text: str) -> str:
        calls.append(text)
        return text.upper()

    texts = pd.Series(["a", None, "b", "a"], dtype="str")
    assert each_distinct(texts, read, "–") == ["A", "–", "B", "A"]
    assert calls == ["a", "b"]
