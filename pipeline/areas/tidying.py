"""What a pass changes beside cells: views per consultant, and the tabs of past weeks hidden."""

from __future__ import annotations

from datetime import datetime

from connectors.sheets.filter_views import changing_views
from connectors.sheets.snapshot import Snapshot
from connectors.sheets.tab_change import TabChange
from connectors.sheets.tab_hiding import hidden_tabs
from loket.columns import CONSULTANT
from loket.vocabulary import Phase
from loket.week import Week
from pipeline import tabs
from pipeline.clinic.clinic import Clinic
from pipeline.clinic.week_plan import WeekPlan


def tidying(
    clinic: Clinic, snapshot: Snapshot, now: datetime, visible_weeks: int
) -> list[TabChange]:
    """Give what is to change; it goes out behind the clinic's tabs, in the same batch.

    A week's tabs go out of sight on the Monday that ``visible_weeks`` whole weeks have passed by.
    """
    views = [
        changing_views(snapshot.tab(tabs.schedule_tab(week)), tabs.consultant_views(_names(plan)))
        for week, plan in clinic.plans.items()
        if plan.facts.phase < Phase.CLOSED
    ]
    first = Week.of(now.date()).shift(-visible_weeks)
    past = [tab for week in clinic.phases if week < first for tab in tabs.week_tabs(week)]
    return [*views, *hidden_tabs(snapshot, past)]


def _names(plan: WeekPlan) -> set[str]:
    """Give who has sessions this week, or would have: also those who have left the roster."""
    return {*plan.facts.slots[CONSULTANT], *plan.schedule[CONSULTANT].dropna()}
