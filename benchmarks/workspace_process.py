"""The embedded workspace in a process of its own, so that its work is not taken for ours."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path

from connectors.workspace.server import running
from pipeline.configuration.settings_file import load
from pipeline.demo.office import Clock
from pipeline.office import workspace_options


@contextmanager
def served(folder: Path, now: datetime) -> Iterator[str]:
    """Give the address at which the workspace of an office's folder answers during the block.

    All blocks share one process, which is warm after the first of them.
    """
    connection = _process()
    connection.send((folder, now))
    try:
        yield connection.recv()
    finally:
        connection.send("stop")
        connection.recv()


@cache
def _process() -> Connection:
    fresh = multiprocessing.get_context("spawn")
    here, there = fresh.Pipe()
    fresh.Process(target=_serve, args=(there,), daemon=True).start()
    there.close()
    return here


def _serve(connection: Connection) -> None:
    """Serve one folder after the other, until the other end is gone."""
    while True:
        try:
            folder, now = connection.recv()
        except EOFError:
            return
        options = workspace_options(load(folder / "config.yaml"))
        with running(options, now=Clock(now)) as workspace:
            connection.send(workspace.url)
            connection.recv()
        connection.send("stopped")
