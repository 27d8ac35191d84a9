"""When each trigger of the settings fires, in the office's time whatever the machine's is."""

from __future__ import annotations

from datetime import datetime

from apscheduler.triggers.cron import CronTrigger

from loket.vocabulary import TIME_ZONE
from pipeline.configuration.settings import Settings, Trigger


def schedule_of(trigger: Trigger) -> CronTrigger:
    """Give a trigger's schedule."""
    return CronTrigger.from_crontab(trigger.cron, timezone=TIME_ZONE)


def next_runs(settings: Settings, now: datetime) -> dict[str, datetime]:
    """Give when each trigger fires next."""
    return {
        trigger.name: schedule_of(trigger).get_next_fire_time(None, now)
        for trigger in settings.sync.triggers
    }
