"""HALO KOP-UKM: its recap, from staff's figures and the feedback form."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from connectors.sheets.snapshot import Snapshot
from connectors.sheets.tab import Kind, Tab
from loket.columns import CODE, DATE
from loket.vocabulary import Form
from pipeline import tabs
from pipeline.clinic.office_calendar import OfficeCalendar
from pipeline.clinic.registrants import corrected
from pipeline.intake.intake import Intake
from transforms.evaluation.minutes import minutes
from transforms.halo.alarms import ALARM, alarms
from transforms.halo.minutes import evaluated_episodes
from transforms.halo.recap import recap
from transforms.reading.tab_problems import tab_problems
from transforms.registration import corrections

NO_FIGURE = "–"
"""Stands where a figure is not known: an empty metric is never 0."""

ALARMS = "halo_alarms"
"""Under this a pass's counts hold what is amiss with shows."""

_FIGURES = {Kind.INTEGER, Kind.NUMBER, Kind.PERCENT}


@dataclass(frozen=True)
class Halo:
    """What HALO's tabs are made from.

    ``rows``: the recap; ``asked``: see ``questions``; ``alarms``: what is amiss, see ``alarms``;
    ``feedback``: see ``halo_feedback``; ``counted``: codes of the feedback that counts;
    ``minutes``: see ``minutes``, ``minuted``: shows whose evaluation has some; the rest is what
    could not be read in the form and the tabs.
    """

    rows: pd.DataFrame
    asked: pd.DataFrame = field(repr=False)
    alarms: pd.DataFrame
    feedback: pd.DataFrame = field(repr=False)
    counted: Collection[str]
    minutes: pd.DataFrame = field(repr=False)
    minuted: frozenset[date]
    problems: pd.DataFrame
    tab_problems: pd.DataFrame


def halo(intake: Intake, snapshot: Snapshot, calendar: OfficeCalendar) -> Halo:
    """Read the show's tabs and feedback; raises TabMissing or HeaderMissing where a tab drifted."""
    states = {tab: snapshot.tab(tab) for tab in (tabs.EPISODES, tabs.QUESTIONS, tabs.MINUTES)}
    for state in states.values():
        state.require()
    recorded, unread = minutes(states[tabs.MINUTES].frame)
    answers = corrections.apply(intake.responses, corrected(snapshot, Form.HALO_FEEDBACK))
    found = recap(
        states[tabs.EPISODES].frame,
        states[tabs.QUESTIONS].frame,
        answers,
        states[tabs.MINUTES].frame,
        roll=calendar.working.forward,
        today=calendar.now.date(),
    )
    return Halo(
        rows=found.recap,
        asked=found.asked,
        alarms=alarms(found.recap, calendar.working, calendar.now.date()),
        feedback=found.feedback,
        counted=frozenset(found.feedback[CODE]),
        minutes=recorded,
        minuted=evaluated_episodes(states[tabs.MINUTES].frame, set(found.recap[DATE])),
        problems=found.problems,
        tab_problems=tab_problems([found.tab_problems, unread]),
    )


def show_counts(show: Halo | None) -> dict[str, dict[str, list[str]]]:
    """Give for the record of runs the days on which each thing is amiss, by name; {} if unknown."""
    if show is None:
        return {}
    days = show.alarms.groupby(ALARM)[DATE].agg(list)
    return {ALARMS: {str(name): [day.isoformat() for day in found] for name, found in days.items()}}


def halo_tabs(show: Halo) -> dict[Tab, pd.DataFrame]:
    """Give HALO Rekap; what is not known is a dash."""
    rows = show.rows.astype(object)
    figures = [column.field for column in tabs.HALO_EPISODES.columns if column.kind in _FIGURES]
    dashed = {name: rows[name].where(rows[name].notna(), NO_FIGURE) for name in figures}
    return {tabs.HALO_EPISODES: rows.assign(**dashed)}
