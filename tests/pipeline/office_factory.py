"""An office to try things on: its workspace runs, its clock is moved by hand, people come and type.

Everything goes over HTTP through the real clients; what a person types goes through the public API
under that person's name.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd
from gspread import Spreadsheet, Worksheet

from connectors.forms.client import FormsClient
from connectors.forms.visitor import FormVisitor
from connectors.google.access import GoogleAccess
from connectors.sheets.client import SpreadsheetClient
from connectors.sheets.snapshot import Snapshot
from connectors.sheets.tab import Tab
from connectors.workspace.faults import Request
from connectors.workspace.server import RunningWorkspace, running
from loket import columns as c
from loket.vocabulary import TIME_ZONE, Form, Service, code_of
from loket.week import Week
from pipeline import tabs
from pipeline.configuration.settings import Clinic, Settings
from pipeline.configuration.settings_file import copy_for_rehearsal, load
from pipeline.demo.desk import DemoStaff
from pipeline.demo.office import Clock
from pipeline.office import Office, office_at, workspace_options
from pipeline.order import Order
from pipeline.questionnaires.questionnaires import CONSENT, service_option
from pipeline.setup.setup import initialise
from pipeline.sync import Report, locked_sync
from transforms.reading.indonesian import option_text

WEEK = Week(2026, 48)
"""Monday 23 to Friday 27 November 2026, without a holiday near it."""

SCHEDULE = tabs.schedule_tab(WEEK)
OPENED = "2026-11-11T09:00"
"""H-12 of WEEK: registrations come in."""
DRAFTED = "2026-11-16T08:00"
"""H-7 of WEEK: the schedule is drafted."""
NEXT_OPENED = "2026-11-18T09:00"
"""H-12 of the week after WEEK, whose own schedule is drafted."""
FROZEN = "2026-11-20T12:00"

CONFIG = Path(__file__).parents[2] / "config.yaml"

Answers = dict[str, str | tuple[str, ...]]

CONSULTANTS = (
    ("Hadi Wijaya", "Dekopinda", "Koperasi", "Simpan pinjam", "Perpajakan", "", "", "", True),
    ("Rina Kartika", "Akademisi", "UKM", "NIB/OSS", "Ekspor", "Senin-Rabu", "", "", True),
)


def at(text: str) -> datetime:
    """An instant of the office's zone: ``at("2026-11-16T08:00")``."""
    return datetime.fromisoformat(text).replace(tzinfo=TIME_ZONE)


def a_registration(service: Service = Service.SME, **answers: str | tuple[str, ...]) -> Answers:
    """A client's answers by question key; only what a test is about need be said."""
    field_key = c.FIELD_SME if service is Service.SME else c.FIELD_COOPERATIVE
    return {
        c.NAME: "Siti Nurhayati",
        c.PHONE: "0812-1111-2222",
        c.APPLICANT: "Pemilik UKM/UMKM",
        c.BUSINESS: "Keripik Mekar",
        c.DISTRICT: "Cibinong",
        c.DATES: (option_text(WEEK.days[0]),),
        c.SERVICE: service_option(service, Clinic().hours[service]),
        field_key: "NIB/OSS" if service is Service.SME else "Simpan pinjam",
        c.CONSENT: CONSENT,
        **answers,
    }


@dataclass
class OpenOffice:
    """An office whose workspace runs."""

    config: Path
    clock: Clock
    workspace: RunningWorkspace
    visitor: FormVisitor
    _accesses: dict[str, GoogleAccess] = field(default_factory=dict)
    _books: dict[str, Spreadsheet] = field(default_factory=dict)
    _seen: tuple[int, Snapshot | None] = (0, None)

    @property
    def settings(self) -> Settings:
        return _settings(self.config, self.config.stat().st_mtime_ns)

    @property
    def office(self) -> Office:
        return office_at(self.settings, self.workspace, now=self.clock)

    @property
    def staff(self) -> DemoStaff:
        return self._person(self.settings.google.staff[0])

    @property
    def owner(self) -> DemoStaff:
        return self._person(self.settings.google.owner)

    def at(self, text: str) -> None:
        """Move the clock."""
        self.clock.now = at(text)

    def sync(self, **order: Any) -> Report:
        """Run one pass at the clock's time."""
        return locked_sync(self.office, Order(self.clock.now, **order))

    def submit(self, form: Form, answers: Answers) -> str:
        """Answer a form as a client does; the link by which the answer can be edited."""
        return self.visitor.submit(
            str(self.settings.forms.of(form).address), self.by_id(form, answers)
        )

    def by_id(self, form: Form, answers: Answers) -> Answers:
        """Answers by question id, without the empty ones."""
        ids = self.settings.forms.of(form).questions
        return {ids[key]: value for key, value in answers.items() if value}

    def register(self, service: Service = Service.SME, **answers: str | tuple[str, ...]) -> str:
        """Register a client; the registration's code."""
        self.submit(Form.REGISTRATION, a_registration(service, **answers))
        return self.codes(Form.REGISTRATION)[-1]

    def codes(self, form: Form) -> list[str]:
        """The codes of a form's responses, in order of creation."""
        client = FormsClient(self._access(self.settings.google.loket))
        listed = client.list_responses(str(self.settings.forms.of(form).id))
        return [code_of(response.response_id) for response in listed]

    def rows(self, tab: Tab) -> pd.DataFrame:
        """The rows of a tab as they stand in the spreadsheet."""
        return self.look().tab(tab).frame

    def look(self) -> Snapshot:
        """The spreadsheet as it stands; read anew once anybody has called an API since."""
        known, snapshot = self._seen
        if snapshot is None or known != len(self.workspace.requests):
            access = self._access(self.settings.google.loket)
            book = SpreadsheetClient(access, str(self.settings.spreadsheet.id), TIME_ZONE)
            snapshot = book.read()
            self._seen = (len(self.workspace.requests), snapshot)
        return snapshot

    def sheet(self, tab: Tab) -> Worksheet:
        """A tab as a member of staff has it open."""
        return self.staff.book.get_worksheet_by_id(tab.sheet_id)

    @contextmanager
    def watched(self) -> Iterator[list[Request]]:
        """The API requests that reach the server while the block runs; complete at its end."""
        seen: list[Request] = []
        before = len(self.workspace.requests)
        yield seen
        seen += [request for request in self.workspace.requests[before:] if request.method_id]

    def close(self) -> None:
        """Close the people's connections."""
        self.visitor.close()
        for access in self._accesses.values():
            access.close()

    def _person(self, email: str) -> DemoStaff:
        if email not in self._books:
            client = self._access(email).gspread
            self._books[email] = client.open_by_key(str(self.settings.spreadsheet.id))
        return DemoStaff(self._books[email])

    def _access(self, email: str) -> GoogleAccess:
        return self._accesses.setdefault(email, GoogleAccess.embedded(self.workspace.url, email))


@lru_cache
def _settings(config: Path, _: int) -> Settings:
    return load(config)


def code_of_client(snapshot: Snapshot, name: str) -> str:
    """The code of the client of that name, who stands on Pendaftaran."""
    frame = snapshot.tab(tabs.REGISTRATIONS).frame
    (code,) = frame.loc[frame[c.NAME] == name, c.CODE]
    return str(code)


def reads_and_writes(requests: Sequence[Request]) -> tuple[int, int]:
    """How many requests were reads and writes."""
    reads = sum(request.is_read for request in requests)
    return reads, len(requests) - reads


@contextmanager
def open_folder(folder: Path, now: str = OPENED) -> Iterator[OpenOffice]:
    """Serve the workspace of an office's folder."""
    config = folder / "config.yaml"
    clock = Clock(at(now))
    settings = _settings(config, config.stat().st_mtime_ns)
    with running(workspace_options(settings, seed=b"office"), now=clock) as workspace:
        opened = OpenOffice(config, clock, workspace, FormVisitor(workspace.url))
        try:
            yield opened
        finally:
            opened.close()


def found_office(folder: Path) -> None:
    """Make an office that is set up, has a roster, and whose form offers WEEK's dates."""
    copy_for_rehearsal(CONFIG, folder / "config.yaml")
    with open_folder(folder) as opened:
        initialise(opened.office, opened.config)
        opened.staff.fill(tabs.CONSULTANTS, CONSULTANTS)
        opened.sync()


CLIENTS = {
    "Asep Suryana": "0812-0000-0001",
    "Siti Nurhayati": "0812-0000-0002",
    "Ujang Hidayat": "0812-0000-0003",
    "Lina Marlina": "8.12123E+10",
    "Budi Saputra": "14045",
}
"""The clients of a drafted week and their phones, a minute apart; the last two are no phones."""


def draft_week(folder: Path) -> None:
    """Let CLIENTS register for Monday or Tuesday of WEEK, and draft its schedule."""
    days = tuple(option_text(day) for day in WEEK.days[:2])
    with open_folder(folder) as opened:
        for name, phone in CLIENTS.items():
            opened.register(name=name, phone=phone, business=f"Usaha {name}", dates=days)
            opened.clock.now += timedelta(minutes=1)
        opened.at(DRAFTED)
        opened.sync()


def copy_office(original: Path, folder: Path) -> Path:
    """Copy an office whose workspace does not run."""
    return Path(shutil.copytree(original, folder, dirs_exist_ok=True))


def replace(path: Path, old: str, new: str) -> None:
    """Edit a text file as somebody does: what they look for is there."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def documents(folder: Path) -> list[tuple[Any, ...]]:
    """Everything in a workspace file; any write whatever gives a document another version."""
    with closing(sqlite3.connect(folder / "workspace.sqlite")) as connection:
        return connection.execute("select kind, key, version, body from document").fetchall()
