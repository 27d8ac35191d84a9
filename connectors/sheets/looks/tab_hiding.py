"""Tabs of the past put out of sight: once, so that a tab that people fetch back stays.

That it has been hidden stands in developer metadata of the sheet.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from connectors.sheets.sheet import Sheet
from connectors.sheets.snapshot import Snapshot
from connectors.sheets.tab import Tab, fixed_id
from connectors.sheets.tab_change import TabChange

Json = dict[str, Any]

METADATA_KEY = "loket.hidden"


def hidden_tabs(snapshot: Snapshot, tabs: Iterable[Tab]) -> list[TabChange]:
    """Give what hides those tabs that are there and have never been hidden by Loket.

    A spreadsheet must show something: if nothing else is visible, all of them stay.
    """
    wanted = {tab.sheet_id: tab for tab in tabs}
    new = [
        sheet
        for sheet in snapshot.sheets.values()
        if sheet.sheet_id in wanted and not _was_hidden(sheet)
    ]
    staying = set(snapshot.sheets) - {sheet.sheet_id for sheet in new}
    if all(_is_hidden(snapshot.sheets[sheet_id]) for sheet_id in staying):
        return []
    return [_hidden(wanted[sheet.sheet_id], sheet) for sheet in new]


def _was_hidden(sheet: Sheet) -> bool:
    entries = sheet.raw.get("developerMetadata", [])
    return any(entry.get("metadataKey") == METADATA_KEY for entry in entries)


def _is_hidden(sheet: Sheet) -> bool:
    return bool(sheet.raw.get("properties", {}).get("hidden"))


def _hidden(tab: Tab, sheet: Sheet) -> TabChange:
    metadata = {
        "metadataId": fixed_id("hidden", tab.key),
        "metadataKey": METADATA_KEY,
        "metadataValue": "yes",
        "location": {"sheetId": sheet.sheet_id},
        "visibility": "DOCUMENT",
    }
    properties = {"sheetId": sheet.sheet_id, "hidden": True}
    requests = (
        {"createDeveloperMetadata": {"developerMetadata": metadata}},
        {"updateSheetProperties": {"properties": properties, "fields": "hidden"}},
    )
    return TabChange(sheet.title, requests, setup=("tab hidden",))
