"""One week's schedule as staff see it: every registration of the week, placed or not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

import pandas as pd

from loket.columns import (
    ATTENDANCE,
    BUSINESS,
    CODE,
    CONFIRMATION,
    CONSULTANT,
    DATE,
    DAY,
    FIELD,
    GROUP,
    NAME,
    PHONE,
    RANK,
    REMARK,
    SERVICE,
    START,
    STATUS,
    TOLD,
)
from loket.vocabulary import WEEKDAYS, Phase, Status
from transforms.remarks import SEPARATOR, remarks
from transforms.standing_bookings import CHANGED, SLOT, ticked
from transforms.statuses import HOLDING, statuses

COLUMNS = [
    CODE,
    DAY,
    DATE,
    START,
    SERVICE,
    CONSULTANT,
    NAME,
    BUSINESS,
    FIELD,
    PHONE,
    GROUP,
    STATUS,
    REMARK,
]
_ANSWERS = [SERVICE, NAME, BUSINESS, FIELD, PHONE, GROUP]
_STAFF = [TOLD, CONFIRMATION, ATTENDANCE]


def week_schedule(
    members: pd.DataFrame,
    bookings: pd.DataFrame,
    sheet: pd.DataFrame,
    departed: Mapping[str, tuple[Status, str]],
    notes: Iterable[pd.DataFrame],
    *,
    phase: Phase,
    now: datetime,
) -> pd.DataFrame:
    """Give the week's schedule, one row per registration that is or ever was on it.

    members: the registrations that take part now, with RANK and their answers; bookings: CODE and
    the slot of those served; sheet: the rows as they stand in the spreadsheet, staff's columns
    included; departed: status and remark of registrations on the sheet that take part no more
    (deleted, transferred, set aside); notes: frames CODE, REMARK.

    Order: booked rows by time, then the waiting by rank, then the departed. A client who was told
    of a booking that has changed since carries the remark CHANGED until staff tick anew. A
    cancelled client's row keeps showing the booking it had. Source: the contract's section 4.
    """
    staying = _staying(members, bookings, sheet)
    staying[STATUS] = statuses(staying, phase=phase, now=now)
    staying = _show_cancelled_booking(staying, sheet)
    gone = _gone(sheet, departed, set(members[CODE]))
    reminders = _reminders(staying, sheet)
    texts = remarks([reminders, *notes, _departures(departed), _unexplained(gone, departed)])
    rows = pd.concat([staying, gone], ignore_index=True) if len(gone) else staying
    rows = rows.assign(
        **{
            REMARK: rows[CODE].map(texts).astype("str"),
            DAY: rows[DATE].map(lambda day: WEEKDAYS[day.weekday()], na_action="ignore"),
        }
    )
    return rows.sort_values(["departed", DATE, START, SERVICE, CONSULTANT, RANK, CODE])[
        COLUMNS
    ].reset_index(drop=True)


def _staying(members: pd.DataFrame, bookings: pd.DataFrame, sheet: pd.DataFrame) -> pd.DataFrame:
    return (
        members[[CODE, RANK, *_ANSWERS]]
        .merge(bookings[[CODE, *SLOT]], on=CODE, how="left", validate="1:1")
        .merge(sheet[[CODE, *_STAFF]], on=CODE, how="left", validate="1:1")
        .assign(departed=False)
    )


def _show_cancelled_booking(rows: pd.DataFrame, sheet: pd.DataFrame) -> pd.DataFrame:
    """Show in cancelled rows, which hold no booking, the one that they had."""
    before = sheet.set_index(CODE)
    cancelled = (rows[STATUS] == Status.CANCELLED) & rows[CODE].isin(before.index)
    shown = {
        column: rows[column].where(~cancelled, rows[CODE].map(before[column])) for column in SLOT
    }
    return rows.assign(**shown)


def _gone(
    sheet: pd.DataFrame, departed: Mapping[str, tuple[Status, str]], staying: set[str]
) -> pd.DataFrame:
    rows = sheet[~sheet[CODE].isin(staying)].copy()
    rows[STATUS] = [
        departed[code][0] if code in departed else status
        for code, status in zip(rows[CODE], rows[STATUS], strict=True)
    ]
    kept = rows[STATUS].isin([*HOLDING, Status.CANCELLED])
    blank = {column: rows[column].where(kept, None) for column in SLOT}
    erased = {
        column: rows[column].where(rows[STATUS] != Status.ERASED, None) for column in _ANSWERS
    }
    rank = pd.Series(pd.NA, index=rows.index, dtype="Int64")
    return rows.assign(**blank, **erased, departed=True, rank=rank)


def _departures(departed: Mapping[str, tuple[Status, str]]) -> pd.DataFrame:
    texts = [(code, text) for code, (_, text) in departed.items()]
    return pd.DataFrame(texts, columns=[CODE, REMARK])


def _unexplained(gone: pd.DataFrame, departed: Mapping[str, tuple[Status, str]]) -> pd.DataFrame:
    """Keep what the sheet says of rows of which this pass knows nothing."""
    return gone.loc[~gone[CODE].isin(set(departed)), [CODE, REMARK]]


def _reminders(rows: pd.DataFrame, sheet: pd.DataFrame) -> pd.DataFrame:
    told = sheet[ticked(sheet[TOLD])]
    both = rows[[CODE, STATUS, *SLOT]].merge(
        told[[CODE, STATUS, *SLOT, REMARK]], on=CODE, suffixes=("", "_before"), validate="1:1"
    )
    before = both[[f"{column}_before" for column in SLOT]].set_axis(SLOT, axis=1)
    same = (both[SLOT].astype(object).fillna("") == before.astype(object).fillna("")).all(axis=1)
    moved = both[f"{STATUS}_before"].isin(HOLDING) & ~same
    reminded = both[REMARK].fillna("").str.split(SEPARATOR).map(lambda parts: CHANGED in parts)
    concerned = both[STATUS].isin([Status.SCHEDULED, Status.CONFIRMED, Status.WAITING])
    codes = both.loc[(moved | reminded.astype(bool)) & concerned, CODE]
    return pd.DataFrame({CODE: codes, REMARK: CHANGED})
