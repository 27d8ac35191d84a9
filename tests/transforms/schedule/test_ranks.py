from __future__ import annotations

import random

import pandas as pd
import pytest

from loket import columns as c
from loket.vocabulary import Group
from tests.transforms.registration_factory import a_registration, at, registered
from tests.transforms.schedule_frames import Row, code
from transforms.schedule.ranks import ranks

INVITED = {c.GROUP: Group.INVITED.value}


@pytest.mark.parametrize(
    ("rows", "order"),
    [
        pytest.param(
            [a_registration(2), a_registration(1), a_registration(3)], [1, 2, 3], id="by creation"
        ),
        pytest.param(
            [a_registration(1), a_registration(2, **INVITED)], [2, 1], id="invited before public"
        ),
        pytest.param(
            [a_registration(n, created=at(0), response_id=f"r-{9 - n}") for n in (1, 2)],
            [2, 1],
            id="created at once, by response id",
        ),
        pytest.param(
            [a_registration(1, submitted=at(99)), a_registration(2, submitted=at(0))],
            [1, 2],
            id="an edit does not cost the rank",
        ),
        pytest.param(
            [
                a_registration(3, **INVITED, created=at(30)),
                a_registration(2, created=at(1)),
                a_registration(1, **INVITED, created=at(40)),
                a_registration(4, group=None, created=at(0)),
            ],
            [3, 1, 4, 2],
            id="all of it",
        ),
        pytest.param([], [], id="nobody"),
    ],
)
def test_the_order_of_service(rows: list[Row], order: list[int]) -> None:
    given = registered(*rows)
    found = ranks(given)
    by_code = given.set_index(c.CODE).loc[[code(n) for n in order]].reset_index()
    expected = (
        by_code[given.columns]
        .astype(given.dtypes)
        .assign(**{c.RANK: pd.Series(range(1, len(order) + 1), dtype="Int64")})
    )
    pd.testing.assert_frame_equal(found, expected)


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_rows_does_not_matter(seed: int) -> None:
    rows = [a_registration(n, **(INVITED if n % 3 else {}), created=at(n % 4)) for n in range(12)]
    shuffled = random.Random(seed).sample(rows, len(rows))
    pd.testing.assert_frame_equal(ranks(registered(*shuffled)), ranks(registered(*rows)))
