"""What the staff tabs and the calendar say of one week."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from loket.columns import DATE, OPEN, SERVICE
from loket.vocabulary import Phase
from loket.week import Week
from transforms.calendar.phases import Boundaries
from transforms.reading.tab_cells import text_key


@dataclass(frozen=True)
class WeekFacts:
    """What the staff tabs and the calendar say of one week.

    ``slots``: every slot of the week; ``automatic``: those still filled without staff.
    """

    week: Week
    limits: Boundaries | None
    phase: Phase
    released: bool
    service_days: pd.DataFrame
    slots: pd.DataFrame
    automatic: pd.DataFrame
    quotas: pd.DataFrame
    rooms: pd.DataFrame
    placing_days: frozenset[date]
    """Days on which clients are still placed without staff."""
    roster_names: frozenset[str]
    """Consultants of whom the roster says for certain when they are there."""
    spelling: Mapping[str, str]
    """How the roster writes a consultant's name, by the key that compares names."""

    @property
    def open_sessions(self) -> frozenset[tuple[date, str]]:
        """The days with the services that are open then."""
        days = self.service_days[self.service_days[OPEN]]
        return frozenset(zip(days[DATE], days[SERVICE], strict=True))

    def spelled(self, name: object) -> object:
        """Give a consultant's name as the roster writes it, or as it is if it isn't there."""
        return self.spelling.get(text_key(name), name) if isinstance(name, str) else None
