"""The unattended service, what it tells of itself, and the spreadsheet as a file."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from connectors.ledger.ledger import Ledger
from connectors.ledger.lock import one_pass_at_a_time
from pipeline import tabs
from pipeline.cli import run
from pipeline.configuration.settings import Trigger
from pipeline.configuration.settings_file import load
from pipeline.configuration.timetable import next_runs
from pipeline.demo.office import Clock
from pipeline.service.serve import CATCH_UP, Service, run_pass
from tests.pipeline.office_factory import CONFIG, DRAFTED, SCHEDULE, at
from tests.pipeline.own_process import python
from tests.pipeline.service.serve_day import Simulation

SERVE = "import sys; from pipeline.cli import run; sys.exit(run(sys.argv[1:]))"


def test_each_trigger_of_the_settings_has_a_job() -> None:
    clock = Clock(at(DRAFTED))
    jobs = Service(load(CONFIG), Simulation(clock, clock.now), clock).get_jobs()
    assert {job.id: str(job.trigger) for job in jobs} == {
        "rutin": "cron[month='*', day='*', day_of_week='mon-fri', hour='7-17', minute='*/10']",
        "harian": "cron[month='*', day='*', day_of_week='*', hour='0', minute='5']",
        "penutupan": "cron[month='*', day='*', day_of_week='*', hour='0', minute='15']",
    }


@pytest.mark.parametrize(
    ("now", "routine", "daily", "close"),
    [
        ("2026-11-20T16:55", "2026-11-20T17:00", "2026-11-21T00:05", "2026-11-21T00:15"),
        ("2026-11-20T18:00", "2026-11-23T07:00", "2026-11-21T00:05", "2026-11-21T00:15"),
        ("2026-11-23T00:10", "2026-11-23T07:00", "2026-11-24T00:05", "2026-11-23T00:15"),
    ],
)
def test_next_runs_are_told_in_the_office_s_time(
    now: str, routine: str, daily: str, close: str
) -> None:
    expected = {"rutin": at(routine), "harian": at(daily), "penutupan": at(close)}
    assert next_runs(load(CONFIG), at(now)) == expected


def test_pass_that_fails_does_not_stop_the_service(
    drafted_folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = load(drafted_folder / "config.yaml")
    trigger = Trigger(name="rutin", cron="0 7 * * *")
    clock = Clock(at(DRAFTED))
    stop = Simulation(clock, at("2027-01-01T00:00"))
    with one_pass_at_a_time(drafted_folder / "loket.lock"):
        assert run_pass(settings, trigger, stop, clock) == 75
    (drafted_folder / "workspace.sqlite").write_text("rusak" * 1000)
    assert run_pass(settings, trigger, stop, clock) == 74
    assert "move it away" in caplog.text


@pytest.fixture
def service(drafted_folder: Path) -> Iterator[subprocess.Popen[str]]:
    """``loket serve`` in a process of its own."""
    config = str(drafted_folder / "config.yaml")
    with python(SERVE, "serve", "--config", config) as process:
        yield process


def test_service_makes_good_what_was_missed_and_stops_when_told(
    service: subprocess.Popen[str], drafted_folder: Path
) -> None:
    assert service.stderr
    said = []
    for line in service.stderr:
        said.append(line)
        if f"{CATCH_UP.name}: pass" in line:
            break
    service.send_signal(signal.SIGTERM)
    _, rest = service.communicate(timeout=10)
    assert service.returncode == 0, [*said, rest]
    assert "Stopped by SIGTERM" in rest
    assert any("harian runs next at" in line for line in said)
    with Ledger(drafted_folder / "loket.sqlite") as ledger:
        last = ledger.runs.latest(1)[0]
    assert last.trigger == CATCH_UP.name
    assert last.outcome in {"changed", "quiet"}, last.error


def loket(folder: Path, *arguments: str, now: str = DRAFTED) -> int:
    return run([*arguments, "--config", str(folder / "config.yaml"), "--now", now])


STALENESS = [
    pytest.param(timedelta(hours=26), 0, id="at the limit"),
    pytest.param(timedelta(hours=26, seconds=1), 69, id="past the limit"),
]


@pytest.mark.parametrize(("age", "exit_code"), STALENESS)
def test_status_is_ill_when_the_last_success_is_too_long_ago(
    drafted_folder: Path, capsys: pytest.CaptureFixture[str], age: timedelta, exit_code: int
) -> None:
    now = (at(DRAFTED) + age).isoformat()
    assert loket(drafted_folder, "status", now=now) == exit_code
    said = capsys.readouterr().out
    assert said.startswith("Healthy" if exit_code == 0 else "NOT HEALTHY")
    assert "Open rows on Perlu Perbaikan: 2." in said
    assert "Registrations: Terjadwal 3." in said
    assert "2026-11-16 08:00  manual     changed" in said
    assert "harian     2026-11-18 00:05" in said


def test_status_as_data(drafted_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert loket(drafted_folder, "status", "--json", now="2026-11-16T08:05") == 0
    data = json.loads(capsys.readouterr().out)
    assert data["healthy"] is True
    assert data["last_success"] == at(DRAFTED).isoformat()
    assert [run_["number"] for run_ in data["runs"]] == [2, 1]
    assert data["next"] == {
        "rutin": at("2026-11-16T08:10").isoformat(),
        "harian": at("2026-11-17T00:05").isoformat(),
        "penutupan": at("2026-11-17T00:15").isoformat(),
    }


def record(folder: Path, now: str, outcome: str | None, error: str | None = None) -> None:
    """Put a pass on record; without an outcome its process was killed."""
    with Ledger(folder / "loket.sqlite") as ledger:
        number = ledger.runs.start(
            started=at(now), trigger="rutin", now=at(now), weeks=[], versions={}
        )
        if outcome:
            ledger.runs.finish(
                number, finished=at(now), outcome=outcome, counts={}, api_calls={}, error=error
            )


def test_partial_passes_are_no_success_and_their_errors_are_all_told(
    drafted_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for hour in (8, 9):
        record(drafted_folder, f"2026-11-17T0{hour}:00", "partial", "Form A.\nTab B.")
    assert loket(drafted_folder, "status", now="2026-11-17T09:05") == 0
    said = capsys.readouterr().out
    assert said.startswith("Healthy: last successful pass 2026-11-16T08:00")
    assert "No pass has done everything since 2026-11-17 08:00 (pass 3): 2 partial." in said
    for text in ("Form A.", "Tab B."):
        assert f"  * {text}\n    since:   2026-11-17 08:00, 2 passes in a row\n" in said
    assert loket(drafted_folder, "status", now="2026-11-17T10:05") == 69
    said = capsys.readouterr().out
    assert "do not succeed: do what the message says" in said
    assert "Registrations: Terjadwal 3." in said


def test_success_of_long_ago_is_remembered_behind_many_failures(
    drafted_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(201):
        record(drafted_folder, "2026-11-19T08:00", "failed", "Access denied.")
    assert loket(drafted_folder, "status", now="2026-11-19T08:05") == 69
    said = capsys.readouterr().out
    assert "NOT HEALTHY: last successful pass 2026-11-16T08:00" in said
    assert "(pass 4): at least 200 failed." in said
    assert "  * Access denied." in said


def test_service_that_sleeps_is_told_from_passes_that_fail(
    drafted_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert loket(drafted_folder, "status", now="2026-11-19T08:05") == 69
    assert "No pass has even begun since: see that cron" in capsys.readouterr().out


def test_killed_pass_does_not_look_like_one_that_runs(
    drafted_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record(drafted_folder, "2026-11-16T09:00", None)
    record(drafted_folder, "2026-11-16T09:10", "failed", "Google is down.")
    record(drafted_folder, "2026-11-16T09:20", None)
    outcomes = {}
    for name in ("running", "killed"):
        held = one_pass_at_a_time(drafted_folder / "loket.lock")
        with held if name == "running" else nullcontext():
            assert loket(drafted_folder, "status", now="2026-11-16T09:21") == 0
        said = capsys.readouterr().out
        lines = [line.split()[-1] for line in said.splitlines() if " rutin      " in line]
        outcomes[name] = lines[:3]
        assert "  * Google is down." in said
        assert (f"runs now: process {os.getpid()} holds" in said) == (name == "running")
    assert outcomes == {
        "running": ["running", "failed", "killed"],
        "killed": ["killed", "failed", "killed"],
    }
    assert "Killed before they ended: passes 5, 3." in said


def test_pass_that_hangs_is_told_with_what_to_type(
    drafted_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record(drafted_folder, "2026-11-16T09:00", None)
    with one_pass_at_a_time(drafted_folder / "loket.lock"):
        assert loket(drafted_folder, "status", now="2026-11-16T09:31") == 0
    said = capsys.readouterr().out
    assert f"A PASS HANGS: process {os.getpid()} holds the lock since 2026-11-16 09:00" in said
    assert f"Type `kill {os.getpid()}`" in said


def test_status_of_a_damaged_ledger_leaves_it_as_it_is(
    drafted_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = drafted_folder / "loket.sqlite"
    path.write_bytes(b"rusak" * 1000)
    assert loket(drafted_folder, "status") == 69
    assert "THE LEDGER IS DAMAGED (file is not a database)" in capsys.readouterr().out
    assert path.read_bytes() == b"rusak" * 1000
    assert not list(drafted_folder.glob("*.damaged-*"))


def test_status_of_an_office_without_a_pass(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "loket.sqlite").unlink()
    assert loket(folder, "status") == 69
    assert "No pass has run yet." in capsys.readouterr().out


def test_export_is_the_whole_spreadsheet(drafted_folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "hasil.xlsx"
    assert loket(drafted_folder, "export", "-o", str(target)) == 0
    book = load_workbook(target)
    expected = {tab.title for tab in (*tabs.STAFF_TABS, *tabs.LOKET_TABS, SCHEDULE)}
    assert expected <= set(book.sheetnames)
    headers = [cell.value for cell in book[SCHEDULE.title][1]]
    assert headers == [column.header for column in SCHEDULE.columns]
    names = {row[6].value for row in book[SCHEDULE.title].iter_rows(min_row=2)}
    assert "Asep Suryana" in names


def test_export_into_no_folder_is_a_local_error(
    drafted_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "tidak ada" / "hasil.xlsx"
    assert loket(drafted_folder, "export", "-o", str(target)) == 74
    assert "Choose another file" in capsys.readouterr().err
