"""Every call of every run times every fault, in two processes; what goes wrong is printed."""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.pipeline.faults.kinds import KINDS
from tests.pipeline.faults.stages import STAGES, make_originals
from tests.pipeline.faults.trial import Plain, plain
from tests.pipeline.faults.verdict import Verdict, judged, meetings

PROCESSES = 2

Meeting = tuple[int, int, int]
"""Places of a stage, of one of its calls and of a kind of fault."""


def every_meeting(root: Path) -> list[Meeting]:
    """Give each call of each stage with each fault that it can meet."""
    return [
        (place, call, KINDS.index(kind))
        for place, stage in enumerate(STAGES)
        for call, kind in meetings(stage, _plain(root, place))
    ]


def tried(root: Path, meeting: Meeting) -> Verdict:
    """Try one meeting out."""
    stage, place, kind = meeting
    found = STAGES[stage]
    without = _plain(root, stage)
    try:
        return judged(root / found.name, found, KINDS[kind], place, without)
    except Exception as error:  # noqa: BLE001 - what nobody foresaw is a finding like others
        call, wrong = str(without.calls[place]), (repr(error),)
        return Verdict(found.name, KINDS[kind].name, call, "broken off", 70, 0, 0, wrong)


@cache
def _plain(root: Path, stage: int) -> Plain:
    return plain(root / STAGES[stage].name, STAGES[stage])


def main() -> None:
    """Run all, or a sample."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sample", type=int, help="try only so many")
    parser.add_argument("--stage", help="only this run")
    parser.add_argument("--kind", help="only faults whose name holds this")
    chosen = parser.parse_args()
    with TemporaryDirectory() as folder:
        root = Path(folder)
        make_originals(root)
        every = [
            meeting
            for meeting in every_meeting(root)
            if (chosen.stage or "") in STAGES[meeting[0]].name
            and (chosen.kind or "") in KINDS[meeting[2]].name
        ]
        if chosen.sample:
            every = Random(chosen.seed).sample(every, chosen.sample)
        begun = time.monotonic()
        verdicts = _all(root, every)
        print(_text(verdicts, time.monotonic() - begun))
    sys.exit(any(verdict.wrong for verdict in verdicts))


def _all(root: Path, every: Sequence[Meeting]) -> list[Verdict]:
    found: list[Verdict] = []
    with ProcessPoolExecutor(PROCESSES, get_context("spawn")) as pool:
        for verdict in pool.map(tried, [root] * len(every), every, chunksize=4):
            found.append(verdict)
            if verdict.wrong:
                print(f"{verdict.stage}, {verdict.call}, {verdict.kind}:")
                print(*(f"    {line}" for line in verdict.wrong[:6]), sep="\n", flush=True)
            if len(found) % 100 == 0:
                print(f"{len(found)} of {len(every)} …", file=sys.stderr, flush=True)
    return found


def _text(verdicts: Sequence[Verdict], seconds: float) -> str:
    failed = [verdict for verdict in verdicts if verdict.wrong]
    longest = max(verdicts, key=lambda verdict: verdict.waited)
    return "\n".join(
        [
            f"{len(verdicts)} faults met in {seconds:.0f} s: {_counts(v.stage for v in verdicts)}",
            *(f"  {kind}: {_endings(verdicts, kind)}" for kind in dict.fromkeys(_names(verdicts))),
            f"longest wait of a run: {longest.waited:.0f} s ({longest.kind}, {longest.stage}), "
            f"most calls: {max(verdict.calls for verdict in verdicts)}",
            f"wrong: {len(failed)}",
        ]
    )


def _names(verdicts: Sequence[Verdict]) -> list[str]:
    met = {verdict.kind for verdict in verdicts}
    return [kind.name for kind in KINDS if kind.name in met]


def _endings(verdicts: Sequence[Verdict], kind: str) -> str:
    return _counts(f"{v.outcome} {v.exit_code}" for v in verdicts if v.kind == kind)


def _counts(words: Iterable[str]) -> str:
    return ", ".join(f"{word} {count}" for word, count in Counter(words).items())


if __name__ == "__main__":
    main()
