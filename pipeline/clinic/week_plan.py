"""Plans one week: who stands where, who is placed, who waits and why."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from loket.columns import (
    CODE,
    CONSULTANT,
    DATE,
    FIXED,
    GROUP,
    PINNED,
    PROVEN,
    REASON,
    REMARK,
    REMEDY,
    SERVICE,
    START,
    STATUS,
    UNREAD,
)
from loket.vocabulary import Phase, Status
from pipeline.clinic.week_bookings import WeekBookings, standing_in, week_bookings
from pipeline.clinic.week_facts import WeekFacts
from transforms.assignment.waiting_reasons import reasons
from transforms.reading.rows_among import rows_among
from transforms.schedule.booking_changes import (
    Circumstances,
    booking_changes,
    no_changes,
    told_causes,
)
from transforms.schedule.inheritance import inheritances, told_with_original
from transforms.schedule.past_reasons import past_reasons
from transforms.schedule.proposals import proposals
from transforms.schedule.ranks import ranks
from transforms.schedule.standing_bookings import SLOT, begins
from transforms.schedule.statuses import HOLDING
from transforms.schedule.unused_moves import unused_moves
from transforms.schedule.week_schedule import empty_schedule, week_schedule
from transforms.staffing.capacity import capacity


@dataclass(frozen=True)
class WeekPlan:
    """One week as it should be: the schedule's rows, its capacities, and the proof of the best.

    ``changes``: whose booking is another than on the sheet, and why, see ``booking_changes``;
    ``lost``: codes whose consultant or day this pass found to be gone; ``places``: what the
    schedule was made from, None where nobody takes part; ``reasons``: why clients wait, see
    ``waiting_reasons``, None before the week is drafted.
    """

    facts: WeekFacts
    schedule: pd.DataFrame
    ranked: pd.DataFrame
    capacities: pd.DataFrame
    levels: pd.DataFrame
    changes: pd.DataFrame
    lost: frozenset[str]
    places: WeekBookings | None = None
    reasons: pd.DataFrame | None = None


def plan_week(
    facts: WeekFacts,
    members: pd.DataFrame,
    sheet: pd.DataFrame,
    departed: Mapping[str, tuple[Status, str]],
    notes: list[pd.DataFrame],
    *,
    redated: Collection[str] = frozenset(),
    now: datetime,
    solver_seconds: float,
    reassign: bool = False,
) -> WeekPlan:
    """Plan one week.

    members: the registrations that take part (with LATE); sheet: the week's tab as it is, staff's
    columns included; departed: what became of those on the tab that take part no more; notes:
    remarks to carry; redated: codes whose dates staff have changed; reassign: see ``assign``. A
    closed week is not planned again: its bookings stand as they are.
    """
    ranked = ranks(members)
    if ranked.empty and sheet.empty:
        return _empty_week(facts, ranked)
    sheet = sheet.assign(**{CONSULTANT: sheet[CONSULTANT].map(facts.spelled)})
    found = week_bookings(
        facts,
        ranked,
        told_with_original(sheet),
        redated=redated,
        now=now,
        solver_seconds=solver_seconds,
        reassign=reassign,
    )
    why = _reasons(facts, found, now) if facts.phase >= Phase.DRAFTED else None
    plan_notes = [
        *found.remarks,
        _proposals(facts, found, now),
        *_waiting_remarks(facts, found, sheet, why, now),
        unused_moves(sheet, departed),
        sheet[[CODE, UNREAD]].set_axis([CODE, REMARK], axis=1),
        inheritances(sheet[sheet[CODE].isin(ranked[CODE])]),
        *notes,
    ]
    changes = _changes(facts, found, ranked, sheet, departed, redated, reassign=reassign)
    schedule = week_schedule(
        *(ranked, found.bookings, sheet, departed, plan_notes),
        causes=told_causes(changes),
        phase=facts.phase,
        now=now,
    )
    held = found.bookings.merge(ranked[[CODE, SERVICE, GROUP]], on=CODE, validate="1:1")
    capacities = capacity(facts.service_days, facts.slots, facts.quotas, held)
    lost = found.lost | _moved_on(sheet, departed)
    return WeekPlan(facts, schedule, ranked, capacities, found.levels, changes, lost, found, why)


def _changes(
    facts: WeekFacts,
    found: WeekBookings,
    ranked: pd.DataFrame,
    sheet: pd.DataFrame,
    departed: Mapping[str, tuple[Status, str]],
    redated: Collection[str],
    *,
    reassign: bool,
) -> pd.DataFrame:
    known = Circumstances(
        remarks=dict(zip(ranked[CODE], ranked[REMARK], strict=True)),
        refused=found.refused,
        lost=found.lost,
        open_sessions=facts.open_sessions,
        redated=redated,
        departed=departed,
        released=facts.released,
        reassign=reassign,
    )
    return booking_changes(sheet, found.bookings, found.clients, facts.slots, known)


def _moved_on(sheet: pd.DataFrame, departed: Mapping[str, tuple[Status, str]]) -> frozenset[str]:
    """Give those who had a place until now and have joined a later week."""
    placed = sheet.loc[sheet[STATUS].isin(HOLDING), CODE]
    return frozenset(
        code for code in placed if code in departed and departed[code][0] is Status.TRANSFERRED
    )


def _empty_week(facts: WeekFacts, ranked: pd.DataFrame) -> WeekPlan:
    """Plan a week for which nobody has registered, as most weeks that a pass plans are."""
    nobody = pd.DataFrame(columns=[CONSULTANT, DATE, START, SERVICE, GROUP])
    capacities = capacity(facts.service_days, facts.slots, facts.quotas, nobody)
    nothing_to_prove = pd.DataFrame({PROVEN: pd.Series(dtype=bool)})
    return WeekPlan(
        *(facts, empty_schedule(), ranked, capacities, nothing_to_prove),
        changes=no_changes(),
        lost=frozenset(),
    )


def _proposals(facts: WeekFacts, found: WeekBookings, now: datetime) -> pd.DataFrame:
    return proposals(
        _without_attended(found),
        _free_at_short_notice(facts, found.bookings, now),
        facts.quotas,
        found.bookings,
        released=facts.released,
    )


def _free_at_short_notice(facts: WeekFacts, bookings: pd.DataFrame, now: datetime) -> pd.DataFrame:
    slots = facts.slots
    ahead = [
        begins(day, start, now) > now for day, start in zip(slots[DATE], slots[START], strict=True)
    ]
    chosen = ~rows_among(slots, bookings, SLOT) & ~slots[DATE].isin(facts.placing_days)
    chosen &= pd.Series(ahead, index=slots.index, dtype=bool)
    return slots[chosen] if facts.phase >= Phase.FROZEN else slots.iloc[:0]


def _without_attended(found: WeekBookings) -> pd.DataFrame:
    """Give the clients who have a place or wait for one."""
    held = found.clients[CODE].isin(found.bookings[CODE])
    return found.clients[held | found.clients[CODE].isin(found.waiting[CODE])]


def _reasons(facts: WeekFacts, found: WeekBookings, now: datetime) -> pd.DataFrame:
    """Say why those without a place wait, and what would help.

    A pin is told from what holds a booking anyway by how the bookings would stand had staff pinned
    and moved nobody.
    """
    fixed = _fixed_codes(found.placed)
    return reasons(
        _without_attended(found),
        facts.slots,
        facts.automatic,
        facts.quotas,
        found.bookings,
        released=facts.released,
        fixed=fixed,
        pinned=fixed - _fixed_unpinned(facts, found, now) if fixed else fixed,
        today=now.date(),
    )


def _fixed_unpinned(facts: WeekFacts, found: WeekBookings, now: datetime) -> set[str]:
    rows = found.rows.assign(**{PINNED: None})
    return _fixed_codes(standing_in(facts, rows, found.unbound, now).placed)


def _waiting_remarks(
    facts: WeekFacts,
    found: WeekBookings,
    sheet: pd.DataFrame,
    why: pd.DataFrame | None,
    now: datetime,
) -> list[pd.DataFrame]:
    """Give what is said of it; those for whom it is too late keep what they were told before."""
    if why is None:
        return []
    over = frozenset(day for day in facts.week.days if day < now.date())
    explained = past_reasons(found.waiting, sheet, facts.placing_days, over)
    told_now = why[~why[CODE].isin(explained[CODE])]
    parts = [told_now[[CODE, text]].set_axis([CODE, REMARK], axis=1) for text in (REASON, REMEDY)]
    return [explained, *parts]


def _fixed_codes(placed: pd.DataFrame) -> set[str]:
    return set(placed.loc[placed[FIXED], CODE])
