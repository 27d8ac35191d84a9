"""Boolean conditions of validation rules, filters and conditional formats: checked, evaluated."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from connectors.workspace.call import Json
from connectors.workspace.sheets.entry import read_entry
from connectors.workspace.sheets.errors import Refused
from connectors.workspace.sheets.formula import Formulas, Place
from connectors.workspace.sheets.formula_values import FormulaError, Scalar
from connectors.workspace.sheets.grid import Sheet
from connectors.workspace.sheets.grid_area import Area

# How many values each condition takes: fewest and most.
_VALUES: dict[str, tuple[int, int]] = {
    "BLANK": (0, 0),
    "NOT_BLANK": (0, 0),
    "BOOLEAN": (0, 2),
    "CUSTOM_FORMULA": (1, 1),
    "ONE_OF_LIST": (1, 500),
    "ONE_OF_RANGE": (1, 1),
    "TEXT_IS_EMAIL": (0, 0),
    "TEXT_IS_URL": (0, 0),
    "DATE_IS_VALID": (0, 0),
    "NUMBER_BETWEEN": (2, 2),
    "NUMBER_NOT_BETWEEN": (2, 2),
    "DATE_BETWEEN": (2, 2),
    "DATE_NOT_BETWEEN": (2, 2),
}
_ONE_VALUE = (
    "NUMBER_GREATER NUMBER_GREATER_THAN_EQ NUMBER_LESS NUMBER_LESS_THAN_EQ NUMBER_EQ NUMBER_NOT_EQ "
    "TEXT_CONTAINS TEXT_NOT_CONTAINS TEXT_STARTS_WITH TEXT_ENDS_WITH TEXT_EQ TEXT_NOT_EQ "
    "DATE_EQ DATE_NOT_EQ DATE_BEFORE DATE_AFTER DATE_ON_OR_BEFORE DATE_ON_OR_AFTER"
)
_VALUES |= dict.fromkeys(_ONE_VALUE.split(), (1, 1))
_VALIDATION_ONLY = frozenset(
    {"BOOLEAN", "ONE_OF_LIST", "ONE_OF_RANGE", "TEXT_IS_EMAIL", "TEXT_IS_URL", "DATE_IS_VALID"}
)

_NUMBER_TESTS: dict[str, Callable[[float, float], bool]] = {
    "NUMBER_GREATER": lambda value, bound: value > bound,
    "NUMBER_GREATER_THAN_EQ": lambda value, bound: value >= bound,
    "NUMBER_LESS": lambda value, bound: value < bound,
    "NUMBER_LESS_THAN_EQ": lambda value, bound: value <= bound,
    "NUMBER_EQ": lambda value, bound: value == bound,
    "NUMBER_NOT_EQ": lambda value, bound: value != bound,
    "DATE_EQ": lambda value, bound: int(value) == int(bound),
    "DATE_NOT_EQ": lambda value, bound: int(value) != int(bound),
    "DATE_BEFORE": lambda value, bound: value < bound,
    "DATE_AFTER": lambda value, bound: value >= bound + 1,
    "DATE_ON_OR_BEFORE": lambda value, bound: value < bound + 1,
    "DATE_ON_OR_AFTER": lambda value, bound: value >= bound,
}
_TEXT_TESTS: dict[str, Callable[[str, str], bool]] = {
    "TEXT_CONTAINS": lambda text, given: given in text,
    "TEXT_NOT_CONTAINS": lambda text, given: given not in text,
    "TEXT_STARTS_WITH": lambda text, given: text.startswith(given),
    "TEXT_ENDS_WITH": lambda text, given: text.endswith(given),
    "TEXT_EQ": lambda text, given: text == given,
    "TEXT_NOT_EQ": lambda text, given: text != given,
}


def checked_condition(condition: Json, *, validation: bool = False) -> None:
    """Raise Refused unless the condition's type may stand here with that many values."""
    kind = condition.get("type", "")
    if kind not in _VALUES or (kind in _VALIDATION_ONLY and not validation):
        raise Refused(f"ConditionType {kind or 'unspecified'} is not supported here.")
    fewest, most = _VALUES[kind]
    values = condition.get("values") or []
    if not fewest <= len(values) <= most:
        raise Refused(
            f"ConditionType {kind} takes {fewest} to {most} ConditionValues, not {len(values)}."
        )
    if any("relativeDate" in value for value in values):
        raise Refused("Relative dates are not supported by the embedded workspace.")
    first = values[0].get("userEnteredValue", "") if values else ""
    if kind in {"ONE_OF_RANGE", "CUSTOM_FORMULA"} and not first.startswith("="):
        raise Refused(f"ConditionType {kind} needs a value that begins with '='.")


class Conditions:
    """Evaluates conditions on cells of a book."""

    def __init__(self, formulas: Formulas, locale: str, today: datetime) -> None:
        self._formulas, self._locale, self._today = formulas, locale, today

    def holds(
        self, condition: Json, sheet: Sheet, row: int, column: int, origin: Area, shown: str
    ) -> bool:
        """Say whether a cell, which shows ``shown``, meets a condition written for ``origin``."""
        kind: str = condition.get("type", "")
        given = [value.get("userEnteredValue", "") for value in condition.get("values") or []]
        place = Place(sheet, row - origin.top, column - origin.left)
        if kind == "CUSTOM_FORMULA":
            return self._formulas.holds(given[0], place)
        try:
            value = self._formulas.value(sheet, row, column, sheet.cell(row, column))
            bounds = [self._operand(text, place) for text in given]
        except FormulaError:
            return False
        if kind in {"BLANK", "NOT_BLANK"}:
            return (value is None or shown == "") == (kind == "BLANK")
        if kind in _TEXT_TESTS:
            return _TEXT_TESTS[kind](shown.casefold(), f"{bounds[0]}".casefold())
        return _compares(kind, value, bounds)

    def _operand(self, text: str, place: Place) -> Scalar:
        if text.startswith("="):
            result = self._formulas.evaluate(text, place)
            return None if isinstance(result, list) else result
        typed = read_entry(text, self._locale, self._today).value
        return text if isinstance(typed, str) or typed is None else typed


def _compares(kind: str, value: Scalar, bounds: list[Scalar]) -> bool:
    numbers = [
        operand
        for operand in (value, *bounds)
        if isinstance(operand, int | float) and not isinstance(operand, bool)
    ]
    if len(numbers) != len(bounds) + 1:
        return False
    if kind in _NUMBER_TESTS:
        return _NUMBER_TESTS[kind](numbers[0], numbers[1])
    if kind.endswith("BETWEEN") and len(numbers) == 3:
        return (numbers[1] <= numbers[0] <= numbers[2]) != ("NOT" in kind)
    return False
