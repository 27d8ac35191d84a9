"""What is left of a row of Loket's tabs when somebody's data are erased.

One rule for the rows in the spreadsheet and for those that the ledger remembers.

- A person's row keeps its key and says Dihapus, wherever it stands.
- Of a registration that is merely old Pendaftaran keeps the same; in the schedules of weeks long
  past what happened stays, without the personal columns, so that all that was counted stays.
- On Perlu Perbaikan what was typed goes, and the row stays.
- On a board the name goes from behind the code, and the code as well if somebody asked for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from connectors.sheets.tab import Tab
from loket.columns import (
    CODE,
    CORRECTION,
    FEEDBACK_CODE,
    FORM,
    QUESTION,
    REASON,
    RECEIVED,
    STATUS,
    VALUE,
)
from loket.vocabulary import Form, ProblemStatus, Status
from pipeline import tabs
from pipeline.configuration.settings import Clinic
from pipeline.questionnaires.question_titles import form_title, question_key
from pipeline.questionnaires.questionnaires import questionnaires
from transforms.evaluation.feedback_code import read_code

Cells = Mapping[str, Any]
"""A row's values by field; of a free-form tab by ``#`` and the number of the column."""

BOARD, SCHEDULE = "Papan ", "Jadwal "
"""What the keys of these tabs begin with."""

_CLIENTS = "\n\n"
"""Stands between clients who share a cell of a board; the first line of each is the code."""

_REGISTRATION, _FEEDBACK = form_title(Form.REGISTRATION), form_title(Form.FEEDBACK)


@dataclass(frozen=True)
class Erased:
    """Whose data go: codes of registrations that somebody asked for, and of those that are old.

    ``feedback``: codes of the feedback of such persons; ``before``: rows of Perlu Perbaikan that
    came earlier and are not open lose what was typed (None: none).
    """

    persons: frozenset[str] = frozenset()
    aged: frozenset[str] = frozenset()
    feedback: frozenset[str] = frozenset()
    before: datetime | None = None

    @property
    def registrations(self) -> frozenset[str]:
        """The codes of all registrations that are erased."""
        return self.persons | self.aged


def erased_row(
    tab: Tab, cells: Cells, erased: Erased, received: Callable[[Any], object]
) -> dict[str, Any] | None:
    """Give a row without what is to go; None where nothing of it is.

    ``received``: how the time of a row of Perlu Perbaikan is read.
    """
    if tab.key.startswith(BOARD):
        return _board_row(cells, erased)
    if tab.key == tabs.PROBLEMS.key:
        return _problem(cells, erased, received)
    code = cells.get(CODE)
    if CODE not in tab.row_key or code not in erased.registrations:
        return None
    if code in erased.persons or not tab.key.startswith(SCHEDULE):
        return _changed(cells, _tombstone(tab, cells))
    return _changed(cells, {**cells, **_blank(cells, tab.personal_columns)})


def takes_all(tab: Tab, cells: Cells, erased: Erased) -> bool:
    """Tell whether of a row all cells go, also those in columns that are none of Loket's."""
    code = cells.get(CODE)
    if tab.key.startswith(SCHEDULE):
        return code in erased.persons
    return tab.key != tabs.PROBLEMS.key and code in erased.registrations


def _tombstone(tab: Tab, cells: Cells) -> dict[str, Any]:
    left = dict.fromkeys(cells)
    left.update({name: cells[name] for name in tab.row_key})
    if STATUS in left:
        left[STATUS] = Status.ERASED.value
    return left


def _blank(cells: Cells, columns: Any) -> dict[str, Any]:
    return {column.field: None for column in columns if column.field in cells}


def _changed(before: Cells, after: dict[str, Any]) -> dict[str, Any] | None:
    """Give a row if it is another; an unticked box is as good as an empty cell."""
    blank = {name for name, value in before.items() if value is None or value is False}
    same = all(
        after[name] is None if name in blank else after[name] == value
        for name, value in before.items()
        if not (name in blank and after[name] is False)
    )
    return None if same else after


def _board_row(cells: Cells, erased: Erased) -> dict[str, Any] | None:
    after = {
        name: _board_text(value, erased) if isinstance(value, str) else value
        for name, value in cells.items()
    }
    return after if after != dict(cells) else None


def _board_text(text: str, erased: Erased) -> str | None:
    left = []
    for client in text.split(_CLIENTS):
        code = client.split("\n", 1)[0]
        if code in erased.persons:
            continue
        left.append(code if code in erased.aged else client)
    return _CLIENTS.join(left) or None


def _problem(
    cells: Cells, erased: Erased, received: Callable[[Any], object]
) -> dict[str, Any] | None:
    """Take out what was typed; of what is about somebody's feedback a bare code stays.

    For that tells for which session the feedback counts. Rows that are old and open wait for staff.
    """
    form, code = cells.get(FORM), cells.get(CODE)
    typed = [name for name in (VALUE, REASON, CORRECTION) if name in cells]
    if form == _REGISTRATION and code in erased.registrations:
        return _changed(cells, {**cells, **dict.fromkeys(typed)})
    question = question_key(form, cells.get(QUESTION))
    if form == _FEEDBACK and code in erased.feedback:
        if question != (Form.FEEDBACK, FEEDBACK_CODE):
            return None
        bare = {name: read_code(str(cells[name] or "")) for name in typed if name != REASON}
        return _changed(cells, {**cells, **bare})
    at = received(cells.get(RECEIVED))
    old = erased.before is not None and isinstance(at, datetime) and at < erased.before
    if not old or cells.get(STATUS) == ProblemStatus.OPEN:
        return None
    gone = dict.fromkeys(name for name in typed if name != CORRECTION or _is_personal(question))
    return _changed(cells, {**cells, **gone})


def _is_personal(question: tuple[Form, str] | None) -> bool:
    """Tell whether a correction may say something of a person; one of a tab's row says nothing."""
    if question is None:
        return True
    form, key = question
    return questionnaires(Clinic())[form].question(key).personal
