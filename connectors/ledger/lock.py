"""One pass at a time: a lock on a file that dies with the process that holds it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from loket.errors import LocalError, LockedError


@contextmanager
def one_pass_at_a_time(path: Path) -> Iterator[None]:
    """Hold the lock at ``path`` while the block runs; raises LockedError if another holds it."""
    lock = FileLock(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout as error:
        raise LockedError(
            f"Another pass holds the lock {path}.",
            remedy="Nothing to do: it works on the same data. `loket status` shows it.",
        ) from error
    except OSError as error:
        raise LocalError(
            f"The lock {path} cannot be used: {error}.",
            remedy="Check the folder and its permissions.",
        ) from error
    try:
        yield
    finally:
        lock.release()
