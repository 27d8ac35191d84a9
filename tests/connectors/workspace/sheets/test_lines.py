"""Rows and columns moved about, compared with the items of a list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.workspace.call import Json
from tests.connectors.workspace.sheet_books import (
    Spreadsheet,
    a_spreadsheet,
    cells,
    columns_range,
    grid_range,
    rows_range,
    text,
)

_OPERATION = st.tuples(
    st.sampled_from(["insert", "delete", "move"]),
    st.integers(0, 7),
    st.integers(1, 3),
    st.integers(0, 8),
)


@dataclass
class _Lines:
    """Rows or columns as a plain list; ``covered`` are those that a range holds."""

    dimension: str
    lines: list[str]
    covered: set[str]
    blanks: int = 0

    def request(self, kind: str, start: int, count: int, destination: int) -> list[Json]:
        """Carry out an operation on the list and give the request that does the same."""
        start = min(start, len(self.lines) - 1)
        end = min(start + count, len(self.lines))
        if kind == "insert":
            self.blanks += count
            new = [f"kosong {self.blanks - index}" for index in range(count)]
            self._put(start, new)
            return [{"insertDimension": {"range": self._span(start, start + count)}}]
        if kind == "delete" and end - start < len(self.lines):
            self.covered -= set(self._taken(start, end))
            return [{"deleteDimension": {"range": self._span(start, end)}}]
        if kind == "move":
            place = min(destination, len(self.lines))
            self._move(start, end, place)
            return [
                {"moveDimension": {"source": self._span(start, end), "destinationIndex": place}}
            ]
        return []

    def _move(self, start: int, end: int, place: int) -> None:
        if start <= place <= end:
            return
        within = self._edges()
        taken = self._taken(start, end)
        stays = set(taken) <= self.covered and within[0] <= place <= within[1]
        if not stays and not self.covered <= set(taken):
            self.covered -= set(taken)
        self._put(place if place < start else place - len(taken), taken)

    def _edges(self) -> tuple[int, int]:
        found = [index for index, line in enumerate(self.lines) if line in self.covered]
        return (found[0], found[-1] + 1) if found else (-1, -1)

    def _taken(self, start: int, end: int) -> list[str]:
        taken = self.lines[start:end]
        del self.lines[start:end]
        return taken

    def _put(self, at: int, new: list[str]) -> None:
        """Put lines; they belong to the range if it goes on at both sides of them."""
        if {*self.lines[max(at - 1, 0) : at]} & self.covered and {
            *self.lines[at : at + 1]
        } & self.covered:
            self.covered |= set(new)
        self.lines[at:at] = new

    def _span(self, start: int, end: int) -> Json:
        return rows_range(start, end) if self.dimension == "ROWS" else columns_range(start, end)

    def area(self, left: int, right: int) -> Json | None:
        """Give the range, as wide as said; None if nothing of it is left."""
        start, end = self._edges()
        if end <= start:
            return None
        if self.dimension == "ROWS":
            return grid_range(start, end, left, right)
        return grid_range(left, right, start, end)


def _adorned(model: _Lines) -> Spreadsheet:
    """Give a sheet whose lines have value, note, format, rule, size and metadata of their own."""
    book = a_spreadsheet(rows=8, columns=8)
    requests: list[Json] = []
    for index, line in enumerate(model.lines):
        span = model._span(index, index + 1)
        place = {"dimensionRange": span}
        metadata = {"metadataKey": line, "visibility": "DOCUMENT", "location": place}
        condition = {"type": "TEXT_EQ", "values": [{"userEnteredValue": line}]}
        data = {
            **text(line),
            "note": f"catatan {line}",
            "userEnteredFormat": {"textFormat": {"fontSize": 20 + index}},
            "dataValidation": {"condition": condition},
        }
        across = (index, 3) if model.dimension == "ROWS" else (3, index)
        sized = {"range": span, "properties": {"pixelSize": 30 + index}, "fields": "pixelSize"}
        requests += [
            cells(*across, [[data]], "*"),
            {"updateDimensionProperties": sized},
            {"createDeveloperMetadata": {"developerMetadata": metadata}},
        ]
    book.batch(*requests, *_covering(model))
    return book


def _covering(model: _Lines) -> list[Json]:
    """Give the requests for one object of every kind over the model's range."""
    area, beside = model.area(0, 2), model.area(4, 5)
    rule = {"ranges": [area], "booleanRule": {"condition": {"type": "BLANK"}, "format": {}}}
    locked = {"protectedRangeId": 1, "range": {"sheetId": 0}, "unprotectedRanges": [area]}
    series = {"series": {"sourceRange": {"sources": [beside]}}}
    spec = {"basicChart": {"chartType": "LINE", "series": [series]}}
    anchor: Json = {"overlayPosition": {"anchorCell": {}}}
    return [
        {"mergeCells": {"range": model.area(0, 2)}},
        {"addNamedRange": {"namedRange": {"name": "nama", "range": area}}},
        {"addProtectedRange": {"protectedRange": locked}},
        {"addProtectedRange": {"protectedRange": {"protectedRangeId": 2, "range": area}}},
        {"setBasicFilter": {"filter": {"range": area}}},
        {"addFilterView": {"filter": {"title": "tampilan", "range": area}}},
        {"addBanding": {"bandedRange": {"range": area, "rowProperties": {}}}},
        {"addConditionalFormatRule": {"rule": rule}},
        {"addChart": {"chart": {"spec": spec, "position": anchor}}},
    ]


def _objects(book: Spreadsheet) -> Json:
    """Give the ranges of every object, by kind."""
    whole = book.get()
    sheet = whole["sheets"][0]
    chart = sheet["charts"][0]["spec"]["basicChart"]["series"][0]["series"]["sourceRange"]
    locked = {entry["protectedRangeId"]: entry for entry in sheet["protectedRanges"]}
    return {
        "merges": sheet.get("merges", []),
        "named": [entry["range"] for entry in whole.get("namedRanges", [])],
        "free": locked[1].get("unprotectedRanges", []),
        "locked": [locked[2]["range"]] if 2 in locked else [],
        "filter": [sheet["basicFilter"]["range"]] if "basicFilter" in sheet else [],
        "views": [entry["range"] for entry in sheet.get("filterViews", [])],
        "banding": [entry["range"] for entry in sheet.get("bandedRanges", [])],
        "looks": [area for rule in sheet.get("conditionalFormats", []) for area in rule["ranges"]],
        "chart": chart.get("sources", []),
    }


@settings(max_examples=40, deadline=None)
@given(
    st.lists(_OPERATION, max_size=6),
    st.sampled_from(["ROWS", "COLUMNS"]),
    st.integers(0, 5),
    st.integers(2, 3),
)
def test_lines_are_carried_whole_like_the_items_of_a_list(
    operations: list[tuple[str, int, int, int]], dimension: str, first: int, covered: int
) -> None:
    """Cells with all that is on them, and every range, go exactly where a list takes them."""
    lines = [f"baris {index}" for index in range(8)]
    model = _Lines(dimension, list(lines), set(lines[first : first + covered]))
    book = _adorned(model)
    requests = [request for operation in operations for request in model.request(*operation)]
    if requests:
        book.batch(*requests)
    assert _shown_lines(book, dimension) == [
        (line, f"catatan {line}", 20 + lines.index(line), line, 30 + lines.index(line), line)
        if line in lines
        else None
        for line in model.lines
    ]
    expected = dict.fromkeys(_objects(book), model.area(0, 2)) | {"chart": model.area(4, 5)}
    shown = {
        kind: [grid_range(*_corners(area)) for area in areas]
        for kind, areas in _objects(book).items()
    }
    assert shown == {kind: [area] if area else [] for kind, area in expected.items()}


def _shown_lines(book: Spreadsheet, dimension: str) -> list[Any]:
    """Give what each line shows: text, note, format, rule, size, metadata; None if it is blank."""
    data = book.sheet(includeGridData=True)["data"][0]
    rows = [row.get("values", []) for row in data.get("rowData", [])]
    member = "rowMetadata" if dimension == "ROWS" else "columnMetadata"
    if dimension == "ROWS":
        found = [row[3] if len(row) > 3 else {} for row in rows]
    else:
        found = rows[3] if len(rows) > 3 else []
    found += [{}] * (len(data[member]) - len(found))
    return [
        (
            cell["formattedValue"],
            cell["note"],
            cell["userEnteredFormat"]["textFormat"]["fontSize"],
            cell["dataValidation"]["condition"]["values"][0]["userEnteredValue"],
            described["pixelSize"],
            described["developerMetadata"][0]["metadataKey"],
        )
        if "note" in cell
        else None
        for cell, described in zip(found, data[member], strict=True)
    ]


def _corners(area: Json) -> tuple[int, int, int, int]:
    top, left = area.get("startRowIndex", 0), area.get("startColumnIndex", 0)
    return top, area["endRowIndex"], left, area["endColumnIndex"]
