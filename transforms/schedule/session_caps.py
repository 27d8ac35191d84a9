"""Whether one more session would breach a cap of the week: a room, a daily maximum, a quota."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from transforms.assignment.caps import Cap, Cell, CellKey, cells_of, session_keys
from transforms.assignment.week import AssignmentWeek, Booking, Client

Sessions: TypeAlias = Mapping[int, Booking]
"""Who is where; clients by their number in the week."""


class SessionCaps:
    """The caps of a week, asked about one session at a time."""

    def __init__(self, week: AssignmentWeek) -> None:
        self._clients = week.clients
        self._cells: defaultdict[CellKey, list[Cell]] = defaultdict(list)
        for cell in cells_of(week):
            for key in cell.keys:
                self._cells[key].append(cell)

    def breach(self, number: int, target: Booking, sessions: Sessions) -> str:
        """Say in Indonesian which cap a client's coming to ``target`` would breach; "" if none.

        sessions: where everybody is, the client included if they have a booking. Where they are
        already they never breach a cap by staying. Source: the contract's section 5, "Caps".
        """
        client = self._clients[number]
        here = sessions.get(number)
        present = set(session_keys(client, here)) if here else set()
        others = [(self._clients[n], where) for n, where in sessions.items() if n != number]
        for key in session_keys(client, target):
            for cell in self._cells.get(key, ()):
                if not present & cell.keys and _count(cell, others) + 1 > cell.limit:
                    return _text(cell, client, target)
        return ""


def _count(cell: Cell, sessions: Iterable[tuple[Client, Booking]]) -> int:
    return sum(not cell.keys.isdisjoint(session_keys(*session)) for session in sessions)


def _text(cell: Cell, client: Client, target: Booking) -> str:
    day = f"{target.date:%d/%m}"
    match cell.cap:
        case Cap.ROOM:
            return f"ruang {client.service} {day} {target.start:%H.%M} penuh"
        case Cap.DAILY_MAXIMUM:
            return f"{target.consultant} sudah mencapai maksimum sesi {day}"
        case Cap.QUOTA:
            return f"kuota {client.service} {day} penuh"
