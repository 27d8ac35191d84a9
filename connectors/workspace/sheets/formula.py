"""What formulas give: a small part of Google's functions, the rest an error that says so.

Supported are literals, references, the operators ``+ - * / ^ & = <> < > <= >= %`` and the functions
in ``sheets_formula_values.FUNCTIONS``.
"""

from __future__ import annotations

from dataclasses import dataclass

from connectors.workspace.sheets.book import Book
from connectors.workspace.sheets.formula_reader import parsed
from connectors.workspace.sheets.formula_syntax import Reference, tokens
from connectors.workspace.sheets.formula_values import (
    FormulaError,
    Scalar,
    Value,
    single,
    unsupported,
)
from connectors.workspace.sheets.grid import Cell, Sheet
from connectors.workspace.sheets.grid_area import Area

_DEPTH = 60


@dataclass(frozen=True)
class Place:
    """Where a formula stands: its sheet, and how far it is from where it was written."""

    sheet: Sheet
    rows: int = 0
    columns: int = 0


class Formulas:
    """Evaluates the cells of one book; results last as long as this object."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._results: dict[tuple[int, int, int], Scalar | FormulaError] = {}
        self._depth = 0

    def value(self, sheet: Sheet, row: int, column: int, cell: Cell | None) -> Scalar:
        """Give a cell's effective value; raises FormulaError."""
        if not cell or "x" not in cell:
            return cell.get("v") if cell else None
        key = (sheet.sheet_id, row, column)
        if key not in self._results:
            # Whoever meets the cell again while it is being computed meets this.
            self._results[key] = FormulaError("REF", "Circular dependency detected.")
            try:
                self._results[key] = single(self.evaluate(cell["x"], Place(sheet)))
            except FormulaError as error:
                self._results[key] = error
        result = self._results[key]
        if isinstance(result, FormulaError):
            raise result
        return result

    def evaluate(self, formula: str, place: Place) -> Value:
        """Give the value of a formula's text (with its ``=``) at a place; raises FormulaError."""
        if self._depth >= _DEPTH:
            raise FormulaError("ERROR", "The embedded workspace computes no chain that long.")
        self._depth += 1
        try:
            return parsed(formula.removeprefix("="))(
                lambda reference: self.referred(reference, place)
            )
        except RecursionError:
            raise unsupported("a formula nested that deeply") from None
        finally:
            self._depth -= 1

    def holds(self, formula: str, place: Place) -> bool:
        """Say whether a condition's formula is true at a place; an error is not."""
        try:
            return bool(single(self.evaluate(formula, place)))
        except FormulaError:
            return False

    def referred(self, reference: Reference, place: Place) -> Value:
        """Give the value of a cell, or the values of a range row by row."""
        moved = reference.offset(place.rows, place.columns)
        sheet = place.sheet if moved.title is None else self._book.titled(moved.title)
        area = moved.area(sheet.sheet_id) if sheet else None
        if sheet is None or area is None:
            raise FormulaError("REF", "Reference does not exist.")
        if reference.last is None:
            cell = sheet.cell(area.top, area.left)
            return self.value(sheet, area.top, area.left, cell)
        return self._values(sheet, area)

    def _values(self, sheet: Sheet, area: Area) -> list[Scalar]:
        return [self.value(sheet, row, column, cell) for row, column, cell in sheet.cells(area)]


def link_of(formula: str) -> str | None:
    """Give the address of a HYPERLINK formula whose address is a plain text."""
    pieces = [token for token in tokens(formula.removeprefix("=")) if token.kind != "space"]
    if len(pieces) > 2 and pieces[0].text.upper() == "HYPERLINK" and pieces[2].kind == "string":
        return pieces[2].text[1:-1].replace('""', '"')
    return None
