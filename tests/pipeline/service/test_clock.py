"""The clock of the command line: honoured where it is offered, refused where it means nothing."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from connectors.forms.client import FormsClient
from connectors.forms.visitor import FormVisitor
from connectors.google.access import GoogleAccess
from connectors.ledger.ledger import Ledger
from connectors.workspace import date_header
from connectors.workspace.server import clock_from
from loket.vocabulary import Form
from pipeline.cli import loket, run
from pipeline.configuration.settings_file import load
from tests.pipeline.office_factory import DRAFTED, a_registration, at, documents

START = "2027-03-01T08:00"
CALL = "import sys; from pipeline.cli import run; sys.exit(run(sys.argv[1:]))"


@pytest.fixture
def url(folder: Path) -> Iterator[str]:
    """The address of ``loket workspace --now START``, in a process of its own."""
    arguments = ["workspace", "--config", str(folder / "config.yaml"), "--port", "0"]
    process = subprocess.Popen(
        [sys.executable, "-u", "-c", CALL, *arguments, "--now", START],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    patience = threading.Timer(60, process.kill)
    patience.start()
    try:
        assert process.stdout
        yield next(word for word in process.stdout.readline().split() if "://" in word)
    finally:
        patience.cancel()
        process.kill()
        process.communicate()


def test_pages_of_the_workspace_go_by_the_given_clock(url: str, folder: Path) -> None:
    settings = load(folder / "config.yaml")
    form = settings.forms.registration
    visitor = FormVisitor(url)
    answers = {form.questions[key]: value for key, value in a_registration().items()}
    for _ in range(2):
        visitor.submit(str(form.address), answers)
    visitor.close()
    access = GoogleAccess.embedded(url, settings.google.loket)
    first, second = FormsClient(access).list_responses(str(form.id))
    access.close()
    assert timedelta(0) <= first.created - at(START) < timedelta(minutes=1)
    assert first.created < second.created


def test_clock_starts_where_it_is_told_and_runs_on() -> None:
    clock = clock_from(at(START))
    one, two = clock(), clock()
    assert at(START) <= one <= two < at(START) + timedelta(minutes=1)


@pytest.mark.parametrize("command", ["demo", "serve"])
def test_command_with_a_clock_of_its_own_takes_no_other(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([command, "--config", str(tmp_path / "config.yaml"), "--now", START]) == 64
    assert "No such option" in capsys.readouterr().err


def test_pass_by_a_clock_that_is_wrong_keeps_and_writes_nothing(
    drafted_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In 2030 by the machine's clock, and by the server's in a drafted week."""
    date = format_datetime(at(DRAFTED).astimezone(UTC), usegmt=True)
    monkeypatch.setattr(date_header, "format_datetime", lambda *_, **__: date)
    call = ["sync", "--config", str(drafted_folder / "config.yaml"), "--now", "2030-01-07T08:00"]
    before = documents(drafted_folder)
    assert run(call) == 74
    assert "clock says 2030-01-07 01:00 UTC, Google's 2026-11-16 01:00" in capsys.readouterr().err
    assert documents(drafted_folder) == before
    with Ledger(drafted_folder / "loket.sqlite") as ledger:
        assert ledger.responses.cursor(Form.REGISTRATION).last_full == at(DRAFTED)
    assert run([*call, "--dry-run"]) == 0, "a rehearsal may be at any time"


def test_every_other_command_takes_one() -> None:
    offering = {
        name
        for name, command in loket.commands.items()
        if any("--now" in parameter.opts for parameter in command.params)
    }
    assert offering == set(loket.commands) - {"demo", "diff", "login", "runs", "serve"}
