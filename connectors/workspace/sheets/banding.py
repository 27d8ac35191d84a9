"""The colours that banded ranges give to cells."""

from __future__ import annotations

from operator import itemgetter

from connectors.workspace.call import Json
from connectors.workspace.sheets.grid import Sheet
from connectors.workspace.sheets.grid_area import Area


def banding_of(sheet: Sheet, row: int, column: int) -> Json:
    """Give the format that the sheet's banded ranges add to a cell; empty for none.

    Headers and footers come before first bands, these before second ones; rows before columns.
    """
    for banding in sheet.objects("bandedRanges"):
        area = Area.of(banding["range"]).clip(sheet.row_count, sheet.column_count)
        if area.top <= row < area.bottom and area.left <= column < area.right:
            down = _band(banding.get("rowProperties", {}), row - area.top, area.bottom - row)
            right = _band(
                banding.get("columnProperties", {}), column - area.left, area.right - column
            )
            found = [band for band in (down, right) if band is not None]
            if found:
                return {"backgroundColor": min(found, key=itemgetter(0))[1]}
    return {}


def _band(properties: Json, place: int, left: int) -> tuple[int, Json] | None:
    """Give rank and colour of a band: the place-th, with so many left, itself counted."""
    header = properties.get("headerColor")
    if header is not None and place == 0:
        return 0, header
    if left == 1 and "footerColor" in properties:
        return 0, properties["footerColor"]
    odd = (place - (header is not None)) % 2
    colour = properties.get("secondBandColor" if odd else "firstBandColor")
    return None if colour is None else (1 + odd, colour)
