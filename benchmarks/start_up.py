"""Whole commands, from the start of their process to its end, against a bare interpreter's.

What ``loket --help`` and ``loket status`` cost is what they import; ``loket sync`` is a pass over
an office in which nothing has happened, with all of its libraries, and the embedded workspace
served by the same process. That pass without its start, against its bare HTTP calls, is measured
by ``sync_pass``.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from benchmarks.comparison import Comparison, Effort, Trial, compare
from benchmarks.measurement import Job
from benchmarks.office_stages import Stage, copied, stages

FULL = {60: Effort(runs=9, memory=False)}
TINY = {20: Effort(runs=1, warm_up=False, memory=False)}

_BARE = "pass"
_LOKET = "from pipeline.cli import main; main()"


def comparisons(size: int, effort: Effort) -> list[Comparison]:
    """Compare three commands with an interpreter that does nothing."""
    with tempfile.TemporaryDirectory() as folder:
        *_, quiet = stages(Path(folder), size)
        bare = Trial("python -c pass", partial(_process, quiet, _BARE))
        lines: list[Comparison] = []
        for command in ("--help", "status", "sync"):
            ours = Trial(f"loket {command}", partial(_process, quiet, _LOKET, command))
            lines += compare(f"{size} registrations", effort, ours, bare)
        return lines


@contextmanager
def _process(stage: Stage, code: str, *command: str) -> Iterator[Job]:
    """Give a job that runs Python in a copy of an office's folder, at that office's time."""
    at_its_time = ("--now", stage.now.isoformat()) if "--help" not in command else ()
    with tempfile.TemporaryDirectory() as folder:
        office = copied(stage, Path(folder))
        call = [sys.executable, "-c", code, *command, *at_its_time]
        yield partial(subprocess.run, call, cwd=office, check=True, capture_output=True)
