import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import pytest

from benchmarks.comparison import Comparison, Effort, Trial, compare
from benchmarks.measurement import Job, run_afresh

MIB = 1024 * 1024


@contextmanager
def filling(kept: int, taken: int) -> Iterator[Job]:
    before = bytearray(b"x") * kept * MIB
    yield lambda: len(bytearray(b"x") * taken * MIB) + len(before)


@contextmanager
def process_of() -> Iterator[Job]:
    yield os.getpid


def test_only_what_the_job_itself_takes_counts_as_its_peak() -> None:
    small, large = run_afresh([partial(filling, 60, 1), partial(filling, 1, 40)], at_once=2)
    assert small.peak < 20
    assert 35 < large.peak < 60
    assert small.result == 61 * MIB


def test_trials_take_turns_each_run_is_made_ready_anew_and_slow_ones_run_once() -> None:
    log: list[str] = []

    @contextmanager
    def contender(name: str) -> Iterator[Job]:
        log.append(f"+{name}")
        yield lambda: log.append(name)
        log.append(f"-{name}")

    def trial(name: str, *, slow: bool = False) -> Trial:
        return Trial(name, partial(contender, name), slow)

    effort = Effort(runs=2, memory=False)
    lines = compare("any", effort, trial("a"), trial("b"), trial("c", slow=True))

    assert log == ["+a", "a", "-a", "+b", "b", "-b"] * 3 + ["+c", "c", "-c"]
    assert [(line.ours, line.other, line.peaks) for line in lines] == [
        ("a", "b", None),
        ("a", "c", None),
    ]


def test_with_memory_each_line_has_both_peaks() -> None:
    ours, other = (Trial(str(n), partial(filling, 1, n), slow=n > 20) for n in (15, 45))
    (line,) = compare("any", Effort(runs=1, warm_up=False), ours, other)
    assert line.peaks is not None
    assert 10 < line.peaks[0] < 30 < line.peaks[1] < 60


def test_a_trial_apart_runs_in_a_process_of_its_own() -> None:
    effort = Effort(runs=1, warm_up=False, memory=False)
    ours, other = (Trial(str(n), process_of, apart=n > 1) for n in (1, 2))
    (line,) = compare("any", effort, ours, other)
    assert line.results[0] == os.getpid() != line.results[1]


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        pytest.param((1.5, 0.5), ("1.50 s", "500 ms", "3"), id="slower"),
        pytest.param((0.012, 0.048), ("12 ms", "48 ms", "0.25"), id="faster"),
        pytest.param((50.0, 0.00004), ("50.00 s", "0.04 ms", "1,250,000"), id="floor"),
    ],
)
def test_a_line_shows_both_times_and_their_ratio(
    seconds: tuple[float, float], shown: tuple[str, ...]
) -> None:
    line = Comparison("ours", "theirs", "3 rows", seconds, peaks=(2.0, 4.0), note="why")
    assert line.cells() == ("ours / theirs", "3 rows", *shown, "2.0 / 4.0", "why")
