"""One made-up office as it stands right before a first, a changed and a quiet pass."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from random import Random

from benchmarks.http_calls import HttpCall, recording
from benchmarks.made_up_week import DAYS, made_up_week
from connectors.forms.visitor import FormVisitor
from connectors.google.access import GoogleAccess
from connectors.ledger.ledger import Ledger
from connectors.workspace.server import RunningWorkspace, running
from loket import columns as c
from loket.vocabulary import TIME_ZONE, WEEKDAYS, Confirmation, Form, Status
from loket.week import Week
from pipeline import tabs
from pipeline.configuration.settings_file import copy_for_rehearsal, load
from pipeline.demo.desk import DemoStaff
from pipeline.demo.office import Clock
from pipeline.demo.people import Answers, person, registrations
from pipeline.intake.date_question import offer_dates
from pipeline.office import Office, office_at, workspace_options
from pipeline.order import Order
from pipeline.runs.outcome import CHANGED, QUIET
from pipeline.setup.setup import initialise
from pipeline.sync import locked_sync
from transforms.reading.indonesian import option_text

WEEK = Week.of(DAYS[0])
_TEMPLATE = Path(__file__).parents[1] / "config.yaml"
_OPENS = datetime.combine(DAYS[0] - timedelta(days=12), time(7), TIME_ZONE)
_CLOSES = datetime.combine(DAYS[0] - timedelta(days=8), time(22), TIME_ZONE)
_DRAFTED = datetime.combine(DAYS[0] - timedelta(days=7), time(8), TIME_ZONE)


@dataclass(frozen=True)
class Stage:
    """An office's folder right before a pass at ``now``, the pass's requests, and what it did."""

    name: str
    folder: Path
    now: datetime
    calls: tuple[HttpCall, ...]
    summary: str


def stages(folder: Path, number: int) -> list[Stage]:
    """Make an office with so many registrations for one week, and run three passes over it.

    The first finds forms and staff tabs filled and no row of Loket's, on the day when the schedule
    is drafted. Before the second one in thirty more clients have registered, as many were told,
    and some cancelled or were pinned. Before the third nothing has happened. Raises RuntimeError
    where a pass ends otherwise than such a pass should.
    """
    office = folder / "office"
    _found(office, number)
    first = _passed("first", office, _DRAFTED, CHANGED)
    _change(office, number)
    changed = _passed("changed", office, _DRAFTED + timedelta(hours=1), CHANGED)
    quiet = _passed("quiet", office, changed.now + timedelta(minutes=10), QUIET)
    return [first, changed, quiet]


def copied(stage: Stage, folder: Path) -> Path:
    """Copy a stage's office, so that a pass over the copy leaves the stage as it is."""
    return Path(shutil.copytree(stage.folder, folder / "office"))


def _passed(name: str, office: Path, now: datetime, outcome: str) -> Stage:
    """Copy the office as it stands, then run the pass over the original."""
    folder = office.with_name(name)
    shutil.copytree(office, folder)
    with opened(office, Clock(now)) as (connected, _), recording() as sent:
        report = locked_sync(connected, Order(now))
    if report.outcome != outcome or report.errors:
        raise RuntimeError(f"the {name} pass ended {report.outcome}: {report.errors}")
    calls = f"{report.calls['reads']} reads, {report.calls['writes']} writes"
    return Stage(name, folder, now, tuple(sent), f"{calls}, {report.cells:,} cells written")


def _found(folder: Path, number: int) -> None:
    """Set an office up, fill its staff tabs for so many clients, and let them register."""
    folder.mkdir()
    config = folder / "config.yaml"
    copy_for_rehearsal(_TEMPLATE, config)
    clock = Clock(_OPENS)
    with opened(folder, clock) as (office, _):
        initialise(office, config)
    with opened(folder, clock) as (office, workspace), Ledger(folder / "thrown.away") as ledger:
        fill_staff_tabs(staff(office, workspace), number)
        offer_dates(office, ledger, tuple(map(option_text, DAYS)), check=True)
        people = registrations(office.settings.clinic, DAYS, _OPENS, _CLOSES, number, seed=number)
        visitor = FormVisitor(workspace.url)
        for registration in people:
            clock.now = registration.at
            _submit(office, visitor, registration.answers)
        visitor.close()


def _change(folder: Path, number: int) -> None:
    """Let a few more clients register, and staff do on the schedule what they do in a day."""
    few, random = number // 30 + 1, Random(number)
    with opened(folder, Clock(_DRAFTED + timedelta(minutes=30))) as (office, workspace):
        visitor = FormVisitor(workspace.url)
        for index in range(few):
            answers = person(office.settings.clinic, DAYS, random, number + index)
            offered = _offered(office)
            wanted = tuple(day for day in answers[c.DATES] if day in offered) or offered[:1]
            _submit(office, visitor, {**answers, c.DATES: wanted})
        visitor.close()
        snapshot, schedule = office.spreadsheet.read(), tabs.schedule_tab(WEEK)
        rows = snapshot.tab(schedule).frame
        codes = list(rows.loc[rows[c.STATUS] == Status.SCHEDULED, c.CODE])
        marks: dict[str, dict[str, object]] = {code: {c.TOLD: True} for code in codes[:few]}
        marks |= {code: {c.PINNED: True} for code in codes[few : few + 2]}
        marks |= {code: {c.CONFIRMATION: Confirmation.CANCELLED} for code in codes[-few // 4 :]}
        staff(office, workspace).mark(snapshot, schedule, marks)


def fill_staff_tabs(clerk: DemoStaff, number: int) -> None:
    """Type a roster and quotas that give about as many slots as there are clients."""
    week = made_up_week(number)
    roster = [
        (
            name,
            "Praktisi",
            slots[c.SERVICE].iloc[0],
            "; ".join(sorted(slots[c.MAIN_FIELDS].iloc[0])),
            "; ".join(sorted(slots[c.OTHER_FIELDS].iloc[0])),
            ", ".join(WEEKDAYS[day.weekday()] for day in sorted(set(slots[c.DATE]))),
            "",
            int(slots[c.DAILY_MAXIMUM].iloc[0]),
            True,
        )
        for name, slots in week.slots.groupby(c.CONSULTANT)
    ]
    rooms = week.slots.groupby(c.SERVICE)[c.ROOMS].first()
    quotas = [
        (
            WEEKDAYS[row[c.DATE].weekday()],
            row[c.SERVICE],
            int(row[c.INVITED_QUOTA]),
            int(row[c.PUBLIC_QUOTA]),
            int(rooms[row[c.SERVICE]]),
        )
        for row in week.quotas.to_dict("records")
    ]
    clerk.fill(tabs.CONSULTANTS, roster)
    clerk.fill(tabs.QUOTAS, quotas)


def staff(office: Office, workspace: RunningWorkspace) -> DemoStaff:
    access = GoogleAccess.embedded(workspace.url, office.settings.google.staff[0])
    return DemoStaff(access.gspread.open_by_key(str(office.settings.spreadsheet.id)))


def _submit(office: Office, visitor: FormVisitor, answers: Answers) -> None:
    form = office.settings.forms.of(Form.REGISTRATION)
    by_id = {form.questions[key]: value for key, value in answers.items() if value}
    visitor.submit(str(form.address), by_id)


def _offered(office: Office) -> tuple[str, ...]:
    """Give the dates that the form offers."""
    form = office.settings.forms.of(Form.REGISTRATION)
    questions = [
        item["questionItem"]["question"]
        for item in office.forms.get(str(form.id))["items"]
        if "questionItem" in item
    ]
    dates = next(q for q in questions if q["questionId"] == form.questions[c.DATES])
    return tuple(option["value"] for option in dates["choiceQuestion"]["options"])


@contextmanager
def opened(folder: Path, clock: Clock) -> Iterator[tuple[Office, RunningWorkspace]]:
    settings = load(folder / "config.yaml")
    options = workspace_options(settings, seed=b"benchmark")
    with running(options, now=clock) as workspace:
        yield office_at(settings, workspace, now=clock), workspace
