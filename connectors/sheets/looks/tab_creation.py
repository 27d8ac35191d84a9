"""A tab that is not there yet: sheet, header, formats, validation, protection and first rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from connectors.sheets.cell import typed
from connectors.sheets.cell_format import colour_style, column_format, header_data
from connectors.sheets.cell_writes import write_cells, write_values
from connectors.sheets.header_anchor import anchor
from connectors.sheets.looks.filter_views import missing_views
from connectors.sheets.looks.tab_rules import (
    below_header,
    colour_requests,
    from_header,
    protected_header,
    protected_range,
    validation_request,
)
from connectors.sheets.rows.row_changes import Row, desired_rows
from connectors.sheets.tab import Link, Tab, fixed_id
from connectors.sheets.tab_change import TabChange

Json = dict[str, Any]

STAFF_ROWS = 200
"""Empty rows of a new tab that staff fill."""
SPARE_ROWS = 1
"""Empty rows of a new tab that Loket fills. One stays empty below the data, so that rules which
span the whole tab grow with the rows that are inserted before it."""

BAND = ("#ffffff", "#edf2f8")


def create_tab(
    tab: Tab, frame: pd.DataFrame | None, *, title: str, editors: Sequence[str], zone: ZoneInfo
) -> TabChange:
    """Give all that makes a tab with its first rows, under a title that is free.

    The frame of a staff tab, if there is one, holds what staff are to begin with.
    """
    rows = first_rows(tab, frame, zone)
    requests = [
        _sheet(tab, title, len(rows)),
        *_columns(tab),
        *_header(tab),
        *_values(tab, rows),
        *_rules(tab, editors),
        *missing_views(tab, None, tab.views, tab.places, 0),
        *([anchor(tab, 0)] if tab.keeps_rows else []),
    ]
    return TabChange(
        title=title,
        requests=tuple(requests),
        added=tuple(_shown(tab, row, zone) for row in rows),
        setup=("tab created",),
        personal=tuple(column.header for column in tab.personal_columns),
    )


def first_rows(tab: Tab, frame: pd.DataFrame | None, zone: ZoneInfo) -> list[Row]:
    """Give the rows that a new tab begins with, as the sheet would hold them."""
    return [] if frame is None else desired_rows(tab, frame, zone)


def free_title(title: str, taken: frozenset[str]) -> str:
    """Give a title that no sheet bears yet; two sheets cannot share one, whatever its case."""
    used = {name.casefold() for name in taken}
    candidates = [title, *(f"{title} ({number})" for number in range(2, len(taken) + 3))]
    return next(name for name in candidates if name.casefold() not in used)


def _sheet(tab: Tab, title: str, rows: int) -> Json:
    properties: Json = {
        "sheetId": tab.sheet_id,
        "title": title,
        "gridProperties": {
            "rowCount": 1 + rows + (STAFF_ROWS if tab.staff_owned else SPARE_ROWS),
            "columnCount": len(tab.columns),
            "frozenRowCount": 1,
        },
    }
    if tab.frozen_columns:
        properties["gridProperties"]["frozenColumnCount"] = tab.frozen_columns
    if tab.place is not None:
        properties["index"] = tab.place
    if tab.colour:
        properties["tabColorStyle"] = colour_style(tab.colour)
    if tab.hidden:
        properties["hidden"] = True
    return {"addSheet": {"properties": properties}}


def _columns(tab: Tab) -> Iterator[Json]:
    """Set widths and formats, each for as many neighbouring columns as share them."""
    numbered = list(enumerate(tab.columns))
    for width, group in groupby(numbered, key=lambda pair: pair[1].width):
        places = [place for place, _ in group]
        yield column_width(tab.sheet_id, places[0], places[-1] + 1, width)
    for shown, group in groupby(numbered, key=lambda pair: column_format(pair[1])):
        places = [place for place, _ in group]
        area = below_header(tab.sheet_id, 0, places[0], places[-1] + 1)
        cell = {"userEnteredFormat": shown}
        yield {"repeatCell": {"range": area, "cell": cell, "fields": "userEnteredFormat"}}


def column_width(sheet_id: int, start: int, end: int, width: int) -> Json:
    """Give the request that sets the width of neighbouring columns, in pixels."""
    area = {"sheetId": sheet_id, "dimension": "COLUMNS", "startIndex": start, "endIndex": end}
    properties = {"pixelSize": width}
    change = {"range": area, "properties": properties, "fields": "pixelSize"}
    return {"updateDimensionProperties": change}


def _header(tab: Tab) -> list[Json]:
    cells = {
        (0, place): header_data(column, staff_owned=tab.staff_owned)
        for place, column in enumerate(tab.columns)
    }
    return write_cells(tab.sheet_id, cells, "userEnteredValue,userEnteredFormat,note")


def _values(tab: Tab, rows: Sequence[Row]) -> list[Json]:
    values = {
        (number, place): row[column.field]
        for place, column in enumerate(tab.columns)
        if not column.staff
        for number, row in enumerate(rows, start=1)
        if row[column.field] is not None
    }
    links = {place for place, value in values.items() if isinstance(value, Link)}
    return write_values(tab.sheet_id, values, links)


def _rules(tab: Tab, editors: Sequence[str]) -> Iterator[Json]:
    for place, column in enumerate(tab.columns):
        rule = validation_request(column, tab.sheet_id, 0, place, staff_owned=tab.staff_owned)
        if rule:
            yield rule
        yield from colour_requests(column, tab.sheet_id, 0, place)
    yield _banding(tab)
    if not tab.staff_owned:
        area = protected_range(tab, tab.sheet_id, tab.places, editors, 0)
        yield {"addProtectedRange": {"protectedRange": area}}
        head = protected_header(tab, tab.sheet_id, editors, 0)
        yield {"addProtectedRange": {"protectedRange": head}}


def _banding(tab: Tab) -> Json:
    first, second = (colour_style(colour) for colour in BAND)
    band = {
        "bandedRangeId": fixed_id("band", tab.key),
        "range": from_header(tab.sheet_id, 0, 0, len(tab.columns)),
        "rowProperties": {
            "headerColorStyle": second,
            "firstBandColorStyle": first,
            "secondBandColorStyle": second,
        },
    }
    return {"addBanding": {"bandedRange": band}}


def _shown(tab: Tab, row: Row, zone: ZoneInfo) -> dict[str, object]:
    return {
        column.header: typed(row[column.field], column.kind, zone)
        for column in tab.columns
        if not column.staff and row[column.field] is not None
    }
