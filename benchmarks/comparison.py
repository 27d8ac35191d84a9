"""One line of the benchmarks' table: a job of ours beside what else could be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from benchmarks.measurement import Contender, median_seconds, peak_mebibytes


@dataclass(frozen=True)
class Effort:
    """How thoroughly to measure: runs that count, one before that doesn't, memory or not."""

    runs: int
    warm_up: bool = True
    memory: bool = True


@dataclass(frozen=True)
class Trial:
    """A job to measure, under the name that the table shows."""

    name: str
    contender: Contender


@dataclass(frozen=True)
class Comparison:
    """Our job and another, with their median seconds and the MiB by which each grows."""

    ours: str
    other: str
    size: str
    seconds: tuple[float, float]
    peaks: tuple[float, float] | None
    note: str = ""

    @property
    def ratio(self) -> float:
        """How many times as long ours takes."""
        return self.seconds[0] / self.seconds[1]

    def cells(self) -> tuple[str, ...]:
        """Give the line as the table shows it."""
        ours, other = map(_duration, self.seconds)
        peaks = " / ".join(f"{peak:.1f}" for peak in self.peaks) if self.peaks else "-"
        name, ratio = f"{self.ours} / {self.other}", f"{self.ratio:,.3g}"
        return (name, self.size, ours, other, ratio, peaks, self.note)


def compare(size: str, effort: Effort, ours: Trial, *others: Trial) -> list[Comparison]:
    """Measure our job, and give a line for each of the others."""
    contenders = [ours.contender, *(other.contender for other in others)]
    seconds = median_seconds(effort.runs, contenders, warm_up=effort.warm_up)
    peaks = peak_mebibytes(contenders) if effort.memory else None
    return [
        Comparison(
            ours=ours.name,
            other=other.name,
            size=size,
            seconds=(seconds[0], seconds[number]),
            peaks=(peaks[0], peaks[number]) if peaks else None,
        )
        for number, other in enumerate(others, start=1)
    ]


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
