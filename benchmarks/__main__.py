"""Runs the benchmarks that are named on the command line, or all: ``python -m benchmarks``."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from types import ModuleType

from rich.console import Console

from benchmarks import (
    assignment,
    booking,
    difference,
    normalisation,
    quarter_survey,
    start_up,
    sync_pass,
    weekly_papers,
    year_pass,
)
from benchmarks.comparison import Comparison, print_table

BENCHMARKS: dict[str, ModuleType] = {
    "start": start_up,
    "pass": sync_pass,
    "year": year_pass,
    "difference": difference,
    "normalisation": normalisation,
    "assignment": assignment,
    "papers": weekly_papers,
    "survey": quarter_survey,
}
_BOOKING = "booking"
"""Measures no time but what clients get, and prints its own table."""

_LEGEND = (
    "ours, other: median time of runs that took turns, just now; ratio: ours / other. The slowest "
    "ran only once.\n"
    "peak MiB: by how much the job alone makes a fresh process grow that holds the libraries and "
    "the input (resident memory, so the solver's and SQLite's too), ours / other."
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run benchmarks and print one table of all their comparisons."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    names = ", ".join([*BENCHMARKS, _BOOKING])
    parser.add_argument("names", nargs="*", help=f"which: {names} (default: all)")
    parser.add_argument("--tiny", action="store_true", help="small sizes, to see that all runs")
    chosen = parser.parse_args(arguments)
    unknown = set(chosen.names) - BENCHMARKS.keys() - {_BOOKING}
    if unknown:
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}")
    lines: list[Comparison] = []
    progress = Console(stderr=True)
    measured = [name for name in chosen.names or BENCHMARKS if name != _BOOKING]
    for name in measured:
        module = BENCHMARKS[name]
        for size, effort in (module.TINY if chosen.tiny else module.FULL).items():
            progress.print(f"{name} at {size:,} …", highlight=False)
            lines += module.comparisons(size, effort)
    # In a file or a pipe each comparison keeps its line.
    console = Console() if Console().is_terminal else Console(width=180)
    if measured:
        print_table(lines, console)
        console.print(_LEGEND, highlight=False)
    if not chosen.names or _BOOKING in chosen.names:
        print(booking.markdown(booking.TINY if chosen.tiny else booking.SIZES))


if __name__ == "__main__":
    main()
