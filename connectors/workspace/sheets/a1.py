"""A1 notation, read and written as Google Sheets does."""

from __future__ import annotations

import re

from connectors.workspace.sheets.grid_area import OPEN, Area

_CELL = r"\$?([A-Za-z]{0,3})\$?(\d{0,7})"
_RANGE = re.compile(rf"{_CELL}(?::{_CELL})?")
_PLAIN_TITLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_LOOKS_LIKE_CELL = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d*[Cc]\d*")


def column_letters(index: int) -> str:
    """Write a zero-based column index: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """Read column letters into a zero-based index."""
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1


def cell_name(row: int, column: int) -> str:
    """Write one cell, e.g. B3."""
    return f"{column_letters(column)}{row + 1}"


def quoted(title: str) -> str:
    """Write a sheet's title as it stands before the exclamation mark."""
    if _PLAIN_TITLE.fullmatch(title) and not _LOOKS_LIKE_CELL.fullmatch(title):
        return title
    return "'" + title.replace("'", "''") + "'"


def range_name(title: str, area: Area) -> str:
    """Write a bounded area as Google echoes it: ``Sheet1!A1:Z1000``, one cell as ``Sheet1!A1``."""
    first = cell_name(area.top, area.left)
    last = cell_name(area.bottom - 1, area.right - 1)
    return f"{quoted(title)}!{first}" + ("" if first == last else f":{last}")


def split_title(text: str) -> tuple[str | None, str]:
    """Part a range into its sheet's title (None if it names none) and the cells."""
    if text.startswith("'"):
        match = re.fullmatch(r"'((?:[^']|'')*)'(?:!(.*))?", text, re.DOTALL)
        if match:
            return match[1].replace("''", "'"), match[2] or ""
    title, mark, cells = text.rpartition("!")
    return (title, cells) if mark else (None, text)


def parse_cells(text: str, sheet_id: int) -> Area | None:
    """Read ``B2``, ``A1:C``, ``A:C``, ``2:5`` or ``A1:1``; None if it is none of these."""
    match = _RANGE.fullmatch(text)
    if not match or not (match[1] or match[2]):
        return None
    left, top = _column(match[1]), _row(match[2])
    if ":" not in text:
        if left is None or top is None:
            return None
        return Area(sheet_id, top, top + 1, left, left + 1)
    right, bottom = _column(match[3]), _row(match[4])
    if right is None and bottom is None:
        return None
    rows, columns = _span(top, bottom), _span(left, right)
    return Area(sheet_id, *rows, *columns)


def _column(letters: str | None) -> int | None:
    return column_index(letters) if letters else None


def _row(digits: str | None) -> int | None:
    return int(digits) - 1 if digits and int(digits) else None


def _span(first: int | None, last: int | None) -> tuple[int, int]:
    if first is not None and last is not None:
        return min(first, last), max(first, last) + 1
    return (first or 0), (OPEN if last is None else last + 1)
