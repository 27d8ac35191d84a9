"""Everything that could not be read, under the names by which staff know forms and tabs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

import pandas as pd

from connectors.sheets.snapshot import Snapshot
from loket.columns import (
    CODE,
    FORM,
    HEADER,
    QUESTION,
    REASON,
    RECEIVED,
    REMEDY,
    ROW,
    TAB,
    VALUE,
)
from loket.vocabulary import Form
from pipeline import tabs
from pipeline.questionnaires.question_titles import form_title, question_title
from transforms.registration.problem_list import COLUMNS, in_order, problem_list

_COLUMNS = [FORM, CODE, QUESTION, VALUE, REASON, REMEDY, RECEIVED]


def problem_rows(
    forms: Mapping[Form, pd.DataFrame],
    staff_tabs: Mapping[str, pd.DataFrame],
    snapshot: Snapshot,
    *,
    now: datetime,
    present: Mapping[Form, Collection[str]] | None = None,
) -> pd.DataFrame:
    """Give Perlu Perbaikan as it should be.

    forms: the problems of each form that this pass has read; staff_tabs: those of each staff tab
    that it has read, by title. Rows of forms and tabs that it has not read stay as they are, and
    so do those of other responses than the ``present`` ones, where it has not read all.
    """
    sheet = snapshot.tab(tabs.PROBLEMS).frame
    names = {form_title(form) for form in forms} | {_tab_name(title) for title in staff_tabs}
    read = sheet[FORM].isin(names)
    for form, codes in (present or {}).items():
        read &= (sheet[FORM] != form_title(form)) | sheet[CODE].isin(codes)
    reported = [_of_form(form, frame) for form, frame in forms.items()]
    reported += [_of_tab(frame, now) for frame in staff_tabs.values() if len(frame)]
    filled = [frame.astype(object) for frame in reported if len(frame)]
    problems = pd.concat(filled, ignore_index=True) if filled else pd.DataFrame(columns=_COLUMNS)
    rows = problem_list(problems, sheet[read])
    others = sheet.loc[~read, COLUMNS].dropna(subset=[FORM])
    untouched = others.drop_duplicates([FORM, CODE, QUESTION])
    return in_order(pd.concat([rows, untouched], ignore_index=True)) if len(untouched) else rows


def _of_form(form: Form, problems: pd.DataFrame) -> pd.DataFrame:
    named = problems.copy()
    named[QUESTION] = [question_title(form, str(key)) for key in problems[QUESTION]]
    named[FORM] = form_title(form)
    return named[_COLUMNS]


def _of_tab(problems: pd.DataFrame, now: datetime) -> pd.DataFrame:
    """Name a tab's problems by tab, row and header, in the columns that a form's have."""
    return pd.DataFrame(
        {
            FORM: problems[TAB].map(_tab_name),
            CODE: ("Baris " + problems[ROW].astype("str")).where(
                problems[ROW].notna(), problems[VALUE]
            ),
            QUESTION: problems[HEADER],
            VALUE: problems[VALUE],
            REASON: problems[REASON],
            REMEDY: problems[REMEDY],
            RECEIVED: pd.Series(now, index=problems.index, dtype=object),
        }
    )


def _tab_name(title: str) -> str:
    return f"Tab {title}"
