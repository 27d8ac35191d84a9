"""What follows when rows or columns move: objects, metadata and references move with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from connectors.workspace.call import Json
from connectors.workspace.sheets.book import Book
from connectors.workspace.sheets.filter import apply_filter
from connectors.workspace.sheets.formula_syntax import Reference, rewritten
from connectors.workspace.sheets.grid import OBJECTS, Sheet
from connectors.workspace.sheets.grid_area import OPEN, Area, Shift

RANGES = frozenset({"range", "ranges", "unprotectedRanges", "sources", "merges"})
"""The members of objects that are GridRanges, or lists of them."""

_SHIFTED_AS_THEY_ARE = tuple(kind for kind in OBJECTS if kind != "conditionalFormats")
_REMOVED = object()

RewriteReference = Callable[[Sheet, Reference], str]


class Shifting:
    """The move of one sheet's rows or columns, applied to whatever refers to their place.

    With a band only cells within it moved, such as columns B to D of some rows: then whatever
    reaches beyond the band keeps its place.
    """

    def __init__(
        self, sheet: Sheet, dimension: str, shift: Shift, band: Area | None = None
    ) -> None:
        self._sheet, self._dimension, self._shift, self._band = sheet, dimension, shift, band

    def objects(self, book: Book) -> None:
        """Shift the sheet's objects, every chart, named ranges, metadata and references."""
        self._conditional_formats()
        filtering = self._filter_specs()
        for kind in (*_SHIFTED_AS_THEY_ARE, "basicFilter"):
            self._replace(self._sheet, kind)
        for sheet in book.sheets:
            if sheet is not self._sheet:
                self._replace(sheet, "charts")
        for member in ("namedRanges", "developerMetadata"):
            known = book.get(member)
            shifted = self._shifted(known)
            if shifted != known:
                book.set(member, shifted)
        rewrite_cell_formulas(book, self._rewritten)
        if len(self._filter_specs()) < len(filtering):
            # A filter shows again what only a deleted column hid.
            apply_filter(book, self._sheet)

    def _filter_specs(self) -> list[Json]:
        basic: Json = self._sheet.objects("basicFilter") or {}
        specs: list[Json] = basic.get("filterSpecs", [])
        return specs

    def _conditional_formats(self) -> None:
        """Shift the rules; what a formula refers to relatively stays as far from the rule's range.

        The formula is written for the first cell of the first range.
        """
        changed = []
        known = self._sheet.objects("conditionalFormats")
        for rule in known:
            shifted = self._shifted(rule)
            if shifted is not _REMOVED:
                old, new = Area.of(rule["ranges"][0]), Area.of(shifted["ranges"][0])
                rewrite = partial(self._following, new.top - old.top, new.left - old.left)
                changed.append(_rewritten_conditions(self._sheet, shifted, rewrite))
        if changed != known:
            self._sheet.set("conditionalFormats", changed)

    def _following(self, down: int, across: int, home: Sheet, reference: Reference) -> str:
        corners = [reference.first, *([reference.last] if reference.last else [])]
        rows = self._dimension == "ROWS"
        if any(corner.fixed_row if rows else corner.fixed_column for corner in corners):
            return self._rewritten(home, reference)
        return str(reference.offset(down, across))

    def _replace(self, sheet: Sheet, kind: str) -> None:
        known = sheet.objects(kind)
        shifted = self._shifted(known, kind)
        if shifted != known:
            sheet.set(kind, None if shifted is _REMOVED else shifted)

    def _shifted(self, value: Any, name: str = "") -> Any:
        """Give an object shifted; ``_REMOVED`` if the cells that it stood for are gone."""
        if isinstance(value, list):
            items = (self._shifted(item, name) for item in value)
            return [item for item in items if item is not _REMOVED]
        if not isinstance(value, dict):
            return value
        if name in RANGES:
            return self._range(value)
        if name == "dimensionRange":
            return self._dimension_range(value)
        if name == "anchorCell":
            return self._anchor(value)
        return self._members(value)

    def _members(self, value: Json) -> Any:
        result: Json = {}
        for member, inner in value.items():
            shifted = self._shifted(inner, member)
            emptied = shifted == [] and inner
            if shifted is _REMOVED or (emptied and member == "ranges"):
                return _REMOVED
            if emptied and member == "unprotectedRanges":
                continue
            result[member] = self._column_indices(member, shifted, value)
        return result

    def _column_indices(self, member: str, value: Any, owner: Json) -> Any:
        """Shift the absolute column numbers of filters."""
        if self._dimension != "COLUMNS" or self._stays(Area.of(owner.get("range", {}))):
            return value
        names = {"filterSpecs": "columnIndex", "sortSpecs": "dimensionIndex"}
        if member not in names:
            return value
        specs = ((spec, self._index(spec.get(names[member], 0))) for spec in value)
        return [{**spec, names[member]: at} for spec, at in specs if at is not None]

    def _range(self, value: Json) -> Any:
        area = Area.of(value)
        if self._stays(area):
            return value
        shifted = area.shifted(self._dimension, self._shift)
        return _REMOVED if shifted is None else shifted.json()

    def _stays(self, area: Area) -> bool:
        """Say whether an area keeps its place, being elsewhere or not wholly in the band."""
        if area.sheet_id != self._sheet.sheet_id:
            return True
        if self._band is None:
            return False
        if self._dimension == "ROWS":
            return not (self._band.left <= area.left and area.right <= self._band.right)
        return not (self._band.top <= area.top and area.bottom <= self._band.bottom)

    def _dimension_range(self, value: Json) -> Any:
        if (
            self._band
            or value.get("sheetId", 0) != self._sheet.sheet_id
            or value["dimension"] != self._dimension
        ):
            return value
        shifted = self._shift((value.get("startIndex", 0), value["endIndex"]))
        if shifted is None:
            return _REMOVED
        return {**value, "startIndex": shifted[0], "endIndex": shifted[1]}

    def _anchor(self, value: Json) -> Json:
        name = "rowIndex" if self._dimension == "ROWS" else "columnIndex"
        if self._band or value.get("sheetId", 0) != self._sheet.sheet_id:
            return value
        index = value.get(name, 0)
        at = self._index(index)
        if at is None:
            # A chart whose anchor is deleted stays where the deletion closed up.
            kept = self._shift((-1, index + 1))
            at = 0 if kept is None else min(kept[1], self._size - 1)
        return {member: v for member, v in (value | {name: at}).items() if v or member != name}

    @property
    def _size(self) -> int:
        sheet = self._sheet
        return sheet.row_count if self._dimension == "ROWS" else sheet.column_count

    def _index(self, index: int) -> int | None:
        shifted = self._shift((index, index + 1))
        return None if shifted is None else shifted[0]

    def _rewritten(self, home: Sheet, reference: Reference) -> str:
        title = home.title if reference.title is None else reference.title
        area = reference.area(self._sheet.sheet_id)
        if title.casefold() != self._sheet.title.casefold() or area is None or self._stays(area):
            return str(reference)
        shifted = area.shifted(self._dimension, self._shift)
        return str(reference) if shifted == area else reference.covering(shifted)


def rewrite_cell_formulas(book: Book, rewrite: RewriteReference) -> None:
    """Write anew the references in the formulas of cells and of their rules."""
    for sheet in book.sheets:
        _rewrite_cells(sheet, rewrite)
        _rewrite_rules(sheet, rewrite)


def rewrite_formulas(book: Book, rewrite: RewriteReference) -> None:
    """Write anew the references in all formulas: of cells, rules and conditional formats."""
    rewrite_cell_formulas(book, rewrite)
    for sheet in book.sheets:
        known = sheet.objects("conditionalFormats")
        changed = _rewritten_conditions(sheet, known, rewrite)
        if changed != known:
            sheet.set("conditionalFormats", changed)


def rename_references(book: Book, old: str, new: str) -> None:
    """Make formulas that refer to a sheet by its title follow the new one."""

    def rewrite(_: Sheet, reference: Reference) -> str:
        named = reference.title is not None and reference.title.casefold() == old.casefold()
        return str(replace(reference, title=new) if named else reference)

    rewrite_formulas(book, rewrite)


def _rewrite_cells(sheet: Sheet, rewrite: RewriteReference) -> None:
    if not sheet.objects("hasFormulas"):
        return
    whole = Area(sheet.sheet_id, 0, OPEN, 0, OPEN)
    for row, column, cell in list(sheet.cells(whole)):
        if "x" in cell:
            formula = rewritten(cell["x"], lambda reference: rewrite(sheet, reference))
            if formula != cell["x"]:
                sheet.put(row, column, {**cell, "x": formula})


def _rewrite_rules(sheet: Sheet, rewrite: RewriteReference) -> None:
    known = sheet.document["rules"]
    changed = [
        _rewritten_conditions(sheet, rule, rewrite) if _has_formula(rule) else rule
        for rule in known
    ]
    if changed != known:
        sheet.replace_rules(changed)


def _has_formula(rule: Json) -> bool:
    values = rule["condition"].get("values") or ()
    return any(value.get("userEnteredValue", "").startswith("=") for value in values)


def _rewritten_conditions(sheet: Sheet, value: Any, rewrite: RewriteReference) -> Any:
    if isinstance(value, list):
        return [_rewritten_conditions(sheet, item, rewrite) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        name: rewritten(inner, lambda reference: rewrite(sheet, reference))
        if name == "userEnteredValue" and isinstance(inner, str) and inner.startswith("=")
        else _rewritten_conditions(sheet, inner, rewrite)
        for name, inner in value.items()
    }
