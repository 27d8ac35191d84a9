"""The sessions of consultants and days against the half hours that were on offer."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from loket.columns import AVAILABLE, LOAD, PRESENT, SCHEDULED, STATUS
from loket.vocabulary import Status
from transforms.evaluation.figures import HOLDS_SESSION

_HOLDS = [str(status) for status in HOLDS_SESSION]


def session_loads(schedule: pd.DataFrame, slots: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """Give one row per combination of ``keys`` that has a session or a slot, in their order.

    keys: columns of both frames, e.g. CONSULTANT and SERVICE, or DATE and SERVICE. AVAILABLE (half
    hours with a consultant), SCHEDULED (sessions that clients have, or had to the end), PRESENT
    (of these attended), all Int64; LOAD (scheduled / available, Float64, NA without availability).
    """
    by = list(keys)
    booked = schedule[schedule[STATUS].isin(_HOLDS)].dropna(subset=by)
    held = booked[by].assign(
        **{SCHEDULED: booked[STATUS].notna(), PRESENT: booked[STATUS].eq(str(Status.PRESENT))}
    )
    available = slots[by].assign(**{AVAILABLE: True}).groupby(by, as_index=False).sum()
    counts = (
        held.groupby(by, as_index=False)[[SCHEDULED, PRESENT]]
        .sum()
        .merge(available, on=by, how="outer", validate="1:1")
        .astype(dict.fromkeys((AVAILABLE, SCHEDULED, PRESENT), "Int64"))
        .fillna({AVAILABLE: 0, SCHEDULED: 0, PRESENT: 0})
    )
    half_hours = counts[AVAILABLE].astype("Float64")
    loads = counts.assign(**{LOAD: counts[SCHEDULED] / half_hours.mask(half_hours == 0)})
    return loads[[*by, AVAILABLE, SCHEDULED, PRESENT, LOAD]].sort_values(by, ignore_index=True)
