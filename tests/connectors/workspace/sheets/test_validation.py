from __future__ import annotations

import pytest

from connectors.workspace.call import Json
from connectors.workspace.sheets.validation import accepts
from tests.connectors.workspace.sheet_books import (
    Spreadsheet,
    a_spreadsheet,
    cells,
    columns_range,
    grid_range,
    rows_range,
)


def _condition(kind: str, *values: str) -> Json:
    return {"type": kind, "values": [{"userEnteredValue": value} for value in values]}


_RULES: list[tuple[Json, list[str], list[str]]] = [
    (_condition("ONE_OF_LIST", "09.00.00", "Hadir"), ["9.00", "Hadir"], ["hadir", "10.00"]),
    (_condition("ONE_OF_RANGE", "=$B$1:$B$2"), ["3", "5,0"], ["4", "Nilai"]),
    (_condition("NUMBER_BETWEEN", "1", "4"), ["2,5", "4"], ["5", "dua"]),
    (_condition("DATE_AFTER", "24/11/2026"), ["25/11/2026"], ["24/11/2026", "besok"]),
    (_condition("DATE_IS_VALID"), ["25/11/2026"], ["besok"]),
    (_condition("TEXT_IS_EMAIL"), ["siti@kantor.example"], ["siti@"]),
    (_condition("TEXT_IS_URL"), ["https://wa.me/62811?text=a", "kantor.example"], ["rumah"]),
    (_condition("TEXT_CONTAINS", "x"), ["Xyz"], ["yz"]),
    (_condition("CUSTOM_FORMULA", "=A1=$B$1"), ["3"], ["4"]),
    (_condition("BOOLEAN"), ["TRUE", "FALSE"], ["ya"]),
]


@pytest.mark.parametrize(
    ("condition", "taken", "refused"), _RULES, ids=[rule["type"] for rule, _, _ in _RULES]
)
def test_a_rule_accepts_what_meets_its_condition(
    condition: Json, taken: list[str], refused: list[str]
) -> None:
    typed = ["", *taken, *refused]
    book = a_spreadsheet([["", 3], ["", 5]], locale="id_ID")
    rule = {"range": grid_range(0, len(typed), 0, 1), "rule": {"condition": condition}}
    book.batch({"setDataValidation": rule})
    book.write("A1", [[text] for text in typed])
    opened = book.opened()
    accepted = [accepts(opened, opened.sheet(0), row, 0) for row in range(len(typed))]
    assert accepted == [True] * (1 + len(taken)) + [False] * len(refused)


def _rules(book: Spreadsheet, column: int = 0) -> list[str | None]:
    """Give the first value of each row's rule in a column."""
    mask = "sheets(properties(sheetId),data(rowData(values(dataValidation))))"
    rows = book.sheet(fields=mask)["data"][0].get("rowData", [])
    found = [row.get("values", []) for row in rows]
    rules = [row[column].get("dataValidation") if len(row) > column else None for row in found]
    return [rule and rule["condition"]["values"][0]["userEnteredValue"] for rule in rules]


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=B1=1", ["=B1=1", "=B2=1", "=B3=1"]),
        ("=$B$1=1", ["=$B$1=1"] * 3),
        ("=B$1=1", ["=B$1=1"] * 3),
    ],
)
def test_relative_references_of_a_rule_move_along(formula: str, expected: list[str]) -> None:
    book = a_spreadsheet()
    rule = {"condition": _condition("CUSTOM_FORMULA", formula)}
    book.batch({"setDataValidation": {"range": grid_range(0, 3, 0, 1), "rule": rule}})
    assert _rules(book) == expected
    book.batch({"insertDimension": {"range": columns_range(0, 1)}})
    assert _rules(book, 1) == [text.replace("B", "C") for text in expected]


@pytest.mark.parametrize(
    ("included", "expected"), [(True, ["=TRUE"] * 3), (False, ["=TRUE", None, "=TRUE"])]
)
def test_filtered_rows_get_a_rule_only_if_asked_for(
    included: bool, expected: list[str | None]
) -> None:
    book = a_spreadsheet([["n"], ["a"], ["b"]])
    hidden = {"columnIndex": 0, "filterCriteria": {"hiddenValues": ["a"]}}
    by_hand = {"properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}
    rule = {"condition": _condition("CUSTOM_FORMULA", "=TRUE")}
    area = grid_range(0, 3, 0, 1)
    book.batch(
        {"setBasicFilter": {"filter": {"range": area, "filterSpecs": [hidden]}}},
        {"updateDimensionProperties": {"range": rows_range(2, 3), **by_hand}},
        {"setDataValidation": {"range": area, "rule": rule, "filteredRowsIncluded": included}},
    )
    assert _rules(book) == expected


def test_a_new_value_erases_the_runs_of_the_old_text() -> None:
    book = a_spreadsheet()
    run = {"startIndex": 1, "format": {"bold": True}}
    old = {"userEnteredValue": {"stringValue": "tebal"}, "textFormatRuns": [run]}
    new = {"userEnteredValue": {"stringValue": "baru"}}
    book.batch(
        cells(0, 0, [[old, old]], "userEnteredValue,textFormatRuns"),
        cells(0, 0, [[new]], "userEnteredValue"),
    )
    row = book.sheet(includeGridData=True)["data"][0]["rowData"][0]["values"]
    assert ["textFormatRuns" in cell for cell in row] == [False, True]
