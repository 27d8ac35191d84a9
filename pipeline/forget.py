"""`loket forget`: one person's data erased everywhere Loket can, and where it cannot told.

What is to be erased goes on record first, then a pass erases it from the spreadsheet in one batch
and clears journal and ledger (``clearing``). So whatever ends it in between, the next pass, or the
same command, goes on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from connectors.ledger.copied_ledger import copied_ledger
from connectors.ledger.ledger import Ledger
from connectors.ledger.leftover_copies import drop_copies
from connectors.ledger.lock import one_pass_at_a_time
from connectors.sheets.snapshot import Snapshot
from loket.errors import LoketError
from loket.vocabulary import Form
from pipeline import tabs
from pipeline.erasing.erased_rows import Erased
from pipeline.erasing.person import Person, find_person
from pipeline.erasing.remnants import remnants
from pipeline.erasing.sheet_erasure import sheet_erasure
from pipeline.office import Office
from pipeline.order import Order
from pipeline.sync import sync

TRIGGER = "forget"


@dataclass(frozen=True)
class Forgotten:
    """What an erasure found and did; of what is personal just codes.

    ``feedback``: how many answers lost all but their marks; ``alike``: other registrations with the
    same phone; ``rows``: rows by tab; ``by_hand``: what people have to erase; ``rehearsed``: that
    it was only looked at; ``done``: that nothing is left which Loket can erase; ``errors``: what
    stopped a part of it.
    """

    codes: tuple[str, ...]
    feedback: int
    alike: tuple[str, ...]
    rows: dict[str, int]
    by_hand: tuple[str, ...]
    rehearsed: bool = True
    done: bool = False
    errors: tuple[LoketError, ...] = ()

    @property
    def exit_code(self) -> int:
        """The exit code of the first thing that went wrong; 0 if nothing did."""
        return self.errors[0].exit_code if self.errors else 0

    @property
    def data(self) -> dict[str, Any]:
        """All of it as JSON."""
        return {
            "codes": list(self.codes),
            "feedback": self.feedback,
            "same_phone": list(self.alike),
            "rows": self.rows,
            "by_hand": list(self.by_hand),
            "rehearsed": self.rehearsed,
            "done": self.done,
            "errors": [str(error) for error in self.errors],
        }

    @property
    def text(self) -> str:
        """All of it as a person reads it."""
        verb = (
            "Would erase" if self.rehearsed else "Erased" if self.done else "Not all is erased of"
        )
        rows = "; ".join(f"{title}: {count}" for title, count in self.rows.items())
        lines = [f"{verb}: {', '.join(self.codes)}.", f"Rows on tabs: {rows or 'none any more'}."]
        if self.feedback:
            lines.append(f"Feedback of which only the marks stay: {self.feedback}.")
        if self.alike:
            lines.append(f"The same phone, and not meant: {', '.join(self.alike)}.")
        if not (self.rehearsed or self.done):
            lines.append("The next pass goes on with it; so does the same command.")
        return "\n".join([*lines, "By hand:", *(f"  - {line}" for line in self.by_hand)])


def look_up(office: Office, typed: Sequence[str], now: datetime) -> Forgotten:
    """Tell what there is of the person whose phones or codes were typed, and erase nothing.

    Raises UsageError where nobody is found, LockedError while a pass runs.
    """
    with copied_ledger(office.settings.path(office.settings.sync.ledger)) as ledger:
        snapshot = office.spreadsheet.read()
        person = find_person(office, ledger, snapshot, typed)
        return _found(office, snapshot, person, now)


def forget(office: Office, typed: Sequence[str], now: datetime) -> Forgotten:
    """Erase the person whose phones or codes were typed.

    Raises UsageError where nobody is found, LockedError while a pass runs, and what stops a pass:
    then the next one goes on.
    """
    path = office.settings.path(office.settings.sync.ledger)
    with one_pass_at_a_time(path.with_suffix(".lock")), Ledger(path) as ledger:
        snapshot = office.spreadsheet.read()
        person = find_person(office, ledger, snapshot, typed)
        found = _found(office, snapshot, person, now)
        for form, codes in (
            (Form.REGISTRATION, person.registrations),
            (Form.FEEDBACK, person.feedback),
        ):
            ledger.erasures.ask(form, codes, person=True, now=now)
        report = sync(office, ledger, Order(now, full=True, trigger=TRIGGER))
        if ledger.erasures.drop_edits(person.marks):
            ledger.erasures.wipe()
        drop_copies(path)
        left = ledger.erasures.pending() & (person.registrations | person.feedback)
    return Forgotten(
        *(found.codes, found.feedback, found.alike, found.rows, found.by_hand),
        rehearsed=False,
        done=not left,
        errors=report.errors,
    )


def _found(office: Office, snapshot: Snapshot, person: Person, now: datetime) -> Forgotten:
    return Forgotten(
        codes=tuple(sorted(person.registrations)),
        feedback=len(person.feedback),
        alike=tuple(sorted(person.alike)),
        rows=_rows(snapshot, person, now),
        by_hand=tuple(remnants(office, snapshot, person, now)),
    )


def _rows(snapshot: Snapshot, person: Person, now: datetime) -> dict[str, int]:
    """Count the rows that hold something of a person, by the titles of their tabs."""
    erased = Erased(person.registrations, feedback=person.feedback)
    cells = sheet_erasure(snapshot, erased, tabs.declared(now)).cells
    places = {(sheet_id, row) for sheet_id, row, _ in cells}
    return dict(Counter(snapshot.sheets[sheet_id].title for sheet_id, _ in sorted(places)))
