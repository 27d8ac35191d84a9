"""The hours of the two consultation services, and the sessions that fit into them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from itertools import pairwise

from loket.vocabulary import Service
from transforms.reading.time_range import SESSION_MINUTES, TimeRange

FRIDAY = 4
FRIDAY_PRAYER = time(11, 30)
"""Start of the session that meets Friday prayer."""


@dataclass(frozen=True)
class SpecialHours:
    """Hours on the days from ``first`` to ``last``; a service that isn't named is closed."""

    first: date
    last: date
    hours: Mapping[Service, TimeRange]

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError(f"{self.first} is after {self.last}")
        _require_apart(self.hours)


def _sop_hours() -> Mapping[Service, TimeRange]:
    return {
        Service.COOPERATIVE: TimeRange(time(9), time(12)),
        Service.SME: TimeRange(time(13), time(16)),
    }


@dataclass(frozen=True)
class ServiceHours:
    """The services' hours. Defaults: the SOP's, procedure a.

    The two services of a day may not overlap: a slot is known by consultant, date and start,
    and a consultant has one session at a time.
    """

    usual: Mapping[Service, TimeRange] = field(default_factory=_sop_hours)
    special: tuple[SpecialHours, ...] = ()
    friday_prayer_session: bool = True
    """Whether Friday 11.30 is offered."""

    def __post_init__(self) -> None:
        _require_apart(self.usual)
        spans = sorted((period.first, period.last) for period in self.special)
        if any(before[1] >= after[0] for before, after in pairwise(spans)):
            raise ValueError("two periods of special hours overlap")

    def on(self, day: date) -> Mapping[Service, TimeRange]:
        """Give the services' hours on a day, whether or not it is a service day."""
        for period in self.special:
            if period.first <= day <= period.last:
                return period.hours
        return self.usual


def session_starts(hours: ServiceHours, day: date, service: Service) -> tuple[time, ...]:
    """Give the starts of the sessions of a service on a day, in order, half an hour each."""
    span = hours.on(day).get(service)
    if span is None:
        return ()
    first, last = span.minutes
    grid = range(first, last - SESSION_MINUTES + 1, SESSION_MINUTES)
    starts = (time(minute // 60, minute % 60) for minute in grid)
    return tuple(start for start in starts if _is_offered(hours, day, start))


def _is_offered(hours: ServiceHours, day: date, start: time) -> bool:
    meets_prayer = day.weekday() == FRIDAY and start == FRIDAY_PRAYER
    return hours.friday_prayer_session or not meets_prayer


def _require_apart(hours: Mapping[Service, TimeRange]) -> None:
    spans = sorted(span.minutes for span in hours.values())
    if any(before[1] > after[0] for before, after in pairwise(spans)):
        raise ValueError("the hours of the two services overlap")
