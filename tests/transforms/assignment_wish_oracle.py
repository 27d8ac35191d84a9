"""What a wish would cost, once more, by the other solver: the client has these slots only.

Import this module only in a process of its own; see ``assignment_oracle``.
"""

from __future__ import annotations

from tests.transforms.assignment_oracle import Answer, Oracle
from tests.transforms.assignment_second_solver import ones
from tests.transforms.assignment_weeks import Booking, WeekFrames


class WishOracle(Oracle):
    def __init__(self, week: WeekFrames, code: str, slots: frozenset[Booking]) -> None:
        super().__init__(week, {})
        options = self.options[code]
        self.solver.hold(ones(options[key] for key in options.keys() & slots), 1)
        self.solver.hold(ones(options[key] for key in options.keys() - slots), 0)


def answer_with(week: WeekFrames, code: str, slots: frozenset[Booking]) -> Answer | None:
    """Solve the week with the client in one of these slots; None where that cannot be."""
    try:
        return WishOracle(week, code, slots).solve()
    except AssertionError:
        return None
