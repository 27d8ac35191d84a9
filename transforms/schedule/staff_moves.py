"""The moves that staff ask for in ✎Pindah Tanggal, ✎Pindah Jam and ✎Pindah Konsultan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from loket.columns import (
    CODE,
    CONSULTANT,
    DATE,
    FIXED,
    MOVE_CONSULTANT,
    MOVE_DATE,
    MOVE_START,
    REMARK,
    START,
)
from transforms.assignment.week import AssignmentWeek, Booking, assignment_week
from transforms.reading.tab_cells import clock_of, day_of, is_blank, text_key, tidy
from transforms.reading.tab_problems import Unreadable
from transforms.schedule.session_caps import SessionCaps

REFUSED = "Pindah tidak bisa: "
"""How the remark begins that says why a move was not made."""

_WISHES = [MOVE_DATE, MOVE_START, MOVE_CONSULTANT]


def staff_moves(
    requests: pd.DataFrame,
    placed: pd.DataFrame,
    clients: pd.DataFrame,
    slots: pd.DataFrame,
    quotas: pd.DataFrame,
    *,
    released: bool,
    today: date,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Carry out the moves that are possible; return the bookings and the remarks.

    requests: CODE, MOVE_DATE, MOVE_START, MOVE_CONSULTANT as staff typed them (what is blank stays
    as it is booked); placed: the standing bookings, as ``standing_bookings`` gives them; clients,
    slots, quotas: as for ``assign``, slots being all of the week.

    Moves are made together, so that two clients can change places, and of two into one slot the
    first by rank is made. A slot that does not exist for the client's service, is past, is held by
    a fixed booking, or would breach a cap cannot be moved into: the booking stays and the remark
    says why. Staff may move to a date or a field that the client has not asked for. A booking that
    staff moved is fixed. Who has to make way keeps the claim to a place; where the caps have room
    for one of the two only, the booking of the other ends.

    Returns ``placed`` after the moves and a frame CODE, REMARK (Indonesian), one row per client.
    Source: the contract's section 5, "Fixed" and "Caps".
    """
    cells = zip(*(requests[name] for name in _WISHES), strict=True)
    wishes = {
        str(code): dict(zip(_WISHES, wish, strict=True))
        for code, wish in zip(requests[CODE], cells, strict=True)
        if not all(map(is_blank, wish))
    }
    if not wishes:
        return placed, pd.DataFrame({CODE: [], REMARK: []}, dtype="str")
    week = assignment_week(clients, slots, quotas, placed, released=released)
    moves = _Moves(week)
    for number, client in enumerate(week.clients):
        if client.code in wishes:
            moves.ask(number, wishes[client.code], today)
    moves.make()
    return moves.bookings(placed), moves.remarks()


@dataclass
class _Moves:
    """The week's moves: ``asked`` those that may be possible, ``refused`` the reasons of others."""

    week: AssignmentWeek
    asked: dict[int, Booking] = field(default_factory=dict)
    refused: dict[int, str] = field(default_factory=dict)
    stay: set[int] = field(default_factory=set)
    ended: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.caps = SessionCaps(self.week)
        self.offered = {slot.booking for slot in self.week.slots}
        self.spelled = {
            (text_key(slot.booking.consultant), slot.service, *slot.booking.period): slot.booking
            for slot in self.week.slots
        }

    def ask(self, number: int, wish: Mapping[str, Any], today: date) -> None:
        """Take up one request: it is asked, refused at once, or fulfilled already."""
        client = self.week.clients[number]
        target = _target(wish, client.booking)
        if isinstance(target, str):
            self.refused[number] = target
            return
        place = f"{target.date:%d/%m} {target.start:%H.%M}"
        found = self.spelled.get((text_key(target.consultant), client.service, *target.period))
        if client.booking and _same(target, client.booking) and (client.fixed or found):
            self.stay.add(number)
        elif found is None:
            self.refused[number] = (
                f"{target.consultant} tidak bertugas untuk layanan {client.service} {place}"
            )
        elif target.date < today:
            self.refused[number] = f"{place} sudah lewat"
        else:
            self.asked[number] = found

    def make(self) -> None:
        """Try all moves together; leave out the first that is impossible, until none is."""
        while (failed := self._first_impossible()) is not None:
            number, reason = failed
            self.refused[number] = reason
            del self.asked[number]

    def _first_impossible(self) -> tuple[int, str] | None:
        clients = self.week.clients
        here = {n: client.booking for n, client in enumerate(clients) if client.booking}
        held = {n for n in here if clients[n].fixed} | self.stay
        sessions = {n: where for n, where in here.items() if n not in self.asked}
        self.ended = set()
        for number, target in self.asked.items():
            holders = {n for n, where in sessions.items() if where == target}
            if fixed := [clients[n].code for n in sorted(holders & held)]:
                return number, f"{target.consultant} {_place(target)} sudah dipegang {fixed[0]}"
            before = {number: here[number]} if number in here else {}
            without = {n: where for n, where in sessions.items() if n not in holders} | before
            if reason := self.caps.breach(number, target, without):
                return number, reason
            if self.caps.breach(number, target, sessions | before):
                self.ended |= holders
                sessions = {n: where for n, where in sessions.items() if n not in holders}
            sessions[number] = target
            held.add(number)
        return None

    def bookings(self, placed: pd.DataFrame) -> pd.DataFrame:
        """Give the bookings after the moves: those that stood in their order, then new ones."""
        clients = self.week.clients
        numbers = {client.code: number for number, client in enumerate(clients)}
        order = [numbers[code] for code in placed[CODE]]
        order += [number for number in self.asked if clients[number].booking is None]
        made = self.asked.keys() | self.stay
        rows = [
            (clients[n].code, *(self.asked.get(n) or clients[n].booking or ()), n in made)
            for n in order
            if n not in self.ended
        ]
        columns = [CODE, CONSULTANT, DATE, START, FIXED]
        frame = pd.DataFrame(rows, columns=columns, dtype=object)
        fixed = frame[FIXED].astype(bool) | frame[CODE].isin(placed.loc[placed[FIXED], CODE])
        return frame.assign(**{FIXED: fixed}).astype({CODE: "str", CONSULTANT: "str"})

    def remarks(self) -> pd.DataFrame:
        """Give the reasons of the refused, by rank."""
        rows = [
            (self.week.clients[n].code, f"{REFUSED}{self.refused[n]}") for n in sorted(self.refused)
        ]
        return pd.DataFrame(rows, columns=[CODE, REMARK], dtype="str")


def _target(wish: Mapping[str, Any], present: Booking | None) -> Booking | str:
    """Give the slot asked for, or what is missing to know it."""
    consultant = tidy(wish[MOVE_CONSULTANT]) or (present.consultant if present else "")
    try:
        day = present.date if present and is_blank(wish[MOVE_DATE]) else day_of(wish[MOVE_DATE])
    except Unreadable:
        return "isi Pindah Tanggal dengan tanggal, misalnya 25/11/2026"
    try:
        start = clock_of(wish[MOVE_START]) or (present.start if present else None)
    except Unreadable:
        start = None
    if start is None:
        return "isi Pindah Jam dengan jam mulai, misalnya 10.00"
    if not consultant:
        return "isi Pindah Konsultan dengan nama dari tab Konsultan"
    return Booking(consultant, day, start)


def _same(target: Booking, present: Booking) -> bool:
    return target.period == present.period and text_key(target.consultant) == text_key(
        present.consultant
    )


def _place(target: Booking) -> str:
    return f"{target.date:%d/%m} {target.start:%H.%M}"
