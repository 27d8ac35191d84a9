"""A machine whose clock is plainly wrong does nothing, and says which clock says what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests

from connectors.forms.client import FormsClient
from connectors.google.access import GoogleAccess
from connectors.google.server_clock import ServerClock
from connectors.workspace.faults import Fault
from connectors.workspace.server import RunningWorkspace, running
from connectors.workspace.workspace import WorkspaceOptions
from loket.errors import AccessError, ClockWrong, LoketError
from tests.connectors.factories import OWNER
from tests.connectors.google.test_errors import a_response

NOW = datetime(2026, 11, 17, 2, tzinfo=UTC)
TOLERANCE = timedelta(minutes=15)


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningWorkspace]:
    """A workspace at which it is NOW."""
    path: Path = tmp_path_factory.mktemp("dated") / "workspace.sqlite"
    with running(WorkspaceOptions(path, seed=b"dated"), now=lambda: NOW) as workspace:
        yield workspace


def access_at(dated: RunningWorkspace, now: datetime, tolerance: timedelta | None) -> GoogleAccess:
    clock = ServerClock(lambda: now, tolerance)
    return GoogleAccess.embedded(dated.url, OWNER, server_clock=clock)


CLOCKS = [
    pytest.param(timedelta(minutes=15), TOLERANCE, None, id="at the limit"),
    pytest.param(timedelta(minutes=-15), TOLERANCE, None, id="at the other limit"),
    pytest.param(timedelta(minutes=16), TOLERANCE, "02:16 UTC, Google's 2026-11-17 02:00", id="on"),
    pytest.param(timedelta(hours=-3), TOLERANCE, "2026-11-16 23:00 UTC, Google's", id="back"),
    pytest.param(datetime(1970, 1, 1, tzinfo=UTC) - NOW, TOLERANCE, "1970-01-01", id="1970"),
    pytest.param(timedelta(days=365), None, None, id="a rehearsal"),
]


@pytest.mark.parametrize(("off", "tolerance", "told"), CLOCKS)
def test_clock_is_compared_with_the_date_of_a_reading(
    dated: RunningWorkspace, off: timedelta, tolerance: timedelta | None, told: str | None
) -> None:
    right = access_at(dated, NOW, TOLERANCE)
    form = FormsClient(right).create_empty("Umpan Balik")["formId"]
    access = access_at(dated, NOW + off, tolerance)
    if told is None:
        assert FormsClient(access).get(form)
    else:
        with pytest.raises(ClockWrong) as raised:
            FormsClient(access).get(form)
        assert told in str(raised.value)
        assert raised.value.exit_code == 74
    for each in (right, access):
        each.close()


@pytest.mark.parametrize(
    ("off", "error"), [(timedelta(0), AccessError), (timedelta(hours=3), ClockWrong)]
)
def test_refusal_is_laid_to_the_clock_if_that_is_wrong(
    dated: RunningWorkspace, off: timedelta, error: type[LoketError]
) -> None:
    """A token that is signed by a wrong clock is refused like one with a wrong key."""
    access = access_at(dated, NOW + off, TOLERANCE)
    dated.faults.add(Fault("forms.forms.get", status=401))
    with pytest.raises(error):
        FormsClient(access).get("1Fa")
    access.close()


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(a_response(200, b""), id="no date"),
        pytest.param(a_response(200, b"", Date="kemarin"), id="a date that is none"),
        pytest.param(a_response(502, b"", Date="Thu, 01 Jan 1970 00:00:00 GMT"), id="a gateway's"),
        pytest.param(a_response(407, b"", Date="Thu, 01 Jan 1970 00:00:00 GMT"), id="a proxy's"),
    ],
)
def test_reply_that_proves_nothing_is_not_gone_by(reply: requests.Response) -> None:
    clock = ServerClock(lambda: NOW, TOLERANCE)
    clock.note(reply)
    clock.require_agreement()
