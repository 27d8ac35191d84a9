"""``loket doctor`` as an operator calls it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.cli import run
from tests.pipeline.office_factory import DRAFTED, documents, replace


def doctor(folder: Path, *options: str) -> int:
    return run(["doctor", "--config", str(folder / "config.yaml"), "--now", DRAFTED, *options])


def test_office_that_is_well_and_what_it_leaves_behind(
    drafted_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path.name for path in drafted_folder.iterdir()}
    kept, ledger = documents(drafted_folder), (drafted_folder / "loket.sqlite").read_bytes()
    assert doctor(drafted_folder) == 0
    said = capsys.readouterr().out
    assert "ok       form halo_feedback questions  All 6 questions are there" in said
    assert "\n0 errors, " in said
    assert documents(drafted_folder) == kept
    assert (drafted_folder / "loket.sqlite").read_bytes() == ledger
    assert {path.name for path in drafted_folder.iterdir()} == before


def test_it_goes_on_after_what_is_broken_and_exits_as_the_first_error(
    drafted_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (drafted_folder / "loket.sqlite").write_bytes(b"rusak" * 1000)
    replace(drafted_folder / "config.yaml", "stale_hours: 26", "stale_hours: 1")
    assert doctor(drafted_folder, "--json") == 74
    data = json.loads(capsys.readouterr().out)
    errors = {f["check"]: f["exit_code"] for f in data["findings"] if f["level"] == "error"}
    assert errors == {"ledger": 74, "passes": 69}
    assert data["exit_code"] == 74
    assert [f["level"] for f in data["findings"] if f["check"] == "sheet zone"] == ["ok"]


def test_office_without_a_workspace_gets_none(
    drafted_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (drafted_folder / "workspace.sqlite").unlink()
    assert doctor(drafted_folder) == 78
    said = capsys.readouterr().out
    assert "error    Google" in said
    assert "do: Run `loket init` to begin one" in said
    assert not (drafted_folder / "workspace.sqlite").exists()


def test_settings_with_mistakes_are_told_with_the_rest_that_can_be(
    drafted_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    replace(drafted_folder / "config.yaml", "port: 8765", "prot: 8765")
    assert doctor(drafted_folder) == 78
    said = capsys.readouterr().out
    assert "google.prot: unknown setting" in said
    assert "ok       packages" in said
