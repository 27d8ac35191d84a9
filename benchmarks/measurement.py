"""How a job is measured: how long it takes, and how much memory.

Garbage is collected before a run. Memory is the growth of the process's resident memory, from the
moment when the input is loaded to the highest point of the run: that counts what the solver and
SQLite allocate too, which Python's own tracing cannot see, and costs no time. It is worth something
only in a fresh process, whose memory nothing else has used before.
"""

from __future__ import annotations

import gc
import multiprocessing
import re
import resource
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

Job = Callable[[], object]
Contender = Callable[[], AbstractContextManager[Job]]
"""Makes everything ready (not measured), gives the job, and clears up. To run in a process of its
own it must be picklable."""

_STATUS = Path("/proc/self/status")
_MIB = 1024 * 1024


@dataclass(frozen=True)
class Run:
    """One run: its seconds, the MiB by which the process grew, and what the job gave back."""

    seconds: float
    peak: float
    result: object


def run(contender: Contender) -> Run:
    """Run a contender's job once, in this process."""
    with contender() as job:
        gc.collect()
        before = _resident()
        _forget_peak()
        began = time.perf_counter()
        result = job()
        seconds = time.perf_counter() - began
        return Run(seconds, max(0, _peak() - before) / _MIB, result)


def run_afresh(contenders: Sequence[Contender], *, at_once: int = 1) -> list[Run]:
    """Run each contender's job once, in a fresh process that does nothing else.

    With two ``at_once`` their memory is right, but not their time.
    """
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(at_once, mp_context=fresh, max_tasks_per_child=1) as processes:
        return list(processes.map(run, contenders))


def _resident() -> int:
    """Give the bytes of memory that this process holds; where unknown, its highest so far."""
    return _status("VmRSS") if _STATUS.exists() else _peak()


def _peak() -> int:
    """Give the highest number of bytes that this process has held."""
    if _STATUS.exists():
        return _status("VmHWM")
    highest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return highest if sys.platform == "darwin" else highest * 1024


def _status(name: str) -> int:
    found = re.search(rf"^{name}:\s+(\d+) kB$", _STATUS.read_text(), re.MULTILINE)
    if found is None:
        raise RuntimeError(f"{_STATUS} does not say {name}")
    return int(found[1]) * 1024


def _forget_peak() -> None:
    """Let the highest point be counted from now on, where the system can; imports reach high."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        return
