"""A drop-down finds the column that it offers, wherever that has gone."""

from __future__ import annotations

import pytest

from connectors.sheets.looks.choice_lists import with_choice_ranges
from connectors.sheets.tab import Column, Source, Tab
from tests.connectors.factories import PEOPLE, a_snapshot

DUTIES = Tab(
    "duties",
    "Tugas",
    (Column("day", "Hari"), Column("who", "Siapa", choices_from=Source(PEOPLE, "name"))),
    staff_owned=True,
)
HEADER = ["Nama", "Sejak", "Aktif"]


def offered(tab: Tab) -> str:
    return tab.column("who").choice_range


@pytest.mark.parametrize(
    ("title", "rows", "reference"),
    [
        pytest.param("Konsultan", [HEADER], "='Konsultan'!$A$2:$A", id="as it was made"),
        pytest.param("Para 'ahli'", [HEADER], "='Para ''ahli'''!$A$2:$A", id="renamed"),
        pytest.param(
            "Konsultan", [["Daftar"], [], ["No", *HEADER]], "='Konsultan'!$B$4:$B", id="moved"
        ),
        pytest.param("Konsultan", [["Sejak", "Aktif"]], "", id="header gone"),
        pytest.param("Konsultan", [], "", id="no header at all"),
    ],
)
def test_the_list_is_where_its_header_stands(
    title: str, rows: list[list[object]], reference: str
) -> None:
    assert offered(with_choice_ranges(DUTIES, a_snapshot(PEOPLE, rows, title=title))) == reference


def test_a_list_that_the_same_batch_makes_is_found_by_its_new_title() -> None:
    snapshot = a_snapshot(DUTIES, [["Hari", "Siapa"]])
    assert offered(with_choice_ranges(DUTIES, snapshot)) == ""
    made = with_choice_ranges(DUTIES, snapshot, {PEOPLE: "Konsultan (2)"})
    assert offered(made) == "='Konsultan (2)'!$A$2:$A"
