"""The tables of the ledger, and what brings the file of an older Loket to them."""

from __future__ import annotations

import re
import sqlite3

from connectors.ledger.whole_change import whole_change

SCHEMA_VERSION = 8

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
    versions TEXT NOT NULL DEFAULT '{}',
    windows TEXT NOT NULL DEFAULT '{}',
    options TEXT NOT NULL DEFAULT '{}',
    seconds REAL
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

_RUN_DETAILS = """
ALTER TABLE runs ADD COLUMN windows TEXT NOT NULL DEFAULT '{}';
ALTER TABLE runs ADD COLUMN options TEXT NOT NULL DEFAULT '{}';
ALTER TABLE runs ADD COLUMN seconds REAL;
"""

_ERASURES = """
CREATE TABLE erasures (
    code TEXT PRIMARY KEY,
    form TEXT NOT NULL,
    person INTEGER NOT NULL,
    asked_at TEXT NOT NULL,
    done_at TEXT
) STRICT, WITHOUT ROWID;
"""

_NO_VALUES = "UPDATE runs SET changes = '{}';"
"""Until then runs kept all that they wrote, names and numbers of clients included."""

_STEPS = {
    0: _SCHEMA + _BOOKINGS + _ERASURES,
    5: _BOOKINGS + _RUN_DETAILS + _ERASURES + _NO_VALUES,
    6: _RUN_DETAILS + _ERASURES + _NO_VALUES,
    7: _ERASURES + _NO_VALUES,
}
"""What brings a file of that version to the present one; those of other versions are begun anew."""

_TABLES = frozenset(re.findall(r"CREATE TABLE (\w+)", _STEPS[0]))


def version_of(connection: sqlite3.Connection) -> int:
    """Give the version of the schema that a file was brought to; 0 of a new one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def is_known(version: int) -> bool:
    """Tell whether a file of that version can be used as it is, or be brought up to date."""
    return version == SCHEMA_VERSION or version in _STEPS


def bring_up(connection: sqlite3.Connection) -> None:
    """Bring a file of a known version to the present one, wholly or not at all.

    The version is looked at once more behind the lock: two commands may open an old file at once.
    """
    with whole_change(connection):
        version = version_of(connection)
        if version != SCHEMA_VERSION:
            for statement in _STEPS[version].split(";"):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def lost_tables(connection: sqlite3.Connection) -> set[str]:
    """Give the tables that a file of the present version ought to have and has not."""
    found = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
    return {*_TABLES} - {name for (name,) in found}
