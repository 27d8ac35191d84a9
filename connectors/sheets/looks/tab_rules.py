"""What holds for a whole tab: who may write where, what may be typed, which value is coloured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from connectors.sheets.cell_format import colour_style, validation
from connectors.sheets.tab import Colour, Column, Tab, fixed_id

Json = dict[str, Any]


def protected_range(
    tab: Tab, sheet_id: int, positions: Mapping[str, int], editors: Sequence[str], header_row: int
) -> Json:
    """Give the protection of a tab: all of it but the ✎ columns.

    What is open begins at the header, not below it, because only a row that is inserted inside a
    range becomes part of it; ``protected_header`` closes the header itself.
    """
    places = sorted(
        positions[column.field] for column in tab.staff_columns if column.field in positions
    )
    neighbours = groupby(enumerate(places), key=lambda pair: pair[1] - pair[0])
    blocks = [[place for _, place in pairs] for _, pairs in neighbours]
    return {
        "protectedRangeId": fixed_id("protection", tab.key),
        "range": {"sheetId": sheet_id},
        "description": protection_description(tab),
        "editors": {"users": sorted(editors)},
        "unprotectedRanges": [
            from_header(sheet_id, header_row, block[0], block[-1] + 1) for block in blocks
        ],
    }


def protected_header(tab: Tab, sheet_id: int, editors: Sequence[str], header_row: int) -> Json:
    """Give the protection of a tab's header row: columns are found by what stands there."""
    return {
        "protectedRangeId": fixed_id("header", tab.key),
        "range": {
            "sheetId": sheet_id,
            "startRowIndex": header_row,
            "endRowIndex": header_row + 1,
        },
        "description": "Judul kolom dipakai Loket untuk menemukan isian; jangan diubah.",
        "editors": {"users": sorted(editors)},
    }


def protection_description(tab: Tab) -> str:
    """Give the sentence that staff read when they meet the protection."""
    if names := ", ".join(column.header for column in tab.staff_columns):
        return f"Diisi otomatis oleh Loket. Yang boleh diisi petugas: {names}."
    return "Diisi otomatis oleh Loket; isian di sini akan ditimpa."


def validation_request(
    column: Column, sheet_id: int, header_row: int, place: int, *, staff_owned: bool
) -> Json | None:
    """Give the request that validates a column below its header, or None if all goes there."""
    rule = validation(column, staff_owned=staff_owned)
    area = below_header(sheet_id, header_row, place, place + 1)
    if rule is None:
        return None
    # Without being told so, Google leaves out the rows that somebody's filter hides just now.
    return {"setDataValidation": {"range": area, "rule": rule, "filteredRowsIncluded": True}}


def colour_requests(column: Column, sheet_id: int, header_row: int, place: int) -> list[Json]:
    """Give the requests that colour a column's cells by their values."""
    area = from_header(sheet_id, header_row, place, place + 1)
    return [
        {
            "addConditionalFormatRule": {
                "index": 0,
                "rule": {"ranges": [area], "booleanRule": _colour_rule(colour)},
            }
        }
        for colour in column.colours
    ]


def from_header(sheet_id: int, header_row: int, start: int, end: int) -> Json:
    """Give the range of some columns from the header on, into which all rows are inserted."""
    return {
        "sheetId": sheet_id,
        "startRowIndex": header_row,
        "startColumnIndex": start,
        "endColumnIndex": end,
    }


def below_header(sheet_id: int, header_row: int, start: int, end: int) -> Json:
    """Give the range of some columns from below the header to wherever the sheet ends."""
    return {
        "sheetId": sheet_id,
        "startRowIndex": header_row + 1,
        "startColumnIndex": start,
        "endColumnIndex": end,
    }


def _colour_rule(colour: Colour) -> Json:
    values = [{"userEnteredValue": colour.value}]
    return {
        "condition": {"type": "TEXT_EQ", "values": values},
        "format": {
            "backgroundColorStyle": colour_style(colour.background),
            "textFormat": {"foregroundColorStyle": colour_style(colour.foreground)},
        },
    }
