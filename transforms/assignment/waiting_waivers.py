"""Which rule, waived for one waiting client alone, would serve them.

Everyone who is served stays so. Others may move unless they are fixed. A waiver is a column that
takes the client's own session out of the count of a cell, wherever it is held; all are closed but
those that are asked about.

Source: the contract's section 5, "Reasons".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from enum import Enum

import numpy as np

from loket.vocabulary import Group
from transforms.assignment.caps import Cap, Cell, quota_key
from transforms.assignment.lexicographic_program import Budget, LexicographicProgram
from transforms.assignment.network import by_date, network
from transforms.assignment.rows import AssignmentRows, CappedCell
from transforms.assignment.week import AssignmentWeek, Client


class Waiver(Enum):
    """What may be waived, in the order in which it is given as the reason."""

    ROOM = "room"
    DAILY_MAXIMUM = "daily_maximum"
    RESERVE = "reserve"
    QUOTA = "quota"
    PIN = "pin"


_WAIVER_OF = {
    Cap.ROOM: Waiver.ROOM,
    Cap.DAILY_MAXIMUM: Waiver.DAILY_MAXIMUM,
    Cap.QUOTA: Waiver.QUOTA,
}


class Waivers:
    """A week as it is assigned, in which waivers are tried for some of the waiting clients.

    Clients are numbers of the week. ``pinned``: those who could move but for a staff's pin.
    ``proven`` turns false once an answer could not be proven in time.
    """

    def __init__(
        self, week: AssignmentWeek, waiting: Sequence[int], pinned: Collection[int], budget: Budget
    ) -> None:
        self.proven = True
        served = [n for n, client in enumerate(week.clients) if client.booking]
        movable = [number for number in served if not week.clients[number].fixed]
        flow = network(week, [*movable, *waiting], by_date, apart=waiting)
        rows = AssignmentRows(flow)
        self._row_of = rows.serve_each_once()
        rows.fill_nodes()
        rows.fill_seats()
        rows.respect_caps(all_cells=True)
        self._columns_of = rows.columns_of
        cells = [(capped, _by_client(capped)) for capped in rows.capped]
        self._waivers = {
            client: _waivers(rows, week.clients[client], [(c, own[client]) for c, own in cells])
            for client in waiting
        }
        self._pins = {
            number: [column for column, move in flow.numbered_moves() if move.client == number]
            for number in pinned
        }
        start = rows.stand_at({stay.client: stay.slot for stay in flow.stays})
        self._solver = LexicographicProgram(rows.width, rows.rows, start, budget)
        self._start = start
        self._solver.bound_rows([self._row_of[number] for number in movable], 1, 1)
        self._solver.bound_rows([self._row_of[n] for n in waiting if n in self._row_of], 0, 0)
        closed = [column for columns in self._pins.values() for column in columns]
        closed += [column for waivers in self._waivers.values() for column, *_ in waivers]
        self._solver.limit_columns(closed, 0)

    @property
    def pinned(self) -> list[int]:
        """Those whose pin may be waived, best rank first."""
        return sorted(self._pins)

    def days(self, client: int, waiver: Waiver) -> list[date]:
        """Give the dates on which there is something of this kind to waive for the client."""
        return sorted({day for _, kind, day in self._waivers[client] if kind is waiver})

    def would_serve(
        self,
        client: int,
        waivers: Iterable[Waiver],
        day: date | None = None,
        pins: Collection[int] | None = None,
    ) -> bool:
        """Tell whether these waivers, on that day or any, would serve the client.

        ``pins``: whose pins are waived by Waiver.PIN; all of them if None.
        """
        if client not in self._row_of:
            return False
        waived = set(waivers)
        opened = [
            column
            for column, waiver, waived_day in self._waivers[client]
            if waiver in waived and day in {None, waived_day}
        ]
        if Waiver.PIN in waived:
            for number in self._pins if pins is None else pins:
                opened += self._pins[number]
        return self._serves(client, opened)

    def _serves(self, client: int, opened: Sequence[int]) -> bool:
        row = [self._row_of[client]]
        costs = np.zeros(len(self._start))
        costs[self._columns_of[client]] = -1
        self._solver.limit_columns(opened, 1)
        self._solver.bound_rows(row, 0, 1)
        (optimum,) = self._solver.minimise(costs)
        self._solver.limit_columns(opened, 0)
        self._solver.bound_rows(row, 0, 0)
        self._solver.stand_at(self._start)
        self.proven &= optimum.proven
        return optimum.value < 0


def _by_client(capped: CappedCell) -> defaultdict[int | None, list[int]]:
    """Give the columns of a cell by the client who alone can take them."""
    columns: defaultdict[int | None, list[int]] = defaultdict(list)
    for column, client in capped.arcs.items():
        columns[client].append(column)
    return columns


def _waivers(
    rows: AssignmentRows, client: Client, cells: Iterable[tuple[CappedCell, Sequence[int]]]
) -> list[tuple[int, Waiver, date]]:
    """Add the columns that waive a cap for this client; give each with its kind and date.

    ``cells``: every capped cell with the columns of this client's own sessions there.
    """
    added = []
    for capped, own in cells:
        if not own:
            continue
        day = capped.cell.day
        added.append((_uncounted(rows, capped, own), _WAIVER_OF[capped.cell.cap], day))
        for reserve in _reserve(rows, capped.cell, client):
            column = _uncounted(rows, capped, own)
            _count(rows, reserve, column, 1)
            added.append((column, Waiver.RESERVE, day))
    return added


def _uncounted(rows: AssignmentRows, capped: CappedCell, own: Sequence[int]) -> int:
    """Add a column that takes the client's own session, if it is there, out of the count."""
    column = rows.new_column()
    _count(rows, capped, column, -1)
    rows.rows.add({column: 1.0, **dict.fromkeys(own, -1.0)}, -np.inf, 0)
    return column


def _count(rows: AssignmentRows, capped: CappedCell, column: int, sign: int) -> None:
    for row in capped.rows:
        rows.rows.terms[row][column] = sign


def _reserve(rows: AssignmentRows, quota: Cell, client: Client) -> list[CappedCell]:
    """Give the one cell in which the client would count instead of this one, were they invited.

    There is none where the quota counts the invited as well.
    """
    reserved = quota_key(replace(client, group=str(Group.INVITED)), quota.day)
    if quota.cap is not Cap.QUOTA or reserved in quota.keys:
        return []
    return [other for other in rows.capped if reserved in other.cell.keys]
