"""What the operator copies from the documentation to run Loket unattended is what systemd takes."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from ruamel.yaml import YAML

OPERATIONS = (Path(__file__).parents[1] / "docs" / "operations.md").read_text("utf-8")
UNITS = dict(
    re.findall(
        r"`/etc/systemd/system/([\w.-]+)`[^`]*(?:`[^`]*`[^`]*)?\n\n```ini\n(.*?)```",
        OPERATIONS,
        re.DOTALL,
    )
)
ANALYZE = shutil.which("systemd-analyze")


def test_units_are_found() -> None:
    assert set(UNITS) == {"loket.service", "loket-sync.service", "loket-sync.timer"}


@pytest.mark.skipif(ANALYZE is None, reason="systemd-analyze is not installed")
@pytest.mark.parametrize("name", UNITS)
def test_systemd_takes_the_unit_without_a_word(name: str, tmp_path: Path) -> None:
    """Its exit code is 0 for a misspelt key too, which it only names."""
    loket = tmp_path / "srv" / "loket" / ".venv" / "bin" / "loket"
    loket.parent.mkdir(parents=True)
    loket.touch(0o755)
    for unit, text in UNITS.items():
        (tmp_path / unit).write_text(text.replace("/srv/", f"{tmp_path}/srv/"))
    told = verified(tmp_path / name)
    assert (told.returncode, told.stdout, told.stderr) == (0, "", "")
    (tmp_path / name).write_text(UNITS[name].replace("Description=", "Decsription="))
    assert "Decsription" in verified(tmp_path / name).stderr


def verified(unit: Path) -> subprocess.CompletedProcess[str]:
    assert ANALYZE
    return subprocess.run([ANALYZE, "verify", unit], capture_output=True, text=True, check=False)


def test_ci_job_is_what_the_pages_say() -> None:
    (text,) = re.findall(r"```yaml\n(name: loket\n.*?)```", OPERATIONS, re.DOTALL)
    job = YAML(typ="safe").load(text)
    assert [each["cron"] for each in job["on"]["schedule"]] == ["*/15 0-10 * * 1-5", "15 17 * * *"]
    steps = job["jobs"]["pass"]["steps"]
    assert any("loket sync" in step.get("run", "") for step in steps)
    assert {"path": "loket.sqlite"}.items() <= next(
        step["with"] for step in steps if "cache@" in step.get("uses", "")
    ).items()
