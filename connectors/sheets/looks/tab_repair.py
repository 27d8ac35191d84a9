"""What a tab that stands lacks of what was laid over it when it was made.

Titles, widths, colours of cells, order of columns, filters and frozen panes are people's to change
and stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from connectors.sheets.cell_format import column_format, header_data, validation
from connectors.sheets.cell_writes import write_cells
from connectors.sheets.looks.filter_views import missing_views
from connectors.sheets.looks.tab_creation import column_width
from connectors.sheets.looks.tab_rules import (
    below_header,
    colour_requests,
    protected_header,
    protected_range,
    validation_request,
)
from connectors.sheets.sheet import Sheet
from connectors.sheets.snapshot import TabState
from connectors.sheets.tab import Colour, Column, Tab
from connectors.sheets.tab_change import TabChange
from loket.errors import HeaderMissing

Json = dict[str, Any]


def repair_tab(state: TabState, sheet: Sheet, editors: Sequence[str]) -> TabChange:
    """Give what puts a tab's headers, validation, colours and protection right.

    Raises HeaderMissing for a tab that has cells but no header at all: where it belongs only
    people can tell.
    """
    if state.tab.free_form:
        requests, done = _protection(state.tab, sheet, {}, -1, editors)
        return TabChange(sheet.title, tuple(requests), setup=done)
    if state.header_row is None and sheet.cells:
        raise HeaderMissing(sheet.title, state.missing)
    header_row = state.header_row or 0
    headers = _Headers(sheet, header_row, dict(state.positions))
    restored = list(headers.restore(state.tab))
    requests = [request for _, steps in restored for request in steps]
    words = [f"header {header!r} put back" for header, _ in restored]
    new = {header for header, _ in restored}
    for column in state.tab.columns:
        if column.header in new or column.field in state.positions:
            place = headers.positions[column.field]
            before = state.positions.get(column.field)
            rules = [*_rules(state.tab, column, sheet, header_row, place, before)]
            requests += rules
            words += [f"rules of {column.header!r} put back"] if rules else []
    if not state.tab.staff_owned:
        steps, done = _protection(state.tab, sheet, headers.positions, header_row, editors)
        requests += steps
        words += done
    views = missing_views(state.tab, sheet, state.tab.views, headers.positions, header_row)
    if views:
        requests += views
        words.append("filter views put back")
    return TabChange(sheet.title, tuple(requests), setup=tuple(words))


@dataclass
class _Headers:
    """Where the columns are while missing ones are put back, one after the other."""

    sheet: Sheet
    row: int
    positions: dict[str, int]
    inserted: int = 0

    def restore(self, tab: Tab) -> Iterator[tuple[str, list[Json]]]:
        """Give each missing header with the requests that put it where it belongs."""
        place = 0
        for column in tab.columns:
            if column.field in self.positions:
                place = self.positions[column.field] + 1
            elif not column.optional:
                steps = self._put(column, place, staff_owned=tab.staff_owned)
                place += 1
                yield column.header, steps

    def _put(self, column: Column, place: int, *, staff_owned: bool) -> list[Json]:
        """Name a column whose header was wiped, or insert one where none is free."""
        head = {(self.row, place): header_data(column, staff_owned=staff_owned)}
        writing = write_cells(self.sheet.sheet_id, head, "userEnteredValue,userEnteredFormat,note")
        if not self.inserted and self._is_nameless(place):
            self.positions[column.field] = place
            return writing
        self._shift(place)
        self.positions[column.field] = place
        return [
            self._insertion(place),
            *writing,
            _format(self.sheet.sheet_id, self.row, place, column),
            column_width(self.sheet.sheet_id, place, place + 1, column.width),
        ]

    def _is_nameless(self, place: int) -> bool:
        inside = place < self.sheet.column_count
        return inside and self.sheet.cell(self.row, place) in {None, ""}

    def _shift(self, place: int) -> None:
        self.inserted += 1
        for field, position in self.positions.items():
            if position >= place:
                self.positions[field] = position + 1

    def _insertion(self, place: int) -> Json:
        area = {
            "sheetId": self.sheet.sheet_id,
            "dimension": "COLUMNS",
            "startIndex": place,
            "endIndex": place + 1,
        }
        return {"insertDimension": {"range": area, "inheritFromBefore": place > 0}}


def _format(sheet_id: int, header_row: int, place: int, column: Column) -> Json:
    area = below_header(sheet_id, header_row, place, place + 1)
    cell = {"userEnteredFormat": column_format(column)}
    return {"repeatCell": {"range": area, "cell": cell, "fields": "userEnteredFormat"}}


def _rules(
    tab: Tab, column: Column, sheet: Sheet, header_row: int, place: int, before: int | None
) -> Iterator[Json]:
    """Give the validation and colours that a column lacks; ``before`` is where it was read."""
    rule = validation(column, staff_owned=tab.staff_owned)
    if rule and not (before is not None and _is_validated(sheet, header_row, before, rule)):
        request = validation_request(
            column, sheet.sheet_id, header_row, place, staff_owned=tab.staff_owned
        )
        yield from [request] if request else []
    requests = colour_requests(column, sheet.sheet_id, header_row, place)
    for colour, request in zip(column.colours, requests, strict=True):
        if before is None or not _is_coloured(sheet, before, colour):
            yield request


def _is_validated(sheet: Sheet, header_row: int, place: int, rule: Json) -> bool:
    """Tell whether every cell below the header has the rule's condition."""
    return all(
        _condition(sheet.validations.get((row, place), {})) == _condition(rule)
        for row in range(header_row + 1, sheet.row_count)
    )


def _condition(rule: Mapping[str, Any]) -> tuple[str, list[str]]:
    """Give a condition's type and values; of a range where it begins, for its end grows."""
    condition = rule.get("condition", {})
    values = [value.get("userEnteredValue", "") for value in condition.get("values", [])]
    if condition.get("type") == "ONE_OF_RANGE":
        values = [re.sub(r"[$']|:.*", "", value) for value in values]
    return condition.get("type", ""), values


def _is_coloured(sheet: Sheet, place: int, colour: Colour) -> bool:
    return any(
        _condition(rule.get("booleanRule", {})) == ("TEXT_EQ", [colour.value])
        and any(
            area.get("startColumnIndex", 0) <= place < area.get("endColumnIndex", place + 1)
            for area in rule.get("ranges", [])
        )
        for rule in sheet.raw.get("conditionalFormats", [])
    )


def _protection(
    tab: Tab, sheet: Sheet, positions: Mapping[str, int], header_row: int, editors: Sequence[str]
) -> tuple[list[Json], tuple[str, ...]]:
    wanted = protected_range(tab, sheet.sheet_id, positions, editors, header_row)
    standing = sheet.raw.get("protectedRanges", [])
    requests, done = _whole_protection([area for area in standing if _is_whole(area)], wanted)
    if not tab.free_form:
        head = protected_header(tab, sheet.sheet_id, editors, header_row)
        if head["protectedRangeId"] not in {area["protectedRangeId"] for area in standing}:
            requests = [*requests, {"addProtectedRange": {"protectedRange": head}}]
            done = (*done, "header protected")
    return requests, done


def _whole_protection(
    standing: Sequence[Mapping[str, Any]], wanted: Json
) -> tuple[list[Json], tuple[str, ...]]:
    if not standing:
        return [{"addProtectedRange": {"protectedRange": wanted}}], ("protection put back",)
    if _protects_as(standing[0], wanted):
        return [], ()
    changed = {**wanted, "protectedRangeId": standing[0]["protectedRangeId"]}
    fields = "description,editors,unprotectedRanges"
    update = {"updateProtectedRange": {"protectedRange": changed, "fields": fields}}
    return [update], ("protection put right",)


def _is_whole(area: Mapping[str, Any]) -> bool:
    return not set(area.get("range", {})) - {"sheetId"}


def _protects_as(standing: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    """Tell whether a protection is as wanted; that others may write too is the owner's affair."""
    writers = {email.casefold() for email in standing.get("editors", {}).get("users", [])}
    asked = {email.casefold() for email in wanted["editors"]["users"]}
    return (
        asked <= writers
        and standing.get("description") == wanted["description"]
        and _areas(standing) == _areas(wanted)
    )


def _areas(protection: Mapping[str, Any]) -> set[tuple[int, int, int]]:
    return {
        (
            area.get("startRowIndex", 0),
            area.get("startColumnIndex", 0),
            area.get("endColumnIndex", 0),
        )
        for area in protection.get("unprotectedRanges", [])
    }
