"""The changes of a run without what may be personal: where something changed, not what it says."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any

Json = Mapping[str, Any]

HIDDEN = "…"
"""Stands for a value that is not kept."""

_HIDDEN_LINK = {"text": HIDDEN, "uri": HIDDEN}

_EVERY = "*"


def recordable(changes: Json) -> dict[str, Any]:
    """Give changes as a run keeps them; each tab names its ``personal`` headers, ``*`` for all."""
    return {**changes, "tabs": [_tab(tab) for tab in changes.get("tabs", ())]}


def is_hidden(value: object) -> bool:
    """Tell whether a value of a run's changes stands for one that is not kept."""
    return value in (HIDDEN, _HIDDEN_LINK)


def without(changes: Json, code: str) -> dict[str, Any]:
    """Give changes without those of the rows that a code names."""
    return {**changes, "tabs": [_tab_without(tab, code) for tab in changes.get("tabs", ())]}


def _tab_without(tab: Json, code: str) -> dict[str, Any]:
    rows = {
        kind: [row for row in tab[kind] if code not in row.values()]
        for kind in ("added", "removed")
        if kind in tab
    }
    changed = [each for each in tab.get("changed", ()) if code not in str(each.get("row"))]
    return {**tab, **rows, "changed": changed}


def _tab(tab: Json) -> dict[str, Any]:
    personal = frozenset(tab.get("personal", ()))
    rows = {
        kind: [_row(row, personal) for row in tab[kind]]
        for kind in ("added", "removed")
        if kind in tab
    }
    if "changed" in tab:
        rows["changed"] = [_change(change, personal) for change in tab["changed"]]
    return {**tab, **rows}


def _row(row: Json, personal: Container[str]) -> dict[str, Any]:
    return {header: _value(header, value, personal) for header, value in row.items()}


def _change(change: Json, personal: Container[str]) -> dict[str, Any]:
    header = change.get("header", "")
    hidden = {
        name: _value(header, change[name], personal) for name in ("old", "new") if name in change
    }
    return {**change, **hidden}


def _value(header: str, value: object, personal: Container[str]) -> object:
    if value is None or (header not in personal and _EVERY not in personal):
        return value
    return _HIDDEN_LINK if isinstance(value, dict) else HIDDEN
