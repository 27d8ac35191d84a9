"""Two `loket sync` are started at once: one runs, the other gives up, nothing is doubled.

``python -m tests.pipeline.service.test_two_at_once`` is the long run: twenty times.
"""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path
from sqlite3 import connect
from tempfile import TemporaryDirectory

from loket import columns as c
from loket.vocabulary import Form
from pipeline import tabs
from tests.pipeline.office_factory import (
    DRAFTED,
    SCHEDULE,
    a_registration,
    copy_office,
    found_office,
    open_folder,
)

LOKET = "from pipeline.cli import main; main()"
TIMES = 20
"""Pairs of the long run."""


def registered(folder: Path, clients: int) -> None:
    with open_folder(folder) as office:
        for number in range(clients):
            phone, name = f"0812-0000-{number:04}", f"Klien {number:02}"
            answers = a_registration(name=name, phone=phone, business=f"Usaha {number}")
            office.submit(Form.REGISTRATION, answers)


def both(folder: Path) -> list[int]:
    """Start two at the same moment; their exit codes in order."""
    command = [sys.executable, "-c", LOKET, "sync", "--now", DRAFTED]
    options = ["--config", str(folder / "config.yaml"), "--quiet", "--trigger", "both"]
    started = [
        subprocess.Popen([*command, *options], stderr=subprocess.PIPE, text=True) for _ in range(2)
    ]
    said = [process.communicate()[1] for process in started]
    codes = [process.returncode for process in started]
    assert all("Another pass holds the lock" in said[codes.index(code)] for code in codes if code)
    return sorted(codes)


def runs(folder: Path) -> int:
    with closing(connect(folder / "loket.sqlite")) as ledger:
        found = ledger.execute("SELECT count(*) FROM runs WHERE trigger = 'both'").fetchone()
    return int(found[0])


def assert_nothing_is_doubled(folder: Path, clients: int) -> None:
    with open_folder(folder, DRAFTED) as office:
        for tab in (tabs.REGISTRATIONS, SCHEDULE):
            assert office.rows(tab)[c.CODE].nunique() == len(office.rows(tab)) == clients
        log = office.rows(tabs.LOG)
        assert log["trigger"].tolist().count("both") == 1
        assert office.sync().outcome == "quiet"


def test_of_two_that_are_started_at_once_one_runs_at_a_time(folder: Path) -> None:
    registered(folder, 3)
    codes = both(folder)
    # On a busy machine the second may begin when the first is done.
    assert codes in ([0, 75], [0, 0])
    assert runs(folder) == codes.count(0)
    assert_nothing_is_doubled(folder, 3)


def main() -> None:
    """Start two at once, each time on another office, until they have met twenty times."""
    met = passed = 0
    with TemporaryDirectory() as place:
        original = Path(place, "original")
        original.mkdir()
        found_office(original)
        while met < TIMES:
            folder = copy_office(original, Path(place, f"{met}-{passed}"))
            registered(folder, 1 + met)
            codes = both(folder)
            assert codes in ([0, 75], [0, 0]), codes
            assert runs(folder) == codes.count(0)
            assert_nothing_is_doubled(folder, 1 + met)
            met, passed = met + (75 in codes), passed + (75 not in codes)
            assert passed <= TIMES, "two that are started at once never meet"
    print(
        f"two `loket sync` at once, {met} times: one ran, one exited 75, nothing doubled"
        f" ({passed} times more the second began when the first was done)"
    )


if __name__ == "__main__":
    main()
