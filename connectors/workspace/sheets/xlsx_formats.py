"""Cell formats as Excel's, each made once per file."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from connectors.workspace.call import Json
from connectors.workspace.sheets.formats import css_colour
from connectors.workspace.sheets.locale import locale_of
from connectors.workspace.sheets.number_format import pattern_of

_HORIZONTAL: Final = {"LEFT": "left", "CENTER": "center", "RIGHT": "right"}
_VERTICAL: Final = {"TOP": "top", "MIDDLE": "vcenter", "BOTTOM": "bottom"}
_BORDERS: Final = {
    "SOLID": 1,
    "SOLID_MEDIUM": 2,
    "DASHED": 3,
    "DOTTED": 4,
    "SOLID_THICK": 5,
    "DOUBLE": 6,
}
_TRUTH: Final = '"TRUE";"TRUE";"FALSE"'
_DATE_DOT: Final = re.compile(r"(?<=[hms])\.(?=[hms])", re.IGNORECASE)


class Formats:
    """Makes a workbook's formats."""

    def __init__(self, workbook: Any, locale: str) -> None:
        self._workbook, self._locale = workbook, locale_of(locale)
        self._made: dict[str, Any] = {}

    def made(self, cell_format: Json) -> Any:
        """Give the workbook's format for a CellFormat."""
        return self._kept(json.dumps(cell_format, sort_keys=True), self._properties(cell_format))

    def made_for_truth(self, cell_format: Json) -> Any:
        """Give the format of a truth value: in the middle, and in words in every program."""
        properties = {"align": "center", **self._properties(cell_format), "num_format": _TRUTH}
        return self._kept(json.dumps([cell_format], sort_keys=True), properties)

    def _kept(self, key: str, properties: dict[str, Any]) -> Any:
        if key not in self._made:
            self._made[key] = self._workbook.add_format(properties)
        return self._made[key]

    def colour(self, colour: Json | None) -> str | None:
        """Give a colour as Excel's files write it."""
        return css_colour(colour)

    def _properties(self, cell_format: Json) -> dict[str, Any]:
        text = cell_format.get("textFormat", {})
        found = {
            "font_name": "Arial",
            "font_size": text.get("fontSize", 10),
            "bold": text.get("bold"),
            "italic": text.get("italic"),
            "underline": 1 if text.get("underline") or "link" in text else None,
            "font_strikeout": text.get("strikethrough"),
            "font_color": css_colour(text.get("foregroundColor"))
            or ("#1155cc" if "link" in text else None),
            "bg_color": css_colour(cell_format.get("backgroundColor")),
            "align": _HORIZONTAL.get(cell_format.get("horizontalAlignment", "")),
            "valign": _VERTICAL.get(cell_format.get("verticalAlignment", "BOTTOM")),
            "text_wrap": cell_format.get("wrapStrategy") == "WRAP",
            "num_format": self._pattern(cell_format.get("numberFormat", {})),
        }
        for side, border in cell_format.get("borders", {}).items():
            if border.get("style") in _BORDERS:
                found[side] = _BORDERS[border["style"]]
                found[f"{side}_color"] = css_colour(border.get("color", {}))
        return {name: value for name, value in found.items() if value}

    def _pattern(self, number_format: Json) -> str | None:
        if number_format.get("type") == "TEXT":
            return "@"
        pattern = pattern_of(number_format, self._locale)
        # In Excel a dot between hours and minutes would be read as a decimal separator.
        return _DATE_DOT.sub(r"\\.", pattern) or None
