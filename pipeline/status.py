"""How the office stands: last passes, next ones, open problems, health."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from connectors.ledger.ledger import Ledger
from connectors.ledger.run_ledger import Run
from loket.errors import UnavailableError
from loket.vocabulary import TIME_ZONE
from pipeline.serve import next_runs
from pipeline.settings import Settings
from pipeline.sync import CHANGED, QUIET

_SHOWN = 5

_WHOLE = (CHANGED, QUIET)
"""Outcomes of a pass that did all it had to; a partial one left something as it was."""

_NOBODY = (
    "No pass has even begun since: see that cron or `loket serve` runs, then run `loket sync`."
)
_TROUBLE = "Passes begin and do not succeed: do what the message says, then run `loket sync`."


@dataclass(frozen=True)
class Health:
    """The state as data and as text; ``exit_code`` is not 0 when somebody should look."""

    data: dict[str, Any]
    text: str
    exit_code: int


def health(settings: Settings, now: datetime) -> Health:
    """Tell from the ledger how the office stands; raises LocalError where it cannot be read."""
    runs, success = _read(settings.path(settings.sync.ledger))
    limit = timedelta(hours=settings.sync.stale_hours)
    stale = success is None or now - success.now > limit
    asleep = not runs or now - runs[0].now > limit
    counts = next((run.counts for run in (*runs, success) if run and "statuses" in run.counts), {})
    ended = next((run for run in runs if run.finished), None)
    upcoming = next_runs(settings, now)
    data = {
        "healthy": not stale,
        "last_success": _local(success.now) if success else None,
        "asleep": asleep,
        "open_problems": counts.get("rejected"),
        "statuses": counts.get("statuses", {}),
        "last_error": ended.error if ended else None,
        "runs": [_run(run, runs[0]) for run in runs[:_SHOWN]],
        "next": {name: at.isoformat() for name, at in upcoming.items()},
    }
    lines = _lines(data, runs[:_SHOWN], upcoming, settings.sync.stale_hours)
    return Health(data, "\n".join(lines), UnavailableError.exit_code if stale else 0)


def _read(path: Path) -> tuple[list[Run], Run | None]:
    """Give the latest runs and the last one that did all it had to, however long ago it was."""
    if not path.exists():
        return [], None
    with Ledger(path) as ledger:
        whole = [run for outcome in _WHOLE for run in ledger.runs.latest(1, outcome=outcome)]
        return ledger.runs.latest(200), max(whole, key=lambda run: run.number, default=None)


def _lines(
    data: dict[str, Any], runs: list[Run], upcoming: dict[str, datetime], stale_hours: float
) -> list[str]:
    if data["healthy"]:
        lines = [f"Healthy: last successful pass {data['last_success']}."]
    else:
        last = data["last_success"] or "never"
        lines = [f"NOT HEALTHY: last successful pass {last}, limit {stale_hours:g} hours."]
        lines.append(_NOBODY if data["asleep"] else _TROUBLE)
    if data["last_error"]:
        lines += ["The last pass said:", *(f"  {line}" for line in data["last_error"].split("\n"))]
    if data["open_problems"]:
        lines.append(f"Open rows on Perlu Perbaikan: {data['open_problems']}.")
    if data["statuses"]:
        counts = ", ".join(f"{name} {number}" for name, number in data["statuses"].items())
        lines.append(f"Registrations: {counts}.")
    lines.append("Last passes:" if runs else "No pass has run yet.")
    lines += [
        f"  {run.number:>5}  {run.now.astimezone(TIME_ZONE):%Y-%m-%d %H:%M}  {run.trigger:<10} "
        f"{_outcome(run, runs[0])}"
        for run in runs
    ]
    lines.append("Next passes under `loket serve`:")
    lines += [f"  {name:<10} {at:%Y-%m-%d %H:%M}" for name, at in upcoming.items()]
    return lines


def _outcome(run: Run, newest: Run) -> str:
    """Tell a pass that runs from one whose process was killed: another one began after it."""
    return run.outcome if run.finished or run is newest else "killed"


def _run(run: Run, newest: Run) -> dict[str, Any]:
    return {
        "number": run.number,
        "now": _local(run.now),
        "trigger": run.trigger,
        "outcome": _outcome(run, newest),
        "error": run.error,
    }


def _local(instant: datetime) -> str:
    return instant.astimezone(TIME_ZONE).isoformat()
