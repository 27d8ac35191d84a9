"""What people typed into cells that are Loket's, and that Loket has written over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import datetime

from connectors.ledger.database import Database, text_of


@dataclass(frozen=True)
class OverwrittenCell:
    """One cell that somebody had typed into: the tab's title, the row's key, the header, the text.

    The text may be personal.
    """

    tab: str
    row: str
    header: str
    value: str


class EditLedger:
    """The overwritten cells, by the batch that wrote over them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(
        self, spreadsheet: str, batch: int, cells: Iterable[OverwrittenCell], *, seen_at: datetime
    ) -> None:
        """Keep the cells of a batch, all at once; with that its journal has served its purpose."""
        rows = [(spreadsheet, batch, *astuple(cell), text_of(seen_at)) for cell in cells]
        with self._database.transaction() as connection:
            connection.executemany("INSERT OR IGNORE INTO edits VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
            connection.execute(
                "INSERT INTO settled VALUES (?, ?)"
                " ON CONFLICT DO UPDATE SET batch = excluded.batch",
                (spreadsheet, batch),
            )

    def last_batch(self, spreadsheet: str) -> int:
        """Give the number of the last batch whose cells are on record; 0 if there is none."""
        query = "SELECT batch FROM settled WHERE spreadsheet = ?"
        rows = self._database.rows(query, (spreadsheet,))
        return int(rows[0][0]) if rows else 0

    def all(self) -> list[OverwrittenCell]:
        """Give every cell on record, oldest batch first."""
        query = "SELECT tab, row, header, value FROM edits ORDER BY batch, tab, row, header"
        return [OverwrittenCell(*row) for row in self._database.rows(query, ())]
