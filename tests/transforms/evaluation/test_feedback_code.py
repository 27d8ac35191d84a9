"""A code is recognised however people copy it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.vocabulary import code_of
from transforms.evaluation.feedback_code import read_code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("CC-7K2M-Q9X4", "CC-7K2M-Q9X4", id="as printed"),
        pytest.param("cc-7k2m-q9x4", "CC-7K2M-Q9X4", id="small letters"),
        pytest.param("cc 7k2m q9x4", "CC-7K2M-Q9X4", id="blanks"),
        pytest.param(" CC7K2MQ9X4\n", "CC-7K2M-Q9X4", id="no hyphens"),
        pytest.param("7K2M-Q9X4", "CC-7K2M-Q9X4", id="no prefix"),
        pytest.param("CC–7K2M—Q9X4", "CC-7K2M-Q9X4", id="long dashes"),
        pytest.param("ＣＣ－７Ｋ２Ｍ－Ｑ９Ｘ４", "CC-7K2M-Q9X4", id="full width"),
        pytest.param("CC-OOIL-lo1i", "CC-0011-1011", id="letters taken for digits"),
        pytest.param("CC-CC12-3456", "CC-CC12-3456", id="a code that begins with CC"),
        pytest.param("CC12-3456", "CC-CC12-3456", id="the same without its prefix"),
        pytest.param("Kode: CC-7K2M-Q9X4 (Siti)", "CC-7K2M-Q9X4", id="words around it"),
        pytest.param("CC-7K2M-Q9X", None, id="a character short"),
        pytest.param("CC-7K2M-Q9X45", None, id="a character long"),
        pytest.param("CC-7K2U-Q9X4", None, id="U is no digit"),
        pytest.param("lupa", None, id="a word"),
        pytest.param("-", None, id="a dash"),
        pytest.param("", None, id="empty"),
        pytest.param('=IMPORTXML("http://x")', None, id="a formula"),
        pytest.param("C" * 50_000, None, id="50,000 characters"),
        pytest.param("\x00\ud800", None, id="NUL and half a surrogate pair"),
    ],
)
def test_read_code(text: str, code: str | None) -> None:
    assert read_code(text) == code


@given(st.text(), st.sampled_from(["", " ", "-", " - "]), st.booleans())
def test_every_code_is_read_back(response_id: str, gap: str, small: bool) -> None:
    code = code_of(response_id.encode("utf-8", "ignore").decode())
    copied = gap.join(code.split("-"))
    assert read_code(copied.lower() if small else copied) == code
