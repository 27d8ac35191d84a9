"""The health file: how the office stood after the last pass, and until when that holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from connectors.ledger.ledger import Ledger
from connectors.signals.health_file import read_health, write_health
from loket import __version__
from loket.errors import LocalError, LoketError
from pipeline.configuration.settings import Settings
from pipeline.runs.standing import WHOLE

_SUCCESS = "last_success"


def tell_health(
    settings: Settings, outcome: str, errors: Sequence[LoketError], now: datetime
) -> None:
    """Write the health file, if one is set; raises LocalError.

    It says ``healthy_until``: a watcher that finds this moment past knows of trouble, and also of
    a program that does not run any more and so cannot say it. All instants are UTC.
    """
    if settings.signals.health_file is None:
        return
    path = settings.path(settings.signals.health_file)
    success = now if outcome in WHOLE else _success_before(settings, path)
    until = success + timedelta(hours=settings.sync.stale_hours) if success else None
    state: dict[str, Any] = {
        "healthy": until is not None and now <= until,
        "healthy_until": _utc(until),
        "outcome": outcome,
        "last_pass": _utc(now),
        _SUCCESS: _utc(success),
        "errors": [type(error).__name__ for error in errors],
        "exit_code": errors[0].exit_code if errors else 0,
        "version": __version__,
    }
    write_health(path, state)


def _success_before(settings: Settings, path: Path) -> datetime | None:
    """Give the last success by the file itself, or by the ledger where the file is new."""
    told = read_health(path).get(_SUCCESS)
    if isinstance(told, str):
        return datetime.fromisoformat(told)
    ledger = settings.path(settings.sync.ledger)
    try:
        return _success_on_record(ledger) if ledger.exists() else None
    except LocalError:
        return None


def _success_on_record(path: Path) -> datetime | None:
    with Ledger(path) as ledger:
        run = ledger.runs.last(WHOLE)
    return run.now if run else None


def _utc(instant: datetime | None) -> str | None:
    return f"{instant.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if instant else None
