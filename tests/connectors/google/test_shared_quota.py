"""Programs that share a rate limit never meet the quota that the workspace counts, nor a real 429.

Time is simulated: it goes on to the next one who is to wake up as soon as all are asleep.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from connectors.google.access import GoogleAccess
from connectors.google.credentials import Identity
from connectors.google.rate_limit import NoRateLimit, RateLimit
from connectors.google.retry import RetryPolicy
from connectors.google.transport import Endpoints
from connectors.sheets.client import SpreadsheetClient, create_spreadsheet
from connectors.workspace.faults import Request
from connectors.workspace.quotas import Quotas
from connectors.workspace.server import RunningWorkspace, running
from connectors.workspace.workspace import WorkspaceOptions
from loket.errors import QuotaExceeded
from tests.connectors.factories import OWNER, ZONE

START = datetime(2026, 11, 16, 8, tzinfo=UTC)


@dataclass
class SimulatedTime:
    """A clock that goes on when everybody who is awake sleeps."""

    awake: int = 0
    seconds: float = 0.0
    waking: list[float] = field(default_factory=list)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def __call__(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return START + timedelta(seconds=self.seconds)

    def sleep(self, seconds: float) -> None:
        with self.changed:
            due = self.seconds + seconds
            self.waking.append(due)
            self._fall_asleep()
            while self.seconds < due:
                self.changed.wait()

    def _fall_asleep(self) -> None:
        """Sleep on, or wake those up who are next if nobody else is awake."""
        self.awake -= 1
        if not self.awake and self.waking:
            self.seconds = min(self.waking)
            self.awake = self.waking.count(self.seconds)
            self.waking = [due for due in self.waking if due > self.seconds]
            self.changed.notify_all()

    def run_together(self, *programs: Callable[[], object]) -> None:
        """Run programs side by side until all have ended."""
        self.awake = len(programs)

        def run(program: Callable[[], object]) -> None:
            try:
                program()
            finally:
                with self.changed:
                    self._fall_asleep()

        threads = [threading.Thread(target=run, args=(program,)) for program in programs]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


@pytest.fixture
def time() -> SimulatedTime:
    return SimulatedTime()


@pytest.fixture
def strict(tmp_path: Path, time: SimulatedTime) -> Iterator[RunningWorkspace]:
    """A workspace that refuses what is beyond Google's quotas."""
    options = WorkspaceOptions(tmp_path / "workspace.sqlite", quotas=Quotas())
    with running(options, now=time.now) as workspace:
        yield workspace


@dataclass(frozen=True)
class Program:
    """One of several Lokets on a machine; its calls go out in its own name."""

    access: GoogleAccess
    spreadsheet_id: str

    def read(self, times: int) -> None:
        client = SpreadsheetClient(self.access, self.spreadsheet_id, ZONE)
        for _ in range(times):
            client.read("spreadsheetId")
        self.access.close()


def a_program(
    workspace: RunningWorkspace, time: SimulatedTime, spreadsheet_id: str, limit: RateLimit
) -> Program:
    access = GoogleAccess(
        Identity(OWNER),
        Endpoints.at(workspace.url),
        retry=RetryPolicy(sleep=time.sleep),
        limit=limit,
    )
    return Program(access, spreadsheet_id)


def a_spreadsheet(workspace: RunningWorkspace) -> str:
    access = GoogleAccess.embedded(workspace.url, OWNER)
    found = create_spreadsheet(access, "Klinik", locale="id_ID", time_zone="Asia/Jakarta")
    access.close()
    return found


def reads(workspace: RunningWorkspace) -> list[Request]:
    return [each for each in workspace.requests if each.method_id == "sheets.spreadsheets.get"]


@pytest.mark.parametrize("shared", [True, False])
def test_several_programs_together_never_meet_the_quota_of_the_workspace(
    strict: RunningWorkspace, time: SimulatedTime, tmp_path: Path, *, shared: bool
) -> None:
    spreadsheet_id = a_spreadsheet(strict)
    programs = [
        a_program(
            strict,
            time,
            spreadsheet_id,
            RateLimit(tmp_path / f"q{shared or number}", clock=time, sleep=time.sleep),
        )
        for number in range(4)
    ]
    time.run_together(*(lambda each=each: each.read(35) for each in programs))
    statuses = [request.status for request in reads(strict)]
    assert statuses.count(200) == 4 * 35
    assert (429 in statuses) is not shared
    retries = sum(program.access.calls.retries for program in programs)
    assert retries == statuses.count(429)
    if shared:
        assert time.seconds == pytest.approx((4 * 35 - 24) * 2.5)


def test_a_program_that_is_refused_slows_the_others(
    strict: RunningWorkspace, time: SimulatedTime, tmp_path: Path
) -> None:
    spreadsheet_id = a_spreadsheet(strict)
    met, other = (
        a_program(
            strict,
            time,
            spreadsheet_id,
            RateLimit(tmp_path / "q", clock=time, sleep=time.sleep),
        )
        for _ in range(2)
    )
    strict.faults.rate_limit("sheets.spreadsheets.get", retry_after=20)

    def come_later() -> None:
        time.sleep(1)
        other.read(3)

    time.run_together(lambda: met.read(1), come_later)
    assert [request.status for request in reads(strict)] == [429, 200, 200, 200, 200]
    assert time.seconds == pytest.approx(20 + 4 * 2.5)
    assert met.access.rate_limit.usage()[0].refused == 1


def test_a_quota_that_stays_used_up_ends_in_one_message_within_minutes(
    strict: RunningWorkspace, time: SimulatedTime
) -> None:
    program = a_program(strict, time, a_spreadsheet(strict), NoRateLimit())
    strict.faults.rate_limit("sheets.spreadsheets.get", times=99, retry_after=40)
    caught: list[QuotaExceeded] = []

    def try_to_read() -> None:
        with pytest.raises(QuotaExceeded) as refused:
            program.read(1)
        caught.append(refused.value)

    time.run_together(try_to_read)
    assert [request.status for request in reads(strict)] == [429] * 4
    assert time.seconds == 120
    (error,) = caught
    assert error.exit_code == 69
    for part in (program.spreadsheet_id, "Read requests per minute per user", "quotas of the"):
        assert part in str(error)
