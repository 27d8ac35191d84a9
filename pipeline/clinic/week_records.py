"""What the spreadsheet has on record of each week: its rows, its phase, who has a place."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, time

import pandas as pd

from connectors.sheets.snapshot import Snapshot
from loket.columns import (
    ATTENDANCE,
    CODE,
    CONFIRMATION,
    DATE,
    DATES,
    FROZEN_AT,
    OPEN,
    PHASE,
    REMARK,
    SERVICE,
    START,
    STATUS,
    WEEK,
)
from loket.vocabulary import TIME_ZONE, Confirmation, Phase, Status
from loket.week import Week
from pipeline import tabs
from pipeline.clinic.desk import Desk
from pipeline.clinic.registrants import Registrants
from pipeline.clinic.safeguards import whole
from transforms.assignment.waiting_explanation import REGISTERED_LATE
from transforms.reading.remarks import says
from transforms.schedule.sheet_schedule import sheet_schedule
from transforms.schedule.standing_bookings import LOST, begins
from transforms.schedule.statuses import HOLDING


def schedule_rows(snapshot: Snapshot, week: Week) -> pd.DataFrame:
    """Give the rows of a week's schedule as they stand; of a code that stands twice, the upper."""
    return sheet_schedule(snapshot.tab(tabs.schedule_tab(week)).frame)


def reached_phases(snapshot: Snapshot) -> dict[Week, Phase]:
    """Give the phase that each week had at the last pass, from Kuota Terisi.

    Weeks that are past and whose schedules were not read are left out. Raises HeaderMissing where
    the tab has lost one.
    """
    frame = whole(snapshot, tabs.CAPACITIES).frame
    labels = {phase.label: phase for phase in Phase}
    found: dict[Week, Phase] = {}
    for label, phase in zip(frame[WEEK], frame[PHASE], strict=True):
        week = Week.read(label)
        if week and phase in labels and not snapshot.lacks(tabs.schedule_tab(week)):
            found[week] = max(labels[phase], found.get(week, Phase.UPCOMING))
    return found


def held(
    sheets: Mapping[Week, pd.DataFrame],
    phases: Mapping[Week, Phase],
    registered: pd.DataFrame,
    lost: Collection[Week],
    dated: pd.DataFrame,
    desk: Desk,
) -> pd.DataFrame:
    """Give CODE, WEEK of those who have a place in a week, gave one up there, or were there.

    Who lost it after the freeze, with the consultant or the day, was served at the freeze: they
    wait there as long as a date of theirs is ahead on which somebody may serve them yet. dated:
    CODE, DATES of the registrations. Of a week that has lost its schedule these are all whom
    Pendaftaran shows there.
    """
    labels = {str(week) for week in lost}
    parts = [registered.loc[registered[WEEK].isin(labels), [CODE, WEEK]]]
    for week, rows in sheets.items():
        if week in lost:
            continue
        held = rows[STATUS].isin(HOLDING)
        if Phase.FROZEN <= phases[week] < Phase.CLOSED:
            hopeful = _has_day_ahead(rows, dated, desk.days(week), desk.now)
            held &= hopeful | ~_is_on_closed_day(rows, desk.days(week), desk.now)
            held |= (rows[STATUS] == Status.WAITING) & says(rows[REMARK], LOST) & hopeful
        held |= rows[ATTENDANCE].notna() | (rows[CONFIRMATION] == Confirmation.CANCELLED)
        parts.append(rows.loc[held, [CODE]].assign(**{WEEK: str(week)}))
    filled = [part for part in parts if len(part)]
    return pd.concat(filled) if filled else pd.DataFrame({CODE: [], WEEK: []}, dtype="str")


def _is_on_closed_day(
    rows: pd.DataFrame, service_days: pd.DataFrame, now: datetime
) -> pd.Series[bool]:
    """Tell which bookings have not begun and lie where their service is closed."""
    open_sessions = _open_sessions(service_days)
    found = [
        isinstance(day, date)
        and isinstance(start, time)
        and begins(day, start, now) > now
        and (day, service) not in open_sessions
        for day, start, service in zip(rows[DATE], rows[START], rows[SERVICE], strict=True)
    ]
    return pd.Series(found, index=rows.index, dtype=bool)


def _has_day_ahead(
    rows: pd.DataFrame, dated: pd.DataFrame, service_days: pd.DataFrame, now: datetime
) -> pd.Series[bool]:
    """Tell who has given a day, today or later, on which their service is open in the week."""
    dates = dict(zip(dated[CODE], dated[DATES], strict=True))
    open_sessions = {
        session for session in _open_sessions(service_days) if session[0] >= now.date()
    }
    found = [
        any((day, service) in open_sessions for day in dates.get(code, ()))
        for code, service in zip(rows[CODE], rows[SERVICE], strict=True)
    ]
    return pd.Series(found, index=rows.index, dtype=bool)


def _open_sessions(service_days: pd.DataFrame) -> set[tuple[date, str]]:
    days = service_days[service_days[OPEN]]
    return set(zip(days[DATE], days[SERVICE], strict=True))


def after_freeze(
    registrants: Registrants,
    sheets: Mapping[Week, pd.DataFrame],
    reached: Mapping[Week, Phase],
    snapshot: Snapshot,
) -> pd.DataFrame:
    """Give CODE, WEEK of those known to have come after the freeze of a week.

    Of a week that was frozen at the last pass these are who waits there for that reason, and who
    has come since: they stand neither on Pendaftaran nor on Perlu Perbaikan.
    """
    seen = {*registrants.sheet[CODE], *snapshot.tab(tabs.PROBLEMS).frame[CODE]}
    new = registrants.valid.loc[~registrants.valid[CODE].isin(seen), CODE]
    parts = [pd.DataFrame({CODE: [], WEEK: []}, dtype="str")]
    for week in (week for week, phase in reached.items() if phase >= Phase.FROZEN):
        rows = sheets[week]
        waiting = (rows[STATUS] == Status.WAITING) & says(rows[REMARK], REGISTERED_LATE)
        codes = [*rows.loc[waiting, CODE], *new]
        parts.append(pd.DataFrame({CODE: codes, WEEK: str(week)}, dtype="str"))
    return pd.concat(parts, ignore_index=True)


def week_table(desk: Desk, phases: Mapping[Week, Phase]) -> pd.DataFrame:
    """Give when each week freezes and its phase; one without service days keeps nobody waiting."""
    limits = {week: desk.boundaries(week) for week in phases}
    frozen = [
        limit.frozen if limit else datetime.combine(week.monday, time(0), TIME_ZONE)
        for week, limit in limits.items()
    ]
    reached = [int(phases[week] if limit else Phase.CLOSED) for week, limit in limits.items()]
    return pd.DataFrame(
        {
            WEEK: pd.Series([str(week) for week in phases], dtype="str"),
            FROZEN_AT: pd.Series(pd.DatetimeIndex(frozen, tz=TIME_ZONE).as_unit("us")),
            PHASE: pd.Series(reached, dtype="int64"),
        }
    )
