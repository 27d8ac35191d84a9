"""What there is to say of a planned week: how even it is, and who might come besides."""

from __future__ import annotations

from loket.columns import CODE, DATE, FIXED, LATE, PLACEABLE
from pipeline.clinic.desk import Desk
from pipeline.clinic.week_plan import WeekPlan
from transforms.assignment.extra_half_day import HalfDay, extra_half_day
from transforms.assignment.fairness import Fairness, fairness


def week_fairness(plan: WeekPlan) -> Fairness | None:
    """Measure how evenly a week's sessions lie; None where there is none."""
    places, facts = plan.places, plan.facts
    if places is None or places.bookings.empty:
        return None
    return fairness(
        places.clients, facts.slots, facts.quotas, places.bookings, released=facts.released
    )


def week_advice(plan: WeekPlan, desk: Desk, *, in_hindsight: bool) -> HalfDay | None:
    """Find the half day that would serve most of those who wait; None where there is none.

    Ahead of the week these are days on which clients are still placed, and whoever may still be
    moved may make room. In hindsight every day of the week counts, and bookings stay as they were.
    """
    places, facts = plan.places, plan.facts
    if places is None or places.waiting.empty:
        return None
    half_days = desk.half_days(facts, places.waiting)
    clients, slots = places.clients, facts.slots
    fixed = set(places.bookings[CODE])
    if in_hindsight:
        in_time = clients[CODE].isin(places.waiting[CODE]) & ~clients[LATE].astype(bool)
        clients = clients.assign(**{PLACEABLE: in_time})
    else:
        slots = facts.automatic
        half_days = half_days[half_days[DATE].isin(facts.placing_days)]
        fixed = set(places.placed.loc[places.placed[FIXED], CODE])
    return extra_half_day(
        *(clients, slots, facts.quotas, places.bookings, half_days),
        released=facts.released,
        fixed=fixed,
    )
