"""One all-or-nothing change of a SQLite file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def whole_change(connection: sqlite3.Connection) -> Iterator[None]:
    """Make what the block does one change, or none if it or the disk fails.

    The connection must not begin transactions by itself. On a full disk SQLite has undone the
    change already, and a change that could not be committed is still open: either way nothing is
    left of it, and the error that is raised is the disk's.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
