"""What Loket's tabs are known to hold, so that what people delete can come back."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from connectors.ledger.database import Database, json_of

Cells = Mapping[str, Any]
"""One row's values by field, as JSON."""


LEFT = (0, "")
"""In place of a stamp: what a batch of one's own left in a row, and that does not belong there."""
CERTAIN, DOUBTFUL = (0, "+"), (0, "?")
"""In place of a stamp: what stands in a row is another Loket's, or may be typed."""


class TabLedger:
    """The rows of tabs, by spreadsheet, tab and key.

    Each is known as it stands in the spreadsheet, and may be ``expected`` otherwise: as batches
    make it of which nobody knows whether they arrived. Only what is known may be brought back.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def tabs(self, spreadsheet: str) -> set[str]:
        """Give the keys of the tabs of which rows are known."""
        query = "SELECT DISTINCT tab FROM tab_rows WHERE spreadsheet = ?"
        return {row[0] for row in self._database.rows(query, (spreadsheet,))}

    def knows(self, spreadsheet: str) -> bool:
        """Tell whether rows of a spreadsheet have ever been kept, so that others are strangers."""
        query = "SELECT 1 FROM tab_rows WHERE spreadsheet = ? LIMIT 1"
        return bool(self._database.rows(query, (spreadsheet,)))

    def texts(self, spreadsheet: str, tab: str) -> dict[str, str]:
        """Give a tab's rows by key as they are known, each as JSON."""
        query = "SELECT key, cells FROM tab_rows WHERE spreadsheet = ? AND tab = ?"
        return dict(self._database.rows(query, (spreadsheet, tab)))

    def expected_texts(
        self, spreadsheet: str, tab: str, *, rightly: bool = False
    ) -> dict[str, list[str]]:
        """Give the rows that batches were to make and of which nobody knows yet, as JSON.

        rightly: only as they should be then, without what came to stand there by accident.
        """
        query = (
            "SELECT key, cells, batch, word FROM expected_rows WHERE spreadsheet = ? AND tab = ?"
        )
        found: dict[str, list[str]] = defaultdict(list)
        for key, cells, batch, word in self._database.rows(query, (spreadsheet, tab)):
            if not rightly or batch or (batch, word) in {CERTAIN, DOUBTFUL}:
                found[key].append(cells)
        return found

    def versions(
        self, spreadsheet: str, tab: str, key: str, *, doubtful: bool = True
    ) -> list[Cells]:
        """Give a row as it is known, and as it is expected to be; none for a stranger.

        Without the ``doubtful`` ones, of which nobody knows who wrote them.
        """
        place = "spreadsheet = ? AND tab = ? AND key = ?"
        query = (
            f"SELECT cells FROM tab_rows WHERE {place}"  # noqa: S608 -- constant text
            f" UNION ALL SELECT cells FROM expected_rows WHERE {place} AND word IS NOT ?"
        )
        left_out = None if doubtful else DOUBTFUL[1]
        found = self._database.rows(query, (*(spreadsheet, tab, key) * 2, left_out))
        return [json.loads(cells) for (cells,) in found]

    def expect(
        self, spreadsheet: str, tab: str, rows: Mapping[str, Cells], stamp: tuple[int, str]
    ) -> None:
        """Keep what a batch of a stamp that is about to be sent makes of a tab's rows."""
        known = self.texts(spreadsheet, tab)
        texts = {key: json_of(cells) for key, cells in rows.items()}
        news = [
            (spreadsheet, tab, key, cells, *stamp)
            for key, cells in texts.items()
            if known.get(key) != cells
        ]
        self._write("REPLACE INTO expected_rows VALUES (?, ?, ?, ?, ?, ?)", news)

    def arrived(self, spreadsheet: str, stamps: Mapping[int, str]) -> None:
        """Take for known what batches made whose stamps are in the spreadsheet.

        What was known before may still stand there, if people had just moved the rows.
        """
        query = (
            "SELECT tab, key, cells, batch, word FROM expected_rows"
            " WHERE spreadsheet = ? AND batch > 0 ORDER BY batch"
        )
        expected = self._database.rows(query, (spreadsheet,))
        found = {
            (spreadsheet, tab, key): cells
            for tab, key, cells, batch, word in expected
            if stamps.get(batch) == word
        }
        if found:
            with self._database.transaction() as connection:
                connection.executemany(
                    "INSERT OR IGNORE INTO expected_rows SELECT *, 0, '' FROM tab_rows"
                    " WHERE spreadsheet = ? AND tab = ? AND key = ?",
                    list(found),
                )
                connection.executemany(
                    "REPLACE INTO tab_rows VALUES (?, ?, ?, ?)",
                    [(*place, cells) for place, cells in found.items()],
                )
                connection.executemany(
                    "UPDATE expected_rows SET batch = 0"
                    " WHERE spreadsheet = ? AND batch = ? AND word = ?",
                    [(spreadsheet, batch, word) for batch, word in stamps.items()],
                )

    def note(self, spreadsheet: str, tab: str, rows: Mapping[str, Cells]) -> None:
        """Keep some rows of a tab; what is expected of them stays open."""
        known = self.texts(spreadsheet, tab)
        texts = {key: json_of(cells) for key, cells in rows.items()}
        news = [
            (spreadsheet, tab, key, cells)
            for key, cells in texts.items()
            if known.get(key) != cells
        ]
        self._write("REPLACE INTO tab_rows VALUES (?, ?, ?, ?)", news)

    def keep(
        self, spreadsheet: str, tab: str, rows: Mapping[str, Cells], *, others: bool = False
    ) -> None:
        """Keep what a tab now holds; unless it holds ``others`` as well, those are forgotten."""
        gone = set() if others else self.texts(spreadsheet, tab).keys() - rows.keys()
        expected = self.expected_texts(spreadsheet, tab).keys()
        settled = expected & rows.keys() if others else expected
        self.note(spreadsheet, tab, rows)
        place = "spreadsheet = ? AND tab = ? AND key = ?"
        for table, keys in (("tab_rows", gone), ("expected_rows", settled)):
            if keys:
                with self._database.transaction() as connection:
                    connection.executemany(
                        f"DELETE FROM {table} WHERE {place}",  # noqa: S608 -- constant text
                        [(spreadsheet, tab, key) for key in keys],
                    )

    def forget(self, spreadsheet: str, tab: str, keys: Iterable[str]) -> None:
        """Forget rows that are no longer there, and are not to come back."""
        query = "DELETE FROM tab_rows WHERE spreadsheet = ? AND tab = ? AND key = ?"
        self._write(query, [(spreadsheet, tab, key) for key in keys])

    def _write(self, query: str, rows: Sequence[tuple[Any, ...]]) -> None:
        if rows:
            with self._database.transaction() as connection:
                connection.executemany(query, rows)
