"""One line of the benchmarks' table: a job of ours beside what else could be done."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rich.console import Console
from rich.table import Table

from benchmarks.measurement import Contender, Run, run, run_afresh


@dataclass(frozen=True)
class Effort:
    """How thoroughly to measure: runs that count, one before that doesn't, memory or not."""

    runs: int
    warm_up: bool = True
    memory: bool = True


@dataclass(frozen=True)
class Trial:
    """A job to measure, under the name that the table shows.

    A ``slow`` one runs just once. One ``apart`` runs in processes of its own, since its libraries
    bear no others beside them.
    """

    name: str
    contender: Contender
    slow: bool = False
    apart: bool = False


@dataclass(frozen=True)
class Comparison:
    """Our job and another: median seconds, MiB by which each grows, and what each gave back."""

    ours: str
    other: str
    size: str
    seconds: tuple[float, float]
    peaks: tuple[float, float] | None
    results: tuple[object, object] = (None, None)
    note: str = ""

    @property
    def ratio(self) -> float:
        """How many times as long ours takes."""
        return self.seconds[0] / self.seconds[1]

    def cells(self) -> tuple[str, ...]:
        """Give the line as the table shows it."""
        ours, other = map(_duration, self.seconds)
        peaks = " / ".join(f"{peak:.1f}" for peak in self.peaks) if self.peaks else "-"
        name = f"{self.ours} / {self.other}"
        ratio = f"{self.ratio:,.0f}" if self.ratio >= 100 else f"{self.ratio:.3g}"
        return (name, self.size, ours, other, ratio, peaks, self.note)


def compare(size: str, effort: Effort, ours: Trial, *others: Trial) -> list[Comparison]:
    """Measure our job and the others, and give a line for each of the others.

    Those that are not slow or apart take turns, so that all meet the same machine.
    """
    trials = (ours, *others)
    apart = [number for number, trial in enumerate(trials) if trial.apart]
    repeated = [n for n, trial in enumerate(trials) if not trial.slow and not trial.apart]
    once = [number for number, trial in enumerate(trials) if trial.slow]
    alone = run_afresh if effort.memory else _run_here
    turns = _turns([trials[number].contender for number in repeated], effort)
    runs = dict(zip(repeated, turns, strict=True))
    runs |= dict(zip(once, alone([trials[number].contender for number in once]), strict=True))
    for number in apart:
        runs[number] = _median(run_afresh([trials[number].contender] * effort.runs))
    if effort.memory:
        afresh = run_afresh([trials[number].contender for number in repeated], at_once=2)
        for number, found in zip(repeated, afresh, strict=True):
            runs[number] = replace(runs[number], peak=found.peak)
    first = runs[0]
    return [
        Comparison(
            ours=ours.name,
            other=trials[number].name,
            size=size,
            seconds=(first.seconds, runs[number].seconds),
            peaks=(first.peak, runs[number].peak) if effort.memory else None,
            results=(first.result, runs[number].result),
        )
        for number in range(1, len(trials))
    ]


def _turns(contenders: Sequence[Contender], effort: Effort) -> list[Run]:
    """Run the contenders in turn; give the last run of each with the median of its seconds."""
    rounds = [
        [run(contender) for contender in contenders] for _ in range(effort.runs + effort.warm_up)
    ][effort.warm_up :]
    return [_median(own) for own in zip(*rounds, strict=True)]


def _median(runs: Sequence[Run]) -> Run:
    return replace(runs[-1], seconds=statistics.median(each.seconds for each in runs))


def _run_here(contenders: Sequence[Contender]) -> list[Run]:
    return [run(contender) for contender in contenders]


def print_table(comparisons: Sequence[Comparison], console: Console) -> None:
    """Print the comparisons, one line each."""
    table = Table(box=None, pad_edge=False)
    table.add_column("ours / other")
    table.add_column("size")
    for header in ("ours", "other", "ratio", "peak MiB"):
        table.add_column(header, justify="right", no_wrap=True)
    table.add_column("note")
    for comparison in comparisons:
        table.add_row(*comparison.cells())
    console.print(table)


def _duration(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.3g} ms"
