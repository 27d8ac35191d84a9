"""``loket report`` as an operator runs it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.cli import run

OVER = "2026-12-01T09:00"
"""The week has been held."""


@dataclass(frozen=True)
class Printer:
    """An office in which reports are printed, without LibreOffice on the machine."""

    folder: Path
    capsys: pytest.CaptureFixture[str]

    def report(self, *arguments: str, now: str = OVER, code: int = 0) -> tuple[str, str]:
        """Run the command; what it printed, and what it complained of."""
        config = ["--config", str(self.folder / "config.yaml"), "--now", now]
        assert run(["report", *arguments, *config]) == code
        printed = self.capsys.readouterr()
        return printed.out, printed.err

    def files(self, *arguments: str, now: str = OVER) -> dict[str, Path]:
        """Run the command; the files that it made, by name."""
        out, _ = self.report(*arguments, "--json", now=now)
        return {Path(name).name: Path(name) for name in json.loads(out)["files"]}
