"""The clinic: from registrations and staff tabs to the plan of each week."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time

import pandas as pd

from connectors.sheets.snapshot import Snapshot
from loket.columns import (
    ADOPTED,
    ATTENDANCE,
    CANCELLED,
    CODE,
    CONFIRMATION,
    CREATED,
    CURRENT,
    DATES,
    DECISION,
    FROZEN_AT,
    ORIGINAL,
    PHASE,
    REMARK,
    RESPONSE_ID,
    STATUS,
    TOLD,
    WEEK,
)
from loket.errors import DriftError
from loket.vocabulary import TIME_ZONE, Confirmation, Phase, Status
from loket.week import Week
from pipeline import tabs
from pipeline.clinic.departures import NO_DATE, departures, gone_from
from pipeline.clinic.desk import Desk
from pipeline.clinic.registrants import Registrants
from pipeline.clinic.week_plan import WeekPlan, plan_week
from pipeline.safeguards import require_roster, stopped_weeks, whole
from transforms.assignment.waiting_explanation import REGISTERED_LATE
from transforms.calendar.phases import phase_at
from transforms.reading.remarks import says
from transforms.registration import duplicates
from transforms.registration.duplicate_rule import was_adopted
from transforms.registration.past_duplicates import (
    beside_originals,
    past_duplicates,
    successions,
    with_lent_dates,
)
from transforms.schedule.inheritance import inherited
from transforms.schedule.participation import participation
from transforms.schedule.sheet_schedule import sheet_schedule
from transforms.schedule.standing_bookings import LOST, ticked
from transforms.schedule.statuses import HOLDING

NO_SERVICE_DAY = "Tidak ada hari layanan pada tanggal yang dipilih"


@dataclass(frozen=True)
class Clinic:
    """What the clinic's tabs are made from.

    ``plans`` holds the weeks that this pass computes, in order; ``schedules`` the rows of every
    week's schedule by label, computed or as on the sheet; ``stopped`` the weeks that it was to
    compute and cannot, with what they have lost; ``standing`` has CODE, WEEK, STATUS, REMARK of
    every valid registration; ``departed`` those on the sheet that are valid registrations no more;
    ``phases`` the phase of each week that matters.
    """

    registrants: Registrants
    counting: pd.DataFrame
    standing: pd.DataFrame
    departed: Mapping[str, tuple[Status, str]]
    plans: Mapping[Week, WeekPlan]
    stopped: Mapping[Week, DriftError]
    schedules: Mapping[str, pd.DataFrame]
    phases: Mapping[Week, Phase]


def clinic(
    registrants: Registrants,
    snapshot: Snapshot,
    desk: Desk,
    chosen: Iterable[Week],
) -> Clinic:
    """Plan the weeks; raises DriftError where what every week needs is gone.

    Weeks are planned in order, since who is not served in one joins the next. A week whose
    schedule has lost something is not planned: who stands in it by Pendaftaran stays there.
    """
    valid = registrants.valid
    reached = reached_phases(snapshot)
    weeks = sorted({Week.of(day) for days in valid[DATES] for day in days} | set(reached))
    phases = {week: phase_at(desk.boundaries(week), desk.now, reached.get(week)) for week in weeks}
    open_weeks = {week for week in desk.open_weeks() if week not in phases}
    phases |= {week: phase_at(desk.boundaries(week), desk.now) for week in open_weeks}
    stood = {week: schedule_rows(snapshot, week) for week in phases}
    departed = departures(registrants, stood.values())
    deleted = {code for code, (status, _) in departed.items() if status == Status.CANCELLED}
    order = valid.sort_values([CREATED, RESPONSE_ID])[CODE]
    sheets = {week: inherited(rows, deleted, order) for week, rows in stood.items()}
    require_roster(snapshot, reached)
    lost = stopped_weeks(snapshot, phases, reached)
    held = _held(sheets, phases, registrants.sheet, lost)
    table = _week_table(desk, phases)
    before = past_duplicates(registrants.sheet)
    lent = pd.concat([before, successions(registrants.sheet)], ignore_index=True)
    late = _after_freeze(registrants, sheets, reached, snapshot)
    visits = participation(with_lent_dates(valid, lent), table, held, late)
    places = beside_originals(visits.loc[visits[CURRENT], [CODE, WEEK]], before)
    counting, copies = duplicates.resolve(valid, _duplicate_standing(registrants, places, sheets))
    shown = with_lent_dates(counting, successions(counting))
    visits = participation(shown, table, held, late)
    copies = copies.merge(
        visits.loc[visits[CURRENT], [CODE, WEEK]].rename(columns={CODE: ORIGINAL}),
        on=ORIGINAL,
        how="left",
        validate="m:1",
    )
    wanted = _weeks_to_plan(chosen, phases, visits, snapshot, desk)
    plans = {
        week: _plan(
            week, counting, visits, copies, departed, sheets[week], registrants, desk, reached
        )
        for week in wanted
        if week not in lost
    }
    schedules = {
        str(week): plans[week].schedule if week in plans else rows
        for week, rows in sheets.items()
        if week in plans or len(rows)
    }
    standing = _standing(registrants, counting, copies, visits, plans, phases, desk)
    standing = _left_alone(standing, visits, registrants.sheet, lost)
    stopped = {week: lost[week] for week in wanted if week in lost}
    return Clinic(registrants, counting, standing, departed, plans, stopped, schedules, phases)


def schedule_rows(snapshot: Snapshot, week: Week) -> pd.DataFrame:
    """Give the rows of a week's schedule as they stand; of a code that stands twice, the upper."""
    return sheet_schedule(snapshot.tab(tabs.schedule_tab(week)).frame)


def reached_phases(snapshot: Snapshot) -> dict[Week, Phase]:
    """Give the phase that each week had at the last pass, from Kuota Terisi.

    Raises HeaderMissing where the tab has lost one.
    """
    frame = whole(snapshot, tabs.CAPACITIES).frame
    labels = {phase.label: phase for phase in Phase}
    found: dict[Week, Phase] = {}
    for label, phase in zip(frame[WEEK], frame[PHASE], strict=True):
        week = _week_of(label)
        if week and phase in labels:
            found[week] = max(labels[phase], found.get(week, Phase.UPCOMING))
    return found


def _week_of(label: object) -> Week | None:
    """Give the week of a label; whoever owns the spreadsheet may have typed something else."""
    try:
        return Week.of_label(label) if isinstance(label, str) else None
    except ValueError:
        return None


def _held(
    sheets: Mapping[Week, pd.DataFrame],
    phases: Mapping[Week, Phase],
    registered: pd.DataFrame,
    lost: Collection[Week],
) -> pd.DataFrame:
    """Give CODE, WEEK of those who have a place in a week, gave one up there, or were there.

    Who lost it with the consultant was served at the freeze: they wait there until it is over.
    Of a week that has lost its schedule these are all whom Pendaftaran shows there.
    """
    labels = {str(week) for week in lost}
    parts = [registered.loc[registered[WEEK].isin(labels), [CODE, WEEK]]]
    for week, rows in sheets.items():
        if week in lost:
            continue
        held = rows[STATUS].isin(HOLDING) | rows[ATTENDANCE].notna()
        held |= rows[CONFIRMATION] == Confirmation.CANCELLED
        if phases[week] < Phase.CLOSED:
            held |= (rows[STATUS] == Status.WAITING) & says(rows[REMARK], LOST)
        parts.append(rows.loc[held, [CODE]].assign(**{WEEK: str(week)}))
    filled = [part for part in parts if len(part)]
    return pd.concat(filled) if filled else pd.DataFrame({CODE: [], WEEK: []}, dtype="str")


def _after_freeze(
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


def _week_table(desk: Desk, phases: Mapping[Week, Phase]) -> pd.DataFrame:
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


def _duplicate_standing(
    registrants: Registrants, places: pd.DataFrame, sheets: Mapping[Week, pd.DataFrame]
) -> pd.DataFrame:
    """Give what decides about duplicates, one row per registration that has a week."""
    rows = (
        pd.concat(
            [
                sheet[[CODE, TOLD, CONFIRMATION]].assign(**{WEEK: str(w)})
                for w, sheet in sheets.items()
            ],
            ignore_index=True,
        )
        if sheets
        else pd.DataFrame(columns=[CODE, TOLD, CONFIRMATION, WEEK])
    )
    table = places.merge(rows, on=[CODE, WEEK], how="left", validate="1:1")
    before = registrants.sheet.set_index(CODE)
    told = ticked(table[TOLD])
    return pd.DataFrame(
        {
            CODE: table[CODE],
            WEEK: table[WEEK],
            TOLD: told | (table[CONFIRMATION] == Confirmation.CONFIRMED),
            CANCELLED: table[CONFIRMATION] == Confirmation.CANCELLED,
            DECISION: table[CODE].map(before[DECISION]),
            ADOPTED: table[CODE].map(before[REMARK]).map(was_adopted).astype(bool),
        }
    )


def _weeks_to_plan(
    chosen: Iterable[Week],
    phases: Mapping[Week, Phase],
    visits: pd.DataFrame,
    snapshot: Snapshot,
    desk: Desk,
) -> list[Week]:
    """Give the weeks to plan: the open ones, and past ones that anybody registered for.

    A week that had begun before Loket was there, and that nobody registered for, gets no tabs.
    """
    labels = set(visits[WEEK])
    visited = {week for week, phase in phases.items() if str(week) in labels and phase > Phase.OPEN}
    wanted = sorted(set(chosen))
    if not wanted:
        first = Week.of(desk.now.date()).shift(-desk.settings.sync.closed_weeks)
        wanted = [week for week in sorted(phases) if week >= first]
    return [
        week
        for week in wanted
        if Phase.OPEN <= phases.get(week, Phase.UPCOMING) < Phase.RUNNING
        or week in visited
        or snapshot.tab(tabs.schedule_tab(week)).exists
    ]


def _plan(
    week: Week,
    counting: pd.DataFrame,
    visits: pd.DataFrame,
    copies: pd.DataFrame,
    departed: Mapping[str, tuple[Status, str]],
    sheet: pd.DataFrame,
    registrants: Registrants,
    desk: Desk,
    reached: Mapping[Week, Phase],
) -> WeekPlan:
    here = visits[visits[CURRENT] & (visits[WEEK] == str(week))].drop(columns=[WEEK, CURRENT])
    members = counting.merge(here, on=CODE, validate="1:1")
    doubles = copies[copies[WEEK] == str(week)]
    new = registrants.valid[
        registrants.valid[CODE].isin(doubles[CODE]) & ~registrants.valid[CODE].isin(sheet[CODE])
    ]
    sheet = (
        pd.concat([sheet, new.reindex(columns=sheet.columns).astype(object)], ignore_index=True)
        if len(new)
        else sheet
    )
    gone = gone_from(sheet, set(members[CODE]), departed, doubles, visits)
    notes = [counting[[CODE, REMARK]]]
    return plan_week(
        desk.week(week, reached.get(week)),
        members,
        sheet,
        gone,
        notes,
        now=desk.now,
        solver_seconds=desk.settings.sync.solver_seconds,
    )


def _standing(
    registrants: Registrants,
    counting: pd.DataFrame,
    copies: pd.DataFrame,
    visits: pd.DataFrame,
    plans: Mapping[Week, WeekPlan],
    phases: Mapping[Week, Phase],
    desk: Desk,
) -> pd.DataFrame:
    """Give CODE, WEEK, STATUS, REMARK of every valid registration.

    Those of weeks that this pass does not plan stand as Pendaftaran says; whoever is not there
    yet has just registered.
    """
    columns = [CODE, WEEK, STATUS, REMARK]
    parts = [
        plan.schedule[plan.schedule[CODE].isin(plan.ranked[CODE])][[CODE, STATUS, REMARK]].assign(
            **{WEEK: str(week)}
        )
        for week, plan in plans.items()
    ]
    parts.append(copies.assign(**{STATUS: Status.SUSPECTED_DUPLICATE})[columns])
    here = visits[visits[CURRENT]]
    upcoming = {str(w) for w, p in phases.items() if p < Phase.OPEN and desk.boundaries(w)}
    closed = {str(w) for w, p in phases.items() if p < Phase.OPEN and not desk.boundaries(w)}
    ahead = here[here[WEEK].isin(upcoming)][[CODE, WEEK]]
    parts.append(ahead.assign(**{STATUS: Status.REGISTERED, REMARK: None}))
    shut = here[here[WEEK].isin(closed - {str(week) for week in plans})][[CODE, WEEK]]
    parts.append(shut.assign(**{STATUS: Status.WAITING, REMARK: NO_SERVICE_DAY}))
    dateless = counting.loc[~counting[CODE].isin(here[CODE]), [CODE]]
    parts.append(dateless.assign(**{WEEK: None, STATUS: Status.WAITING, REMARK: NO_DATE}))
    known = {code for part in parts for code in part[CODE]}
    others = here[~here[CODE].isin(known)]
    before = registrants.sheet.dropna(subset=[STATUS])
    parts.append(before[before[CODE].isin(others[CODE])])
    new = others.loc[~others[CODE].isin(before[CODE]), [CODE, WEEK]]
    parts.append(new.assign(**{STATUS: Status.REGISTERED, REMARK: None}))
    filled = [part[columns].astype(object) for part in parts if len(part)]
    return pd.concat(filled, ignore_index=True) if filled else pd.DataFrame(columns=columns)


def _left_alone(
    standing: pd.DataFrame, visits: pd.DataFrame, registered: pd.DataFrame, lost: Collection[Week]
) -> pd.DataFrame:
    """Give ``standing`` with those in lost weeks as they stand on Pendaftaran.

    Who is new to such a week has just registered for it.
    """
    if not lost:
        return standing
    labels = {str(week) for week in lost}
    here = pd.concat([visits.loc[visits[CURRENT], [CODE, WEEK]], standing[[CODE, WEEK]]])
    here = here[here[WEEK].isin(labels)].drop_duplicates(CODE).astype(object)
    before = registered[[CODE, WEEK, STATUS, REMARK]].astype(object)
    there = here.merge(before, on=[CODE, WEEK], how="left", validate="1:1")
    there[STATUS] = there[STATUS].fillna(Status.REGISTERED.value)
    others = standing[~standing[CODE].isin(here[CODE])]
    return pd.concat([others.astype(object), there], ignore_index=True)
