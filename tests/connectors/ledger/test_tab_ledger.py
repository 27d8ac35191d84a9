"""Rows of tabs: as they are known, and as batches may have left them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from connectors.ledger.ledger import Ledger
from connectors.ledger.tab_ledger import TabLedger

BOOK, TAB = "s1", "visits"
FIRST, SECOND = (7, "ab"), (8, "cd")


@pytest.fixture
def rows(tmp_path: Path) -> Iterator[TabLedger]:
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        yield ledger.tabs


def versions(rows: TabLedger, key: str) -> list[object]:
    return [cells["status"] for cells in rows.versions(BOOK, TAB, key)]


def test_every_batch_that_may_have_arrived_is_remembered_until_it_is_known(rows: TabLedger) -> None:
    rows.keep(BOOK, TAB, {"A": {"status": "Terdaftar"}})
    rows.expect(BOOK, TAB, {"A": {"status": "Terjadwal"}, "B": {"status": "Terdaftar"}}, FIRST)
    rows.expect(BOOK, TAB, {"A": {"status": "Batal"}, "B": {"status": "Terdaftar"}}, SECOND)
    assert sorted(map(str, versions(rows, "A"))) == ["Batal", "Terdaftar", "Terjadwal"]
    assert versions(rows, "B") == ["Terdaftar"]
    assert rows.texts(BOOK, TAB).keys() == {"A"}
    rows.keep(BOOK, TAB, {"A": {"status": "Batal"}, "B": {"status": "Terdaftar"}})
    assert (versions(rows, "A"), versions(rows, "B")) == (["Batal"], ["Terdaftar"])


@pytest.mark.parametrize(
    ("stamps", "status"),
    [
        pytest.param({6: "zz"}, "Terdaftar", id="none"),
        pytest.param({7: "ab"}, "Terjadwal", id="the first"),
        pytest.param({7: "ab", 8: "cd"}, "Batal", id="both"),
        pytest.param({7: "ab", 8: "another program's"}, "Terjadwal", id="another's in its place"),
    ],
)
def test_what_a_batch_made_is_known_once_its_stamp_is_seen(
    rows: TabLedger, stamps: dict[int, str], status: str
) -> None:
    rows.keep(BOOK, TAB, {"A": {"status": "Terdaftar"}})
    rows.expect(BOOK, TAB, {"A": {"status": "Terjadwal"}}, FIRST)
    rows.expect(BOOK, TAB, {"A": {"status": "Batal"}}, SECOND)
    for _ in range(2):
        rows.arrived(BOOK, stamps)
        assert rows.texts(BOOK, TAB) == {"A": f'{{"status":"{status}"}}'}
        assert set(versions(rows, "A")) == {"Terdaftar", "Terjadwal", "Batal"}


@pytest.mark.parametrize(("others", "left"), [(False, []), (True, ["Terdaftar", "Batal"])])
def test_rows_that_are_kept_without_the_others_leave_those_as_they_are(
    rows: TabLedger, others: bool, left: list[str]
) -> None:
    rows.keep(BOOK, TAB, {"A": {"status": "Terdaftar"}})
    rows.expect(BOOK, TAB, {"A": {"status": "Batal"}}, FIRST)
    rows.keep(BOOK, TAB, {"B": {"status": "Terdaftar"}}, others=others)
    assert versions(rows, "A") == left


def test_what_is_noted_of_rows_leaves_open_what_is_expected_of_them(rows: TabLedger) -> None:
    rows.keep(BOOK, TAB, {"A": {"status": "Terdaftar"}})
    rows.expect(BOOK, TAB, {"A": {"status": "Batal"}}, FIRST)
    rows.note(BOOK, TAB, {"A": {"status": "Terdaftar", "notes": "titip"}})
    assert versions(rows, "A") == ["Terdaftar", "Batal"]


def test_spreadsheets_are_kept_apart(rows: TabLedger) -> None:
    rows.keep(BOOK, TAB, {"A": {"status": "Terdaftar"}})
    assert rows.knows(BOOK)
    assert not rows.knows("s2")
    assert rows.tabs("s2") == set()
