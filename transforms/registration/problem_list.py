"""The list of what could not be read, as it stands on Perlu Perbaikan."""

from __future__ import annotations

import pandas as pd

from loket.columns import (
    CODE,
    CORRECTION,
    FORM,
    QUESTION,
    REASON,
    RECEIVED,
    REMEDY,
    STATUS,
    VALUE,
)
from loket.vocabulary import ProblemStatus
from transforms.reading.sheet_instants import sheet_instants

SET_ASIDE = "-"
"""What staff type in ✎Koreksi when a row shall not be used."""

_DASHES = {SET_ASIDE, "–", "—", "−"}

_KEY = [FORM, CODE, QUESTION]
_TEXTS = [VALUE, REASON, REMEDY]
COLUMNS = [CODE, FORM, QUESTION, VALUE, REASON, REMEDY, RECEIVED, STATUS]


def problem_list(problems: pd.DataFrame, sheet: pd.DataFrame) -> pd.DataFrame:
    """Give every problem ever reported, one row per form, code and question, oldest first.

    problems: those of this pass, with the form's and the question's titles; sheet: the tab as it
    is. A problem that is still there is Terbuka, one that is gone is Selesai and keeps its text,
    one that staff set aside with ``-`` is Diabaikan. RECEIVED stays as it was first reported; a
    row without a time comes last.
    """
    present = problems.drop_duplicates(_KEY)[[*_KEY, *_TEXTS, RECEIVED]]
    before = sheet.drop_duplicates(_KEY)[[*_KEY, *_TEXTS, RECEIVED, CORRECTION]]
    rows = before.astype(object).merge(
        present.astype(object),
        on=_KEY,
        how="outer",
        suffixes=("", "_now"),
        indicator="where",
        validate="1:1",
    )
    here = rows["where"] != "left_only"
    texts = {column: rows[f"{column}_now"].where(here, rows[column]) for column in _TEXTS}
    received = rows[RECEIVED].where(rows[RECEIVED].notna(), rows[f"{RECEIVED}_now"])
    status = pd.Series(ProblemStatus.DONE.value, index=rows.index, dtype=object)
    status = status.mask(here, ProblemStatus.OPEN.value)
    status = status.mask(is_set_aside(rows[CORRECTION]), ProblemStatus.IGNORED.value)
    rows = rows.assign(**texts, **{RECEIVED: received, STATUS: status})
    return in_order(rows[COLUMNS])


def in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """Give rows of the list by the time at which they were received, blank cells None."""
    timed = rows.assign(instant=sheet_instants(rows[RECEIVED]))
    ordered = timed.sort_values(["instant", *_KEY], ignore_index=True)
    return ordered[COLUMNS].astype(object).where(ordered[COLUMNS].notna(), None)


def is_set_aside(corrections: pd.Series) -> pd.Series:
    """Say which corrections set their row aside."""
    return corrections.map(lambda text: str(text).strip() in _DASHES).astype(bool)
