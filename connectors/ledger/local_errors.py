"""What is wrong with the disk under the ledger, said so that somebody can mend it."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from loket.errors import LocalError

_FULL = "Free some space on its disk; what the pass had not written, the next one writes."
_READ_ONLY = (
    "Make the file and its folder writable for Loket's user; if the whole disk is read-only, look "
    "for its errors in the system's log and mount it anew."
)
_BUSY = "Another program holds it: see which (`fuser` names it) and end that; then try again."
_DAMAGED = "Run the command again: a damaged ledger is set aside then and a new one begun."
_OTHER = "Check the disk and the file's permissions, or move the file away."

_ROOM = 1 << 17
"""Bytes."""

_BY_CODE = {
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
}
_BY_ERRNO = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EROFS: _READ_ONLY,
    errno.EACCES: _READ_ONLY,
    errno.EPERM: _READ_ONLY,
}


@contextmanager
def local_errors(path: Path) -> Iterator[None]:
    """Map errors of the disk and of SQLite to LocalError, each with its own remedy."""
    try:
        yield
    except sqlite3.Error as error:
        code = primary_code(error)
        # A disk without room for SQLite's own index of its log is an input/output error to it.
        full = code == sqlite3.SQLITE_IOERR and is_full(path.parent)
        remedy = _BY_CODE.get(sqlite3.SQLITE_FULL if full else code, _OTHER)
        raise LocalError(f"The ledger {path} cannot be used: {error}.", remedy=remedy) from error
    except OSError as error:
        remedy = _BY_ERRNO.get(error.errno or 0, _OTHER)
        said = error.strerror or str(error)
        raise LocalError(f"The ledger {path} cannot be used: {said}.", remedy=remedy) from error


def is_full(folder: Path) -> bool:
    """Tell whether a folder's disk has no room left for as much as SQLite needs to begin."""
    try:
        return shutil.disk_usage(folder).free < _ROOM
    except OSError:
        return False


def primary_code(error: sqlite3.Error) -> int:
    """Give SQLite's code of an error, without what it adds to tell kinds apart; 0 without one."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF
