"""What a client answered, what staff made of it, and what could not be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

import pandas as pd

from connectors.forms.response import RawResponse
from loket.columns import (
    CLERK,
    CODE,
    CORRECTION,
    FORM,
    QUESTION,
    REASON,
    REMEDY,
    STATUS,
    VALUE,
)
from loket.vocabulary import TIME_ZONE, Form
from pipeline import tabs
from pipeline.explanation.case import Case
from pipeline.questionnaires.question_titles import form_title, question_title
from transforms.evaluation.feedback_code import read_code
from transforms.reading.tab_cells import is_blank

Json = dict[str, Any]


def answers(case: Case) -> Json:
    """Give the answers as they count, as they stand in the form, and what came between."""
    return {
        "counted": counted(case),
        "form": _given(case, case.versions[-1]) if case.versions else {},
        "corrections": _corrections(case),
        "changes": _changes(case),
        "problems": _problems(case),
    }


def counted(case: Case) -> Json:
    """Give the registration's row of Pendaftaran as it should be, by header; empty without one."""
    rows = case.book.tabs.get(tabs.REGISTRATIONS)
    if not isinstance(rows, pd.DataFrame):
        return {}
    found = rows[rows[CODE] == case.code].to_dict("records")
    columns = [column for column in tabs.REGISTRATIONS.columns if not column.staff]
    return {
        column.header: plain(row[column.field])
        for row in found
        for column in columns
        if column.field in row and not is_blank(row[column.field])
    }


def edits(case: Case) -> list[Json]:
    """Give when each version was submitted, and which answers it changed."""
    given = [_given(case, version) for version in case.versions]
    return [
        {
            "submitted": plain(version.submitted),
            "changed": _differences(given[number - 1], given[number]) if number else [],
        }
        for number, version in enumerate(case.versions)
    ]


def plain(value: object) -> object:
    """Give a value as JSON; instants in the office's zone."""
    if isinstance(value, datetime):
        return value.astimezone(TIME_ZONE).isoformat(" ", "minutes")[:16]
    if isinstance(value, time):
        return value.isoformat("minutes")
    return value.isoformat() if isinstance(value, date) else value


def _given(case: Case, version: RawResponse) -> dict[str, str]:
    ids = case.settings.forms.of(Form.REGISTRATION).questions
    return {
        question_title(Form.REGISTRATION, key): "; ".join(version.answers[question])
        for key, question in ids.items()
        if question in version.answers
    }


def _differences(before: Mapping[str, str], after: Mapping[str, str]) -> list[Json]:
    return [
        {"question": title, "old": before.get(title), "new": after.get(title)}
        for title in dict.fromkeys([*before, *after])
        if before.get(title) != after.get(title)
    ]


def _corrections(case: Case) -> list[Json]:
    rows = _problem_rows(case)
    return _records(rows[rows[CORRECTION].notna()], [QUESTION, CORRECTION, CLERK])


def _problems(case: Case) -> list[Json]:
    return _records(_problem_rows(case), [QUESTION, VALUE, REASON, REMEDY, STATUS])


def _problem_rows(case: Case) -> pd.DataFrame:
    """Give the registration's rows of Perlu Perbaikan: as they should be, with staff's cells."""
    desired = case.book.tabs.get(tabs.PROBLEMS)
    standing = case.snapshot.tab(tabs.PROBLEMS).frame[[FORM, CODE, QUESTION, CORRECTION, CLERK]]
    rows = desired if isinstance(desired, pd.DataFrame) else standing.iloc[:0]
    rows = rows[(rows[CODE] == case.code) & (rows[FORM] == form_title(Form.REGISTRATION))]
    beside = standing.drop_duplicates([FORM, CODE, QUESTION])
    return rows.astype(object).merge(beside.astype(object), on=[FORM, CODE, QUESTION], how="left")


def _changes(case: Case) -> list[Json]:
    frame = case.snapshot.tab(tabs.CHANGES).frame
    theirs = [case.code in {code, read_code(str(code))} for code in frame[CODE]]
    rows = frame[pd.Series(theirs, index=frame.index, dtype=bool)]
    return _records(rows, ["column", VALUE, CLERK, "at"])


def _records(rows: pd.DataFrame, columns: Sequence[str]) -> list[Json]:
    records = rows[list(columns)].astype(object).to_dict("records")
    return [
        {str(name): None if is_blank(value) else plain(value) for name, value in record.items()}
        for record in records
    ]
