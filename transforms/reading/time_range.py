"""Spans of a day, and the half-hour sessions in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

SESSION_MINUTES = 30
"""Length of a session (SOP, procedure f)."""


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute


@dataclass(frozen=True, order=True)
class TimeRange:
    """A span of one day; the end is not in it. Both ends at 00.00 are the whole day."""

    start: time
    end: time

    def __post_init__(self) -> None:
        if self.minutes[0] >= self.minutes[1]:
            raise ValueError(f"{self.start:%H.%M} is not before {self.end:%H.%M}")

    @property
    def minutes(self) -> tuple[int, int]:
        """Start and end in minutes from midnight; an end at 00.00 is 24.00."""
        return _minutes(self.start), _minutes(self.end) or 24 * 60

    def holds(self, start: time) -> bool:
        """Say whether the whole session that begins at ``start`` lies in the range."""
        first, last = self.minutes
        return first <= _minutes(start) and _minutes(start) + SESSION_MINUTES <= last

    def meets(self, start: time) -> bool:
        """Say whether some of the session that begins at ``start`` lies in the range."""
        first, last = self.minutes
        return first < _minutes(start) + SESSION_MINUTES and _minutes(start) < last


WHOLE_DAY = TimeRange(time(0), time(0))
