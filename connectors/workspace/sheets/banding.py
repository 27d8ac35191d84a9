"""The colours that banded ranges give to cells."""

from __future__ import annotations

from connectors.workspace.call import Json
from connectors.workspace.sheets.grid import Sheet
from connectors.workspace.sheets.grid_area import Area


def banding_of(sheet: Sheet, row: int, column: int) -> Json:
    """Give the format that the sheet's banded ranges add to a cell; empty for none.

    Where rows and columns are both coloured, the rows' colour is the one that shows.
    """
    for banding in sheet.objects("bandedRanges"):
        area = Area.of(banding["range"]).clip(sheet.row_count, sheet.column_count)
        if area.top <= row < area.bottom and area.left <= column < area.right:
            down = _band(banding.get("rowProperties", {}), row - area.top, area.bottom - row)
            right = _band(
                banding.get("columnProperties", {}), column - area.left, area.right - column
            )
            colour = down if down is not None else right
            return {} if colour is None else {"backgroundColor": colour}
    return {}


def _band(properties: Json, place: int, left: int) -> Json | None:
    """Give the colour of a band: the place-th, with so many left, itself counted."""
    header: Json | None = properties.get("headerColor")
    footer: Json | None = properties.get("footerColor")
    if header is not None and place == 0:
        return header
    if footer is not None and left == 1:
        return footer
    odd = (place - (header is not None)) % 2
    colour: Json | None = properties.get("secondBandColor" if odd else "firstBandColor")
    return colour
