"""The waiting list of the open weeks."""

from __future__ import annotations

import pandas as pd

from loket.columns import (
    CODE,
    CREATED,
    FIELD,
    GROUP,
    NAME,
    ORDER,
    PHONE,
    RANK,
    REASON,
    REMARK,
    SERVICE,
    STATUS,
    WEEK,
)
from loket.vocabulary import Group, Status

COLUMNS = [ORDER, CODE, CREATED, NAME, PHONE, SERVICE, FIELD, WEEK, REASON]


def waiting_list(registrations: pd.DataFrame) -> pd.DataFrame:
    """Give those who wait, one row per registration, numbered within week and service.

    registrations: the registrations that count, with WEEK (blank: no date chosen), STATUS, RANK
    (blank in a week that is not planned) and REMARK, which holds the reason. Weeks in order, those
    without a date last; within week and service by rank, where there is none by what makes it.
    """
    rows = registrations[registrations[STATUS] == Status.WAITING].rename(columns={REMARK: REASON})
    rows = rows.assign(public=rows[GROUP] != Group.INVITED)
    rows = rows.sort_values([WEEK, SERVICE, RANK, "public", CREATED, CODE], na_position="last")
    order = rows.groupby([WEEK, SERVICE], dropna=False).cumcount() + 1
    return rows.assign(**{ORDER: order.astype("Int64")})[COLUMNS].reset_index(drop=True)
