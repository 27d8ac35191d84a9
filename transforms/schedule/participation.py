"""Which week each registration takes part in."""

from __future__ import annotations

import pandas as pd

from loket.columns import CODE, CREATED, CURRENT, DATES, FROZEN_AT, LATE, PHASE, WEEK
from loket.vocabulary import Phase
from loket.week import Week
from transforms.reading.rows_among import rows_among


def participation(
    registrations: pd.DataFrame,
    weeks: pd.DataFrame,
    booked: pd.DataFrame,
    after_freeze: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Give the weeks that each registration visits, one row per registration and week.

    A registration belongs to the earliest week not yet frozen at its arrival that holds one of
    its dates. Not served at that week's freeze, it visits the next such week as well. One that
    arrives after the freeze of all its weeks is late: it waits in the earliest of them until that
    is over, then in the next, and staff may place it there.

    registrations: CODE, CREATED, DATES. weeks: WEEK (label), FROZEN_AT (instant), PHASE; one row
    for each week that holds a date; a week in which nobody can be served is CLOSED. booked: CODE,
    WEEK of those who have a place there, or gave one up. after_freeze: CODE, WEEK of those known to
    have come after a week's freeze, though FROZEN_AT, which moves with Hari Libur, says otherwise.

    Columns: CODE, WEEK, CURRENT (the last week visited, one a registration), LATE. Without dates
    there is no row. Source: the contract's section 5, "Who takes part in a week".
    """
    pairs = _weeks_of_dates(registrations).merge(weeks, on=WEEK, validate="m:1")
    pairs = pairs.merge(
        booked[[CODE, WEEK]].assign(booked=True), on=[CODE, WEEK], how="left", validate="1:1"
    )
    pairs = pairs.assign(booked=pairs["booked"].notna()).sort_values([CODE, WEEK])
    late = booked.iloc[:0] if after_freeze is None else after_freeze
    missed = rows_among(pairs, late, [CODE, WEEK])
    visited = _until_served(_at_arrival(pairs.assign(missed=missed)))
    last = ~visited.duplicated(CODE, keep="last")
    return visited.assign(**{CURRENT: last})[[CODE, WEEK, CURRENT, LATE]].reset_index(drop=True)


def _weeks_of_dates(registrations: pd.DataFrame) -> pd.DataFrame:
    days = registrations[[CODE, CREATED, DATES]].explode(DATES).dropna(subset=[DATES])
    labels = {day: str(Week.of(day)) for day in days[DATES].unique()}
    return (
        days.assign(**{WEEK: days[DATES].map(labels).astype("str")})
        .drop(columns=DATES)
        .drop_duplicates([CODE, WEEK])
    )


def _at_arrival(pairs: pd.DataFrame) -> pd.DataFrame:
    in_time = ((pairs[FROZEN_AT] > pairs[CREATED]) & ~pairs["missed"]) | pairs["booked"]
    late = ~in_time.groupby(pairs[CODE]).transform("any").astype(bool)
    return pairs.assign(**{LATE: late})[in_time | late]


def _until_served(pairs: pd.DataFrame) -> pd.DataFrame:
    may_serve = (pairs[PHASE] < Phase.FROZEN).mask(pairs[LATE], pairs[PHASE] < Phase.CLOSED)
    holds = (may_serve | pairs["booked"]).astype(int)
    held_before = holds.groupby(pairs[CODE]).cumsum() - holds
    return pairs[held_before == 0]
