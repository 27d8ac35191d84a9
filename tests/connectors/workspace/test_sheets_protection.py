from __future__ import annotations

from typing import Any

import pytest

from connectors.workspace.call import GoogleError, Json, Switches
from tests.connectors.workspace.sheet_books import (
    OWNER,
    READER,
    ROBOT,
    STAFF,
    Spreadsheet,
    a_spreadsheet,
    cells,
    columns_range,
    grid_range,
    rows_range,
    text,
)

_REFUSED = "You are trying to edit a protected cell or object"
_VALUE = "userEnteredValue"


def _a_tab(**made: Any) -> Spreadsheet:
    """Give a sheet that only the robot may edit, but for column C below the header."""
    book = a_spreadsheet(
        [["Kode", "Nama", "Catatan"], ["1", "Siti", ""], ["2", "Dewi", ""]], **made
    )
    whole = {
        "protectedRangeId": 1,
        "range": {"sheetId": 0},
        "unprotectedRanges": [
            {"sheetId": 0, "startRowIndex": 1, "startColumnIndex": 2, "endColumnIndex": 3}
        ],
    }
    book.batch({"addProtectedRange": {"protectedRange": whole}}, by=ROBOT)
    return book


def _outcome(book: Spreadsheet, request: Json, by: str) -> str:
    try:
        book.batch(request, by=by)
    except GoogleError as error:
        return "refused" if _REFUSED in error.message else error.message
    return "done"


_EDITS: list[tuple[str, Json, str]] = [
    ("a free cell", cells(1, 2, [[text("x")]], _VALUE), "done"),
    ("a note on a free cell", cells(1, 2, [[{"note": "x"}]], "note"), "done"),
    ("a protected cell", cells(1, 1, [[text("x")]], _VALUE), "refused"),
    ("a free and a protected cell", cells(0, 2, [[text("x")], [text("y")]], _VALUE), "refused"),
    (
        "a format",
        {"repeatCell": {"range": grid_range(1, 2, 0, 3), "fields": "userEnteredFormat"}},
        "refused",
    ),
    ("a rule", {"setDataValidation": {"range": grid_range(1, 2, 1, 2)}}, "refused"),
    ("a merge", {"mergeCells": {"range": grid_range(1, 3, 2, 3)}}, "done"),
    (
        "cells below",
        {"appendCells": {"rows": [{"values": [text("x")]}], "fields": _VALUE}},
        "refused",
    ),
    (
        "sort",
        {"sortRange": {"range": grid_range(1, 3, 0, 3), "sortSpecs": [{"dimensionIndex": 0}]}},
        "refused",
    ),
    (
        "sort free cells",
        {"sortRange": {"range": grid_range(1, 3, 2, 3), "sortSpecs": [{"dimensionIndex": 2}]}},
        "done",
    ),
    ("insert a row", {"insertDimension": {"range": rows_range(1, 2)}}, "refused"),
    ("delete a row", {"deleteDimension": {"range": rows_range(1, 2)}}, "refused"),
    (
        "move a column",
        {"moveDimension": {"source": columns_range(2, 3), "destinationIndex": 0}},
        "refused",
    ),
    (
        "hide a row",
        {
            "updateDimensionProperties": {
                "range": rows_range(1, 2),
                "properties": {"hiddenByUser": True},
                "fields": "hiddenByUser",
            }
        },
        "refused",
    ),
    ("filter", {"setBasicFilter": {"filter": {"range": grid_range(0, 3, 0, 3)}}}, "refused"),
    (
        "rename",
        {"updateSheetProperties": {"properties": {"title": "x"}, "fields": "title"}},
        "refused",
    ),
    ("lift the protection", {"deleteProtectedRange": {"protectedRangeId": 1}}, "refused"),
    ("a filter view", {"addFilterView": {"filter": {"range": grid_range(0, 3, 0, 3)}}}, "done"),
    (
        "replace",
        {"findReplace": {"find": "Siti", "replacement": "x", "allSheets": True}},
        "refused",
    ),
]
_STRUCTURE = {
    "sort",
    "insert a row",
    "delete a row",
    "move a column",
    "hide a row",
    "filter",
    "rename",
}


@pytest.mark.parametrize(
    ("request_", "staff"), [edit[1:] for edit in _EDITS], ids=[edit[0] for edit in _EDITS]
)
def test_editors_and_the_owner_get_through_others_do_not(request_: Json, staff: str) -> None:
    assert _outcome(_a_tab(), request_, STAFF) == staff
    assert _outcome(_a_tab(), request_, ROBOT) == "done"
    assert _outcome(_a_tab(), request_, OWNER) == "done"
    assert "does not have permission" in _outcome(_a_tab(), request_, READER)


@pytest.mark.parametrize(("name", "request_", "staff"), _EDITS, ids=[edit[0] for edit in _EDITS])
def test_structural_acts_through_a_protection_are_a_switch(
    name: str, request_: Json, staff: str
) -> None:
    book = _a_tab(switches=Switches(structure_through_protection=True))
    assert _outcome(book, request_, STAFF) == ("done" if name in _STRUCTURE else staff)


def test_a_refused_edit_is_a_400_that_names_the_request() -> None:
    with pytest.raises(GoogleError) as caught:
        _a_tab().batch(
            cells(1, 2, [[text("x")]], _VALUE), cells(0, 0, [[text("x")]], _VALUE), by=STAFF
        )
    assert caught.value.body()["error"] == {
        "code": 400,
        "message": "Invalid requests[1].updateCells: You are trying to edit a protected cell or "
        "object. Please contact the spreadsheet owner to remove protection if you need to edit.",
        "status": "INVALID_ARGUMENT",
    }


def test_the_free_column_follows_when_the_owner_moves_it() -> None:
    book = _a_tab()
    book.batch({"moveDimension": {"source": columns_range(2, 3), "destinationIndex": 0}})
    assert _outcome(book, cells(1, 0, [[text("x")]], _VALUE), STAFF) == "done"
    assert _outcome(book, cells(1, 2, [[text("x")]], _VALUE), STAFF) == "refused"


def test_values_methods_respect_protection_too() -> None:
    book = _a_tab()
    book.write("C2", [["boleh"]], by=STAFF)
    with pytest.raises(GoogleError, match=_REFUSED):
        book.write("B2", [["tidak"]], by=STAFF)
    assert book.values("A2:C2") == [["1", "Siti", "boleh"]]


@pytest.mark.parametrize(
    ("protected", "stored"),
    [
        pytest.param({}, {"editors": {"users": [ROBOT]}}, id="nobody named: the caller"),
        pytest.param(
            {"editors": {"users": []}},
            {"editors": {"users": [ROBOT]}},
            id="an empty list: the caller",
        ),
        pytest.param(
            {"editors": {"users": [STAFF]}}, {"editors": {"users": [STAFF]}}, id="as named"
        ),
        pytest.param({"warningOnly": True}, {"warningOnly": True}, id="only a warning"),
    ],
)
def test_who_may_edit_is_stored(protected: Json, stored: Json) -> None:
    book = a_spreadsheet()
    area = grid_range(0, 1, 0, 1)
    given = {"protectedRangeId": 4, "range": area, **protected}
    book.batch({"addProtectedRange": {"protectedRange": given}}, by=ROBOT)
    shown = book.sheet()["protectedRanges"]
    assert shown == [
        {
            "protectedRangeId": 4,
            "range": {"endRowIndex": 1, "endColumnIndex": 1},
            "requestingUserCanEdit": True,
            **stored,
        }
    ]


def test_who_may_not_edit_does_not_see_the_editors() -> None:
    shown = _a_tab().sheet(by=STAFF)["protectedRanges"][0]
    assert "editors" not in shown
    assert "requestingUserCanEdit" not in shown


@pytest.mark.parametrize(
    ("protected", "message"),
    [
        (
            {"range": {"sheetId": 0}, "warningOnly": True, "editors": {"users": [STAFF]}},
            "warningOnly",
        ),
        (
            {"range": grid_range(0, 2, 0, 2), "unprotectedRanges": [grid_range(0, 1, 0, 1)]},
            "protected sheets",
        ),
        ({"range": {"sheetId": 0}, "editors": {"groups": ["g@kantor.example"]}}, "not supported"),
        ({}, "must specify a range"),
    ],
)
def test_impossible_protections_are_refused(protected: Json, message: str) -> None:
    with pytest.raises(GoogleError, match=message):
        a_spreadsheet().batch({"addProtectedRange": {"protectedRange": protected}})


def test_an_update_of_a_protection_takes_effect_within_the_batch() -> None:
    book = _a_tab()
    editors = {"protectedRangeId": 1, "editors": {"users": [ROBOT, STAFF]}}
    book.batch({"updateProtectedRange": {"protectedRange": editors, "fields": "editors"}}, by=ROBOT)
    assert _outcome(book, cells(1, 1, [[text("x")]], _VALUE), STAFF) == "done"
    narrowed = {"protectedRangeId": 1, "editors": {"users": [ROBOT]}}
    with pytest.raises(GoogleError, match=_REFUSED):
        book.batch(
            {"updateProtectedRange": {"protectedRange": narrowed, "fields": "editors"}},
            cells(1, 1, [[text("y")]], _VALUE),
            by=STAFF,
        )
