"""Gathers what could not be read, form by form and tab by tab, for Perlu Perbaikan."""

from __future__ import annotations

import pandas as pd

from connectors.sheets.snapshot import Snapshot
from connectors.sheets.tab import Tab
from loket.columns import TAB
from loket.vocabulary import Form
from pipeline import tabs
from pipeline.areas.evaluation_tabs import Evaluations
from pipeline.areas.halo_tabs import Halo
from pipeline.clinic.clinic import Clinic
from pipeline.clinic.codeless_rows import codeless_rows
from pipeline.clinic.copied_rows import copied_headers, copied_rows
from pipeline.clinic.desk import CLINIC_TABS, Desk
from transforms.reading.tab_problems import tab_problems


def form_problems(
    the_clinic: Clinic | None, evaluated: Evaluations | None, show: Halo | None
) -> dict[Form, pd.DataFrame]:
    """Give the problems of each form that was read."""
    found: dict[Form, pd.DataFrame] = {}
    if the_clinic:
        found[Form.REGISTRATION] = the_clinic.registrants.problems
    if evaluated:
        found[Form.FEEDBACK] = evaluated.feedback.problems
    if show:
        found[Form.HALO_FEEDBACK] = show.problems
    return found


def problems_of_tabs(
    desk: Desk | None, the_clinic: Clinic | None, show: Halo | None, snapshot: Snapshot
) -> dict[str, pd.DataFrame]:
    """Give the problems of each tab that was read, by the tab's title."""
    parts: list[pd.DataFrame] = []
    read: list[Tab] = []
    if desk:
        parts.append(desk.problems)
        read += [tab for tab in CLINIC_TABS if tab != tabs.CHANGES]
    if the_clinic:
        shared = [tabs.REGISTRATIONS, *map(tabs.schedule_tab, the_clinic.phases)]
        parts += [the_clinic.registrants.tab_problems, copied_rows(snapshot, shared)]
        parts += [
            codeless_rows(snapshot.tab(tabs.schedule_tab(week)), week, the_clinic.registrants.sheet)
            for week in the_clinic.phases
        ]
        read += [tabs.CHANGES, *shared]
    if show:
        parts.append(show.tab_problems)
        read += [tabs.EPISODES, tabs.QUESTIONS, tabs.MINUTES]
    every = tab_problems([*parts, copied_headers(snapshot, read)])
    named = set(every[TAB])
    nothing = every.iloc[:0]
    return {
        tab.title: every[every[TAB] == tab.title] if tab.title in named else nothing for tab in read
    }
