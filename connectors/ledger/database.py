"""The SQLite file under the ledger: opened, brought to the current schema, set aside if damaged."""

from __future__ import annotations

import errno
import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from connectors.ledger import schema
from connectors.ledger.local_errors import local_errors, primary_code
from connectors.ledger.whole_change import whole_change
from loket.errors import LocalError


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
        with local_errors(self.path), whole_change(self._connection):
            yield self._connection

    @contextmanager
    def alone(self) -> Iterator[sqlite3.Connection]:
        """Give the connection for what cannot be part of a change; raises LocalError."""
        with local_errors(self.path):
            yield self._connection

    def rewrite(self) -> None:
        """Write the whole file anew and empty its log, so that no deleted byte stays in them.

        Raises LocalError, also where another program is reading it.
        """
        with local_errors(self.path):
            self._connection.execute("VACUUM")
            (busy, _, _) = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if busy:
                raise sqlite3.OperationalError("another program is reading it")

    def rows(self, query: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        """Read rows; raises LocalError."""
        with local_errors(self.path):
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
    with local_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "it is a folder")
        if not path.exists():
            path.touch(mode=0o600)  # it holds personal data
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


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=10, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        # What is deleted may be personal, and must not lie about in the file until it is reused.
        connection.execute("PRAGMA secure_delete = ON")
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
    damage = {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}
    return isinstance(error, _Damaged) or primary_code(error) in damage


def _bring_to_schema(connection: sqlite3.Connection, path: Path) -> None:
    version = schema.version_of(connection)
    if version > schema.SCHEMA_VERSION:
        raise LocalError(
            f"The ledger {path} was written by a newer Loket (schema {version}).",
            remedy="Install that version, or move the file away: it is rebuilt by the next pass.",
        )
    if not schema.is_known(version):
        raise _Damaged(f"schema {version}")
    if version != schema.SCHEMA_VERSION:
        schema.bring_up(connection)
    if lost := schema.lost_tables(connection):
        raise _Damaged(f"no table {', '.join(sorted(lost))}")


def _set_aside(path: Path) -> Path:
    taken = sum(1 for _ in path.parent.glob(f"{path.name}.damaged-*"))
    aside = path.with_name(f"{path.name}.damaged-{taken + 1}")
    path.rename(aside)
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    return aside
