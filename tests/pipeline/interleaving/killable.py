"""A pass in a process of its own that asks before each call whether it may go on; to be killed."""

from __future__ import annotations

import multiprocessing
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path

from connectors.google.access import GoogleAccess
from pipeline.configuration.settings_file import load
from pipeline.office import Office
from pipeline.order import Order
from pipeline.sync import locked_sync
from tests.pipeline.interleaving.gaps import Call, Gaps


class KillablePass:
    """The parent's end of the pass: ``events`` come in order, and the pass waits after each."""

    def __init__(self, config: Path, url: str, now: datetime) -> None:
        fresh = multiprocessing.get_context("spawn")
        self._events, there = fresh.Pipe()
        self._process = fresh.Process(target=_run, args=(there, config, url, now), daemon=True)
        self._process.start()
        there.close()

    def event(self) -> tuple[str, Call] | None:
        """Give what the pass is about to do ("before") or has done ("arrived"); None at its end."""
        try:
            found: tuple[str, Call] = self._events.recv()
        except EOFError:
            return None
        return found

    def go_on(self) -> None:
        """Let the pass go on after an event."""
        self._events.send("go on")

    def kill(self) -> None:
        """End the process as the power going out does."""
        self._process.kill()
        self.end()

    def end(self) -> None:
        """Wait until the process is gone."""
        self._process.join()
        self._events.close()


def _run(events: Connection, config: Path, url: str, now: datetime) -> None:
    def tell(event: str, call: Call) -> None:
        events.send((event, call))
        events.recv()

    settings = load(config)
    access = GoogleAccess.embedded(url, settings.google.loket)
    gaps = Gaps(
        lambda call: tell("before", call), lambda call: tell("arrived", call), lambda call: False
    )
    gaps.watch(access)
    locked_sync(Office(settings, access, access, lambda: now), Order(now))
