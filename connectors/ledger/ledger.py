"""The ledger: versions of responses, how far forms were read, tabs, edits, bookings and runs.

It is a convenience and a memory, never the record: the file may be deleted at any moment.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

from connectors.ledger.booking_ledger import BookingLedger
from connectors.ledger.database import Database
from connectors.ledger.edit_ledger import EditLedger
from connectors.ledger.erasure_ledger import ErasureLedger
from connectors.ledger.leftover_copies import rehearsal_prefix
from connectors.ledger.note_ledger import NoteLedger
from connectors.ledger.response_ledger import ResponseLedger
from connectors.ledger.retention import Retention
from connectors.ledger.run_ledger import RunLedger
from connectors.ledger.tab_ledger import TabLedger
from loket.errors import LocalError


class Ledger:
    """The open ledger; a context manager. ``notice`` says what happened to a damaged file."""

    def __init__(self, path: Path) -> None:
        self._database = Database(path)
        self.responses = ResponseLedger(self._database)
        self.runs = RunLedger(self._database)
        self.tabs = TabLedger(self._database)
        self.edits = EditLedger(self._database)
        self.notes = NoteLedger(self._database)
        self.bookings = BookingLedger(self._database)
        self.retention = Retention(self._database)
        self.erasures = ErasureLedger(self._database)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def notice(self) -> str:
        """What the operator should hear about the file; empty if all is well."""
        return self._database.notice

    def close(self) -> None:
        """Close the file."""
        self._database.close()


@contextmanager
def rehearsal_ledger(path: Path) -> Iterator[Ledger]:
    """Open a copy of the ledger that is thrown away, so that a rehearsal leaves no trace in it.

    The caller makes sure that nobody writes meanwhile. Raises LocalError if it cannot be copied.
    """
    with TemporaryDirectory(prefix=rehearsal_prefix()) as folder:
        copy = Path(folder, path.name)
        for suffix in ("", "-wal"):
            _copy(path.with_name(path.name + suffix), copy.with_name(copy.name + suffix))
        with Ledger(copy) as ledger:
            yield ledger


def _copy(source: Path, target: Path) -> None:
    try:
        if source.exists():
            shutil.copyfile(source, target)
    except OSError as error:
        raise LocalError(
            f"The ledger {source} cannot be copied for a rehearsal: {error}.",
            remedy="Check the disk and the file's permissions.",
        ) from error
