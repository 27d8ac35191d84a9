"""Tells a story: people act at a date and time, and after each pass stands what everybody sees.

Tables are text, as a clerk would jot them down: one line a row, cells parted by bars. Codes stand
there as the client's name, a client's second registration as ``Yanti (2)``. Rows are in order of
time and name, wherever they are on the sheet, since staff may sort it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from difflib import ndiff
from itertools import groupby
from pathlib import Path
from typing import Any

import pandas as pd

from connectors.forms.client import FormsClient
from connectors.google.access import GoogleAccess
from connectors.sheets.snapshot import Snapshot
from connectors.sheets.tab import Tab
from loket import columns as c
from loket.vocabulary import WEEKDAYS, Form, Service
from loket.week import Week
from pipeline import tabs
from pipeline.configuration.settings_file import copy_for_rehearsal
from pipeline.setup.setup import initialise
from pipeline.writing.log_tab import TO_SEE
from tests.pipeline.office_factory import CONFIG, OpenOffice, a_registration, open_folder
from transforms.reading.indonesian import clock, option_text, read_date

W47, W48 = Week(2026, 47), Week(2026, 48)

Table = tuple[str, ...]

TABLES = (
    *("jadwal_w47", "jadwal_w48", "daftar_tunggu", "pendaftaran", "perlu_perbaikan"),
    *("rekap_evaluasi", "log", "formulir"),
)
"""What can be looked at."""

_SCHEDULE = (c.DATE, c.START, c.CONSULTANT, c.CODE, c.STATUS, c.REMARK)
_EVALUATION = (
    *(c.WEEK, c.REGISTERED, c.SCHEDULED, c.PRESENT, c.ABSENT, c.UNRECORDED, c.CANCELLED),
    *(c.WAITING, c.FEEDBACK_COUNT),
)


@dataclass
class Teller:
    """An office with its people by name, and what everybody saw after the last pass."""

    office: OpenOffice
    seen: dict[str, str] = field(default_factory=dict)
    passes: int = 0
    names: dict[str, str] = field(default_factory=dict)
    """By code."""
    people: list[str] = field(default_factory=list)

    def at(self, moment: str) -> None:
        """Move the clock forward: ``at("Mon 9 Nov 08.00")``."""
        before = self.office.clock.now
        text = f"{moment} {before:%Y %z}"
        then = datetime.strptime(text, "%a %d %b %H.%M %Y %z").astimezone(before.tzinfo)
        assert f"{then:%a}" == moment[:3], f"{moment} is a {then:%A}"
        assert then > before
        self.office.clock.now = then

    def registers(self, name: str, service: Service, topic: str, days: str, **more: str) -> str:
        """Let a client fill in the form: ``days`` are those ticked, as in ``16/11, 23/11``.

        Gives the link by which the client can edit the answer.
        """
        self.people.append(name)
        times = self.people.count(name)
        topic_key = c.FIELD_SME if service is Service.SME else c.FIELD_COOPERATIVE
        answers: dict[str, Any] = {
            c.NAME: name,
            c.BUSINESS: f"Usaha {name}",
            c.PHONE: f"0812-4747-{self.people.index(name) + 1:04}",
            topic_key: topic,
            c.DATES: tuple(option_text(self._day(day.strip())) for day in days.split(",")),
        }
        link = self.office.submit(Form.REGISTRATION, a_registration(service, **answers | more))
        (code,) = set(self.office.codes(Form.REGISTRATION)) - set(self.names)
        self.names[code] = f"{name} ({times})" if times > 1 else name
        return link

    def code(self, name: str) -> str:
        """The code of a registration."""
        return next(code for code, known in self.names.items() if known == name)

    def staff_add(self, tab: Tab, *rows: Sequence[object]) -> None:
        """Let staff type rows below what stands on a staff tab."""
        self.office.staff.fill(tab, rows)

    def staff_mark(self, tab: Tab | Week, cells: Mapping[str, Mapping[str, object]]) -> None:
        """Let staff type into ✎ cells, by the registration's name and the header."""
        there = tabs.schedule_tab(tab) if isinstance(tab, Week) else tab
        fields = {column.header: column.field for column in there.staff_columns}
        marks = {
            self.code(name): {fields[header]: value for header, value in typed.items()}
            for name, typed in cells.items()
        }
        self.office.staff.mark(self.office.look(), there, marks)

    def staff_close_the_form(self) -> None:
        """Let staff take no more registrations for the time being."""
        settings = self.office.settings
        access = GoogleAccess.embedded(self.office.workspace.url, settings.google.staff[0])
        FormsClient(access).publish(str(settings.forms.registration.id), accepting=False)
        access.close()

    def notes(self, week: Week, name: str) -> object:
        """What stands in ✎Catatan of a registration's row."""
        frame = self.office.rows(tabs.schedule_tab(week)).set_index(c.CODE)
        return frame.loc[self.code(name), c.NOTES]

    def after_a_pass(self, **expected: str) -> None:
        """Run a pass; see that everything named shows just this, and all the rest what it did.

        After every sixth another pass at the same moment finds nothing to do.
        """
        everything = dict.fromkeys(TABLES, "") | self.seen | expected
        self.seen = everything
        self.at_the_next_pass(**everything)
        self.passes += 1
        if self.passes % 6:
            return
        with self.office.watched() as requests:
            assert self.office.sync().outcome == "quiet"
        assert all(request.is_read for request in requests)

    def at_the_next_pass(self, **expected: str) -> None:
        """Run a pass and see that what is named shows just this."""
        assert self.office.sync().errors == ()
        found = self._look()
        shown = [f"{name}: {line.strip()}" for name in expected for line in found[name]]
        wanted = [f"{name}: {line}" for name, text in expected.items() for line in table(text)]
        difference = "\n".join(ndiff(wanted, shown))
        assert shown == wanted, f"{self.office.clock.now}\n{difference}"

    def _look(self) -> dict[str, Table]:
        snapshot = self.office.look()
        waiting = (c.WEEK, c.SERVICE, c.ORDER, c.CODE, c.REASON)
        problems = (c.CODE, c.QUESTION, c.VALUE, c.STATUS)
        return {
            "jadwal_w47": self._rows(snapshot, tabs.schedule_tab(W47), _SCHEDULE),
            "jadwal_w48": self._rows(snapshot, tabs.schedule_tab(W48), _SCHEDULE),
            "daftar_tunggu": self._rows(snapshot, tabs.WAITING_LIST, waiting),
            "pendaftaran": self._standing(snapshot),
            "perlu_perbaikan": self._rows(snapshot, tabs.PROBLEMS, problems),
            "rekap_evaluasi": self._rows(snapshot, tabs.EVALUATIONS, _EVALUATION),
            "log": self._news(snapshot),
            "formulir": self._form(),
        }

    def _rows(self, snapshot: Snapshot, tab: Tab, columns: tuple[str, ...]) -> Table:
        rows = snapshot.tab(tab).frame[[*columns]].itertuples(index=False, name=None)
        named = [tuple(self.names.get(value, value) for value in row) for row in rows]
        in_order = sorted(named, key=lambda row: tuple(map(_sort_key, row)))
        return tuple(self._named(" | ".join(map(_cell, row))) for row in in_order)

    def _standing(self, snapshot: Snapshot) -> Table:
        """Pendaftaran: the names by week, status and path."""
        groups: dict[tuple[str, ...], list[str]] = {}
        for row in snapshot.tab(tabs.REGISTRATIONS).frame.to_dict("records"):
            week = _cell(row[c.WEEK]).removeprefix(f"{W47.year}-")
            key = (week, _cell(row[c.STATUS]), _cell(row[c.GROUP]))
            groups.setdefault(key, []).append(self.names[row[c.CODE]])
        return tuple(
            " | ".join([*key, ", ".join(sorted(names))]) for key, names in sorted(groups.items())
        )

    def _news(self, snapshot: Snapshot) -> Table:
        """The remark on top of Log, those whom it names in alphabetical order.

        What is still to be done is left out: the other tables show it.
        """
        remarks = snapshot.tab(tabs.LOG).frame[c.REMARK]
        lines = _cell(remarks.iloc[0]).split("\n") if len(remarks) else []
        text = "\n".join(line for line in lines if not line.startswith(TO_SEE))
        codes = re.findall(r"CC-\w{4}-\w{4}", text)
        for code, name in zip(codes, sorted(self.names[code] for code in codes), strict=True):
            text = text.replace(code, name)
        return (text,) if text else ()

    def _form(self) -> Table:
        """Whether the form takes answers, and the dates that it offers."""
        mapped = self.office.settings.forms.registration
        form = self.office.office.forms.get(str(mapped.id))
        accepting = form["publishSettings"]["publishState"].get("isAcceptingResponses", False)
        questions = [item.get("questionItem", {}).get("question", {}) for item in form["items"]]
        (asked,) = [q for q in questions if q.get("questionId") == mapped.questions[c.DATES]]
        days = [read_date(option["value"]).value for option in asked["choiceQuestion"]["options"]]
        weeks = [
            ", ".join(map(_cell, group))
            for _, group in groupby(days, lambda day: day and Week.of(day))
        ]
        return ("dibuka" if accepting else "ditutup", *weeks)

    def _named(self, text: str) -> str:
        for code, name in self.names.items():
            text = text.replace(code, name)
        return text

    def _day(self, text: str) -> date:
        day, month = text.split("/")
        return date(self.office.clock.now.year, int(month), int(day))


@contextmanager
def story_office(
    folder: Path, now: str, consultants: Sequence[Sequence[object]]
) -> Iterator[Teller]:
    """Open an office that has never registered anybody, with its roster."""
    copy_for_rehearsal(CONFIG, folder / "config.yaml")
    with open_folder(folder, now) as office:
        initialise(office.office, office.config)
        office.staff.fill(tabs.CONSULTANTS, consultants)
        yield Teller(office)


def table(text: str) -> Table:
    """Read a table of the story: no indentation, one blank around each bar."""
    lines = [line.strip() for line in text.strip().splitlines()]
    cells = [" | ".join(cell.strip() for cell in line.split("|")) for line in lines if line]
    return tuple(line.strip() for line in cells)


def _cell(value: object) -> str:
    if value is None or pd.isna(value):  # type: ignore[call-overload]
        return ""
    if isinstance(value, date):
        return f"{WEEKDAYS[value.weekday()][:3]} {value:%d/%m}"
    return clock(value) if isinstance(value, time) else str(value)


def _sort_key(value: object) -> str:
    return str(value) if _cell(value) else "~"
