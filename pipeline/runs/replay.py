"""A pass over responses as they stood at an instant: what of it is true of then, and what of now.

Only what the forms said is rolled back, from the versions that the ledger has kept. What staff have
typed, what stands booked, and the clock are those of now.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

import pandas as pd

from connectors.ledger.ledger import Ledger
from loket.columns import CODE, CONSULTANT, DATE, SERVICE, START, STATUS
from loket.errors import UsageError
from loket.vocabulary import TIME_ZONE, Form, code_of
from pipeline.book import Book
from pipeline.configuration.settings import Settings
from pipeline.intake.intake import Intake
from pipeline.order import Order
from pipeline.runs.retention import kept_since

Json = dict[str, Any]

_SHOWN = [CODE, SERVICE, STATUS, DATE, START, CONSULTANT]


@dataclass(frozen=True)
class FormThen:
    """A form's responses at an instant.

    How many stood; the codes of those that came later; and of those that were there, but have been
    edited since and of which no version of then is on record.
    """

    stood: int
    later: frozenset[str]
    unknown: frozenset[str]


@dataclass(frozen=True)
class Replay:
    """What a pass at ``now`` shows as of ``at``.

    ``known_since``: from when on the ledger knows of edits and deletions; ``weeks``: the rows of
    each week's schedule, without those of clients who were not there yet.
    """

    at: datetime
    now: datetime
    known_since: datetime | None
    forms: Mapping[Form, FormThen]
    weeks: Mapping[str, list[Json]]

    @property
    def absent(self) -> frozenset[str]:
        """The codes of responses that count as if they were not there."""
        return frozenset().union(*(then.later | then.unknown for then in self.forms.values()))


def require_registrations(intakes: Mapping[Form, Intake], order: Order) -> None:
    """Raise UsageError where no registration stood at the instant that a pass asks for."""
    found = intakes.get(Form.REGISTRATION)
    if order.as_of and found and found.responses.empty:
        raise UsageError(
            f"As far as the ledger knows, no registration stood at {order.as_of:%Y-%m-%d %H:%M}.",
            remedy="Give a later time with --as-of.",
        )


def replay(at: datetime, ledger: Ledger, settings: Settings, order: Order, book: Book) -> Replay:
    """Give what a pass as of ``at`` shows, from the book that it has written."""
    forms = {form: _then(ledger, form, at) for form in Form}
    begins = ledger.responses.begins()
    known_since = begins and max(begins, kept_since(settings, order.now))
    found = Replay(at, order.now, known_since, forms, {})
    schedules = book.clinic.schedules if book.clinic else {}
    wanted = [str(week) for week in order.weeks or (book.clinic.plans if book.clinic else ())]
    weeks = {label: _rows(schedules[label], found.absent) for label in wanted if label in schedules}
    return replace(found, weeks=weeks)


def without(changes: Iterable[Json], absent: frozenset[str]) -> list[Json]:
    """Give the changes of tabs without rows that have to do with absent responses.

    On the sheet they stand, so a pass would cancel them: that is no news of the time before them.
    """
    kept = [_without(tab, absent) for tab in changes]
    return [tab for tab in kept if any(tab[part] for part in ("added", "changed", "removed"))]


def lines(found: Replay) -> Iterator[str]:
    """Say what is shown, and of when it is."""
    forms = found.forms.items()
    yield f"Responses as they stood at {_said(found.at)}: " + ", ".join(
        f"{form} {then.stood}" for form, then in forms
    )
    for part, why in (
        ("later", "they came later"),
        ("unknown", "they were edited since, and what they said then is not on record"),
    ):
        counts = {form: len(getattr(then, part)) for form, then in forms}
        told = ", ".join(f"{form} {number}" for form, number in counts.items() if number)
        if told:
            yield f"  left out, for {why}: {told}"
    if found.known_since and found.at < found.known_since:
        since = _said(found.known_since)
        yield f"  the ledger begins at {since}: what was edited or deleted before that is not known"
    yield f"Staff tabs, corrections, bookings and the clock ({_said(found.now)}) are those of now."
    for label, rows in found.weeks.items():
        yield f"{label}: {len(rows)} registrations"
        yield from (f"  {_row(row)}" for row in rows)
    yield "What a pass would change if the forms were as they stood then:"


def _then(ledger: Ledger, form: Form, at: datetime) -> FormThen:
    others = ledger.responses.first_known_after(form, at)
    later = {key for key, created in others.items() if created > at}
    return FormThen(
        stood=len(ledger.responses.live(form, at=at)),
        later=frozenset(map(code_of, later)),
        unknown=frozenset(map(code_of, others.keys() - later)),
    )


def _rows(schedule: pd.DataFrame, absent: frozenset[str]) -> list[Json]:
    shown = schedule.loc[~schedule[CODE].isin(absent), _SHOWN]
    return [
        {str(name): _plain(value) for name, value in row.items()}
        for row in shown.to_dict("records")
    ]


def _plain(value: object) -> object:
    if isinstance(value, date | time):
        return value.isoformat() if isinstance(value, date) else value.isoformat("minutes")
    return None if pd.isna(value) else str(value)  # type: ignore[call-overload]


def _row(row: Json) -> str:
    slot = " ".join(str(row[name]) for name in (DATE, START, CONSULTANT) if row[name])
    return "  ".join(filter(None, (row[CODE], row[SERVICE], row[STATUS], slot)))


def _without(tab: Json, absent: frozenset[str]) -> Json:
    added, removed = (
        [row for row in tab[part] if absent.isdisjoint(map(str, row.values()))]
        for part in ("added", "removed")
    )
    changed = [cell for cell in tab["changed"] if not any(code in cell["row"] for code in absent)]
    cells = sum(map(len, added)) + len(changed)
    return {**tab, "added": added, "changed": changed, "removed": removed, "cells": cells}


def _said(instant: datetime) -> str:
    return f"{instant.astimezone(TIME_ZONE):%Y-%m-%d %H:%M}"


def as_data(found: Replay) -> Json:
    """Give it as JSON data."""
    return {
        "at": found.at.isoformat(),
        "known_since": found.known_since.isoformat() if found.known_since else None,
        "forms": {
            str(form): {
                "stood": then.stood,
                "later": sorted(then.later),
                "unknown": sorted(then.unknown),
            }
            for form, then in found.forms.items()
        },
        "weeks": dict(found.weeks),
    }
