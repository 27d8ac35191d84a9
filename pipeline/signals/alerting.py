"""Tells people what is wrong, each thing once, and once more when it is over."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from connectors.ledger.ledger import Ledger
from connectors.ledger.lock import one_pass_at_a_time
from loket.errors import LoketError
from pipeline.configuration.settings import Settings
from pipeline.runs.standing import WHOLE
from pipeline.signals.alerts import (
    Alert,
    as_json,
    begun_and_over,
    delivered,
    from_json,
    judged,
    owed,
    remaining,
)
from pipeline.signals.channels import Send, channels
from pipeline.signals.conditions import Limits, Verdict, verdict

LOG = logging.getLogger(__name__)

_NOTE = "alerts"
_LOOKED_AT = 200
"""Passes; a longer row of failures is told as one of so many."""


def alert(settings: Settings, now: datetime) -> list[str]:
    """Judge by the ledger, and tell each channel what it does not know yet.

    What is told is kept first and marked afterwards: a process that dies in between tells a thing
    twice, under the same id, rather than never. Gives the names of the alerts that stand. Raises
    LocalError where the ledger cannot be used, LockedError while another process does the same.
    """
    ways, path = channels(settings), settings.path(settings.sync.ledger)
    if not (ways and path.exists()):
        return []
    with one_pass_at_a_time(_lock_of(path)), Ledger(path) as ledger:
        before = _read(ledger)
        alerts = judged(before, _verdict(settings, ledger, now), now)
        if alerts != before:
            _write(ledger, alerts)
        for name, each in begun_and_over(before, alerts):
            LOG.warning("Alert %s %s.", name, "is over" if each.over else "begins")
        for channel, send in ways.items():
            alerts = _tell(ledger, channel, send, alerts, now)
        after = remaining(alerts, ways.keys())
        if after != alerts:
            _write(ledger, after)
        return [name for name, each in after.items() if each.over is None]


def _lock_of(path: Path) -> Path:
    """Give a lock of its own: the next pass need not wait for a mail server."""
    return path.with_name(f"{path.stem}.alerts.lock")


def _tell(
    ledger: Ledger, channel: str, send: Send, alerts: Mapping[str, Alert], now: datetime
) -> dict[str, Alert]:
    """Tell one channel all that it is owed; at the first failure the rest stays owed."""
    known = dict(alerts)
    for notice in owed(alerts, channel):
        try:
            send(notice, now)
        except LoketError as error:
            LOG.error("Alert %s by %s: %s", notice.name, channel, error)  # noqa: TRY400
            break
        known = delivered(known, channel, notice)
        _write(ledger, known)
    return known


def _verdict(settings: Settings, ledger: Ledger, now: datetime) -> Verdict:
    runs, success = ledger.runs.latest(_LOOKED_AT), ledger.runs.last(WHOLE)
    return verdict(runs, success, ledger.runs.first(), now=now, limits=_limits(settings))


def _limits(settings: Settings) -> Limits:
    wanted = settings.alerts
    return Limits(
        failures=wanted.failures,
        stale=timedelta(hours=settings.sync.stale_hours),
        closed_weeks=settings.sync.closed_weeks,
        quarantine_percent=wanted.quarantine_percent,
        quarantine_least=wanted.quarantine_least,
        quota_percent=wanted.quota_percent,
    )


def _read(ledger: Ledger) -> dict[str, Alert]:
    note = ledger.notes.read(_NOTE)
    return from_json(json.loads(note)) if note else {}


def _write(ledger: Ledger, alerts: Mapping[str, Alert]) -> None:
    ledger.notes.write(_NOTE, json.dumps(as_json(alerts)))
