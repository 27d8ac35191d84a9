"""Checks of what passes leave on this machine: the ledger, the lock, how they went, their calls."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from connectors.ledger.inspection import inspected
from connectors.ledger.lock import holder_of
from connectors.ledger.run_ledger import Run
from connectors.ledger.schema import SCHEMA_VERSION
from loket.errors import LocalError, LockedError, QuotaExceeded
from loket.vocabulary import TIME_ZONE
from pipeline.doctor.case import Premises
from pipeline.doctor.finding import Finding, Level, error, ok, warning
from pipeline.doctor.machine import private
from pipeline.runs.standing import Lock, standing
from pipeline.runs.status import health
from pipeline.runs.troubles import TROUBLES

_DAY = timedelta(days=1)


def ledger(premises: Premises) -> Iterator[Finding]:
    """Tell whether the ledger is sound; raises LocalError where it cannot be read."""
    path = premises.ledger
    with inspected(path) as found:
        if found.damage:
            yield error(
                LocalError(
                    f"The ledger {path} is damaged: {found.damage}.",
                    remedy="Put a backup in its place, or do nothing: the next pass sets it aside "
                    "and begins a new one.",
                ),
                affects="the history of passes, and rows or tabs deleted meanwhile, which do not "
                "come back; nothing that is published",
            )
        elif found.version > SCHEMA_VERSION:
            yield error(
                LocalError(
                    f"The ledger {path} was written by a newer Loket (schema {found.version}).",
                    remedy="Install that version, or move the file away: the next pass begins a "
                    "new one.",
                )
            )
        elif not found.exists:
            yield ok(f"There is no ledger at {path} yet; the next pass begins one.")
        else:
            yield ok(f"{path}: sound, {path.stat().st_size / 1e6:.1f} MB.")
    if found.exists:
        yield from private(path, "the clients' personal data in the ledger")
    if aside := sorted(path.parent.glob(f"{path.name}.damaged-*")):
        yield warning(
            f"Damaged ledgers were set aside: {', '.join(each.name for each in aside)}.",
            affects="personal data that nothing erases",
            remedy="Find out why (`dmesg`: a failing disk?), then delete them.",
        )


def lock(premises: Premises) -> Iterator[Finding]:
    """Tell who holds the lock, and whether too long."""
    holder = holder_of(premises.ledger.with_suffix(".lock"))
    runs = premises.runs
    deadline = timedelta(minutes=premises.settings.sync.deadline_minutes)
    now = premises.now()
    held = standing(runs, None, holder, now=now, limit=_DAY, deadline=deadline).lock
    if held is None:
        yield ok("Nobody holds it.")
    elif held.hung:
        yield error(_hung(held), affects="every pass since then: each gives up with exit code 75")
    else:
        yield ok(f"{_who(held)} holds it: a pass or another command is under way.")


def _hung(held: Lock) -> LockedError:
    since = _minute(held.since) if held.since else "long ago"
    end = f"Type `kill {held.pid}`" if held.pid else "End it as the user that passes run as"
    return LockedError(
        f"{_who(held)} has held it since {since}: a pass hangs.",
        remedy=f"{end}; the lock ends with it, and nothing half-done stays.",
    )


def _who(held: Lock) -> str:
    return f"Process {held.pid}" if held.pid else "A process that this user may not see"


def passes(premises: Premises) -> Iterator[Finding]:
    """Tell whether passes begin and succeed, as `loket status` does."""
    found = health(premises.settings, premises.now())
    said = found.text.splitlines()
    begun = premises.runs_of_last(_DAY)
    triggers = ", ".join(sorted({run.trigger for run in begun})) or "none"
    if found.exit_code:
        yield Finding(
            Level.ERROR, said[0], "every tab, since then", said[1], exit_code=found.exit_code
        )
    elif found.data["failing_passes"]:
        yield warning(
            f"No pass has done everything since {found.data['failing_since']}.",
            affects="what `loket status` tells of each trouble; the rest is brought up to date",
            remedy="Do what the errors above say; `loket status` shows when it is over.",
        )
    else:
        yield ok(f"{len(begun)} passes began in the last 24 hours (triggers: {triggers}).")


def quota(premises: Premises) -> Iterator[Finding]:
    """Tell how near the passes of the last day came to Google's quotas a minute."""
    runs = premises.runs_of_last(_DAY)
    shares = [(_share(run), run.api_calls["quota"]["family"]) for run in runs if _share(run)]
    share, name = max(shares, default=(0.0, "no calls"))
    met = sum(_met_quota(run) for run in runs)
    retries = sum(run.api_calls.get("retries", 0) for run in runs)
    said = f"at most {share:.0%} of a quota a minute ({name}), {retries} retries in 24 hours"
    if met or share * 100 >= premises.settings.alerts.quota_percent:
        refused = f"{met} passes met Google's quota; " if met else ""
        yield warning(
            f"{refused}{said}.",
            affects="how long passes take, and whether they end",
            remedy="Start passes less often (sync.triggers or cron), or ask for more quota in the "
            "Cloud console; other programs under the same project count too.",
        )
    else:
        yield ok(f"{said[0].upper()}{said[1:]}.")


def alerts(premises: Premises) -> Iterator[Finding]:
    """Tell whether anybody is told when passes fail; nothing is sent."""
    wanted = premises.settings.alerts
    ways = [name for name, way in (("webhook", wanted.webhook), ("mail", wanted.smtp)) if way]
    if ways:
        yield ok(f"Alerts go out by {' and '.join(ways)}.")
    else:
        yield warning(
            "config.yaml names nobody to be told (alerts.webhook, alerts.smtp).",
            affects="how soon somebody sees that passes fail: when a client complains",
            remedy="Set one of them; `loket status --alert` then sends what is due.",
        )


def _share(run: Run) -> float:
    """Give how much of a quota all Lokets of this machine had used when a pass ended."""
    met = run.api_calls.get("quota", {"used": 0, "quota": 1})
    return float(met["used"] / met["quota"])


def _met_quota(run: Run) -> bool:
    kinds = {entry.get("kind") for entry in run.counts.get(TROUBLES, [])}
    return QuotaExceeded.__name__ in kinds


def by_cron(premises: Premises) -> bool:
    """Tell whether passes are started by something else than `loket serve`."""
    own = {trigger.name for trigger in premises.settings.sync.triggers}
    return any(run.trigger not in {*own, "start", "manual"} for run in premises.runs_of_last(_DAY))


def _minute(instant: datetime) -> str:
    return f"{instant.astimezone(TIME_ZONE):%Y-%m-%d %H:%M}"
