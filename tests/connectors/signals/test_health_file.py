from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from connectors.signals.health_file import read_health, write_health
from loket.errors import LocalError


def test_the_state_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "keadaan" / "health.json"
    assert read_health(path) == {}
    for healthy in (True, False):
        write_health(path, {"healthy": healthy})
        assert json.loads(path.read_text()) == read_health(path) == {"healthy": healthy}
    assert path.stat().st_mode & 0o777 == 0o644
    assert [each.name for each in path.parent.iterdir()] == ["health.json"]


def test_who_reads_meanwhile_has_the_old_state_whole(tmp_path: Path) -> None:
    path = tmp_path / "health.json"
    write_health(path, {"pass": 1})
    with path.open() as reader:
        write_health(path, {"pass": 2})
        assert json.load(reader) == {"pass": 1}


def test_what_cannot_be_written_leaves_the_old_state_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "health.json"
    write_health(path, {"pass": 1})
    with pytest.raises(TypeError):
        write_health(path, {"pass": object()})
    with pytest.raises(LocalError, match=r"signals\.health_file"):
        write_health(path / "health.json", {"pass": 2})
    assert read_health(path) == {"pass": 1}
    assert os.listdir(tmp_path) == ["health.json"]  # noqa: PTH208 - hidden files too


@pytest.mark.parametrize("text", ["", "{", "[1]", "null"])
def test_a_file_of_something_else_says_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "health.json").write_text(text)
    assert read_health(tmp_path / "health.json") == {}
