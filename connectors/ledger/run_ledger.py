"""Every pass that was run: when, why, what it changed, how it ended."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from connectors.ledger.database import Database, instant_of, json_of, text_of


@dataclass(frozen=True)
class Run:
    """One pass, as it was recorded. ``outcome`` is ``running`` until it is finished."""

    number: int
    started: datetime
    finished: datetime | None
    trigger: str
    now: datetime
    weeks: tuple[str, ...]
    outcome: str
    counts: Mapping[str, Any]
    changes: Mapping[str, Any]
    api_calls: Mapping[str, Any]
    error: str | None
    versions: Mapping[str, Any]


class RunLedger:
    """The runs in the ledger, by number."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def start(
        self,
        *,
        started: datetime,
        trigger: str,
        now: datetime,
        weeks: Sequence[str],
        versions: Mapping[str, Any],
    ) -> int:
        """Open a run and give its number."""
        query = (
            "INSERT INTO runs (started, trigger, now, weeks, versions) VALUES (?, ?, ?, ?, ?)"
            " RETURNING number"
        )
        values = (text_of(started), trigger, text_of(now), json_of(list(weeks)), json_of(versions))
        with self._database.transaction() as connection:
            return int(connection.execute(query, values).fetchone()[0])

    def record_changes(self, number: int, changes: Mapping[str, Any]) -> None:
        """Keep what a run is about to change, with the old values, before it writes."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE runs SET changes = ? WHERE number = ?", (json_of(changes), number)
            )

    def finish(
        self,
        number: int,
        *,
        finished: datetime,
        outcome: str,
        counts: Mapping[str, Any],
        api_calls: Mapping[str, Any],
        error: str | None = None,
    ) -> None:
        """Close a run with its outcome."""
        query = (
            "UPDATE runs SET finished = ?, outcome = ?, counts = ?, api_calls = ?, error = ?"
            " WHERE number = ?"
        )
        values = (text_of(finished), outcome, json_of(counts), json_of(api_calls), error, number)
        with self._database.transaction() as connection:
            connection.execute(query, values)

    def latest(self, limit: int = 20, *, outcome: str | None = None) -> list[Run]:
        """Give the latest runs, newest first; only those of one outcome if it is given."""
        query = "SELECT * FROM runs WHERE ?1 IS NULL OR outcome = ?1 ORDER BY number DESC LIMIT ?2"
        return [_run(row) for row in self._database.rows(query, (outcome, limit))]

    def touching(self, text: str) -> list[Run]:
        """Give the runs whose changes hold this text, oldest first."""
        query = "SELECT * FROM runs WHERE instr(changes, ?) > 0 ORDER BY number"
        return [_run(row) for row in self._database.rows(query, (text,))]

    def get(self, number: int) -> Run | None:
        """Give one run, or None."""
        rows = self._database.rows("SELECT * FROM runs WHERE number = ?", (number,))
        return _run(rows[0]) if rows else None


def _run(row: tuple[Any, ...]) -> Run:
    number, started, finished, trigger, now, weeks, outcome, *rest = row
    counts, changes, api_calls, error, versions = rest
    return Run(
        number,
        datetime.fromisoformat(started),
        instant_of(finished),
        trigger,
        datetime.fromisoformat(now),
        tuple(json.loads(weeks)),
        outcome,
        json.loads(counts),
        json.loads(changes),
        json.loads(api_calls),
        error,
        json.loads(versions),
    )
