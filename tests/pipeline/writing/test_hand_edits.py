"""Cells that are put back are told of by their place, in few words, without what stood there."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from connectors.ledger.edit_ledger import OverwrittenCell
from pipeline.writing.hand_edits import put_back_lines, put_back_text

SECRET = "Siti 0812-3456-7890"


def a_cell(
    row: str = "CC-AAAA-0001", header: str = "Status", tab: str = "Jadwal"
) -> OverwrittenCell:
    return OverwrittenCell(tab, row, header, SECRET)


MANY = [a_cell(f"CC-AAAA-00{number:02}") for number in range(30)]
TEXTS = [
    pytest.param([], "", id="none"),
    pytest.param([a_cell()], "Jadwal / CC-AAAA-0001 / Status", id="one"),
    pytest.param(
        [a_cell(), a_cell(header="Jam"), a_cell()],
        "Jadwal / CC-AAAA-0001 / Status; Jadwal / CC-AAAA-0001 / Jam",
        id="each once",
    ),
    pytest.param([a_cell(row="", tab="Papan")], "Papan / Status", id="a row without a key"),
    pytest.param([a_cell(row="Budi\n\u202eA")], "Jadwal / Budi A / Status", id="a strange key"),
]


@pytest.mark.parametrize(("cells", "places"), TEXTS)
def test_log_names_the_places(cells: Sequence[OverwrittenCell], places: str) -> None:
    head = "Isian yang diubah tangan dikembalikan: "
    assert put_back_text(cells) == (head + places if places else "")


def test_the_command_line_names_them_a_line_each() -> None:
    assert put_back_lines([]) == []
    assert put_back_lines([a_cell(), a_cell(header="Jam")]) == [
        "Cells that somebody had typed over and that were put back: 2",
        "  Jadwal / CC-AAAA-0001 / Status",
        "  Jadwal / CC-AAAA-0001 / Jam",
    ]


def test_of_many_some_are_named() -> None:
    assert put_back_text(MANY).endswith("Jadwal / CC-AAAA-0007 / Status; dan 22 lainnya")
    assert put_back_lines(MANY)[-1] == "  … and 22 more"
    long = [a_cell("x" * 5000, "y" * 5000, f"{number}{'z' * 5000}") for number in range(30)]
    assert len(put_back_text(long)) < 1600


def test_what_stood_there_is_never_told() -> None:
    told = [put_back_text(MANY), *put_back_lines(MANY)]
    assert not [line for line in told if "Siti" in line or "0812" in line]
