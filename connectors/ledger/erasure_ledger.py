"""Whose data were erased, and what takes them out of the ledger for good.

An erasure is asked for before anything is erased and done when nothing is left, so whatever ends a
pass in between, the next one goes on.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from connectors.forms.response import RawResponse
from connectors.ledger.database import Database, json_of, text_of
from connectors.ledger.recordable import without

Cells = Mapping[str, Any]


class ErasureLedger:
    """The erasures, by the code of what was erased."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def codes(self, form: str) -> frozenset[str]:
        """Give the codes of all responses to a form that were ever to be erased."""
        return self._codes("SELECT code FROM erasures WHERE form = ?", form)

    def persons(self, form: str) -> frozenset[str]:
        """Give those that were erased because somebody asked for it, not for their age."""
        return self._codes("SELECT code FROM erasures WHERE form = ? AND person", form)

    def pending(self, *, person: bool = False) -> frozenset[str]:
        """Give those of which something may be left; with ``person`` those asked for."""
        query = "SELECT code FROM erasures WHERE done_at IS NULL AND person >= ?"
        return self._codes(query, int(person))

    def ask(self, form: str, codes: Iterable[str], *, person: bool, now: datetime) -> None:
        """Ask for an erasure; of one that was asked for already, once more."""
        query = (
            "INSERT INTO erasures VALUES (?1, ?2, ?3, ?4, NULL) ON CONFLICT DO UPDATE SET"
            " person = max(person, ?3), done_at = NULL"
        )
        rows = [(code, form, int(person), text_of(now)) for code in sorted(codes)]
        with self._database.transaction() as connection:
            connection.executemany(query, rows)

    def finish(self, codes: Iterable[str], now: datetime) -> None:
        """Put on record that nothing is left."""
        query = "UPDATE erasures SET done_at = ? WHERE code = ?"
        with self._database.transaction() as connection:
            connection.executemany(query, [(text_of(now), code) for code in codes])

    def redact(self, form: str, change: Callable[[RawResponse], RawResponse]) -> int:
        """Put what ``change`` makes of any version of a response in its place; count the others."""
        query = "SELECT response_id, submitted, payload FROM responses WHERE form = ?"
        update = (
            "UPDATE responses SET payload = ? WHERE form = ? AND response_id = ? AND submitted = ?"
        )
        changed = []
        for response_id, submitted, payload in self._database.rows(query, (form,)):
            given = RawResponse.of(json.loads(payload))
            kept = change(given)
            if kept.answers != given.answers:
                changed.append((json_of(kept.payload), form, response_id, submitted))
        with self._database.transaction() as connection:
            connection.executemany(update, changed)
        return len(changed)

    def rewrite_rows(self, change: Callable[[str, str, Cells], Cells | None]) -> int:
        """Put what ``change`` makes of each remembered row in its place; count the others.

        It is given tab, key and cells of every row, known or expected, of any spreadsheet, and
        gives None for a row that stays.
        """
        places = {
            "tab_rows": "spreadsheet = ? AND tab = ? AND key = ?",
            "expected_rows": "spreadsheet = ? AND tab = ? AND key = ? AND cells = ?",
        }
        count = 0
        for table, place in places.items():
            found = self._database.rows(f"SELECT spreadsheet, tab, key, cells FROM {table}", ())  # noqa: S608 -- constant text
            rows = [
                (json_of(new), *(row if table == "expected_rows" else row[:3]))
                for row in found
                for new in [change(row[1], row[2], json.loads(row[3]))]
                if new is not None
            ]
            with self._database.transaction() as connection:
                connection.executemany(
                    f"UPDATE OR REPLACE {table} SET cells = ? WHERE {place}",  # noqa: S608 -- constant text
                    rows,
                )
            count += len(rows)
        return count

    def drop_history(self, codes: Iterable[str]) -> int:
        """Drop how registrations were booked and what runs wrote in their rows; count the rows."""
        count = 0
        for code in codes:
            query = "SELECT number, changes FROM runs WHERE instr(changes, ?)"
            runs = [
                (json_of(without(json.loads(changes), code)), number)
                for number, changes in self._database.rows(query, (code,))
            ]
            with self._database.transaction() as connection:
                dropped = connection.execute("DELETE FROM bookings WHERE code = ?", (code,))
                connection.executemany("UPDATE runs SET changes = ? WHERE number = ?", runs)
            count += dropped.rowcount + len(runs)
        return count

    def drop_edits(self, texts: Iterable[str]) -> int:
        """Drop the hand edits of rows, or with values, that hold one of these texts; count them."""
        query = "DELETE FROM edits WHERE instr(row, ?1) OR instr(value, ?1)"
        with self._database.transaction() as connection:
            return sum(connection.execute(query, (text,)).rowcount for text in texts)

    def wipe(self) -> None:
        """Rewrite the file, so that no byte of what was taken out is left in it or beside it.

        Raises LocalError where another program is reading it or the disk is full.
        """
        self._database.rewrite()

    def _codes(self, query: str, *values: object) -> frozenset[str]:
        return frozenset(code for (code,) in self._database.rows(query, values))
