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
from transforms.reading.remark_column import joined
from transforms.reading.remarks import remarks, says
from transforms.schedule.booking_causes import cause_in
from transforms.schedule.standing_bookings import CHANGED, SLOT, UNTICKED, ticked
from transforms.schedule.statuses import HOLDING, statuses

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
_TO_BE_TOLD = (Status.SCHEDULED, Status.CONFIRMED, Status.WAITING, Status.TRANSFERRED)


def week_schedule(
    members: pd.DataFrame,
    bookings: pd.DataFrame,
    sheet: pd.DataFrame,
    departed: Mapping[str, tuple[Status, str]],
    notes: Iterable[pd.DataFrame],
    *,
    causes: Mapping[str, str],
    phase: Phase,
    now: datetime,
) -> pd.DataFrame:
    """Give the week's schedule, one row per registration that is or ever was on it.

    members: the registrations that take part now, with RANK and their answers; bookings: CODE and
    the slot of those served; sheet: the rows as they stand in the spreadsheet, staff's columns
    included; departed: status and remark of registrations on the sheet that take part no more
    (deleted, transferred, set aside); notes: frames CODE, REMARK; causes: by code, why a booking
    is to be another than the sheet shows (``booking_causes``).

    Order: booked rows by time, then the waiting by service and rank, then the departed. A client
    who was told of something else than what stands there now carries the remark CHANGED; when
    staff take the tick away it becomes UNTICKED, and it goes when they tick anew; with it stands,
    as long, why the booking moved. A cancelled
    client's row keeps showing the booking it had. Attendance counts also for the departed, unless
    they were erased. Source: the contract's section 4.
    """
    staying = _staying(members, bookings, sheet)
    staying[STATUS] = statuses(staying, phase=phase, now=now)
    staying = _show_cancelled_booking(staying, sheet)
    gone = _gone(sheet, departed, set(members[CODE]))
    rows = pd.concat([staying, gone], ignore_index=True) if len(gone) else staying
    reminders = _reminders(rows, sheet, causes)
    texts = remarks([reminders, *notes, _departures(departed), _unexplained(gone, departed)])
    days = [None if pd.isna(day) else WEEKDAYS[day.weekday()] for day in rows[DATE]]
    rows = rows.assign(**{REMARK: rows[CODE].map(texts), DAY: pd.Series(days, index=rows.index)})
    rows = rows.sort_values(["departed", DATE, START, SERVICE, CONSULTANT, RANK, CODE])
    return _typed(rows[COLUMNS]).reset_index(drop=True)


def empty_schedule() -> pd.DataFrame:
    """Give the schedule of a week in which nobody takes part."""
    return _NOBODY.copy()


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
    rows = sheet[~sheet[CODE].isin(staying)]
    now = rows[CODE].map({code: status.value for code, (status, _) in departed.items()})
    status = now.where(now.notna(), rows[STATUS])
    attended = rows[ATTENDANCE].isin([Status.PRESENT, Status.ABSENT]) & (status != Status.ERASED)
    status = status.mask(attended, rows[ATTENDANCE])
    kept = status.isin([*HOLDING, Status.CANCELLED])
    blank = {column: rows[column].where(kept, None) for column in SLOT}
    erased = {column: rows[column].where(status != Status.ERASED, None) for column in _ANSWERS}
    rank = pd.Series(pd.NA, index=rows.index, dtype="Int64")
    return rows.assign(**blank, **erased, departed=True, rank=rank, **{STATUS: status})


def _departures(departed: Mapping[str, tuple[Status, str]]) -> pd.DataFrame:
    texts = [(code, text) for code, (_, text) in departed.items()]
    return pd.DataFrame(texts, columns=[CODE, REMARK])


def _unexplained(gone: pd.DataFrame, departed: Mapping[str, tuple[Status, str]]) -> pd.DataFrame:
    """Keep what the sheet says of rows of which this pass knows nothing."""
    return gone.loc[~gone[CODE].isin(set(departed)), [CODE, REMARK]]


def _reminders(rows: pd.DataFrame, sheet: pd.DataFrame, causes: Mapping[str, str]) -> pd.DataFrame:
    both = rows[[CODE, STATUS, *SLOT]].merge(
        sheet[[CODE, TOLD, REMARK, *SLOT]], on=CODE, suffixes=("", "_before"), validate="1:1"
    )
    before = both[[f"{column}_before" for column in SLOT]].set_axis(SLOT, axis=1)
    same = (both[SLOT].astype(object).fillna("") == before.astype(object).fillna("")).all(axis=1)
    told, outdated = ticked(both[TOLD]), says(both[REMARK], CHANGED)
    concerned = both[STATUS].isin(_TO_BE_TOLD)
    text = pd.Series(pd.NA, index=both.index, dtype="str")
    text = text.mask(told & (~same | outdated), CHANGED)
    text = text.mask(~told & (outdated | says(both[REMARK], UNTICKED)), UNTICKED)
    why = both[CODE].map(causes).where(~same, both[REMARK].map(cause_in)).where(text.notna())
    return pd.DataFrame({CODE: both[CODE], REMARK: joined(text, why)})[concerned]


def _typed(rows: pd.DataFrame) -> pd.DataFrame:
    """Give texts as text, and dates and times as objects whose blanks are None."""
    moments = {
        column: rows[column].astype(object).where(rows[column].notna(), None)
        for column in (DATE, START)
    }
    return rows.astype(dict.fromkeys(rows.columns.difference([*moments]), "str")).assign(**moments)


_NOBODY = _typed(pd.DataFrame(columns=COLUMNS, dtype=object))
"""Made once: most weeks that a pass plans are empty, and types are dear for frames of no row."""
