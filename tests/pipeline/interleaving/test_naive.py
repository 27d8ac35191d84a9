"""The negative control: a protocol without a second look loses what people type, and we see it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from tests.pipeline.interleaving.acts import Act
from tests.pipeline.interleaving.naive import naive_sync
from tests.pipeline.interleaving.script import Step
from tests.pipeline.interleaving.trial import on_trial

TYPED = tuple(Act(0, "staff", "type_beside", (0, row, row)) for row in range(3))
WRITING = 5
"""The first call of the naive pass that writes; before it are its readings."""


@pytest.mark.parametrize(
    ("whole_rows", "act", "is_lost"),
    [
        (True, None, False),
        (False, None, False),
        (True, Act(WRITING + 2, "staff", "type_beside", (0, 1, 5)), True),
        (True, Act(WRITING + 2, "owner", "move_column", (0, 0, 23, 0)), True),
        (False, Act(WRITING + 2, "owner", "sort", (0, 0, 6, 1)), True),
        (False, Act(WRITING + 2, "owner", "insert_rows", (0, 0, 0)), True),
    ],
    ids=["alone", "own columns alone", "typing", "a column moved", "sorting", "a new row"],
)
def test_the_naive_protocol_is_right_only_where_nobody_else_is(
    drafted_folder: Path, whole_rows: bool, act: Act | None, is_lost: bool
) -> None:
    protocol = partial(naive_sync, whole_rows=whole_rows)
    with on_trial(drafted_folder, protocol) as trial:
        trial.take(Step(TYPED + ((act,) if act else ()), clients=1))
        losses = trial.desk.tokens.losses(trial.desk.pages, [])
    assert bool(losses) == is_lost
