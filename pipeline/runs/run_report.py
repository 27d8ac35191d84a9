"""The run ledger for an operator: the latest runs as a table, and all of one run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from connectors.ledger.inspection import inspected
from connectors.ledger.run_ledger import Run, RunLedger
from loket.errors import LocalError, UsageError
from loket.vocabulary import TIME_ZONE
from pipeline.runs.outcome import FAILED
from pipeline.runs.standing import KILLED, RUNNING

Json = dict[str, Any]

UNSURE = (FAILED, RUNNING, KILLED)
"""Outcomes after which nobody knows whether all that was to be written has arrived."""

_HEADER = (
    "   run  at                trigger     outcome    new edit  del open  cells  calls retries"
    "       s  what"
)


@contextmanager
def run_ledger(path: Path) -> Iterator[RunLedger | None]:
    """Give the runs of a ledger, which is not touched; None where there are none yet.

    Raises LocalError where they cannot be read.
    """
    with inspected(path) as found:
        if found.runs is None and found.exists and (found.damage or found.version):
            why = found.damage or f"it is of another Loket (schema {found.version})"
            raise LocalError(
                f"The runs in {path} cannot be read: {why}.",
                remedy="`loket doctor` says what to do; the next pass needs nothing of it.",
            )
        yield found.runs


def runs_of(ledger: RunLedger, *numbers: int) -> list[Run]:
    """Give the runs of these numbers; raises UsageError where one is not on record."""
    found = {number: ledger.get(number) for number in numbers}
    if lost := [number for number, run in found.items() if run is None]:
        raise UsageError(
            f"No run {' or '.join(map(str, lost))} is on record.",
            remedy="`loket runs` lists the latest.",
        )
    return [run for run in found.values() if run]


def outcome_of(run: Run, newest: int) -> str:
    """Tell a run that goes on from one whose process was killed: another one began after it."""
    return KILLED if run.outcome == RUNNING and run.number < newest else run.outcome


def tabs_of(run: Run) -> list[Json]:
    """Give what a run changed tab by tab, or was about to, old and new."""
    return list(run.changes.get("tabs", ()))


def as_data(run: Run, newest: int, *, whole: bool = False) -> Json:
    """Give a run as JSON data; its changes cell by cell if it is the whole that is wanted."""
    tabs = tabs_of(run)
    return {
        "run": run.number,
        "outcome": outcome_of(run, newest),
        "trigger": run.trigger,
        "at": local(run.now),
        "started": local(run.started),
        "finished": local(run.finished) if run.finished else None,
        "seconds": run.seconds,
        "weeks": list(run.weeks),
        "options": dict(run.options),
        "windows": dict(run.windows),
        "counts": dict(run.counts),
        "cells": sum(tab["cells"] for tab in tabs),
        "changes": tabs if whole else _by_tab(tabs),
        "calls": dict(run.api_calls),
        "versions": dict(run.versions),
        "error": run.error,
    }


def _by_tab(tabs: Sequence[Json]) -> dict[str, int]:
    """Count the cells of each tab; one whose rows came in order after all else is there twice."""
    cells: Counter[str] = Counter()
    for tab in tabs:
        cells[tab["tab"]] += tab["cells"]
    return dict(cells)


def table(runs: Sequence[Run]) -> Iterator[str]:
    """Give a line for each run; of errors the first line."""
    if not runs:
        yield "No pass has run yet."
        return
    yield _HEADER
    for run in runs:
        data = as_data(run, runs[0].number)
        new, edited, deleted = (_sum(run, part) for part in ("new", "edited", "deleted"))
        calls = data["calls"]
        told = [*run.weeks, *_options(run), *(run.error or "").split("\n")[:1]]
        yield (
            f"{run.number:>6}  {_time(run.now)}  {run.trigger[:10]:<10}  {data['outcome']:<9}"
            f"{new:>5}{edited:>5}{deleted:>5}{run.counts.get('rejected', '–'):>5}"
            f"{data['cells']:>7}{calls.get('reads', 0) + calls.get('writes', 0):>7}"
            f"{calls.get('retries', 0):>8}{_seconds(run):>8}  {'; '.join(filter(None, told))}"
        ).rstrip()


def facts(run: Run, newest: int) -> Iterator[str]:
    """Give all of a run but what it changed, a line a fact."""
    outcome = outcome_of(run, newest)
    yield f"Run {run.number}: {outcome}, {_time(run.now)}, {run.trigger}, {_seconds(run)} s"
    yield f"  weeks: {', '.join(run.weeks) or 'all that are open or were of late'}"
    if run.options:
        yield f"  options: {', '.join(_options(run))}"
    yield "  versions: " + ", ".join(f"{name} {text}" for name, text in run.versions.items())
    calls = dict(run.api_calls)
    quota = calls.pop("quota", None)
    families = ", ".join(f"{name} {number}" for name, number in calls.pop("by_family", {}).items())
    told = ", ".join(f"{name} {number}" for name, number in calls.items())
    yield f"  calls: {told or 'not on record'}" + (f" ({families})" if families else "")
    if quota:
        yield "  quota: {used} of {quota} calls a minute ({family}, one {of})".format(**quota)
    for form, counts in run.counts.get("forms", {}).items():
        told = ", ".join(f"{number} {name}" for name, number in counts.items())
        yield f"  {form}, {_window(run.windows.get(form))}: {told}"
    if statuses := run.counts.get("statuses"):
        yield "  registrations: " + ", ".join(f"{name} {n}" for name, n in statuses.items())
    if "rejected" in run.counts:
        yield f"  open rows on Perlu Perbaikan: {run.counts['rejected']}"
    for week, digests in run.counts.get("schedules", {}).items():
        yield f"  {week}: inputs {digests['inputs']}, result {digests['result']}"
    for line in (run.error or "").split("\n"):
        if line:
            yield f"  error: {line}"
    yield _heading(run, outcome)


def local(instant: datetime) -> str:
    """Give an instant by the office's clock."""
    return instant.astimezone(TIME_ZONE).isoformat()


def _heading(run: Run, outcome: str) -> str:
    """Say of the list of changes how sure it is."""
    cells = sum(tab["cells"] for tab in tabs_of(run))
    if not tabs_of(run):
        return "It changed nothing in the spreadsheet."
    if outcome in UNSURE:
        return f"It was about to change {cells} cells, and may have done so:"
    return f"It changed {cells} cells:"


def _options(run: Run) -> list[str]:
    return [
        name if value is True else f"{name} {value}" for name, value in run.options.items() if value
    ]


def _window(window: Mapping[str, str | None] | None) -> str:
    if window is None:
        return "window not on record"
    if window["since"] is None:
        return "all responses"
    since = datetime.fromisoformat(window["since"])
    return f"submitted since {since.astimezone(TIME_ZONE):%Y-%m-%d %H:%M:%S}"


def _sum(run: Run, part: str) -> int:
    return sum(counts.get(part, 0) for counts in run.counts.get("forms", {}).values())


def _seconds(run: Run) -> str:
    return "–" if run.seconds is None else f"{run.seconds:.1f}"


def _time(instant: datetime) -> str:
    return f"{instant.astimezone(TIME_ZONE):%Y-%m-%d %H:%M}"
