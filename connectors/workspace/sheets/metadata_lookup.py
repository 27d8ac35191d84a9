"""Which developer metadata a lookup chooses, and which part of the spreadsheet they stand for."""

from __future__ import annotations

from connectors.workspace.call import Json
from connectors.workspace.sheets.book import Book
from connectors.workspace.sheets.errors import Refused
from connectors.workspace.sheets.grid_area import Area
from connectors.workspace.sheets.span import Span

_PLAIN = ("metadataId", "metadataKey", "metadataValue", "visibility")


def found(book: Book, lookup: Json) -> list[Json]:
    """Give the metadata that match every member of a DeveloperMetadataLookup.

    Raises Refused for members that don't go together.
    """
    wanted = None
    if "metadataLocation" in lookup:
        wanted = checked_location(book, lookup["metadataLocation"])
    strategy, kind = lookup.get("locationMatchingStrategy"), lookup.get("locationType")
    _check_together(wanted, strategy, kind)
    return [
        entry
        for entry in book.get("developerMetadata")
        if all(entry.get(name) == lookup[name] for name in _PLAIN if name in lookup)
        and kind in {None, entry["location"]["locationType"]}
        and (wanted is None or _is_at(entry["location"], wanted, strategy))
    ]


def _check_together(wanted: Json | None, strategy: str | None, kind: str | None) -> None:
    if wanted is None:
        if strategy:
            raise Refused("locationMatchingStrategy needs a metadataLocation.")
        return
    if strategy == "EXACT_LOCATION" and kind:
        raise Refused("locationType must not be given with EXACT_LOCATION.")
    elsewhere = wanted["locationType"] != "SPREADSHEET"
    if kind == "SPREADSHEET" and (strategy or elsewhere):
        raise Refused("locationType SPREADSHEET does not go with this metadataLocation.")


def _is_at(location: Json, wanted: Json, strategy: str | None) -> bool:
    one, other = _area(location), _area(wanted)
    # The spreadsheet as a whole intersects nothing but itself.
    if strategy == "EXACT_LOCATION" or one is None or other is None:
        return location == wanted
    return one.meet(other) is not None


def areas_found(book: Book, lookup: Json) -> list[Area]:
    """Give the cells that a lookup chooses: rows, columns, sheets; all sheets for their book."""
    chosen: list[Area] = []
    for entry in found(book, lookup):
        area = _area(entry["location"])
        chosen += [sheet.area for sheet in book.sheets] if area is None else [area]
    sizes = {sheet.sheet_id: (sheet.row_count, sheet.column_count) for sheet in book.sheets}
    return [area.clip(*sizes[area.sheet_id]) for area in chosen]


def _area(location: Json) -> Area | None:
    """Give the cells of a checked location; None for the spreadsheet as a whole."""
    if location["locationType"] == "SPREADSHEET":
        return None
    place = location.get("dimensionRange")
    if place is None:
        return Area(location["sheetId"])
    if place["dimension"] == "ROWS":
        return Area(place["sheetId"], top=place["startIndex"], bottom=place["endIndex"])
    return Area(place["sheetId"], left=place["startIndex"], right=place["endIndex"])


def checked_location(book: Book, location: Json) -> Json:
    """Give a DeveloperMetadataLocation as stored; raises Refused if there is no such place."""
    if location.get("spreadsheet"):
        return {"locationType": "SPREADSHEET", "spreadsheet": True}
    if "dimensionRange" in location:
        span = Span.of(book, location["dimensionRange"])
        span.check_exists()
        if span.count != 1:
            raise Refused("Developer metadata must be on a single row or column.")
        place = {
            "sheetId": span.sheet.sheet_id,
            "dimension": span.dimension,
            "startIndex": span.start,
            "endIndex": span.end,
        }
        return {"locationType": span.dimension.removesuffix("S"), "dimensionRange": place}
    if "sheetId" in location:
        sheet = book.sheet(location["sheetId"])
        return {"locationType": "SHEET", "sheetId": sheet.sheet_id}
    raise Refused("Developer metadata must have a location.")
