"""How long the ledger keeps its history, and what goes once a day."""

from __future__ import annotations

import logging
from datetime import datetime, time, timedelta

import pandas as pd

from connectors.ledger.ledger import Ledger
from loket.errors import LocalError
from loket.vocabulary import TIME_ZONE
from loket.week import Week
from pipeline.configuration.settings import Settings

LOG = logging.getLogger(__name__)

_LONGEST_HOLIDAYS = 14
"""Days by which a week may open earlier, since deadlines roll back over days without work."""


def kept_since(settings: Settings, now: datetime) -> datetime:
    """Give from when on all that happened is kept, so that it can be shown as it was then.

    That is ``sync.ledger_months`` ago, or earlier: when the first week opened whose tabs are still
    brought up to date.
    """
    local = now.astimezone(TIME_ZONE)
    months = (pd.Timestamp(local) - pd.DateOffset(months=settings.sync.ledger_months)).date()
    first = Week.of(local.date()).shift(-settings.sync.closed_weeks)
    opened = first.monday - timedelta(days=settings.offsets.opens_days + _LONGEST_HOLIDAYS)
    return datetime.combine(min(months, opened), time(), TIME_ZONE)


def forget_old(ledger: Ledger, settings: Settings, now: datetime) -> None:
    """Take out of the ledger what is older than it is to keep.

    A disk that has no room for that must not stop a pass: it is tried again the next day.
    """
    since = kept_since(settings, now)
    try:
        gone = ledger.retention.forget(since, str(Week.of(since.date())))
        LOG.info("What the ledger kept from before %s is gone: %s.", since.date(), gone)
        ledger.retention.pack()
    except LocalError as error:
        LOG.warning("The ledger keeps what is too old: %s", error)
