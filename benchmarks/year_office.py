"""A made-up office after many weeks: one running, the next one drafted, the others over.

The running and the coming week are made as any office's: clients register, Loket passes. The weeks
before are copies of the running one as it would have ended, with codes, dates and responses of
their own, put straight into the forms and onto the tabs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd

from benchmarks.copied_week import CopiedWeek
from benchmarks.office_stages import fill_staff_tabs, opened, staff
from connectors.sheets.client import SpreadsheetClient
from connectors.sheets.rows.row_changes import row_changes
from connectors.sheets.tab import Tab
from connectors.workspace.store import Store
from loket import columns as c
from loket.vocabulary import TIME_ZONE, Form
from loket.week import Week
from pipeline import tabs
from pipeline.configuration.settings import FormSettings, Settings
from pipeline.configuration.settings_file import copy_for_rehearsal, load
from pipeline.demo.office import Clock
from pipeline.demo.people import Answers, person, registrations
from pipeline.office import Office
from pipeline.order import Order
from pipeline.setup.setup import initialise
from pipeline.sync import locked_sync
from transforms.evaluation.satisfaction_scale import UNSUR

WEEK = Week(2026, 48)
NOW = datetime(2026, 11, 25, 10, 5, tzinfo=TIME_ZONE)
"""Wednesday of WEEK; the week after it has been drafted on Monday."""

_TEMPLATE = Path(__file__).parents[1] / "config.yaml"
_AT_ONCE = 8
"""Weeks whose registrations go to Pendaftaran together."""

Json = dict[str, Any]


def make_office(folder: Path, weeks: int, clients: int) -> None:
    """Make an office's folder: so many weeks up to WEEK, each with so many registrations."""
    folder.mkdir(parents=True)
    config = folder / "config.yaml"
    copy_for_rehearsal(_TEMPLATE, config)
    clock = Clock(_at(WEEK, -12, 7))
    with opened(folder, clock) as (office, _):
        initialise(office, config)
    with opened(folder, clock) as (office, workspace):
        fill_staff_tabs(staff(office, workspace), clients)
        given = {}
        for number, week in enumerate((WEEK, WEEK.shift(1))):
            given[week] = _registered(office.settings, week, clients, number)
        clock.now = _at(WEEK, -7, 8)
        _sync(office, clock)
        clock.now = _at(WEEK, 0, 7)
        _sync(office, clock)
        clock.now = NOW - timedelta(minutes=10)
        _add_past(office, weeks, given[WEEK])
        for _ in range(3):
            # The first brings all in, the second is quiet and notes down what is past.
            _sync(office, clock, full=True)
            clock.now += timedelta(minutes=3)


def _at(week: Week, days: int, hour: int) -> datetime:
    day = week.monday + timedelta(days=days)
    return datetime(day.year, day.month, day.day, hour, tzinfo=TIME_ZONE)


def _sync(office: Office, clock: Clock, **order: Any) -> None:
    report = locked_sync(office, Order(clock.now, **order))
    if report.errors:
        raise RuntimeError(f"a pass ended {report.outcome}: {report.errors}")


def _registered(settings: Settings, week: Week, clients: int, number: int) -> list[Json]:
    """Put a week's registrations into the form, from when it opens to before it is drafted."""
    people = registrations(
        settings.clinic,
        week.days[:5],
        _at(week, -12, 7),
        _at(week, -8, 22),
        clients,
        seed=number,
    )
    form = settings.forms.of(Form.REGISTRATION)
    responses = [
        _response(form, Random(f"{week} {index}"), person.at, person.answers)
        for index, person in enumerate(people)
    ]
    put_responses(settings, responses)
    return responses


def _response(form: FormSettings, random: Random, at: datetime, answers: Answers) -> Json:
    instant = _instant(at)
    return {
        "formId": form.id,
        "responseId": f"ACYDBN{random.getrandbits(190):048x}",
        "createTime": instant,
        "lastSubmittedTime": instant,
        "answers": {
            form.questions[key]: {
                "questionId": form.questions[key],
                "textAnswers": {
                    "answers": [
                        {"value": text} for text in ((value,) if isinstance(value, str) else value)
                    ]
                },
            }
            for key, value in answers.items()
            if value
        },
        "editToken": f"2_ABaOnu{random.getrandbits(128):032x}",
    }


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def register_one(folder: Path, at: datetime) -> None:
    """Let one more client register for the coming week."""
    settings = load(folder / "config.yaml")
    days, form = WEEK.shift(1).days[1:5], settings.forms.of(Form.REGISTRATION)
    answers = person(settings.clinic, days, Random(str(at)), 0)
    put_responses(settings, [_response(form, Random(str(at)), at, answers)])


def put_responses(settings: Settings, responses: Sequence[Json]) -> None:
    """Store responses as the workspace does when they are submitted."""
    store = Store(settings.path(Path(str(settings.google.workspace))))
    with store.transaction(write=True) as documents:
        for response in responses:
            documents.put("response", response["responseId"], response, response["formId"])
    store.close()


def _add_past(office: Office, weeks: int, given: Sequence[Json]) -> None:
    """Put copies of WEEK before it, into the forms and onto the tabs."""
    book = SpreadsheetClient(office.founder, office.spreadsheet.spreadsheet_id, TIME_ZONE)
    snapshot = book.read()
    phone = office.settings.forms.of(Form.REGISTRATION).questions[c.PHONE]
    copies = [CopiedWeek.of(snapshot, WEEK, number, given, phone) for number in range(1, weeks)]
    for copy in copies:
        _send(book, copy.requests(snapshot))
        put_responses(office.settings, copy.responses)
        put_responses(office.settings, list(_feedback(office.settings, copy)))
    for start in range(0, len(copies), _AT_ONCE):
        some = copies[start : start + _AT_ONCE]
        registered = [copy.registrations(snapshot) for copy in some]
        _grow(book, tabs.REGISTRATIONS, registered, c.CREATED)
        _grow(book, tabs.CAPACITIES, [copy.capacities(snapshot) for copy in some], c.DATE)


def _grow(book: SpreadsheetClient, tab: Tab, more: Sequence[pd.DataFrame], by: str) -> None:
    """Add rows to a tab, in order."""
    state = book.read().tab(tab)
    every = pd.concat([*more, state.frame], ignore_index=True)
    rows = every.sort_values(by, kind="stable", ignore_index=True)
    _send(book, [step for step in row_changes(state, rows).requests if isinstance(step, dict)])


def _send(book: SpreadsheetClient, requests: list[Json]) -> None:
    book.access.gspread.http_client.batch_update(book.spreadsheet_id, {"requests": requests})


def _feedback(settings: Settings, copy: CopiedWeek) -> Iterator[Json]:
    random = Random(str(copy.week))
    form = settings.forms.of(Form.FEEDBACK)
    placed = copy.schedule[copy.schedule[c.DATE].notna()]
    for code, day in zip(placed[c.CODE], placed[c.DATE], strict=True):
        if random.random() < 0.5:
            answers: Answers = {
                "feedback_code": str(code),
                **{unsur.key: unsur.answers[random.choice((3, 3, 3, 2, 1))] for unsur in UNSUR},
                "solved": random.choice(("Ya", "Ya", "Sebagian", "Belum")),
                "gender": random.choice(("Perempuan", "Laki-laki")),
                "age_group": random.choice(("25–34", "35–44", "45–54")),
                "suggestion": random.choice(("", "", "Sangat membantu", "Waktu kurang lama")),
            }
            at = datetime(day.year, day.month, day.day, 16, 30, tzinfo=TIME_ZONE)
            yield _response(form, random, at, answers)
