"""What one pass notes down for the next, under a name."""

from __future__ import annotations

from connectors.ledger.database import Database


class NoteLedger:
    """The notes in the ledger; whoever reads one makes do without it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def read(self, name: str) -> str | None:
        """Give a note, or None."""
        found = self._database.rows("SELECT body FROM notes WHERE name = ?", (name,))
        return found[0][0] if found else None

    def write(self, name: str, body: str) -> None:
        """Keep a note in place of the one before."""
        with self._database.transaction() as connection:
            connection.execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", (name, body))

    def drop(self, name: str) -> None:
        """Forget a note, if there is one."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM notes WHERE name = ?", (name,))
