"""A copy of the ledger for commands that look and write nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from connectors.ledger.ledger import Ledger, rehearsal_ledger
from connectors.ledger.lock import one_pass_at_a_time


@contextmanager
def copied_ledger(path: Path) -> Iterator[Ledger]:
    """Open a copy of the ledger; passes wait no longer than it takes to make it.

    Raises LockedError while a pass runs, and LocalError where the ledger cannot be copied.
    """
    with ExitStack() as stack:
        with one_pass_at_a_time(path.with_suffix(".lock")):
            ledger = stack.enter_context(rehearsal_ledger(path))
        yield ledger
