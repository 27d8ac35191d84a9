"""Sections of a page: a heading, sentences below it, and a table; and a page of nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from connectors.sheets.grid import Block, Grid, GridCell, Style

Row = tuple[GridCell, ...]

_TITLE = Style(bold=True, size=14)
_NOTE = Style(italic=True, foreground="#616161")
_HEADING = Style(bold=True, size=11, foreground="#6a1b9a")
_HEAD = Style(bold=True, background="#efe6f4", wrap=True, border=True)
_CELL = Style(border=True, wrap=True)


@dataclass(frozen=True)
class Section:
    """A heading with sentences below it and a table; without rows there is no table."""

    title: str
    notes: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()

    @property
    def table(self) -> tuple[Row, ...]:
        """The table's rows as they look, its head first."""
        if not self.rows:
            return ()
        head = tuple(GridCell(text, style=_HEAD) for text in self.heads)
        return (head, *(tuple(replace(cell, style=_CELL) for cell in row) for row in self.rows))


def section_page(title: str, sections: Iterable[Section], widths: Sequence[int]) -> Grid:
    """Give a page with sections one below the other, ``widths`` in pixels."""
    rows: list[Row] = [(GridCell(title, style=_TITLE),)]
    lines = [0]
    for section in sections:
        rows += [(), (GridCell(section.title, style=_HEADING),)]
        lines += range(len(rows), len(rows) + len(section.notes))
        rows += [(GridCell(note, style=_NOTE),) for note in section.notes]
        rows += section.table
    merges = tuple(Block(row, 0, row + 1, len(widths)) for row in lines)
    return Grid(rows=tuple(rows), widths=tuple(widths), merges=merges, frozen_rows=1)
