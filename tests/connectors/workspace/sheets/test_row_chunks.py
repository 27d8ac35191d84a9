from __future__ import annotations

from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from connectors.workspace.sheets.row_chunks import RowChunks
from tests.connectors.workspace.sheet_books import (
    MemoryDocuments,
    a_spreadsheet,
    cells,
    rows_range,
    text,
)

_EDIT = st.tuples(
    st.sampled_from(["change", "insert", "delete"]), st.integers(0, 1500), st.integers(1, 500)
)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 1200), st.lists(_EDIT, max_size=4))
@example(401, [("delete", 0, 400)])
def test_rows_come_back_as_they_were_stored(count: int, edits: list[tuple[str, int, int]]) -> None:
    documents = MemoryDocuments()
    rows: list[list[Any]] = [[{"v": index}] for index in range(count)]
    order = RowChunks(documents, "b", 1).store(rows)
    for kind, at, size in edits:
        chunks = RowChunks(documents, "b", 1)
        shown = chunks.load(order)
        assert shown == rows
        new = [[{"v": f"{kind} {at} {index}"}] for index in range(size)]
        for changed in (rows, shown):
            changed[at : at + (0 if kind == "insert" else size)] = [] if kind == "delete" else new
        order = chunks.store(shown)
        assert len(order) == len(set(order)) == len(documents.stored)
    assert RowChunks(documents, "b", 1).load(order) == rows


def _stored(changed: dict[str, str], before: dict[str, str]) -> int:
    return sum(len(body) for key, body in changed.items() if before.get(key) != body)


def test_a_small_change_of_a_large_sheet_stores_little() -> None:
    values = [[f"baris {row}", f"isi {row}"] for row in range(4000)]
    book = a_spreadsheet(values, rows=5000, columns=2)

    def bodies() -> dict[str, str]:
        return {" ".join(key): body for key, (body, _) in book.documents.stored.items()}

    whole = sum(map(len, bodies().values()))
    for request in (
        cells(2000, 0, [[text("baru")]], "userEnteredValue"),
        {"insertDimension": {"range": rows_range(1000, 1001)}},
        {"deleteDimension": {"range": rows_range(3000, 3001)}},
    ):
        before = bodies()
        book.batch(request)
        assert _stored(bodies(), before) < whole / 8
    assert len(book.values()) == 4000


def test_a_sheet_that_takes_the_id_of_a_deleted_one_begins_empty() -> None:
    book = a_spreadsheet([["lama"]])
    book.batch({"addSheet": {"properties": {"sheetId": 7, "title": "Tujuh"}}})
    book.write("Tujuh!A1:A2", [["a"], ["b"]])
    again = {"addSheet": {"properties": {"sheetId": 7, "title": "Baru"}}}
    book.batch({"deleteSheet": {"sheetId": 7}}, again)
    assert book.values("Baru") == []
    book.write("Baru!A1", [["c"]])
    assert book.values("Baru") == [["c"]]
    book.batch({"deleteSheet": {"sheetId": 7}})
    assert [key for key in book.documents.stored if "/7" in key[1]] == []
