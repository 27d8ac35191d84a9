"""Buckets of calls in SQLite: which calls have gone out, and when the next ones may.

A bucket holds half of what a minute allows and is refilled with the other half in a minute, so
that in no minute more goes out than is allowed. All there is to know of it is when it will be full
again. A minute never holds more than that either where a call takes from several buckets.

``in_file`` lets all processes of a machine work on the same buckets. Nothing in the file is needed
for longer than an hour, nothing in it is personal, and whoever cannot use it goes on without.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import TypeVar

LOG = logging.getLogger(__name__)

Result = TypeVar("Result")
Work = Callable[[sqlite3.Connection], Result]
"""What is done with the buckets, wholly or not at all."""

MINUTE, HOUR = 60.0, 3600.0
LONGEST_HOLD = 60.0
"""Seconds that a refusal keeps calls back at most."""
_AHEAD = MINUTE + LONGEST_HOLD + 60.0
"""Seconds from now; what lies further ahead was written before the machine was started anew."""
_PATIENCE = 5.0
"""Seconds to wait for another process that has the file; each needs a millisecond."""

_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS buckets (name TEXT PRIMARY KEY, full_at REAL NOT NULL)"
    " STRICT, WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS calls"
    " (family TEXT NOT NULL, user TEXT NOT NULL, at REAL NOT NULL, calls INTEGER NOT NULL) STRICT",
    "CREATE TABLE IF NOT EXISTS refusals (family TEXT NOT NULL, at REAL NOT NULL) STRICT",
)


def in_memory() -> sqlite3.Connection:
    """Give empty buckets of this process alone."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    _prepare(connection)
    return connection


def in_file(path: Path, work: Work[Result]) -> Result:
    """Do work on the buckets of a file while no other process does.

    A file that is damaged is begun anew. Raises sqlite3.Error or OSError where it cannot be used.
    """
    try:
        return _done(path, work)
    except sqlite3.DatabaseError as error:
        if not _is_damage(error):
            raise
    LOG.warning("The shared rate limit %s was damaged; it is begun anew.", path)
    for name in (path.name, f"{path.name}-journal"):
        path.with_name(name).unlink(missing_ok=True)
    return _done(path, work)


def take(
    connection: sqlite3.Connection,
    family: str,
    user: str,
    allowances: Mapping[str, float],
    now: float,
    calls: int = 1,
) -> float:
    """Take calls from each of the buckets, on credit if need be; give the seconds till they go.

    ``allowances``: the calls a minute that each bucket allows, by its name.
    """
    full_at = {name: _full_at(connection, name, now) for name in allowances}
    refill = {name: calls * 2 * MINUTE / each for name, each in allowances.items()}
    due = max(now, *(full_at[name] + refill[name] - MINUTE for name in allowances))
    for name in allowances:
        _fill(connection, name, max(full_at[name], due) + refill[name])
    connection.execute("DELETE FROM calls WHERE at <= ? OR at > ?", (now - MINUTE, now + _AHEAD))
    connection.execute("INSERT INTO calls VALUES (?, ?, ?, ?)", (family, user, due, calls))
    return due - now


def refuse(
    connection: sqlite3.Connection, family: str, names: Iterable[str], now: float, seconds: float
) -> None:
    """Note that Google refused a call: empty the buckets, and hold them so for some seconds."""
    until = now + MINUTE + min(max(seconds, 0), LONGEST_HOLD)
    for name in names:
        _fill(connection, name, max(_full_at(connection, name, now), until))
    connection.execute("DELETE FROM refusals WHERE at <= ? OR at > ?", (now - HOUR, now))
    connection.execute("INSERT INTO refusals VALUES (?, ?)", (family, now))


def calls_in_a_minute(connection: sqlite3.Connection, now: float) -> dict[tuple[str, str], int]:
    """Give the calls of the minute before ``now`` by family and user."""
    query = "SELECT family, user, sum(calls) FROM calls WHERE at > ? AND at <= ? GROUP BY 1, 2"
    found = connection.execute(query, (now - MINUTE, now))
    return {(family, user): calls for family, user, calls in found}


def refusals_in_an_hour(connection: sqlite3.Connection, now: float) -> dict[str, int]:
    """Give the refusals of the hour before ``now`` by family."""
    query = "SELECT family, count(*) FROM refusals WHERE at > ? AND at <= ? GROUP BY 1"
    return dict(connection.execute(query, (now - HOUR, now)).fetchall())


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest tells which kind
    return code in {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}


def _done(path: Path, work: Work[Result]) -> Result:
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(_opened(path)) as connection, connection:
        connection.execute("BEGIN IMMEDIATE")
        _prepare(connection)
        return work(connection)


def _opened(path: Path) -> sqlite3.Connection:
    """Open the file, or make it so that offices of other users can write to it as well.

    Linux refuses to open another user's file for making it in a folder for temporary files.
    """
    try:
        return _connected(path, "rw")
    except sqlite3.OperationalError:
        connection = _connected(path, "rwc")
    path.chmod(0o666)
    return connection


def _connected(path: Path, mode: str) -> sqlite3.Connection:
    address = f"{path.absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(address, uri=True, timeout=_PATIENCE, isolation_level=None)
    try:
        # A process that is killed leaves the file sound; only a power cut might not.
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA schema_version")
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection) -> None:
    for statement in _SCHEMA:
        connection.execute(statement)


def _full_at(connection: sqlite3.Connection, name: str, now: float) -> float:
    """Give when a bucket will be full, or is."""
    query = "SELECT full_at FROM buckets WHERE name = ? AND full_at BETWEEN ? AND ?"
    found = connection.execute(query, (name, now, now + _AHEAD)).fetchone()
    return float(found[0]) if found else now


def _fill(connection: sqlite3.Connection, name: str, full_at: float) -> None:
    connection.execute("INSERT OR REPLACE INTO buckets VALUES (?, ?)", (name, full_at))
