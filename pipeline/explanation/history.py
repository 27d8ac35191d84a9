"""How a registration came to where it stands: its versions, its bookings, the passes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from loket.columns import CODE, REMARK
from loket.vocabulary import TIME_ZONE
from pipeline.explanation.answers import edits, plain
from pipeline.explanation.case import Case
from pipeline.runs.booking_history import slot_of
from transforms.reading.remarks import SEPARATOR

Json = dict[str, Any]

_CODE = re.compile(r"CC-\w{4}-\w{4}")


def history(case: Case) -> Json:
    """Give versions of the response, changes of bookings, and passes that wrote something of it."""
    return {"versions": edits(case), "bookings": _bookings(case), "runs": _runs(case)}


def others(case: Case) -> list[Json]:
    """Give what remarks say of registrations that have to do with this one: in whose row, what."""
    sheet, standing = case.clinic.registrants.sheet, case.clinic.standing
    rows = pd.concat([sheet[[CODE, REMARK]], standing[[CODE, REMARK]]]).dropna()
    rows = rows.drop_duplicates(CODE, keep="last")
    return [
        {"row": code, "remark": part}
        for code, remark in zip(rows[CODE], rows[REMARK], strict=True)
        for part in str(remark).split(SEPARATOR)
        if (case.code in part if code != case.code else _CODE.search(part))
    ]


def _bookings(case: Case) -> list[Json]:
    spreadsheet = case.snapshot.spreadsheet_id
    return [
        {
            **_run(case, change.run),
            "week": change.week,
            "before": _slot(change.before),
            "after": _slot(change.after),
            "cause": change.cause,
            "evidence": change.evidence,
        }
        for change in case.ledger.bookings.of(spreadsheet, case.code)
    ]


def _slot(text: str | None) -> Json | None:
    booking = slot_of(text)
    return {name: plain(value) for name, value in booking._asdict().items()} if booking else None


def _run(case: Case, number: int) -> Json:
    run = case.ledger.runs.get(number)
    at = run.now.astimezone(TIME_ZONE) if run else None
    return {"run": number, "at": plain(at), "trigger": run.trigger if run else None}


def _runs(case: Case) -> list[Json]:
    found = [
        {**_run(case, run.number), "cells": list(_cells(run.changes, case.code))}
        for run in case.ledger.runs.touching(case.code)
    ]
    return [run for run in found if run["cells"]]


def _cells(changes: Mapping[str, Any], code: str) -> Iterator[Json]:
    """Give what a pass wrote in the registration's rows; links are left out."""
    for tab in changes.get("tabs", ()):
        for kind in ("added", "removed"):
            if any(row.get("Kode") == code for row in tab[kind]):
                yield {"tab": tab["tab"], "row": kind}
        for cell in tab["changed"]:
            is_link = isinstance(cell["old"] or cell["new"], dict)
            if code in str(cell["row"]) and not is_link:
                yield {"tab": tab["tab"], **{key: cell[key] for key in ("header", "old", "new")}}
