"""How the office stands: last passes, next ones, open problems, health."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from connectors.ledger import Ledger
from connectors.run_ledger import Run
from loket.errors import UnavailableError
from loket.vocabulary import TIME_ZONE
from pipeline.serve import next_runs
from pipeline.settings import Settings
from pipeline.sync import CHANGED, PARTIAL, QUIET

_SHOWN = 5


@dataclass(frozen=True)
class Health:
    """The state as data and as text; ``exit_code`` is not 0 when somebody should look."""

    data: dict[str, Any]
    text: str
    exit_code: int


def health(settings: Settings, now: datetime) -> Health:
    """Tell from the ledger how the office stands; raises LocalError where it cannot be read."""
    path = settings.path(settings.sync.ledger)
    if path.exists():
        with Ledger(path) as ledger:
            runs = ledger.runs.latest(200)
    else:
        runs = []
    success = next((run for run in runs if run.outcome in {CHANGED, QUIET, PARTIAL}), None)
    limit = timedelta(hours=settings.sync.stale_hours)
    stale = success is None or now - success.now > limit
    upcoming = next_runs(settings, now)
    data = {
        "healthy": not stale,
        "last_success": _local(success.now) if success else None,
        "open_problems": success.counts.get("rejected", 0) if success else None,
        "statuses": success.counts.get("statuses", {}) if success else {},
        "last_error": next((run.error for run in runs[:1] if run.error), None),
        "runs": [_run(run) for run in runs[:_SHOWN]],
        "next": {name: at.isoformat() for name, at in upcoming.items()},
    }
    lines = _lines(data, runs[:_SHOWN], upcoming, settings.sync.stale_hours)
    return Health(data, "\n".join(lines), UnavailableError.exit_code if stale else 0)


def _lines(
    data: dict[str, Any], runs: list[Run], upcoming: dict[str, datetime], stale_hours: float
) -> list[str]:
    if data["healthy"]:
        lines = [f"Healthy: last successful pass {data['last_success']}."]
    else:
        last = data["last_success"] or "never"
        what = f"NOT HEALTHY: last successful pass {last}, limit {stale_hours:g} hours."
        lines = [f"{what} Run `loket sync` and read its message."]
    if data["last_error"]:
        lines.append(f"The last pass said: {data['last_error']}")
    if data["open_problems"]:
        lines.append(f"Open rows on Perlu Perbaikan: {data['open_problems']}.")
    if data["statuses"]:
        counts = ", ".join(f"{name} {number}" for name, number in data["statuses"].items())
        lines.append(f"Registrations: {counts}.")
    lines.append("Last passes:" if runs else "No pass has run yet.")
    lines += [
        f"  {run.number:>5}  {run.now.astimezone(TIME_ZONE):%Y-%m-%d %H:%M}  {run.trigger:<10} "
        f"{run.outcome}"
        for run in runs
    ]
    lines.append("Next passes under `loket serve`:")
    lines += [f"  {name:<10} {at:%Y-%m-%d %H:%M}" for name, at in upcoming.items()]
    return lines


def _run(run: Run) -> dict[str, Any]:
    return {
        "number": run.number,
        "now": _local(run.now),
        "trigger": run.trigger,
        "outcome": run.outcome,
        "error": run.error,
    }


def _local(instant: datetime) -> str:
    return instant.astimezone(TIME_ZONE).isoformat()
