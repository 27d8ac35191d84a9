"""Spreadsheets for tests of the Sheets engine: no HTTP, no file, the handlers themselves."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from connectors.workspace.call import Call, Json, Switches
from connectors.workspace.discovery import methods
from connectors.workspace.drive.permissions import PERMISSION_METHODS
from connectors.workspace.json_schema import check_reply, check_request
from connectors.workspace.sheets.api import METHODS
from connectors.workspace.sheets.book import Book

OWNER = "pemilik@kantor.example"
ROBOT = "loket@proyek.iam.example"
STAFF = "staf@kantor.example"
READER = "tamu@kantor.example"

_KNOWN = {method.id: method for method in methods()}


class MemoryDocuments:
    """Documents in memory, copied through JSON as a database would."""

    def __init__(self) -> None:
        self.stored: dict[tuple[str, str], tuple[str, str]] = {}
        self.given = 0

    def get(self, kind: str, key: str) -> Any | None:
        found = self.stored.get((kind, key))
        return None if found is None else json.loads(found[0])

    def put(self, kind: str, key: str, document: Any, parent: str = "") -> None:
        self.stored[kind, key] = (json.dumps(document), parent)

    def delete(self, kind: str, key: str) -> None:
        self.stored.pop((kind, key), None)

    def children(self, kind: str, parent: str) -> dict[str, Any]:
        return {
            key: json.loads(body)
            for (known, key), (body, above) in self.stored.items()
            if (known, above) == (kind, parent)
        }

    def purge(self, key: str) -> None:
        self.stored = {
            known: value
            for known, value in self.stored.items()
            if known[1] != key and value[1] != key
        }

    def fresh(self, purpose: str) -> bytes:
        self.given += 1
        return f"{purpose}{self.given}".encode().ljust(32, b"-")


@dataclass
class Spreadsheet:
    """One spreadsheet and who acts on it."""

    switches: Switches = field(default_factory=Switches)
    documents: MemoryDocuments = field(default_factory=MemoryDocuments)
    spreadsheet_id: str = ""

    def call(self, method: str, actor: str, body: Json | None = None, **params: Any) -> Json:
        """Carry out a method as the server does: request and reply checked by Google's schemas."""
        described = _KNOWN[method]
        if described.request and body is not None:
            check_request(described.api, described.request, body)
        call = self._asked(method, actor, body, **params)
        reply = (METHODS | PERMISSION_METHODS)[method](call)
        if described.response:
            check_reply(described.api, described.response, reply)
        return reply

    def opened(self) -> Book:
        """Open it as the handlers do."""
        return Book.open(self._asked("", OWNER, None, spreadsheetId=self.spreadsheet_id), "owner")

    def _asked(self, method: str, actor: str, body: Json | None, **params: Any) -> Call:
        return Call(
            method=method,
            params=params,
            body=body or {},
            actor=actor,
            now=datetime(2026, 11, 21, 3, tzinfo=UTC),
            documents=self.documents,
            switches=self.switches,
            origin="http://127.0.0.1:1",
        )

    def batch(
        self, *requests: Json, by: str = OWNER, fields: str | None = None, **body: Any
    ) -> Json:
        """Send a batchUpdate."""
        return self.call(
            "sheets.spreadsheets.batchUpdate",
            by,
            {"requests": list(requests), **body},
            spreadsheetId=self.spreadsheet_id,
            **({"fields": fields} if fields else {}),
        )

    def get(self, by: str = OWNER, **params: Any) -> Json:
        """Read the spreadsheet."""
        return self.call("sheets.spreadsheets.get", by, spreadsheetId=self.spreadsheet_id, **params)

    def sheet(self, sheet_id: int = 0, **params: Any) -> Json:
        """Read one sheet's resource."""
        found = self.get(**params)["sheets"]
        return next(s for s in found if s["properties"]["sheetId"] == sheet_id)

    def values(self, name: str = "Sheet1", **params: Any) -> list[list[Any]]:
        """Read bare values."""
        reply = self.call(
            "sheets.spreadsheets.values.get",
            OWNER,
            spreadsheetId=self.spreadsheet_id,
            range=name,
            **{"valueRenderOption": "UNFORMATTED_VALUE", **params},
        )
        found: list[list[Any]] = reply.get("values", [])
        return found

    def write(
        self, name: str, values: list[list[Any]], *, parse: bool = True, **params: Any
    ) -> Json:
        """Write values as if typed, or raw."""
        return self.call(
            "sheets.spreadsheets.values.update",
            params.pop("by", OWNER),
            {"values": values},
            spreadsheetId=self.spreadsheet_id,
            range=name,
            valueInputOption="USER_ENTERED" if parse else "RAW",
            **params,
        )


def a_spreadsheet(
    values: list[list[Any]] | None = None,
    *,
    rows: int = 20,
    columns: int = 8,
    locale: str = "en_US",
    switches: Switches | None = None,
) -> Spreadsheet:
    """Make a spreadsheet with one sheet (id 0) that the owner shares with robot and staff."""
    made = Spreadsheet(switches or Switches())
    grid = {"rowCount": rows, "columnCount": columns}
    reply = made.call(
        "sheets.spreadsheets.create",
        OWNER,
        {
            "properties": {"title": "Coba", "locale": locale},
            "sheets": [{"properties": {"sheetId": 0, "title": "Sheet1", "gridProperties": grid}}],
        },
    )
    made.spreadsheet_id = reply["spreadsheetId"]
    for address, role in ((ROBOT, "writer"), (STAFF, "writer"), (READER, "reader")):
        permission = {"role": role, "type": "user", "emailAddress": address}
        made.call(
            "drive.permissions.create",
            OWNER,
            permission,
            fileId=made.spreadsheet_id,
            sendNotificationEmail=False,
        )
    if values:
        made.write("A1", values, parse=False)
    return made


def rows_range(start: int, end: int, sheet_id: int = 0) -> Json:
    """Give a DimensionRange of rows."""
    return {"sheetId": sheet_id, "dimension": "ROWS", "startIndex": start, "endIndex": end}


def columns_range(start: int, end: int, sheet_id: int = 0) -> Json:
    """Give a DimensionRange of columns."""
    return {"sheetId": sheet_id, "dimension": "COLUMNS", "startIndex": start, "endIndex": end}


def grid_range(top: int, bottom: int, left: int, right: int, sheet_id: int = 0) -> Json:
    """Give a GridRange."""
    return {
        "sheetId": sheet_id,
        "startRowIndex": top,
        "endRowIndex": bottom,
        "startColumnIndex": left,
        "endColumnIndex": right,
    }


def cells(row: int, column: int, rows: list[list[Json]], fields: str, sheet_id: int = 0) -> Json:
    """Give an updateCells request."""
    return {
        "updateCells": {
            "start": {"sheetId": sheet_id, "rowIndex": row, "columnIndex": column},
            "rows": [{"values": values} for values in rows],
            "fields": fields,
        }
    }


def text(value: str) -> Json:
    """Give CellData of a text."""
    return {"userEnteredValue": {"stringValue": value}}
