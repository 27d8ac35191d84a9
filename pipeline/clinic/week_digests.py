"""What each week's schedule was made from, and what came of it, as two short texts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import pandas as pd

from loket.columns import (
    ATTENDANCE,
    CODE,
    CONFIRMATION,
    DATE,
    DATES,
    FIELD,
    GROUP,
    LATE,
    MEASURE,
    MOVE_CONSULTANT,
    MOVE_DATE,
    MOVE_START,
    PINNED,
    PLACEABLE,
    RANK,
    REMARK,
    SERVICE,
    START,
    STATUS,
    TIMES,
    TOLD,
    VALUE,
)
from loket.week import Week
from pipeline.clinic.week_bookings import WeekBookings
from pipeline.clinic.week_facts import WeekFacts
from pipeline.clinic.week_plan import WeekPlan
from transforms.reading.remarks import says
from transforms.schedule.canonical_digest import canonical_digest
from transforms.schedule.standing_bookings import CHANGED, SLOT, begins
from transforms.schedule.statuses import HOLDING

_CLIENT = [CODE, RANK, SERVICE, FIELD, DATES, TIMES, GROUP, LATE, PLACEABLE]
_ROW = [
    *(CODE, *SLOT, STATUS, TOLD, CONFIRMATION, MOVE_DATE, MOVE_START, MOVE_CONSULTANT),
    *(PINNED, ATTENDANCE),
]


def week_digests(
    plans: Mapping[Week, WeekPlan], now: datetime, solver_seconds: float, *, reassign: bool
) -> dict[str, dict[str, str]]:
    """Give ``inputs`` and ``result`` of each week that anybody is registered for, by its label.

    inputs: the clients as the assignment takes them, what the staff tabs and the calendar say of
    the week, the bookings that stand with staff's cells beside them, the phase, what of the week
    has begun, the solver's time limit, and whether bookings were let move. result: the bookings
    and the worth of each level. The same inputs give the same result, as long as every level is
    proven.
    """
    return {
        str(week): {
            "inputs": _inputs(plan.facts, plan.places, now, solver_seconds, reassign=reassign),
            "result": _result(plan.places),
        }
        for week, plan in plans.items()
        if plan.places is not None
    }


def _inputs(
    facts: WeekFacts, found: WeekBookings, now: datetime, solver_seconds: float, *, reassign: bool
) -> str:
    return canonical_digest(
        {
            "clients": found.clients[_CLIENT],
            "rows": _rows(found.rows),
            "unbound": found.unbound,
            "phase": int(facts.phase),
            "released": facts.released,
            "slots": facts.slots,
            "quotas": facts.quotas,
            "roster_names": facts.roster_names,
            "open_sessions": [f"{day} {service}" for day, service in facts.open_sessions],
            "placing_days": facts.placing_days,
            "past_days": {day for day in facts.slots[DATE] if day < now.date()},
            "begun": _begun(facts.slots, now) | _begun(found.rows.dropna(subset=SLOT), now),
            "solver_seconds": solver_seconds,
            "reassign": reassign,
        }
    )


def _rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Give what the bookings depend on: of a status just whether it holds one."""
    held = rows[STATUS].isin(HOLDING)
    outdated = says(rows[REMARK], CHANGED)
    return rows[_ROW].assign(**{STATUS: held, REMARK: outdated})


def _begun(sessions: pd.DataFrame, now: datetime) -> set[str]:
    periods = set(zip(sessions[DATE], sessions[START], strict=True))
    return {f"{day} {start}" for day, start in periods if begins(day, start, now) <= now}


def _result(found: WeekBookings) -> str:
    return canonical_digest({"bookings": found.bookings, "levels": found.levels[[MEASURE, VALUE]]})
