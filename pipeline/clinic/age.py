"""What is too old for its contact data to be kept."""

from __future__ import annotations

from datetime import datetime, time

import pandas as pd

from loket.columns import CODE, CREATED, STATUS, SUBMITTED, WEEK
from loket.vocabulary import TIME_ZONE, Status
from loket.week import Week
from pipeline.configuration.settings import Settings
from transforms.reading.sheet_instants import sheet_instants


def oldest_week(settings: Settings, now: datetime) -> Week:
    """Give the first week whose contact data are kept: that of so many months ago."""
    months = pd.DateOffset(months=settings.retention.months)
    return Week.of((pd.Timestamp(now.astimezone(TIME_ZONE)) - months).date())


def kept_since(settings: Settings, now: datetime) -> datetime:
    """Give the beginning of that week."""
    return datetime.combine(oldest_week(settings, now).monday, time(), TIME_ZONE)


def aged(frame: pd.DataFrame, responses: pd.DataFrame, oldest: Week) -> frozenset[str]:
    """Give the codes of the registrations that are too old and not erased yet.

    Those whose last week lies before ``oldest``, and those that have had none and came before it.
    frame: Pendaftaran as it stands; responses: the registration form's, all of them.
    """
    since = datetime.combine(oldest.monday, time(), TIME_ZONE)
    rows = frame[frame[CODE].notna() & (frame[STATUS] != Status.ERASED)]
    weeks = [Week.read(label) for label in rows[WEEK]]
    came = (sheet_instants(rows[CREATED]) < since).tolist()
    over = [
        early if week is None else week < oldest for week, early in zip(weeks, came, strict=True)
    ]
    unread = responses[~responses[CODE].isin(frame[CODE])]
    return frozenset(rows.loc[over, CODE]) | frozenset(unread.loc[unread[SUBMITTED] < since, CODE])
