from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import pytest

from benchmarks.comparison import Comparison
from benchmarks.measurement import Job, median_seconds, peak_mebibytes

MIB = 1024 * 1024


@contextmanager
def filling(kept: int, taken: int) -> Iterator[Job]:
    before = bytearray(b"x") * kept * MIB
    yield lambda: len(bytearray(b"x") * taken * MIB) + len(before)


def test_only_what_the_job_itself_takes_counts_as_its_peak() -> None:
    small, large = peak_mebibytes([partial(filling, 60, 1), partial(filling, 1, 40)])
    assert small < 20
    assert 35 < large < 60


def test_contenders_take_turns_and_each_run_is_made_ready_anew() -> None:
    log: list[str] = []

    @contextmanager
    def contender(name: str) -> Iterator[Job]:
        log.append(f"+{name}")
        yield lambda: log.append(name)
        log.append(f"-{name}")

    seconds = median_seconds(2, [partial(contender, "a"), partial(contender, "b")], warm_up=True)

    once = ["+a", "a", "-a", "+b", "b", "-b"]
    assert log == once * 3
    assert len(seconds) == 2


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        pytest.param((1.5, 0.5), ("1.50 s", "500 ms", "3"), id="slower"),
        pytest.param((0.012, 0.048), ("12 ms", "48 ms", "0.25"), id="faster"),
    ],
)
def test_a_line_shows_both_times_and_their_ratio(
    seconds: tuple[float, float], shown: tuple[str, ...]
) -> None:
    line = Comparison("ours", "theirs", "3 rows", seconds, peaks=(2.0, 4.0), note="why")
    assert line.cells() == ("ours / theirs", "3 rows", *shown, "2.0 / 4.0", "why")
