"""What of the ledger is too old to be kept, and the space that it leaves."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from connectors.ledger.database import Database, text_of

_REPLACED = """
DELETE FROM responses WHERE submitted < :before AND EXISTS (
    SELECT 1 FROM responses AS later
    WHERE later.form = responses.form AND later.response_id = responses.response_id
    AND later.submitted > responses.submitted AND later.submitted < :before
)
"""
_DELETED = "DELETE FROM responses WHERE deleted_at < :before"
_RUNS = "DELETE FROM runs WHERE started < :before AND number < (SELECT max(number) FROM runs)"
_EDITS = "DELETE FROM edits WHERE seen_at < :before"
_BOOKINGS = "DELETE FROM bookings WHERE week < :week"

_FREE_SHARE = 4
"""The file is packed when more than one page in so many is free."""


@dataclass(frozen=True)
class Forgotten:
    """How many rows went: versions of responses, runs, overwritten cells, changes of bookings."""

    versions: int
    runs: int
    edits: int
    bookings: int


class Retention:
    """Takes out of the ledger what happened before an instant.

    What it shows of any later instant stays the same: of each response that Google still lists
    the version of then and all later ones stay, however old they are.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def forget(self, before: datetime, week: str) -> Forgotten:
        """Take out what ended before an instant, and bookings of weeks before one, all at once.

        Raises LocalError, with nothing taken out.
        """
        values = {"before": text_of(before), "week": week}
        with self._database.transaction() as connection:

            def gone(query: str) -> int:
                return connection.execute(query, values).rowcount

            return Forgotten(
                versions=gone(_REPLACED) + gone(_DELETED),
                runs=gone(_RUNS),
                edits=gone(_EDITS),
                bookings=gone(_BOOKINGS),
            )

    def pack(self) -> bool:
        """Give space back to the disk if much of the file is free; tell whether it was.

        Rows that come later fill what others left, so that is so after much has gone, never day by
        day. It needs as much space as the packed file for a moment: raises LocalError without that,
        and nothing has happened then.
        """
        with self._database.alone() as connection:
            free, pages = _pages(connection)
            if free * _FREE_SHARE <= pages:
                return False
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return True


def _pages(connection: sqlite3.Connection) -> tuple[int, int]:
    names = ("freelist_count", "page_count")
    free, pages = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in names)
    return int(free), int(pages)
