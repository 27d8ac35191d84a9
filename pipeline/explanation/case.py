"""What a registration is explained from: the form, the spreadsheet, the ledger and a plan."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from connectors.forms.response import RawResponse
from connectors.ledger.copied_ledger import copied_ledger
from connectors.ledger.ledger import Ledger
from connectors.sheets.snapshot import Snapshot
from loket.columns import CODE, WEEK
from loket.errors import UsageError
from loket.vocabulary import Form, code_of
from loket.week import Week
from pipeline import tabs
from pipeline.book import Book, write_book
from pipeline.clinic.clinic import Clinic
from pipeline.clinic.week_plan import WeekPlan
from pipeline.configuration.settings import Settings
from pipeline.erasing.erasing import redaction_of
from pipeline.intake.intake import intake
from pipeline.office import Office
from pipeline.questionnaires.questionnaires import questionnaires
from pipeline.writing.memory import Memory
from transforms.evaluation.feedback_code import read_code

_NEAR = 3


@dataclass(frozen=True)
class Case:
    """All that a pass would know at this moment, with the ledger as it would leave it.

    ``versions``: every version of the registration's response, oldest first.
    """

    code: str
    now: datetime
    settings: Settings
    ledger: Ledger
    snapshot: Snapshot
    book: Book
    clinic: Clinic
    versions: list[RawResponse]

    @property
    def week(self) -> Week | None:
        """The week in which the registration takes part, if any."""
        standing = self.clinic.standing
        labels = standing.loc[standing[CODE] == self.code, WEEK]
        return Week.read(labels.iloc[0]) if len(labels) else None

    @property
    def plan(self) -> WeekPlan | None:
        """The plan of that week, unless it is over for long."""
        return self.clinic.plans.get(self.week) if self.week else None


@contextmanager
def case_of(office: Office, typed: str, now: datetime) -> Iterator[Case]:
    """Give the case of the code that an operator has typed; reads, and writes nothing anywhere.

    The form is read into a copy of the ledger that is thrown away. Raises UsageError where no
    registration has the code, LockedError while a pass runs, and what keeps the clinic's weeks
    from being planned.
    """
    settings, form = office.settings, Form.REGISTRATION
    with copied_ledger(settings.path(settings.sync.ledger)) as ledger:
        questionnaire = questionnaires(settings.clinic)[form]
        found = intake(
            *(form, questionnaire, settings, office.forms, ledger),
            now=now,
            full=True,
            redaction=redaction_of(ledger, settings, now),
        )
        read = office.spreadsheet.read()
        memory = Memory(ledger, read.spreadsheet_id, now, (settings.google.loket,))
        snapshot = memory.mend(read).record
        ids = {code_of(key): key for key in ledger.responses.ids(form)}
        code = known_code(typed, {*ids, *snapshot.tab(tabs.REGISTRATIONS).frame[CODE].dropna()})
        book = write_book(settings, {form: found}, snapshot, now, ())
        if book.clinic is None:
            raise book.errors[0]
        versions = ledger.responses.versions(form, ids[code]) if code in ids else []
        yield Case(code, now, settings, ledger, snapshot, book, book.clinic, versions)


def known_code(typed: str, known: Collection[str]) -> str:
    """Give the code that is meant; raises UsageError, which names codes like it, if none is."""
    code = read_code(typed)
    if code and code in known:
        return code
    near = difflib.get_close_matches((code or typed).upper(), sorted(known), n=_NEAR, cutoff=0.7)
    raise UsageError(
        f"No registration has the code {code or repr(typed)}.",
        remedy=f"Did you mean {' or '.join(near)}?"
        if near
        else "Look it up on the tab Pendaftaran: a code looks like CC-7K2M-9QXD.",
    )
