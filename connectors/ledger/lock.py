"""One pass at a time: a lock on a file that dies with the process that holds it."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from loket.errors import LocalError, LockedError


@contextmanager
def one_pass_at_a_time(path: Path) -> Iterator[None]:
    """Hold the lock at ``path`` while the block runs; raises LockedError if another holds it."""
    # Only the kernel's lock dies with its holder; a mere file in its place would outlive a crash.
    lock = FileLock(path, fallback_to_soft=False)
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


@dataclass(frozen=True)
class Holder:
    """The process that holds a lock; ``pid`` is None where the system does not tell."""

    pid: int | None


_KERNEL_LOCKS = Path("/proc/locks")


def holder_of(path: Path) -> Holder | None:
    """Give who holds the lock at ``path`` now, or None; changes nothing, waits for nobody.

    Raises LocalError where the file cannot be looked at.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise LocalError(
            f"The lock {path} cannot be looked at: {error.strerror}.",
            remedy="Run as the user that Loket's passes run as.",
        ) from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return Holder(_pid_of(os.fstat(descriptor).st_ino))
    finally:
        os.close(descriptor)
    return None


def _pid_of(inode: int) -> int | None:
    """Find the holder in the kernel's list: ``1: FLOCK ADVISORY WRITE 4711 08:01:131090 0 EOF``."""
    try:
        lines = _KERNEL_LOCKS.read_text("ascii").splitlines()
    except OSError:
        return None
    for line in lines:
        match line.split():
            case [_, "FLOCK", _, "WRITE", pid, place, *_] if place.endswith(f":{inode}"):
                return int(pid) if int(pid) > 0 else None
    return None
