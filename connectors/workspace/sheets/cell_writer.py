"""A CellData written into a cell, as far as a field mask names its members."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from connectors.workspace import field_mask
from connectors.workspace.call import Json
from connectors.workspace.field_mask import Mask
from connectors.workspace.sheets.book import Book
from connectors.workspace.sheets.conditions import checked_condition
from connectors.workspace.sheets.errors import Refused
from connectors.workspace.sheets.formats import LINK_LOOKS, normal, with_twins, without_defaults
from connectors.workspace.sheets.grid import Cell, Sheet

CHARACTER_LIMIT = 50_000
"""The longest text of a cell, in UTF-16 units."""
_WRITABLE = frozenset(
    {"userEnteredValue", "userEnteredFormat", "note", "dataValidation", "textFormatRuns"}
)
_READ_ONLY = frozenset({"effectiveValue", "effectiveFormat", "formattedValue", "hyperlink"})
_KNOWN = _WRITABLE | _READ_ONLY


def checked_text(text: str) -> str:
    """Give a text that fits into a cell; raises Refused if it is too long."""
    if 2 * len(text) > CHARACTER_LIMIT and len(text.encode("utf-16-le")) > 2 * CHARACTER_LIMIT:
        raise Refused(
            f"Your input contains more than the maximum of {CHARACTER_LIMIT} characters in a "
            "single cell."
        )
    return text


def plain_number(value: float) -> float:
    """Give a whole number as int, as Google's JSON prints it."""
    return int(value) if abs(value) < 1e15 and value == int(value) else value


def stored_value(value: Json) -> Cell:
    """Give the ``v`` or ``x`` of a cell for an ExtendedValue; empty for none."""
    if "stringValue" in value:
        text = checked_text(value["stringValue"])
        return {"v": text} if text else {}
    if "numberValue" in value:
        return {"v": plain_number(value["numberValue"])}
    if "boolValue" in value:
        return {"v": bool(value["boolValue"])}
    if "formulaValue" in value:
        formula = checked_text(value["formulaValue"])
        if not formula.startswith("="):
            raise Refused(f"formulaValue must begin with '=': {formula[:40]!r}")
        return {"x": formula}
    if "errorValue" in value:
        raise Refused("userEnteredValue.errorValue cannot be written.")
    return {}


@dataclass(frozen=True)
class CellWriter:
    """Writes those members of cells that a field mask names."""

    mask: Mask
    everything: bool
    ticks_hold_false: bool
    _numbers: dict[tuple[int, int | None, str], int | None] = field(default_factory=dict)
    """The formats and rules that came out of what was given, since most cells are given alike."""

    @classmethod
    def of(cls, book: Book, fields: str | None) -> CellWriter:
        """Read an update request's ``fields``; raises Refused for what can't be written."""
        mask = field_mask.of_update(fields)
        for name in mask.keys() - _WRITABLE - {"*"}:
            if name in _READ_ONLY:
                raise Refused(f"The field {name} is read-only.")
            raise Refused(f"The field {name} is not supported by the embedded workspace.")
        everything = not mask or "*" in mask
        if everything:
            mask = {name: {} for name in _WRITABLE}
        return cls(with_twins(mask), everything, book.call.switches.checkboxes_hold_false)

    def written(self, sheet: Sheet, old: Cell | None, data: Json) -> Cell:
        """Give the cell with the mask's members taken from a CellData, or cleared."""
        if self.everything and not data.keys() <= _KNOWN:
            what = ", ".join(sorted(data.keys() - _KNOWN))
            raise Refused(f"The field {what} is not supported by the embedded workspace.")
        cell = dict(old) if old else {}
        mask = self.mask
        if "userEnteredValue" in mask:
            cell = _with_value(sheet, cell, data.get("userEnteredValue") or {})
        if "userEnteredFormat" in mask:
            self._write_format(sheet, cell, data.get("userEnteredFormat") or {})
        if "note" in mask:
            put_member(cell, "n", data.get("note"))
        if "textFormatRuns" in mask:
            runs = without_defaults(normal(data.get("textFormatRuns")))
            put_member(cell, "r", runs)
        if "dataValidation" in mask:
            put_member(cell, "d", self._rule(sheet, data.get("dataValidation")))
            if self.ticks_hold_false:
                hold_false(sheet, cell)
        return cell

    def _write_format(self, sheet: Sheet, cell: Cell, given: Json) -> None:
        key = (sheet.sheet_id, cell.get("f"), repr(given))
        if key not in self._numbers:
            new, mask = normal(given), self.mask["userEnteredFormat"]
            merged = field_mask.merged(sheet.format_of(cell), new, mask)
            text = field_mask.select(new, mask).get("textFormat", {})
            if text.get("link"):
                merged["textFormat"] = merged["textFormat"] | LINK_LOOKS | text
            self._numbers[key] = sheet.format_number(merged) if merged else None
        put_member(cell, "f", self._numbers[key])

    def _rule(self, sheet: Sheet, given: Json | None) -> int | None:
        if given is None:
            return None
        key = (sheet.sheet_id, None, repr([given]))
        if key not in self._numbers:
            self._numbers[key] = sheet.rule_number(checked_rule(given))
        return self._numbers[key]


def _with_value(sheet: Sheet, cell: Cell, given: Json) -> Cell:
    # A new value erases the runs of the old text.
    new = {key: value for key, value in cell.items() if key not in {"v", "x", "r"}}
    if "formulaValue" in given:
        sheet.mark_formulas()
    return new | stored_value(given)


def checked_rule(rule: Json) -> Json:
    """Give a DataValidationRule as stored; raises Refused if its condition is none."""
    if "condition" not in rule:
        raise Refused("A data validation rule needs a condition.")
    checked_condition(rule["condition"], validation=True)
    return dict(without_defaults(rule))


def put_member(cell: Cell, key: str, value: Any) -> None:
    """Set a member of a cell; nothing (None, empty) removes it."""
    if value is None or value in ("", []):
        cell.pop(key, None)
    else:
        cell[key] = value


def hold_false(sheet: Sheet, cell: Cell) -> None:
    """Give an empty cell with a tick box the value FALSE."""
    rule = sheet.rule_of(cell)
    if rule and rule["condition"]["type"] == "BOOLEAN" and not cell.keys() & {"v", "x"}:
        values = rule["condition"].get("values") or []
        cell["v"] = values[1]["userEnteredValue"] if len(values) == 2 else False
