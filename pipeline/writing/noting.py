"""What a pass that looked at everything notes down of the past, for those that follow it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import pandas as pd

from connectors.ledger.ledger import Ledger
from connectors.sheets.change_set import ChangeSet
from connectors.sheets.journal.journal import SHEET_ID as JOURNAL
from connectors.sheets.reading import Part, Reading, part_without
from connectors.sheets.rows.row_changes import desired_rows, keys_of
from connectors.sheets.snapshot import RowKey, Snapshot
from connectors.sheets.tab import Tab
from loket.columns import CODE, INVITATION_CODE, RESPONSE_ID, STATUS
from loket.vocabulary import TIME_ZONE, Form
from loket.week import Week
from pipeline import tabs
from pipeline.configuration.settings import Settings
from pipeline.intake.intake import Intake
from pipeline.order import Order
from pipeline.past.past import INVITED, Past, circumstances, codes_of, note_down, witness
from pipeline.past.past_weeks import PastWeeks, past_weeks
from pipeline.writing.writing import Draft

_AHEAD = 10
"""Weeks to come whose tabs are read if they are there."""


def note_past(
    ledger: Ledger,
    settings: Settings,
    order: Order,
    intakes: Mapping[Form, Intake],
    draft: Draft,
    batches: Sequence[ChangeSet],
) -> None:
    """Note down what is past, or that nothing is known of it.

    That is so after a pass that went wrong somewhere, that looked at a few weeks only, that made a
    tab, or that changed something of what would be past; and as long as nothing is.
    """
    note_down(ledger, None)
    book, snapshot = draft.book, draft.mending.read
    made = JOURNAL not in snapshot.sheets or any(
        tab.sheet_id not in snapshot.sheets for tab in draft.desired
    )
    wrong = book.errors or draft.changes.spared or draft.mending.changes
    if order.weeks or made or wrong or not book.clinic or not book.evaluations:
        return
    first = Week.of(order.now.date()).shift(-settings.sync.closed_weeks)
    registered = intakes[Form.REGISTRATION].responses
    over = past_weeks(book.clinic, book.evaluations, registered, first)
    if not (over.registrations or over.feedback) or over.rows & _changed_codes(batches, snapshot):
        return
    away = {Form.REGISTRATION: over.registrations, Form.FEEDBACK: over.feedback}
    present = {
        form: codes - away.get(form, frozenset()) for form, codes in codes_of(intakes).items()
    }
    versions = {
        form: ledger.responses.lay_aside(
            form, set(responses.loc[responses[CODE].isin(codes), RESPONSE_ID])
        )
        for form, codes in away.items()
        for responses in [intakes[form].responses]
    }
    valid, standing = book.clinic.registrants.valid, book.clinic.standing
    gave_code = valid[CODE].isin(over.registrations) & valid[INVITATION_CODE].notna()
    reading = _reading(snapshot, draft, over, first)
    past = Past(
        day=order.now.astimezone(TIME_ZONE).date(),
        circumstances=circumstances(settings),
        reading=reading,
        versions={str(form): number for form, number in versions.items()},
        invited=valid.loc[gave_code, INVITED],
        strays=over.strays,
        statuses=Counter(standing.loc[standing[CODE].isin(over.registrations), STATUS].map(str)),
        witness=witness(snapshot, reading.parts, present),
    )
    note_down(ledger, past)


def _changed_codes(batches: Sequence[ChangeSet], snapshot: Snapshot) -> set[str]:
    """Give the codes of the rows of Pendaftaran that were changed or added."""
    title = snapshot.sheets[tabs.REGISTRATIONS.sheet_id].title
    header = tabs.REGISTRATIONS.column(CODE).header
    changes = [tab for batch in batches for tab in batch.tabs if tab.title == title]
    changed = {cell.row for change in changes for cell in change.changed}
    return changed | {str(row.get(header)) for change in changes for row in change.added}


def _reading(snapshot: Snapshot, draft: Draft, over: PastWeeks, first: Week) -> Reading:
    weeks = {Week.of_label(label) for label in over.read}
    weeks |= {first.shift(number) for number in range(_AHEAD)}
    needed = {tab.sheet_id for tab in (*tabs.STAFF_TABS, *tabs.LOKET_TABS)} | {JOURNAL}
    needed |= {tab.sheet_id for week in weeks for tab in tabs.week_tabs(week)}
    steps = draft.desired.get(tabs.MILESTONES)
    current: set[RowKey] = set()
    if isinstance(steps, pd.DataFrame):
        current = set(keys_of(tabs.MILESTONES, desired_rows(tabs.MILESTONES, steps, snapshot.zone)))
    left_out: dict[Tab, set[RowKey]] = {
        tabs.REGISTRATIONS: {(code,) for code in over.rows},
        tabs.MILESTONES: snapshot.tab(tabs.MILESTONES).keys.keys() - current,
    }
    parts: dict[int, Part] = {}
    for tab, keys in left_out.items():
        if part := part_without(snapshot.tab(tab), keys):
            parts[tab.sheet_id] = part
    return Reading(
        titles={key: sheet.title for key, sheet in snapshot.sheets.items()},
        skipped=frozenset(snapshot.sheets.keys() - needed),
        parts=parts,
        batch=max(snapshot.stamps, default=0),
    )
