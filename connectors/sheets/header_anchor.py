"""Metadata on the row of a tab's header, by which a batch can tell that the row is still there."""

from __future__ import annotations

from typing import Any

from connectors.sheets.tab import Tab, fixed_id

Json = dict[str, Any]

METADATA_KEY = "loket.header"


def anchor_id(tab: Tab) -> int:
    """Give the id of a tab's anchor, of which Google lets there be but one."""
    return fixed_id("header", tab.key)


def anchor(tab: Tab, header_row: int) -> Json:
    """Give the request that lays the anchor on a row."""
    rows = {
        "sheetId": tab.sheet_id,
        "dimension": "ROWS",
        "startIndex": header_row,
        "endIndex": header_row + 1,
    }
    metadata = {
        "metadataId": anchor_id(tab),
        "metadataKey": METADATA_KEY,
        "metadataValue": "header",
        "location": {"dimensionRange": rows},
        "visibility": "DOCUMENT",
    }
    return {"createDeveloperMetadata": {"developerMetadata": metadata}}
