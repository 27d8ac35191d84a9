"""Where somebody may still be found that Loket cannot or must not write to."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from connectors.sheets.cell import plain_text
from connectors.sheets.journal.journal import SHEET_ID as JOURNAL
from connectors.sheets.sheet import Sheet
from connectors.sheets.snapshot import Snapshot
from connectors.sheets.tab import Tab
from loket.vocabulary import TIME_ZONE
from pipeline import tabs
from pipeline.erasing.person import Person, is_same_phone
from pipeline.office import Office
from pipeline.questionnaires.question_titles import form_title
from transforms.reading.names import name_key

_OTHERS = (tabs.INVITED_PARTIES,)
"""Tabs of Loket's that repeat what staff have typed elsewhere."""

_SHORTEST = 4
"""Letters of a name that is looked for."""


def remnants(office: Office, snapshot: Snapshot, person: Person, now: datetime) -> list[str]:
    """Tell what a person has to be erased from by hand, a line each, in English.

    Without a word of what stands there: tabs with the numbers of rows, forms with the times of
    responses. snapshot: as it was before the erasure.
    """
    return [
        *_form_lines(office, person),
        *_tab_lines(snapshot, person, now),
        "Spreadsheet, File > Version history: older versions show everything; Google deletes them "
        "with the file alone. Make a copy of the spreadsheet without history if that matters.",
        "Files made with `loket export`, printed boards, messages that were sent, backups of the "
        "ledger's folder, and form answers that Google copied to a linked sheet.",
    ]


def _form_lines(office: Office, person: Person) -> Iterator[str]:
    for form, times in person.listed.items():
        form_id = office.settings.forms.of(form).id
        for at in times:
            yield (
                f"Form {form_title(form)!r}, https://docs.google.com/forms/d/{form_id}/edit "
                f"> Responses > Individual: the response submitted "
                f"{at.astimezone(TIME_ZONE):%d/%m/%Y %H.%M}; delete it there, the Forms API cannot."
            )


def _tab_lines(snapshot: Snapshot, person: Person, now: datetime) -> Iterator[str]:
    own = {tab.sheet_id for tab in tabs.declared(now).values()} - {t.sheet_id for t in _OTHERS}
    names = {key for mark in person.marks if (key := name_key(mark)) and len(key) >= _SHORTEST}
    for sheet in snapshot.sheets.values():
        if sheet.sheet_id == JOURNAL or sheet.sheet_id in own or _is_of_week(sheet):
            continue
        rows = [
            str(number + 1)
            for number, line in enumerate(sheet.cells)
            if any(_tells(plain_text(cell), person, names) for cell in line if cell is not None)
        ]
        if rows:
            repeated = " (repeats the tab Undangan)" if _is(sheet, tabs.INVITED_PARTIES) else ""
            yield f"Tab {sheet.title!r}{repeated}: row {', '.join(rows)}."


def _is(sheet: Sheet, tab: Tab) -> bool:
    return sheet.sheet_id == tab.sheet_id


def _is_of_week(sheet: Sheet) -> bool:
    return sheet.title.startswith(("Jadwal ", "Papan ", "Evaluasi "))


def _tells(text: str | None, person: Person, names: Collection[str]) -> bool:
    if not text:
        return False
    if any(code in text for code in person.registrations):
        return True
    key = f" {name_key(text) or ''} "
    if any(f" {name} " in key for name in names):
        return True
    return any(is_same_phone(text, mark) for mark in person.marks)
