"""Cell formats as CSS classes: the pages' policy allows no style on an element itself."""

from __future__ import annotations

from typing import Final

from connectors.workspace.call import Json
from connectors.workspace.sheets.formats import css_colour

_ALIGN: Final = {"LEFT": "left", "CENTER": "center", "RIGHT": "right"}
_VERTICAL: Final = {"TOP": "top", "MIDDLE": "middle", "BOTTOM": "bottom"}
_BORDERS: Final = {
    "DOTTED": "1px dotted",
    "DASHED": "1px dashed",
    "SOLID": "1px solid",
    "SOLID_MEDIUM": "2px solid",
    "SOLID_THICK": "3px solid",
    "DOUBLE": "3px double",
}


class Styles:
    """Gives a class to each format that a page needs, once."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._rules: list[str] = []

    def name(self, cell_format: Json) -> str:
        """Give the class of a format; empty if it needs none."""
        text = declarations(cell_format)
        if not text:
            return ""
        if text not in self._names:
            self._names[text] = f"f{len(self._names)}"
            self._rules.append(f".{self._names[text]}{{{text}}}")
        return self._names[text]

    def add(self, selector: str, text: str) -> None:
        """Add a rule of the page's own."""
        self._rules.append(f"{selector}{{{text}}}")

    def text(self) -> str:
        """Give all rules. They hold numbers and fixed words only, nothing that people typed."""
        return "\n".join(self._rules)


def declarations(cell_format: Json) -> str:
    """Give the CSS declarations of a format."""
    text = cell_format.get("textFormat", {})
    found = {
        "background-color": css_colour(cell_format.get("backgroundColor")),
        "color": css_colour(text.get("foregroundColor")),
        "font-weight": _switch(text, "bold", "700", "400"),
        "font-style": _switch(text, "italic", "italic", "normal"),
        "text-decoration": _decoration(text),
        "font-size": f"{text['fontSize']}pt" if "fontSize" in text else None,
        "text-align": _ALIGN.get(cell_format.get("horizontalAlignment", "")),
        "vertical-align": _VERTICAL.get(cell_format.get("verticalAlignment", "")),
        "white-space": "pre-wrap" if cell_format.get("wrapStrategy") == "WRAP" else None,
    }
    found |= {
        f"border-{side}": f"{_BORDERS[border['style']]} {css_colour(border.get('color', {}))}"
        for side, border in cell_format.get("borders", {}).items()
        if border.get("style") in _BORDERS
    }
    return ";".join(f"{name}:{value}" for name, value in found.items() if value)


def _switch(text: Json, member: str, on: str, off: str) -> str | None:
    return None if member not in text else on if text[member] else off


def _decoration(text: Json) -> str | None:
    words = {"underline": "underline", "strikethrough": "line-through"}
    return " ".join(word for member, word in words.items() if text.get(member)) or None
