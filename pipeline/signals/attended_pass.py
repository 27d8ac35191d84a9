"""One pass as nobody watches it: whoever is not there is told how it went."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from connectors.google.patience import Patience
from connectors.signals.json_lines import FACTS
from connectors.signals.web_call import ping
from loket.errors import InternalError, LockedError, LoketError, Stopped
from pipeline.configuration.settings import Settings
from pipeline.internal_error import internal_error, trace_of
from pipeline.office import open_office
from pipeline.order import Order
from pipeline.runs.outcome import FAILED
from pipeline.runs.troubles import troubles
from pipeline.signals.alerting import alert
from pipeline.signals.channels import revealed
from pipeline.signals.health import tell_health
from pipeline.sync import Report, locked_sync

LOG = logging.getLogger(__name__)

_COUNTS = ("new", "edited", "deleted", "rejected", "statuses", "forms", "quarantine")
"""Of a pass's counts these are told in the log: figures, of nobody in particular."""


@dataclass(frozen=True)
class Ending:
    """How a pass ended; ``errors`` are what stopped it, or a part of it."""

    trigger: str
    outcome: str
    number: int | None = None
    cells: int = 0
    counts: Mapping[str, Any] = field(default_factory=dict)
    calls: Mapping[str, Any] = field(default_factory=dict)
    errors: tuple[LoketError, ...] = ()


def attended_pass(
    settings: Settings,
    order: Order,
    *,
    now: Callable[[], datetime],
    patience: Patience,
    in_log: bool = True,
) -> Report:
    """Run one pass and tell how it went: a line in the log, the health file, a ping, alerts.

    Without ``in_log`` the line is left to the caller. A rehearsal tells nobody else, nor does a
    pass that gives way to another or was told to stop. Raises what the pass raises, an
    InternalError for what nobody foresaw; whatever becomes of telling changes nothing.
    """
    begun = time.monotonic()
    ending = Ending(order.trigger, FAILED)

    def tell(ending: Ending) -> None:
        if in_log:
            _log(ending, time.monotonic() - begun)
        if not order.dry_run:
            _tell(settings, order, ending, now)

    try:
        with open_office(
            settings, now=now, patience=patience, clocks_agree=not order.dry_run
        ) as office:
            try:
                report = locked_sync(office, order)
            finally:
                ending = replace(ending, calls=office.access.calls.as_json())
    except (LockedError, Stopped) as error:
        if in_log:
            LOG.info("%s: %s", order.trigger, error)
        raise
    except LoketError as error:
        tell(replace(ending, errors=(error,)))
        raise
    except Exception as error:
        internal = internal_error(error)
        LOG.debug("Broken off:\n%s", trace_of(error))
        tell(replace(ending, errors=(internal,)))
        raise internal from error
    tell(_ended(order, report))
    return report


def _ended(order: Order, report: Report) -> Ending:
    return Ending(
        trigger=order.trigger,
        outcome=report.outcome,
        number=report.number,
        cells=report.cells,
        counts={name: report.counts[name] for name in _COUNTS if name in report.counts},
        calls=report.calls,
        errors=report.errors,
    )


def _tell(settings: Settings, order: Order, ending: Ending, now: Callable[[], datetime]) -> None:
    _unharmed(lambda: tell_health(settings, ending.outcome, ending.errors, order.now))
    _unharmed(lambda: _ping(settings, well=not ending.errors))
    _unharmed(lambda: alert(settings, now()))


def _unharmed(step: Callable[[], object]) -> None:
    """Do what a pass does not depend on; what comes of it is told in the log."""
    try:
        step()
    except LockedError as error:
        # Another process judges by the same ledger at this very moment.
        LOG.info("%s", error)
    except LoketError as error:
        LOG.error("%s", error)  # noqa: TRY400 - the message says it all
    except Exception as error:  # noqa: BLE001 - telling how a pass went never fails it
        LOG.error("%s", internal_error(error))  # noqa: TRY400 - values may be personal


def _ping(settings: Settings, *, well: bool) -> None:
    place = settings.signals.ping_success if well else settings.signals.ping_failure
    if place:
        ping(revealed(settings, place), timeout=settings.signals.timeout_s)


def _log(ending: Ending, seconds: float) -> None:
    """Put a pass in the log as one event: in words, and with its figures beside them."""
    level = logging.INFO if not ending.errors else logging.ERROR
    calls = ending.calls.get("reads", 0) + ending.calls.get("writes", 0)
    number = "" if ending.number is None else f" {ending.number}"
    words = [
        f"{ending.trigger}: pass{number} {ending.outcome}: {ending.cells} cells, {calls} calls, "
        f"{seconds:.1f} s",
        *map(str, ending.errors),
    ]
    facts = {
        "pass": ending.number,
        "trigger": ending.trigger,
        "outcome": ending.outcome,
        "seconds": round(seconds, 3),
        "cells": ending.cells,
        "counts": dict(ending.counts),
        "calls": dict(ending.calls),
        "errors": _errors(ending.errors),
    }
    LOG.log(level, "%s", "; ".join(words), extra={FACTS: facts})


def _errors(errors: tuple[LoketError, ...]) -> list[dict[str, Any]]:
    found = [
        {**entry, "exit_code": error.exit_code, "message": str(error)}
        for entry, error in zip(troubles(errors), errors, strict=True)
    ]
    for entry, error in zip(found, errors, strict=True):
        if isinstance(error, InternalError):
            entry["error"] = error.kind
    return found
