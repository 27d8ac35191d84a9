"""Finds rows of staff tabs by what an operator calls them on the command line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

from connectors.sheets.snapshot import Snapshot, TabState
from connectors.sheets.tab import Column, Kind, Tab
from loket import columns as c
from loket.errors import UsageError
from pipeline import tabs
from transforms.reading.tab_cells import clock_of, day_of, text_key
from transforms.reading.tab_problems import Unreadable, shown

_MOST_SHOWN = 20

T = TypeVar("T")
_Row = dict[str, object]


@dataclass(frozen=True)
class RowNames:
    """By which fields the rows of a tab are named, and how many of them a new row needs.

    ``adds``: a name that no row has makes one; otherwise only with + before it, since it is more
    likely a slip. ``besides``: what a new row holds besides its name, by field.
    """

    fields: tuple[str, ...]
    needed: int
    adds: bool = True
    besides: tuple[tuple[str, bool], ...] = ()


ROW_NAMES: Mapping[Tab, RowNames] = {
    tabs.CONSULTANTS: RowNames(
        (c.NAME, c.SERVICE, "days", "hours"), 2, adds=False, besides=(("active", True),)
    ),
    tabs.AVAILABILITY: RowNames((c.CONSULTANT, c.DATE, "start"), 2),
    tabs.QUOTAS: RowNames(("day_or_date", c.SERVICE), 2),
    tabs.FIELDS: RowNames((c.SERVICE, c.FIELD), 2),
    tabs.CLOSURES: RowNames((c.DATE,), 1),
    tabs.INVITATIONS: RowNames((c.INVITATION_CODE,), 1),
    tabs.CHANGES: RowNames((c.CODE, "column"), 2),
}
"""The tabs that a week's plan depends on."""


@dataclass(frozen=True)
class NamedRow:
    """A row: its number on the sheet (1-based; None: it is to be added) and its name's cells."""

    row: int | None
    name: Mapping[str, str]


def named_row(snapshot: Snapshot, tab: Tab, typed: Sequence[str]) -> NamedRow:
    """Give the row of a name; raises UsageError, naming the candidates, where that is not one."""
    names, state = ROW_NAMES[tab], snapshot.tab(tab)
    is_new = typed[0].startswith("+")
    parts = [typed[0].removeprefix("+").strip(), *typed[1:]]
    if len(parts) > len(names.fields) or not all(parts):
        headers = ", ".join(tab.column(field).header for field in names.fields)
        raise UsageError(f"rows of {tab.title!r} are named by {headers}.")
    wanted = {
        field: _spelled(snapshot, state, tab.column(field), part, exactly=is_new)
        for field, part in zip(names.fields, parts, strict=False)
    }
    kinds = {field: tab.column(field).kind for field in wanted}
    rows = _rows(state)
    found = [
        row
        for row in rows
        if all(_key(row[f], kinds[f]) == _key(part, kinds[f]) for f, part in wanted.items())
    ]
    if len(found) == 1:
        name = {field: shown(found[0][field]) or "" for field in wanted}
        return NamedRow(int(str(found[0][c.ROW])), name)
    if not found and len(parts) >= names.needed and (names.adds or is_new):
        return NamedRow(None, wanted)
    problem = "has several rows" if found else "has no row"
    there = _listed(_called(row, names.fields) for row in found or rows)
    raise UsageError(
        f"{tab.title!r} {problem} {', '.join(parts)!r}.", remedy=f"There are: {there}."
    )


def one_of(what: str, typed: str, known: Mapping[str, T], *, exactly: bool = False) -> T:
    """Give what a name, or an unambiguous beginning of one, stands for; else raise UsageError."""
    alike = _alike(typed, known, exactly=exactly)
    if len(alike) == 1:
        return known[alike[0]]
    problem = f"{what} {typed!r} is not one alone" if alike else f"there is no {what} {typed!r}"
    raise UsageError(f"{problem}.", remedy=f"There are: {_listed(alike or known)}.")


def _alike(typed: str, known: Iterable[str], *, exactly: bool) -> list[str]:
    """Give the names that are the same, or else those that begin so."""
    key, keys = text_key(typed), {name: text_key(name) for name in known}
    same = [name for name in keys if keys[name] == key]
    return same or [name for name in keys if not exactly and keys[name].startswith(key)]


def _spelled(
    snapshot: Snapshot, state: TabState, column: Column, typed: str, *, exactly: bool
) -> str:
    """Give a part of a name as it is written in full; what is new stays as it was typed.

    Of dates and times there are no beginnings. Where the tab offers a choice it must be one of it.
    """
    if column.kind in {Kind.DATE, Kind.TIME}:
        return typed
    offered: list[object] = list(column.choices)
    if column.choices_from:
        source = column.choices_from
        offered += list(snapshot.tab(source.tab).frame[source.field])
    written = filter(None, map(shown, [*offered, *state.frame[column.field]]))
    known = {name: name for name in written}
    if not offered and not _alike(typed, known, exactly=exactly):
        return typed
    return one_of(column.header, typed, known, exactly=exactly)


def _rows(state: TabState) -> list[_Row]:
    return [{str(k): v for k, v in row.items()} for row in state.frame.to_dict("records")]


def _key(value: object, kind: Kind) -> str:
    """Give a cell's content as it is compared: dates and times by what they mean."""
    with suppress(Unreadable):
        if kind is Kind.DATE:
            return day_of(value).isoformat()
        if kind is Kind.TIME:
            return str(clock_of(value))
    return text_key(value)


def _called(row: _Row, fields: Iterable[str]) -> str:
    return ", ".join(shown(row[field]) or "–" for field in fields)


def _listed(names: Iterable[str]) -> str:
    every = list(names)
    more = f" and {len(every) - _MOST_SHOWN} more" if len(every) > _MOST_SHOWN else ""
    return "; ".join(every[:_MOST_SHOWN]) + more
