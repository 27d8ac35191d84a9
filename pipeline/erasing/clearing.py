"""What is left once the tabs no longer show somebody: the journal, and the ledger with its file."""

from __future__ import annotations

import json
import logging
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from connectors.ledger.ledger import Ledger
from connectors.sheets.erasure import emptied_journal
from connectors.sheets.journal.journal import journals_in
from connectors.sheets.mending.mending import Mending
from connectors.sheets.mending.settlement import unsettled
from connectors.sheets.snapshot import Snapshot
from connectors.sheets.tab import Tab
from loket.vocabulary import Form
from loket.week import Week
from pipeline import tabs
from pipeline.erasing.erased_rows import BOARD, SCHEDULE, Erased, erased_row
from pipeline.erasing.erasing import redact_responses
from pipeline.erasing.sheet_erasure import received_at, sheet_erasure, tombstones
from pipeline.office import Office

LOG = logging.getLogger(__name__)


def clear(office: Office, ledger: Ledger, mending: Mending, now: datetime, *, listed: bool) -> None:
    """Take out of journal and ledger what an erasure has left there; nothing if there is none.

    mending: what the pass went by. listed: whether it listed every response, as the first of a day
    does; then the answers that have become too old go as well. What cannot be done now is done by
    the pass that follows. Raises LocalError where the ledger's file cannot be written anew, and
    what keeps the spreadsheet from being read.
    """
    if listed:
        unknown = tombstones(mending.read) - ledger.erasures.codes(Form.REGISTRATION)
        ledger.erasures.ask(Form.REGISTRATION, unknown, person=False, now=now)
    pending = ledger.erasures.pending()
    if pending or _tells_of(mending.read, ledger.erasures.codes(Form.REGISTRATION)):
        snapshot = office.spreadsheet.read()
        if not _is_erased(ledger, snapshot, now) or not _empty_journal(office, snapshot, now):
            LOG.warning("An erasure is not complete; the next pass goes on with it.")
            return
    gone = redact_responses(ledger, office.settings, now) if pending or listed else 0
    if pending:
        gone += _forget_rows(ledger, now)
        gone += ledger.erasures.drop_edits(pending)
        gone += ledger.erasures.drop_history(ledger.erasures.pending(person=True))
    if gone or pending:
        ledger.erasures.wipe()
        ledger.erasures.finish(pending, now)


def _tells_of(snapshot: Snapshot, codes: Collection[str]) -> bool:
    """Tell whether the journal holds a row of somebody who is erased."""
    return any(
        part in codes
        for journal in journals_in(snapshot)
        for copied in journal.sheets.values()
        for row in (*copied.before, *copied.after)
        for part in row.key
    )


def _is_erased(ledger: Ledger, snapshot: Snapshot, now: datetime) -> bool:
    """Tell whether the tabs show nothing more of anybody who is erased."""
    persons = ledger.erasures.persons(Form.REGISTRATION)
    feedback = ledger.erasures.persons(Form.FEEDBACK)
    old = ledger.erasures.codes(Form.REGISTRATION) - persons
    known = tabs.declared(now)
    return (
        snapshot.tab(tabs.REGISTRATIONS).exists
        and sheet_erasure(snapshot, Erased(persons, old, feedback), known).is_empty
        and not any(
            state.missing
            for tab in known.values()
            if tab.keeps_rows and tab.sheet_id in snapshot.sheets
            for state in [snapshot.tab(tab)]
        )
    )


def _empty_journal(office: Office, snapshot: Snapshot, now: datetime) -> bool:
    """Empty the journal, unless something that it tells of is still to be put right."""
    if unsettled(journals_in(snapshot), tabs.declared(now)):
        return False
    office.spreadsheet.apply(emptied_journal(snapshot))
    return True


def _forget_rows(ledger: Ledger, now: datetime) -> int:
    """Let the ledger remember rows as the tabs now show them; give how many were otherwise."""
    persons = ledger.erasures.persons(Form.REGISTRATION)
    old = ledger.erasures.codes(Form.REGISTRATION) - persons
    erased = Erased(persons, old, ledger.erasures.persons(Form.FEEDBACK))
    known = {tab.key: tab for tab in (*tabs.LOKET_TABS, *tabs.declared(now).values())}

    def change(tab_key: str, key: str, cells: Mapping[str, Any]) -> dict[str, Any] | None:
        tab = known.get(tab_key) or _tab_of_week(tab_key)
        if tab is None:
            return None
        keys = dict(zip(tab.row_key, json.loads(key), strict=False))
        return erased_row(tab, {**cells, **keys}, erased, received_at)

    return ledger.erasures.rewrite_rows(change)


def _tab_of_week(key: str) -> Tab | None:
    for begin, make in ((SCHEDULE, tabs.schedule_tab), (BOARD, tabs.board_tab)):
        week = Week.read(key.removeprefix(begin))
        if key.startswith(begin) and week:
            return make(week)
    return None
