"""Whether the sheet holds what the book wants, cell by cell, found without Loket's reading."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

import pandas as pd

from connectors.sheets.cell import CellValue, cell_value
from connectors.sheets.tab import Link
from loket.vocabulary import TIME_ZONE
from pipeline.book import Book
from tests.pipeline.interleaving.page import Key, Page, Value


def wrong_cells(book: Book, pages: Iterable[Page]) -> list[str]:
    """Give each cell of Loket's that is not as the book wants it, in words."""
    by_id = {page.sheet_id: page for page in pages}
    wrong: list[str] = []
    for tab, content in book.tabs.items():
        page = by_id.get(tab.sheet_id)
        if page is None:
            wrong.append(f"{tab.title} is not there")
        elif isinstance(content, pd.DataFrame) and tab.row_key:
            wrong += _wrong(page, content)
    return wrong


def _wrong(page: Page, wanted: pd.DataFrame) -> Iterator[str]:
    columns = [column for column in page.tab.columns if not column.staff]
    places = {page.header_of(column): column for column in page.columns}
    rows = {page.key_of(row): row for row in reversed(page.body)}
    for record in wanted.to_dict("records"):
        values = {
            column.field: _plain(cell_value(record[column.field], column.kind, TIME_ZONE))
            for column in columns
        }
        key: Key = tuple(_in_key(values[name]) for name in page.tab.row_key)
        if not page.is_key(key):
            # Somebody has made a row of a copy; it is theirs.
            continue
        if key not in rows:
            yield f"{page.title}: no row {key}"
            continue
        for column in columns:
            place = places.get(column.header)
            found = page.cells.get((rows[key], place)) if place else None
            if not _same(found, values[column.field]):
                yield f"{page.title}: {key} {column.header} holds {found!r}"


def _plain(value: CellValue) -> Value:
    return value.text if isinstance(value, Link) else value


def _in_key(value: Value) -> Value:
    if isinstance(value, str):
        return value.strip() or None
    return round(value, 9) if isinstance(value, float) else value


def _same(found: Value, wanted: Value) -> bool:
    if isinstance(found, float) and isinstance(wanted, float):
        return math.isclose(found, wanted, abs_tol=1e-9)
    return found == wanted
