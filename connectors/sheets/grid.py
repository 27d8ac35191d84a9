"""A free-form tab: a matrix of styled cells, with merges and charts, that Loket owns whole."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from connectors.sheets.tab import Kind


@dataclass(frozen=True)
class Style:
    """How a cell of a grid looks. Colours are ``#rrggbb``; empty means the sheet's default."""

    bold: bool = False
    italic: bool = False
    size: int = 0
    background: str = ""
    foreground: str = ""
    centred: bool = False
    wrap: bool = False
    border: bool = False


PLAIN = Style()

PRINTED_WIDTH = 970
"""Pixels that an A4 page across takes between Google's usual margins, at normal size."""
ROW_HEIGHT = 21
"""Pixels of a row with one line in it."""


@dataclass(frozen=True)
class GridCell:
    """One cell: its value, what kind of value that is (it sets the number format), its style."""

    value: object = None
    kind: Kind = Kind.TEXT
    style: Style = PLAIN


EMPTY = GridCell()


@dataclass(frozen=True)
class Block:
    """A rectangle of a grid, zero-based, its ends excluded."""

    row: int
    column: int
    row_end: int
    column_end: int


class ChartKind(StrEnum):
    """The chart types that Loket draws, as Google names them."""

    BAR = "BAR"
    COLUMN = "COLUMN"
    LINE = "LINE"
    PIE = "PIE"


@dataclass(frozen=True)
class Chart:
    """A native chart over blocks of the same grid.

    ``domain``, ``series`` and ``lines`` are one-column blocks whose first row is their heading.
    ``lines`` are drawn dashed over columns. ``row`` and ``column`` anchor the upper left corner;
    ``width`` and ``height`` are in pixels. ``window`` are the ends of the value axis, Google's
    choice without; ``colours`` are those of the series and then of the lines.
    """

    key: str
    title: str
    kind: ChartKind
    domain: Block
    series: tuple[Block, ...]
    row: int
    column: int
    width: int = 600
    height: int = 320
    lines: tuple[Block, ...] = ()
    window: tuple[float, float] | None = None
    colours: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.lines and self.kind is not ChartKind.COLUMN:
            raise ValueError(f"Chart {self.key!r}: lines lie over columns only, as Google has it.")
        if self.colours and len(self.colours) != len(self.series) + len(self.lines):
            raise ValueError(f"Chart {self.key!r}: give a colour to each series and line, or none.")


@dataclass(frozen=True)
class Grid:
    """A whole free-form tab. Rows may have different lengths; ``widths`` are in pixels.

    Of a merged block only the upper left cell may hold a value. ``retired`` are the keys of charts
    that such a tab may have from earlier, and that have nothing to show now.
    """

    rows: tuple[tuple[GridCell, ...], ...]
    widths: tuple[int, ...] = ()
    merges: tuple[Block, ...] = ()
    charts: tuple[Chart, ...] = ()
    retired: tuple[str, ...] = ()
    frozen_rows: int = 0
    frozen_columns: int = 0

    def __post_init__(self) -> None:
        for block in self.merges:
            covered = [
                self.cell(row, column).value
                for row in range(block.row, block.row_end)
                for column in range(block.column, block.column_end)
            ][1:]
            if any(value is not None for value in covered):
                raise ValueError(f"The merged {block} would hide {covered!r:.100}.")

    @property
    def height(self) -> int:
        """Number of rows."""
        return len(self.rows)

    @cached_property
    def width(self) -> int:
        """Number of columns of the longest row."""
        return max((len(row) for row in self.rows), default=0)

    def cell(self, row: int, column: int) -> GridCell:
        """Give a cell; outside the matrix it is empty."""
        if row < len(self.rows) and column < len(self.rows[row]):
            return self.rows[row][column]
        return EMPTY

    def looks(self) -> str:
        """Give a fingerprint of everything but the values: styles, kinds, merges, charts."""
        styles = [[(cell.kind, cell.style) for cell in row] for row in self.rows]
        parts = (styles, self.widths, self.merges, self.charts, self.frozen_rows)
        return hashlib.sha256(repr((parts, self.frozen_columns)).encode()).hexdigest()[:16]
