"""Whom staff may ask when a slot falls free at short notice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pandas as pd

from loket.columns import CODE, FIXED, REMARK
from transforms.assignment.week import AssignmentWeek, Slot, assignment_week
from transforms.reading.indonesian import clock
from transforms.schedule.session_caps import SessionCaps

PROPOSAL = "Usulan: "
"""How a proposal begins."""

_ASKED = 3
_SHOWN = 3


def proposals(
    clients: pd.DataFrame,
    free: pd.DataFrame,
    quotas: pd.DataFrame,
    bookings: pd.DataFrame,
    *,
    released: bool,
) -> pd.DataFrame:
    """Propose each free slot to the first three waiting clients who fit it.

    clients, quotas: as for ``assign``; free: the slots that nobody holds and that are past
    automatic placement; bookings: CODE, CONSULTANT, DATE, START of those of the clients who have a
    place. Nobody is asked whose coming would breach a cap, since the move would be refused.

    Returns CODE, REMARK (Indonesian), one row per client who is asked, by rank; the remark names
    the three earliest of the client's slots, since a whole free afternoon would bury what else the
    cell says. Staff place by ✎Pindah. Source: the contract's section 5, "Short notice".
    """
    placed = bookings.assign(**{FIXED: True})
    week = assignment_week(clients, free, quotas, placed, released=released)
    offers: defaultdict[int, list[str]] = defaultdict(list)
    for number, place, slot in _asked(week):
        consultant, day, start = slot.booking
        offers[number].append(f"{day:%d/%m} {clock(start)} {consultant} (calon ke-{place})")
    rows = [
        (week.clients[number].code, f"{PROPOSAL}{', '.join(texts[:_SHOWN])}. Isi Pindah bila cocok")
        for number, texts in sorted(offers.items())
    ]
    return pd.DataFrame(rows, columns=[CODE, REMARK], dtype="str")


def _asked(week: AssignmentWeek) -> Iterator[tuple[int, int, Slot]]:
    """Give, slot by slot, the clients to ask and their turn."""
    caps = SessionCaps(week)
    sessions = {n: client.booking for n, client in enumerate(week.clients) if client.booking}
    waiting = [n for n, client in enumerate(week.clients) if client.booking is None]
    for slot in week.slots:
        fitting = (
            number
            for number in waiting
            if slot.fits(week.clients[number]) and not caps.breach(number, slot.booking, sessions)
        )
        for place, number in zip(range(1, _ASKED + 1), fitting, strict=False):
            yield number, place, slot
