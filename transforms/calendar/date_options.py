"""The dates that the registration form offers."""

from __future__ import annotations

import pandas as pd

from loket.columns import DATE, PHASE, REMAINING
from loket.vocabulary import Phase
from transforms.reading.indonesian import option_text

WAITING_LIST_OPTION = "Daftar tunggu (jadwal penuh)"
"""What the form offers when no date is left."""


def date_options(capacities: pd.DataFrame) -> tuple[str, ...]:
    """Give the options of the question for dates, as clients read them, by date.

    capacities: one row per open date and service of every week: DATE, PHASE (Phase, of the
    week), REMAINING (places, see ``capacity``). A week that is open offers all its days; from
    its assignment on a day without a place in any service disappears; days of frozen weeks are
    gone. If nothing is left, the one option is the waiting list. Source: the contract's section 3.
    """
    phase = capacities[PHASE].astype("Int64")
    has_place = (phase == Phase.DRAFTED) & (capacities[REMAINING] > 0)
    offered = capacities.loc[(phase == Phase.OPEN) | has_place, DATE]
    days = sorted(set(offered))
    return tuple(option_text(day) for day in days) or (WAITING_LIST_OPTION,)
