"""Cells and rows of a spreadsheet that are to be otherwise, and the spreadsheet as it then is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from connectors.sheets.cell import CellValue
from connectors.sheets.sheet import Sheet
from connectors.sheets.snapshot import Snapshot
from connectors.sheets.tab_change import Overwritten

Place = tuple[int, int, int]
"""Sheet id, row, column."""

Rows = Sequence[Mapping[int, CellValue]]
"""Rows, each by column."""


@dataclass
class Amendment:
    """Cells by place, rows to drop, rows to add at the end, each by sheet id.

    ``lost``: what cannot be put back, for somebody has written there since.
    """

    cells: dict[Place, CellValue] = field(default_factory=dict)
    dropped: dict[int, set[int]] = field(default_factory=dict)
    returned: dict[int, list[dict[int, CellValue]]] = field(default_factory=dict)
    lost: list[Overwritten] = field(default_factory=list)

    def applied_to(self, snapshot: Snapshot) -> Snapshot:
        """Give a snapshot with other cells, dropped rows emptied, and rows added at the end."""
        cells: dict[int, dict[tuple[int, int], CellValue]] = defaultdict(dict)
        for (sheet_id, row, column), value in self.cells.items():
            cells[sheet_id][row, column] = value
        changed = {}
        for sheet_id in {*cells, *self.dropped, *self.returned}:
            sheet = snapshot.sheets[sheet_id]
            lines = [list(row) for row in sheet.cells]
            for (row, column), value in cells[sheet_id].items():
                lines += [[] for _ in range(row + 1 - len(lines))]
                lines[row] += [None] * (column + 1 - len(lines[row]))
                lines[row][column] = value
            for row in self.dropped.get(sheet_id, ()):
                lines[row] = []
            amended = replace(sheet, cells=tuple(tuple(line) for line in lines))
            changed[sheet_id] = with_rows(amended, self.returned.get(sheet_id, ()))
        return snapshot.with_sheets(changed) if changed else snapshot

    def then(self, later: Amendment, snapshot: Snapshot) -> Amendment:
        """Give both in one; ``later`` was found on what this one makes of a snapshot."""
        both = Amendment(
            dict(self.cells),
            {sheet_id: set(rows) for sheet_id, rows in self.dropped.items()},
            {sheet_id: [dict(row) for row in rows] for sheet_id, rows in self.returned.items()},
            [*self.lost, *later.lost],
        )
        for (sheet_id, row, column), value in later.cells.items():
            beyond = row - len(snapshot.sheets[sheet_id].cells)
            if sheet_id in both.returned and beyond >= 0:
                both.returned[sheet_id][beyond][column] = value
            else:
                both.cells[sheet_id, row, column] = value
        for sheet_id, rows in later.dropped.items():
            there = len(snapshot.sheets[sheet_id].cells)
            both.dropped.setdefault(sheet_id, set()).update(row for row in rows if row < there)
            for row in rows:
                if row >= there:
                    both.returned[sheet_id][row - there].clear()
        for sheet_id, added in later.returned.items():
            both.returned.setdefault(sheet_id, []).extend(added)
        return both


def with_rows(sheet: Sheet, rows: Rows) -> Sheet:
    """Give a sheet with rows added below its last one that holds something."""
    lines = tuple(
        tuple(row.get(place) for place in range(max(row, default=-1) + 1)) for row in rows
    )
    return replace(sheet, cells=(*sheet.cells, *lines), row_count=sheet.row_count + len(rows))
