"""What the public types, made fit to store, send and print; every visible character stays.

Forms deliver anything: control characters, halves of surrogate pairs, marks that reverse the
direction of what follows. A spreadsheet, a UTF-8 file and an XLSX refuse some and hide others.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

import pandas as pd

T = TypeVar("T")

_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_SURROGATES = re.compile("[\ud800-\udfff]")


def printable(text: str) -> str:
    """Give the text without control characters and stray surrogates, its blank ends cut off."""
    if text.isascii() and text.isprintable():
        return text.strip()
    lines = _LINE_ENDS.sub("\n", text)
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", _INVISIBLE.sub("", lines)).strip()


def one_line(text: str, limit: int) -> str:
    """Give the printable text on one line with single blanks, cut to ``limit`` characters."""
    line = " ".join(printable(text[: 4 * limit]).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def each_distinct(texts: pd.Series, read: Callable[[str], T], missing: T) -> list[T]:
    """Read every distinct text once; ``missing`` stands where there is no text.

    A form's answers repeat, so a costly reader is called once per wording, not per response.
    """
    known: dict[str, T] = {}
    readings: list[T] = []
    for text in texts.to_numpy(dtype=object):
        if not isinstance(text, str):
            readings.append(missing)
            continue
        if text not in known:
            known[text] = read(text)
        readings.append(known[text])
    return readings
