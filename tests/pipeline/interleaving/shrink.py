"""Cuts a failing script down to what makes it fail."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from tests.pipeline.interleaving.script import Script, Step


def shrunk(script: Script, fails: Callable[[Script], bool]) -> Script:
    """Give a part of the script that still fails and of which no smaller step is known to."""
    while smaller := next((part for part in _parts(script) if fails(part)), None):
        script = smaller
    return script


def _parts(script: Script) -> Iterator[Script]:
    """Give simpler scripts, the boldest cuts first."""
    for number, step in enumerate(script.steps):
        yield _with(script, number)
        for half in _halves(step):
            yield _with(script, number, half)
    for name in [name for name, is_on in script.switches.items() if is_on]:
        yield replace(script, switches={**script.switches, name: False})
    for number, step in enumerate(script.steps):
        for act in step.acts:
            yield _with(script, number, _without(step, act))
        for simpler in (
            replace(step, process=False),
            replace(step, mishap=None),
            replace(step, clients=0),
            replace(step, hours=0),
        ):
            if simpler != step:
                yield _with(script, number, simpler)


def _halves(step: Step) -> Iterator[Step]:
    middle = len(step.acts) // 2
    if middle:
        yield replace(step, acts=step.acts[:middle])
        yield replace(step, acts=step.acts[middle:])


def _without(step: Step, act: object) -> Step:
    return replace(step, acts=tuple(other for other in step.acts if other is not act))


def _with(script: Script, number: int, *instead: Step) -> Script:
    steps = (*script.steps[:number], *instead, *script.steps[number + 1 :])
    return replace(script, steps=steps)
