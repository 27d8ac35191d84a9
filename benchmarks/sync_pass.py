"""Whole passes, against the bare HTTP calls that they need.

Ours is ``pipeline.sync.locked_sync``, as every command runs it: lock, ledger, forms, spreadsheet,
all of the clinic's arithmetic, the difference and its one write. The other sends the very requests
that a pass over an equal workspace sent, with their recorded bodies, by plain ``requests``, and
reads the replies without parsing them: what the wire and Google's side cost whoever makes these
calls. So the ratio less 1 is what everything in Loket costs. Each run begins with a fresh copy of
the office. The workspace is served by a process of its own, so that its time is in both and its
memory in neither; with real Google, whose replies take longer, the ratio would be lower.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from benchmarks.comparison import Comparison, Effort, Trial, compare
from benchmarks.http_calls import replay
from benchmarks.measurement import Job, run
from benchmarks.office_stages import Stage, copied, stages
from benchmarks.workspace_process import served
from connectors.google.access import GoogleAccess
from pipeline.configuration.settings_file import load
from pipeline.office import Office
from pipeline.order import Order
from pipeline.sync import locked_sync

FULL = {600: Effort(runs=3, warm_up=False)}
TINY = {20: Effort(runs=1, warm_up=False, memory=False)}


def comparisons(size: int, effort: Effort) -> list[Comparison]:
    """Compare a first, a changed and a quiet pass over so many registrations."""
    lines: list[Comparison] = []
    with tempfile.TemporaryDirectory() as folder:
        # Making the stages has warmed up this process; this warms up the workspace's.
        prepared = stages(Path(folder), size)
        run(partial(_bare_calls, prepared[0]))
        for stage in prepared:
            ours = Trial(f"{stage.name} pass", partial(_pass, stage))
            bare = Trial("its bare HTTP calls", partial(_bare_calls, stage))
            (line,) = compare(f"{size} registrations", effort, ours, bare)
            lines.append(replace(line, note=stage.summary))
    return lines


@contextmanager
def _pass(stage: Stage) -> Iterator[Job]:
    with tempfile.TemporaryDirectory() as folder:
        office = copied(stage, Path(folder))
        settings = load(office / "config.yaml")
        with served(office, stage.now) as url:
            access = GoogleAccess.embedded(url, settings.google.loket)
            connected = Office(settings, access, access, lambda: stage.now)
            yield lambda: locked_sync(connected, Order(stage.now)).outcome
            access.close()


@contextmanager
def _bare_calls(stage: Stage) -> Iterator[Job]:
    with (
        tempfile.TemporaryDirectory() as folder,
        served(copied(stage, Path(folder)), stage.now) as url,
    ):
        yield lambda: replay(stage.calls, url)
