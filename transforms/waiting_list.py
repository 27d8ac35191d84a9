"""The waiting list of the open weeks."""

from __future__ import annotations

import pandas as pd

from loket.columns import (
    CODE,
    CREATED,
    FIELD,
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
from loket.vocabulary import Status

COLUMNS = [ORDER, CODE, CREATED, NAME, PHONE, SERVICE, FIELD, WEEK, REASON]


def waiting_list(registrations: pd.DataFrame) -> pd.DataFrame:
    """Give those who wait, one row per registration, numbered within week and service.

    registrations: the registrations that count, with WEEK (blank: no date chosen), STATUS, RANK
    and REMARK, which holds the reason. Weeks in order, those without a date last.
    """
    rows = registrations[registrations[STATUS] == Status.WAITING].rename(columns={REMARK: REASON})
    rows = rows.sort_values([WEEK, SERVICE, RANK, CREATED, CODE], na_position="last")
    order = rows.groupby([WEEK, SERVICE], dropna=False).cumcount() + 1
    return rows.assign(**{ORDER: order.astype("Int64")})[COLUMNS].reset_index(drop=True)
