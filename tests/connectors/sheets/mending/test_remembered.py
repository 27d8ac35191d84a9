"""Rows that are remembered come back where they are missing, and only where that is certain."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from connectors.sheets.cell import CellValue
from connectors.sheets.mending.remembered import (
    Expected,
    Remembered,
    lost_rows,
    rows_to_remember,
    spoilt_keys,
    typed_over,
)
from connectors.sheets.tab import Column, Tab
from tests.connectors.factories import VISITS, a_snapshot

REMEMBERED: dict[tuple[CellValue, ...], dict[str, CellValue]] = {
    ("A",): {"code": "A", "name": "Asep", "told": True},
    ("B",): {"code": "B", "name": "Budi"},
}
HEADERS = [column.header for column in VISITS.columns]
A, B = ["A", "Asep", None, None, True], ["B", "Budi"]
ASEP = {0: "A", 1: "Asep", 4: True}

STANDING = [
    pytest.param([HEADERS, A, B], [], id="all is there"),
    pytest.param([HEADERS, B], [ASEP], id="a row is deleted"),
    pytest.param([["Daftar"], HEADERS, B], [ASEP], id="a row is deleted below a title"),
    pytest.param([["Kodenya", *HEADERS[1:]], A, B], [], id="the key's header is renamed"),
    pytest.param([A, B], [], id="the header row is deleted"),
]


@pytest.mark.parametrize(("rows", "lost"), STANDING)
def test_lost_rows(rows: Sequence[Sequence[object]], lost: list[dict[int, CellValue]]) -> None:
    assert lost_rows(a_snapshot(VISITS, rows).tab(VISITS), REMEMBERED) == lost


ALIKE = REMEMBERED | {
    ("C",): {"code": "C", "name": "Cecep", "date": 1.0, "status": "Batal"},
    ("D",): {"code": "D", "name": "Dadang", "date": 1.0, "status": "Batal"},
}
C, D = ["C", "Cecep", 1, "Batal"], ["D", "Dadang", 1, "Batal"]

TYPED_OVER = [
    pytest.param([HEADERS, ["X", *A[1:]], B, C, D], [(1, "A", "X")], id="a key is typed over"),
    pytest.param([HEADERS, [None, *A[1:]], B, C, D], [(1, "A", None)], id="a key is cleared"),
    pytest.param(
        [HEADERS, B, ["X", *A[1:]], ["X", *A[1:]], C, D],
        [(2, "A", "X")],
        id="and the row is copied then",
    ),
    pytest.param([HEADERS, ["X", *A[1:]], ["Y", *A[1:]], B, C, D], [], id="two rows may be it"),
    pytest.param([HEADERS, A, ["X", *A[1:]], B, C, D], [], id="a copy's key is typed over"),
    pytest.param([HEADERS, A, B, C, ["X", *D[1:]]], [(4, "D", "X")], id="a row much like another"),
    pytest.param([HEADERS, A, B, C, ["X", *C[1:]]], [], id="a copy of a row much like one deleted"),
]


@pytest.mark.parametrize(("rows", "spoilt"), TYPED_OVER)
def test_spoilt_keys(
    rows: Sequence[Sequence[object]], spoilt: list[tuple[int, str, str | None]]
) -> None:
    found = spoilt_keys(a_snapshot(VISITS, rows).tab(VISITS), ALIKE)
    assert [(one.row, one.key[0], next(iter(one.says), None)) for one in found] == spoilt


SESSIONS = Tab(
    "sessions",
    "Sesi",
    tuple(Column(name, name) for name in ("program", "week", "step", "party")),
    row_key=("program", "week", "step"),
)
MONDAY = [
    ["C&C", "W48", "1", "Humas"],
    ["C&C", "W48", "2", "Bidang"],
    ["HALO", "W48", "1", "Humas"],
]
OVERWRITTEN = [
    pytest.param(
        [["C&C", "W48", "x", "y"], *MONDAY[1:]], [(1, "1")], id="the rest of the key tells"
    ),
    pytest.param([["C&C", "x", "x", "y"], *MONDAY[1:]], [], id="a third of the key does not"),
    pytest.param([["C&C", "W48", "x", "y"], MONDAY[2]], [], id="nor if it may be either of two"),
    pytest.param([["C&C", "W48", "x", "y"], *MONDAY], [], id="nor if nothing is missing"),
]


@pytest.mark.parametrize(("rows", "spoilt"), OVERWRITTEN)
def test_a_key_of_several_parts(
    rows: Sequence[Sequence[object]], spoilt: list[tuple[int, str]]
) -> None:
    names = [column.field for column in SESSIONS.columns]
    known: Remembered = {tuple(row[:3]): dict(zip(names, row, strict=True)) for row in MONDAY}
    state = a_snapshot(SESSIONS, [names, *rows]).tab(SESSIONS)
    assert [(one.row, one.key[2]) for one in spoilt_keys(state, known)] == spoilt


TYPED = [
    pytest.param(["A", "Asep", None, None, True], [], id="as written"),
    pytest.param(["A", "Ahmad", None, None, True], [(1, 1, "Asep")], id="typed over"),
    pytest.param(["A", None, None, None, True], [(1, 1, "Asep")], id="cleared"),
    pytest.param(["A", "Abdul", None, None, True], [], id="as it may stand just as rightly"),
    pytest.param(["A", "Asep", None, None, False], [], id="staff's own column"),
    pytest.param(["B", "Bakri"], [(1, 1, "Budi")], id="another row"),
    pytest.param(["C", "Cecep"], [], id="a row that people have added"),
    pytest.param(["D", "Dadang"], [], id="a row that nobody remembers"),
]


@pytest.mark.parametrize(("row", "found"), TYPED)
def test_typed_over(row: Sequence[object], found: list[tuple[int, int, CellValue]]) -> None:
    theirs: dict[str, CellValue] = {column.field: None for column in VISITS.columns}
    rightly: Expected = {("A",): [{"code": "A", "name": "Abdul"}]}
    state = a_snapshot(VISITS, [HEADERS, row]).tab(VISITS)
    assert list(typed_over(state, {**REMEMBERED, ("C",): theirs}, rightly)) == found


def test_what_could_not_be_written_is_remembered_as_it_was() -> None:
    state = a_snapshot(VISITS, [["Kode", "Siapa"], ["A", "Asep"], ["B", "Budi"]]).tab(VISITS)
    desired: list[dict[str, CellValue]] = [{"code": code, "name": "Cecep"} for code in "ABC"]
    kept = rows_to_remember(
        state, desired, lambda key: [REMEMBERED[key]] if key in REMEMBERED else []
    )
    assert {key: cells["name"] for key, cells in kept.items()} == {
        ("A",): "Asep",
        ("B",): "Budi",
        ("C",): "Cecep",
    }
