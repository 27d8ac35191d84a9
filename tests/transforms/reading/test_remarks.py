from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loket.columns import CODE, REMARK
from transforms.reading.remarks import SEPARATOR, remarks, says

Part = Sequence[tuple[str, object]]
Kind = Literal["object", "str"]


def part(rows: Part, kind: Kind = "object") -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=[CODE, REMARK], dtype=kind)


def by_code(**texts: str) -> pd.Series[str]:
    index = pd.Index(list(texts), dtype="str", name=CODE)
    return pd.Series(list(texts.values()), index=index, dtype="str", name=REMARK)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param([], {}, id="no source"),
        pytest.param([[]], {}, id="a source that says nothing"),
        pytest.param([[("A", None)], [("A", "")], [("A", pd.NA)]], {}, id="blank remarks"),
        pytest.param([[("A", "satu")]], {"A": "satu"}, id="one remark"),
        pytest.param(
            [[("B", "satu"), ("A", "dua")], [("A", "tiga"), ("B", "empat")]],
            {"B": "satu; empat", "A": "dua; tiga"},
            id="the first source first",
        ),
        pytest.param(
            [[("A", "satu")], [("A", "dua"), ("A", "satu")]],
            {"A": "satu; dua"},
            id="each text once",
        ),
        pytest.param(
            [[("A", "satu; dua")], [("A", "dua")]],
            {"A": "satu; dua"},
            id="each text once, also where it comes joined",
        ),
    ],
)
@pytest.mark.parametrize("kind", ["object", "str"])
def test_joining(parts: list[Part], expected: dict[str, str], kind: Kind) -> None:
    found = remarks(part(rows, kind) for rows in parts)
    pd.testing.assert_series_equal(found, by_code(**expected))


TEXTS = st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from(["x", "y", "x; y", None, ""])))


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_joining_again_adds_nothing(rows: list[tuple[str, str | None]]) -> None:
    once = remarks([part(rows)])
    again = remarks([once.reset_index(), part(rows)])
    pd.testing.assert_series_equal(again, once)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Berubah", True, id="alone"),
        pytest.param(SEPARATOR.join(["satu", "Berubah"]), True, id="among others"),
        pytest.param("Berubah lagi", False, id="as the beginning of another"),
        pytest.param("satu, Berubah", False, id="within another"),
        pytest.param("", False, id="empty"),
        pytest.param(None, False, id="none"),
        pytest.param(pd.NA, False, id="missing"),
    ],
)
def test_saying(text: object, expected: bool) -> None:
    found = says(pd.Series([text], dtype=object), "Berubah")
    pd.testing.assert_series_equal(found, pd.Series([expected]))
