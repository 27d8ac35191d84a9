from __future__ import annotations

from typing import Any

import pytest

from connectors.workspace.call import GoogleError, Json
from tests.connectors.workspace.sheet_books import (
    OWNER,
    Spreadsheet,
    a_spreadsheet,
    columns_range,
    grid_range,
    rows_range,
)

_SPREADSHEET = {"spreadsheet": True}
_ROW_3 = {"dimensionRange": rows_range(2, 3)}
_COLUMN_B = {"dimensionRange": columns_range(1, 2)}


def _metadata(number: int, key: str, location: Json, **more: Any) -> Json:
    entry = {
        "metadataId": number,
        "metadataKey": key,
        "visibility": "DOCUMENT",
        "location": location,
        **more,
    }
    return {"createDeveloperMetadata": {"developerMetadata": entry}}


@pytest.fixture(scope="module")
def marked() -> Spreadsheet:
    """Give two sheets with metadata 1 to 6 on everything that can have some; nobody changes it."""
    book = a_spreadsheet([["a1", "b1"], ["a2", "b2"], ["a3", "b3"]], rows=4, columns=3)
    book.batch(
        {"addSheet": {"properties": {"sheetId": 9, "title": "Lain"}}},
        _metadata(1, "buku", _SPREADSHEET, metadataValue="satu"),
        _metadata(2, "lembar", {"sheetId": 0}),
        _metadata(3, "baris", _ROW_3, metadataValue="satu"),
        _metadata(4, "baris", {"dimensionRange": rows_range(0, 1)}, visibility="PROJECT"),
        _metadata(5, "kolom", _COLUMN_B),
        _metadata(6, "lembar", {"sheetId": 9}),
    )
    return book


def _search(book: Spreadsheet, *lookups: Json) -> list[Json]:
    filters = [{"developerMetadataLookup": lookup} for lookup in lookups]
    reply = book.call(
        "sheets.spreadsheets.developerMetadata.search",
        OWNER,
        {"dataFilters": filters},
        spreadsheetId=book.spreadsheet_id,
    )
    found: list[Json] = reply.get("matchedDeveloperMetadata", [])
    return found


@pytest.mark.parametrize(
    ("lookup", "expected"),
    [
        ({}, [1, 2, 3, 4, 5, 6]),
        ({"metadataId": 4}, [4]),
        ({"metadataKey": "baris"}, [3, 4]),
        ({"metadataKey": "baris", "metadataValue": "satu"}, [3]),
        ({"visibility": "PROJECT"}, [4]),
        ({"locationType": "SHEET"}, [2, 6]),
        ({"metadataKey": "tidak ada"}, []),
        ({"metadataLocation": _ROW_3}, [2, 3, 5]),
        ({"metadataLocation": _ROW_3, "locationType": "COLUMN"}, [5]),
        (
            {"metadataLocation": _ROW_3, "locationMatchingStrategy": "INTERSECTING_LOCATION"},
            [2, 3, 5],
        ),
        ({"metadataLocation": _ROW_3, "locationMatchingStrategy": "EXACT_LOCATION"}, [3]),
        ({"metadataLocation": _COLUMN_B}, [2, 3, 4, 5]),
        ({"metadataLocation": {"sheetId": 9}}, [6]),
        ({"metadataLocation": _SPREADSHEET}, [1]),
    ],
)
def test_a_lookup_matches_all_its_members(
    marked: Spreadsheet, lookup: Json, expected: list[int]
) -> None:
    found = _search(marked, lookup)
    assert [match["developerMetadata"]["metadataId"] for match in found] == expected


@pytest.mark.parametrize(
    ("lookup", "message"),
    [
        ({"locationMatchingStrategy": "EXACT_LOCATION"}, "needs a metadataLocation"),
        (
            {
                "metadataLocation": _ROW_3,
                "locationMatchingStrategy": "EXACT_LOCATION",
                "locationType": "ROW",
            },
            "must not be given with EXACT_LOCATION",
        ),
        ({"metadataLocation": _ROW_3, "locationType": "SPREADSHEET"}, "does not go with"),
        ({"metadataLocation": {"sheetId": 5}}, "No grid with id: 5"),
    ],
)
def test_members_of_a_lookup_must_go_together(
    marked: Spreadsheet, lookup: Json, message: str
) -> None:
    with pytest.raises(GoogleError, match=message):
        _search(marked, lookup)


def test_a_search_names_every_filter_that_matched(marked: Spreadsheet) -> None:
    by_key, by_id = {"metadataKey": "kolom"}, {"metadataId": 5}
    (found,) = _search(marked, by_key, by_id)
    assert found == {
        "developerMetadata": {
            "metadataId": 5,
            "metadataKey": "kolom",
            "visibility": "DOCUMENT",
            "location": {
                "locationType": "COLUMN",
                "dimensionRange": {"dimension": "COLUMNS", "startIndex": 1, "endIndex": 2},
            },
        },
        "dataFilters": [
            {"developerMetadataLookup": by_key},
            {"developerMetadataLookup": by_id},
        ],
    }


def test_metadata_are_got_by_id(marked: Spreadsheet) -> None:
    def got(number: int) -> Json:
        return marked.call(
            "sheets.spreadsheets.developerMetadata.get",
            OWNER,
            spreadsheetId=marked.spreadsheet_id,
            metadataId=number,
        )

    assert got(1)["metadataKey"] == "buku"
    with pytest.raises(GoogleError) as caught:
        got(77)
    assert caught.value.code == 404


_MASK = "sheets(properties(sheetId),data(startRow,startColumn,rowData(values(formattedValue))))"


def _filtered(book: Spreadsheet, *filters: Json) -> list[Json]:
    reply = book.call(
        "sheets.spreadsheets.getByDataFilter",
        OWNER,
        {"dataFilters": list(filters)},
        spreadsheetId=book.spreadsheet_id,
        fields=_MASK,
    )
    found: list[Json] = reply.get("sheets", [])
    return found


def _sheet(number: int, *data: Json) -> Json:
    return {"properties": {"sheetId": number}, "data": list(data)}


def _rows(*rows: list[str]) -> list[Json]:
    return [{"values": [{"formattedValue": text} for text in row]} for row in rows]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        pytest.param(
            [{"developerMetadataLookup": {"metadataId": 3}}],
            [_sheet(0, {"startRow": 2, "rowData": _rows(["a3", "b3"])})],
            id="a row",
        ),
        pytest.param(
            [{"developerMetadataLookup": {"metadataKey": "kolom"}}, {"a1Range": "Lain!A1"}],
            [
                _sheet(0, {"startColumn": 1, "rowData": _rows(["b1"], ["b2"], ["b3"])}),
                _sheet(9, {}),
            ],
            id="a column and a range",
        ),
        pytest.param(
            [{"gridRange": grid_range(0, 1, 1, 2)}, {"gridRange": grid_range(2, 3, 0, 1)}],
            [
                _sheet(
                    0,
                    {"startColumn": 1, "rowData": _rows(["b1"])},
                    {"startRow": 2, "rowData": _rows(["a3"])},
                )
            ],
            id="two ranges of a sheet",
        ),
        pytest.param(
            [{"developerMetadataLookup": {"metadataKey": "tidak ada"}}], [], id="nothing matches"
        ),
    ],
)
def test_a_spreadsheet_is_read_by_data_filters(
    marked: Spreadsheet, filters: list[Json], expected: list[Json]
) -> None:
    assert _filtered(marked, *filters) == expected


def test_without_filters_all_is_read(marked: Spreadsheet) -> None:
    assert [sheet["properties"]["sheetId"] for sheet in _filtered(marked)] == [0, 9]


@pytest.mark.parametrize(
    ("data_filter", "message"),
    [
        ({"gridRange": {"sheetId": 5}}, "No grid with id: 5"),
        ({"a1Range": "Hilang!A1"}, "Unable to parse range: Hilang!A1"),
        ({}, "exactly one"),
    ],
)
def test_a_filter_for_what_is_not_there_is_a_400(
    marked: Spreadsheet, data_filter: Json, message: str
) -> None:
    with pytest.raises(GoogleError) as caught:
        _filtered(marked, data_filter)
    assert caught.value.code == 400
    assert message in caught.value.message
