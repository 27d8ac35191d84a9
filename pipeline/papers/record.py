"""What papers are made from: the forms and the spreadsheet as a pass would see them now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar

import pandas as pd

from connectors.ledger.copied_ledger import copied_ledger
from connectors.sheets.snapshot import Snapshot
from connectors.sheets.tab import Tab
from loket.errors import LoketError
from loket.vocabulary import TIME_ZONE, Form
from loket.week import Week
from pipeline.areas.digest import Digest
from pipeline.areas.evaluation_tabs import Evaluations
from pipeline.areas.halo_tabs import Halo
from pipeline.book import Book, write_book
from pipeline.clinic.clinic import Clinic
from pipeline.intake.intake import Intake, intake
from pipeline.office import Office
from pipeline.papers.frame import Occasion
from pipeline.questionnaires.questionnaires import questionnaires
from pipeline.writing.memory import Memory

Area = TypeVar("Area")


@dataclass(frozen=True)
class Record(Occasion):
    """All that a pass at ``now`` would know; each area raises what keeps it from being known."""

    snapshot: Snapshot = field(repr=False)
    book: Book = field(repr=False)

    @property
    def clinic(self) -> Clinic:
        """The clinic's weeks."""
        return self._known(self.book.clinic)

    @property
    def evaluations(self) -> Evaluations:
        """The clinic's evaluation."""
        return self._known(self.book.evaluations)

    @property
    def halo(self) -> Halo:
        """The show's recap."""
        return self._known(self.book.halo)

    @property
    def digest(self) -> Digest:
        """The day's text for the staff's group."""
        return self._known(self.book.digest)

    def rows(self, tab: Tab) -> pd.DataFrame:
        """Give the rows of a tab as they stand; raises TabMissing or HeaderMissing."""
        state = self.snapshot.tab(tab)
        state.require()
        return state.frame

    def _known(self, area: Area | None) -> Area:
        if area is None:
            raise self.book.errors[0]
        return area


def read_record(office: Office, now: datetime, weeks: Sequence[Week] = ()) -> Record:
    """Read the office with ``weeks`` planned, or the open ones; writes nothing anywhere.

    The forms are read into a copy of the ledger that is thrown away. Raises LockedError while a
    pass runs.
    """
    settings = office.settings
    found: dict[Form, Intake] = {}
    errors: list[LoketError] = []
    with copied_ledger(settings.path(settings.sync.ledger)) as ledger:
        for form, known in questionnaires(settings.clinic).items():
            try:
                found[form] = intake(
                    form, known, settings, office.forms, ledger, now=now, full=True
                )
            except LoketError as error:
                errors.append(error)
        read = office.spreadsheet.read()
        memory = Memory(ledger, read.spreadsheet_id, now, (settings.google.loket,))
        snapshot = memory.mend(read).snapshot
        if not found:
            raise errors[0]
        book = write_book(settings, found, snapshot, now, weeks)
    return Record(settings, now.astimezone(TIME_ZONE), snapshot, _with(book, errors))


def _with(book: Book, errors: Sequence[LoketError]) -> Book:
    """Put what kept a form from being read first: the areas that need it say no more than that."""
    return replace(book, errors=(*errors, *book.errors))
