"""The page on which people look at a spreadsheet and edit the cells that are open to them."""

from __future__ import annotations

from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from connectors.workspace.call import Call, GoogleError, Json
from connectors.workspace.forms.answers import fields
from connectors.workspace.sheets.a1 import cell_name
from connectors.workspace.sheets.book import Book
from connectors.workspace.sheets.cells import update_cells
from connectors.workspace.sheets.choices import choices_of, tick_values
from connectors.workspace.sheets.entry import Entry, read_entry
from connectors.workspace.sheets.errors import ProtectedCell, Refused
from connectors.workspace.sheets.grid import Sheet
from connectors.workspace.sheets.locale import locale_of
from connectors.workspace.sheets.number_format import pattern_of
from connectors.workspace.sheets.validation import accepts
from connectors.workspace.sheets.view import view_of
from connectors.workspace.templating import html
from connectors.workspace.workspace import Workspace

_PAGE: Final = "spreadsheet page"
_REFUSALS: Final = {
    401: "Anda belum masuk. Pilih identitas di halaman awal ruang kerja.",
    403: "Anda tidak punya akses ke spreadsheet ini.",
    404: "Spreadsheet ini tidak ditemukan. Periksa kembali alamatnya.",
}


async def show(request: Request) -> Response:
    """Show a sheet: ``gid`` chooses it, ``from`` the first row below the frozen ones."""
    return await run_in_threadpool(_show, request, "")


async def edit(request: Request) -> Response:
    """Put what a person typed into one cell, if protection and the cell's rule let them."""
    body = (await request.body()).decode("utf-8", "replace")
    return await run_in_threadpool(_edit, request, body)


def _show(request: Request, problem: str, status: int = 200) -> Response:
    workspace: Workspace = request.app.state.workspace
    try:
        with workspace.transaction(write=False) as documents:
            call = workspace.call(
                request, documents, method=_PAGE, params=dict(request.path_params)
            )
            return _page(call, request, problem, status)
    except GoogleError as error:
        text = _REFUSALS.get(error.code, error.message)
        return html("notice.html", status=error.code, title="Spreadsheet", text=text)


def _page(call: Call, request: Request, problem: str, status: int) -> Response:
    book = Book.open(call, "reader")
    sheet = _chosen(book, request)
    start = request.query_params.get("from", "0")
    view = view_of(book, sheet, int(start) if start.isdecimal() else 0)
    tabs = [
        {
            "link": f"?gid={tab.sheet_id}",
            "title": tab.title,
            "current": tab is sheet,
            "locked": bool(tab.objects("protectedRanges")),
        }
        for tab in book.sheets
        if not tab.properties.get("hidden") or tab is sheet
    ]
    return html(
        "sheet.html",
        status=status,
        title=book.properties["title"],
        actor=call.actor,
        role=book.role,
        gid=sheet.sheet_id,
        tabs=tabs,
        view=view,
        problem=problem,
    )


def _chosen(book: Book, request: Request) -> Sheet:
    wanted = request.query_params.get("gid", "")
    visible = [sheet for sheet in book.sheets if not sheet.properties.get("hidden")]
    number = int(wanted) if wanted.isdecimal() else -1
    return book.sheet(number) if book.has(number) else visible[0]


def _edit(request: Request, body: str) -> Response:
    workspace: Workspace = request.app.state.workspace
    sent = {name: values[0] for name, values in fields(body).items()}
    try:
        with workspace.transaction(write=True) as documents:
            call = workspace.call(
                request, documents, method=_PAGE, params=dict(request.path_params)
            )
            _put(call, sent)
    except GoogleError as error:
        return _show(request, _REFUSALS.get(error.code, error.message), error.code)
    except ProtectedCell:
        return _show(request, "Sel ini dilindungi.", 400)
    except Refused as refused:
        return _show(request, refused.message, 400)
    return RedirectResponse(str(request.url.include_query_params()), 303)


def _put(call: Call, sent: dict[str, str]) -> None:
    if call.actor is None:
        raise GoogleError(401, "UNAUTHENTICATED", _REFUSALS[401])
    numbers = [sent.get(name, "") for name in ("sheet", "row", "column")]
    if not all(number.isdecimal() for number in numbers):
        raise Refused("Sel yang dimaksud tidak jelas.")
    sheet_id, row, column = map(int, numbers)
    book = Book.open(call, "writer")
    sheet = book.sheet(sheet_id)
    entry = _read(book, sheet, row, column, sent.get("value", ""))
    data, mask = _cell_data(book, sheet, row, column, entry)
    start = {"sheetId": sheet_id, "rowIndex": row, "columnIndex": column}
    update = {"start": start, "rows": [{"values": [data]}], "fields": mask}
    update_cells(book, update)
    _check_rule(book, sheet, row, column, sent.get("value", ""))
    book.commit()


def _read(book: Book, sheet: Sheet, row: int, column: int, text: str) -> Entry:
    """Read what was typed, or chosen from a list, which is the same."""
    cell = sheet.cell(row, column)
    ticks = tick_values(sheet.rule_of(cell))
    if ticks and text in {"TRUE", "FALSE"}:
        return Entry(ticks[text == "FALSE"])
    if sheet.format_of(cell).get("numberFormat", {}).get("type") == "TEXT" and text[:1] != "=":
        return Entry(text or None)
    return read_entry(text, book.locale, book.call.now)


def _check_rule(book: Book, sheet: Sheet, row: int, column: int, text: str) -> None:
    """Raise Refused if the rule of a cell, which was just written in this book, forbids it."""
    cell = sheet.cell(row, column)
    choices = choices_of(book, sheet, cell)
    if not (sheet.rule_of(cell) or {}).get("strict") or text in choices:
        return
    if not accepts(book, sheet, row, column):
        why = "tidak ada di daftar pilihan" if choices else "tidak sesuai aturan sel ini"
        raise Refused(f"Isian {text[:40]!r} di sel {cell_name(row, column)} {why}.")


def _cell_data(book: Book, sheet: Sheet, row: int, column: int, entry: Entry) -> tuple[Json, str]:
    """Give the CellData of a typed value and the fields to write."""
    mask = "userEnteredValue,textFormatRuns"
    if entry.formula is not None:
        return {"userEnteredValue": {"formulaValue": entry.formula}}, mask
    if entry.value is None:
        return {}, mask
    kind = {bool: "boolValue", str: "stringValue"}.get(type(entry.value), "numberValue")
    data: Json = {"userEnteredValue": {kind: entry.value}}
    known = sheet.format_of(sheet.cell(row, column))
    if entry.format_type and "numberFormat" not in known:
        pattern = pattern_of({"type": entry.format_type}, locale_of(book.locale))
        number_format = {"type": entry.format_type, "pattern": pattern}
        data["userEnteredFormat"] = {"numberFormat": number_format}
        mask += ",userEnteredFormat.numberFormat"
    return data, mask


ROUTES: Final = [
    Route("/spreadsheets/d/{spreadsheetId}", show),
    Route("/spreadsheets/d/{spreadsheetId}/edit", show),
    Route("/spreadsheets/d/{spreadsheetId}/edit", edit, methods=["POST"]),
]
