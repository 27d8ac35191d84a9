"""Where values are looked for that should be nowhere."""

from __future__ import annotations

import json
from pathlib import Path

from tests.pipeline.office_factory import OpenOffice

_TEXTS = (
    "namedRanges,developerMetadata,sheets(properties,developerMetadata,protectedRanges,filterViews,"
    "data(rowData(values(userEnteredValue,note,hyperlink,textFormatRuns,"
    "userEnteredFormat(textFormat(link)))))"
)


def texts_in(office: OpenOffice) -> str:
    """All of the spreadsheet in which a text can stand, hidden sheets included."""
    return everything_in(office, _TEXTS + ")")


def everything_in(office: OpenOffice, fields: str = "*") -> str:
    """All that the API tells of the spreadsheet: sheets, notes, formats, metadata."""
    access = office.office.access
    url = f"{office.workspace.url}/v4/spreadsheets/{office.settings.spreadsheet.id}"
    try:
        reply = access.gspread.http_client.request(
            "get", url, params={"fields": fields, "includeGridData": "true"}
        )
        return json.dumps(reply.json(), ensure_ascii=False)
    finally:
        access.close()


def bytes_of_the_ledger(folder: Path) -> str:
    """The bytes of the ledger's file and of all beside it, as text."""
    files = sorted(folder.glob("loket.sqlite*"))
    return "".join(file.read_bytes().decode("latin-1") for file in files)
