"""Loket's own cells that people had typed into and that are put back, in words.

Told is where, never what stood there: that may be personal, and is kept in the ledger alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from connectors.ledger.edit_ledger import OverwrittenCell
from transforms.reading.printable import one_line

_NAMED = 8
"""Cells that are named; of the others just the number is told."""
_LONGEST = 60
"""Characters of a title, a key or a header: people may have typed anything there too."""


def put_back_text(cells: Sequence[OverwrittenCell]) -> str:
    """Tell staff on Log which cells were put back (Indonesian, one line); empty if none."""
    places = places_of(cells)
    if not places:
        return ""
    others = len(places) - _NAMED
    more = [f"dan {others} lainnya"] if others > 0 else []
    return f"Isian yang diubah tangan dikembalikan: {'; '.join([*places[:_NAMED], *more])}"


def put_back_lines(cells: Sequence[OverwrittenCell]) -> list[str]:
    """Tell the operator which cells were put back, a line each; empty if none."""
    places = places_of(cells)
    if not places:
        return []
    others = len(places) - _NAMED
    more = [f"  … and {others} more"] if others > 0 else []
    head = f"Cells that somebody had typed over and that were put back: {len(places)}"
    return [head, *(f"  {place}" for place in places[:_NAMED]), *more]


def places_of(cells: Sequence[OverwrittenCell]) -> list[str]:
    """Give the place of each cell, once: tab / key / header; a row without a key has none."""
    parts = [[one_line(part, _LONGEST) for part in (c.tab, c.row, c.header)] for c in cells]
    return list(dict.fromkeys(" / ".join(filter(None, place)) for place in parts))
