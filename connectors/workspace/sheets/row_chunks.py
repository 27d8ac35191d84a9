"""A sheet's rows in the store: in chunks, so that a small change of a large sheet stores little."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from math import ceil
from operator import is_
from typing import Any

from connectors.workspace.call import Documents

Row = list[Any]

_LARGEST, _SMALLEST = 400, 50
"""Rows of a chunk; a smaller one joins what changed next to it."""


class RowChunks:
    """The chunks of one sheet's rows, which the sheet's document lists by number in order."""

    def __init__(self, documents: Documents, spreadsheet_id: str, sheet_id: int) -> None:
        self._documents, self._parent = documents, spreadsheet_id
        self._key = f"{spreadsheet_id}/{sheet_id}/{{}}"
        self._known: dict[int, list[Row]] = {}

    def load(self, order: list[int]) -> list[Row]:
        """Give the rows of these chunks; the list is the caller's, the rows are shared."""
        for number in order:
            self._known[number] = self._documents.get("rows", self._key.format(number)) or []
        return [row for chunk in self._known.values() for row in chunk]

    def store(self, rows: list[Row]) -> list[int]:
        """Store the rows and give their chunks in order; one whose rows all stayed is kept."""
        order: list[int] = []
        unused = (number for number in count() if number not in self._known)
        for kept, chunk in self._chunks(rows):
            number = next(unused) if kept is None else kept
            order.append(number)
            if kept is None:
                self._documents.put("rows", self._key.format(number), chunk, self._parent)
        for number in self._known.keys() - set(order):
            self.drop(number)
        return order

    def drop(self, number: int) -> None:
        """Remove a chunk."""
        self._documents.delete("rows", self._key.format(number))

    def _chunks(self, rows: list[Row]) -> Iterator[tuple[int | None, list[Row]]]:
        """Give the rows in chunks, each with its number if it is stored just like that."""
        starts = {id(chunk[0]): number for number, chunk in self._known.items() if chunk}
        at = changed = 0
        while at < len(rows):
            number = starts.get(id(rows[at]), -1)
            chunk = self._known.get(number, [])
            end = at + len(chunk)
            fits = changed == at or len(chunk) >= _SMALLEST
            if chunk and fits and end <= len(rows) and all(map(is_, chunk, rows[at:end])):
                yield from ((None, piece) for piece in _pieces(rows[changed:at]))
                yield number, chunk
                at = changed = end
            else:
                at += 1
        yield from ((None, piece) for piece in _pieces(rows[changed:]))


def _pieces(rows: list[Row]) -> list[list[Row]]:
    """Cut rows into chunks of about the same size."""
    size = ceil(len(rows) / max(1, ceil(len(rows) / _LARGEST)))
    return [rows[at : at + size] for at in range(0, len(rows), size or 1)]
