"""What staff have entered: the staff tabs, read once a pass."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import pandas as pd

from connectors.sheets.snapshot import Snapshot
from connectors.sheets.tab import Tab
from loket.columns import (
    BUSINESS,
    CONSULTANT,
    DATE,
    INVITATION_CODE,
    KEY,
    NAME,
    READABLE,
    SERVICE,
)
from loket.errors import HeaderMissing
from loket.vocabulary import Phase
from loket.week import Week
from pipeline import tabs
from pipeline.clinic.office_calendar import OfficeCalendar
from pipeline.clinic.week_facts import WeekFacts
from pipeline.configuration.settings import Settings
from transforms.calendar import phases
from transforms.calendar.phases import (
    Boundaries,
    boundaries,
    is_released,
    phase_at,
    short_notice_stop,
)
from transforms.calendar.service_days import service_days
from transforms.calendar.working_days import WorkingDays
from transforms.reading.tab_problems import tab_problems
from transforms.registration import invitations
from transforms.staffing.availability import availability
from transforms.staffing.consultants import Consultants, consultants
from transforms.staffing.consultation_fields import consultation_fields
from transforms.staffing.half_days import half_days
from transforms.staffing.quotas import quotas
from transforms.staffing.roster import roster

CLINIC_TABS = (
    tabs.CONSULTANTS,
    tabs.AVAILABILITY,
    tabs.QUOTAS,
    tabs.FIELDS,
    tabs.CLOSURES,
    tabs.INVITATIONS,
    tabs.CHANGES,
)


_KEPT = (NAME, BUSINESS, SERVICE, INVITATION_CODE)


@dataclass(frozen=True)
class Desk:
    """The clinic's staff tabs and the calendar, ready to be asked about any week.

    ``invited``: the parties of Undangan with their codes; ``problems``: what staff typed that
    could not be read, see ``tab_problems``.
    """

    settings: Settings
    calendar: OfficeCalendar
    frames: Mapping[str, pd.DataFrame]
    consultants: Consultants
    fields: pd.DataFrame
    availability: pd.DataFrame
    invited: pd.DataFrame
    problems: pd.DataFrame
    _days: dict[Week, pd.DataFrame] = field(default_factory=dict, init=False, repr=False)
    _limits: dict[Week, Boundaries | None] = field(default_factory=dict, init=False, repr=False)

    @property
    def now(self) -> datetime:
        """When the pass takes place."""
        return self.calendar.now

    @property
    def working(self) -> WorkingDays:
        """Which days are worked."""
        return self.calendar.working

    def tab(self, tab: Tab) -> pd.DataFrame:
        """Give the rows of a staff tab."""
        return self.frames[tab.key]

    @property
    def offsets(self) -> phases.Offsets:
        """When phases begin."""
        return phases.Offsets(**dict(self.settings.offsets))

    def days(self, week: Week) -> pd.DataFrame:
        """Give which service is open on which day of a week."""
        if week not in self._days:
            self._days[week] = service_days(
                week.days, self.calendar.holidays, self.calendar.closures
            )
        return self._days[week]

    def boundaries(self, week: Week) -> Boundaries | None:
        """Give when a week's phases begin; None without a service day."""
        if week not in self._limits:
            self._limits[week] = boundaries(self.days(week), self.working, self.offsets)
        return self._limits[week]

    def phase(self, week: Week, reached: Phase | None = None) -> Phase:
        """Give a week's phase; ``reached`` is the phase it had before.

        A week that has lost all its service days has no boundaries, and is over with its Sunday.
        """
        limits = self.boundaries(week)
        if limits is None and reached is not None and self.now.date() > week.days[-1]:
            return Phase.CLOSED
        return phase_at(limits, self.now, reached)

    def week(self, week: Week, reached: Phase | None) -> WeekFacts:
        """Give a week's phase, slots and quotas; ``reached`` is the phase it had before."""
        days = self.days(week)
        limits = self.boundaries(week)
        caps = quotas(self.tab(tabs.QUOTAS), days)
        hours = self.settings.clinic.service_hours
        slots = roster(self.consultants.shifts, self.availability, days, hours, caps.rooms)
        names = self.consultants.names
        placing = self._placing_days(week)
        return WeekFacts(
            week=week,
            limits=limits,
            phase=self.phase(week, reached),
            released=is_released(limits, self.now, reached),
            service_days=days,
            slots=slots,
            automatic=slots[slots[DATE].isin(placing)],
            placing_days=placing,
            quotas=caps.quotas,
            rooms=caps.rooms,
            roster_names=frozenset(names.loc[names[READABLE], CONSULTANT]),
            spelling=dict(zip(names[KEY], names[CONSULTANT], strict=True)),
        )

    def half_days(self, facts: WeekFacts, asked: pd.DataFrame) -> pd.DataFrame:
        """Give the slots that a week would have besides; see ``staffing.half_days``."""
        hours = self.settings.clinic.service_hours
        shifts, days = self.consultants.shifts, facts.service_days
        return half_days(shifts, self.availability, days, hours, facts.rooms, facts.slots, asked)

    def _placing_days(self, week: Week) -> frozenset[date]:
        """Give the days of a week on which clients are still placed without staff."""
        at = self.settings.offsets.short_notice_time
        return frozenset(
            day for day in week.days if self.now < short_notice_stop(day, self.working, at)
        )

    def open_weeks(self) -> list[Week]:
        """Give the weeks from the present one on that are open and not over, in order."""
        first = Week.of(self.now.date())
        weeks = [first.shift(number) for number in range(6)]
        return [week for week in weeks if Phase.OPEN <= self.phase(week) < Phase.CLOSED]


def read_desk(snapshot: Snapshot, settings: Settings, calendar: OfficeCalendar) -> Desk:
    """Read the clinic's staff tabs; raises TabMissing or HeaderMissing where one lacks a part."""
    states = {tab.key: snapshot.tab(tab) for tab in CLINIC_TABS}
    for state in states.values():
        state.require()
    frames = {key: state.frame for key, state in states.items()}
    today = calendar.now.date()
    fields, field_problems = consultation_fields(frames[tabs.FIELDS.key])
    people = consultants(frames[tabs.CONSULTANTS.key], fields)
    since = today - timedelta(weeks=settings.sync.closed_weeks)
    present, presence_problems = availability(frames[tabs.AVAILABILITY.key], people.names, since)
    this_week = service_days(Week.of(today).days, calendar.holidays, calendar.closures)
    quota_problems = quotas(frames[tabs.QUOTAS.key], this_week).problems
    invited, invitation_problems = invitations.parties(
        invitations.codes(frames[tabs.INVITATIONS.key], _recap(snapshot))
    )
    reports = [calendar.problems, field_problems, people.problems, presence_problems]
    return Desk(
        settings=settings,
        calendar=calendar,
        frames=frames,
        consultants=people,
        fields=fields,
        availability=present,
        invited=invited,
        problems=tab_problems([*reports, quota_problems, invitation_problems]),
    )


def _recap(snapshot: Snapshot) -> pd.DataFrame:
    """Give Rekap Undangan as it stands; raises HeaderMissing where it lost whose a code is.

    Codes made anew would not be those on the letters.
    """
    state = snapshot.tab(tabs.INVITED_PARTIES)
    lost = [name for name in _KEPT if state.sheet and name not in state.positions]
    if state.sheet and lost:
        raise HeaderMissing(state.sheet.title, [state.tab.column(name).header for name in lost])
    return state.frame[list(_KEPT)]
