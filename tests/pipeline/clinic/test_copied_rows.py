from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import pytest

from loket import columns as c
from pipeline import tabs
from pipeline.clinic.copied_rows import copied_headers, copied_rows
from tests.connectors.factories import a_snapshot

COLUMNS = [c.TAB, c.ROW, c.HEADER, c.VALUE, c.REASON, c.REMEDY]
HEADERS = [column.header for column in tabs.REGISTRATIONS.columns]


def rows_of(*codes: str | None) -> list[list[object]]:
    return [[code, *[None] * (len(HEADERS) - 2), "Abaikan"] for code in codes]


def problems(*keys: tuple[str, int]) -> pd.DataFrame:
    lines = [
        (
            "Pendaftaran", None, "Kode", code,
            f"Ada di {times} baris; hanya baris paling atas yang dibaca.",
            "Pindahkan isian salinannya ke baris paling atas, lalu hapus salinannya.",
        )
        for code, times in keys
    ]  # fmt: skip
    frame = pd.DataFrame(lines, columns=COLUMNS, dtype=object)
    return frame.astype({name: "Int64" if name == c.ROW else "str" for name in COLUMNS})


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        pytest.param([], [], id="an empty tab"),
        pytest.param(["A", "B"], [], id="each once"),
        pytest.param(["A", "B", "A"], [("A", 2)], id="a copy"),
        pytest.param(["A", " A ", "A"], [("A", 3)], id="two copies"),
        pytest.param([None, None], [], id="rows without a code"),
    ],
)
def test_copies_are_reported(codes: Sequence[str | None], expected: list[tuple[str, int]]) -> None:
    snapshot = a_snapshot(tabs.REGISTRATIONS, [HEADERS, *rows_of(*codes)])
    found = copied_rows(snapshot, [tabs.REGISTRATIONS])
    pd.testing.assert_frame_equal(found, problems(*expected))


def test_a_tab_that_is_not_there_has_no_copies() -> None:
    snapshot = a_snapshot(tabs.REGISTRATIONS, [HEADERS])
    pd.testing.assert_frame_equal(copied_rows(snapshot, [tabs.PROBLEMS]), problems())


def test_copied_headers_are_reported() -> None:
    snapshot = a_snapshot(tabs.REGISTRATIONS, [["Daftar"], [*HEADERS, "keputusan"]])
    (problem,) = copied_headers(snapshot, [tabs.REGISTRATIONS, tabs.PROBLEMS]).to_dict("records")
    assert (problem[c.TAB], problem[c.ROW], problem[c.HEADER]) == ("Pendaftaran", 2, "keputusan")


def test_headers_that_stand_once_are_no_problem() -> None:
    snapshot = a_snapshot(tabs.REGISTRATIONS, [HEADERS])
    assert copied_headers(snapshot, [tabs.REGISTRATIONS]).empty
