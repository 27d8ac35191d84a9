"""Cell formats as Google keeps them: colours in both spellings, in 255 steps; defaults."""

from __future__ import annotations

import struct
from functools import lru_cache
from typing import Any

from connectors.workspace.call import Json
from connectors.workspace.field_mask import Mask

# The older spelling of a colour, and the newer one, which wins where both are given.
_TWINS = {
    "backgroundColor": "backgroundColorStyle",
    "foregroundColor": "foregroundColorStyle",
    "color": "colorStyle",
    "tabColor": "tabColorStyle",
    "headerColor": "headerColorStyle",
    "firstBandColor": "firstBandColorStyle",
    "secondBandColor": "secondBandColorStyle",
    "footerColor": "footerColorStyle",
}
_OLDER = {newer: older for older, newer in _TWINS.items()}
_CHANNELS = ("red", "green", "blue")

DEFAULT_FORMAT: Json = {
    "backgroundColor": {"red": 1, "green": 1, "blue": 1},
    "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
    "verticalAlignment": "BOTTOM",
    "wrapStrategy": "OVERFLOW_CELL",
    "textFormat": {
        "foregroundColor": {},
        "fontFamily": "arial,sans,sans-serif",
        "fontSize": 10,
        "bold": False,
        "italic": False,
        "strikethrough": False,
        "underline": False,
        "foregroundColorStyle": {"rgbColor": {}},
    },
    "backgroundColorStyle": {"rgbColor": {"red": 1, "green": 1, "blue": 1}},
}


def normal(document: Any) -> Any:
    """Give a format, or anything with colours in it, as Google would give it back."""
    if isinstance(document, list):
        return [normal(item) for item in document]
    if not isinstance(document, dict):
        return document
    result: Json = {}
    for name, value in document.items():
        if name in _TWINS and isinstance(value, dict):
            if _TWINS[name] not in document:
                result[name] = _colour(value)
                result[_TWINS[name]] = {"rgbColor": _colour(value)}
        elif name in _OLDER and isinstance(value, dict):
            result |= _both(name, value)
        else:
            result[name] = normal(value)
    return result


def with_twins(mask: Mask) -> Mask:
    """Give an update mask in which naming a colour in one spelling names it in both."""
    result: Mask = {}
    for name, node in mask.items():
        result[name] = with_twins(node)
        twin = _TWINS.get(name) or _OLDER.get(name)
        if twin:
            result[name] = result[twin] = {}
    return result


def overlaid(under: Json, over: Json) -> Json:
    """Give a format with another's members laid over it, member by member."""
    result = dict(under)
    for name, value in over.items():
        known = result.get(name)
        whole = name in _TWINS or name in _OLDER or not isinstance(value, dict)
        result[name] = value if whole or not isinstance(known, dict) else overlaid(known, value)
    return result


def without_defaults(document: Any) -> Any:
    """Give an object without false, zero and empty members, which Google's replies leave out."""
    if isinstance(document, list):
        return [without_defaults(item) for item in document]
    if not isinstance(document, dict):
        return document
    kept = {name: without_defaults(value) for name, value in document.items()}
    return {name: value for name, value in kept.items() if value or value == {}}


def css_colour(colour: Json | None) -> str | None:
    """Give a colour as ``#rrggbb``, or None."""
    if colour is None:
        return None
    levels = (round(colour.get(channel, 0) * 255) for channel in _CHANNELS)
    return "#" + "".join(f"{level:02x}" for level in levels)


def _both(name: str, style: Json) -> Json:
    if "rgbColor" not in style:
        return {name: style}
    colour = _colour(style["rgbColor"])
    return {_OLDER[name]: colour, name: {"rgbColor": colour}}


def _colour(colour: Json) -> Json:
    levels = {channel: round(colour.get(channel, 0) * 255) for channel in _CHANNELS}
    return {channel: _step(level) for channel, level in levels.items() if level}


@lru_cache(maxsize=256)
def _step(level: int) -> float:
    """Give a level of 255 as Google prints it: the shortest decimal of its 32-bit float."""
    packed = struct.pack("f", level / 255)
    (exact,) = struct.unpack("f", packed)
    for digits in range(1, 10):
        number = float(f"{exact:.{digits}g}")
        if struct.pack("f", number) == packed:
            return int(number) if number == int(number) else number
    return level / 255


LINK_LOOKS: Json = normal(
    {
        "foregroundColor": {"red": 17 / 255, "green": 85 / 255, "blue": 204 / 255},
        "underline": True,
    }
)
"""What a text gets with its link, where the same request says nothing else."""
