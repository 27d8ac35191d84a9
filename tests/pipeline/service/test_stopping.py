"""SIGTERM: a pass ends between two calls, is cut off where it cannot, and no write is cut."""

from __future__ import annotations

import signal
import socket
import subprocess
from pathlib import Path

import pytest

from connectors.google.patience import Patience
from connectors.ledger.ledger import Ledger
from connectors.ledger.lock import one_pass_at_a_time
from loket.errors import LoketError, OutOfTime, Stopped
from pipeline.office import office_at
from pipeline.order import Order
from pipeline.service.stopping import StopSignal
from pipeline.sync import locked_sync
from tests.connectors.google.test_patience import Time
from tests.pipeline.office_factory import OpenOffice, reads_and_writes
from tests.pipeline.own_process import python

SYNC_AT = """
import sys
from pathlib import Path
from connectors.workspace.faults import Faults
from connectors.workspace.server import RunningWorkspace
from pipeline.office import office_at
from pipeline.order import Order
from pipeline.configuration.settings_file import load
from pipeline.service.stopping import StopSignal
from pipeline.sync import locked_sync
from tests.pipeline.office_factory import DRAFTED, at
settings = load(Path(sys.argv[1]))
workspace = RunningWorkspace(sys.argv[2], None, Faults(), None)
with StopSignal(grace=0.1) as stop:
    office = office_at(settings, workspace, now=lambda: at(DRAFTED), patience=stop.patience(60))
    locked_sync(office, Order(at(DRAFTED)))
"""
"""A pass whose Google is at the address that is given."""

WRITE = """
import sys
from pipeline.service.stopping import StopSignal
with StopSignal(grace=0) as stop:
    with stop.patience(60).writing():
        print("writing", flush=True)
        stop.wait(60)
        sys.stdin.readline()
        print("whole", flush=True)
    sys.stdin.readline()
    print("cut off too late", flush=True)
"""
"""Something that takes longer than is allowed, writing first and then not."""


def test_pass_that_waits_for_a_reply_is_cut_off_and_leaves_no_lock(drafted_folder: Path) -> None:
    config = str(drafted_folder / "config.yaml")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        silent.settimeout(30)
        with python(SYNC_AT, config, url) as process:
            asked, _ = silent.accept()
            with asked:
                assert asked.recv(4).startswith(b"GET")
                process.send_signal(signal.SIGTERM)
                _, said = process.communicate()
    assert process.returncode == Stopped.exit_code, said
    with (
        one_pass_at_a_time(drafted_folder / "loket.lock"),
        Ledger(drafted_folder / "loket.sqlite") as ledger,
    ):
        assert ledger.runs.latest(1)[0].outcome == "running"


def test_write_is_never_cut_off() -> None:
    with python(WRITE) as process:
        assert process.stdout
        assert process.stdin
        assert process.stdout.readline() == "writing\n"
        process.send_signal(signal.SIGTERM)
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.5)
        process.stdin.write("\n")
        process.stdin.flush()
        assert process.stdout.readline() == "whole\n"
        assert process.stdout.read() == ""
        assert process.wait() == Stopped.exit_code


def test_signal_wakes_a_wait_and_ends_with_the_block() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with StopSignal() as stop:
        patience = stop.patience(900)
        patience.require("anything")
        signal.raise_signal(signal.SIGTERM)
        with pytest.raises(Stopped, match="before anything"):
            patience.sleep(600)
        assert stop.name == "SIGTERM"
    assert signal.getsignal(signal.SIGTERM) == before


ENDS = [
    pytest.param(1000, 1, Stopped, "stopped", id="told to stop"),
    pytest.param(60, 9, OutOfTime, "failed", id="deadline"),
]


@pytest.mark.parametrize(("seconds", "waits", "error", "outcome"), ENDS)
def test_pass_that_ends_while_it_waits_writes_nothing_and_is_on_record(
    drafted: OpenOffice, seconds: float, waits: int, error: type[LoketError], outcome: str
) -> None:
    time = Time()
    patience = Patience(
        seconds, clock=time, wait=time.wait, stopped=lambda: len(time.waits) >= waits
    )
    office = office_at(drafted.settings, drafted.workspace, now=drafted.clock, patience=patience)
    drafted.workspace.faults.rate_limit("sheets.*", retry_after=60)
    drafted.register(name="Dewi Lestari", phone="0812-0000-0009")
    with drafted.watched() as requests, pytest.raises(error) as raised:
        locked_sync(office, Order(drafted.clock.now))
    office.access.close()
    assert "spreadsheet" in str(raised.value)
    assert reads_and_writes(requests)[1] == 0
    with Ledger(drafted.config.with_name("loket.sqlite")) as ledger:
        (last,) = ledger.runs.latest(1)
    assert (last.outcome, last.error) == (outcome, str(raised.value))
