"""What people do in a spreadsheet, one function each.

An act is data: who, when, what, and some numbers that choose where. It is turned into requests only
at its moment, from what the person sees then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from pipeline import tabs
from tests.pipeline.interleaving.page import Column, Page, Value
from tests.pipeline.interleaving.structural import area, block, cell, insert, properties, span
from tests.pipeline.interleaving.tokens import Tokens

Json = dict[str, Any]
Option = TypeVar("Option")
Pages = Mapping[int, Page]
Chosen = tuple[Page, Sequence[Json]] | None
"""The tab and the requests; None where there is nothing to act on."""


@dataclass(frozen=True)
class Act:
    """Before a pass's request number ``gap`` (or after the pass), ``who`` does ``kind``."""

    gap: int
    who: str
    kind: str
    choices: tuple[int, ...] = ()


class Choice:
    """Chooses by an act's numbers; after the last of them, what comes first."""

    def __init__(self, numbers: Sequence[int]) -> None:
        self._numbers: Iterator[int] = iter(numbers)

    def below(self, end: int) -> int:
        """Choose a number from 0 on."""
        return next(self._numbers, 0) % end

    def of(self, options: Sequence[Option]) -> Option:
        """Choose one of some."""
        return options[self.below(len(options))]


_BUSY: Final = ("Jadwal ", "Pendaftaran", "Perlu Perbaikan", "Tahapan")
_READ: Final = (tabs.CONSULTANTS.key, tabs.CHANGES.key, tabs.WAITING_LIST.key, tabs.CAPACITIES.key)


def _busy(pages: Pages, choice: Choice) -> Page | None:
    """Choose a tab with ✎ columns, Jadwal more often than others."""
    found = [page for page in pages.values() if page.tab.key.startswith(_BUSY) and page.header]
    weekly = [page for page in found if page.tab.key.startswith("Jadwal ") and page.last_used]
    return choice.of([*weekly, *found, *weekly]) if found else None


def _any(pages: Pages, choice: Choice) -> Page | None:
    """Choose any tab with a header, mostly one with ✎ columns."""
    others = [page for page in pages.values() if page.tab.key in _READ and page.header]
    return choice.of(others) if others and choice.below(8) == 7 else _busy(pages, choice)


def _place(page: Page, choice: Choice, columns: Sequence[Column]) -> tuple[int, int] | None:
    """Choose a cell that shows, of a row with a key, in one of the columns."""
    rows = [n for n, row in enumerate(page.rows) if row.key is not None]
    if not rows or not columns:
        return None
    row, column = choice.of(rows), page.columns.index(choice.of(columns))
    return None if page.covered(row, column) else (row, column)


def _staff_columns(page: Page) -> list[Column]:
    return [column for column in page.columns if column.header and not column.loket]


def type_beside(pages: Pages, tokens: Tokens, choice: Choice) -> Chosen:
    """Type into a ✎ cell, or into a column that people have added."""
    page = _busy(pages, choice)
    place = _place(page, choice, _staff_columns(page)) if page else None
    return (page, [cell(page, *place, tokens.fresh())]) if page and place else None


def clear_beside(pages: Pages, tokens: Tokens, choice: Choice) -> Chosen:
    """Clear a ✎ cell, one that holds something if there is any."""
    page = _busy(pages, choice)
    if page is None:
        return None
    filled = [
        (page.rows.index(row), page.columns.index(column))
        for row, column in page.cells
        if row.key is not None and not column.loket and column.header
    ]
    return (page, [cell(page, *choice.of(filled), None)]) if filled else None


def type_over(pages: Pages, tokens: Tokens, choice: Choice) -> Chosen:
    """Type into a cell of Loket's, its key among them."""
    page = _busy(pages, choice)
    if page is None:
        return None
    place = _place(page, choice, [column for column in page.columns if column.loket])
    return (page, [cell(page, *place, tokens.fresh())]) if place else None


def type_on_board(pages: Pages, tokens: Tokens, choice: Choice) -> Chosen:
    """Type into a tab that is Loket's altogether, such as Papan."""
    boards = [page for page in pages.values() if page.tab.free_form]
    if not boards:
        return None
    page = choice.of(boards)
    row = choice.below(min(page.last_used + 3, len(page.rows)))
    column = choice.below(len(page.columns))
    covered = page.covered(row, column)
    return None if covered else (page, [cell(page, row, column, tokens.fresh())])


def lever(pages: Pages, tokens: Tokens, choice: Choice) -> Chosen:
    """Type something that Loket acts on."""
    weekly = [page for page in pages.values() if page.tab.key.startswith("Jadwal ")]
    page = next((page for page in weekly if page.last_used), None)
    if page is None:
        return None
    header, value = choice.of(_LEVERS)
    columns = [column for column in page.columns if column.header == header]
    place = _place(page, choice, columns)
    return (page, [cell(page, *place, value)]) if place else None


_LEVERS: Final[Sequence[tuple[str, Value]]] = (
    ("Diberitahu", True),
    ("Konfirmasi", "Batal"),
    ("Konfirmasi", "Dikonfirmasi"),
    ("Konfirmasi", None),
    ("Kunci", True),
    ("Pindah Jam", 14 / 24),
    ("Pindah Konsultan", "Rina Kartika"),
    ("Kehadiran", "Hadir"),
)


def roster(pages: Pages, tokens: Tokens, choice: Choice) -> Chosen:
    """Tick or untick a consultant, which moves bookings."""
    page = pages.get(tabs.CONSULTANTS.sheet_id)
    if page is None or not page.header:
        return None
    active = [n for n, column in enumerate(page.columns) if column.header == "Aktif"]
    rows = [
        n
        for n, row in enumerate(page.rows)
        if n > page.header_index and any(place[0] is row for place in page.cells)
    ]
    if not active or not rows:
        return None
    return page, [cell(page, choice.of(rows), active[0], bool(choice.below(2)))]


def sort(pages: Pages, tokens: Tokens, choice: Choice) -> Chosen:
    """Sort whole rows below the header by a column."""
    page = _any(pages, choice)
    if page is None or not page.body:
        return None
    spec = {
        "dimensionIndex": choice.below(len(page.columns)),
        "sortOrder": choice.of(("ASCENDING", "DESCENDING")),
    }
    body = area(page, page.header_index + 1, len(page.rows), 0, len(page.columns))
    return page, [{"sortRange": {"range": body, "sortSpecs": [spec]}}]


def insert_rows(pages: Pages, tokens: Tokens, choice: Choice) -> Chosen:
    """Insert empty rows below the header."""
    page = _any(pages, choice)
    if page is None:
        return None
    at = page.header_index + 1 + choice.below(page.last_used - page.header_index + 2)
    return page, [insert(page, "ROWS", min(at, len(page.rows)), 1 + choice.below(2))]


def insert_title(pages: Pages, tokens: Tokens, choice: Choice) -> Chosen:
    """Insert a row above the header, and type a title in it."""
    page = _any(pages, choice)
    if page is None or page.header_index > 6:
        return None
    at = choice.below(page.header_index + 1)
    column = choice.below(min(4, len(page.columns)))
    return page, [insert(page, "ROWS", at, 1), cell(page, at, column, tokens.fresh())]


def delete_row(pages: Pages, tokens: Tokens, choice: Choice) -> Chosen:
    """Delete a row that Loket wrote, or an empty one."""
    page = _busy(pages, choice)
    if page is None:
        return None
    at = page.header_index + 1 + choice.below(page.last_used - page.header_index + 1)
    if at >= len(page.rows) - 1:
        return None
    return page, [{"deleteDimension": {"range": span(page, "ROWS", at, at + 1)}}]


def delete_header(pages: Pages, tokens: Tokens, choice: Choice) -> Chosen:
    """Delete the row of a tab's headers."""
    page = _busy(pages, choice)
    if page is None or page.header_index < 0:
        return None
    at = page.header_index
    return page, [{"deleteDimension": {"range": span(page, "ROWS", at, at + 1)}}]


def delete_title(pages: Pages, tokens: Tokens, choice: Choice) -> Chosen:
    """Delete a row above the header."""
    page = _any(pages, choice)
    if page is None or page.header_index < 1:
        return None
    at = choice.below(page.header_index)
    return page, [{"deleteDimension": {"range": span(page, "ROWS", at, at + 1)}}]


def move_rows(pages: Pages, tokens: Tokens, choice: Choice) -> Chosen:
    """Drag a row or two to another place below the header."""
    page = _any(pages, choice)
    if page is None:
        return None
    first, used = page.header_index + 1, page.last_used - page.header_index
    if used < 2:
        return None
    start = first + choice.below(used)
    end = min(start + 1 + choice.below(2), len(page.rows))
    source = span(page, "ROWS", start, end)
    to = first + choice.below(used + 1)
    return page, [{"moveDimension": {"source": source, "destinationIndex": to}}]


def insert_column(pages: Pages, tokens: Tokens, choice: Choice) -> Chosen:
    """Insert a column of one's own, with a header."""
    page = _any(pages, choice)
    if page is None or page.header_index < 0:
        return None
    at = choice.below(len(page.columns) + 1)
    header = f"Kolom petugas {tokens.fresh().split()[-1]}"
    return page, [insert(page, "COLUMNS", at, 1), cell(page, page.header_index, at, header)]


def delete_column(pages: Pages, tokens: Tokens, choice: Choice) -> Chosen:
    """Delete a column, whosever it is."""
    page = _busy(pages, choice)
    if page is None:
        return None
    at = choice.below(len(page.columns))
    return page, [{"deleteDimension": {"range": span(page, "COLUMNS", at, at + 1)}}]


def move_column(pages: Pages, tokens: Tokens, choice: Choice) -> Chosen:
    """Drag a column to another place."""
    page = _any(pages, choice)
    if page is None:
        return None
    at, to = choice.below(len(page.columns)), choice.below(len(page.columns) + 1)
    source = span(page, "COLUMNS", at, at + 1)
    return page, [{"moveDimension": {"source": source, "destinationIndex": to}}]


def rename_tab(pages: Pages, tokens: Tokens, choice: Choice) -> Chosen:
    """Rename a tab, perhaps to what another one would be called."""
    page = choice.of([*pages.values()])
    number = tokens.fresh().split()[-1]
    title = choice.of((f"Lembar {number}", f"Arsip {number}", "Jadwal 2026-W49", "Papan 2026-W49"))
    taken = any(other.title == title for other in pages.values())
    return None if taken else (page, [properties(page, "title", title=title)])


def move_tab(pages: Pages, tokens: Tokens, choice: Choice) -> Chosen:
    """Drag a tab to another place."""
    page = choice.of([*pages.values()])
    return page, [properties(page, "index", index=choice.below(len(pages)))]


def rename_header(pages: Pages, tokens: Tokens, choice: Choice) -> Chosen:
    """Type over a header."""
    page = _any(pages, choice)
    if page is None or page.header_index < 0:
        return None
    named = [n for n, column in enumerate(page.columns) if column.header]
    at = choice.of(named) if named else 0
    if page.covered(page.header_index, at):
        return None
    title = f"Judul lain {tokens.fresh().split()[-1]}"
    return page, [cell(page, page.header_index, at, title)]


def merge(pages: Pages, tokens: Tokens, choice: Choice) -> Chosen:
    """Merge two or three cells side by side: of people's own in one row, or above the header."""
    page = _busy(pages, choice)
    if page is None:
        return None
    width = 2 + choice.below(2)
    if page.header_index > 0 and choice.below(2):
        left, row = choice.below(max(1, len(page.columns) - width)), choice.below(page.header_index)
    else:
        own = [
            left
            for left in range(len(page.columns) - width + 1)
            if not any(column.loket for column in page.columns[left : left + width])
        ]
        rows = [n for n, row in enumerate(page.rows) if row.key is not None]
        if not own or not rows:
            return None
        left, row = choice.of(own), choice.of(rows)
    place = area(page, row, row + 1, left, left + width)
    return page, [{"mergeCells": {"range": place, "mergeType": "MERGE_ALL"}}]


def hide(pages: Pages, tokens: Tokens, choice: Choice) -> Chosen:
    """Hide rows or columns, or show them again."""
    page = _any(pages, choice)
    if page is None:
        return None
    dimension = choice.of(("ROWS", "COLUMNS"))
    end = page.last_used + 1 if dimension == "ROWS" else len(page.columns)
    at = choice.below(end)
    hidden = choice.below(3) != 2
    place = span(page, dimension, at, at + 1)
    change = {"range": place, "properties": {"hiddenByUser": hidden}, "fields": "hiddenByUser"}
    return page, [{"updateDimensionProperties": change}]


def filter_rows(pages: Pages, tokens: Tokens, choice: Choice) -> Chosen:
    """Set a filter that hides some rows, add a filter view, or take the filter away."""
    page = _any(pages, choice)
    if page is None or page.header_index < 0 or page.header_index + 1 >= len(page.rows):
        return None
    what = choice.below(4)
    if what == 3:
        return page, [{"clearBasicFilter": {"sheetId": page.sheet_id}}]
    at = choice.below(len(page.columns))
    shown = sorted(
        {str(v) for (row, column), v in page.cells.items() if column is page.columns[at]}
    )
    hidden = shown[choice.below(2) :: 2]
    place = area(page, page.header_index, len(page.rows), 0, len(page.columns))
    spec = {"columnIndex": at, "filterCriteria": {"hiddenValues": ["", *hidden]}}
    wanted = {"range": place, "filterSpecs": [spec]}
    if what == 2:
        return page, [{"addFilterView": {"filter": {**wanted, "title": tokens.fresh()}}}]
    return page, [{"setBasicFilter": {"filter": wanted}}]


def paste_block(pages: Pages, tokens: Tokens, choice: Choice) -> Chosen:
    """Paste a block of new values over cells of rows with a key."""
    page = _busy(pages, choice)
    if page is None:
        return None
    place = _place(page, choice, [column for column in page.columns if column.header])
    if place is None:
        return None
    row, left = place
    right = min(left + 1 + choice.below(3), len(page.columns))
    bottom = row + 1
    if choice.below(2) and bottom < len(page.rows) and page.rows[bottom].key is not None:
        bottom += 1
    cells = [(r, c) for r in range(row, bottom) for c in range(left, right)]
    if any(page.covered(*one) or not page.columns[one[1]].header for one in cells):
        return None
    values: list[list[Value]] = [
        [tokens.fresh() for _ in range(left, right)] for _ in range(row, bottom)
    ]
    return page, [block(page, row, left, values)]


def paste_row(pages: Pages, tokens: Tokens, choice: Choice) -> Chosen:
    """Copy a row of Loket's into a new row somewhere below the header."""
    page = _busy(pages, choice)
    if page is None:
        return None
    rows = [n for n, row in enumerate(page.rows) if row.key is not None]
    if not rows:
        return None
    source, first = choice.of(rows), page.header_index + 1
    at = first + choice.below(page.last_used - page.header_index + 1)
    source += source >= at
    copied = area(page, source, source + 1, 0, len(page.columns))
    target = area(page, at, at + 1, 0, len(page.columns))
    return page, [
        insert(page, "ROWS", at, 1),
        {"copyPaste": {"source": copied, "destination": target, "pasteType": "PASTE_NORMAL"}},
    ]


def delete_tab(pages: Pages, tokens: Tokens, choice: Choice) -> Chosen:
    """Delete a tab of Loket's."""
    found = [page for page in pages.values() if not page.tab.staff_owned]
    page = choice.of(found) if found else None
    return (page, [{"deleteSheet": {"sheetId": page.sheet_id}}]) if page else None


KINDS: Final[Mapping[str, Callable[[Pages, Tokens, Choice], Chosen]]] = {
    act.__name__: act
    for act in (
        type_beside,
        clear_beside,
        type_over,
        type_on_board,
        lever,
        roster,
        sort,
        insert_rows,
        insert_title,
        delete_row,
        delete_header,
        delete_title,
        move_rows,
        insert_column,
        delete_column,
        move_column,
        rename_tab,
        move_tab,
        rename_header,
        merge,
        hide,
        filter_rows,
        paste_block,
        paste_row,
        delete_tab,
    )
}
