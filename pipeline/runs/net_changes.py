"""What several passes have changed, taken together: the first old value and the last new one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from connectors.ledger.recordable import is_hidden
from connectors.sheets.tab import Tab
from loket.week import Week
from pipeline import tabs

Json = dict[str, Any]


def net_changes(summaries: Iterable[Mapping[str, Any]]) -> list[Json]:
    """Give one summary for each tab, in the shape of ``TabChange.summary``, without idle ones.

    summaries: those of all passes, oldest first. A cell that is back to what it was, and a row that
    came and went, are not in it; what was done twice, as after a crash, counts once. Of what is not
    on record, since it may be personal, it is only known that it changed.
    """
    found: dict[str, _TabHistory] = {}
    for summary in summaries:
        title = summary["tab"]
        found.setdefault(title, _TabHistory(title, _key_headers(title))).follow(summary)
    return [history.summary() for history in found.values() if not history.is_idle]


@dataclass
class _TabHistory:
    """One tab's rows by their label; ``cells`` holds (label, header) → old and new value."""

    title: str
    keys: tuple[str, ...]
    added: dict[str, Json] = field(default_factory=dict)
    removed: dict[str, Json] = field(default_factory=dict)
    cells: dict[tuple[str, str], tuple[object, object]] = field(default_factory=dict)
    setup: dict[str, None] = field(default_factory=dict)

    def follow(self, summary: Mapping[str, Any]) -> None:
        """Go on by what one pass did."""
        self.setup |= dict.fromkeys(summary["setup"])
        for row in summary["removed"]:
            self._remove(self._label(row), dict(row))
        for row in summary["added"]:
            self._add(self._label(row), dict(row))
        for cell in summary["changed"]:
            self._change(cell["row"], cell["header"], cell["old"], cell["new"])

    @property
    def is_idle(self) -> bool:
        return not (self.added or self.removed or self.cells or self.setup)

    def summary(self) -> Json:
        changed = [
            {"row": row, "header": header, "old": old, "new": new}
            for (row, header), (old, new) in self.cells.items()
        ]
        return {
            "tab": self.title,
            "setup": list(self.setup),
            "added": list(self.added.values()),
            "changed": changed,
            "removed": list(self.removed.values()),
            "cells": sum(map(len, self.added.values())) + len(changed),
        }

    def _add(self, label: str, row: Json) -> None:
        before = self.removed.pop(label, None)
        if before is None:
            self.added[label] = row
            return
        for header in {**before, **row}:
            old, new = before.get(header), row.get(header)
            if old != new:
                self._change(label, header, old, new)

    def _remove(self, label: str, row: Json) -> None:
        if self.added.pop(label, None) is None:
            for place in [place for place in self.cells if place[0] == label]:
                row[place[1]] = self.cells.pop(place)[0]
            self.removed[label] = row

    def _change(self, label: str, header: str, old: object, new: object) -> None:
        if label in self.added:
            self.added[label][header] = new
            return
        first, _ = self.cells.pop((label, header), (old, new))
        if first != new or is_hidden(new):
            self.cells[label, header] = (first, new)

    def _label(self, row: Mapping[str, Any]) -> str:
        """Name a row as changes of its cells do; one of a tab that is not known by all it holds."""
        names = [str(row[header]) for header in self.keys if row.get(header) is not None]
        return " · ".join(names) if names else json.dumps(row, ensure_ascii=False)


def _key_headers(title: str) -> tuple[str, ...]:
    tab = _tab(title)
    return tuple(tab.column(name).header for name in tab.row_key) if tab else ()


def _tab(title: str) -> Tab | None:
    """Give the tab of a title; None of one that people have renamed."""
    week = Week.read(title.rpartition(" ")[2])
    known = tabs.week_tabs(week) if week else tabs.LOKET_TABS
    return next((tab for tab in known if tab.title == title), None)
