"""The bookings that stand before a week's assignment, and which of them may not move."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

import pandas as pd

from loket.columns import (
    CODE,
    CONFIRMATION,
    CONSULTANT,
    DATE,
    FIXED,
    PINNED,
    REMARK,
    START,
    TOLD,
)
from loket.vocabulary import Confirmation

CHANGED = "Berubah, beri tahu lagi"
"""Stands in Keterangan while a client was told of another booking than the present one."""

SLOT = [CONSULTANT, DATE, START]


@dataclass(frozen=True)
class Standing:
    """``placed``: CODE, CONSULTANT, DATE, START, FIXED, one row per booking.

    ``remarks``: CODE, REMARK: what staff should know of a booking, at most one row per booking.
    ``lost``: CODE of the bookings whose consultant or day is gone.
    """

    placed: pd.DataFrame
    remarks: pd.DataFrame
    lost: frozenset[str]


def standing_bookings(
    schedule: pd.DataFrame,
    slots: pd.DataFrame,
    automatic: pd.DataFrame,
    roster_names: frozenset[str],
    open_days: frozenset[date],
    *,
    frozen: bool,
    now: datetime,
) -> Standing:
    """Read the bookings from a week's schedule as it is on the sheet.

    schedule: the rows of the week's members that were not cancelled: CODE, the booking (DATE,
    START, CONSULTANT) and what staff typed. slots: every slot of the week; automatic: those that
    may still be filled without staff. A consultant who is not on the roster by that name keeps
    the bookings, with a remark; one who is on it but has no such slot has lost them, unless the
    session has begun. A lost booking is never fixed. Source: the contract's sections 4 and 5.
    """
    booked = schedule.dropna(subset=[DATE, START, CONSULTANT])
    key = pd.MultiIndex.from_frame(booked[SLOT].astype(object))
    offered = key.isin(_index(slots))
    unknown = ~booked[CONSULTANT].isin(roster_names)
    open_day = booked[DATE].isin(open_days)
    begun = pd.Series(
        [
            begins(day, start, now) <= now
            for day, start in zip(booked[DATE], booked[START], strict=True)
        ],
        index=booked.index,
        dtype=bool,
    )
    lost = ~offered & ~begun & ~(unknown & open_day)
    told = ticked(booked[TOLD]) & ~booked[REMARK].fillna("").str.contains(CHANGED, regex=False)
    held = ticked(booked[PINNED]) | told | (booked[CONFIRMATION] == Confirmation.CONFIRMED)
    fixed = ~lost & (held | begun | frozen | ~key.isin(_index(automatic)))
    placed = booked[[CODE, *SLOT]].assign(**{FIXED: fixed.astype(bool)}).reset_index(drop=True)
    warned = booked[unknown & ~lost]
    remarks = pd.DataFrame(
        {
            CODE: warned[CODE],
            REMARK: "Konsultan " + warned[CONSULTANT].astype(str) + " tidak ada di tab Konsultan",
        }
    )
    return Standing(placed, remarks.reset_index(drop=True), frozenset(booked.loc[lost, CODE]))


def begins(day: date, start: time, now: datetime) -> datetime:
    """Give the instant at which a session begins, in the zone of ``now``."""
    return datetime.combine(day, start, tzinfo=now.tzinfo)


def _index(slots: pd.DataFrame) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(slots[SLOT].astype(object))


def ticked(cells: pd.Series) -> pd.Series:
    """Say which tick boxes are ticked; whatever else stands in a cell is no tick."""
    return cells.map(lambda value: value is True).astype(bool)
