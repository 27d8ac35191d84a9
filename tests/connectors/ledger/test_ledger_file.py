"""The file under the ledger: older, newer, damaged, in the way, full, read-only, locked."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from connectors.ledger.ledger import Ledger
from loket.errors import LocalError
from tests.connectors.ledger.older import TURNED_BACK
from tests.connectors.ledger.responses import START, a_response, texts


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger that holds some hundred responses."""
    path = tmp_path / "ledger.sqlite"
    with Ledger(path) as ledger:
        many = [a_response(f"r{number:03}") for number in range(300)]
        ledger.responses.record("form", many, full=True, seen_at=START)
    return path


def altered(path: Path, script: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)


def without_header(content: bytes) -> bytes:
    return b"kein sqlite" + content[11:]


def cut_off(content: bytes) -> bytes:
    return content[: len(content) // 3]


def cut_in_the_first_page(content: bytes) -> bytes:
    return content[:50]


def overwritten_inside(content: bytes) -> bytes:
    return content[:8192] + b"\xff" * 12288 + content[20480:]


def nothing(_: bytes) -> bytes:
    return b""


@pytest.mark.parametrize(
    "damage", [without_header, cut_off, cut_in_the_first_page, overwritten_inside, nothing]
)
def test_a_damaged_file_is_set_aside_and_an_empty_one_used(
    path: Path, damage: Callable[[bytes], bytes]
) -> None:
    damaged = damage(path.read_bytes())
    path.write_bytes(damaged)
    for number in range(2):
        with Ledger(path) as ledger:
            assert texts(ledger) == []
            assert ("was damaged" in ledger.notice) is bool(damaged and not number)
    aside = [found.read_bytes() for found in path.parent.glob("*.damaged-1")]
    assert aside == ([damaged] if damaged else [])


def test_a_file_that_lacks_a_table_is_set_aside(path: Path) -> None:
    altered(path, "DROP TABLE cursors")
    with Ledger(path) as ledger:
        assert "ledger.sqlite.damaged-1" in ledger.notice
        assert ledger.responses.cursor("form").seen_until is None


def test_a_ledger_of_a_newer_loket_is_left_alone(path: Path) -> None:
    altered(path, "PRAGMA user_version = 99")
    before = path.read_bytes()
    with pytest.raises(LocalError, match=r"newer Loket .schema 99"):
        Ledger(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(("version", "kept"), [(7, True), (6, True), (5, True), (4, False)])
def test_a_ledger_of_an_older_loket_is_brought_up_or_begun_anew(
    path: Path, version: int, *, kept: bool
) -> None:
    with Ledger(path) as ledger:
        ledger.runs.start(started=START, trigger="cron", now=START, weeks=[], versions={})
    altered(path, TURNED_BACK[version])
    for _ in range(2):
        with Ledger(path) as ledger:
            assert len(texts(ledger)) == (300 if kept else 0)
            assert [(run.trigger, run.windows, run.seconds) for run in ledger.runs.latest()] == (
                [("cron", {}, None)] if kept else []
            )
            assert ledger.bookings.latest("sheet", "2026-W48") == {}
            assert ledger.erasures.pending() == frozenset()
    assert bool(list(path.parent.glob("*.damaged-1"))) is not kept


def test_what_stands_in_the_way_of_the_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(LocalError, match="Check the disk"):
        Ledger(tmp_path / "file" / "ledger.sqlite")
    with pytest.raises(LocalError, match="it is a folder"):
        Ledger(tmp_path)


@pytest.mark.parametrize(
    ("state", "said", "remedy"),
    [
        ("PRAGMA max_page_count = 1", "is full", "Free some space"),
        ("PRAGMA query_only = 1", "readonly", "writable for Loket's user"),
    ],
    ids=["full", "read-only"],
)
def test_a_disk_that_takes_nothing_more_leaves_the_ledger_as_it_was(
    path: Path, state: str, said: str, remedy: str
) -> None:
    with Ledger(path) as ledger:
        ledger._database._connection.execute(state)
        more = [a_response(f"s{number}") for number in range(300)]
        with pytest.raises(LocalError, match=f"{said}.*{remedy}") as raised:
            ledger.responses.record("form", more, full=False, seen_at=START)
        assert str(path) in str(raised.value)
        assert len(texts(ledger)) == 300
    with Ledger(path) as ledger:
        assert ledger.responses.record("form", more, full=False, seen_at=START).new == 300


def test_it_is_nobody_elses_to_read(path: Path) -> None:
    assert path.stat().st_mode & 0o077 == 0
