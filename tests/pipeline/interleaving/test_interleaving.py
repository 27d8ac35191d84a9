"""People act at every gap between two calls of a pass, and nothing that they typed is lost.

This plays the same few scripts each time. ``make soak`` makes up new ones; what it finds, and has
been put right since, stands here as a case.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import fields
from pathlib import Path
from tempfile import TemporaryDirectory

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from connectors.workspace.call import Switches
from tests.pipeline.interleaving.acts import Act
from tests.pipeline.interleaving.script import MISHAPS, OWNER, STAFF, WEIGHTS, Mishap, Script, Step
from tests.pipeline.interleaving.trial import on_trial
from tests.pipeline.office_factory import copy_office

ACTS = st.builds(
    Act,
    gap=st.integers(0, 8),
    who=st.sampled_from((OWNER, STAFF)),
    kind=st.sampled_from([kind for kind, weight in WEIGHTS.items() for _ in range(weight)]),
    choices=st.tuples(*[st.integers(0, 999)] * 6),
)
STEPS = st.builds(
    Step,
    acts=st.lists(ACTS, min_size=12, max_size=18).map(tuple),
    clients=st.integers(0, 2),
    hours=st.sampled_from((0, 1, 24)),
    mishap=st.none() | st.builds(Mishap, st.integers(3, 8), st.sampled_from(MISHAPS)),
)
SWITCHES = st.builds(Switches, **{switch.name: st.booleans() for switch in fields(Switches)})
PASSES = 2

CASES = {
    "a column inserted before the write": (Act(5, OWNER, "insert_column", (0, 2)),),
    "rows sorted before the write": (Act(5, OWNER, "sort", (0, 0, 6, 1)),),
    "a tab deleted before the write": (Act(5, OWNER, "delete_tab", (9,)),),
    "typed over before a title came": (
        Act(0, OWNER, "type_over", (0, 0, 3)),
        Act(5, OWNER, "insert_title", (0, 0, 0, 0)),
    ),
    "a key typed over before a column moved": (
        Act(0, OWNER, "type_over", (0, 1, 0)),
        Act(0, OWNER, "type_over", (0, 1, 4)),
        Act(5, OWNER, "move_column", (0, 0, 19, 12)),
    ),
}


def interleaving(original: Path) -> type[RuleBasedStateMachine]:
    """Give the machine that runs passes with people in their gaps, on copies of an office."""

    class Interleaving(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.stack = ExitStack()

        @initialize(switches=SWITCHES)
        def open(self, switches: Switches) -> None:
            folder = Path(self.stack.enter_context(TemporaryDirectory()))
            copy_office(original, folder)
            self.trial = self.stack.enter_context(on_trial(folder, switches=switches))

        @precondition(lambda self: self.trial.passes < PASSES)
        @rule(step=STEPS)
        def run_a_pass(self, step: Step) -> None:
            self.trial.take(step)

        def teardown(self) -> None:
            with self.stack:
                if self.trial.passes:
                    self.trial.judge()
                    assert self.trial.is_clean, self.trial.report()

    return Interleaving


def test_nothing_that_people_type_is_lost(drafted_original: Path) -> None:
    run_state_machine_as_test(
        interleaving(drafted_original),
        settings=settings(
            max_examples=2,
            stateful_step_count=PASSES + 1,
            deadline=None,
            derandomize=True,
            suppress_health_check=[*HealthCheck],
        ),
    )


@pytest.mark.parametrize("acts", CASES.values(), ids=CASES.keys())
def test_a_case_that_once_went_wrong(drafted_folder: Path, acts: tuple[Act, ...]) -> None:
    typed = (Act(0, STAFF, "type_beside", (0, row, row)) for row in range(3))
    with on_trial(drafted_folder) as trial:
        trial.play(Script((Step((*typed, *acts), clients=1),)))
    assert trial.is_clean, trial.report()
