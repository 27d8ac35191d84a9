"""What an office holds in the end: each cell of the spreadsheet, and what its forms ask."""

from __future__ import annotations

from typing import Any

from connectors.forms.client import FormsClient
from connectors.google.access import GoogleAccess
from connectors.google.failure import Target
from connectors.google.rate_limit import Family
from connectors.sheets.journal import journal
from loket.vocabulary import Form
from pipeline import tabs
from pipeline.configuration.settings import Settings

Json = dict[str, Any]
Cells = dict[str, Any]
"""By the place, in words, what stands there."""

_FIELDS = "sheets(properties(sheetId,title,hidden),data(rowData(values(effectiveValue,hyperlink))))"
_APART = {tabs.LOG.sheet_id, journal.SHEET_ID}
"""Log tells of passes, of which there are more when something fails; so does the journal."""


def cells_of(access: GoogleAccess, settings: Settings) -> Cells:
    """Read all that there is, as its owner sees it."""
    found: Cells = {"files": _files(access)}
    if settings.spreadsheet.id is not None:
        url = f"https://sheets.googleapis.com/v4/spreadsheets/{settings.spreadsheet.id}"
        reply = access.gspread.http_client.request("get", url, params={"fields": _FIELDS})
        for sheet in reply.json()["sheets"]:
            if sheet["properties"]["sheetId"] not in _APART:
                found |= _cells(sheet)
    for form in Form:
        form_id = settings.forms.of(form).id
        if form_id is not None:
            found |= _questions(form, FormsClient(access).get(form_id))
    return found


def _files(access: GoogleAccess) -> list[str]:
    """Give the names of all files; one that was made twice stands there twice."""
    request = access.drive().files().list(fields="files(name)")
    target = Target("files")
    listed = access.execute(request, family=Family.DRIVE_READ, target=target)
    return sorted(file["name"] for file in listed["files"])


def _cells(sheet: Json) -> Cells:
    title = sheet["properties"]["title"]
    found: Cells = {f"{title}: hidden": sheet["properties"].get("hidden", False)}
    for data in sheet.get("data", []):
        for row, line in enumerate(data.get("rowData", []), 1):
            for column, cell in enumerate(line.get("values", []), 1):
                if "effectiveValue" in cell:
                    found[f"{title}: R{row}C{column}"] = cell
    return found


def _questions(form: Form, definition: Json) -> Cells:
    return {
        f"{form}: item {place}": {
            "title": item.get("title"),
            "question": _without_ids(item.get("questionItem", {})),
        }
        for place, item in enumerate(definition.get("items", []))
    }


def _without_ids(part: Any) -> Any:
    if isinstance(part, dict):
        return {k: _without_ids(v) for k, v in part.items() if not k.endswith(("Id", "SectionId"))}
    return [_without_ids(each) for each in part] if isinstance(part, list) else part
