from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import pytest

from loket import columns as c
from pipeline import tabs
from pipeline.copied_rows import copied_rows
from tests.connectors.factories import a_snapshot

COLUMNS = [c.TAB, c.ROW, c.HEADER, c.VALUE, c.REASON, c.REMEDY]
HEADERS = [column.header for column in tabs.REGISTRATIONS.columns]


def rows_of(*codes: str | None) -> list[list[object]]:
    return [[code, *[None] * (len(HEADERS) - 2), "Abaikan"] for code in codes]


def problems(*rows: tuple[int, str, int]) -> pd.DataFrame:
    lines = [
        (
            "Pendaftaran", row, "Kode", code,
            f"Sudah ada pada baris {original}; baris salinan tidak dibaca.",
            f"Isi baris {original}, lalu hapus baris ini.",
        )
        for row, code, original in rows
    ]  # fmt: skip
    frame = pd.DataFrame(lines, columns=COLUMNS, dtype=object)
    return frame.astype({name: "Int64" if name == c.ROW else "str" for name in COLUMNS})


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        pytest.param([], [], id="an empty tab"),
        pytest.param(["A", "B"], [], id="each once"),
        pytest.param(["A", "B", "A"], [(4, "A", 2)], id="a copy"),
        pytest.param(["A", " A ", "A"], [(3, "A", 2), (4, "A", 2)], id="two copies"),
        pytest.param([None, None], [], id="rows without a code"),
    ],
)
def test_copies_are_reported(
    codes: Sequence[str | None], expected: list[tuple[int, str, int]]
) -> None:
    snapshot = a_snapshot(tabs.REGISTRATIONS, [HEADERS, *rows_of(*codes)])
    found = copied_rows(snapshot, [tabs.REGISTRATIONS])
    pd.testing.assert_frame_equal(found, problems(*expected))


def test_a_tab_that_is_not_there_has_no_copies() -> None:
    snapshot = a_snapshot(tabs.REGISTRATIONS, [HEADERS])
    pd.testing.assert_frame_equal(copied_rows(snapshot, [tabs.PROBLEMS]), problems())
