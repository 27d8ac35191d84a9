"""What one tab is to undergo: the requests, and in words what they add, change and remove."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class CellChange:
    """One cell of an existing row: where, what stands there and what is to stand there."""

    row: str
    header: str
    old: object
    new: object


@dataclass(frozen=True)
class TabChange:
    """The changes of one tab. ``added`` and ``removed`` hold rows as header → value.

    ``requests`` go out in this order. ``setup`` says in words what else is put right.
    """

    title: str
    requests: tuple[Json, ...] = field(default=(), repr=False)
    added: tuple[Mapping[str, object], ...] = ()
    changed: tuple[CellChange, ...] = ()
    removed: tuple[Mapping[str, object], ...] = ()
    setup: tuple[str, ...] = ()

    @property
    def cells(self) -> int:
        """Number of cells whose value is written; removed rows do not count."""
        return sum(len(row) for row in self.added) + len(self.changed)

    def summary(self) -> Json:
        """Give the changes as JSON, without the requests."""
        return {
            "tab": self.title,
            "setup": list(self.setup),
            "added": [_readable_row(row) for row in self.added],
            "changed": [
                {
                    "row": change.row,
                    "header": change.header,
                    "old": readable(change.old),
                    "new": readable(change.new),
                }
                for change in self.changed
            ],
            "removed": [_readable_row(row) for row in self.removed],
            "cells": self.cells,
        }


def readable(value: object) -> object:
    """Give a cell's value as JSON: instants as ISO text, links as their text and address."""
    if isinstance(value, (date, time)):
        return value.isoformat()
    uri = getattr(value, "uri", None)
    return {"text": getattr(value, "text", ""), "uri": uri} if uri else value


def _readable_row(row: Mapping[str, object]) -> Json:
    return {header: readable(value) for header, value in row.items()}
