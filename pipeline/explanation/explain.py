"""`loket explain`: everything about one registration, as data and as text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pipeline.explanation.answers import answers
from pipeline.explanation.case import Case, case_of
from pipeline.explanation.history import history, others
from pipeline.explanation.place import place, weeks
from pipeline.explanation.text import text_of
from pipeline.office import Office


@dataclass(frozen=True)
class Explanation:
    """What is known of one registration; personal, so for the operator's screen only."""

    data: dict[str, Any]
    text: str


def explain(office: Office, typed: str, now: datetime) -> Explanation:
    """Explain the registration whose code an operator typed, as a pass at ``now`` would see it.

    Reads the form, the spreadsheet and the ledger and writes nothing. Raises UsageError where no
    registration has the code.
    """
    with case_of(office, typed, now) as case:
        data = _data(case)
    return Explanation(data, text_of(data))


def _data(case: Case) -> dict[str, Any]:
    given = answers(case)
    return {
        "code": case.code,
        "week": str(case.week) if case.week else None,
        **given,
        "weeks": weeks(case),
        **place(case),
        "others": others(case),
        "history": history(case),
    }
