"""How each week's bookings came about: what a run made of them, and why.

Slots are texts of the caller's; the ledger tells whether they are the same, nothing more.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass

from connectors.ledger.database import Database


@dataclass(frozen=True)
class BookingChange:
    """One booking that a run gave, moved or took; a slot is None where there is none."""

    week: str
    code: str
    run: int
    before: str | None
    after: str | None
    cause: str
    evidence: str | None


class BookingLedger:
    """The changes of bookings in the ledger."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, spreadsheet: str, changes: Iterable[BookingChange]) -> None:
        """Keep changes, all at once; of two of one run for one booking the later counts."""
        rows = [(spreadsheet, *astuple(change)) for change in changes]
        query = (
            "INSERT INTO bookings VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
            " after = excluded.after, cause = excluded.cause, evidence = excluded.evidence"
        )
        with self._database.transaction() as connection:
            connection.executemany(query, rows)

    def latest(self, spreadsheet: str, week: str) -> dict[str, str | None]:
        """Give the last slot on record of each code of a week."""
        query = (
            "SELECT code, after, max(run) FROM bookings WHERE spreadsheet = ? AND week = ?"
            " GROUP BY code"
        )
        return {code: after for code, after, _ in self._database.rows(query, (spreadsheet, week))}

    def of(self, spreadsheet: str, code: str) -> list[BookingChange]:
        """Give all changes of a registration's bookings, oldest first."""
        query = (
            "SELECT week, code, run, before, after, cause, evidence FROM bookings"
            " WHERE spreadsheet = ? AND code = ? ORDER BY run, week"
        )
        return [BookingChange(*row) for row in self._database.rows(query, (spreadsheet, code))]
