"""One pass at a time; a pass that is killed leaves no lock behind."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from connectors.ledger.lock import Holder, holder_of, one_pass_at_a_time
from loket.errors import LocalError, LockedError

HOLDER = """
import sys
from pathlib import Path
from connectors.ledger.lock import Holder, holder_of, one_pass_at_a_time
with one_pass_at_a_time(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_pass_is_turned_away_until_the_first_is_done(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "pass.lock"
    with (
        one_pass_at_a_time(path),
        pytest.raises(LockedError, match=r"pass\.lock"),
        one_pass_at_a_time(path),
    ):
        pytest.fail("two passes at a time")
    with one_pass_at_a_time(path):
        pass


def test_the_lock_dies_with_its_holder_who_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "pass.lock"
    assert holder_of(path) is None
    assert not path.exists()
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(LockedError), one_pass_at_a_time(path):
            pytest.fail("two passes at a time")
        pid = holder.pid if Path("/proc/locks").exists() else None
        assert holder_of(path) == Holder(pid)
        holder.kill()
        holder.wait()
    assert holder_of(path) is None
    with one_pass_at_a_time(path):
        pass


def test_an_error_in_the_block_frees_the_lock_and_comes_through(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), one_pass_at_a_time(tmp_path / "pass.lock"):
        raise ZeroDivisionError
    with one_pass_at_a_time(tmp_path / "pass.lock"):
        pass


def test_a_path_that_cannot_be_used_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with (
        pytest.raises(LocalError, match="cannot be used"),
        one_pass_at_a_time(tmp_path / "file" / "pass.lock"),
    ):
        pytest.fail("a lock in a file")
