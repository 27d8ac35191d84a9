"""Where every valid registration stands, planned by this pass or not."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

from loket.columns import (
    CODE,
    CURRENT,
    REMARK,
    STATUS,
    WEEK,
)
from loket.vocabulary import Phase, Status
from loket.week import Week
from pipeline.clinic.departures import NO_DATE
from pipeline.clinic.desk import Desk
from pipeline.clinic.registrants import Registrants
from pipeline.clinic.week_plan import WeekPlan

NO_SERVICE_DAY = "Tidak ada hari layanan pada tanggal yang dipilih"


def standing_registrations(
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


def left_alone(
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
