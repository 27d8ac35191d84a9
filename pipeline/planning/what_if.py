"""Staff tabs as they would be if somebody typed something else into them: ``loket plan --set``.

A change is written ``TAB[ROW].COLUMN=VALUE``: the tab by its title; the row by what stands in its
key columns (see ``row_names``), several of them separated by commas; the column by its header. An
unambiguous beginning is enough of each. Values are taken as if staff had typed them; none empties
the cell. A row that is not there is added, on Konsultan only with + before the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from connectors.sheets.cell import CellValue
from connectors.sheets.sheet import Sheet
from connectors.sheets.snapshot import Snapshot
from loket.columns import ROW
from loket.errors import UsageError
from pipeline.planning.row_names import ROW_NAMES, named_row, one_of
from transforms.reading.tab_problems import shown

_FORM = re.compile(r"([^\[\]]+)\[([^\]]*)\]\s*\.([^=]+)=(.*)", re.DOTALL)
_EXAMPLE = "Write e.g. 'Konsultan[Rina].Hari=Senin, Rabu' or 'Kuota[Senin, UKM].Kuota Umum=4'."


@dataclass(frozen=True)
class Change:
    """One changed cell.

    ``row``: the sheet's (1-based); ``added``: nobody has written there yet; ``name``: what its key
    columns hold; values as staff see them, None for a blank cell.
    """

    tab: str
    row: int
    name: tuple[str, ...]
    header: str
    old: str | None
    new: str | None
    added: bool

    def __str__(self) -> str:
        """Say it for a person."""
        old = "a new row" if self.added else self.old or "blank"
        return f"{self.tab}[{', '.join(self.name)}].{self.header}: {old} → {self.new or 'blank'}"


def what_if(snapshot: Snapshot, texts: Iterable[str]) -> tuple[Snapshot, list[Change]]:
    """Give the spreadsheet as it would be, each change made upon those before.

    Raises UsageError where a text does not say one cell, naming what it might be; TabMissing and
    HeaderMissing where the tab lacks a part.
    """
    changes = []
    for text in texts:
        try:
            snapshot, change = _changed(snapshot, text)
        except UsageError as error:
            raise UsageError(f"--set {text!r}: {error.message}", remedy=error.remedy) from error
        changes.append(change)
    return snapshot, changes


def _changed(snapshot: Snapshot, text: str) -> tuple[Snapshot, Change]:
    match = _FORM.fullmatch(text)
    if match is None:
        raise UsageError("this is not TAB[ROW].COLUMN=VALUE.", remedy=_EXAMPLE)
    title, name, header, value = (part.strip() for part in match.groups())
    tab = one_of("tab", title, {tab.title: tab for tab in ROW_NAMES})
    state = snapshot.tab(tab)
    state.require()
    columns = [column for column in tab.columns if column.field in state.positions]
    column = one_of("column", header, {each.header: each for each in columns})
    named = named_row(snapshot, tab, [part.strip() for part in name.split(",")])
    cells: dict[str, CellValue] = {column.field: value or None}
    old = None
    if named.row is None:
        cells = {**dict(ROW_NAMES[tab].besides), **named.name, **cells}
    else:
        old = shown(state.frame.set_index(ROW).at[named.row, column.field])
    sheet = snapshot.sheets[tab.sheet_id]
    row = named.row or len(sheet.cells) + 1
    places = {state.positions[field]: cell for field, cell in cells.items()}
    changed = snapshot.with_sheets({tab.sheet_id: _with_row(sheet, row - 1, places)})
    new = value or None
    change = Change(
        tab.title, row, tuple(named.name.values()), column.header, old, new, named.row is None
    )
    return changed, change


def _with_row(sheet: Sheet, row: int, cells: Mapping[int, CellValue]) -> Sheet:
    """Give a sheet with some cells changed of a zero-based row, or of one below the last."""
    before = sheet.cells[row] if row < len(sheet.cells) else ()
    width = max(len(before), *(place + 1 for place in cells))
    padded = [*before, *[None] * (width - len(before))]
    after = tuple(cells.get(place, cell) for place, cell in enumerate(padded))
    return replace(sheet, cells=(*sheet.cells[:row], after, *sheet.cells[row + 1 :]))
