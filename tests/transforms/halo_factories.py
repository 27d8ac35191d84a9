"""Frames for the tests of HALO KOP-UKM, where only the fields that matter show."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

import pandas as pd

from loket import columns as c
from loket.vocabulary import TIME_ZONE
from transforms.halo.feedback import QUESTIONS

INSTANT = "datetime64[us, Asia/Jakarta]"
FRIDAY = date(2026, 11, 27)

_numbers = count(1)


def an_episode(day: Any = FRIDAY, **cells: Any) -> dict[str, Any]:
    return {
        c.DATE: day, "guest": "Dedi", "position": "Ketua", "organisation": "Kopkar Maju",
        "topic": "RAT", "phone": "0812", "viewers": 100.0, "peak_viewers": 60.0, "likes": 30.0,
        "comments": 15.0, "shares": 5.0, "new_followers": 3.0, "duration": 30.0, **cells,
    }  # fmt: skip


def a_question(day: Any = FRIDAY, **cells: Any) -> dict[str, Any]:
    return {
        c.DATE: day, "asker": "ani", "question": "Apa itu RAT?", "answer": None, "category": None,
        **cells,
    }  # fmt: skip


def some_minutes(**cells: Any) -> dict[str, Any]:
    empty = {"program": "HALO KOP-UKM", "period": None, c.DATE: None, "attendees": "Humas"}
    return {**empty, "agenda": None, "decision": None, **cells}


def tab_of(columns: dict[str, Any], *rows: dict[str, Any]) -> pd.DataFrame:
    """Give the frame of a staff tab; its first row of data is row 2 of the sheet."""
    numbered = [{**row, c.ROW: number} for number, row in enumerate(rows, start=2)]
    return pd.DataFrame(numbered, columns=[*columns, c.ROW], dtype=object)


def episodes_of(*rows: dict[str, Any]) -> pd.DataFrame:
    return tab_of(an_episode(), *rows)


def questions_of(*rows: dict[str, Any]) -> pd.DataFrame:
    return tab_of(a_question(), *rows)


def minutes_of(*rows: dict[str, Any]) -> pd.DataFrame:
    return tab_of(some_minutes(), *rows)


def a_halo_response(day: str | None = "2026-11-27", **answers: Any) -> dict[str, Any]:
    number = next(_numbers)
    submitted = datetime(2026, 11, 28, 10, tzinfo=TIME_ZONE) + timedelta(minutes=number % 60)
    return {
        c.RESPONSE_ID: f"halo-{number:06d}",
        c.CODE: f"CC-1111-{number:04d}",
        c.CREATED: submitted,
        c.SUBMITTED: submitted,
        c.HALO_DATE: day,
        c.HALO_ROLE: "Penonton",
        c.HALO_SATISFACTION: "4",
        c.HALO_BENEFIT: "3",
        c.HALO_TOPIC: None,
        c.HALO_SUGGESTION: None,
        **answers,
    }


def halo_responses_of(*rows: dict[str, Any]) -> pd.DataFrame:
    columns = [c.RESPONSE_ID, c.CODE, c.CREATED, c.SUBMITTED, *QUESTIONS]
    frame = pd.DataFrame(list(rows), columns=columns, dtype=object)
    return frame.astype(
        {c.RESPONSE_ID: "str", c.CODE: "str", c.CREATED: INSTANT, c.SUBMITTED: INSTANT}
    )
