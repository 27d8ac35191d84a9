"""The clinic: from registrations and staff tabs to the plan of each week."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from connectors.sheets.snapshot import Snapshot
from loket.columns import (
    ADOPTED,
    CANCELLED,
    CODE,
    CONFIRMATION,
    CREATED,
    CURRENT,
    DATES,
    DECISION,
    ORIGINAL,
    REMARK,
    RESPONSE_ID,
    TOLD,
    WEEK,
)
from loket.errors import DriftError
from loket.vocabulary import Confirmation, Phase, Status
from loket.week import Week
from pipeline import tabs
from pipeline.clinic import week_records
from pipeline.clinic.age import oldest_week
from pipeline.clinic.departures import departures, gone_from
from pipeline.clinic.desk import Desk
from pipeline.clinic.registrants import Registrants
from pipeline.clinic.safeguards import require_roster, stopped_weeks
from pipeline.clinic.standing import left_alone, standing_registrations
from pipeline.clinic.taken_answers import given_other_dates, unused_changes
from pipeline.clinic.week_plan import WeekPlan, plan_week
from transforms.registration import duplicates
from transforms.registration.duplicate_rule import was_adopted
from transforms.registration.invited_parties import invited_parties
from transforms.registration.past_duplicates import (
    beside_originals,
    past_duplicates,
    successions,
    with_lent_dates,
)
from transforms.schedule.inheritance import inherited, with_inherited_turn
from transforms.schedule.participation import participation
from transforms.schedule.standing_bookings import ticked


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

    @cached_property
    def parties(self) -> pd.DataFrame:
        """The invited parties and whether they have registered; see ``invited_parties``."""
        who = self.registrants
        parts = [who.came_before, who.valid[who.came_before.columns]]
        came = [part for part in parts if len(part)]
        return invited_parties(who.invited, pd.concat(came) if came else parts[0])


def clinic(
    registrants: Registrants,
    snapshot: Snapshot,
    desk: Desk,
    chosen: Iterable[Week],
    *,
    besides: Collection[Week] = (),
    reassign: bool = False,
) -> Clinic:
    """Plan the weeks; raises DriftError where what every week needs is gone.

    Weeks are planned in order, since who is not served in one joins the next. A week whose
    schedule has lost something is not planned: who stands in it by Pendaftaran stays there.
    besides: weeks to plan beside the chosen ones, or those that are planned anyway. reassign:
    bookings that nobody has been told of may move.
    """
    valid = registrants.valid
    reached = week_records.reached_phases(snapshot)
    weeks = sorted({Week.of(day) for days in valid[DATES] for day in days} | set(reached))
    phases = {week: desk.phase(week, reached.get(week)) for week in weeks}
    open_weeks = {week for week in desk.open_weeks() if week not in phases}
    phases |= {week: desk.phase(week) for week in open_weeks}
    stood = {week: week_records.schedule_rows(snapshot, week) for week in phases}
    departed = departures(registrants, stood.values())
    deleted = {code for code, (status, _) in departed.items() if status == Status.CANCELLED}
    order = valid.sort_values([CREATED, RESPONSE_ID])[CODE]
    sheets = {week: inherited(rows, deleted, order) for week, rows in stood.items()}
    require_roster(snapshot, reached)
    lost = stopped_weeks(snapshot, phases, reached)
    table = week_records.week_table(desk, phases)
    before = past_duplicates(registrants.sheet)
    lent = pd.concat([before, successions(registrants.sheet)], ignore_index=True)
    dated = with_lent_dates(valid, lent)
    held = week_records.held(sheets, phases, registrants.sheet, lost, dated, desk)
    late = week_records.after_freeze(registrants, sheets, reached, snapshot)
    visits = participation(dated, table, held, late)
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
    wanted = _weeks_to_plan(chosen, besides, phases, visits, snapshot, desk)
    plans = {
        week: _plan(
            *(week, counting, visits, copies, departed, sheets[week], registrants, desk, reached),
            reassign=reassign,
        )
        for week in wanted
        if week not in lost
    }
    schedules = {
        str(week): plans[week].schedule if week in plans else rows
        for week, rows in sheets.items()
        if week in plans or len(rows)
    }
    standing = standing_registrations(registrants, counting, copies, visits, plans, phases, desk)
    standing = left_alone(standing, visits, registrants.sheet, lost)
    stopped = {week: lost[week] for week in wanted if week in lost}
    return Clinic(registrants, counting, standing, departed, plans, stopped, schedules, phases)


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
    besides: Collection[Week],
    phases: Mapping[Week, Phase],
    visits: pd.DataFrame,
    snapshot: Snapshot,
    desk: Desk,
) -> list[Week]:
    """Give the weeks to plan: the open ones, and past ones that anybody registered for.

    A week that had begun before Loket was there, and that nobody registered for, gets no tabs; one
    whose contact data are gone stays as it is.
    """
    labels = set(visits[WEEK])
    visited = {week for week, phase in phases.items() if str(week) in labels and phase > Phase.OPEN}
    wanted = sorted(set(chosen))
    if not wanted:
        first = Week.of(desk.now.date()).shift(-desk.settings.sync.closed_weeks)
        wanted = [week for week in sorted(phases) if week >= first]
    oldest = oldest_week(desk.settings, desk.now)
    return [
        week
        for week in sorted({*wanted, *besides})
        if week >= oldest
        and (
            Phase.OPEN <= phases.get(week, Phase.UPCOMING) < Phase.RUNNING
            or week in visited
            or snapshot.tab(tabs.schedule_tab(week)).exists
        )
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
    *,
    reassign: bool,
) -> WeekPlan:
    here = visits[visits[CURRENT] & (visits[WEEK] == str(week))].drop(columns=[WEEK, CURRENT])
    members = counting.merge(here, on=CODE, validate="1:1")
    members = with_inherited_turn(members, sheet, registrants.sheet)
    doubles = copies[copies[WEEK] == str(week)]
    if len(doubles):
        sheet = _with_new(sheet, registrants.valid[registrants.valid[CODE].isin(doubles[CODE])])
    facts = desk.week(week, reached.get(week))
    seconds = desk.settings.sync.solver_seconds
    if members.empty and sheet.empty:
        return plan_week(facts, members, sheet, {}, [], now=desk.now, solver_seconds=seconds)
    gone = gone_from(sheet, set(members[CODE]), departed, doubles, visits)
    notes = [counting[[CODE, REMARK]], unused_changes(counting, registrants.changed)]
    return plan_week(
        facts,
        members,
        sheet,
        gone,
        notes,
        redated=given_other_dates(registrants, doubles),
        now=desk.now,
        solver_seconds=seconds,
        reassign=reassign,
    )


def _with_new(sheet: pd.DataFrame, registrations: pd.DataFrame) -> pd.DataFrame:
    """Give a week's rows with those registrations below that do not stand there yet."""
    new = registrations[~registrations[CODE].isin(sheet[CODE])]
    if new.empty:
        return sheet
    rows = new.reindex(columns=sheet.columns).astype(object)
    return pd.concat([sheet, rows], ignore_index=True)
