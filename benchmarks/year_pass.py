"""A pass in week 52, against the same pass in week 4: does it take longer as the year grows?

Both offices have the same clients a week, one week running and the next drafted; the one has 51
finished weeks behind it, the other 3. A first look at everything has been taken that day; what is
measured is a quiet pass after it, and one that finds a new registration. The ratio is what the year
adds. As everywhere here, the workspace has a process of its own.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from benchmarks.comparison import Comparison, Effort, Trial, compare
from benchmarks.measurement import Job
from benchmarks.workspace_process import served
from benchmarks.year_office import NOW, make_office, register_one
from connectors.google.access import GoogleAccess
from pipeline.configuration.settings_file import load
from pipeline.office import Office
from pipeline.order import Order
from pipeline.sync import locked_sync

FULL = {100: Effort(runs=3)}
TINY = {20: Effort(runs=1, warm_up=False, memory=False)}
_LONG, _SHORT = 52, 4


def comparisons(size: int, effort: Effort) -> list[Comparison]:
    """Compare passes of offices with so many registrations a week."""
    long = _LONG if effort.memory else 2 * _SHORT
    with tempfile.TemporaryDirectory() as folder:
        offices = [Path(folder, str(weeks)) for weeks in (long, _SHORT)]
        for office, weeks in zip(offices, (long, _SHORT), strict=True):
            make_office(office, weeks, size)
        return [
            line
            for kind in ("quiet", "changed")
            for line in compare(
                f"{size} registrations a week",
                effort,
                *(
                    Trial(f"{kind} pass, week {weeks}", partial(_pass, office, kind))
                    for office, weeks in zip(offices, (long, _SHORT), strict=True)
                ),
            )
        ]


@contextmanager
def _pass(original: Path, kind: str) -> Iterator[Job]:
    with tempfile.TemporaryDirectory() as folder:
        office = Path(shutil.copytree(original, Path(folder, "office")))
        now = NOW + timedelta(minutes=10)
        if kind == "changed":
            register_one(office, now - timedelta(minutes=2))
        with served(office, now) as url:
            yield partial(_run, office, url, now)


def _run(office: Path, url: str, now: datetime) -> str:
    settings = load(office / "config.yaml")
    access = GoogleAccess.embedded(url, settings.google.loket)
    report = locked_sync(Office(settings, access, access, lambda: now), Order(now))
    access.close()
    return report.outcome
