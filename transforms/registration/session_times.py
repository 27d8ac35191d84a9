"""The times a client wishes for: starts of the half-hour sessions of the chosen service."""

from __future__ import annotations

from datetime import time

import pandas as pd

from loket.columns import PROBLEM, TIMES
from loket.vocabulary import Service
from transforms.calendar.service_hours import ServiceHours
from transforms.reading.indonesian import Reading, read_times
from transforms.reading.time_range import SESSION_MINUTES, TimeRange


def session_starts(start: time, end: time) -> tuple[time, ...]:
    """Give the starts of the sessions that fit between two times of a day, in order."""
    first, last = TimeRange(start, end).minutes
    grid = range(first, last - SESSION_MINUTES + 1, SESSION_MINUTES)
    return tuple(time(minute // 60, minute % 60) for minute in grid)


def normalise(answers: pd.Series, services: pd.Series, hours: ServiceHours) -> pd.DataFrame:
    """Give one row per answer, same index: ``times`` (sorted tuple of starts) and ``problem``.

    answers: tuples of texts, those of the client's service; services: Service value or missing.
    A time at which the service never begins a session, usual or special hours, is a problem and
    no wish. Nothing is a wish or a problem where the service is missing.
    """
    options = {option for answer in answers for option in answer}
    known = {option: read_times(option) for option in options}
    offered = {service: _offered(service, hours) for service in Service}
    rows = [
        _wishes([known[option] for option in answer if option.strip()], service, offered[service])
        if service in offered
        else ((), None)
        for answer, service in zip(answers, services, strict=True)
    ]
    return pd.DataFrame(
        {
            TIMES: pd.Series([times for times, _ in rows], index=answers.index, dtype=object),
            PROBLEM: pd.Series([reason for _, reason in rows], index=answers.index, dtype="str"),
        }
    )


def _offered(service: Service, hours: ServiceHours) -> frozenset[time]:
    """Give every start that the service has on some day."""
    plans = [hours.usual, *(period.hours for period in hours.special)]
    spans = [plan[service] for plan in plans if service in plan]
    return frozenset(start for span in spans for start in session_starts(span.start, span.end))


def _wishes(
    readings: list[Reading[tuple[time, ...]]], service: str, offered: frozenset[time]
) -> tuple[tuple[time, ...], str | None]:
    """Part what was read into wishes and reasons."""
    starts = {start for reading in readings for start in reading.value or ()}
    reasons = {reading.reason for reading in readings if reading.reason}
    if starts - offered:
        reasons.add(f"di luar jam layanan {service}")
    return tuple(sorted(starts & offered)), "; ".join(sorted(reasons)) or None
