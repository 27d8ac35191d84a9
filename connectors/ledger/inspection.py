"""The ledger looked at without touching it: on a full or read-only disk, beside a running pass.

Opening it as a pass does would make a missing file, set a damaged one aside and migrate an old one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from connectors.ledger.database import Database
from connectors.ledger.erasure_ledger import ErasureLedger
from connectors.ledger.ledger import rehearsal_ledger
from connectors.ledger.run_ledger import RunLedger
from connectors.ledger.schema import SCHEMA_VERSION
from loket.errors import LocalError

_DAMAGE = {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}
_NO_ROOM = {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN}
"""What SQLite says where it cannot make the log's index."""


@dataclass(frozen=True)
class Inspected:
    """What was found. ``runs`` is None where there are none to be read.

    ``damage`` says in SQLite's words what is wrong; it is empty for a sound file. ``version`` is
    that of the schema; 0 of an empty file. ``erasing``: the codes that somebody asked to be erased
    and of which something may be left. ``behind``: the disk is so full that the latest passes,
    whose write-ahead log cannot be read there, are missing.
    """

    exists: bool
    damage: str = ""
    version: int = SCHEMA_VERSION
    runs: RunLedger | None = None
    erasing: frozenset[str] = frozenset()
    behind: bool = False


@contextmanager
def inspected(path: Path) -> Iterator[Inspected]:
    """Look at the ledger; raises LocalError where it cannot be read at all."""
    if not path.exists():
        yield Inspected(exists=False)
        return
    with ExitStack() as stack:
        with _reading(path):
            connection, behind = _connected(path)
            stack.enter_context(closing(connection))
            damage, version = _soundness(connection)
        runs, erasing = None, frozenset[str]()
        if not damage and version == SCHEMA_VERSION:
            database = _Borrowed(path, connection)
            runs, erasing = RunLedger(database), ErasureLedger(database).pending(person=True)
        elif not damage and 0 < version < SCHEMA_VERSION:
            runs = stack.enter_context(rehearsal_ledger(path)).runs
        yield Inspected(
            exists=True,
            damage=damage,
            version=version,
            runs=runs,
            erasing=erasing,
            behind=behind,
        )


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise LocalError(
            f"The ledger {path} cannot be read: {error}.",
            remedy="Check the disk and the file's permissions, or move the file away.",
        ) from error


def _connected(path: Path) -> tuple[sqlite3.Connection, bool]:
    """Open for reading, with the write-ahead log if there is one; tell whether that was left out.

    SQLite makes the log's index even for a reader, which a read-only or full disk does not allow.
    Without it the file alone is read, and nothing is made.
    """
    logged = path.with_name(f"{path.name}-wal").exists()
    if logged:
        connection = sqlite3.connect(f"{_uri(path)}?mode=ro", uri=True, timeout=10)
        try:
            connection.execute("PRAGMA schema_version").fetchone()
        except sqlite3.OperationalError as error:
            connection.close()
            if error.sqlite_errorcode & 0xFF not in _NO_ROOM:
                raise
        else:
            return connection, False
    return sqlite3.connect(f"{_uri(path)}?mode=ro&immutable=1", uri=True, timeout=10), logged


def _uri(path: Path) -> str:
    return path.absolute().as_uri()


def _soundness(connection: sqlite3.Connection) -> tuple[str, int]:
    """Give the damage, in words, and the version of the schema."""
    try:
        (finding,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode not in _DAMAGE:
            raise
        return str(error), 0
    return ("" if finding == "ok" else str(finding).splitlines()[-1]), int(version)


class _Borrowed(Database):
    """A database that somebody else opens and closes."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path, self.notice, self._connection = path, "", connection
