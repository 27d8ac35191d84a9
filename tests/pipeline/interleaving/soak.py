"""The long run: plays scripts, one on each of many offices, until so many acts are done.

Each trial is an office with a script of its own, made from the seed and the trial's number, and
a random position of the switches. What goes wrong is printed with the command that repeats it;
``--shrink`` then cuts the script down to what matters.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from connectors.workspace.call import Switches
from tests.pipeline.interleaving.script import Script, random_script
from tests.pipeline.interleaving.shrink import shrunk
from tests.pipeline.interleaving.trial import Trial, on_trial
from tests.pipeline.office_factory import copy_office, draft_week, found_office

ACTS = 10_000


@dataclass
class Tally:
    """What the whole run came to."""

    trials: int = 0
    passes: int = 0
    calls: int = 0
    kills: int = 0
    real_kills: int = 0
    tokens: int = 0
    lost: int = 0
    wrong: int = 0
    failed: list[int] = field(default_factory=list)
    acts: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    mishaps: Counter[str] = field(default_factory=Counter)
    positions: Counter[str] = field(default_factory=Counter)
    beginnings: Counter[str] = field(default_factory=Counter)

    def add(self, number: int, script: Script, trial: Trial) -> None:
        """Count one trial."""
        self.trials += 1
        self.passes += trial.passes
        self.calls += trial.calls
        self.kills += trial.kills
        self.real_kills += trial.real_kills
        self.tokens += trial.desk.tokens.followed
        self.lost += len(trial.losses)
        self.wrong += len(trial.wrong)
        self.acts += trial.desk.acts
        self.refused += trial.desk.refused
        self.mishaps += Counter(step.mishap.what for step in script.steps if step.mishap)
        count = trial.desk.acts.total()
        self.beginnings[script.begins] += count
        for switch in fields(Switches):
            is_on = script.switches.get(switch.name, switch.default)
            self.positions[f"{switch.name} {'on' if is_on else 'off'}"] += count
        if not trial.is_clean:
            self.failed.append(number)

    def text(self) -> str:
        """Give it in words."""
        return "\n".join(
            [
                f"{self.trials} trials, {self.passes} passes, {self.calls} calls, "
                f"{self.kills} passes killed ({self.real_kills} by SIGKILL)",
                f"{self.acts.total()} acts: {_counts(self.acts)}",
                f"{self.refused.total()} refused: {_counts(self.refused)}",
                f"mishaps: {_counts(self.mishaps)}",
                f"acts by position of the switches: {_counts(self.positions)}",
                f"acts by beginning: {_counts(self.beginnings)}",
                f"{self.tokens} typed values followed, {self.lost} lost; {self.wrong} other faults",
                f"failed trials: {self.failed or 'none'}",
            ]
        )


def main() -> None:
    """Run the soak, or repeat one trial of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--acts", type=int, default=ACTS, help="acts in all")
    parser.add_argument("--trial", type=int, help="repeat just this trial, and tell its story")
    parser.add_argument("--shrink", action="store_true", help="cut its script down")
    chosen = parser.parse_args()
    with TemporaryDirectory() as folder:
        original = Path(folder, "original")
        original.mkdir()
        found_office(original)
        draft_week(original)
        if chosen.trial is not None:
            sys.exit(_repeat(original, chosen.seed, chosen.trial, cut=chosen.shrink))
        sys.exit(_soak(original, chosen.seed, chosen.acts))


def script_of(seed: int, number: int) -> Script:
    """Give the script of one trial."""
    random = Random(f"{seed}/{number}")  # a text is hashed alike everywhere
    names = [switch.name for switch in fields(Switches)]
    switches = {name: random.random() < 0.5 for name in names} if number else {}
    steps = random.choice((2, 3, 3, 4))
    return random_script(random, steps=steps, acts=25, switches=switches, real_kills=True)


def _soak(original: Path, seed: int, acts: int) -> int:
    tally, begun, number = Tally(), time.monotonic(), 0
    while tally.acts.total() < acts:
        script = script_of(seed, number)
        with played(original, script) as trial:
            tally.add(number, script, trial)
            if not trial.is_clean:
                again = f"python -m tests.pipeline.interleaving.soak --seed {seed} --trial {number}"
                print(f"trial {number} failed; again: {again}")
                print(*trial.losses, *trial.wrong, sep="\n", flush=True)
        number += 1
        if number % 20 == 0:
            print(f"{number} trials, {tally.acts.total()} acts …", file=sys.stderr, flush=True)
    print(f"seed {seed}, {time.monotonic() - begun:.0f} s")
    print(tally.text())
    return bool(tally.failed)


def _repeat(original: Path, seed: int, number: int, *, cut: bool) -> int:
    script = script_of(seed, number)
    if cut:
        script = shrunk(script, lambda smaller: _fails(original, smaller))
        print(script)
    with played(original, script) as trial:
        print(trial.report())
        return not trial.is_clean


def _fails(original: Path, script: Script) -> bool:
    with played(original, script) as trial:
        return not trial.is_clean


@contextmanager
def played(original: Path, script: Script) -> Iterator[Trial]:
    """Play a script on a copy of an office."""
    with TemporaryDirectory() as folder:
        copy = copy_office(original, Path(folder, "office"))
        with on_trial(copy, switches=Switches(**script.switches), now=script.begins) as trial:
            trial.play(script)
            yield trial


def _counts(counter: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counter.items())) or "none"


if __name__ == "__main__":
    main()
