"""Developer metadata: on the spreadsheet, on a sheet, on one row or column that it travels with."""

from __future__ import annotations

from collections import Counter

from connectors.workspace import field_mask
from connectors.workspace.call import Json
from connectors.workspace.sheets.book import Book, new_id
from connectors.workspace.sheets.errors import Refused
from connectors.workspace.sheets.metadata_lookup import checked_location, found
from connectors.workspace.sheets.reply import shown_metadata

CHARACTER_LIMIT = 30_000
"""Key and value characters on one sheet with its rows and columns, or on the spreadsheet."""

_WHOLE = -1


def create_developer_metadata(book: Book, request: Json) -> Json:
    """Add metadata; a fixed id that exists is refused, so a batch can't be applied twice."""
    given, known = request.get("developerMetadata", {}), book.get("developerMetadata")
    taken = {entry["metadataId"] for entry in known}
    number = given.get("metadataId") or new_id(taken, f"metadata {len(taken)}")
    if number in taken:
        raise Refused(f"Developer metadata with id {number} already exists.")
    entry = _checked(book, {**given, "metadataId": number})
    _store(book, [*known, entry])
    return {"createDeveloperMetadata": {"developerMetadata": shown_metadata(entry)}}


def update_developer_metadata(book: Book, request: Json) -> Json:
    """Change all metadata that the filters choose."""
    mask = field_mask.of_update(request.get("fields"))
    given = request.get("developerMetadata", {})
    chosen = _chosen(book, request.get("dataFilters") or [])
    changed = {
        entry["metadataId"]: _checked(
            book,
            field_mask.merged(entry, given, mask) | {"metadataId": entry["metadataId"]},
        )
        for entry in chosen
    }
    known = book.get("developerMetadata")
    _store(book, [changed.get(entry["metadataId"], entry) for entry in known])
    shown = [shown_metadata(entry) for entry in changed.values()]
    return {"updateDeveloperMetadata": {"developerMetadata": shown}}


def delete_developer_metadata(book: Book, request: Json) -> Json:
    """Remove all metadata that the filter chooses."""
    chosen = _chosen(book, [request.get("dataFilter", {})])
    numbers = {entry["metadataId"] for entry in chosen}
    known = book.get("developerMetadata")
    book.set("developerMetadata", [e for e in known if e["metadataId"] not in numbers])
    shown = [shown_metadata(entry) for entry in chosen]
    return {"deleteDeveloperMetadata": {"deletedDeveloperMetadata": shown}}


def _store(book: Book, entries: list[Json]) -> None:
    used: Counter[int] = Counter()
    for entry in entries:
        place = _place(entry["location"])
        used[place] += len(entry["metadataKey"]) + len(entry.get("metadataValue", ""))
    if used and max(used.values()) > CHARACTER_LIMIT:
        raise Refused(
            f"Developer metadata may hold at most {CHARACTER_LIMIT} characters on a sheet and on "
            "the spreadsheet."
        )
    book.set("developerMetadata", entries)


def _place(location: Json) -> int:
    if location["locationType"] == "SPREADSHEET":
        return _WHOLE
    return int(location.get("dimensionRange", location).get("sheetId", 0))


def _checked(book: Book, entry: Json) -> Json:
    if not entry.get("metadataKey"):
        raise Refused("Developer metadata must have a metadataKey.")
    if entry.get("visibility") not in {"DOCUMENT", "PROJECT"}:
        raise Refused("Developer metadata must have a visibility.")
    return {**entry, "location": checked_location(book, entry.get("location", {}))}


def search(book: Book, filters: list[Json]) -> list[Json]:
    """Give the metadata that filters choose, each with all the filters that chose it."""
    matches: dict[int, Json] = {}
    for data_filter in filters:
        for entry in found(book, _lookup(data_filter)):
            match = {"developerMetadata": shown_metadata(entry), "dataFilters": []}
            matches.setdefault(entry["metadataId"], match)["dataFilters"].append(data_filter)
    return list(matches.values())


def _chosen(book: Book, filters: list[Json]) -> list[Json]:
    if not filters:
        raise Refused("At least one data filter must be given.")
    numbers = {
        entry["metadataId"]
        for data_filter in filters
        for entry in found(book, _lookup(data_filter))
    }
    return [e for e in book.get("developerMetadata") if e["metadataId"] in numbers]


def _lookup(data_filter: Json) -> Json:
    lookup: Json | None = data_filter.get("developerMetadataLookup")
    if lookup is None:
        raise Refused("Only developerMetadataLookup is supported by the embedded workspace here.")
    return lookup
