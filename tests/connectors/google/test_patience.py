"""A pass ends between two calls: at its deadline, or when it is told to stop."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from connectors.forms.client import FormsClient
from connectors.google.access import GoogleAccess
from connectors.google.patience import Patience
from connectors.google.retry import RetryPolicy
from connectors.workspace.faults import Fault
from connectors.workspace.server import RunningWorkspace
from loket.errors import LoketError, OutOfTime, Stopped
from tests.connectors.factories import OWNER, an_access


@dataclass
class Time:
    """Goes by only in waits."""

    seconds: float = 0
    waits: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.seconds

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.seconds += seconds


def test_deadline_is_told_with_what_was_to_be_done() -> None:
    time = Time()
    patience = Patience(900, clock=time, wait=time.wait)
    patience.require("form 1Fa (reading its responses)")
    time.seconds = 900
    with pytest.raises(OutOfTime) as raised:
        patience.require("spreadsheet 1abc (writing)")
    assert raised.value.exit_code == 69
    told = "deadline of 15 minutes, before spreadsheet 1abc (writing). The next pass tries again"
    assert told in str(raised.value)


def test_wait_that_would_go_beyond_the_deadline_is_not_begun() -> None:
    time = Time()
    patience = Patience(100, clock=time, wait=time.wait)
    patience.sleep(60)
    with pytest.raises(OutOfTime):
        patience.sleep(60)
    assert time.waits == [60]


def test_wait_ends_when_told_to_stop() -> None:
    told: list[float] = []
    patience = Patience(stopped=lambda: bool(told), wait=told.append)
    with pytest.raises(Stopped) as raised:
        patience.sleep(60)
    assert raised.value.exit_code == 143


@pytest.mark.parametrize(
    ("seconds", "told_to_stop", "error", "refused", "waits"),
    [
        pytest.param(150, 0, OutOfTime, 3, [60, 60], id="deadline"),
        pytest.param(1000, 1, Stopped, 1, [60], id="told to stop"),
    ],
)
def test_retries_end_with_the_patience_of_the_pass(
    served: RunningWorkspace,
    seconds: float,
    told_to_stop: int,
    error: type[LoketError],
    refused: int,
    waits: list[float],
) -> None:
    time = Time()
    patience = Patience(
        seconds,
        clock=time,
        wait=time.wait,
        stopped=lambda: bool(told_to_stop) and len(time.waits) >= told_to_stop,
    )
    retry = RetryPolicy(seconds=1e9, sleep=patience.sleep)
    access = GoogleAccess.embedded(served.url, OWNER, patience=patience, retry=retry)
    served.faults.rate_limit("forms.*", times=refused, retry_after=60)
    with pytest.raises(error, match="form 1Fa"):
        FormsClient(access).get("1Fa")
    access.close()
    assert time.waits == waits


def test_write_under_way_is_known_as_one(served: RunningWorkspace) -> None:
    """Only a write is: what reads may be cut off."""
    patience, seen = Patience(), list[bool]()
    access = replace(an_access(served.url, OWNER), patience=patience)
    for method in ("forms.forms.create", "forms.forms.get"):
        served.faults.add(Fault(method, meanwhile=lambda: seen.append(patience.is_writing)))
    client = FormsClient(access)
    client.get(client.create_empty("Umpan Balik")["formId"])
    access.close()
    assert seen == [True, False]
    assert not patience.is_writing
