"""Tabs by id, columns by header, rows by key, wherever people have moved them."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from connectors.sheets.snapshot import Snapshot
from loket.errors import HeaderMissing, HeaderSunken, TabMissing
from tests.connectors.factories import PEOPLE, VISITS, ZONE, a_snapshot

HEADER = ["Kode", "Nama", "Tanggal", "Status", "Diberitahu", "Konfirmasi"]
ROW = ["A", "Siti", 46350, "Batal", True, "Ya"]
EXPECTED = {
    "code": "A",
    "name": "Siti",
    "date": date(2026, 11, 24),
    "status": "Batal",
    "told": True,
    "answer": "Ya",
}


def linked(text: str) -> dict[str, object]:
    """A cell as it is typed into a row that Google has given the looks of the row below."""
    link = {"textFormat": {"link": {"uri": "https://wa.me/62812"}}}
    return {"effectiveValue": {"stringValue": text}, "userEnteredFormat": link}


@pytest.mark.parametrize(
    ("rows", "row"),
    [
        pytest.param([HEADER, ROW], 2, id="as created"),
        pytest.param([HEADER[::-1], ROW[::-1]], 2, id="columns in another order"),
        pytest.param([["Jadwal"], [], HEADER, ROW], 4, id="titles above"),
        pytest.param([*[["Jadwal"]] * 24, HEADER, ROW], 26, id="as many titles as there may be"),
        pytest.param([HEADER, [], [None] * 6, ROW, [], []], 4, id="blank rows"),
        pytest.param([[None, *HEADER], ["x", *ROW]], 2, id="a column of staff's own"),
        pytest.param([[" KODE", "nama  ", *HEADER[2:]], ROW], 2, id="header typed otherwise"),
        pytest.param([["Nama"], HEADER, ROW], 3, id="a title like a header"),
        pytest.param([[linked("Kode"), *HEADER[1:]], ROW], 2, id="a header in a linked cell"),
        pytest.param([[*HEADER, "Nama"], [*ROW, "lain"]], 2, id="header twice: the left counts"),
        pytest.param([HEADER, ROW, [None, None, None, None, False, None]], 2, id="unticked box"),
    ],
)
def test_a_row_is_read_wherever_it_stands(rows: list[list[object]], row: int) -> None:
    frame = a_snapshot(VISITS, rows).tab(VISITS).frame
    expected = pd.DataFrame([EXPECTED], dtype="object").assign(row=row)
    pd.testing.assert_frame_equal(frame, expected)


def test_a_key_in_a_linked_cell_is_that_key() -> None:
    assert a_snapshot(VISITS, [HEADER, [linked("A "), *ROW[1:]]]).tab(VISITS).keys == {("A",): 1}


def test_a_tab_is_found_after_renaming() -> None:
    state = a_snapshot(VISITS, [HEADER, ROW], title="Lama").tab(VISITS)
    state.require()
    assert len(state.frame) == 1


def test_a_tab_that_is_not_there_gives_an_empty_frame_and_an_error_when_required() -> None:
    state = Snapshot.of({"spreadsheetId": "s1"}, ZONE).tab(VISITS)
    assert not state.exists
    assert list(state.frame.columns) == [*EXPECTED, "row"]
    assert state.frame.empty
    with pytest.raises(TabMissing, match="Kunjungan"):
        state.require()


@pytest.mark.parametrize(
    ("header", "missing"),
    [
        pytest.param(["Nama", "Sejak"], ("Aktif",), id="one"),
        pytest.param(["x", "y"], ("Nama", "Sejak", "Aktif"), id="all"),
    ],
)
def test_a_lost_header_is_recorded_and_raised_when_required(
    header: list[str], missing: tuple[str, ...]
) -> None:
    state = a_snapshot(PEOPLE, [header, ["Budi", 46350]], title="Daftar").tab(PEOPLE)
    assert state.missing == missing
    with pytest.raises(HeaderMissing, match="'Daftar' has lost the header '" + missing[0]):
        state.require()


@pytest.mark.parametrize(
    ("above", "sunken"),
    [
        pytest.param([["DAFTAR KONSULTAN"]], (), id="a title"),
        pytest.param([["Konsultan", "per November", "tetap"]], (), id="a title in three cells"),
        pytest.param([["Hadi", 46349, True]], (0,), id="a consultant"),
        pytest.param([["JUDUL"], ["Hadi", None, False], ["Rina", 46349]], (1, 2), id="two of them"),
    ],
)
def test_rows_above_the_headers_are_not_passed_over(
    above: list[list[object]], sunken: tuple[int, ...]
) -> None:
    state = a_snapshot(PEOPLE, [*above, ["Nama", "Sejak", "Aktif"], ["Tuti", 46349, True]]).tab(
        PEOPLE
    )
    assert state.rows_above == sunken
    if sunken:
        with pytest.raises(HeaderSunken, match="Move the header row back above them"):
            state.require()
    else:
        state.require()


def test_an_optional_header_may_be_missing() -> None:
    state = a_snapshot(PEOPLE, [["Nama", "Sejak", "Aktif"], ["Budi"]]).tab(PEOPLE)
    state.require()
    assert state.frame["note"].tolist() == [None]


def test_headers_and_keys_that_stand_twice_are_reported() -> None:
    copies: list[list[object]] = [
        ["A", "asli"],
        ["B", "lain"],
        [" A ", "salinan"],
        [None, "tanpa kode"],
    ]
    state = a_snapshot(VISITS, [["Kode", "Nama", "nama"], *copies]).tab(VISITS)
    assert state.repeated == ("nama",)
    assert state.repeated_keys == {("A",): (1, 3)}
    assert state.keys == {("A",): 1, ("B",): 2}


@pytest.mark.parametrize(
    ("row", "lost"),
    [
        pytest.param(["A", "Siti"], (), id="has its key"),
        pytest.param([None, "Siti"], (1,), id="blank"),
        pytest.param(["  ", "Siti"], (1,), id="spaces"),
        pytest.param([None, None, None, None, True, "Ya"], (), id="staff's cells only"),
        pytest.param([], (), id="nothing"),
    ],
)
def test_a_row_that_lost_its_key(row: list[object], lost: tuple[int, ...]) -> None:
    assert a_snapshot(VISITS, [HEADER, row]).tab(VISITS).keyless_rows == lost
