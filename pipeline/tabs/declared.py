"""Every tab of Loket's that may stand in a spreadsheet, by its sheet id."""

from __future__ import annotations

from datetime import datetime

from connectors.sheets.tab import Tab
from loket.week import Week
from pipeline.tabs.loket_tabs import LOKET_TABS
from pipeline.tabs.week_tabs import week_tabs

_WEEKS_BEHIND, _WEEKS_AHEAD = 60, 10
"""Tabs of so many weeks around today are known by their sheet ids."""


def declared(now: datetime) -> dict[int, Tab]:
    """Give every tab of Loket's by its sheet id, those of the weeks around a time included."""
    this = Week.of(now.date())
    weeks = (this.shift(number) for number in range(-_WEEKS_BEHIND, _WEEKS_AHEAD))
    weekly = (tab for week in weeks for tab in week_tabs(week))
    return {tab.sheet_id: tab for tab in (*LOKET_TABS, *weekly)}
