"""A spreadsheet's cells as people see them, by tab, key and header; read without Loket's reading.

Nobody renames or moves anything in this year but whole rows, so headers stand on top. Log, and the
hidden journal, tell of passes, and so differ where passes do: they are left out of a comparison.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from typing import Any

from connectors.sheets.journal.journal import SHEET_ID as JOURNAL
from connectors.sheets.tab import Tab
from loket.week import Week
from pipeline import tabs
from tests.pipeline.interleaving.page import Value, values
from tests.pipeline.interleaving.person import Person

Json = dict[str, Any]
Key = tuple[Value, ...]
Record = Mapping[str, Value]


@dataclass(frozen=True)
class SeenTab:
    """One tab: its lines of cells, the headers first."""

    tab: Tab
    lines: Sequence[Sequence[Value]]

    @property
    def headers(self) -> list[Value]:
        """What stands on top."""
        return [*self.lines[0]] if self.lines else []

    @cached_property
    def rows(self) -> dict[Key, dict[str, Value]]:
        """The rows with a key, each by header; blank cells are None, unticked boxes too."""
        found: dict[Key, dict[str, Value]] = {}
        for record in self.records:
            key = tuple(record.get(header) for header in self.key_headers)
            if any(part is not None for part in key):
                assert key not in found, f"{self.tab.title}: {key} stands twice"
                found[key] = record
        return found

    @property
    def records(self) -> list[dict[str, Value]]:
        """The rows below the headers, each by header."""
        return [
            {str(h): _plain(v) for h, v in zip_longest(self.headers, line) if h is not None}
            for line in self.lines[1:]
        ]

    @property
    def key_headers(self) -> list[str]:
        """The headers of the columns by which rows are known."""
        return [self.tab.column(name).header for name in self.tab.row_key]

    def row_of(self, key: Key) -> int:
        """Give the zero-based line of a key."""
        for number, record in enumerate(self.records, start=1):
            if tuple(record.get(header) for header in self.key_headers) == key:
                return number
        raise KeyError(f"{self.tab.title}: no row {key}")


@dataclass(frozen=True)
class SeenBook:
    """All that was looked at, by the title of the tab's declaration."""

    tabs: Mapping[str, SeenTab]

    def rows(self, tab: Tab) -> dict[Key, dict[str, Value]]:
        """Give a tab's rows by key; none if it is not there."""
        seen = self.tabs.get(tab.title)
        return seen.rows if seen else {}

    def schedules(self) -> Iterator[tuple[str, dict[Key, dict[str, Value]]]]:
        """Give every week's schedule, with the week's label."""
        for title, seen in self.tabs.items():
            if title.startswith("Jadwal "):
                yield title.removeprefix("Jadwal "), seen.rows


def look(person: Person, known: Mapping[int, Tab], titles: Collection[str] = ()) -> SeenBook:
    """Look at the tabs of these titles, or at all that are known."""
    seen = person.look(*titles)
    there = {sheet["properties"].get("sheetId", 0): sheet for sheet in seen}
    assert titles or there.keys() - known.keys() <= {JOURNAL}, "a tab that nobody declared"
    return SeenBook(
        {
            tab.title: SeenTab(tab, _whole(there[sheet_id]))
            for sheet_id, tab in known.items()
            if sheet_id in there
        }
    )


def known_tabs(weeks: Sequence[Week]) -> dict[int, Tab]:
    """Give every tab that may come up in these weeks, by the id of its sheet."""
    weekly = [tab for week in weeks for tab in tabs.week_tabs(week)]
    return {tab.sheet_id: tab for tab in (*tabs.STAFF_TABS, *tabs.LOKET_TABS, *weekly)}


def differences(one: SeenBook, other: SeenBook, *, in_order: bool) -> list[str]:
    """Give each cell in which two spreadsheets differ, in words.

    Rows are compared by key, and also line by line if they stand ``in_order``: how a tab is sorted
    is staff's until the first pass of the next day.
    """
    found = [f"only in one: {title}" for title in sorted(one.tabs.keys() ^ other.tabs.keys())]
    for title in sorted(one.tabs.keys() & other.tabs.keys() - {tabs.LOG.title}):
        mine, theirs = one.tabs[title], other.tabs[title]
        by_key = bool(mine.tab.row_key)
        if by_key:
            found += _by_key(mine, theirs)
        if in_order or not by_key:
            found += _by_line(mine, theirs)
    return found


def _by_key(mine: SeenTab, theirs: SeenTab) -> Iterator[str]:
    for key in sorted(mine.rows.keys() | theirs.rows.keys(), key=str):
        a, b = mine.rows.get(key, {}), theirs.rows.get(key, {})
        for header in sorted(a.keys() | b.keys()):
            if a.get(header) != b.get(header):
                yield f"{mine.tab.title} {key} {header}: {a.get(header)!r} / {b.get(header)!r}"


def _by_line(mine: SeenTab, theirs: SeenTab) -> Iterator[str]:
    for number, (a, b) in enumerate(zip_longest(mine.lines, theirs.lines, fillvalue=()), start=1):
        if [*map(_plain, a)] != [*map(_plain, b)]:
            yield f"{mine.tab.title} row {number}: {a!r} / {b!r}"


def _whole(sheet: Json) -> list[list[Value]]:
    """Give a sheet's lines without the blank ends of any."""
    lines = [_trimmed(line) for line in values(sheet)]
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _trimmed(line: Sequence[Value]) -> list[Value]:
    cells = [*line]
    while cells and _plain(cells[-1]) is None:
        cells.pop()
    return cells


def _plain(value: Value) -> Value:
    if value is False or value == "":
        return None
    return round(value, 9) if isinstance(value, float) else value
