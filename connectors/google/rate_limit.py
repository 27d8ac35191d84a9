"""A rate limit of one's own, kept below Google's quotas, so that 429 is the exception."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

SHARE = 0.8
"""The part of a quota that is used; the rest is for people's scripts under the same project."""


class Family(Enum):
    """Kinds of call that Google counts apart. The value is its quota a minute and user."""

    SHEETS_READ = ("sheets read", 60)
    SHEETS_WRITE = ("sheets write", 60)
    FORMS_READ = ("forms read", 390)
    FORMS_RESPONSES = ("forms responses", 180)
    FORMS_WRITE = ("forms write", 150)
    DRIVE_READ = ("drive read", 600)
    DRIVE_WRITE = ("drive write", 300)

    @property
    def per_minute(self) -> int:
        """Google's quota (for Drive, whose quota is far larger, a courtesy)."""
        return self.value[1]

    @property
    def is_write(self) -> bool:
        """Whether calls of the family change something."""
        return self.name.endswith("WRITE")


@dataclass
class _Bucket:
    """Tokens left at an instant; half of the allowance may be used at once, half flows back."""

    allowance: float
    tokens: float
    at: float


class RateLimit:
    """A token bucket for each family; thread-safe.

    In no minute do more calls pass than ``share`` of the quota: the bucket holds half of that and
    is refilled with the other half in a minute.
    """

    def __init__(
        self,
        *,
        share: float = SHARE,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._clock, self._sleep = clock, sleep
        self._lock = threading.Lock()
        halves = {family: family.per_minute * share / 2 for family in Family}
        self._buckets = {family: _Bucket(half, half, clock()) for family, half in halves.items()}

    def wait(self, family: Family) -> None:
        """Return when a call of the family may go out."""
        delay = self._reserve(self._buckets[family])
        if delay > 0:
            self._sleep(delay)

    def _reserve(self, bucket: _Bucket) -> float:
        """Take a token, on credit if need be, and give the seconds until it is due."""
        with self._lock:
            now = self._clock()
            rate = bucket.allowance / 60
            bucket.tokens = min(bucket.allowance, bucket.tokens + (now - bucket.at) * rate)
            bucket.at = now
            bucket.tokens -= 1
            return -bucket.tokens / rate if bucket.tokens < 0 else 0.0


class NoRateLimit(RateLimit):
    """No limit: for a workspace of one's own, which counts nothing."""

    def wait(self, family: Family) -> None:
        """Return at once."""
