"""Named ranges: added, changed, removed."""

from __future__ import annotations

import re
from typing import Any

from connectors.workspace import field_mask
from connectors.workspace.call import Json
from connectors.workspace.sheets.book import Book, new_id
from connectors.workspace.sheets.errors import Refused
from connectors.workspace.sheets.grid_area import Area

_NAME = re.compile(r"(?!(?:true|false)$)(?![A-Za-z]{1,3}\d+$)(?![Rr]\d*[Cc]\d*$)[A-Za-z_]\w{0,249}")


def _check_name(book: Book, name: str, but: str | None = None) -> None:
    if not _NAME.fullmatch(name):
        raise Refused(f"The name {name[:60]!r} cannot be given to a range.")
    for known in book.get("namedRanges"):
        if known["name"].casefold() == name.casefold() and known["namedRangeId"] != but:
            raise Refused(f"A named range with name '{name}' already exists.")


def add_named_range(book: Book, request: Json) -> Json:
    """Name a range."""
    given, known = request.get("namedRange", {}), book.get("namedRanges")
    _check_name(book, given.get("name", ""))
    taken = {entry["namedRangeId"] for entry in known}
    number = given.get("namedRangeId") or str(new_id([], f"{given['name']} {len(taken)}"))
    if number in taken:
        raise Refused(f"A named range with id '{number}' already exists.")
    book.area(given.get("range", {}))
    area = Area.of(given.get("range", {}))
    entry = {"namedRangeId": number, "name": given["name"], "range": area.json()}
    book.set("namedRanges", [*known, entry])
    return {"addNamedRange": {"namedRange": entry}}


def update_named_range(book: Book, request: Json) -> Json:
    """Change a named range's name or range."""
    given: Json = request.get("namedRange", {})
    old = _named(book, given.get("namedRangeId", ""))
    entry = field_mask.merged(old, given, field_mask.of_update(request.get("fields")))
    _check_name(book, entry.get("name", ""), but=old["namedRangeId"])
    book.area(entry.get("range", {}))
    entry = {**entry, "range": Area.of(entry["range"]).json(), "namedRangeId": old["namedRangeId"]}
    book.set("namedRanges", [entry if e is old else e for e in book.get("namedRanges")])
    return {}


def delete_named_range(book: Book, request: Json) -> Json:
    """Take a range's name away."""
    old = _named(book, request.get("namedRangeId", ""))
    book.set("namedRanges", [entry for entry in book.get("namedRanges") if entry is not old])
    return {}


def _named(book: Book, number: str) -> Any:
    for entry in book.get("namedRanges"):
        if entry["namedRangeId"] == number:
            return entry
    raise Refused(f"No named range with id: {number}")
