"""``loket serve`` for a day that goes by as fast as its passes run: ``python -m`` this module.

The service, its loop and its passes are the real ones, against the embedded workspace over HTTP.
What is not real is the clock, and waiting, which moves it. Printed are the memory and the open
files of the process after the first passes and at the end, and how late each pass began.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self
from unittest.mock import patch

from connectors.google.patience import Patience
from connectors.ledger.ledger import Ledger
from connectors.ledger.run_ledger import Run
from pipeline.configuration.settings import Settings
from pipeline.configuration.settings_file import load
from pipeline.configuration.timetable import schedule_of
from pipeline.demo.office import Clock
from pipeline.service.serve import CATCH_UP, Service
from tests.pipeline.office_factory import at, draft_week, found_office

BEGINS = "2026-11-16T23:58"
"""Two minutes before a working day of a drafted week."""
WARM = 10
"""Passes after which the process is as large as it should stay."""


@dataclass
class Simulation:
    """Tells the service to stop at the end; until then waiting moves the clock.

    ``settings_of_clock``: at a time by the clock, somebody sets it to another, once.
    """

    clock: Clock
    end: datetime
    settings_of_clock: dict[datetime, datetime] = field(default_factory=dict)

    @property
    def stopped(self) -> bool:
        return self.clock.now >= self.end

    def wait(self, seconds: float) -> bool:
        self.clock.now += timedelta(seconds=seconds)
        for due in [due for due in self.settings_of_clock if due <= self.clock.now]:
            self.clock.now = self.settings_of_clock.pop(due)
        return self.stopped

    def patience(self, seconds: float) -> Patience:
        return Patience(seconds)


@contextmanager
def scheduler_clock(clock: Clock) -> Iterator[None]:
    """Let the library's schedulers go by a clock of ours during the block."""

    class Simulated(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return cls.fromtimestamp(clock.now.timestamp(), tz)

    with patch("apscheduler.schedulers.base.datetime", Simulated):
        yield


def serve_until(settings: Settings, simulation: Simulation) -> list[Run]:
    """Run the service until the simulation's end; its passes, oldest first."""
    with scheduler_clock(simulation.clock):
        Service(settings, simulation, simulation.clock).run()
    with Ledger(settings.path(settings.sync.ledger)) as ledger:
        return ledger.runs.latest(1_000_000)[::-1]


def expected(settings: Settings, begin: datetime, end: datetime) -> list[tuple[str, datetime]]:
    """Each trigger and time at which a pass is due, without the service's first one."""
    due = []
    for trigger in settings.sync.triggers:
        schedule = schedule_of(trigger)
        fires = schedule.get_next_fire_time(None, begin)
        while fires < end:
            due.append((trigger.name, fires))
            fires = schedule.get_next_fire_time(fires, fires)
    return sorted(due, key=lambda each: each[1])


@dataclass
class Watched(Simulation):
    """Notes at each wait how large the process is, and how many files it has open."""

    sizes: list[tuple[int, int]] = field(default_factory=list)

    def patience(self, seconds: float) -> Patience:
        self.sizes.append((resident_kib(), open_files()))
        return super().patience(seconds)


def resident_kib() -> int:
    found = re.search(r"^VmRSS:\s+(\d+) kB$", Path("/proc/self/status").read_text(), re.MULTILINE)
    return int(found[1]) if found else 0


def open_files() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def main() -> int:
    """Run a day, print what became of it, and tell by the exit code whether all is well."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hours", type=float, default=24)
    hours = parser.parse_args().hours
    with TemporaryDirectory() as name:
        folder = Path(name)
        found_office(folder)
        draft_week(folder)
        return report(folder, hours)


def report(folder: Path, hours: float) -> int:
    """Serve an office's folder for so many hours and print how it went."""
    settings, begin = load(folder / "config.yaml"), at(BEGINS)
    day = Watched(Clock(begin), begin + timedelta(hours=hours))
    before = len(_runs(settings))
    runs = serve_until(settings, day)[before:]
    due = expected(settings, begin, day.end)
    assert (runs[0].trigger, runs[0].now) == (CATCH_UP.name, begin)
    late = {each for each in due if each not in {(run.trigger, run.now) for run in runs}}
    sizes = [*day.sizes, (resident_kib(), open_files())]
    warm = sizes[min(WARM, len(sizes) - 1)]
    print(f"{hours:g} hours, {len(runs)} passes: {_counts(run.outcome for run in runs)}")
    print(f"due {len(due)}: {_counts(trigger for trigger, _ in due)}; not on time: {len(late)}")
    for what, which in (("memory, KiB", 0), ("open files", 1)):
        start, middle, end = sizes[0][which], warm[which], sizes[-1][which]
        print(f"{what}: {start} at the start, {middle} after {WARM} passes, {end} at the end")
    flat = sizes[-1][0] <= warm[0] * 1.05 and sizes[-1][1] <= warm[1]
    return int(bool(late) or not flat or len(runs) != len(due) + 1)


def _runs(settings: Settings) -> list[Run]:
    with Ledger(settings.path(settings.sync.ledger)) as ledger:
        return ledger.runs.latest(1_000_000)


def _counts(values: Iterator[str]) -> str:
    return ", ".join(f"{name} {number}" for name, number in sorted(Counter(values).items()))


if __name__ == "__main__":
    sys.exit(main())
