from __future__ import annotations

from datetime import date, time

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loket.vocabulary import Status
from transforms.schedule.canonical_digest import canonical_digest

ROWS = [
    {
        "code": "A",
        "dates": (date(2026, 11, 23), date(2026, 11, 24)),
        "start": time(9),
        "told": True,
    },
    {"code": "B", "dates": (), "start": None, "told": False},
]


def test_it_is_the_same_on_every_machine() -> None:
    assert canonical_digest({"rows": pd.DataFrame(ROWS), "phase": 2}) == "5d850c790b679e00"


@pytest.mark.parametrize(
    ("one", "same"),
    [
        pytest.param(pd.DataFrame(ROWS), pd.DataFrame(ROWS[::-1]), id="rows in another order"),
        pytest.param(
            pd.DataFrame(ROWS), pd.DataFrame(ROWS)[["told", "start", "dates", "code"]],
            id="columns in another order",
        ),
        pytest.param(
            pd.DataFrame(ROWS), pd.DataFrame(ROWS, index=[7, 3]), id="another index",
        ),
        pytest.param(
            pd.DataFrame({"a": ["x", None]}, dtype="str"), pd.DataFrame({"a": ["x", ""]}),
            id="blank cells",
        ),
        pytest.param(
            pd.DataFrame({"a": [1, None]}, dtype="Int64"),
            pd.DataFrame({"a": [1, None]}, dtype=object), id="types of columns",
        ),
        pytest.param({"a", "b"}, ["b", "a"], id="collections"),
        pytest.param(Status.WAITING, "Daftar Tunggu", id="a word of the vocabulary"),
    ],
)  # fmt: skip
def test_what_says_the_same(one: object, same: object) -> None:
    assert canonical_digest({"it": one}) == canonical_digest({"it": same})


@settings(max_examples=30)
@given(st.dictionaries(st.text(), st.one_of(st.none(), st.booleans(), st.text(min_size=1))))
def test_what_says_something_else(parts: dict[str, object]) -> None:
    assert canonical_digest({**parts, "more": 1}) != canonical_digest({**parts, "more": 2})
    assert canonical_digest(parts) == canonical_digest(dict(reversed(parts.items())))
