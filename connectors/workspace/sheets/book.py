"""A spreadsheet opened for one request: its sheets, who asks, and what is to be stored."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from typing import Any

from connectors.workspace.call import Call, GoogleError, Json
from connectors.workspace.drive import files
from connectors.workspace.sheets import a1
from connectors.workspace.sheets.errors import ProtectedCell, Refused, invalid_argument
from connectors.workspace.sheets.grid import Sheet
from connectors.workspace.sheets.grid_area import OPEN, Area, uncovered
from connectors.workspace.sheets.row_chunks import RowChunks

CELL_LIMIT = 10_000_000

_Lock = tuple[Area, list[Area]]


class Book:
    """A spreadsheet of which only touched parts are copied, and stored by :meth:`commit`."""

    def __init__(self, call: Call, file: Json, document: Json, sheets: list[Sheet]) -> None:
        self.call, self.spreadsheet_id = call, str(file["id"])
        self._file, self._title = file, str(file["name"])
        self._document, self._changed = document, False
        self._sheets = {sheet.sheet_id: sheet for sheet in sheets}
        self._deleted: list[Sheet] = []
        self._locks: dict[int, tuple[Any, list[_Lock]]] = {}
        self.role = files.role_of(call, self.spreadsheet_id)

    @classmethod
    def open(cls, call: Call, role: files.Role) -> Book:
        """Open the call's spreadsheet for someone who has at least ``role``; 404 or 403 else."""
        spreadsheet_id = call.params["spreadsheetId"]
        file = files.require(call, spreadsheet_id, role)
        document = call.documents.get("spreadsheet", spreadsheet_id)
        if document is None:
            raise GoogleError(404, "NOT_FOUND", "Requested entity was not found.")
        known = call.documents.children("sheet", spreadsheet_id)
        sheets = [
            Sheet(
                known[f"{spreadsheet_id}/{number}"],
                RowChunks(call.documents, spreadsheet_id, number),
            )
            for number in document["order"]
        ]
        return cls(call, file, document, sheets)

    def get(self, member: str) -> Any:
        """Give a member of the spreadsheet's own document; not to be changed in place."""
        return self._document.get(member) or []

    def set(self, member: str, value: Any) -> None:
        """Replace a member of the spreadsheet's own document."""
        self._document = self._document | {member: value}
        self._changed = True

    @property
    def properties(self) -> Json:
        """The SpreadsheetProperties; the title is the file's name."""
        return {"title": self._title, **self._document["properties"]}

    def set_properties(self, properties: Json) -> None:
        """Replace the SpreadsheetProperties; a new title becomes the file's name."""
        self._title = properties["title"]
        self.set("properties", {k: v for k, v in properties.items() if k != "title"})

    @property
    def locale(self) -> str:
        """The spreadsheet's locale, e.g. id_ID."""
        return str(self.properties.get("locale", "en_US"))

    @property
    def sheets(self) -> list[Sheet]:
        """The sheets in the order of their tabs."""
        return [self._sheets[number] for number in self._document["order"]]

    def has(self, sheet_id: int) -> bool:
        """Say whether a sheet has this id."""
        return sheet_id in self._sheets

    def sheet(self, sheet_id: int) -> Sheet:
        """Give a sheet by its id."""
        if sheet_id not in self._sheets:
            raise Refused(f"No grid with id: {sheet_id}")
        return self._sheets[sheet_id]

    def titled(self, title: str) -> Sheet | None:
        """Give the sheet of that title; letters' case doesn't matter, as in Google."""
        wanted = title.casefold()
        return next((sheet for sheet in self.sheets if sheet.title.casefold() == wanted), None)

    def new_chunks(self, sheet_id: int) -> RowChunks:
        """Give the place where a new sheet's rows will be stored."""
        return RowChunks(self.call.documents, self.spreadsheet_id, sheet_id)

    def add(self, sheet: Sheet, index: int | None) -> None:
        """Add a sheet at a place among the tabs (None: last)."""
        order = list(self._document["order"])
        order.insert(len(order) if index is None else index, sheet.sheet_id)
        self._sheets[sheet.sheet_id] = sheet
        self.set("order", order)

    def remove(self, sheet_id: int) -> None:
        """Remove a sheet."""
        self._deleted.append(self._sheets.pop(sheet_id))
        self.set("order", [number for number in self._document["order"] if number != sheet_id])

    def check_size(self) -> None:
        """Raise Refused if the spreadsheet has grown too large."""
        if sum(sheet.row_count * sheet.column_count for sheet in self.sheets) > CELL_LIMIT:
            raise Refused(
                "This action would increase the number of cells in the workbook above the limit "
                f"of {CELL_LIMIT} cells."
            )

    def commit(self) -> None:
        """Store what changed."""
        documents, parent = self.call.documents, self.spreadsheet_id
        changed = [sheet for sheet in self._sheets.values() if sheet.changed]
        if not (changed or self._changed):
            return
        for sheet in self._deleted:
            sheet.drop_rows()
            documents.delete("sheet", f"{parent}/{sheet.sheet_id}")
        for sheet in changed:
            documents.put("sheet", f"{parent}/{sheet.sheet_id}", sheet.stored(), parent)
        if self._changed:
            documents.put("spreadsheet", parent, self._document)
        files.update(self.call, self._file, name=self._title)

    def area(self, grid_range: Json) -> Area:
        """Read a GridRange against its sheet's size; raises Refused if it reaches outside."""
        area = Area.of(grid_range)
        sheet = self.sheet(area.sheet_id)
        ends = (
            ("Row", area.top, area.bottom, sheet.row_count),
            ("Column", area.left, area.right, sheet.column_count),
        )
        for name, start, end, size in ends:
            if start < 0 or start >= end:
                raise Refused(f"GridRange.end{name}Index[{end}] is not after its start[{start}]")
            if start >= size or size < end != OPEN:
                raise Refused(
                    f"GridRange.end{name}Index[{max(start, end % OPEN)}] is after last "
                    f"{name.lower()} in grid[{size}]"
                )
        return area.clip(sheet.row_count, sheet.column_count)

    def named_area(self, text: str) -> tuple[Sheet, Area]:
        """Read a range in A1 notation or a named range; raises the 400 of the values API."""
        for named in self.get("namedRanges"):
            if named["name"] == text:
                area = Area.of(named["range"])
                return self.sheet(area.sheet_id), area
        whole = self.titled(text) if "!" not in text else None
        title, cells = (text, "") if whole else a1.split_title(text)
        sheet = whole or (self.sheets[0] if title is None else self.titled(title))
        if sheet is None:
            raise invalid_argument(f"Unable to parse range: {text}")
        found = a1.parse_cells(cells, sheet.sheet_id) if cells else Area(sheet.sheet_id)
        if found is None:
            raise invalid_argument(f"Unable to parse range: {text}")
        return sheet, found

    @property
    def owned(self) -> bool:
        """Say whether the caller owns the file, whom no protection stops."""
        return self.role == "owner"

    def may_edit(self, protected: Json) -> bool:
        """Say whether the caller gets through a protected range; who may only look never does."""
        if self.role is None or not files.at_least(self.role, "writer"):
            return False
        if protected.get("warningOnly") or self.owned:
            return True
        editors = protected.get("editors", {})
        users = {user.lower() for user in editors.get("users", [])}
        return (self.call.actor or "").lower() in users

    def locks(self, sheet: Sheet) -> list[_Lock]:
        """Give the protected areas that stop the caller, each with what is free within it."""
        protected = sheet.objects("protectedRanges")
        cached = self._locks.get(sheet.sheet_id)
        if cached is None or cached[0] is not protected:
            found = [
                (
                    Area.of(entry["range"]),
                    [Area.of(free) for free in entry.get("unprotectedRanges", [])],
                )
                for entry in protected
                if not self.may_edit(entry)
            ]
            cached = self._locks[sheet.sheet_id] = (protected, found)
        return cached[1]

    def guard(self, area: Area) -> None:
        """Raise ProtectedCell unless the caller may edit every cell of a bounded area."""
        for lock, free in self.locks(self.sheet(area.sheet_id)):
            common = lock.meet(area)
            if common and uncovered(common, free):
                raise ProtectedCell

    def guard_structure(self, area: Area) -> None:
        """Raise ProtectedCell unless the caller may rearrange an area: sort, delete, hide, move."""
        if not self.call.switches.structure_through_protection:
            self.guard(area)

    def guard_sheet(self, sheet: Sheet) -> None:
        """Raise ProtectedCell if the whole sheet is closed to the caller: rename, hide, chart."""
        whole = Area(sheet.sheet_id)
        if not self.call.switches.structure_through_protection and any(
            lock == whole for lock, _ in self.locks(sheet)
        ):
            raise ProtectedCell


def new_id(taken: Iterable[int], seed: str) -> int:
    """Give an id that is not taken: as scattered as Google's, yet the same at every run."""
    known = set(taken)
    number = zlib.crc32(seed.encode()) & 0x7FFFFFFF
    while number in known or not number:
        number = (number + 1) & 0x7FFFFFFF
    return number
