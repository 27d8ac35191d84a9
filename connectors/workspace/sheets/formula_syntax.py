"""The text of a formula: its tokens, its references, and what moving cells does to them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from connectors.workspace.sheets import a1
from connectors.workspace.sheets.grid_area import OPEN, Area

_TOKEN = re.compile(
    r"(?P<string>\"(?:[^\"]|\"\")*\")"
    r"|(?P<reference>(?:(?P<title>'(?:[^']|'')*'|[A-Za-z_][\w]*)!)?"
    r"(?P<first>\$?[A-Za-z]{1,3}\$?\d+|(?=\$?[A-Za-z]{1,3}\$?\d*:|\$?\d+:)\$?[A-Za-z]{0,3}\$?\d*)"
    r"(?::(?P<last>\$?[A-Za-z]{1,3}\$?\d+|\$?[A-Za-z]{1,3}|\$?\d+))?(?![\w(]))"
    r"|(?P<number>\d+(?:\.\d+)?(?:[Ee][+-]?\d+)?)"
    r"|(?P<name>[A-Za-z_][\w.]*)"
    r"|(?P<broken>#REF!)"
    r"|(?P<operator><=|>=|<>|[-+*/^&=<>(),;%])"
    r"|(?P<space>\s+)"
    r"|(?P<unknown>.)",
    re.DOTALL,
)
_CORNER = re.compile(r"(\$?)([A-Za-z]{0,3})(\$?)(\d*)")


@dataclass(frozen=True)
class Corner:
    """One corner of a reference; a missing row or column is None, ``$`` makes it absolute."""

    column: int | None
    row: int | None
    fixed_column: bool = False
    fixed_row: bool = False

    @classmethod
    def of(cls, text: str) -> Corner:
        """Read ``B$3``, ``$B`` or ``3``."""
        match = _CORNER.fullmatch(text)
        if match is None:
            return cls(None, None)
        dollar, letters, second, digits = match.groups()
        column = a1.column_index(letters) if letters else None
        row = int(digits) - 1 if digits else None
        fixed_row = bool(second) or (not letters and bool(dollar))
        return cls(column, row, bool(dollar and letters), fixed_row)

    def offset(self, rows: int, columns: int) -> Corner:
        """Give the corner that a copy of the formula, so far away, refers to."""
        column = self.column if self.column is None or self.fixed_column else self.column + columns
        row = self.row if self.row is None or self.fixed_row else self.row + rows
        return replace(self, row=row, column=column)

    def __str__(self) -> str:
        column = "" if self.column is None else a1.column_letters(self.column)
        row = "" if self.row is None else str(self.row + 1)
        return f"{'$' if self.fixed_column else ''}{column}{'$' if self.fixed_row else ''}{row}"


@dataclass(frozen=True)
class Reference:
    """A reference to a range, or a cell if ``last`` is None, on a named or the formula's sheet."""

    title: str | None
    first: Corner
    last: Corner | None

    def offset(self, rows: int, columns: int) -> Reference:
        """Give the reference of a copy of the formula that far away."""
        last = self.last and self.last.offset(rows, columns)
        return replace(self, first=self.first.offset(rows, columns), last=last)

    def area(self, sheet_id: int) -> Area | None:
        """Give the cells it covers; None if it points outside every sheet."""
        last = self.last or self.first
        rows, columns = _span(self.first.row, last.row), _span(self.first.column, last.column)
        if rows[0] < 0 or columns[0] < 0:
            return None
        return Area(sheet_id, *rows, *columns)

    def covering(self, area: Area | None) -> str:
        """Write it anew for the cells of ``area``, keeping its form; ``#REF!`` for none."""
        if area is None:
            return "#REF!"
        first = _corner_at(self.first, area.top, area.left)
        if self.last is None:
            return str(replace(self, first=first))
        return str(
            replace(self, first=first, last=_corner_at(self.last, area.bottom - 1, area.right - 1))
        )

    def __str__(self) -> str:
        if any(index is not None and index < 0 for index in self._indices()):
            return "#REF!"
        title = "" if self.title is None else f"{a1.quoted(self.title)}!"
        return f"{title}{self.first}" + ("" if self.last is None else f":{self.last}")

    def _indices(self) -> list[int | None]:
        corners = [self.first, *([self.last] if self.last else [])]
        return [index for corner in corners for index in (corner.row, corner.column)]


class Token(NamedTuple):
    """A piece of a formula; ``reference`` is there for references only."""

    kind: str
    text: str
    reference: Reference | None = None


@lru_cache(maxsize=4096)
def tokens(formula: str) -> tuple[Token, ...]:
    """Part a formula (without its ``=``) into tokens; their texts together give it back."""
    return tuple(_token(match) for match in _TOKEN.finditer(formula))


def rewritten(formula: str, write: Callable[[Reference], str]) -> str:
    """Give the formula with every reference written anew."""
    pieces = tokens(formula)
    if not any(token.reference for token in pieces):
        return formula
    return "".join(write(t.reference) if t.reference else t.text for t in pieces)


def copied(formula: str, rows: int, columns: int) -> str:
    """Give the formula as a copy of its cell, so far away, holds it."""
    return rewritten(formula, lambda reference: str(reference.offset(rows, columns)))


def _token(match: re.Match[str]) -> Token:
    kind = "reference" if match["reference"] else match.lastgroup or "unknown"
    if kind != "reference":
        return Token(kind, match[0])
    title = match["title"]
    if title and title.startswith("'"):
        title = title[1:-1].replace("''", "'")
    last = Corner.of(match["last"]) if match["last"] else None
    return Token(kind, match[0], Reference(title, Corner.of(match["first"]), last))


def _span(first: int | None, last: int | None) -> tuple[int, int]:
    start = 0 if first is None else first
    return start, OPEN if last is None else max(start, last) + 1


def _corner_at(corner: Corner, row: int, column: int) -> Corner:
    return replace(
        corner,
        row=None if corner.row is None else row,
        column=None if corner.column is None else column,
    )
