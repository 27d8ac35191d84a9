"""What a pass changes beside cells: views per consultant, and the tabs of past weeks hidden."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from connectors.sheets.looks.filter_views import changing_views
from connectors.sheets.looks.tab_hiding import hidden_tabs
from connectors.sheets.snapshot import Snapshot
from connectors.sheets.tab_change import TabChange
from loket.columns import CONSULTANT
from loket.vocabulary import Phase
from loket.week import Week
from pipeline import tabs
from pipeline.clinic.clinic import Clinic
from pipeline.clinic.week_plan import WeekPlan


def tidying(
    clinic: Clinic, snapshot: Snapshot, now: datetime, visible_weeks: int
) -> list[TabChange]:
    """Give what is to change; it goes out behind the clinic's tabs, in the same batch."""
    views = [
        changing_views(snapshot.tab(tabs.schedule_tab(week)), tabs.consultant_views(_names(plan)))
        for week, plan in clinic.plans.items()
        if plan.facts.phase < Phase.CLOSED
    ]
    past = weeks_past(clinic.phases, now, visible_weeks)
    return [*views, *hidden_tabs(snapshot, [tab for week in past for tab in tabs.week_tabs(week)])]


def weeks_past(weeks: Iterable[Week], now: datetime, visible_weeks: int) -> list[Week]:
    """Give the weeks since which, on a Monday, more than ``visible_weeks`` weeks have begun."""
    first = Week.of(now.date()).shift(-visible_weeks)
    return [week for week in weeks if week < first]


def _names(plan: WeekPlan) -> set[str]:
    """Give who has sessions this week, or would have: also those who have left the roster."""
    return {*plan.facts.slots[CONSULTANT], *plan.schedule[CONSULTANT].dropna()}
