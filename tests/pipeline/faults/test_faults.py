"""A few of the calls of an init and of a pass meet a fault each; the soak lets all meet all."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from pipeline.configuration.settings_file import copy_for_rehearsal
from tests.pipeline.faults.kinds import KINDS
from tests.pipeline.faults.stages import STAGES, Stage, change_much
from tests.pipeline.faults.trial import Plain, plain
from tests.pipeline.faults.verdict import judged, meetings
from tests.pipeline.office_factory import CONFIG, copy_office

INIT, _, CHANGED_PASS, _ = STAGES
SEED, SAMPLE = 4, 3

Begun = tuple[Stage, Path, Plain]
"""A stage, the folder of the office in which it begins, and what it comes to without a fault."""


@pytest.fixture(scope="module")
def init(tmp_path_factory: pytest.TempPathFactory) -> Begun:
    folder = tmp_path_factory.mktemp("init") / "office"
    folder.mkdir()
    copy_for_rehearsal(CONFIG, folder / "config.yaml")
    return INIT, folder, plain(folder, INIT)


@pytest.fixture(scope="module")
def changed_pass(drafted_original: Path, tmp_path_factory: pytest.TempPathFactory) -> Begun:
    folder = copy_office(drafted_original, tmp_path_factory.mktemp("changed") / "office")
    change_much(folder)
    return CHANGED_PASS, folder, plain(folder, CHANGED_PASS)


def test_a_few_faults_lose_nothing(init: Begun, changed_pass: Begun) -> None:
    for stage, folder, without in (init, changed_pass):
        every = meetings(stage, without)
        assert len(every) > 200
        for place, kind in Random(SEED).sample(every, SAMPLE):
            verdict = judged(folder, stage, kind, place, without)
            assert not verdict.wrong, verdict


def test_every_fault_is_met_by_some_call(init: Begun, changed_pass: Begun) -> None:
    met = {
        kind for stage, _, without in (init, changed_pass) for _, kind in meetings(stage, without)
    }
    assert met == set(KINDS)
