"""Cells that are to be emptied whoever wrote them, as part of the batch that mends a snapshot.

The one exception to the rule that ✎ cells are never written: somebody's data are erased. The rows
go through the journal like others, so a row that people move in the last moment is found again, and
what the batch met in its place is put back. Only a note that hung on a cell there is not: Google
copies none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from connectors.sheets.cell import CellValue, cell_data
from connectors.sheets.cell_writes import Position, write_cells
from connectors.sheets.change_set import ChangeSet, change_set
from connectors.sheets.journal.journal import SHEET_ID as JOURNAL
from connectors.sheets.journal.journal_keeping import Touched
from connectors.sheets.mending.amendment import Amendment, Place, Rows, with_rows
from connectors.sheets.mending.mending import Mending, MendingWriter
from connectors.sheets.rows.row_changes import written_cells
from connectors.sheets.sheet import Sheet
from connectors.sheets.snapshot import Snapshot
from connectors.sheets.tab import Tab
from connectors.sheets.tab_change import TabChange

Json = dict[str, Any]

_WRITTEN = "userEnteredValue,userEnteredFormat.textFormat.link"
"""With its value a cell loses the address behind it."""


@dataclass(frozen=True)
class Erasure:
    """What cells are to hold, by place, and the rows that are to be added to tabs.

    ``of_record``: the same of what Loket goes by, which has no hand edits; ``noteless``: the rows,
    by sheet id and number, whose cells lose their notes; ``tabs``: those of the sheets that change.
    """

    cells: Mapping[Place, CellValue] = field(default_factory=dict)
    of_record: Mapping[Place, CellValue] = field(default_factory=dict)
    added: Mapping[Tab, Rows] = field(default_factory=dict)
    noteless: Collection[tuple[int, int]] = ()
    tabs: Mapping[int, Tab] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be erased."""
        return not (self.cells or self.of_record or any(self.added.values()))


def erased(mending: Mending, erasure: Erasure, editors: Sequence[str]) -> Mending:
    """Give a mending that erases besides: the snapshot as mended is without what goes.

    Rows are added to tabs that are there.
    """
    if erasure.is_empty:
        return mending
    amended = Amendment(cells=dict(erasure.cells)).applied_to(mending.snapshot)
    record = Amendment(cells=dict(erasure.of_record)).applied_to(mending.record)
    writer = MendingWriter(mending.read, amended, editors)
    changes = [*_emptied(erasure, mending.snapshot)]
    for tab, rows in erasure.added.items():
        if rows:
            changes.append(writer.brought_back(tab, rows))
            sheet = with_rows(record.sheets[tab.sheet_id], rows)
            record = record.with_sheets({tab.sheet_id: sheet})
    return replace(
        mending,
        snapshot=writer.mended,
        record=record,
        tabs={**mending.tabs, **erasure.tabs},
        changes=(*mending.changes, *changes),
    )


def _emptied(erasure: Erasure, snapshot: Snapshot) -> Iterator[TabChange]:
    by_sheet: dict[int, dict[Position, CellValue]] = defaultdict(dict)
    for (sheet_id, row, column), value in erasure.cells.items():
        by_sheet[sheet_id][row, column] = value
    for sheet_id, values in by_sheet.items():
        noteless = {row for each, row in erasure.noteless if each == sheet_id}
        yield _change(snapshot.sheets[sheet_id], values, noteless)


def _change(
    sheet: Sheet, values: Mapping[Position, CellValue], noteless: Collection[int]
) -> TabChange:
    rows = sorted({row for row, _ in values})
    written = {place: cell_data(value) for place, value in values.items()}
    lines = {(row, place): Json() for row in noteless for place in range(sheet.column_count)}
    return TabChange(
        sheet.title,
        (
            *write_cells(sheet.sheet_id, written, _WRITTEN),
            *write_cells(sheet.sheet_id, lines, "note"),
            *written_cells(sheet.sheet_id, values),
        ),
        touched=tuple(Touched(sheet.sheet_id, row) for row in rows),
        setup=(f"{len(rows)} rows erased",),
    )


def emptied_journal(snapshot: Snapshot) -> ChangeSet:
    """Give the batch that leaves nothing in the journal, which holds copies of rows.

    Only once everything is settled that it tells of. The rows and columns themselves go, with all
    that Google keeps of them.
    """
    sheet = snapshot.sheets.get(JOURNAL)
    if sheet is None or not sheet.cells:
        return change_set(snapshot, [])
    smallest = {"rowCount": 1, "columnCount": 1}
    properties = {"sheetId": JOURNAL, "gridProperties": smallest}
    requests = (
        {
            "updateSheetProperties": {
                "properties": properties,
                "fields": "gridProperties(rowCount,columnCount)",
            }
        },
        {
            "updateCells": {
                "range": {"sheetId": JOURNAL},
                "fields": "userEnteredValue,userEnteredFormat,note",
            }
        },
    )
    return change_set(snapshot, [TabChange(sheet.title, requests, setup=("journal emptied",))])
