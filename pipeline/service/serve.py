"""The unattended service: cron triggers, one pass at a time, a clean stop."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from apscheduler.executors.debug import DebugExecutor
from apscheduler.schedulers.base import BaseScheduler

from connectors.google.patience import Patience
from loket.errors import LoketError
from loket.vocabulary import TIME_ZONE
from pipeline.configuration.settings import Settings, Trigger
from pipeline.configuration.timetable import schedule_of
from pipeline.order import Order
from pipeline.service.stopping import StopSignal
from pipeline.signals.attended_pass import attended_pass

LOG = logging.getLogger(__name__)

CATCH_UP = Trigger(name="start", cron="0 0 1 1 *")
"""The trigger of the pass that a service begins with: it makes good what was missed."""

LONGEST_WAIT = 60.0
"""Seconds after which the service looks at the clock again, which may have been set meanwhile."""


class Stop(Protocol):
    """What tells a service to stop."""

    @property
    def stopped(self) -> bool:
        """Whether it is to stop."""

    def wait(self, seconds: float) -> bool:
        """Wait, at most until it is to stop, and tell whether it is."""

    def patience(self, seconds: float) -> Patience:
        """Give the patience of a pass that begins now."""


class Service(BaseScheduler):  # type: ignore[misc]  # the library has no types
    """A scheduler with a job for each trigger, which runs them in the thread that calls ``run``.

    A trigger that was missed while another pass ran, or while the machine slept, runs once
    afterwards, however often it was missed.
    """

    def __init__(self, settings: Settings, stop: Stop, now: Callable[[], datetime]) -> None:
        super().__init__(
            timezone=TIME_ZONE,
            executors={"default": DebugExecutor()},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        self._settings, self._stop, self._now = settings, stop, now
        for trigger in settings.sync.triggers:
            self.add_job(self._pass, schedule_of(trigger), args=(trigger,), id=trigger.name)

    def run(self) -> None:
        """Run passes until told to stop, first the one that makes good what was missed."""
        self.start()
        for job in self.get_jobs():
            LOG.warning("%s runs next at %s.", job.id, job.next_run_time)
        looked = self._now()
        self._pass(CATCH_UP)
        while not self._stop.stopped:
            looked = self._follow_clock(looked)
            seconds = self._process_jobs()
            self._stop.wait(LONGEST_WAIT if seconds is None else min(seconds, LONGEST_WAIT))
        self.shutdown()

    def shutdown(self, *, wait: bool = True) -> None:
        """Forget the jobs; none of them runs, since it is their thread that calls this."""
        super().shutdown(wait)

    def wakeup(self) -> None:
        """Do nothing: ``run`` looks at the jobs at least once a minute, and nothing else waits."""

    def _follow_clock(self, looked: datetime) -> datetime:
        """Give the time now; where the clock has been set, let the jobs' next runs go with it.

        Set back, a job would wait until the clock is there again. Set forth from 1970, each of
        millions of runs that were missed would be found before they are made one.
        """
        now = self._now()
        for job in self.get_jobs():
            if now < looked:
                self.modify_job(job.id, next_run_time=job.trigger.get_next_fire_time(None, now))
            elif job.next_run_time < now:
                self.modify_job(job.id, next_run_time=now)
        return now

    def _pass(self, trigger: Trigger) -> None:
        if not self._stop.stopped:
            run_pass(self._settings, trigger, self._stop, self._now)


def run_pass(settings: Settings, trigger: Trigger, stop: Stop, now: Callable[[], datetime]) -> int:
    """Run one pass; it is told in the log, and one that fails does not stop the service.

    Returns the exit code that `loket sync` would have given.
    """
    patience = stop.patience(settings.sync.deadline_minutes * 60)
    try:
        order = Order(now(), full=trigger.full, trigger=trigger.name)
        return attended_pass(settings, order, now=now, patience=patience).exit_code
    except LoketError as error:
        return error.exit_code


def serve_forever(settings: Settings) -> None:
    """Run until SIGTERM or SIGINT; a pass that runs then ends between two calls to Google."""
    with StopSignal() as stop:
        Service(settings, stop, _clock).run()
        LOG.warning("Stopped by %s.", stop.name)


def _clock() -> datetime:
    return datetime.now(TIME_ZONE)
