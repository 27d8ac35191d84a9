"""The bookings that stand before a week's assignment, and which of them may not move."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

import pandas as pd

from loket.columns import (
    CODE,
    CONFIRMATION,
    CONSULTANT,
    DATE,
    FIXED,
    PINNED,
    REMARK,
    SERVICE,
    START,
    TOLD,
)
from loket.vocabulary import Confirmation
from transforms.reading.remarks import says
from transforms.reading.rows_among import rows_among

CHANGED = "Berubah, beri tahu lagi"
"""Stands in Keterangan while ✎Diberitahu is ticked for another booking than the present one."""

UNTICKED = f"{CHANGED} lalu centang Diberitahu"
"""Stands there once staff have taken that tick away, until they tick anew."""

LOST = "Konsultan atau hari tidak tersedia lagi"
"""Stands there while a client waits whose booking was lost with its consultant or day."""

SLOT = [CONSULTANT, DATE, START]


class Hold(StrEnum):
    """What keeps a booking where it is."""

    PINNED = "pinned"
    TOLD = "told"
    CONFIRMED = "confirmed"
    BEGUN = "begun"
    FROZEN = "frozen"
    """The week is."""
    LATE = "late"
    """Its day is filled by staff alone: automatic placement has stopped there."""


@dataclass(frozen=True)
class Standing:
    """``placed``: CODE, CONSULTANT, DATE, START, FIXED, one row per booking.

    ``holds``: CODE and one column per ``Hold``, whether it holds: what makes a booking fixed.
    ``remarks``: CODE, REMARK: what staff should know of a booking, at most one row per booking.
    ``lost``: CODE of the bookings whose consultant or day is gone.
    """

    placed: pd.DataFrame
    holds: pd.DataFrame
    remarks: pd.DataFrame
    lost: frozenset[str]


def standing_bookings(
    schedule: pd.DataFrame,
    slots: pd.DataFrame,
    automatic: pd.DataFrame,
    roster_names: frozenset[str],
    open_sessions: frozenset[tuple[date, str]],
    *,
    unbound: Collection[str] = frozenset(),
    frozen: bool,
    now: datetime,
) -> Standing:
    """Read the bookings from a week's schedule as it is on the sheet.

    schedule: the rows of the week's members that hold a booking: CODE, SERVICE, the booking (DATE,
    START, CONSULTANT; a row without it is left out) and what staff typed. slots: every slot of the
    week; automatic: those that may still be filled without staff; open_sessions: the dates with
    the services that are open then. A consultant who is not on the roster by that name keeps
    the bookings, with a remark, while the service is open; one who is on it but has no such slot
    has lost them, unless the session has begun. A lost booking is never fixed: that would keep
    its client where nobody is. unbound: codes of those whom being told or confirmed does not hold.
    Source: the contract's sections 4 and 5.
    """
    booked = schedule.dropna(subset=[DATE, START, CONSULTANT])
    offered = rows_among(booked, slots, SLOT)
    unknown = ~booked[CONSULTANT].isin(roster_names)
    sessions = zip(booked[DATE], booked[SERVICE], strict=True)
    is_open = _flags(booked, [session in open_sessions for session in sessions])
    starts = [begins(*pair, now) for pair in zip(booked[DATE], booked[START], strict=True)]
    begun = _flags(booked, [start <= now for start in starts])
    lost = ~offered & ~begun & ~(unknown & is_open)
    told = ticked(booked[TOLD]) & ~says(booked[REMARK], CHANGED)
    confirmed = booked[CONFIRMATION] == Confirmation.CONFIRMED
    bound = ~booked[CODE].isin(unbound)
    holds: dict[str, pd.Series[bool]] = {
        Hold.PINNED: ticked(booked[PINNED]) & ~lost,
        Hold.TOLD: told & bound & ~lost,
        Hold.CONFIRMED: confirmed & bound & ~lost,
        Hold.BEGUN: begun & ~lost,
        Hold.FROZEN: _flags(booked, [frozen] * len(booked)) & ~lost,
        Hold.LATE: ~rows_among(booked, automatic, SLOT) & ~lost,
    }
    table = booked[[CODE]].astype("str").assign(**holds).reset_index(drop=True)
    fixed = table[list(Hold)].any(axis="columns")
    placed = booked[[CODE, *SLOT]].astype({CODE: "str", CONSULTANT: "str"})
    warned = booked[unknown & ~lost]
    texts = "Konsultan " + warned[CONSULTANT].astype("str") + " tidak ada di tab Konsultan"
    return Standing(
        placed.reset_index(drop=True).assign(**{FIXED: fixed.astype(bool)}),
        table,
        pd.DataFrame({CODE: warned[CODE].astype("str"), REMARK: texts}).reset_index(drop=True),
        frozenset(booked.loc[lost, CODE]),
    )


def begins(day: date, start: time, now: datetime) -> datetime:
    """Give the instant at which a session begins, in the zone of ``now``."""
    return datetime.combine(day, start, tzinfo=now.tzinfo)


def ticked(cells: pd.Series) -> pd.Series:
    """Say which tick boxes are ticked; whatever else stands in a cell is no tick."""
    return cells.map(lambda value: value is True).astype(bool)


def _flags(frame: pd.DataFrame, values: list[bool]) -> pd.Series:
    return pd.Series(values, index=frame.index, dtype=bool)
