"""One spreadsheet of Google's: read at one go, changed by one atomic batch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from gspread.urls import (
    SPREADSHEET_BATCH_UPDATE_URL,
    SPREADSHEET_URL,
    SPREADSHEETS_API_V4_BASE_URL,
)

from connectors.google.access import GoogleAccess
from connectors.sheets.change_set import ChangeSet
from connectors.sheets.journal.journal import Journal, read_journals
from connectors.sheets.reading import NotRead, PartialSnapshot, Reading
from connectors.sheets.sheet import cells_of
from connectors.sheets.snapshot import Snapshot
from connectors.sheets.stamp import Stamp, read_stamps
from loket.errors import AmbiguousWrite, DataError, LoketError, Overtaken

Json = dict[str, Any]

_CELL = "effectiveValue,hyperlink,userEnteredFormat(textFormat(link))"
_SHEET = (
    "properties(sheetId,title,index,hidden,gridProperties(rowCount,columnCount,frozenRowCount)),"
    "developerMetadata(metadataId,metadataKey,metadataValue),"
    "protectedRanges(protectedRangeId,range,unprotectedRanges,editors(users),description),"
    "charts(chartId),basicFilter(range),merges,filterViews(filterViewId,title)"
)
_RULES = "conditionalFormats,bandedRanges(bandedRangeId)"
_STAMPS = "developerMetadata(metadataId,metadataKey,metadataValue)"
_BOOK = f"spreadsheetId,properties(title,locale,timeZone),{_STAMPS}"

_LINES = "sheets(data(rowData(values(effectiveValue))))"

READING = f"{_BOOK},sheets({_SHEET},data(startRow,startColumn,rowData(values({_CELL}))))"
"""What a pass reads: values and links of every cell, and what tells tabs and batches apart."""
SETUP_READING = (
    f"{_BOOK},sheets({_SHEET},{_RULES},"
    f"data(startRow,startColumn,rowData(values({_CELL},dataValidation))))"
)
"""What a repair reads: besides, the rules that Loket has laid over the tabs."""


@dataclass(frozen=True)
class SpreadsheetClient:
    """One spreadsheet, with the office's time zone for its dates."""

    access: GoogleAccess
    spreadsheet_id: str
    zone: ZoneInfo

    def read(self, fields: str = READING) -> Snapshot:
        """Give the whole spreadsheet at this moment, by one call."""
        return Snapshot.of(self._get(fields), self.zone)

    def may_edit(self) -> bool | None:
        """Whether this account is an editor, as its way through protected ranges shows.

        Who may only look gets through none; None without any. Drive does not tell it of files that
        it hides (scope ``drive.file``).
        """
        sheets = self._get("sheets(protectedRanges(requestingUserCanEdit))").get("sheets", [])
        areas = [area for sheet in sheets for area in sheet.get("protectedRanges", [])]
        return any(area.get("requestingUserCanEdit") for area in areas) if areas else None

    def read_part(self, reading: Reading) -> PartialSnapshot:
        """Give what is asked for of the spreadsheet at this moment, by one call.

        Raises NotRead where the reply is other than was asked for, a sheet being gone for instance.
        """
        http = self.access.gspread.http_client
        try:
            reply = http.request(
                "post",
                f"{SPREADSHEET_URL % self.spreadsheet_id}:getByDataFilter",
                params={"fields": READING},
                json={"dataFilters": reading.data_filters, "includeGridData": True},
            )
        except DataError as error:
            raise NotRead(str(error)) from error
        return reading.snapshot(reply.json(), self.zone)

    def apply(self, change_set: ChangeSet) -> Journal | None:
        """Send a change set as one atomic call and give its journal: what it met where it wrote.

        An empty one sends nothing, and one that writes only on new sheets keeps no journal. When
        the reply is lost, the stamp tells whether the batch arrived; if not, it is sent once more,
        which cannot apply it twice. Raises AmbiguousWrite if that is lost too, and Overtaken
        if then another program turns out to have written since the reading.
        """
        if change_set.is_empty:
            return None
        try:
            return self._send(change_set)
        except AmbiguousWrite:
            if self._arrived(change_set.stamp):
                return self._journal(change_set)
            return self._send_again(change_set)

    def _send_again(self, change_set: ChangeSet) -> Journal | None:
        try:
            return self._send(change_set)
        except LoketError:
            # The first copy may have come in just now, and its stamp have refused this one.
            if not self._arrived(change_set.stamp):
                raise
            return self._journal(change_set)

    def _send(self, change_set: ChangeSet) -> Journal | None:
        body: Json = {"requests": change_set.requests}
        fields = "spreadsheetId"
        if change_set.journal_range:
            body |= {
                "includeSpreadsheetInResponse": True,
                "responseRanges": [change_set.journal_range],
            }
            fields = f"updatedSpreadsheet({_LINES})"
        reply = self.access.gspread.http_client.request(
            "post",
            SPREADSHEET_BATCH_UPDATE_URL % self.spreadsheet_id,
            params={"fields": fields},
            json=body,
        )
        return _journal_of(reply.json().get("updatedSpreadsheet", {}))

    def _journal(self, change_set: ChangeSet) -> Journal | None:
        if not change_set.journal_range:
            return None
        return _journal_of(self._get(_LINES, ranges=change_set.journal_range))

    def _arrived(self, stamp: Stamp) -> bool:
        """Tell whether a batch was applied; raises Overtaken if another took its number."""
        found = read_stamps(self._get(_STAMPS).get("developerMetadata", [])).get(stamp.number)
        if found is not None and found != stamp:
            raise Overtaken(
                f"Another program wrote to spreadsheet {self.spreadsheet_id} in the meantime.",
                remedy="Nothing was written by this pass; the next one reads it again.",
            )
        return found == stamp

    def _get(self, fields: str, **params: str) -> Mapping[str, Any]:
        http = self.access.gspread.http_client
        url = SPREADSHEET_URL % self.spreadsheet_id
        reply: Json = http.request("get", url, params={"fields": fields, **params}).json()
        return reply


def _journal_of(payload: Mapping[str, Any]) -> Journal | None:
    for sheet in payload.get("sheets", []):
        return next(iter(read_journals(cells_of(sheet.get("data", [])))), None)
    return None


def create_spreadsheet(access: GoogleAccess, title: str, *, locale: str, time_zone: str) -> str:
    """Create an empty spreadsheet and give its id; its one default sheet is for ``init`` to drop.

    Raises AccessError for an account that cannot own files, and AmbiguousWrite if the reply is
    lost: then an empty spreadsheet of that title may be left in Drive.
    """
    properties = {"title": title, "locale": locale, "timeZone": time_zone}
    http = access.gspread.http_client
    reply = http.request(
        "post",
        SPREADSHEETS_API_V4_BASE_URL,
        params={"fields": "spreadsheetId"},
        json={"properties": properties},
    )
    spreadsheet_id: str = reply.json()["spreadsheetId"]
    return spreadsheet_id
