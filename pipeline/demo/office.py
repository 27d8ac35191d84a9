"""The demo's office while it plays: its clock, its people's ways in, and passes that are told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from random import Random
from typing import Any

from connectors.forms.visitor import FormVisitor
from connectors.google.access import GoogleAccess
from connectors.sheets.snapshot import Snapshot
from connectors.workspace.server import RunningWorkspace
from loket import columns as c
from loket.vocabulary import TIME_ZONE, Form, Status
from loket.week import Week
from pipeline import tabs
from pipeline.configuration.settings import Settings
from pipeline.demo.desk import DemoStaff
from pipeline.demo.people import Answers
from pipeline.office import Office, office_at
from pipeline.order import Order
from pipeline.sync import Report, locked_sync

WEEK = Week(2026, 48)
"""A week without holidays whose Friday before is a working day."""

Say = Callable[[str], None]


@dataclass
class Clock:
    """The demo's clock; somebody has to move it."""

    now: datetime

    def __call__(self) -> datetime:
        """Give the time it shows."""
        return self.now


@dataclass
class Demo:
    """An office under way, whose clock somebody has to move."""

    config: Path
    settings: Settings
    workspace: RunningWorkspace
    clock: Clock
    say: Say
    random: Random
    visitor: FormVisitor
    edit_links: dict[int, str] = field(default_factory=dict)
    reports: list[Report] = field(default_factory=list)

    @property
    def office(self) -> Office:
        """The office as Loket sees it."""
        return office_at(self.settings, self.workspace, now=self.clock)

    @property
    def staff(self) -> DemoStaff:
        """A member of staff with the spreadsheet open."""
        google = self.settings.google
        access = GoogleAccess.embedded(self.workspace.url, google.staff[0])
        return DemoStaff(access.gspread.open_by_key(str(self.settings.spreadsheet.id)))

    def at(self, day: date, hour: int = 0, minute: int = 0) -> None:
        """Move the clock."""
        self.clock.now = datetime.combine(day, time(hour, minute), TIME_ZONE)

    def look(self) -> Snapshot:
        """Give the spreadsheet as it stands."""
        return self.office.spreadsheet.read()

    def sync(self, what: str) -> None:
        """Run a pass and say what it did."""
        report = locked_sync(self.office, Order(self.clock.now, trigger="demo"))
        self.reports.append(report)
        calls, statuses = report.calls, report.counts.get("statuses", {})
        standing = ", ".join(f"{name} {number}" for name, number in sorted(statuses.items()))
        self.say(
            f"{self.clock.now:%a %d %b %H:%M}  {what}\n"
            f"                   {report.cells} cells in {len(report.changes)} tabs, "
            f"{calls['reads']} reads, {calls['writes']} writes. {standing}"
        )

    def submit(self, form: Form, answers: Answers) -> str:
        """Answer a form as a client does."""
        mapped = self.settings.forms.of(form)
        by_id = {mapped.questions[key]: value for key, value in answers.items() if value}
        return self.visitor.submit(str(mapped.address), by_id)


def offered_dates(demo: Demo) -> tuple[str, ...]:
    """Give the dates that the registration form offers."""
    form = demo.settings.forms.registration
    for item in demo.office.forms.get(str(form.id))["items"]:
        question = item.get("questionItem", {}).get("question", {})
        if question.get("questionId") == form.questions[c.DATES]:
            return tuple(option["value"] for option in question["choiceQuestion"]["options"])
    return ()


def rows(snapshot: Snapshot, *statuses: Status) -> list[dict[str, Any]]:
    """Give the schedule's rows of these statuses that have a date, by time."""
    frame = snapshot.tab(tabs.schedule_tab(WEEK)).frame
    chosen = frame[frame[c.STATUS].isin(statuses) & frame[c.DATE].notna()]
    ordered = chosen.sort_values([c.DATE, c.START, c.CODE])
    return [{str(key): value for key, value in row.items()} for row in ordered.to_dict("records")]


def free_slot(snapshot: Snapshot, consultant: str) -> tuple[date, time]:
    """Find a time at which the consultant has nobody."""
    taken = {
        (r[c.DATE], r[c.START])
        for r in rows(snapshot, Status.SCHEDULED)
        if r[c.CONSULTANT] == consultant
    }
    own = next(iter(sorted(taken)))
    starts = sorted({r[c.START] for r in rows(snapshot, Status.SCHEDULED)})
    same_half = [s for s in starts if (s < time(12)) == (own[1] < time(12))]
    return next(
        (day, start)
        for day in sorted({d for d, _ in taken})
        for start in same_half
        if (day, start) not in taken
    )
