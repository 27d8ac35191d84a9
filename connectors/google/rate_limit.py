"""A rate limit of one's own, kept below Google's quotas, so that 429 is the exception.

Google counts by kind of call, by user and by project. So does this, in a file that all processes
of a machine share which work for one project. Where the file cannot be used a process goes by a
limit of its own, with a word in the log: no pass stops for that.
"""

from __future__ import annotations

import hashlib
import logging
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from pathlib import Path

from connectors.google import call_buckets
from connectors.google.call_buckets import MINUTE, Result, Work

LOG = logging.getLogger(__name__)

SHARE = 0.8
"""The part of a quota that is used; the rest is for people's scripts under the same project."""


@dataclass(frozen=True)
class Consumer:
    """By whom Google counts calls: a Cloud project, and a user of it."""

    project: str
    user: str


class Family(Enum):
    """Kinds of call that Google counts apart: its quotas a minute for one user, for a project."""

    SHEETS_READ = ("sheets read", 60, 300)
    SHEETS_WRITE = ("sheets write", 60, 300)
    FORMS_READ = ("forms read", 390, 975)
    FORMS_RESPONSES = ("forms responses", 180, 450)
    FORMS_WRITE = ("forms write", 150, 375)
    DRIVE_READ = ("drive read", 600, 1200)
    DRIVE_WRITE = ("drive write", 300, 600)

    @property
    def label(self) -> str:
        """What the family is called where calls are told of."""
        return self.value[0]

    @property
    def per_minute(self) -> int:
        """Google's quota for one user (for Drive, whose quota is far larger, a courtesy)."""
        return self.value[1]

    @property
    def per_project(self) -> int:
        """Google's quota for all users of a project."""
        return self.value[2]

    @property
    def is_write(self) -> bool:
        """Whether calls of the family change something."""
        return self.name.endswith("WRITE")


@dataclass(frozen=True)
class Usage:
    """How much of what may be used of a quota went out in the last minute.

    ``used`` of ``allowed`` calls are this user's, ``project_used`` of ``project_allowed`` those of
    all users of the project. ``refused``: calls that Google refused in the last hour.
    """

    family: Family
    used: int
    allowed: int
    project_used: int
    project_allowed: int
    refused: int

    @property
    def share(self) -> float:
        """The fuller of the two: 1.0 if as much went out as may."""
        return max(self.used / self.allowed, self.project_used / self.project_allowed)

    def as_json(self) -> dict[str, str | int]:
        """Give the fuller of the two for the ledger, beside what Google allows a minute."""
        alone = self.used / self.allowed >= self.project_used / self.project_allowed
        return {
            "family": self.family.label,
            "used": self.used if alone else self.project_used,
            "quota": self.family.per_minute if alone else self.family.per_project,
            "of": "user" if alone else "project",
            "refused": self.refused,
        }


class RateLimit:
    """A token bucket for each family and user, and for each family of the project; thread-safe.

    In no minute do more calls pass than ``share`` of a quota. ``file``: where the buckets are that
    other processes share; None keeps them to this one. ``clock`` shows seconds, the same in all
    processes.
    """

    def __init__(
        self,
        file: Path | None = None,
        *,
        user: str = "",
        share: float = SHARE,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.file = file
        self._user, self._share, self._clock, self._sleep = user, share, clock, sleep
        self._lock = threading.Lock()
        self._file_again_at = clock()

    def wait(self, family: Family, calls: int = 1) -> None:
        """Return when so many calls of the family may go out."""
        allowances = self._allowances(family)

        def take(buckets: sqlite3.Connection) -> float:
            now = self._clock()
            return call_buckets.take(buckets, family.label, self._user, allowances, now, calls)

        delay = self._done(take)
        if delay > 0:
            self._sleep(delay)

    def refused(self, family: Family, seconds: float | None) -> None:
        """Slow down all processes: Google has refused a call, and asks to wait so long."""
        names = self._allowances(family)

        def refuse(buckets: sqlite3.Connection) -> None:
            call_buckets.refuse(buckets, family.label, names, self._clock(), seconds or 0)

        self._done(refuse)

    def usage(self) -> list[Usage]:
        """Give for each family what went out in the last minute, of all processes together."""
        now = self._clock()
        calls = self._done(lambda buckets: call_buckets.calls_in_a_minute(buckets, now))
        refusals = self._done(lambda buckets: call_buckets.refusals_in_an_hour(buckets, now))
        by_family: Counter[str] = Counter()
        for (label, _), count in calls.items():
            by_family[label] += count
        return [
            Usage(
                family,
                used=calls.get((family.label, self._user), 0),
                allowed=int(family.per_minute * self._share),
                project_used=by_family[family.label],
                project_allowed=int(family.per_project * self._share),
                refused=refusals.get(family.label, 0),
            )
            for family in Family
        ]

    def fullest(self) -> Usage:
        """Give the family that Google refused, or else of which most went out in a minute."""
        return max(self.usage(), key=lambda usage: (usage.refused > 0, usage.share))

    def _allowances(self, family: Family) -> dict[str, float]:
        """Give the buckets that a call of the family takes from, with what they allow a minute."""
        return {
            f"{family.label}/{self._user}": family.per_minute * self._share,
            family.label: family.per_project * self._share,
        }

    def _done(self, work: Work[Result]) -> Result:
        """Do work on the shared buckets, or else for a minute on those of this process."""
        with self._lock:
            if self.file and self._clock() >= self._file_again_at:
                try:
                    return call_buckets.in_file(self.file, work)
                except (OSError, sqlite3.Error) as error:
                    self._file_again_at = self._clock() + MINUTE
                    LOG.warning(
                        "The shared rate limit %s cannot be used (%s); this process goes by a limit"
                        " of its own. Check the folder google.quota_folder and its permissions.",
                        self.file,
                        error,
                    )
            return work(self._own)

    @cached_property
    def _own(self) -> sqlite3.Connection:
        return call_buckets.in_memory()


class NoRateLimit(RateLimit):
    """No limit: for a workspace of one's own, which counts nothing."""

    def wait(self, family: Family, calls: int = 1) -> None:
        """Return at once."""

    def refused(self, family: Family, seconds: float | None) -> None:
        """Slow nobody down."""


def shared_rate_limit(
    folder: Path, consumer: Consumer, *, sleep: Callable[[float], None] = time.sleep
) -> RateLimit:
    """Give the rate limit of a project, which all processes share that are given this folder."""
    file = folder / f"loket-quota-{_digest(consumer.project)}.sqlite"
    return RateLimit(file, user=_digest(consumer.user), sleep=sleep)


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:16]
