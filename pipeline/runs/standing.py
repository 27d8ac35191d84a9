"""How an office stands, from its passes: what is wrong, since when, what it affects.

Pure: it is given the passes on record, newest first, and who holds the lock.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any

from connectors.ledger.lock import Holder
from connectors.ledger.run_ledger import Run
from pipeline.runs.outcome import CHANGED, FAILED, QUIET
from pipeline.runs.troubles import affected, is_same, told_by

WHOLE = (CHANGED, QUIET)
"""Outcomes of a pass that did all it had to; a partial one left something as it was."""
RUNNING, KILLED = "running", "killed"

_OVERDUE = 2
"""A pass that has held the lock for so many times its deadline does not work any more."""

_LATELY = timedelta(days=7)
"""For so long a pass that was killed is told."""


@dataclass(frozen=True)
class Trouble:
    """Something that goes on. ``since`` is the first of the ``passes`` in a row that told of it."""

    message: str
    since: datetime
    passes: int
    affects: str


@dataclass(frozen=True)
class Lock:
    """A lock that is held. ``since`` is known of a pass only."""

    pid: int | None
    since: datetime | None
    hung: bool


@dataclass(frozen=True)
class Standing:
    """How an office stands.

    ``stale``: the last success is too long ago; ``asleep``: so is the last pass of any kind.
    ``failing``: the passes since the last success, newest first. ``outcomes`` are those of all
    passes, by number; ``killed`` the numbers of those of the last days that never ended.
    """

    last_success: datetime | None
    stale: bool
    asleep: bool
    failing: tuple[Run, ...]
    troubles: tuple[Trouble, ...]
    lock: Lock | None
    outcomes: dict[int, str]
    killed: tuple[int, ...]


def standing(
    runs: Sequence[Run],
    success: Run | None,
    holder: Holder | None,
    *,
    now: datetime,
    limit: timedelta,
    deadline: timedelta,
) -> Standing:
    """Tell how an office stands.

    runs: newest first; success: the last one that was whole, however long ago; limit: the age at
    which the last success is too old; deadline: how long a pass may take.
    """
    outcomes = {run.number: _outcome(run, runs[0], holder) for run in runs}
    ended = [run for run in runs if outcomes[run.number] != RUNNING]
    return Standing(
        last_success=success.now if success else None,
        stale=success is None or now - success.now > limit,
        asleep=not runs or now - runs[0].now > limit,
        failing=tuple(takewhile(lambda run: run.outcome not in WHOLE, ended)),
        troubles=tuple(_troubles([run for run in ended if run.finished])),
        lock=_lock(runs, holder, now, deadline),
        outcomes=outcomes,
        killed=tuple(
            run.number
            for run in runs
            if outcomes[run.number] == KILLED and now - run.now <= _LATELY
        ),
    )


def _outcome(run: Run, newest: Run, holder: Holder | None) -> str:
    """Tell a pass that runs from one whose process was killed: it alone holds the lock."""
    if run.finished:
        return run.outcome
    return RUNNING if run is newest and holder else KILLED


def _troubles(ended: Sequence[Run]) -> list[Trouble]:
    """Follow each trouble of the last pass back to the first in a row that told of it."""
    if not ended:
        return []
    return [_followed(message, entry, ended) for message, entry in dict(told_by(ended[0])).items()]


def _followed(message: str, entry: dict[str, Any], ended: Sequence[Run]) -> Trouble:
    telling = list(
        takewhile(lambda run: any(is_same(entry, other) for _, other in told_by(run)), ended)
    )
    everything = ended[0].outcome == FAILED
    return Trouble(message, telling[-1].now, len(telling), affected(entry, everything=everything))


def _lock(
    runs: Sequence[Run], holder: Holder | None, now: datetime, deadline: timedelta
) -> Lock | None:
    if holder is None:
        return None
    since = runs[0].started if runs and not runs[0].finished else None
    return Lock(holder.pid, since, hung=since is not None and now - since > _OVERDUE * deadline)
