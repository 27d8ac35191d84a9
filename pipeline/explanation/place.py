"""Why a client stands where they stand: this slot, or none, and what keeps it so."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pandas as pd

from loket.columns import (
    CODE,
    CONSULTANT,
    DATE,
    DATES,
    EVIDENCE,
    FIELD,
    FIXED,
    KIND,
    LEVEL,
    LOSS,
    MAIN_FIELDS,
    MEASURE,
    PROVEN,
    RANK,
    REASON,
    REMARK,
    REMEDY,
    SERVICE,
    START,
    STATUS,
    TIMES,
    WISH,
)
from loket.vocabulary import FIELD_OTHER
from pipeline.clinic.week_bookings import WeekBookings, standing_in
from pipeline.clinic.week_facts import WeekFacts
from pipeline.clinic.week_plan import WeekPlan
from pipeline.explanation.answers import plain
from pipeline.explanation.case import Case
from transforms.assignment.wish_answers import Wish
from transforms.assignment.wish_costs import wish_costs
from transforms.reading.tab_cells import is_blank
from transforms.schedule.past_reasons import past_reasons
from transforms.schedule.standing_bookings import SLOT, Hold

Json = dict[str, Any]

MOVED = "moved"
"""What holds a booking where nothing else does: staff moved it, or it was saved at short notice."""

NOT_DRAFTED, PAST = "not_drafted", "past"
"""Kinds of reasons beside ``waiting_explanation.Kind``: nobody is placed yet; it is over, and what
the sheet has said since it was not."""


def weeks(case: Case) -> list[Json]:
    """Give each week on whose schedule the registration stands, in order, with its row there."""
    found = []
    for label, rows in sorted(case.clinic.schedules.items()):
        for row in rows[rows[CODE] == case.code].to_dict("records"):
            cells = {name: _cell(row[name]) for name in (STATUS, *SLOT, REMARK)}
            phases = {str(week): phase.label for week, phase in case.clinic.phases.items()}
            found.append({"week": label, "phase": phases.get(label), **cells})
    return found


def place(case: Case) -> Json:
    """Give rank, slot or reason of the week in which the registration takes part now."""
    plan = case.plan
    if plan is None or plan.places is None or case.code not in set(plan.ranked[CODE]):
        return {"rank": None, "slot": None, "waiting": None}
    ranks = plan.ranked.set_index(CODE)[RANK]
    booked = plan.places.bookings[plan.places.bookings[CODE] == case.code]
    return {
        "rank": {"rank": int(ranks[case.code]), "of": len(ranks)},
        "slot": _slot(case, plan.facts, plan.places, booked) if len(booked) else None,
        "waiting": None if len(booked) else _waiting(case, plan),
        "proven": bool(plan.levels[PROVEN].all()),
    }


def _slot(case: Case, facts: WeekFacts, found: WeekBookings, booked: pd.DataFrame) -> Json:
    (booking,) = booked.to_dict("records")
    (client,) = found.clients[found.clients[CODE] == case.code].to_dict("records")
    mains = {
        field
        for fields in facts.slots.loc[
            (facts.slots[CONSULTANT] == booking[CONSULTANT])
            & (facts.slots[SERVICE] == client[SERVICE]),
            MAIN_FIELDS,
        ]
        for field in fields
    }
    return {
        **{name: _cell(booking[name]) for name in SLOT},
        "date_chosen": booking[DATE] in client[DATES],
        "start_wished": booking[START] in client[TIMES] if client[TIMES] else None,
        "main_field": client[FIELD] in mains if client[FIELD] != FIELD_OTHER else None,
        "wishes": _wishes(case, facts, found),
        "held_by": _holds(case.code, facts, found, case.now),
    }


def _wishes(case: Case, facts: WeekFacts, found: WeekBookings) -> list[Json]:
    """Give what it would cost to meet each wish that is not met."""
    costs = wish_costs(
        found.clients,
        facts.automatic,
        facts.quotas,
        found.placed,
        found.bookings,
        released=facts.released,
        codes=[case.code],
        wishes=(Wish.START, Wish.MAIN_FIELD),
        time_limit_s=case.settings.sync.solver_seconds,
    )
    columns = [WISH, KIND, LEVEL, MEASURE, LOSS, REASON, EVIDENCE, CONSULTANT, DATE, START]
    return [
        {str(name): _cell(value) for name, value in row.items()}
        for row in costs[columns].astype(object).to_dict("records")
    ]


def _holds(code: str, facts: WeekFacts, found: WeekBookings, now: datetime) -> list[str]:
    holds = standing_in(facts, found.rows, found.unbound, now).holds
    own = holds[holds[CODE] == code]
    known = [hold.value for hold in Hold if own[hold].any()]
    fixed = set(found.placed.loc[found.placed[FIXED], CODE])
    return known or ([MOVED] if code in fixed else [])


def _waiting(case: Case, plan: WeekPlan) -> Json | None:
    facts, why = plan.facts, plan.reasons
    if why is None or plan.places is None:
        drafted = facts.limits.drafted if facts.limits else None
        return {KIND: NOT_DRAFTED, "drafted": plain(drafted)}
    over = frozenset(day for day in facts.week.days if day < case.now.date())
    kept = past_reasons(plan.places.waiting, plan.places.rows, facts.placing_days, over)
    for remark in kept.loc[kept[CODE] == case.code, REMARK]:
        return {KIND: PAST, REASON: remark, EVIDENCE: None, REMEDY: None}
    rows = why.loc[why[CODE] == case.code, [KIND, REASON, EVIDENCE, REMEDY]]
    records = rows.astype(object).to_dict("records")
    return {str(name): _cell(value) for name, value in records[0].items()} if records else None


def _cell(value: object) -> object:
    return None if is_blank(value) else plain(value)
