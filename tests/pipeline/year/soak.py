"""The simulated year: a struck office and a spared one, week by week, until they differ.

Prints the command that plays the same again, the counts after each week, what is wrong, and how
long it took. All follows from the seed.
"""

from __future__ import annotations

import argparse
import gc
import resource
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.pipeline.year.twins import Size, twins

WEEKS, CLIENTS, CUTS, SIGNALS = 52, 60, 50, 12
SHOWN = 40
"""Lines of what is wrong that are printed."""


def main() -> None:
    """Play a year, or its first weeks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--weeks", type=int, default=WEEKS)
    chosen = parser.parse_args()
    gc.set_threshold(100_000, 50, 50)
    again = f"python -m tests.pipeline.year.soak --seed {chosen.seed} --weeks {chosen.weeks}"
    _say(f"this run: {again}")
    share = chosen.weeks / WEEKS
    size = Size(chosen.weeks, CLIENTS, round(CUTS * share), round(SIGNALS * share))
    begun = time.monotonic()
    with TemporaryDirectory() as folder, twins(Path(folder), chosen.seed, size, _say) as year:
        year.play()
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(f"seed {chosen.seed}: {time.monotonic() - begun:.0f} s, {used.ru_utime:.0f} s of CPU")
    print(year.told())
    if year.wrong:
        print(f"{len(year.wrong)} things are wrong:", *year.wrong[:SHOWN], sep="\n  ")
        print(f"again: {again}")
    sys.exit(bool(year.wrong))


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    main()
