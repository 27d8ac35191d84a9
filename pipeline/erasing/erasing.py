"""Whose data a pass erases, and what it keeps of responses of theirs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

import pandas as pd

from connectors.ledger.ledger import Ledger
from connectors.sheets.erasure import Erasure
from connectors.sheets.mending.mending import Mending
from connectors.sheets.reading import PartialSnapshot
from connectors.sheets.snapshot import Snapshot
from loket.columns import CODE, CORRECTION, FORM
from loket.vocabulary import Form
from loket.week import Week
from pipeline import tabs
from pipeline.clinic.age import aged, kept_since, oldest_week
from pipeline.configuration.settings import Settings
from pipeline.erasing.erased_rows import SCHEDULE, Erased
from pipeline.erasing.sheet_erasure import sheet_erasure, tombstones
from pipeline.intake.redaction import Redaction
from pipeline.office import Office
from pipeline.questionnaires.question_titles import form_title
from pipeline.questionnaires.questionnaires import questionnaires
from transforms.evaluation.feedback_code import read_code


@dataclass(frozen=True)
class Erasing:
    """What one pass erases. ``responses``: the registration form's if all were listed."""

    ledger: Ledger
    settings: Settings
    now: datetime
    responses: pd.DataFrame | None

    def of(self, mending: Mending) -> tuple[Erased, Erasure]:
        """Tell whose data go from a spreadsheet, and from which cells; what is old, once a day.

        What somebody asked for is done again by every pass that finds it undone: people may have
        brought back an older version of the spreadsheet.
        """
        snapshot = mending.snapshot
        persons = self.ledger.erasures.persons(Form.REGISTRATION)
        feedback = self.ledger.erasures.persons(Form.FEEDBACK)
        erased = Erased(persons, feedback=feedback)
        if self.responses is not None and not isinstance(snapshot, PartialSnapshot):
            frame = mending.record.tab(tabs.REGISTRATIONS).frame
            old = aged(frame, self.responses, oldest_week(self.settings, self.now)) - persons
            erased = Erased(persons, old, feedback, kept_since(self.settings, self.now))
        erasure = sheet_erasure(snapshot, erased, mending.tabs)
        of_record = sheet_erasure(mending.record, erased, mending.tabs).cells
        return erased, replace(erasure, of_record=of_record)

    def weeks(self, snapshot: Snapshot) -> frozenset[Week]:
        """Give the weeks in whose schedules somebody stands whose erasure is not done.

        They are worked out anew, however long they are over: a page of theirs may quote somebody.
        """
        pending = self.ledger.erasures.pending(person=True)
        if not pending or isinstance(snapshot, PartialSnapshot):
            return frozenset()
        labels = (sheet.title.removeprefix(SCHEDULE) for sheet in snapshot.sheets.values())
        weeks = (week for label in labels if (week := Week.read(label)))
        codes = {(code,) for code in pending}
        return frozenset(
            week for week in weeks if codes & snapshot.tab(tabs.schedule_tab(week)).keys.keys()
        )


def redaction_of(ledger: Ledger, settings: Settings, now: datetime) -> Redaction:
    """Give what of responses is not to be kept."""
    return Redaction(
        ledger.erasures.codes(Form.REGISTRATION),
        ledger.erasures.codes(Form.FEEDBACK),
        kept_since(settings, now),
    )


def redact_responses(ledger: Ledger, settings: Settings, now: datetime) -> int:
    """Take out of the responses on record what is not to be kept; give how many changed."""
    redaction = redaction_of(ledger, settings, now)
    return sum(
        ledger.erasures.redact(
            form, partial(redaction.of, form, questionnaire, settings.forms.of(form).questions)
        )
        for form, questionnaire in questionnaires(settings.clinic).items()
    )


def take_over(office: Office, ledger: Ledger, now: datetime) -> None:
    """Let a new ledger know whose data were erased, before it keeps any response.

    The spreadsheet is the record of that: Pendaftaran says Dihapus.
    """
    if office.settings.spreadsheet.id is None or not ledger.responses.is_new():
        return
    snapshot = office.spreadsheet.read()
    codes = tombstones(snapshot)
    ledger.erasures.ask(Form.REGISTRATION, codes, person=False, now=now)
    about = feedback_about(snapshot, codes)
    ledger.erasures.ask(Form.FEEDBACK, about, person=False, now=now)


def feedback_about(snapshot: Snapshot, codes: Iterable[str]) -> frozenset[str]:
    """Give the codes of feedback that staff have said to be about one of the registrations."""
    wanted = frozenset(codes)
    rows = snapshot.tab(tabs.PROBLEMS).frame
    rows = rows[(rows[FORM] == form_title(Form.FEEDBACK)) & rows[CORRECTION].notna()]
    about = [read_code(str(text)) in wanted for text in rows[CORRECTION]]
    return frozenset(rows.loc[about, CODE].dropna())
