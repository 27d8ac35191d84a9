"""The unattended service: cron triggers, one pass at a time, a clean stop."""

from __future__ import annotations

import logging
import signal
import threading
from datetime import datetime
from types import FrameType

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger

from loket.errors import LockedError, LoketError
from loket.vocabulary import TIME_ZONE
from pipeline.internal_error import internal_error
from pipeline.office import open_office
from pipeline.order import Order
from pipeline.settings import Settings, Trigger
from pipeline.sync import locked_sync

LOG = logging.getLogger(__name__)

CATCH_UP = "start"
"""The trigger of the pass that a service begins with: it makes good what was missed."""


def scheduler(settings: Settings) -> BackgroundScheduler:
    """Give a scheduler with a job for each trigger; passes queue up behind one another.

    A trigger that was missed while another pass ran, or while the machine slept, runs once
    afterwards, however often it was missed.
    """
    built = BackgroundScheduler(
        timezone=TIME_ZONE,
        executors={"default": ThreadPoolExecutor(1)},
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    )
    for trigger in settings.sync.triggers:
        built.add_job(
            run_pass,
            CronTrigger.from_crontab(trigger.cron, timezone=TIME_ZONE),
            args=(settings, trigger),
            id=trigger.name,
        )
    return built


def run_pass(settings: Settings, trigger: Trigger) -> int:
    """Run one pass and tell how it went; a pass that fails does not stop the service.

    Returns the exit code that `loket sync` would have given.
    """
    try:
        with open_office(settings, now=_clock) as office:
            order = Order(_clock(), full=trigger.full, trigger=trigger.name)
            report = locked_sync(office, order)
    except LockedError as error:
        LOG.info("%s: %s", trigger.name, error)
        return error.exit_code
    except LoketError as error:
        LOG.error("%s: %s", trigger.name, error)  # noqa: TRY400 - the message says it all
        return error.exit_code
    except Exception as error:  # noqa: BLE001 - the service outlives what nobody foresaw
        internal = internal_error(error)
        LOG.error("%s: %s", trigger.name, internal)  # noqa: TRY400 - values may be personal
        return internal.exit_code
    LOG.warning(
        "%s: pass %s %s, %s cells", trigger.name, report.number, report.outcome, report.cells
    )
    for problem in report.errors:
        LOG.error("%s: %s", trigger.name, problem)
    return report.exit_code


def serve_forever(settings: Settings) -> None:
    """Run until SIGTERM or SIGINT; a pass that runs then is finished first."""
    stopped = threading.Event()

    def stop(number: int, _: FrameType | None) -> None:
        LOG.warning("Stopping on %s.", signal.Signals(number).name)
        stopped.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    jobs = scheduler(settings)
    jobs.add_job(run_pass, args=(settings, Trigger(name=CATCH_UP, cron="0 0 1 1 *")), id=CATCH_UP)
    jobs.start()
    for job in jobs.get_jobs():
        LOG.warning("%s runs next at %s.", job.id, job.next_run_time)
    stopped.wait()
    jobs.shutdown(wait=True)


def next_runs(settings: Settings, now: datetime) -> dict[str, datetime]:
    """Give when each trigger fires next."""
    return {
        trigger.name: CronTrigger.from_crontab(trigger.cron, timezone=TIME_ZONE).get_next_fire_time(
            None, now
        )
        for trigger in settings.sync.triggers
    }


def _clock() -> datetime:
    return datetime.now(TIME_ZONE)
