"""The least spread once more, by the other solver in its own process."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.transforms.assignment_weeks import WeekFrames


def least_spread(week: WeekFrames) -> int:
    """Give the least spread that serves all who are placed; to be called in the other process."""
    from tests.transforms.assignment_oracle import Oracle  # noqa: PLC0415 - not in this process

    oracle = Oracle(week, {})
    for code in week.placed["code"]:
        oracle.model.add(oracle.served(code) == 1)
    return oracle.optimise("unevenness", oracle.measures()["unevenness"])
