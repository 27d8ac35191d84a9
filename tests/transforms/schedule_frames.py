"""Frames around a week's schedule for tests, where only what a test is about is written out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any, TypeAlias

import pandas as pd

from loket import columns as c
from loket.vocabulary import TIME_ZONE, Group, Phase, Service, Status
from tests.transforms.registration_factory import INSTANT, a_registration, registered

Row: TypeAlias = dict[str, Any]

MONDAY, TUESDAY, WEDNESDAY = (date(2026, 11, day) for day in (23, 24, 25))
NINE, HALF_PAST, TEN = time(9), time(9, 30), time(10)
BEFORE = datetime(2026, 11, 18, 8, tzinfo=TIME_ZONE)
"""The Wednesday before, when the week is drafted."""

SCHEDULE_COLUMNS = [
    *(c.CODE, c.DAY, c.DATE, c.START, c.SERVICE, c.CONSULTANT, c.NAME, c.BUSINESS, c.FIELD),
    *(c.PHONE, c.GROUP, c.STATUS, c.MESSAGE_LINK, c.FEEDBACK_LINK, c.REMARK, c.TOLD),
    *(c.CONFIRMATION, c.MOVE_DATE, c.MOVE_START, c.MOVE_CONSULTANT, c.PINNED, c.ATTENDANCE),
    *(c.ARRIVED, c.NOTES, c.UNREAD),
]


def code(number: int) -> str:
    """The code of the registration with that number."""
    return f"CC-{number:04d}"


def on(day: date, hour: int, minute: int = 0) -> datetime:
    """An instant of the office's zone."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=TIME_ZONE)


def a_row(number: int = 1, **cells: Any) -> Row:
    """A row of Jadwal as the sheet gives it: nobody is booked, staff have typed nothing."""
    blank = dict.fromkeys(SCHEDULE_COLUMNS)
    answers = {
        c.CODE: code(number),
        c.SERVICE: Service.COOPERATIVE.value,
        c.NAME: "Siti Nurhaliza",
        c.BUSINESS: "KSP Maju Jaya",
        c.FIELD: "Simpan pinjam",
        c.PHONE: "+6281212345678",
        c.GROUP: Group.PUBLIC.value,
        c.STATUS: Status.WAITING.value,
        c.TOLD: False,
        c.PINNED: False,
    }
    return {**blank, **answers, **cells}


def a_booked_row(number: int = 1, **cells: Any) -> Row:
    """A row with a booking: Monday at nine with Rina."""
    booking = {c.DATE: MONDAY, c.START: NINE, c.CONSULTANT: "Rina"}
    return a_row(number, **{**booking, c.STATUS: Status.SCHEDULED.value, **cells})


def sheet(*rows: Row) -> pd.DataFrame:
    """A schedule's tab as ``sheet_schedule`` gives it: columns of objects, blank cells None."""
    columns = {
        name: pd.Series([row[name] for row in rows], dtype=object) for name in SCHEDULE_COLUMNS
    }
    numbers = pd.Series(range(2, len(rows) + 2), dtype="int64")
    return pd.DataFrame({**columns, "row": numbers})


def a_member(number: int = 1, **values: Any) -> Row:
    """A registration that takes part, in time; its rank is its number."""
    return {**a_registration(number), c.RANK: number, c.LATE: False, **values}


def members(*rows: Row) -> pd.DataFrame:
    """The registrations that take part in a week."""
    frame = registered(*rows)
    ranks = pd.Series([row[c.RANK] for row in rows], dtype="Int64")
    late = pd.Series([row[c.LATE] for row in rows], dtype=bool)
    return frame.assign(**{c.RANK: ranks, c.LATE: late})


def clients(*rows: Row) -> pd.DataFrame:
    """Those who have or want a place; each may be given one."""
    return members(*rows).assign(**{c.PLACEABLE: True})


def a_slot(consultant: str = "Rina", **values: Any) -> Row:
    """A slot of Koperasi, Monday at nine, for any field of the tests, without caps."""
    return {
        c.CONSULTANT: consultant,
        c.DATE: MONDAY,
        c.START: NINE,
        c.SERVICE: Service.COOPERATIVE.value,
        c.MAIN_FIELDS: frozenset({"Simpan pinjam"}),
        c.OTHER_FIELDS: frozenset({"Perpajakan"}),
        c.DAILY_MAXIMUM: None,
        c.ROOMS: None,
        **values,
    }


def slots(*rows: Row) -> pd.DataFrame:
    """The week's roster."""
    frame = pd.DataFrame(list(rows), columns=list(a_slot()), dtype=object)
    return frame.astype(
        {c.CONSULTANT: "str", c.SERVICE: "str", c.DAILY_MAXIMUM: "Int64", c.ROOMS: "Int64"}
    )


def a_quota(invited: int | None, public: int | None, **values: Any) -> Row:
    """A quota of Monday, Koperasi."""
    return {
        c.DATE: MONDAY,
        c.SERVICE: Service.COOPERATIVE.value,
        c.INVITED_QUOTA: invited,
        c.PUBLIC_QUOTA: public,
        **values,
    }


def quotas(*rows: Row) -> pd.DataFrame:
    """The week's quotas."""
    frame = pd.DataFrame(list(rows), columns=list(a_quota(0, 0)), dtype=object)
    return frame.astype({c.SERVICE: "str", c.INVITED_QUOTA: "Int64", c.PUBLIC_QUOTA: "Int64"})


def a_booking(number: int, consultant: str = "Rina", **values: Any) -> Row:
    """A booking of Monday at nine that may move."""
    return {
        c.CODE: code(number),
        c.CONSULTANT: consultant,
        c.DATE: MONDAY,
        c.START: NINE,
        c.FIXED: False,
        **values,
    }


def bookings(*rows: Row) -> pd.DataFrame:
    """Bookings, with whether they are fixed."""
    frame = pd.DataFrame(list(rows), columns=list(a_booking(1)), dtype=object)
    return frame.astype({c.CODE: "str", c.CONSULTANT: "str", c.FIXED: bool})


def remarks(*rows: tuple[int, str]) -> pd.DataFrame:
    """What is to be said of registrations, by number."""
    pairs = [(code(number), text) for number, text in rows]
    return pd.DataFrame(pairs, columns=[c.CODE, c.REMARK], dtype="str")


def weeks(*rows: tuple[str, datetime, Phase]) -> pd.DataFrame:
    """Weeks with the instant at which each freezes and the phase that it has."""
    frame = pd.DataFrame(rows, columns=[c.WEEK, c.FROZEN_AT, c.PHASE], dtype=object)
    return frame.astype({c.WEEK: "str", c.FROZEN_AT: INSTANT, c.PHASE: "int64"})


def without_order(frame: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """The same rows in the order of their keys."""
    return frame.sort_values(list(keys), ignore_index=True)


def places(frame: pd.DataFrame) -> dict[str, tuple[str, date, time]]:
    """Who is where."""
    where: Iterable[tuple[str, date, time]] = zip(
        frame[c.CONSULTANT], frame[c.DATE], frame[c.START], strict=True
    )
    return dict(zip(frame[c.CODE], where, strict=True))
