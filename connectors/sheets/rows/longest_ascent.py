"""The longest part of a sequence that ascends: what may stay where it is when the rest moves."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def longest_ascent(values: Sequence[int]) -> list[int]:
    """Give the indices, ascending, of a longest ascending part of distinct numbers."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int | None] = []
    for index, value in enumerate(values):
        place = bisect_left(tails, value)
        before.append(ends[place - 1] if place else None)
        # Of all ascents of one length that with the lowest end is the easiest to go on with.
        if place == len(tails):
            tails.append(value)
            ends.append(index)
        else:
            tails[place], ends[place] = value, index
    chain: list[int] = []
    last = ends[-1] if ends else None
    while last is not None:
        chain.append(last)
        last = before[last]
    return chain[::-1]
