"""How a job is measured: the median time of several runs, and the memory of one.

Time is measured in this process after a run that does not count, and jobs that are compared take
turns, so that both meet the same machine. Memory is measured in a fresh process of its own: the
growth of its resident memory, from the moment when the input is loaded to the highest point of one
run. That counts what the solver and SQLite allocate too, which Python's own tracing cannot see.
"""

from __future__ import annotations

import gc
import multiprocessing
import re
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path

Job = Callable[[], object]
Contender = Callable[[], AbstractContextManager[Job]]
"""Makes everything ready (not measured), gives the job, and clears up. To be measured in a process
of its own it must be picklable."""

_STATUS = Path("/proc/self/status")
_MIB = 1024 * 1024


def median_seconds(runs: int, contenders: Sequence[Contender], *, warm_up: bool) -> list[float]:
    """Give each contender's median time; they take turns, after one run each to warm up."""
    if warm_up:
        for contender in contenders:
            _seconds(contender)
    taken = [[_seconds(contender) for contender in contenders] for _ in range(runs)]
    return [statistics.median(column) for column in zip(*taken, strict=True)]


def peak_mebibytes(contenders: Sequence[Contender]) -> list[float]:
    """Give by how much each contender's job makes a process grow that does nothing else."""
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=fresh, max_tasks_per_child=1) as processes:
        return list(processes.map(_growth, contenders))


def _seconds(contender: Contender) -> float:
    with contender() as job:
        gc.collect()
        began = time.perf_counter()
        job()
        return time.perf_counter() - began


def _growth(contender: Contender) -> float:
    with contender() as job:
        gc.collect()
        before = _resident()
        _forget_peak()
        job()
        return max(0, _peak() - before) / _MIB


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
