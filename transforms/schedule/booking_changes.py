"""Whose booking a pass changes, and which rule asks for it."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import pandas as pd

from loket.columns import (
    AFTER,
    ATTENDANCE,
    BEFORE,
    CAUSE,
    CODE,
    CONFIRMATION,
    DATE,
    EVIDENCE,
    FIXED,
    INVITED_QUOTA,
    MOVE_CONSULTANT,
    MOVE_DATE,
    MOVE_START,
    PUBLIC_QUOTA,
    REMARK,
    SERVICE,
    STATUS,
)
from loket.vocabulary import Confirmation, Status
from transforms.assignment.waiting_explanation import RESERVED
from transforms.assignment.week import AssignmentWeek, Booking, assignment_week
from transforms.reading.tab_cells import is_blank
from transforms.registration.duplicate_rule import lender_of
from transforms.schedule.booking_causes import Cause, sentence
from transforms.schedule.standing_bookings import SLOT
from transforms.schedule.statuses import HOLDING

_Told: TypeAlias = tuple[Cause, str | None]
_Row: TypeAlias = Mapping[Hashable, Any]

_COLUMNS = [CODE, BEFORE, AFTER, CAUSE, EVIDENCE]
_NOTHING = pd.DataFrame(columns=_COLUMNS, dtype=object).astype(
    {CODE: "str", CAUSE: "str", EVIDENCE: "str"}
)
_NO_QUOTAS = pd.DataFrame(columns=[DATE, SERVICE, INVITED_QUOTA, PUBLIC_QUOTA])
_NO_BOOKINGS = pd.DataFrame(columns=[CODE, *SLOT, FIXED])
_WISHES = (MOVE_DATE, MOVE_START, MOVE_CONSULTANT)


@dataclass(frozen=True)
class Circumstances:
    """What a pass knows of a week beside its bookings.

    ``remarks``: of the week's members, by code, which say whose answers count; ``refused``: codes
    whose ✎Pindah was not carried out; ``lost``: codes whose consultant or day is gone;
    ``open_sessions``: date and service; ``redated``: codes whose dates are what staff typed or
    chose; ``departed``: status and remark of those who take part no more; ``released``: the reserve
    is open to all; ``reassign``: bookings were let move.
    """

    remarks: Mapping[str, object]
    refused: Collection[str]
    lost: Collection[str]
    open_sessions: Collection[tuple[object, object]]
    redated: Collection[str]
    departed: Mapping[str, tuple[Status, str]]
    released: bool
    reassign: bool = False


def booking_changes(
    sheet: pd.DataFrame,
    bookings: pd.DataFrame,
    clients: pd.DataFrame,
    slots: pd.DataFrame,
    known: Circumstances,
) -> pd.DataFrame:
    """Give one row per client whose booking is to be another than the sheet shows, by code.

    sheet: the week's tab as it is; bookings: CODE, CONSULTANT, DATE, START as they are to be;
    clients, slots: as for ``assign``, slots being all of the week.

    CODE; BEFORE, AFTER (``Booking`` or None); CAUSE (``booking_causes.Cause``); EVIDENCE: the code
    of the other registration that has to do with it, for one that left what became of it, or NA.
    """
    rows = {str(row[CODE]): row for row in sheet.to_dict("records")}
    before = {
        code: Booking(*(row[name] for name in SLOT)) for code, row in rows.items() if _holds(row)
    }
    places = bookings[[CODE, *SLOT]].itertuples(index=False, name=None)
    after = {str(code): Booking(*slot) for code, *slot in places}
    left_alone = {
        code
        for code, row in rows.items()
        if code not in known.remarks and (code not in known.departed or _attended(row))
    }
    changed = [
        code
        for code in sorted({*before, *after} - left_alone)
        if before.get(code) != after.get(code)
    ]
    if not changed:
        return no_changes()
    week = assignment_week(clients, slots, _NO_QUOTAS, _NO_BOOKINGS, released=known.released)
    changes = _Changes(rows, before, after, week, known)
    found = [(code, before.get(code), after.get(code), *changes.cause(code)) for code in changed]
    frame = pd.DataFrame(found, columns=_COLUMNS, dtype=object)
    return frame.astype({CODE: "str", CAUSE: "str", EVIDENCE: "str"})


def no_changes() -> pd.DataFrame:
    """Give the changes of a week in which there are none, as in most passes."""
    return _NOTHING.copy()


def told_causes(changes: pd.DataFrame) -> dict[str, str]:
    """Give what staff are told of bookings that moved: sentences (Indonesian) by code."""
    moved = changes[changes[BEFORE].notna() & changes[AFTER].notna()]
    columns = moved[CODE], moved[CAUSE], moved[EVIDENCE]
    texts = {code: sentence(*told) for code, *told in zip(*columns, strict=True)}
    return {code: text for code, text in texts.items() if text}


def _holds(row: _Row) -> bool:
    held = row[STATUS] in HOLDING or _attended(row)
    return held and all(row[name] is not None for name in SLOT)


def _attended(row: _Row) -> bool:
    return isinstance(row[ATTENDANCE], str)


class _Changes:
    """The bookings of a week before and after, asked about one client at a time."""

    def __init__(
        self,
        rows: Mapping[str, _Row],
        before: Mapping[str, Booking],
        after: Mapping[str, Booking],
        week: AssignmentWeek,
        known: Circumstances,
    ) -> None:
        self._rows, self._before, self._after, self._known = rows, before, after, known
        self._week = week
        self._holders = {booking: code for code, booking in after.items()}
        self._clients = {client.code: client for client in week.clients}

    def cause(self, code: str) -> _Told:
        """Give the rule that asked for a client's change, and the evidence."""
        if code not in self._after:
            return self._end(code)
        if self._moved_by_staff(code):
            return Cause.STAFF, None
        if code not in self._before:
            remark = self._rows[code][REMARK] if code in self._rows else None
            waited = isinstance(remark, str) and RESERVED in remark
            return (Cause.RELEASED if waited and self._known.released else Cause.PLACED), None
        return self._loss(code) or self._misfit(code) or self._way(code) or self._better()

    def _end(self, code: str) -> _Told:
        if code in self._known.departed:
            status, remark = self._known.departed[code]
            return Cause.LEFT, remark or status.value
        if self._rows[code][CONFIRMATION] == Confirmation.CANCELLED:
            return Cause.CANCELLED, None
        outranked = (Cause.OUTRANKED, self._holders.get(self._before[code]))
        return self._loss(code) or self._way(code) or outranked

    def _moved_by_staff(self, code: str) -> bool:
        row = self._rows.get(code)
        asked = row is not None and not all(is_blank(row[name]) for name in _WISHES)
        return asked and code not in self._known.refused

    def _loss(self, code: str) -> _Told | None:
        if code not in self._known.lost:
            return None
        session = (self._before[code].date, self._clients[code].service)
        is_open = session in self._known.open_sessions
        return (Cause.CONSULTANT if is_open else Cause.DAY), None

    def _misfit(self, code: str) -> _Told | None:
        if self._week.fits(self._clients[code], self._before[code]):
            return None
        if lender := lender_of(self._known.remarks.get(code)):
            return Cause.DUPLICATE, lender
        return (Cause.CORRECTED if code in self._known.redated else Cause.ANSWERS), None

    def _way(self, code: str) -> _Told | None:
        holder = self._holders.get(self._before[code])
        moved = holder is not None and self._before.get(holder) != self._before[code]
        return (Cause.MADE_WAY, holder) if moved and self._moved_by_staff(str(holder)) else None

    def _better(self) -> _Told:
        return (Cause.REASSIGNED if self._known.reassign else Cause.OPTIMISED), None
