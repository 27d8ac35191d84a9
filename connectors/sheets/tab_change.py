"""What one tab is to undergo: the requests, and in words what they add, change and remove."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import Any

from connectors.sheets.cell import CellValue
from connectors.sheets.journal.journal_keeping import Touched, Written
from connectors.sheets.snapshot import RowKey
from connectors.sheets.tab import Tab

Json = dict[str, Any]

EVERY = "*"
"""Stands for all headers."""


@dataclass(frozen=True)
class CellChange:
    """One cell of an existing row: where, what stands there and what is to stand there."""

    row: str
    header: str
    old: object
    new: object


@dataclass(frozen=True)
class Overwritten:
    """What stands, or stood, in a cell that a batch writes over.

    ``field`` is the column's; where it is none of the tab's, its header or number.
    """

    tab: Tab
    key: RowKey
    field: str
    value: CellValue


@dataclass(frozen=True)
class TabChange:
    """The changes of one tab. ``added`` and ``removed`` hold rows as header → value.

    ``requests`` go out in this order; among them stands which rows have just been written.
    ``touched`` are the standing rows that they write to or drop, ``overwritten`` the cells that
    hold something now and something else afterwards. ``setup`` says in words what else
    is put right. ``personal``: the headers under which values may be personal.
    """

    title: str
    requests: tuple[Json | Written, ...] = field(default=(), repr=False)
    added: tuple[Mapping[str, object], ...] = ()
    changed: tuple[CellChange, ...] = ()
    removed: tuple[Mapping[str, object], ...] = ()
    setup: tuple[str, ...] = ()
    touched: tuple[Touched, ...] = field(default=(), repr=False)
    overwritten: tuple[Overwritten, ...] = field(default=(), repr=False)
    personal: tuple[str, ...] = ()

    @property
    def cells(self) -> int:
        """Number of cells whose value is written; removed rows do not count."""
        return sum(len(row) for row in self.added) + len(self.changed)

    @property
    def unjournalled(self) -> TabChange:
        """The same change without what a journal goes by."""
        plain = tuple(step for step in self.requests if not isinstance(step, Written))
        return replace(self, requests=plain, touched=())

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
            "personal": list(self.personal),
        }


def readable(value: object) -> object:
    """Give a cell's value as JSON: instants as ISO text, links as their text and address."""
    if isinstance(value, (date, time)):
        return value.isoformat()
    uri = getattr(value, "uri", None)
    return {"text": getattr(value, "text", ""), "uri": uri} if uri else value


def _readable_row(row: Mapping[str, object]) -> Json:
    return {header: readable(value) for header, value in row.items()}
