"""Rows are put in order by the fewest moves: played through on a list, the sheet ends in order."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.sheets.client import SpreadsheetClient
from connectors.sheets.rows.row_order import row_order
from connectors.sheets.spreadsheet_setup import setup
from tests.connectors.factories import VISITS, a_snapshot, visits

HEADER = ["Kode", "Nama"]


def moves(codes: list[str], order: list[str], *, above: int = 0) -> list[dict[str, Any]]:
    """The moves for rows of these codes; ``-`` is a row without one."""
    rows: list[list[object]] = [[None if code == "-" else code, "x"] for code in codes]
    snapshot = a_snapshot(VISITS, [*([["Judul"]] * above), HEADER, *rows])
    return row_order(snapshot.tab(VISITS), [(code,) for code in order])


def played(rows: list[str], requests: list[dict[str, Any]]) -> list[str]:
    """Move items of a list as Google moves rows: the destination counts before they are taken."""
    for request in requests:
        move = request["moveDimension"]
        start, end = move["source"]["startIndex"], move["source"]["endIndex"]
        target = move["destinationIndex"]
        assert not start <= target <= end
        taken = rows[start:end]
        rest = [*rows[:start], *rows[end:]]
        target -= len(taken) if target > start else 0
        rows = [*rest[:target], *taken, *rest[target:]]
    return rows


@pytest.mark.parametrize(
    ("codes", "order", "after", "count"),
    [
        pytest.param("ABC", "ABC", "ABC", 0, id="in order"),
        pytest.param("BCDA", "ABCD", "ABCD", 1, id="one comes to the front"),
        pytest.param("DABC", "ABCD", "ABCD", 1, id="one goes to the end"),
        pytest.param("CBA", "ABC", "ABC", 2, id="the other way round"),
        pytest.param("B-A", "AB", "AB-", 1, id="a row without a key follows"),
        pytest.param("-BA", "AB", "-AB", 1, id="what stands on top stays"),
        pytest.param("BXA", "AB", "ABX", 1, id="a key of no order follows"),
        pytest.param("BBA", "AB", "ABB", 1, id="a copy follows"),
        pytest.param("", "AB", "", 0, id="an empty tab"),
    ],
)
@pytest.mark.parametrize("above", [0, 2])
def test_rows_come_in_order(codes: str, order: str, after: str, count: int, above: int) -> None:
    requests = moves(list(codes), list(order), above=above)
    top = ["title"] * above + ["header"]
    assert played([*top, *codes], requests) == [*top, *after]
    assert len(requests) == count


@given(st.permutations("ABCDEFGH"), st.permutations("ABCDEFGH"), st.data())
def test_the_fewest_moves_give_the_order(
    codes: list[str], order: list[str], data: st.DataObject
) -> None:
    keyless = data.draw(st.lists(st.integers(0, 8), max_size=3))
    rows = [*codes]
    for place in sorted(keyless, reverse=True):
        rows.insert(place, "-")
    requests = moves(rows, order)
    after = played(["header", *rows], requests)
    assert [row for row in after if row not in {"header", "-"}] == order
    assert followers(after) == followers(["header", *rows])
    assert len(requests) == len(codes) - longest([order.index(code) for code in codes])


def followers(rows: list[str]) -> dict[str, int]:
    """How many rows without a key stand behind each other row; on top they stay on top."""
    found: dict[str, int] = {}
    last = ""
    for row in rows:
        last = last if row == "-" else row
        found[last] = found.get(last, -1) + 1
    return found


def longest(values: list[int]) -> int:
    """The length of a longest ascending part, by trying each as the last."""
    lengths: list[int] = []
    for index, value in enumerate(values):
        shorter = [lengths[at] for at in range(index) if values[at] < value]
        lengths.append(1 + max(shorter, default=0))
    return max(lengths)


def test_merged_rows_stay_together() -> None:
    state = a_snapshot(VISITS, [HEADER, ["C"], ["B"], ["A"]]).tab(VISITS)
    assert state.sheet is not None
    merge = {"startRowIndex": 1, "endRowIndex": 3, "endColumnIndex": 1}
    merged = replace(state, sheet=replace(state.sheet, raw={"merges": [merge]}))
    requests = row_order(merged, [("A",), ("B",), ("C",)])
    assert played(["header", *"CBA"], requests) == ["header", *"ACB"]


def test_moved_rows_take_along_what_staff_wrote(spreadsheet: SpreadsheetClient) -> None:
    made = setup(
        spreadsheet.read(),
        {VISITS: visits(*"DACB")},
        editors=(),
        locale="id_ID",
        time_zone="Asia/Jakarta",
    )
    spreadsheet.apply(made)
    http = spreadsheet.access.gspread.http_client
    http.values_update(
        spreadsheet.spreadsheet_id, "Kunjungan!F2:F5", {"valueInputOption": "RAW"},
        {"values": [["d"], ["a"], ["c"], ["b"]]},
    )  # fmt: skip
    requests = row_order(spreadsheet.read().tab(VISITS), [(code,) for code in "ABCD"])
    http.batch_update(spreadsheet.spreadsheet_id, {"requests": requests})
    frame = spreadsheet.read().tab(VISITS).frame
    assert [*zip(frame["code"], frame["answer"], strict=True)] == [
        *zip("ABCD", "abcd", strict=True)
    ]
