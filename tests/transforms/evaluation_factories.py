"""Frames for the tests of the evaluation, where only the fields that matter show."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any

import pandas as pd

from loket import columns as c
from loket.vocabulary import TIME_ZONE, Service, Status
from loket.week import Week
from transforms.evaluation.feedback_answers import QUESTIONS
from transforms.evaluation.satisfaction_scale import UNSUR

INSTANT = "datetime64[us, Asia/Jakarta]"
MONDAY = date(2026, 11, 23)
WEEK = "2026-W48"
AFTERWARDS = datetime(2026, 11, 27, 15, 0, tzinfo=TIME_ZONE)

_numbers = count(1)


def a_response(**answers: str | datetime | None) -> dict[str, Any]:
    """One feedback response, complete and without a code, unless told otherwise."""
    number = next(_numbers)
    opinions = {unsur.key: unsur.answers[3] for unsur in UNSUR}
    return {
        c.RESPONSE_ID: f"response-{number:06d}",
        c.CODE: f"CC-0000-{number:04d}",
        c.CREATED: AFTERWARDS,
        c.SUBMITTED: AFTERWARDS,
        **dict.fromkeys(QUESTIONS),
        c.FEEDBACK_DATE: MONDAY.isoformat(),
        c.FEEDBACK_SERVICE: "Koperasi 09.00–12.00",
        **opinions,
        c.SOLVED: "Ya",
        **answers,
    }


def responses_of(*rows: dict[str, Any]) -> pd.DataFrame:
    columns = [c.RESPONSE_ID, c.CODE, c.CREATED, c.SUBMITTED, *QUESTIONS]
    frame = pd.DataFrame(list(rows), columns=columns, dtype=object)
    return frame.astype(
        {c.RESPONSE_ID: "str", c.CODE: "str", c.CREATED: INSTANT, c.SUBMITTED: INSTANT}
    )


def a_session(code: str = "CC-AAAA-0001", **fields: Any) -> dict[str, Any]:
    """One registration that had its session on the Monday, unless told otherwise."""
    day = fields.get(c.DATE, MONDAY)
    return {
        c.CODE: code,
        c.WEEK: str(Week.of(day)) if day else WEEK,
        c.DATE: day,
        c.START: time(9, 0),
        c.SERVICE: Service.COOPERATIVE.value,
        c.CONSULTANT: "Rina Marlina",
        c.FIELD: "Simpan pinjam",
        c.DISTRICT: "Cibinong",
        c.STATUS: Status.PRESENT.value,
        c.NAME: "Asep Sunandar",
        **fields,
    }


def schedule_of(*rows: dict[str, Any]) -> pd.DataFrame:
    columns = list(a_session())
    texts = [name for name in columns if name not in {c.DATE, c.START}]
    return pd.DataFrame(list(rows), columns=columns, dtype=object).astype(
        dict.fromkeys(texts, "str")
    )


def instant(days: int = 0, hours: int = 0) -> datetime:
    """Some time after the moment at which a response is submitted by default."""
    return AFTERWARDS + timedelta(days=days, hours=hours)
