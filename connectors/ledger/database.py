"""The SQLite file under the ledger: opened, brought to the current schema, set aside if damaged."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from loket.errors import LocalError

SCHEMA_VERSION = 6

_SCHEMA = """
CREATE TABLE runs (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    started TEXT NOT NULL,
    finished TEXT,
    trigger TEXT NOT NULL,
    now TEXT NOT NULL,
    weeks TEXT NOT NULL,
    outcome TEXT NOT NULL DEFAULT 'running',
    counts TEXT NOT NULL DEFAULT '{}',
    changes TEXT NOT NULL DEFAULT '{}',
    api_calls TEXT NOT NULL DEFAULT '{}',
    error TEXT,
    versions TEXT NOT NULL DEFAULT '{}'
) STRICT;
CREATE TABLE responses (
    form TEXT NOT NULL,
    response_id TEXT NOT NULL,
    submitted TEXT NOT NULL,
    created TEXT NOT NULL,
    payload TEXT NOT NULL,
    first_seen TEXT NOT NULL,
    deleted_at TEXT,
    is_past INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (form, response_id, submitted)
) STRICT, WITHOUT ROWID;
CREATE INDEX present_responses ON responses (form) WHERE NOT is_past;
CREATE INDEX past_responses ON responses (form) WHERE is_past;
CREATE TABLE cursors (
    form TEXT PRIMARY KEY,
    seen_until TEXT,
    last_full TEXT
) STRICT, WITHOUT ROWID;
CREATE TABLE tab_rows (
    spreadsheet TEXT NOT NULL,
    tab TEXT NOT NULL,
    key TEXT NOT NULL,
    cells TEXT NOT NULL,
    PRIMARY KEY (spreadsheet, tab, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE expected_rows (
    spreadsheet TEXT NOT NULL,
    tab TEXT NOT NULL,
    key TEXT NOT NULL,
    cells TEXT NOT NULL,
    batch INTEGER NOT NULL,
    word TEXT NOT NULL,
    PRIMARY KEY (spreadsheet, tab, key, cells)
) STRICT, WITHOUT ROWID;
CREATE TABLE settled (
    spreadsheet TEXT PRIMARY KEY,
    batch INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE notes (
    name TEXT PRIMARY KEY,
    body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE edits (
    spreadsheet TEXT NOT NULL,
    batch INTEGER NOT NULL,
    tab TEXT NOT NULL,
    row TEXT NOT NULL,
    header TEXT NOT NULL,
    value TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    PRIMARY KEY (spreadsheet, batch, tab, row, header, value)
) STRICT, WITHOUT ROWID;
"""
_BOOKINGS = """
CREATE TABLE bookings (
    spreadsheet TEXT NOT NULL,
    week TEXT NOT NULL,
    code TEXT NOT NULL,
    run INTEGER NOT NULL,
    before TEXT,
    after TEXT,
    cause TEXT NOT NULL,
    evidence TEXT,
    PRIMARY KEY (spreadsheet, week, code, run)
) STRICT, WITHOUT ROWID;
"""

_STEPS = {0: _SCHEMA + _BOOKINGS, 5: _BOOKINGS}
"""What brings a file of that version to the present one; those of other versions are begun anew."""


class Database:
    """The open file. ``notice`` says what happened to a damaged one; empty if all is well."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection, self.notice = _open(path)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Give the connection for one all-or-nothing change; raises LocalError."""
        with _local_errors(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def rows(self, query: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        """Read rows; raises LocalError."""
        with _local_errors(self.path):
            return self._connection.execute(query, values).fetchall()


def text_of(instant: datetime) -> str:
    """Write an instant so that the order of texts is the order of time."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def instant_of(text: str | None) -> datetime | None:
    """Read an instant that ``text_of`` wrote; None of None."""
    return datetime.fromisoformat(text) if text else None


def json_of(value: Any) -> str:
    """Write JSON in ASCII: lone surrogates and NUL from hostile answers survive as escapes."""
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))


def _open(path: Path) -> tuple[sqlite3.Connection, str]:
    """Open the file, or make it; give the connection and what the operator should hear about it.

    A file that is no sound database is renamed and a new one begun, for nothing in it is needed
    to go on: the next pass reads everything again. Raises LocalError if the file cannot be used.
    """
    with _local_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return _opened(path), ""
        except sqlite3.DatabaseError as error:
            if not _is_damage(error):
                raise
            aside = _set_aside(path)
        notice = (
            f"The ledger {path} was damaged or too old; it was set aside as {aside.name} and a "
            "new one begun. The next pass reads all responses again."
        )
        return _opened(path), notice


@contextmanager
def _local_errors(path: Path) -> Iterator[None]:
    """Map errors of the disk and of SQLite to LocalError."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise LocalError(
            f"The ledger {path} cannot be used: {error}.",
            remedy="Check the disk and the file's permissions, or move the file away.",
        ) from error


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=10, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        _check_soundness(connection)
        _bring_to_schema(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _check_soundness(connection: sqlite3.Connection) -> None:
    (finding,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if finding != "ok":
        raise _Damaged(finding)


class _Damaged(sqlite3.DatabaseError):
    """The file opens but does not hold together, or is of an older kind."""


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    """Tell a broken file from one that is merely locked, read-only or out of space."""
    code = getattr(error, "sqlite_errorcode", None)
    return isinstance(error, _Damaged) or code in {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}


def _bring_to_schema(connection: sqlite3.Connection, path: Path) -> None:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version == SCHEMA_VERSION:
        return
    if version > SCHEMA_VERSION:
        raise LocalError(
            f"The ledger {path} was written by a newer Loket (schema {version}).",
            remedy="Install that version, or move the file away: it is rebuilt by the next pass.",
        )
    if version not in _STEPS:
        raise _Damaged(f"schema {version}")
    connection.executescript(
        f"BEGIN IMMEDIATE; {_STEPS[version]} PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;"
    )


def _set_aside(path: Path) -> Path:
    taken = sum(1 for _ in path.parent.glob(f"{path.name}.damaged-*"))
    aside = path.with_name(f"{path.name}.damaged-{taken + 1}")
    path.rename(aside)
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    return aside
