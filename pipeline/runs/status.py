"""``loket status``: what is wrong, since when, what it affects, what to type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from connectors.ledger.inspection import Inspected, inspected
from connectors.ledger.lock import holder_of
from connectors.ledger.run_ledger import Run
from loket.errors import UnavailableError
from loket.vocabulary import TIME_ZONE
from pipeline.configuration.settings import Settings
from pipeline.configuration.timetable import next_runs
from pipeline.runs.standing import WHOLE, Lock, Standing, Trouble, standing

_SHOWN = 5
_LOOKED_AT = 200

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
    """Tell how the office stands; changes nothing. Raises LocalError where nothing can be read."""
    path = settings.path(settings.sync.ledger)
    holder = holder_of(path.with_suffix(".lock"))
    with inspected(path) as ledger:
        runs, success = _read(ledger)
    limit = timedelta(hours=settings.sync.stale_hours)
    deadline = timedelta(minutes=settings.sync.deadline_minutes)
    found = standing(runs, success, holder, now=now, limit=limit, deadline=deadline)
    counts = next((run.counts for run in (*runs, success) if run and "statuses" in run.counts), {})
    ended = next((run for run in runs if run.finished), None)
    upcoming = next_runs(settings, now)
    data = {
        "healthy": not found.stale,
        "last_success": _local(found.last_success),
        "asleep": found.asleep,
        "failing_since": _local(found.failing[-1].now) if found.failing else None,
        "failing_passes": len(found.failing),
        "troubles": [{**asdict(each), "since": _local(each.since)} for each in found.troubles],
        "killed": list(found.killed),
        "lock": {**asdict(found.lock), "since": _local(found.lock.since)} if found.lock else None,
        "ledger_damage": ledger.damage or None,
        "erasing": sorted(ledger.erasing),
        "open_problems": counts.get("rejected"),
        "statuses": counts.get("statuses", {}),
        "last_error": ended.error if ended else None,
        "runs": [_run(run, found) for run in runs[:_SHOWN]],
        "next": {name: at.isoformat() for name, at in upcoming.items()},
    }
    lines = [
        *_verdict(found, settings.sync.stale_hours),
        *_ledger(ledger),
        *_figures(data),
        *_passes(runs[:_SHOWN], found, upcoming),
    ]
    return Health(data, "\n".join(lines), UnavailableError.exit_code if found.stale else 0)


def _read(ledger: Inspected) -> tuple[list[Run], Run | None]:
    """Give the latest runs and the last one that did all it had to, however long ago it was."""
    if ledger.runs is None:
        return [], None
    return ledger.runs.latest(_LOOKED_AT), ledger.runs.last(WHOLE)


def _verdict(found: Standing, stale_hours: float) -> Iterator[str]:
    last = _local(found.last_success) or "never"
    if not found.stale:
        yield f"Healthy: last successful pass {last}."
    else:
        yield f"NOT HEALTHY: last successful pass {last}, limit {stale_hours:g} hours."
        yield _NOBODY if found.asleep else _TROUBLE
    if found.failing:
        yield _streak(found)
    for trouble in found.troubles:
        yield from _told(trouble)
    if found.lock:
        yield _locked(found.lock)
    if found.troubles or found.stale or (found.lock and found.lock.hung):
        yield "Type `loket doctor` to have everything looked at."


def _streak(found: Standing) -> str:
    """Tell since when passes have not succeeded, and how they ended."""
    ends = Counter(found.outcomes[run.number] for run in found.failing)
    how = ", ".join(f"{number} {outcome}" for outcome, number in ends.items())
    more = "at least " if len(found.failing) == len(found.outcomes) == _LOOKED_AT else ""
    since = f"{_minute(found.failing[-1].now)} (pass {found.failing[-1].number})"
    return f"No pass has done everything since {since}: {more}{how}."


def _told(trouble: Trouble) -> Iterator[str]:
    yield f"  * {trouble.message}"
    yield f"    since:   {_minute(trouble.since)}, {trouble.passes} passes in a row"
    yield f"    affects: {trouble.affects}"


def _locked(lock: Lock) -> str:
    who = f"process {lock.pid}" if lock.pid else "a process that this user may not see"
    since = f" since {_minute(lock.since)}" if lock.since else ""
    if not lock.hung:
        return f"A pass, or a command that needs its quiet, runs now: {who} holds the lock{since}."
    end = f"`kill {lock.pid}`" if lock.pid else "end it as the user that passes run as"
    return (
        f"A PASS HANGS: {who} holds the lock{since}, and every other pass gives up. "
        f"Type {end}; the lock ends with it, and nothing half-done stays."
    )


def _ledger(ledger: Inspected) -> Iterator[str]:
    if ledger.damage:
        yield (
            f"THE LEDGER IS DAMAGED ({ledger.damage}): what passes did before is not known. The "
            "next pass sets it aside and begins a new one; nothing that is published changes."
        )
    if ledger.behind:
        yield (
            "THE DISK IS FULL, or may not be written: what the latest passes did is not shown. "
            "Make room; `loket doctor` tells how much there is."
        )


def _figures(data: dict[str, Any]) -> Iterator[str]:
    if data["killed"]:
        numbers = ", ".join(map(str, data["killed"][:_SHOWN]))
        yield (
            f"Killed before they ended: passes {numbers}. The passes after them went on; if it "
            "happens again, look for a lack of memory or power (`journalctl -k`)."
        )
    if data["erasing"]:
        yield (
            f"Asked to be erased, and not done yet: {', '.join(data['erasing'])}. The next pass "
            "over all weeks goes on with it; or type `loket forget` once more."
        )
    if data["open_problems"]:
        yield f"Open rows on Perlu Perbaikan: {data['open_problems']}."
    if data["statuses"]:
        counts = ", ".join(f"{name} {number}" for name, number in data["statuses"].items())
        yield f"Registrations: {counts}."


def _passes(runs: Sequence[Run], found: Standing, upcoming: dict[str, datetime]) -> Iterator[str]:
    yield "Last passes:" if runs else "No pass has run yet."
    for run in runs:
        outcome = found.outcomes[run.number]
        yield f"  {run.number:>5}  {_minute(run.now)}  {run.trigger:<10} {outcome}"
    yield "Next passes under `loket serve`:"
    yield from (f"  {name:<10} {at:%Y-%m-%d %H:%M}" for name, at in upcoming.items())


def _run(run: Run, found: Standing) -> dict[str, Any]:
    return {
        "number": run.number,
        "now": _local(run.now),
        "trigger": run.trigger,
        "outcome": found.outcomes[run.number],
        "error": run.error,
    }


def _local(instant: datetime | None) -> str | None:
    return instant.astimezone(TIME_ZONE).isoformat() if instant else None


def _minute(instant: datetime) -> str:
    return f"{instant.astimezone(TIME_ZONE):%Y-%m-%d %H:%M}"
