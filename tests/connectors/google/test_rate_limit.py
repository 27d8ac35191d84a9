"""In no minute do more calls pass than our share of Google's quota, whoever makes them."""

from __future__ import annotations

import heapq
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.google.rate_limit import (
    SHARE,
    Consumer,
    Family,
    RateLimit,
    shared_rate_limit,
)

BURST = 24
"""Calls of Sheets that one user may make at once."""


class Time:
    """A clock that only sleeping and idling move."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def a_limit(time: Time, file: Path | None = None, user: str = "") -> RateLimit:
    return RateLimit(file, user=user, clock=time, sleep=time.sleep)


def waited(limit: RateLimit, time: Time, family: Family = Family.SHEETS_READ) -> float:
    """The seconds until a call may go out."""
    before = time.now
    limit.wait(family)
    return time.now - before


def most_in_a_minute(moments: list[float]) -> int:
    return max(
        sum(start <= moment < start + 60 - 1e-6 for moment in moments) for start in set(moments)
    )


@given(st.sampled_from(Family), st.lists(st.floats(0, 30), min_size=1, max_size=200))
def test_no_minute_holds_more_calls_than_the_share(family: Family, idle: list[float]) -> None:
    time = Time()
    limit = a_limit(time)
    passed = []
    for seconds in idle:
        time.sleep(seconds)
        limit.wait(family)
        passed.append(time.now)
    assert most_in_a_minute(passed) <= family.per_minute * SHARE + 1e-6


@settings(max_examples=8, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 7), st.floats(0, 20)), min_size=8, max_size=8),
    st.integers(2, 4),
)
def test_no_minute_holds_more_calls_of_a_user_or_of_the_project(
    processes: list[tuple[int, float]], calls: int
) -> None:
    """Processes of several users go on side by side, each waiting for its own calls alone."""
    time = Time()
    delays: list[float] = []
    with TemporaryDirectory() as folder:
        limits = [
            RateLimit(Path(folder, "q"), user=f"u{user}", clock=time, sleep=delays.append)
            for user, _ in processes
        ]
        passed: dict[int, list[float]] = {user: [] for user, _ in processes}
        turns = [(time.now, number) for number in range(len(processes))]
        for _ in range(120):
            time.now, number = heapq.heappop(turns)
            delays.clear()
            limits[number].wait(Family.SHEETS_READ, calls)
            user, pause = processes[number]
            due = time.now + sum(delays)
            passed[user] += [due] * calls
            heapq.heappush(turns, (due + pause / 10, number))
    assert max(map(most_in_a_minute, passed.values())) <= 60 * SHARE
    assert most_in_a_minute([due for each in passed.values() for due in each]) <= 300 * SHARE


def test_a_pass_that_needs_few_calls_never_waits() -> None:
    time = Time()
    limit = a_limit(time)
    for _ in range(20):
        limit.wait(Family.SHEETS_READ)
        limit.wait(Family.SHEETS_WRITE)
    assert time.now == 1000.0


def test_a_burst_is_slowed_to_the_share() -> None:
    time = Time()
    limit = a_limit(time)
    for _ in range(BURST + 48):
        limit.wait(Family.SHEETS_WRITE)
    assert time.now - 1000.0 == 120.0


def test_a_call_that_brings_many_requests_counts_as_many() -> None:
    time = Time()
    limit = a_limit(time)
    limit.wait(Family.DRIVE_WRITE, 100)
    assert time.now == 1000.0
    limit.wait(Family.DRIVE_WRITE, 40)
    assert time.now == pytest.approx(1000.0 + 20 / 2)


def test_a_refusal_slows_every_process_of_the_project(tmp_path: Path) -> None:
    time = Time()
    met, other, third = (a_limit(time, tmp_path / "q", user) for user in "aab")
    met.refused(Family.SHEETS_READ, 30)
    assert waited(other, time, Family.SHEETS_WRITE) == 0
    assert waited(other, time) == pytest.approx(30 + 2.5)
    met.refused(Family.SHEETS_READ, None)
    assert waited(third, time) == pytest.approx(0.5)
    assert [usage.refused for usage in third.usage()] == [2, 0, 0, 0, 0, 0, 0]
    third.wait(Family.FORMS_WRITE, 20)
    assert third.fullest().family is Family.SHEETS_READ, "it is refused, though little went out"


def test_nobody_waits_for_long_whatever_google_asks_and_the_file_says(tmp_path: Path) -> None:
    time = Time()
    limit = a_limit(time, tmp_path / "q")
    limit.refused(Family.SHEETS_READ, 86_400)
    assert waited(limit, time) == pytest.approx(60 + 2.5)
    time.now = 5.0
    assert waited(limit, time) == 0, "the machine was started anew, and so was its clock"
    assert limit.usage()[0].used == 1


def test_what_the_project_keeps_back_counts_for_its_user_when_it_goes_out(tmp_path: Path) -> None:
    time = Time()
    for user in "bcdefghijk":
        limit = RateLimit(tmp_path / "q", user=user, clock=time, sleep=lambda _: None)
        limit.wait(Family.SHEETS_READ, BURST)
    late = a_limit(time, tmp_path / "q", "a")
    late.wait(Family.SHEETS_READ, BURST)
    assert time.now - 1000.0 == pytest.approx(60 + BURST * 0.5)
    assert waited(late, time) == pytest.approx(2.5)


def test_usage_tells_of_all_processes_in_the_last_minute(tmp_path: Path) -> None:
    time = Time()
    mine, yours = (a_limit(time, tmp_path / "q", user) for user in "ab")
    for _ in range(3):
        mine.wait(Family.SHEETS_READ)
    time.sleep(40)
    yours.wait(Family.SHEETS_READ)
    usage = mine.usage()[0]
    assert (usage.used, usage.allowed) == (3, 48)
    assert (usage.project_used, usage.project_allowed) == (4, 240)
    assert usage.share == 3 / 48
    told = {"family": "sheets read", "used": 3, "quota": 60, "of": "user", "refused": 0}
    assert mine.fullest().as_json() == told
    time.sleep(21)
    assert (mine.usage()[0].used, yours.usage()[0].used) == (0, 1)


PROCESS = """
import sys
from pathlib import Path
from connectors.google.rate_limit import Family, RateLimit
limit = RateLimit(Path(sys.argv[1]), clock=lambda: 1000.0, sleep=lambda _: None)
for _ in range(int(sys.argv[2])):
    limit.wait(Family.SHEETS_READ)
print("done", flush=True)
if sys.argv[3] == "goes on":
    while True:
        limit.wait(Family.FORMS_READ)
"""


def processes(file: Path, calls: int, then: str, count: int) -> list[subprocess.Popen[str]]:
    command = [sys.executable, "-c", PROCESS, str(file), str(calls), then]
    return [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(count)]


def test_real_processes_share_the_file_and_one_that_is_killed_leaves_it_sound(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "q"
    started = processes(file, 10, "ends", 2) + processes(file, 10, "goes on", 1)
    for process in started:
        with process:
            assert process.stdout is not None
            assert process.stdout.readline() == "done\n"
            process.kill()
    time = Time()
    limit = a_limit(time, file)
    assert waited(limit, time) == pytest.approx((3 * 10 + 1 - BURST) * 2.5)
    assert caplog.messages == []


def spoil(file: Path) -> None:
    file.write_bytes(b"no database " * 500)


def tear(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])


@pytest.mark.parametrize("damage", [spoil, tear])
def test_a_damaged_file_is_begun_anew_with_a_word(
    damage: Callable[[Path], None], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    time = Time()
    limit = a_limit(time, tmp_path / "q")
    for _ in range(BURST):
        limit.wait(Family.SHEETS_READ)
    damage(tmp_path / "q")
    assert waited(limit, time) == 0
    assert len(caplog.messages) == 1
    assert "damaged" in caplog.messages[0]
    assert a_limit(time, tmp_path / "q").usage()[0].used == 1


def test_where_the_file_cannot_be_used_a_process_goes_by_a_limit_of_its_own(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Here its folder is a file; so it is with a full disk, or one that is read-only."""
    time = Time()
    (tmp_path / "folder").write_text("x")
    limit = a_limit(time, tmp_path / "folder" / "q")
    for _ in range(BURST):
        assert waited(limit, time) == 0
    assert waited(limit, time) == pytest.approx(2.5)
    assert len(caplog.messages) == 1
    assert "google.quota_folder" in caplog.messages[0]
    (tmp_path / "folder").unlink()
    time.sleep(60)
    assert waited(limit, time) == 0
    assert a_limit(time, tmp_path / "folder" / "q").usage()[0].used == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is full")
def test_a_full_disk_stops_no_call(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "q").symlink_to("/dev/full")
    time = Time()
    assert waited(a_limit(time, tmp_path / "q"), time) == 0
    assert "cannot be used" in caplog.text


def test_a_file_that_another_process_holds_is_not_waited_for_for_long(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("connectors.google.call_buckets._PATIENCE", 0.01)
    time = Time()
    limit = a_limit(time, tmp_path / "q")
    limit.wait(Family.SHEETS_READ)
    with closing(sqlite3.connect(tmp_path / "q", isolation_level=None)) as held:
        held.execute("BEGIN IMMEDIATE")
        assert waited(limit, time) == 0
    assert "locked" in caplog.text


def test_threads_of_a_process_share_its_limit(tmp_path: Path) -> None:
    limit = RateLimit(tmp_path / "q", clock=lambda: 1000.0, sleep=lambda _: None)

    def call() -> None:
        for _ in range(10):
            limit.wait(Family.FORMS_READ)

    threads = [threading.Thread(target=call) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert limit.usage()[2].used == 40


def test_offices_of_one_project_share_its_limit_and_the_file_names_nobody(tmp_path: Path) -> None:
    one, same, other = (
        shared_rate_limit(tmp_path, Consumer(project, "loket@proyek.example"))
        for project in ("proyek", "proyek", "lain")
    )
    one.wait(Family.SHEETS_READ)
    assert [limit.usage()[0].used for limit in (one, same, other)] == [1, 1, 0]
    for file in tmp_path.iterdir():
        assert "proyek" not in file.name
        assert b"loket@" not in file.read_bytes()
        assert file.stat().st_mode & 0o777 == 0o666, "offices of other users write to it as well"
