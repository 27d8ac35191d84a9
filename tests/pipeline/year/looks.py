"""All that two spreadsheets hold beside the values of their cells, compared.

These are what was entered (links, and that no text has become a formula), formats, notes, drop-down
lists, merged cells, protection, filters, charts, and each tab's own properties. The ids that Google
gives to views and charts are drawn by chance and mean nothing to anybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any, Final

from connectors.sheets.journal.journal import SHEET_ID as JOURNAL
from pipeline import tabs
from tests.pipeline.interleaving.person import Person

Json = dict[str, Any]

_CELLS: Final = "data(rowData(values(userEnteredValue,userEnteredFormat,dataValidation,note)))"
_OBJECTS: Final = (
    *("merges", "protectedRanges", "conditionalFormats", "bandedRanges", "basicFilter"),
    *("filterViews", "charts"),
)
_LOOKS: Final = f"sheets(properties,{','.join(_OBJECTS)},{_CELLS})"
_BY_CHANCE: Final = {"protectedRangeId", "bandedRangeId", "filterViewId", "chartId"}
_LEFT_OUT: Final = {JOURNAL, tabs.LOG.sheet_id}


def other_looks(one: Person, other: Person) -> Iterator[str]:
    """Give each thing in which two spreadsheets look otherwise, in words."""
    mine, theirs = _sheets(one), _sheets(other)
    for title in sorted(mine.keys() | theirs.keys()):
        a, b = mine.get(title, {}), theirs.get(title, {})
        for name in ("properties", *_OBJECTS):
            if _lasting(a.get(name)) != _lasting(b.get(name)):
                yield f"{title}: other {name}: {a.get(name)} / {b.get(name)}"
        for number, (row, row_there) in enumerate(zip_longest(_rows(a), _rows(b)), start=1):
            if row != row_there:
                yield f"{title} row {number} looks otherwise: {row} / {row_there}"


def formulas(person: Person, own: Sequence[str]) -> Iterator[str]:
    """Give each cell of tabs with these titles that holds a formula: promise 6."""
    for title, sheet in _sheets(person).items():
        for number, row in enumerate(_rows(sheet), start=1):
            found = [cell for cell in row if "formulaValue" in cell.get("userEnteredValue", {})]
            if found and title in own:
                yield f"promise 6: {title} row {number} holds a formula: {found}"


def _sheets(person: Person) -> dict[str, Json]:
    seen = person.look(fields=_LOOKS)
    return {
        sheet["properties"]["title"]: sheet
        for sheet in seen
        if sheet["properties"].get("sheetId", 0) not in _LEFT_OUT
    }


def _rows(sheet: Json) -> list[list[Json]]:
    rows = sheet.get("data", [{}])[0].get("rowData", []) if sheet else []
    return [row.get("values", []) for row in rows]


def _lasting(value: Any) -> Any:
    """Give a part of a sheet's description without the ids that are drawn by chance."""
    if isinstance(value, dict):
        return {key: _lasting(part) for key, part in value.items() if key not in _BY_CHANCE}
    return [_lasting(part) for part in value] if isinstance(value, list) else value
