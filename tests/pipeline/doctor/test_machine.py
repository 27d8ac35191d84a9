"""What the doctor says of a machine: disk, files, zone, packages."""

from __future__ import annotations

from datetime import timedelta, timezone
from pathlib import Path

import pytest

from loket.errors import LocalError
from pipeline.doctor import machine
from pipeline.doctor.finding import Finding, Level
from pipeline.doctor.machine import Disk
from tests.pipeline.office_factory import at

FOLDER = Path("/srv/loket")


def said(found: list[Finding]) -> list[tuple[str, int, str]]:
    return [(each.level.value, each.exit_code, each.what) for each in found]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param(
            Disk(FOLDER, 5_000_000_000, read_only=False, writable=True),
            ("ok", 0, "5,000 MB free at /srv/loket."),
            id="well",
        ),
        pytest.param(
            Disk(FOLDER, 900_000_000, read_only=False, writable=True),
            ("warning", 0, "The disk is nearly full: 900 MB free at /srv/loket."),
            id="nearly full",
        ),
        pytest.param(
            Disk(FOLDER, 0, read_only=False, writable=True),
            ("error", 74, "The disk is full: 0 MB free at /srv/loket."),
            id="full",
        ),
        pytest.param(
            Disk(FOLDER, 5_000_000_000, read_only=True, writable=False),
            ("error", 74, "The disk at /srv/loket is read-only."),
            id="read-only",
        ),
        pytest.param(
            Disk(FOLDER, 5_000_000_000, read_only=False, writable=False),
            ("error", 74, "The folder /srv/loket may not be written by this user."),
            id="another user's",
        ),
    ],
)
def test_disk(found: Disk, expected: tuple[str, int, str]) -> None:
    assert said(list(machine.disk(found))) == [expected]


def test_disk_of_this_machine_is_looked_at(tmp_path: Path) -> None:
    found = machine.disk_of(tmp_path)
    assert (found.folder, found.read_only, found.writable) == (tmp_path, False, True)
    assert found.free > 0
    with pytest.raises(LocalError, match="none cannot be used"):
        machine.disk_of(tmp_path / "none")


@pytest.mark.parametrize(
    ("folder", "file", "warned"),
    [
        pytest.param(0o755, 0o644, True, id="open"),
        pytest.param(0o700, 0o644, False, id="in a private folder"),
        pytest.param(0o755, 0o600, False, id="private"),
    ],
)
def test_file_that_others_may_read(tmp_path: Path, folder: int, file: int, warned: bool) -> None:
    path = tmp_path / "key.json"
    path.touch()
    path.chmod(file)
    tmp_path.chmod(folder)
    found = list(machine.private(path, "the key"))
    assert [each.remedy for each in found] == ([f"chmod 600 {path}"] if warned else [])


@pytest.mark.parametrize(
    ("hours", "by_cron", "level"),
    [
        pytest.param(7, True, Level.OK, id="the office's"),
        pytest.param(0, False, Level.OK, id="UTC, under serve"),
        pytest.param(0, True, Level.WARNING, id="UTC, under cron"),
    ],
)
def test_zone_counts_for_cron_only(hours: int, by_cron: bool, level: Level) -> None:
    here = at("2026-11-16T08:00").astimezone(timezone(timedelta(hours=hours)))
    (found,) = machine.zone(here, by_cron=by_cron)
    assert found.level is level
    assert f"UTC+0{hours}00" in found.what


def test_versions_and_packages_that_are_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    (found,) = machine.versions((3, 11, 7))
    assert (found.level, "Python 3.11.7, gspread " in found.what) == (Level.OK, True)
    monkeypatch.setattr(machine, "PACKAGES", ("gspread", "tidak-ada"))
    gone, rest = machine.versions()
    assert said([gone]) == [("error", 74, "The package tidak-ada is not installed.")]
    assert rest.level is Level.OK
