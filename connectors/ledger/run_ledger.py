"""Every pass that was run: when, why, what it changed, how it ended."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from connectors.ledger.database import Database, instant_of, json_of, text_of
from connectors.ledger.recordable import recordable


@dataclass(frozen=True)
class Run:
    """One pass, as it was recorded. ``outcome`` is ``running`` until it is finished.

    ``windows``: by form, from and until when responses were asked for; ``options``: what the pass
    was asked to do beside its usual work; ``seconds``: how long it took by the machine's own
    clockwork, which nobody sets; None where that is not on record.
    """

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
    windows: Mapping[str, Any] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)
    seconds: float | None = None


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
        options: Mapping[str, Any] | None = None,
    ) -> int:
        """Open a run and give its number."""
        query = (
            "INSERT INTO runs (started, trigger, now, weeks, versions, options)"
            " VALUES (?, ?, ?, ?, ?, ?) RETURNING number"
        )
        told = (json_of(value) for value in (list(weeks), versions, options or {}))
        values = (text_of(started), trigger, text_of(now), *told)
        with self._database.transaction() as connection:
            return int(connection.execute(query, values).fetchone()[0])

    def record_intake(
        self, number: int, windows: Mapping[str, Any], counts: Mapping[str, Any]
    ) -> None:
        """Keep what a run has asked the forms for and what came, whatever becomes of it."""
        query = "UPDATE runs SET windows = ?, counts = ? WHERE number = ?"
        with self._database.transaction() as connection:
            connection.execute(query, (json_of(windows), json_of(counts), number))

    def record_changes(self, number: int, changes: Mapping[str, Any]) -> None:
        """Keep what a run is about to change, with the old values, before it writes.

        Values under headers that the changes call personal are left out; see ``recordable``.
        """
        text = json_of(recordable(changes))
        with self._database.transaction() as connection:
            connection.execute("UPDATE runs SET changes = ? WHERE number = ?", (text, number))

    def finish(
        self,
        number: int,
        *,
        finished: datetime,
        outcome: str,
        api_calls: Mapping[str, Any],
        counts: Mapping[str, Any] | None = None,
        changes: Mapping[str, Any] | None = None,
        error: str | None = None,
        seconds: float | None = None,
    ) -> None:
        """Close a run with its outcome. Counts come beside those of its intake.

        Changes that are not given stay as they are; of others see ``record_changes``.
        """
        query = (
            "UPDATE runs SET finished = ?, outcome = ?, counts = json_patch(counts, ?),"
            " changes = coalesce(?, changes), api_calls = ?, error = ?, seconds = ?"
            " WHERE number = ?"
        )
        kept = json_of(recordable(changes)) if changes else None
        told = (json_of(counts or {}), kept, json_of(api_calls))
        values = (text_of(finished), outcome, *told, error, seconds, number)
        with self._database.transaction() as connection:
            connection.execute(query, values)

    def latest(self, limit: int = 20, *, outcome: str | None = None) -> list[Run]:
        """Give the latest runs, newest first; only those of one outcome if it is given."""
        query = "SELECT * FROM runs WHERE ?1 IS NULL OR outcome = ?1 ORDER BY number DESC LIMIT ?2"
        return [_run(row) for row in self._database.rows(query, (outcome, limit))]

    def last(self, outcomes: Collection[str]) -> Run | None:
        """Give the latest run that had one of these outcomes, however long ago it was."""
        found = [run for outcome in outcomes for run in self.latest(1, outcome=outcome)]
        return max(found, key=lambda run: run.number, default=None)

    def first(self) -> Run | None:
        """Give the oldest run on record, or None."""
        rows = self._database.rows("SELECT * FROM runs ORDER BY number LIMIT 1", ())
        return _run(rows[0]) if rows else None

    def touching(self, text: str) -> list[Run]:
        """Give the runs whose changes hold this text, oldest first."""
        query = "SELECT * FROM runs WHERE instr(changes, ?) > 0 ORDER BY number"
        return [_run(row) for row in self._database.rows(query, (text,))]

    def between(self, first: int, last: int) -> list[Run]:
        """Give the runs of these numbers that are on record, oldest first."""
        query = "SELECT * FROM runs WHERE number BETWEEN ? AND ? ORDER BY number"
        return [_run(row) for row in self._database.rows(query, (first, last))]

    def get(self, number: int) -> Run | None:
        """Give one run, or None."""
        rows = self._database.rows("SELECT * FROM runs WHERE number = ?", (number,))
        return _run(rows[0]) if rows else None


def _run(row: tuple[Any, ...]) -> Run:
    number, started, finished, trigger, now, weeks, outcome, *rest = row
    counts, changes, api_calls, error, versions, windows, options, seconds = rest
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
        json.loads(windows),
        json.loads(options),
        seconds,
    )
