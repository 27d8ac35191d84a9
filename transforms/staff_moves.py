"""The moves that staff ask for in ✎Pindah Tanggal, ✎Pindah Jam and ✎Pindah Konsultan."""

from __future__ import annotations

from datetime import date, time
from typing import Any, NamedTuple

import pandas as pd

from loket.columns import (
    CODE,
    CONSULTANT,
    DAILY_MAXIMUM,
    DATE,
    FIXED,
    GROUP,
    INVITED_QUOTA,
    MOVE_CONSULTANT,
    MOVE_DATE,
    MOVE_START,
    PUBLIC_QUOTA,
    RANK,
    REMARK,
    ROOMS,
    SERVICE,
    START,
)
from loket.vocabulary import Group
from transforms.standing_bookings import SLOT


REFUSED = "Pindah tidak bisa: "
"""How the remark begins that says why a move was not made."""


class _Slot(NamedTuple):
    consultant: str
    day: date
    start: time


def staff_moves(
    requests: pd.DataFrame,
    placed: pd.DataFrame,
    members: pd.DataFrame,
    slots: pd.DataFrame,
    quotas: pd.DataFrame,
    *,
    released: bool,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Carry out the moves that are possible; return the bookings and the remarks.

    requests: CODE, MOVE_DATE, MOVE_START, MOVE_CONSULTANT (what is blank stays as it is booked);
    placed: the standing bookings, as ``standing_bookings`` gives them; members: CODE, RANK,
    SERVICE, GROUP. The first by rank moves first. A slot that a fixed booking holds, that does
    not exist or that would breach a cap cannot be moved into: the booking stays and the remark
    says why. A booking that staff moved is fixed.

    Returns ``placed`` after the moves and a frame CODE, REMARK (Indonesian), one row per client.
    Source: the contract's section 5, "Fixed" and "Caps".
    """
    table = placed.set_index(CODE)
    people = members.set_index(CODE)
    remarks: dict[str, str] = {}
    asked = requests.dropna(subset=[MOVE_DATE, MOVE_START, MOVE_CONSULTANT], how="all")
    asked = asked.assign(rank=asked[CODE].map(people[RANK])).sort_values("rank")
    moves = {str(row[CODE]): row for _, row in asked.iterrows()}
    bookings = {str(code): (_Slot(*row[SLOT]), bool(row[FIXED])) for code, row in table.iterrows()}
    for code, request in moves.items():
        target = _target(request, bookings.get(code))
        obstacle = (
            target
            if isinstance(target, str)
            else _obstacle(code, target, bookings, people, slots, quotas, released=released)
        )
        if obstacle:
            remarks[code] = f"{REFUSED}{obstacle}"
        else:
            bookings[code] = (_Slot(*target), True)
    return _frame(bookings, placed), pd.DataFrame(
        {CODE: list(remarks), REMARK: list(remarks.values())}, dtype="str"
    )


def _target(request: pd.Series, booking: tuple[_Slot, bool] | None) -> _Slot | str:
    """Give the slot asked for, or what is missing to know it."""
    wanted = [request[MOVE_CONSULTANT], request[MOVE_DATE], request[MOVE_START]]
    present = booking[0] if booking else (None, None, None)
    consultant, day, start = (
        now if pd.isna(new) else new for new, now in zip(wanted, present, strict=True)
    )
    if not isinstance(day, date):
        return "isi Pindah Tanggal dengan tanggal, misalnya 25/11/2026"
    if not isinstance(start, time):
        return "isi Pindah Jam dengan jam mulai, misalnya 10.00"
    if consultant is None:
        return "isi Pindah Konsultan dengan nama dari tab Konsultan"
    return _Slot(str(consultant).strip(), day, start)


def _obstacle(
    code: str,
    target: _Slot,
    bookings: dict[str, tuple[_Slot, bool]],
    people: pd.DataFrame,
    slots: pd.DataFrame,
    quotas: pd.DataFrame,
    *,
    released: bool,
) -> str:
    """Say what stands in the way of a move, or give an empty text."""
    if code in bookings and bookings[code][0] == target:
        return ""
    person = people.loc[code]
    place = f"{target.day:%d/%m} {target.start:%H.%M}"
    match = slots[
        (slots[CONSULTANT].str.casefold() == target.consultant.casefold())
        & (slots[DATE] == target.day)
        & (slots[START] == target.start)
    ]
    if match.empty:
        return f"{target.consultant} tidak bertugas {place}"
    slot = match.iloc[0]
    others = {other: where for other, where in bookings.items() if other != code}
    holder = [o for o, (where, fixed) in others.items() if fixed and where == target]
    if holder:
        return f"{target.consultant} {place} sudah dipegang {holder[0]}"
    return _breached_cap(target, slot, person, others, people, quotas, released=released)


def _breached_cap(
    target: _Slot,
    slot: pd.Series,
    person: Any,
    others: dict[str, tuple[_Slot, bool]],
    people: pd.DataFrame,
    quotas: pd.DataFrame,
    *,
    released: bool,
) -> str:
    fixed = pd.DataFrame(
        [(o, *where) for o, (where, is_fixed) in others.items() if is_fixed],
        columns=[CODE, *SLOT],
    ).merge(people[[SERVICE, GROUP]], left_on=CODE, right_index=True, how="left")
    same_day = fixed[fixed[DATE] == target.day]
    same_service = same_day[same_day[SERVICE] == person[SERVICE]]
    rooms = int((same_service[START] == target.start).sum())
    if pd.notna(slot[ROOMS]) and rooms + 1 > slot[ROOMS]:
        return f"ruang {person[SERVICE]} {target.day:%d/%m} {target.start:%H.%M} penuh"
    sessions = int((same_day[CONSULTANT] == slot[CONSULTANT]).sum())
    if pd.notna(slot[DAILY_MAXIMUM]) and sessions + 1 > slot[DAILY_MAXIMUM]:
        return f"{slot[CONSULTANT]} sudah mencapai maksimum sesi {target.day:%d/%m}"
    return _breached_quota(target, person, same_service, quotas, released=released)


def _breached_quota(
    target: _Slot,
    person: Any,
    same_service: pd.DataFrame,
    quotas: pd.DataFrame,
    *,
    released: bool,
) -> str:
    row = quotas[(quotas[DATE] == target.day) & (quotas[SERVICE] == person[SERVICE])]
    if row.empty:
        return ""
    invited, public = int(row[INVITED_QUOTA].iloc[0]), int(row[PUBLIC_QUOTA].iloc[0])
    same_group = int((same_service[GROUP] == person[GROUP]).sum())
    own = invited if person[GROUP] == Group.INVITED else public
    if released and person[GROUP] == Group.PUBLIC:
        own = invited + public
    if same_group + 1 > own or (released and len(same_service) + 1 > invited + public):
        return f"kuota {person[SERVICE]} {target.day:%d/%m} penuh"
    return ""


def _frame(bookings: dict[str, tuple[_Slot, bool]], like: pd.DataFrame) -> pd.DataFrame:
    rows = [(code, *slot, fixed) for code, (slot, fixed) in bookings.items()]
    frame = pd.DataFrame(rows, columns=[CODE, *SLOT, FIXED])
    return frame.astype({CODE: "str", FIXED: bool})[list(like.columns)]
