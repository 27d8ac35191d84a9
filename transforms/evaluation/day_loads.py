"""The sessions of each day and service against what that day could hold."""

from __future__ import annotations

import pandas as pd

from loket.columns import AVAILABLE, CAPACITY, DATE, LOAD, SCHEDULED, SERVICE
from transforms.evaluation.session_loads import session_loads

_DAY = [DATE, SERVICE]


def day_loads(
    schedule: pd.DataFrame, slots: pd.DataFrame, capacities: pd.DataFrame
) -> pd.DataFrame:
    """Give one row per date and service, with the columns of ``session_loads``.

    ``capacities`` has the rows of Kuota Terisi: DATE, SERVICE, CAPACITY. AVAILABLE is the capacity
    that stands there, which rooms and quotas may keep below the consultants' half hours, so that
    the days agree with the week's fill rate; half hours where none is known.
    """
    loads = session_loads(schedule, slots, _DAY)
    known = capacities[[*_DAY, CAPACITY]].drop_duplicates(_DAY).astype({SERVICE: "str"})
    merged = loads.astype({DATE: object}).merge(
        known.astype({DATE: object}), on=_DAY, how="left", validate="1:1"
    )
    capacity = pd.to_numeric(merged[CAPACITY], errors="coerce").astype("Float64").round()
    available = capacity.astype("Int64").fillna(merged[AVAILABLE])
    shares = merged[SCHEDULED] / available.astype("Float64").mask(available == 0)
    return merged.drop(columns=CAPACITY).assign(**{AVAILABLE: available, LOAD: shares})
