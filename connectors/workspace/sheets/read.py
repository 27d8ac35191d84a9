"""What cells hold and show: CellData as ``spreadsheets.get`` gives it, within a field mask."""

from __future__ import annotations

from typing import Any

from connectors.workspace import field_mask
from connectors.workspace.call import Json
from connectors.workspace.field_mask import Mask
from connectors.workspace.sheets.book import Book
from connectors.workspace.sheets.conditions import Conditions
from connectors.workspace.sheets.formats import DEFAULT_FORMAT, overlaid
from connectors.workspace.sheets.formula import Formulas, link_of
from connectors.workspace.sheets.formula_values import FormulaError, Scalar
from connectors.workspace.sheets.grid import Cell, Sheet, trim
from connectors.workspace.sheets.grid_area import Area
from connectors.workspace.sheets.number_format import render

_LOOKS = frozenset({"f", "d"})
"""What an empty cell may hold: the numbers of its format and its rule, which say all of it."""
_ERRORS = {"DIVIDE_BY_ZERO": "#DIV/0!", "N_A": "#N/A", "NAME": "#NAME?", "NULL_VALUE": "#NULL!"}


class Reading:
    """Reads one book: computes formulas once, and knows what each cell shows."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self._formulas = Formulas(book)
        self._conditions = Conditions(
            self._formulas, book.locale, book.call.now.replace(tzinfo=None)
        )

    def value(self, sheet: Sheet, row: int, column: int) -> Scalar | FormulaError:
        """Give a cell's effective value, or the error that it holds."""
        try:
            return self._formulas.value(sheet, row, column, sheet.cell(row, column))
        except FormulaError as error:
            return error

    def shown(self, value: Scalar | FormulaError, number_format: Json) -> str:
        """Give the text that a value shows; empty for none."""
        if isinstance(value, FormulaError):
            return _ERRORS.get(value.kind, f"#{value.kind}!")
        return "" if value is None else render(value, number_format, self.book.locale)

    def text(self, sheet: Sheet, row: int, column: int) -> str:
        """Give the text that a cell shows."""
        number_format = sheet.format_of(sheet.cell(row, column)).get("numberFormat", {})
        return self.shown(self.value(sheet, row, column), number_format)

    def conditional_format(self, sheet: Sheet, row: int, column: int) -> Json:
        """Give what the conditional formats add to a cell; of two rules the upper one wins."""
        found: Json = {}
        spot = Area(sheet.sheet_id, row, row + 1, column, column + 1)
        for rule in sheet.objects("conditionalFormats"):
            areas = [Area.of(grid_range) for grid_range in rule["ranges"]]
            if "booleanRule" not in rule or not any(area.meet(spot) for area in areas):
                continue
            condition, shown = rule["booleanRule"]["condition"], self.text(sheet, row, column)
            if self._conditions.holds(condition, sheet, row, column, areas[0], shown):
                found = overlaid(rule["booleanRule"].get("format", {}), found)
        return found

    def meets(self, condition: Json, sheet: Sheet, row: int, column: int, origin: Area) -> bool:
        """Say whether a cell meets the condition of a filter."""
        shown = self.text(sheet, row, column)
        return self._conditions.holds(condition, sheet, row, column, origin, shown)


class CellReader:
    """Gives the CellData of one sheet's cells, with the members that a mask wants."""

    def __init__(self, reading: Reading, sheet: Sheet, mask: Mask) -> None:
        self._reading, self._sheet, self._mask = reading, sheet, mask
        wanted = {name: field_mask.inner(mask, name) for name in _MEMBERS}
        self._wanted = {name: node for name, node in wanted.items() if node is not None}
        self._formats: dict[int, Json] = {}
        self._effective: dict[int, Json] = {}
        self._links: dict[int, str | None] = {}
        self._bare: dict[tuple[object, object], Json] = {}
        self._computes = bool(self._wanted.keys() & {"effectiveValue", "formattedValue"})
        self._conditional = bool(sheet.objects("conditionalFormats"))

    def row(self, index: int, left: int, right: int) -> list[Json]:
        """Give a row's cells between two columns; empty ends are cut off."""
        cells = self._sheet.row(index)
        last = min(right, len(cells))
        data = [self._data(cells[at], index, at) for at in range(left, last)]
        return trim(data)

    def _data(self, cell: Cell | None, row: int, column: int) -> Json:
        if not cell:
            return {}
        if self._conditional or not cell.keys() <= _LOOKS:
            return self._full_data(cell, row, column)
        looks = (cell.get("f"), cell.get("d"))
        if looks not in self._bare:
            self._bare[looks] = self._full_data(cell, row, column)
        return self._bare[looks]

    def _full_data(self, cell: Cell, row: int, column: int) -> Json:
        data: Json = {}
        wanted = self._wanted
        if "v" in cell or "x" in cell:
            self._add_values(data, cell, row, column)
        if "f" in cell and "userEnteredFormat" in wanted:
            data["userEnteredFormat"] = self._entered_format(cell)
        if "effectiveFormat" in wanted:
            data["effectiveFormat"] = self._effective_format(cell, row, column)
        if "hyperlink" in wanted and (link := self._hyperlink(cell)):
            data["hyperlink"] = link
        if "n" in cell and "note" in wanted:
            data["note"] = cell["n"]
        if "r" in cell and "textFormatRuns" in wanted:
            data["textFormatRuns"] = self._select(cell["r"], "textFormatRuns")
        if "d" in cell and "dataValidation" in wanted:
            data["dataValidation"] = self._select(self._sheet.rule_of(cell), "dataValidation")
        return data

    def _add_values(self, data: Json, cell: Cell, row: int, column: int) -> None:
        wanted = self._wanted
        computed = "x" in cell
        entered = {"formulaValue": cell["x"]} if computed else extended(cell["v"])
        if "userEnteredValue" in wanted:
            data["userEnteredValue"] = self._select(entered, "userEnteredValue")
        if not self._computes:
            return
        value = self._reading.value(self._sheet, row, column) if computed else cell["v"]
        if value is None:
            return
        if "effectiveValue" in wanted:
            effective = extended(value) if computed else entered
            data["effectiveValue"] = self._select(effective, "effectiveValue")
        if "formattedValue" in wanted:
            number_format = self._sheet.format_of(cell).get("numberFormat", {})
            data["formattedValue"] = self._reading.shown(value, number_format)

    def _entered_format(self, cell: Cell) -> Json:
        number = cell["f"]
        if number not in self._formats:
            known = self._sheet.format_of(cell)
            self._formats[number] = self._select(known, "userEnteredFormat")
        return self._formats[number]

    def _hyperlink(self, cell: Cell) -> str | None:
        if "x" in cell:
            return link_of(cell["x"])
        number = cell.get("f")
        if number is None:
            return None
        if number not in self._links:
            self._links[number] = hyperlink(self._sheet, cell)
        return self._links[number]

    def _effective_format(self, cell: Cell, row: int, column: int) -> Json:
        added: Json = {}
        if self._conditional:
            added = self._reading.conditional_format(self._sheet, row, column)
        number = cell.get("f", -1)
        if added or number not in self._effective:
            base = self._reading.book.properties.get("defaultFormat", DEFAULT_FORMAT)
            laid = overlaid(overlaid(base, self._sheet.format_of(cell)), added)
            selected: Json = self._select(laid, "effectiveFormat")
            if added:
                return selected
            self._effective[number] = selected
        return self._effective[number]

    def _select(self, value: Any, member: str) -> Any:
        mask = self._wanted[member]
        return field_mask.select(value, mask) if mask else value


_MEMBERS = (
    "userEnteredValue",
    "effectiveValue",
    "formattedValue",
    "userEnteredFormat",
    "effectiveFormat",
    "hyperlink",
    "note",
    "textFormatRuns",
    "dataValidation",
)


def hyperlink(sheet: Sheet, cell: Cell) -> str | None:
    """Give the address that a whole cell links to: by its format or by a formula."""
    if "x" in cell:
        return link_of(cell["x"])
    link = sheet.format_of(cell).get("textFormat", {}).get("link", {}).get("uri")
    return None if link is None else str(link)


def extended(value: Scalar | FormulaError) -> Json:
    """Write a value as ExtendedValue."""
    if isinstance(value, str):
        return {"stringValue": value}
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, FormulaError):
        return {"errorValue": {"type": value.kind, "message": value.message}}
    return {} if value is None else {"numberValue": value}
