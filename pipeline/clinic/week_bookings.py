"""Places one week's clients: what stands, what is lost, what staff move, and the assignment."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from loket.columns import (
    ATTENDANCE,
    CODE,
    CONFIRMATION,
    CONSULTANT,
    DATE,
    FIXED,
    LATE,
    PLACEABLE,
    REMARK,
    START,
    STATUS,
)
from loket.vocabulary import Confirmation, Phase, Status
from pipeline.clinic.week_facts import WeekFacts
from transforms.assignment.assignment import Assignment, assign
from transforms.reading.remarks import says
from transforms.schedule.shared_sessions import shared_sessions
from transforms.schedule.staff_moves import staff_moves
from transforms.schedule.standing_bookings import LOST, SLOT, Standing, begins, standing_bookings
from transforms.schedule.statuses import HOLDING
from transforms.schedule.unwished_dates import unwished_dates, unwished_remarks

_ROUNDS = 5
"""Moves and assignment are repeated until both agree, at most so often."""


@dataclass(frozen=True)
class WeekBookings:
    """A week's places.

    ``clients``: those who have or want one, as ``assign`` takes them; ``rows``: theirs of the
    week's tab; ``placed``: the bookings before the assignment, with FIXED; ``bookings``: CODE,
    CONSULTANT, DATE, START after it; ``waiting``: the clients without one, save who was there
    anyway; ``unbound``: codes of those told who may be moved all the same; ``refused``: those whose
    ✎Pindah was not carried out; ``lost``: codes whose consultant or day was found to be gone;
    ``remarks``: frames CODE, REMARK; ``levels``: see ``Assignment``.
    """

    clients: pd.DataFrame
    rows: pd.DataFrame
    placed: pd.DataFrame
    bookings: pd.DataFrame
    waiting: pd.DataFrame
    unbound: frozenset[str]
    refused: frozenset[str]
    lost: frozenset[str]
    remarks: tuple[pd.DataFrame, ...]
    levels: pd.DataFrame


def week_bookings(
    facts: WeekFacts,
    ranked: pd.DataFrame,
    sheet: pd.DataFrame,
    *,
    redated: Collection[str],
    now: datetime,
    solver_seconds: float,
    reassign: bool = False,
) -> WeekBookings:
    """Place the week's clients: ``ranked`` are its members, ``sheet`` its tab as it is.

    redated: codes for whom staff have put other dates in place of those answered. Where the booked
    one is not among them, having been told of it does not hold the client there. reassign: see
    ``assign``.
    """
    clients = _clients(ranked, sheet, facts.phase)
    rows = sheet[sheet[CODE].isin(clients[CODE])]
    unbound = unwished_dates(rows, clients).intersection(redated)
    standing = standing_in(facts, rows, unbound, now)
    rescued = _same_time(facts, clients, standing, now)
    placed, assignment, refusals = _settled(
        *(facts, clients, rows, rescued),
        now=now,
        solver_seconds=solver_seconds,
        reassign=reassign,
    )
    unplaced = clients[~clients[CODE].isin(assignment.bookings[CODE])]
    waiting = unplaced[~unplaced[CODE].isin(rows.loc[rows[ATTENDANCE].notna(), CODE])]
    lost = _losses(standing, rows, waiting)
    strangers = _kept_with_strangers(facts, standing, assignment.bookings)
    unwished = unwished_remarks(assignment.bookings, clients, rows, now.date())
    shared = shared_sessions(assignment.bookings, now.date())
    return WeekBookings(
        clients=clients,
        rows=rows,
        placed=placed,
        bookings=assignment.bookings,
        waiting=waiting,
        unbound=unbound,
        refused=frozenset(refusals[CODE]),
        lost=standing.lost,
        remarks=(refusals, strangers, lost, unwished, shared),
        levels=assignment.levels,
    )


def standing_in(
    facts: WeekFacts, rows: pd.DataFrame, unbound: Collection[str], now: datetime
) -> Standing:
    """Read the bookings of a week's rows; who was there keeps the place, cancelled or not."""
    return standing_bookings(
        rows[rows[STATUS].isin(HOLDING) | rows[ATTENDANCE].notna()],
        facts.slots,
        facts.automatic,
        facts.roster_names,
        facts.open_sessions,
        unbound=unbound,
        frozen=facts.phase >= Phase.FROZEN,
        now=now,
    )


def _clients(ranked: pd.DataFrame, sheet: pd.DataFrame, phase: Phase) -> pd.DataFrame:
    """Give those who have or want a place, and whether one may be given to them unasked."""
    staff = sheet.set_index(CODE)
    cancelled = ranked[CODE].map(staff[CONFIRMATION]) == Confirmation.CANCELLED
    attended = ranked[CODE].map(staff[ATTENDANCE]).notna()
    in_time = ~ranked[LATE].astype(bool) & (Phase.DRAFTED <= phase < Phase.CLOSED)
    clients = ranked.assign(**{PLACEABLE: in_time & ~attended})
    return clients[~cancelled | attended].reset_index(drop=True)


def _same_time(
    facts: WeekFacts, clients: pd.DataFrame, standing: Standing, now: datetime
) -> pd.DataFrame:
    """Give the standing bookings, those lost at short notice with another consultant then, fixed.

    Where nobody who fits is free at the same time, the booking stays lost.
    """
    placed = standing.placed
    stranded = placed[placed[CODE].isin(standing.lost) & ~placed[DATE].isin(facts.placing_days)]
    for _, group in stranded.groupby([DATE, START]):
        day, start = group[DATE].iloc[0], group[START].iloc[0]
        if begins(day, start, now) <= now:
            continue
        here = (facts.slots[DATE] == day) & (facts.slots[START] == start)
        others = placed[~placed[CODE].isin(standing.lost)]
        rescue: Assignment = assign(
            clients[clients[CODE].isin([*group[CODE], *others[CODE]])],
            facts.slots[here],
            facts.quotas,
            pd.concat([others.assign(**{FIXED: True}), group], ignore_index=True),
            released=facts.released,
        )
        found = rescue.bookings[rescue.bookings[CODE].isin(group[CODE])].assign(**{FIXED: True})
        placed = pd.concat(
            [placed[~placed[CODE].isin(found[CODE])], found[placed.columns]], ignore_index=True
        )
    return placed


def _settled(
    facts: WeekFacts,
    clients: pd.DataFrame,
    rows: pd.DataFrame,
    placed: pd.DataFrame,
    *,
    now: datetime,
    solver_seconds: float,
    reassign: bool,
) -> tuple[pd.DataFrame, Assignment, pd.DataFrame]:
    """Carry out staff's moves and assign the others, until the moves find nothing left to do.

    Somebody whose ✎Pindah names a time only, say, is moved once the assignment has given a
    booking to move; the next pass would do it otherwise, with nothing new to see.
    """
    for _ in range(_ROUNDS):
        placed, refusals = _moved(facts, clients, rows, placed, now)
        assignment = assign(
            clients,
            facts.automatic,
            facts.quotas,
            placed,
            released=facts.released,
            reassign=reassign,
            time_limit_s=solver_seconds,
        )
        fixed = assignment.bookings[CODE].isin(placed.loc[placed[FIXED], CODE])
        after = assignment.bookings.assign(**{FIXED: fixed})
        moved, refusals = _moved(facts, clients, rows, after, now)
        if _places(moved) == _places(after):
            break
        placed = after
    return placed, assignment, refusals


def _moved(
    facts: WeekFacts,
    clients: pd.DataFrame,
    rows: pd.DataFrame,
    placed: pd.DataFrame,
    now: datetime,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    return staff_moves(
        rows,
        placed,
        clients,
        facts.slots,
        facts.quotas,
        released=facts.released,
        today=now.date(),
    )


def _places(bookings: pd.DataFrame) -> set[tuple[object, ...]]:
    return set(bookings[[CODE, *SLOT]].itertuples(index=False, name=None))


def _kept_with_strangers(
    facts: WeekFacts, standing: Standing, bookings: pd.DataFrame
) -> pd.DataFrame:
    """Give the standing remarks of those whom nobody has moved away in the meantime."""
    kept = bookings.loc[~bookings[CONSULTANT].isin(facts.roster_names), CODE]
    return standing.remarks[standing.remarks[CODE].isin(kept)]


def _losses(standing: Standing, rows: pd.DataFrame, waiting: pd.DataFrame) -> pd.DataFrame:
    """Say who waits because a booking was lost, in this pass or since an earlier one."""
    before = rows[(rows[STATUS] == Status.WAITING) & says(rows[REMARK], LOST)]
    codes = waiting.loc[waiting[CODE].isin(standing.lost | set(before[CODE])), [CODE]]
    return codes.assign(**{REMARK: LOST})
