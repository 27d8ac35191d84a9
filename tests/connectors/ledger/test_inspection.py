"""The ledger looked at: nothing is made, mended, moved or migrated."""

from __future__ import annotations

import resource
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from connectors.ledger.inspection import inspected
from connectors.ledger.ledger import Ledger
from connectors.ledger.schema import SCHEMA_VERSION
from loket.errors import LocalError
from tests.connectors.ledger.older import TURNED_BACK

NOW = datetime(2026, 11, 16, 8, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger with one pass, closed."""
    path = tmp_path / "loket.sqlite"
    with Ledger(path) as ledger:
        ledger.runs.start(started=NOW, trigger="rutin", now=NOW, weeks=[], versions={})
    return path


def contents(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir() if each.is_file()}


def seen(path: Path) -> tuple[bool, str, int | None, int]:
    """Whether it is there, its damage, its version, how many passes it tells of."""
    before = contents(path.parent)
    with inspected(path) as found:
        runs = found.runs.latest() if found.runs else []
    assert contents(path.parent) == before
    return found.exists, found.damage, found.version, len(runs)


def test_sound_ledger(path: Path) -> None:
    assert seen(path) == (True, "", SCHEMA_VERSION, 1)


def test_no_ledger(tmp_path: Path) -> None:
    with inspected(tmp_path / "none.sqlite") as found:
        assert (found.exists, found.runs) == (False, None)
    assert not list(tmp_path.iterdir())


def test_where_the_disk_takes_no_index_the_file_is_read_without_its_log(
    path: Path, tmp_path: Path
) -> None:
    full = tmp_path / "full"
    full.mkdir()
    with Ledger(path) as ledger:
        ledger.runs.start(started=NOW, trigger="rutin", now=NOW, weeks=[], versions={})
        for end in ("", "-wal"):
            shutil.copyfile(f"{path}{end}", full / f"loket.sqlite{end}")
    with inspected(full / "loket.sqlite") as found:
        assert not found.behind
    (full / "loket.sqlite-shm").unlink()
    with no_room(), inspected(full / "loket.sqlite") as found:
        assert found.behind
        assert found.runs
        assert [run.number for run in found.runs.latest()] == [1]


@contextmanager
def no_room() -> Iterator[None]:
    """Let no file grow, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_pass_that_is_writing_is_seen(path: Path) -> None:
    with Ledger(path) as ledger:
        ledger.runs.start(started=NOW, trigger="rutin", now=NOW, weeks=[], versions={})
        with inspected(path) as found:
            assert found.runs
            assert [run.number for run in found.runs.latest()] == [2, 1]


def change(path: Path, statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(statements)


@pytest.mark.parametrize(
    ("content", "damage", "number"),
    [
        pytest.param(b"rusak" * 1000, "file is not a database", 0, id="no database"),
        pytest.param(b"", "", 0, id="empty"),
    ],
)
def test_file_that_is_no_ledger(path: Path, content: bytes, damage: str, number: int) -> None:
    path.write_bytes(content)
    assert seen(path) == (True, damage, number, 0)


def test_cut_off_file_is_damaged(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:8192])
    assert seen(path)[1]


def test_newer_ledger_is_left_to_the_newer_loket(path: Path) -> None:
    change(path, f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    assert seen(path) == (True, "", SCHEMA_VERSION + 1, 0)


def test_older_ledger_is_read_and_stays_old(path: Path) -> None:
    change(path, TURNED_BACK[5])
    assert seen(path) == (True, "", 5, 1)


def test_folder_in_its_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "loket.sqlite").mkdir()
    with (
        pytest.raises(LocalError, match=r"loket\.sqlite cannot be read"),
        inspected(tmp_path / "loket.sqlite"),
    ):
        pytest.fail("a folder is no ledger")
