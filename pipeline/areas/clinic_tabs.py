"""The clinic's tabs as they should be."""

from __future__ import annotations

from datetime import date

import pandas as pd

from connectors.sheets.grid import Grid
from connectors.sheets.snapshot import Snapshot
from connectors.sheets.tab import Link, Tab
from loket.columns import (
    CODE,
    DATE,
    DAY,
    FEEDBACK_CODE,
    FEEDBACK_LINK,
    INVITATION_CODE,
    MESSAGE_LINK,
    PHASE,
    RANK,
    REMARK,
    SERVICE,
    WEEK,
)
from loket.vocabulary import WEEKDAYS, Form, Phase
from pipeline import tabs
from pipeline.areas.board_grid import board_grid
from pipeline.clinic.clinic import Clinic
from pipeline.clinic.week_plan import WeekPlan
from pipeline.configuration.settings import Settings
from pipeline.questionnaires.prefilled import prefilled
from transforms.calendar.date_options import date_options
from transforms.registration.registration_list import registration_list
from transforms.schedule.client_messages import Sender, client_messages
from transforms.schedule.waiting_list import waiting_list
from transforms.staffing.capacity import COUNTS

Content = pd.DataFrame | Grid


def clinic_tabs(clinic: Clinic, snapshot: Snapshot, settings: Settings) -> dict[Tab, Content]:
    """Give the registrations, the waiting list, the quotas, and each planned week's two tabs."""
    who = clinic.registrants
    found: dict[Tab, Content] = {
        tabs.REGISTRATIONS: registration_list(
            who.valid, clinic.standing, who.sheet, clinic.departed
        ),
        tabs.WAITING_LIST: waiting_list(_waiting(clinic)),
        tabs.CAPACITIES: capacity_rows(clinic, snapshot),
        tabs.INVITED_PARTIES: _invited(clinic, settings),
    }
    for week, plan in clinic.plans.items():
        found[tabs.schedule_tab(week)] = _with_links(plan.schedule, settings)
        found[tabs.board_tab(week)] = board_grid(
            week, plan.schedule, plan.facts.slots, phase=plan.facts.phase.label
        )
    return found


def offered_dates(clinic: Clinic) -> tuple[str, ...]:
    """Give the options of the form's question for dates; none if the form is to stay as it is.

    Of a stopped week it is not known on which days there is room.
    """
    if any(clinic.phases[week] < Phase.CLOSED for week in clinic.stopped):
        return ()
    parts = [
        plan.capacities.assign(**{PHASE: int(plan.facts.phase)}) for plan in clinic.plans.values()
    ]
    if not parts:
        return ()
    return date_options(pd.concat(parts, ignore_index=True))


def capacity_rows(clinic: Clinic, snapshot: Snapshot) -> pd.DataFrame:
    """Give Kuota Terisi: the planned weeks' rows anew; those of other weeks stay."""
    columns = [column.field for column in tabs.CAPACITIES.columns]
    before = snapshot.tab(tabs.CAPACITIES).frame[columns]
    planned = {str(week) for week in clinic.plans}
    dated = before[before[WEEK].notna() & before[DATE].map(lambda day: isinstance(day, date))]
    kept = dated[~dated[WEEK].isin(planned)].drop_duplicates([DATE, SERVICE])
    parts = [kept, *(_rows_of_week(plan, dated) for plan in clinic.plans.values())]
    filled = [part[columns].astype(object) for part in parts if len(part)]
    if not filled:
        return dated.iloc[:0]
    return pd.concat(filled, ignore_index=True).sort_values([DATE, SERVICE], ignore_index=True)


def _waiting(clinic: Clinic) -> pd.DataFrame:
    """Give those of weeks that are not over who count, with their standing and rank."""
    closed = {str(week) for week, phase in clinic.phases.items() if phase >= Phase.CLOSED}
    standing = clinic.standing[~clinic.standing[WEEK].isin(closed)]
    ranks = [plan.ranked[[CODE, RANK]] for plan in clinic.plans.values()]
    ranked = pd.concat(ranks, ignore_index=True) if ranks else pd.DataFrame(columns=[CODE, RANK])
    return (
        clinic.counting.drop(columns=REMARK)
        .merge(standing, on=CODE, validate="1:1")
        .merge(ranked, on=CODE, how="left", validate="1:1")
    )


def _rows_of_week(plan: WeekPlan, before: pd.DataFrame) -> pd.DataFrame:
    """Give a week's rows; one that has lost all its service days keeps what it had, at nought.

    The week's phase stands in them, and it never goes back, whatever becomes of Hari Libur.
    """
    rows = plan.capacities
    if rows.empty:
        had = before[before[WEEK] == str(plan.facts.week)].drop_duplicates([DATE, SERVICE])
        rows = had[[DATE, SERVICE]].assign(**dict.fromkeys(COUNTS, 0))
    days = [WEEKDAYS[day.weekday()] for day in rows[DATE]]
    labels = {WEEK: str(plan.facts.week), PHASE: plan.facts.phase.label}
    return rows.assign(**labels).assign(**{DAY: pd.Series(days, index=rows.index, dtype=object)})


def _invited(clinic: Clinic, settings: Settings) -> pd.DataFrame:
    rows = clinic.parties
    form = settings.forms.of(Form.REGISTRATION)
    links = [
        Link("Buka formulir", prefilled(form, INVITATION_CODE, code))
        for code in rows[INVITATION_CODE]
    ]
    return rows.assign(link=pd.Series(links, index=rows.index, dtype=object))


def _with_links(schedule: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    form = settings.forms.of(Form.FEEDBACK)
    links = client_messages(
        schedule,
        sender=Sender(settings.office.name, settings.office.place, settings.clinic.no_show_minutes),
        feedback_address=str(form.address),
        code_entry=int(form.questions[FEEDBACK_CODE], 16),
    )
    return schedule.assign(
        **{
            MESSAGE_LINK: _links("Kirim", links[MESSAGE_LINK]),
            FEEDBACK_LINK: _links("Isi", links[FEEDBACK_LINK]),
        }
    )


def _links(text: str, addresses: pd.Series) -> pd.Series:
    return addresses.map(lambda uri: Link(text, uri), na_action="ignore")
