"""The tabs of a spreadsheet and its own properties: added, renamed, copied, removed."""

from __future__ import annotations

from collections.abc import Iterable

from connectors.workspace import field_mask
from connectors.workspace.call import Json
from connectors.workspace.sheets.book import Book, new_id
from connectors.workspace.sheets.errors import ProtectedCell, Refused
from connectors.workspace.sheets.formats import normal, with_twins
from connectors.workspace.sheets.grid import Sheet, blank_sheet
from connectors.workspace.sheets.grid_area import Area, deleted
from connectors.workspace.sheets.locale import locale_of
from connectors.workspace.sheets.reply import sheet_properties
from connectors.workspace.sheets.shift import Shifting, rename_references
from connectors.workspace.sheets.span import check_width

_SIZE = {"rowCount": 1000, "columnCount": 26}
_MEMBERS = {
    "sheetId",
    "title",
    "index",
    "sheetType",
    "gridProperties",
    "hidden",
    "tabColor",
    "tabColorStyle",
    "rightToLeft",
}


def add_sheet(book: Book, request: Json) -> Json:
    """Add a sheet; an id or a title that exists is refused."""
    given = normal(request.get("properties", {}))
    sheet = new_sheet(book, given)
    book.add(sheet, given.get("index"))
    shown = sheet_properties(sheet, book.sheets.index(sheet))
    return {"addSheet": {"properties": shown}}


def new_sheet(book: Book, given: Json) -> Sheet:
    """Give a blank sheet that fits into the book, not yet added."""
    _check_members(given)
    if given.get("sheetType", "GRID") != "GRID":
        raise Refused("Only sheets of type GRID are supported by the embedded workspace.")
    taken = {sheet.sheet_id for sheet in book.sheets}
    number = given.get("sheetId", new_id(taken, f"sheet {book.spreadsheet_id} {len(taken)}"))
    if number in taken or number < 0:
        raise Refused(f"Sheet with id {number} already exists or is not a valid id.")
    title = given.get("title") or free_title(book, "Sheet{}")
    _check_title(book, title)
    grid = _SIZE | given.get("gridProperties", {})
    properties = {**given, "sheetId": number, "title": title, "gridProperties": grid}
    properties.pop("index", None)
    properties.pop("sheetType", None)
    _check_grid(grid)
    return blank_sheet(properties, book.new_chunks(number))


def _check_members(given: Json) -> None:
    unknown = given.keys() - _MEMBERS
    if unknown:
        raise Refused(f"{', '.join(sorted(unknown))} is not supported by the embedded workspace.")


def _check_grid(grid: Json) -> None:
    rows, columns = grid["rowCount"], grid["columnCount"]
    if rows < 1 or columns < 1:
        raise Refused("A sheet must have at least one row and one column.")
    check_width(columns)
    for name, size in (("frozenRowCount", rows), ("frozenColumnCount", columns)):
        noun = "rows" if "Row" in name else "columns"
        if not 0 <= grid.get(name, 0) < size + (size == 1 and grid.get(name, 0) == 0):
            raise Refused(f"You can't freeze all visible {noun} on the sheet.")


def _check_title(book: Book, title: str, but: Sheet | None = None) -> None:
    if not title or len(title) > 100:
        raise Refused("A sheet's name must have 1 to 100 characters.")
    other = book.titled(title)
    if other is not None and other is not but:
        raise Refused(f'A sheet with the name "{title}" already exists. Please enter another name.')


def free_title(book: Book, pattern: str) -> str:
    """Give the first title of a pattern such as ``Sheet{}`` that no tab has."""
    number = 1
    while book.titled(pattern.format(number)):
        number += 1
    return pattern.format(number)


def delete_sheet(book: Book, request: Json) -> Json:
    """Remove a sheet with all that is on it, unless it is the last visible one."""
    sheet = existing_sheet(book, request.get("sheetId", 0))
    visible = [other for other in book.sheets if not other.properties.get("hidden")]
    if not [other for other in visible if other is not sheet]:
        raise Refused("You can't remove all the visible sheets in a document.")
    if any(not book.may_edit(entry) for entry in sheet.objects("protectedRanges")):
        raise ProtectedCell
    # Whatever refers to the sheet loses its place, as if all rows had gone.
    Shifting(sheet, "ROWS", lambda _: None).objects(book)
    _forget_metadata(book, sheet.sheet_id)
    book.remove(sheet.sheet_id)
    return {}


def _forget_metadata(book: Book, sheet_id: int) -> None:
    def is_there(entry: Json) -> bool:
        location = entry["location"]
        number = location.get("dimensionRange", location).get("sheetId", 0)
        return bool(location["locationType"] != "SPREADSHEET" and number == sheet_id)

    known = book.get("developerMetadata")
    kept = [entry for entry in known if not is_there(entry)]
    if len(kept) < len(known):
        book.set("developerMetadata", kept)


def existing_sheet(book: Book, number: int) -> Sheet:
    """Give a tab by its id; raises Refused if there is none."""
    if not book.has(number):
        raise Refused(f"No sheet with id: {number}")
    return book.sheet(number)


def update_sheet_properties(book: Book, request: Json) -> Json:
    """Rename, move, hide, resize, freeze or colour a sheet."""
    given = normal(request.get("properties", {}))
    sheet = existing_sheet(book, given.get("sheetId", 0))
    mask = with_twins(field_mask.of_update(request.get("fields")))
    if not mask or "*" in mask:
        mask = {name: {} for name in _MEMBERS - {"sheetId", "sheetType"}}
    _check_members(mask)
    book.guard_sheet(sheet)
    if "index" in mask:
        _move_tab(book, sheet, given.get("index", 0))
    named = {name: node for name, node in mask.items() if name not in {"index", "sheetId"}}
    # An empty mask would mean everything; here nothing but the tab's place was named.
    changed = field_mask.merged(sheet.properties, given, named) if named else dict(sheet.properties)
    changed["gridProperties"] = _changed_grid(sheet, changed.get("gridProperties", {}))
    _check_frozen(map(Area.of, sheet.objects("merges")), changed["gridProperties"])
    _check_title(book, changed.get("title", ""), but=sheet)
    _check_visible(book, sheet, changed)
    _apply(book, sheet, changed)
    return {}


def _changed_grid(sheet: Sheet, grid: Json) -> Json:
    size = {name: sheet.properties["gridProperties"][name] for name in _SIZE}
    changed = size | grid
    _check_grid(changed)
    return changed


def _check_frozen(merges: Iterable[Area], grid: Json) -> None:
    """Raise Refused if a merge would be frozen only in part."""
    rows, columns = grid.get("frozenRowCount", 0), grid.get("frozenColumnCount", 0)
    for merge in merges:
        if merge.top < rows < merge.bottom or merge.left < columns < merge.right:
            noun = "rows" if merge.top < rows < merge.bottom else "columns"
            raise Refused(f"You can't freeze {noun} which contain only part of a merged cell.")


def _check_visible(book: Book, sheet: Sheet, changed: Json) -> None:
    others = [s for s in book.sheets if s is not sheet and not s.properties.get("hidden")]
    if changed.get("hidden") and not others:
        raise Refused("You can't hide all the sheets in a document.")


def _move_tab(book: Book, sheet: Sheet, index: int) -> None:
    order = [other.sheet_id for other in book.sheets]
    if not 0 <= index <= len(order):
        raise Refused(f"index[{index}] must be between 0 and {len(order)}")
    at = order.index(sheet.sheet_id)
    # The new place is counted as before the move.
    order.insert(index, -1)
    order.remove(sheet.sheet_id)
    order[order.index(-1)] = sheet.sheet_id
    if order.index(sheet.sheet_id) != at:
        book.set("order", order)


def _apply(book: Book, sheet: Sheet, changed: Json) -> None:
    if changed["title"] != sheet.title:
        rename_references(book, sheet.title, changed["title"])
    grid = changed["gridProperties"]
    for dimension, size, name in (
        ("ROWS", sheet.row_count, "rowCount"),
        ("COLUMNS", sheet.column_count, "columnCount"),
    ):
        if grid[name] < size:
            _cut(book, sheet, dimension, grid[name])
    sheet.set("properties", changed)


def _cut(book: Book, sheet: Sheet, dimension: str, size: int) -> None:
    """Take rows or columns off the end of a sheet."""
    rows = dimension == "ROWS"
    book.guard_structure(
        Area(sheet.sheet_id, top=size) if rows else Area(sheet.sheet_id, left=size)
    )
    if rows:
        del sheet.own_rows()[size:]
    else:
        for index, row in enumerate(sheet.rows):
            if len(row) > size:
                del sheet.own_row(index)[size:]
    sheet.set_dimension(dimension, sheet.dimension(dimension)[:size])
    count = sheet.row_count if rows else sheet.column_count
    sheet.resize(**{"rows" if rows else "columns": size})
    Shifting(sheet, dimension, deleted(size, count - size)).objects(book)


def update_spreadsheet_properties(book: Book, request: Json) -> Json:
    """Change the spreadsheet's title, locale, time zone or default format."""
    mask = with_twins(field_mask.of_update(request.get("fields")))
    known = {"title", "locale", "timeZone", "autoRecalc", "defaultFormat"}
    if mask.keys() - known - {"*"}:
        what = ", ".join(sorted(mask.keys() - known))
        raise Refused(f"{what} is not supported by the embedded workspace.")
    given = normal(request.get("properties", {}))
    changed = field_mask.merged(book.properties, given, mask or {name: {} for name in given})
    locale_of(changed.get("locale", "en_US"))
    if not changed.get("title"):
        raise Refused("A spreadsheet must have a title.")
    book.set_properties(changed)
    return {}
