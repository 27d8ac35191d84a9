"""The objective once more with changes counted last, by the other solver in its own process."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.transforms.assignment_oracle import Answer
    from tests.transforms.assignment_weeks import Booking, WeekFrames

CHANGES = ("rescheduled", "reassigned")


def reassigned_opinion(week: WeekFrames, hint: Mapping[str, Booking]) -> Answer:
    """Solve the week anew, its bookings free to move; to be called in the other process."""
    from tests.transforms.assignment_oracle import Oracle  # noqa: PLC0415 - not in this process

    oracle = Oracle(week, hint)
    in_order = sorted(oracle.measures().items(), key=lambda measure: measure[0] in CHANGES)
    oracle.measures = lambda: dict(in_order)  # type: ignore[method-assign]
    return oracle.solve()
