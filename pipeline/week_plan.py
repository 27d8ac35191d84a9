"""Plans one week: who stands where, who is placed, who waits and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd

from loket.columns import (
    ATTENDANCE,
    CODE,
    CONFIRMATION,
    CONSULTANT,
    DATE,
    FIXED,
    GROUP,
    LATE,
    OPEN,
    PINNED,
    PLACEABLE,
    REASON,
    REMARK,
    REMEDY,
    SERVICE,
    START,
    STATUS,
)
from loket.vocabulary import Confirmation, Phase, Status
from loket.week import Week
from transforms.assignment import Assignment, assign
from transforms.capacity import capacity
from transforms.past_reasons import past_reasons
from transforms.phases import Boundaries
from transforms.proposals import proposals
from transforms.ranks import ranks
from transforms.staff_moves import staff_moves
from transforms.standing_bookings import SLOT, Standing, begins, standing_bookings
from transforms.statuses import HOLDING
from transforms.tab_cells import text_key
from transforms.waiting_reasons import reasons
from transforms.week_schedule import week_schedule


@dataclass(frozen=True)
class WeekFacts:
    """What the staff tabs and the calendar say of one week.

    ``slots``: every slot of the week; ``automatic``: those still filled without staff.
    """

    week: Week
    limits: Boundaries | None
    phase: Phase
    released: bool
    service_days: pd.DataFrame
    slots: pd.DataFrame
    automatic: pd.DataFrame
    quotas: pd.DataFrame
    rooms: pd.DataFrame
    placing_days: frozenset[date]
    """Days on which clients are still placed without staff."""
    roster_names: frozenset[str]
    """Consultants of whom the roster says for certain when they are there."""
    spelling: Mapping[str, str]
    """How the roster writes a consultant's name, by the key that compares names."""

    @property
    def open_sessions(self) -> frozenset[tuple[date, str]]:
        """The days with the services that are open then."""
        days = self.service_days[self.service_days[OPEN]]
        return frozenset(zip(days[DATE], days[SERVICE], strict=True))

    @property
    def is_over(self) -> bool:
        """Whether the week's last service day is past."""
        return self.phase >= Phase.CLOSED

    def spelled(self, name: object) -> object:
        """Give a consultant's name as the roster writes it, or as it is if it isn't there."""
        return self.spelling.get(text_key(name), name) if isinstance(name, str) else None


@dataclass(frozen=True)
class WeekPlan:
    """One week as it should be: the schedule's rows, its capacities, and the proof of the best."""

    facts: WeekFacts
    schedule: pd.DataFrame
    ranked: pd.DataFrame
    capacities: pd.DataFrame
    levels: pd.DataFrame


def plan_week(
    facts: WeekFacts,
    members: pd.DataFrame,
    sheet: pd.DataFrame,
    departed: Mapping[str, tuple[Status, str]],
    notes: list[pd.DataFrame],
    *,
    now: datetime,
    solver_seconds: float,
) -> WeekPlan:
    """Plan one week.

    members: the registrations that take part (with LATE); sheet: the week's tab as it is, staff's
    columns included; departed: what became of those on the tab that take part no more; notes:
    remarks to carry. A closed week is not planned again: its bookings stand as they are.
    """
    ranked = ranks(members)
    clients = _clients(ranked, sheet, facts.phase)
    sheet = sheet.assign(**{CONSULTANT: sheet[CONSULTANT].map(facts.spelled)})
    rows = sheet[sheet[CODE].isin(clients[CODE])]
    standing = _standing(facts, rows, now)
    placed, move_remarks = staff_moves(
        rows, standing.placed, ranked, facts.slots, facts.quotas, released=facts.released
    )
    assignment = assign(
        clients,
        facts.automatic,
        facts.quotas,
        placed,
        released=facts.released,
        time_limit_s=solver_seconds,
    )
    bookings = _same_time(facts, clients, assignment.bookings, rows, standing.lost, now)
    waiting = clients[~clients[CODE].isin(bookings[CODE])]
    plan_notes = [
        move_remarks,
        standing.remarks,
        _loss_remarks(standing.lost, waiting),
        proposals(waiting, _free_at_short_notice(facts, bookings, now)),
        _waiting_remarks(
            facts,
            clients,
            bookings,
            placed,
            _standing(facts, _unpinned(rows), now),
            past_reasons(waiting, sheet, facts.placing_days),
        ),
        *notes,
    ]
    schedule = week_schedule(
        ranked, bookings, sheet, departed, plan_notes, phase=facts.phase, now=now
    )
    held = bookings.merge(ranked[[CODE, SERVICE, GROUP]], on=CODE, validate="1:1")
    capacities = capacity(facts.service_days, facts.slots, facts.quotas, held)
    return WeekPlan(facts, schedule, ranked, capacities, assignment.levels)


def _clients(ranked: pd.DataFrame, sheet: pd.DataFrame, phase: Phase) -> pd.DataFrame:
    """Give those who have or want a place, and whether one may be given to them unasked."""
    staff = sheet.set_index(CODE)
    cancelled = ranked[CODE].map(staff[CONFIRMATION]) == Confirmation.CANCELLED
    attended = ranked[CODE].map(staff[ATTENDANCE]).notna()
    placeable = ~ranked[LATE].astype(bool) & (Phase.DRAFTED <= phase < Phase.CLOSED)
    return ranked.assign(**{PLACEABLE: placeable})[~cancelled | attended].reset_index(drop=True)


def _standing(facts: WeekFacts, rows: pd.DataFrame, now: datetime) -> Standing:
    """Read the bookings that stand in a week's rows."""
    return standing_bookings(
        rows[rows[STATUS].isin(HOLDING)],
        facts.slots,
        facts.automatic,
        facts.roster_names,
        facts.open_sessions,
        frozen=facts.phase >= Phase.FROZEN,
        now=now,
    )


def _unpinned(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(**{PINNED: None})


def _same_time(
    facts: WeekFacts,
    clients: pd.DataFrame,
    bookings: pd.DataFrame,
    rows: pd.DataFrame,
    lost: frozenset[str],
    now: datetime,
) -> pd.DataFrame:
    """Give those who lost a consultant too late another one at the same time, if one is free."""
    stranded = rows[rows[CODE].isin(lost - set(bookings[CODE]))]
    for _, group in stranded.groupby([DATE, START]):
        day, start = group[DATE].iloc[0], group[START].iloc[0]
        if begins(day, start, now) <= now:
            continue
        here = (facts.slots[DATE] == day) & (facts.slots[START] == start)
        concerned = clients[clients[CODE].isin([*group[CODE], *bookings[CODE]])]
        rescue: Assignment = assign(
            concerned.assign(**{PLACEABLE: True}),
            facts.slots[here],
            facts.quotas,
            bookings.assign(**{FIXED: True}),
            released=True,
        )
        bookings = rescue.bookings
    return bookings


def _free_at_short_notice(facts: WeekFacts, bookings: pd.DataFrame, now: datetime) -> pd.DataFrame:
    slots = facts.slots
    key = pd.MultiIndex.from_frame(slots[SLOT].astype(object))
    taken = key.isin(pd.MultiIndex.from_frame(bookings[SLOT].astype(object)))
    automatic = key.isin(pd.MultiIndex.from_frame(facts.automatic[SLOT].astype(object)))
    ahead = [
        begins(day, start, now) > now for day, start in zip(slots[DATE], slots[START], strict=True)
    ]
    chosen = ~taken & ~automatic & pd.Series(ahead, index=slots.index, dtype=bool)
    return slots[chosen] if facts.phase >= Phase.FROZEN else slots.iloc[:0]


def _loss_remarks(lost: frozenset[str], waiting: pd.DataFrame) -> pd.DataFrame:
    codes = waiting.loc[waiting[CODE].isin(lost), CODE]
    return pd.DataFrame({CODE: codes, REMARK: "Konsultan atau hari tidak tersedia lagi"})


def _waiting_remarks(
    facts: WeekFacts,
    clients: pd.DataFrame,
    bookings: pd.DataFrame,
    placed: pd.DataFrame,
    unpinned: Standing,
    explained: pd.DataFrame,
) -> pd.DataFrame:
    """Say why those without a place wait, and what would help.

    placed: the bookings before the assignment; unpinned: how they would stand had staff pinned and
    moved nobody, which tells a pin from what holds a booking anyway; explained: what those were
    told whose dates are past.
    """
    if facts.phase < Phase.DRAFTED:
        return pd.DataFrame({CODE: [], REMARK: []}, dtype="str")
    fixed = _fixed_codes(placed)
    found = reasons(
        clients,
        facts.slots,
        facts.automatic,
        facts.quotas,
        bookings,
        released=facts.released,
        fixed=fixed,
        pinned=fixed - _fixed_codes(unpinned.placed),
    )
    found = found[~found[CODE].isin(explained[CODE])]
    parts = [found[[CODE, text]].set_axis([CODE, REMARK], axis=1) for text in (REASON, REMEDY)]
    return pd.concat([explained, *parts], ignore_index=True)


def _fixed_codes(placed: pd.DataFrame) -> set[str]:
    return set(placed.loc[placed[FIXED], CODE])
