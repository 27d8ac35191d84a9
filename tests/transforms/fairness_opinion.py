"""The least spread once more, by the other solver in its own process."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.transforms.assignment_weeks import WeekFrames


def least_spread(week: WeekFrames) -> int:
    """Give the least spread that serves all who are placed; to be called in the other process."""
    # Not in this process: see the oracle.
    from tests.transforms.assignment_oracle import Oracle  # noqa: PLC0415
    from tests.transforms.assignment_second_solver import ones  # noqa: PLC0415

    oracle = Oracle(week, {})
    for code in week.placed["code"]:
        oracle.solver.hold(ones(oracle.options[code].values()), 1)
    sign, worth = oracle.measures()["unevenness"]
    return sign * oracle.optimum({column: sign * number for column, number in worth.items()})
