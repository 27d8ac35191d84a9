"""The most sessions that fit: consultants against starts, each within its cap."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import time

Cell = tuple[str, time]
"""A consultant and a start."""


def most_sessions(
    cells: Iterable[Cell], per_consultant: Mapping[str, int], per_start: Mapping[time, int]
) -> int:
    """Count the most cells that can be chosen within the caps; who has no cap is unlimited.

    Exact, by augmenting paths: a session is moved to another start of its consultant wherever
    that makes room for one more.
    """
    starts: dict[str, list[time]] = {}
    for name, start in sorted(set(cells)):
        starts.setdefault(name, []).append(start)
    table = _Table(starts, per_start)
    for name, offered in starts.items():
        for _ in range(min(per_consultant.get(name, len(offered)), len(offered))):
            if not table.place(name, set()):
                break
    return sum(len(names) for names in table.holders.values())


class _Table:
    """Who sits at which start."""

    def __init__(self, starts: Mapping[str, list[time]], caps: Mapping[time, int]) -> None:
        self.starts, self.caps = starts, caps
        self.holders: dict[time, set[str]] = {
            start: set() for offered in starts.values() for start in offered
        }

    def place(self, name: str, seen: set[time]) -> bool:
        """Give one more session to a consultant, moving others where that helps."""
        for start in self.starts[name]:
            if start in seen or name in self.holders[start]:
                continue
            seen.add(start)
            if self._has_room(start, seen):
                self.holders[start].add(name)
                return True
        return False

    def _has_room(self, start: time, seen: set[time]) -> bool:
        names = self.holders[start]
        if len(names) < self.caps.get(start, len(names) + 1):
            return True
        for other in sorted(names):
            if self.place(other, seen):
                names.remove(other)
                return True
        return False
