"""The methods of Google Sheets v4 that the embedded workspace carries out."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Final

from connectors.workspace import field_mask
from connectors.workspace.call import Call, GoogleError, Handler, Json, LaterReply
from connectors.workspace.drive import files
from connectors.workspace.field_mask import Mask
from connectors.workspace.sheets import batch as sheets_batch
from connectors.workspace.sheets import metadata, metadata_lookup, value_writes
from connectors.workspace.sheets.book import Book
from connectors.workspace.sheets.errors import Refused, invalid_argument
from connectors.workspace.sheets.formats import DEFAULT_FORMAT, normal
from connectors.workspace.sheets.grid_area import Area
from connectors.workspace.sheets.locale import locale_of
from connectors.workspace.sheets.metadata_lookup import areas_found
from connectors.workspace.sheets.reply import areas_of, shown_metadata, spreadsheet
from connectors.workspace.sheets.tabs import add_sheet
from connectors.workspace.sheets.value_writes import Written
from connectors.workspace.sheets.values import Rendering, value_range


def _refusing(handler: Handler) -> Handler:
    """Turn a refusal outside a batch into Google's 400."""

    @wraps(handler)
    def wrapped(call: Call) -> Json:
        try:
            return handler(call)
        except Refused as refused:
            raise invalid_argument(refused.message) from refused

    return wrapped


def _writing(change: Callable[[Book], Json]) -> Handler:
    """Make a handler that opens the book for a writer, changes it and stores it."""

    @_refusing
    def handler(call: Call) -> Json:
        book = Book.open(call, "writer")
        reply = change(book)
        book.check_size()
        book.commit()
        return reply

    return handler


def _mask(call: Call) -> Mask | None:
    fields = call.params.get("fields")
    return field_mask.parse(fields) if fields else None


@_refusing
def _create(call: Call) -> Json:
    given = call.body
    unsupported = given.keys() - {"properties", "sheets"}
    if unsupported:
        raise Refused(f"{', '.join(sorted(unsupported))} cannot be given to spreadsheets.create.")
    properties = {
        "title": "Untitled spreadsheet",
        "locale": "en_US",
        "autoRecalc": "ON_CHANGE",
        "timeZone": "Etc/GMT",
        "defaultFormat": DEFAULT_FORMAT,
    } | normal(given.get("properties", {}))
    locale_of(properties["locale"])
    file = files.register(call, files.fresh_id(call), properties["title"], files.SPREADSHEET)
    book = Book(call, file, {"properties": {}, "order": []}, [])
    book.set_properties(properties)
    first = {"properties": {"sheetId": 0}}
    for index, described in enumerate(given.get("sheets") or [first]):
        _create_sheet(book, described, index)
    book.commit()
    return spreadsheet(book, None, _mask(call), include_grid_data=False)


def _create_sheet(book: Book, described: Json, index: int) -> None:
    if described.keys() - {"properties"}:
        raise Refused(
            "spreadsheets.create of the embedded workspace takes properties of sheets only."
        )
    add_sheet(book, {"properties": {**described.get("properties", {}), "index": index}})


@_refusing
def _get(call: Call) -> Json:
    book = Book.open(call, "reader")
    names = call.params.get("ranges") or []
    areas = areas_of(book, names) if names else None
    wanted = call.params.get("includeGridData") or False
    return spreadsheet(book, areas, _mask(call), include_grid_data=wanted)


@_refusing
def _get_by_data_filter(call: Call) -> Json:
    book = Book.open(call, "reader")
    filters = call.body.get("dataFilters") or []
    areas = [area for data_filter in filters for area in _areas_of_filter(book, data_filter)]
    wanted = call.body.get("includeGridData") or False
    return spreadsheet(book, areas if filters else None, _mask(call), include_grid_data=wanted)


def _areas_of_filter(book: Book, data_filter: Json) -> list[Area]:
    if len(data_filter) != 1:
        raise Refused("A data filter has exactly one of its members.")
    if "a1Range" in data_filter:
        return areas_of(book, [data_filter["a1Range"]])
    if "gridRange" in data_filter:
        return [book.area(data_filter["gridRange"])]
    return areas_found(book, data_filter["developerMetadataLookup"])


@_refusing
def _metadata_search(call: Call) -> Json:
    book = Book.open(call, "reader")
    matched = metadata.search(book, call.body.get("dataFilters") or [])
    return {"matchedDeveloperMetadata": matched} if matched else {}


@_refusing
def _metadata_get(call: Call) -> Json:
    number = call.params["metadataId"]
    for entry in metadata_lookup.found(Book.open(call, "reader"), {"metadataId": number}):
        return shown_metadata(entry)
    raise GoogleError(404, "NOT_FOUND", f"No developer metadata with id: {number}")


def _batch_update(book: Book) -> Json:
    body = book.call.body
    reply: Json = {
        "spreadsheetId": book.spreadsheet_id,
        "replies": sheets_batch.apply(book, body.get("requests") or []),
    }
    return reply | _updated_spreadsheet(book)


def _updated_spreadsheet(book: Book) -> Json:
    body, mask = book.call.body, _mask(book.call)
    inner = None if mask is None else field_mask.inner(mask, "updatedSpreadsheet")
    if not body.get("includeSpreadsheetInResponse") or (mask is not None and inner is None):
        return {}
    names = body.get("responseRanges") or []
    areas = areas_of(book, names) if names else None
    wanted = body.get("responseIncludeGridData") or False
    return {"updatedSpreadsheet": spreadsheet(book, areas, inner, include_grid_data=wanted)}


def _read_again(call: Call, reply: Json) -> Json:
    """Give the reply of a batch with the spreadsheet as it is by now."""
    if "updatedSpreadsheet" not in reply:
        return reply
    return reply | _updated_spreadsheet(Book.open(call, "reader"))


def _values_update(book: Book) -> Json:
    call = book.call
    options = Written.of(call.params)
    return value_writes.update(book, call.params["range"], call.body, options)


def _values_batch_update(book: Book) -> Json:
    body = book.call.body
    options = Written.of(body)
    responses = []
    for data in body.get("data") or []:
        if not data.get("range"):
            raise Refused("Each ValueRange needs a range.")
        responses.append(value_writes.update(book, data["range"], data, options))
    reply: Json = {"spreadsheetId": book.spreadsheet_id, "responses": responses}
    for name in ("Rows", "Columns", "Cells"):
        total = sum(response.get(f"updated{name}", 0) for response in responses)
        reply |= {f"totalUpdated{name}": total} if total else {}
    touched = {response["updatedRange"].rpartition("!")[0] for response in responses}
    return {**reply, "totalUpdatedSheets": len(touched)} if touched else reply


def _values_append(book: Book) -> Json:
    call = book.call
    return value_writes.append(book, call.params["range"], call.body, call.params)


def _values_clear(book: Book) -> Json:
    cleared = value_writes.clear(book, book.call.params["range"])
    return {"spreadsheetId": book.spreadsheet_id, "clearedRange": cleared}


def _values_batch_clear(book: Book) -> Json:
    ranges = book.call.body.get("ranges") or []
    cleared = [value_writes.clear(book, name) for name in ranges]
    return {"spreadsheetId": book.spreadsheet_id, "clearedRanges": cleared}


@_refusing
def _values_get(call: Call) -> Json:
    book = Book.open(call, "reader")
    return value_range(book, call.params["range"], Rendering.of(call.params))


@_refusing
def _values_batch_get(call: Call) -> Json:
    book = Book.open(call, "reader")
    rendering = Rendering.of(call.params)
    found = [value_range(book, name, rendering) for name in call.params.get("ranges") or []]
    return {"spreadsheetId": book.spreadsheet_id, "valueRanges": found}


METHODS: Final[dict[str, Handler]] = {
    "sheets.spreadsheets.create": _create,
    "sheets.spreadsheets.get": _get,
    "sheets.spreadsheets.getByDataFilter": _get_by_data_filter,
    "sheets.spreadsheets.batchUpdate": _writing(_batch_update),
    "sheets.spreadsheets.developerMetadata.get": _metadata_get,
    "sheets.spreadsheets.developerMetadata.search": _metadata_search,
    "sheets.spreadsheets.values.get": _values_get,
    "sheets.spreadsheets.values.batchGet": _values_batch_get,
    "sheets.spreadsheets.values.update": _writing(_values_update),
    "sheets.spreadsheets.values.batchUpdate": _writing(_values_batch_update),
    "sheets.spreadsheets.values.append": _writing(_values_append),
    "sheets.spreadsheets.values.clear": _writing(_values_clear),
    "sheets.spreadsheets.values.batchClear": _writing(_values_batch_clear),
}

SELECTED: Final = frozenset(
    {"sheets.spreadsheets.get", "sheets.spreadsheets.getByDataFilter", "sheets.spreadsheets.create"}
)
"""Methods that make only those fields of the reply that are asked for."""

LATER_REPLIES: Final[dict[str, LaterReply]] = {"sheets.spreadsheets.batchUpdate": _read_again}
"""What a method replies if it reads after its write, by the reply that it would have given."""
