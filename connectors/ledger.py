"""The ledger: every version of every response, how far each form was read, and every run.

It is a convenience and a memory, never the record: the file may be deleted at any moment.
"""

from __future__ import annotations

from pathlib import Path
from typing import Self

from connectors.ledger_database import Database
from connectors.response_ledger import ResponseLedger
from connectors.run_ledger import RunLedger


class Ledger:
    """The open ledger; a context manager. ``notice`` says what happened to a damaged file."""

    def __init__(self, path: Path) -> None:
        self._database = Database(path)
        self.responses = ResponseLedger(self._database)
        self.runs = RunLedger(self._database)

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
