"""What Loket's tabs are known to hold, so that what people delete can come back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from connectors.ledger.database import Database, json_of

Cells = Mapping[str, Any]
"""One row's values by field, as JSON."""


class TabLedger:
    """The rows of tabs, by spreadsheet, tab and key.

    Each has its ``cells``, and those that are ``expected`` of a batch which may or may not have
    arrived: only what is known to stand in the spreadsheet may be brought back there.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def tabs(self, spreadsheet: str) -> set[str]:
        """Give the keys of the tabs of which rows are known."""
        query = "SELECT DISTINCT tab FROM tab_rows WHERE spreadsheet = ?"
        return {row[0] for row in self._database.rows(query, (spreadsheet,))}

    def knows(self, spreadsheet: str) -> bool:
        """Tell whether rows of a spreadsheet have ever been kept, so that others are strangers."""
        query = "SELECT 1 FROM tab_rows WHERE spreadsheet = ? AND cells <> '{}' LIMIT 1"
        return bool(self._database.rows(query, (spreadsheet,)))

    def texts(self, spreadsheet: str, tab: str) -> dict[str, str]:
        """Give a tab's rows by key, each as JSON; those only expected are left out."""
        query = "SELECT key, cells FROM tab_rows WHERE spreadsheet = ? AND tab = ?"
        found = self._database.rows(query, (spreadsheet, tab))
        return {key: cells for key, cells in found if cells != "{}"}

    def expected_texts(self, spreadsheet: str, tab: str) -> dict[str, str]:
        """Give the rows that a batch was to make and of which nobody knows yet, each as JSON."""
        query = (
            "SELECT key, expected FROM tab_rows"
            " WHERE spreadsheet = ? AND tab = ? AND expected <> '{}'"
        )
        return dict(self._database.rows(query, (spreadsheet, tab)))

    def versions(self, spreadsheet: str, tab: str, key: str) -> list[Cells]:
        """Give a row as it is known, and as it is expected to be; none for a stranger."""
        query = "SELECT cells, expected FROM tab_rows WHERE spreadsheet = ? AND tab = ? AND key = ?"
        found = self._database.rows(query, (spreadsheet, tab, key))
        return [json.loads(text) for row in found for text in row]

    def expect(self, spreadsheet: str, tab: str, rows: Mapping[str, Cells]) -> None:
        """Keep what a batch that is about to be sent makes of a tab's rows."""
        query = (
            "INSERT INTO tab_rows (spreadsheet, tab, key, expected) VALUES (?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET expected = excluded.expected"
        )
        self._write(query, spreadsheet, tab, rows.items())

    def keep(
        self, spreadsheet: str, tab: str, rows: Mapping[str, Cells], *, others: bool = False
    ) -> None:
        """Keep what a tab now holds; unless it holds ``others`` as well, those are forgotten."""
        query = (
            "INSERT INTO tab_rows (spreadsheet, tab, key, cells) VALUES (?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET cells = excluded.cells, expected = '{}'"
            " WHERE cells <> excluded.cells OR expected <> '{}'"
        )
        known = "SELECT key FROM tab_rows WHERE spreadsheet = ? AND tab = ?"
        there = {row[0] for row in self._database.rows(known, (spreadsheet, tab))}
        gone = [] if others else [(spreadsheet, tab, key) for key in there - rows.keys()]
        self._write(query, spreadsheet, tab, rows.items())
        if gone:
            with self._database.transaction() as connection:
                connection.executemany(
                    "DELETE FROM tab_rows WHERE spreadsheet = ? AND tab = ? AND key = ?", gone
                )

    def _write(
        self, query: str, spreadsheet: str, tab: str, rows: Iterable[tuple[str, Cells]]
    ) -> None:
        values = [(spreadsheet, tab, key, json_of(cells)) for key, cells in rows]
        if values:
            with self._database.transaction() as connection:
                connection.executemany(query, values)
