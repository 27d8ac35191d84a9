"""How much of what each week could hold was booked."""

from __future__ import annotations

import pandas as pd

from loket.columns import CAPACITY, FILLED, WEEK


def fill_rates(capacities: pd.DataFrame) -> dict[str, float]:
    """Give bookings / sessions possible (a share of 1) by the week's label, where any is possible.

    ``capacities`` has the rows of Kuota Terisi, of this pass or as they stand: WEEK, CAPACITY,
    FILLED; a row with a cell that is no number does not count. A rate exceeds 1 only where a quota
    was lowered under what was booked.
    """
    counts = capacities[[CAPACITY, FILLED]].apply(pd.to_numeric, errors="coerce")
    known = counts.astype("Float64").dropna().assign(**{WEEK: capacities[WEEK]})
    sums = known.groupby(WEEK)[[CAPACITY, FILLED]].sum()
    sums = sums[sums[CAPACITY] > 0]
    return {str(week): float(rate) for week, rate in (sums[FILLED] / sums[CAPACITY]).items()}
