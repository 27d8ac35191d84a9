from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from loket import columns as c
from loket.vocabulary import Group, Status
from tests.transforms.registration_factory import INSTANT, a_registration, at, registered
from tests.transforms.schedule_frames import Row, code
from transforms.schedule.waiting_list import COLUMNS, waiting_list


def a_waiting(number: int, **values: Any) -> Row:
    """A registration with its standing: it waits in W48."""
    standing = {c.WEEK: "2026-W48", c.STATUS: Status.WAITING.value, c.RANK: number}
    return {**a_registration(number), **standing, **values}


def standing_of(*rows: Row) -> pd.DataFrame:
    """The frame that the pass makes: standing and rank come from merges, and are objects."""
    extra = [c.WEEK, c.STATUS, c.RANK]
    frame = registered(*({k: v for k, v in row.items() if k not in extra} for row in rows))
    return frame.assign(**{k: pd.Series([row[k] for row in rows], dtype=object) for k in extra})


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([], [], id="nobody"),
        pytest.param([a_waiting(1, status=Status.SCHEDULED.value)], [], id="nobody waits"),
        pytest.param([a_waiting(1, rank=2), a_waiting(2, rank=1)], [(1, 2), (2, 1)], id="by rank"),
        pytest.param(
            [a_waiting(1, service="UKM"), a_waiting(2), a_waiting(3, service="UKM")],
            [(1, 2), (1, 1), (2, 3)],
            id="numbered within the service",
        ),
        pytest.param(
            [a_waiting(1, week="2026-W49"), a_waiting(2)], [(1, 2), (1, 1)], id="weeks in order"
        ),
        pytest.param(
            [a_waiting(1, week=None, rank=None), a_waiting(2)],
            [(1, 2), (1, 1)],
            id="those without a date last",
        ),
        pytest.param(
            [
                a_waiting(1, week=None, rank=None, created=at(9)),
                a_waiting(2, week=None, rank=None),
                a_waiting(3, week=None, rank=None, group=Group.INVITED.value),
            ],
            [(1, 3), (2, 2), (3, 1)],
            id="those without a date as they would rank",
        ),
        pytest.param(
            [a_waiting(1), a_waiting(2, status="Batal"), a_waiting(3)],
            [(1, 1), (2, 3)],
            id="numbered without gaps",
        ),
    ],
)
def test_who_waits_in_which_order(rows: list[Row], expected: list[tuple[int, int]]) -> None:
    found = waiting_list(standing_of(*rows))
    assert list(found.columns) == COLUMNS
    assert list(zip(found[c.ORDER], found[c.CODE], strict=True)) == [
        (order, code(number)) for order, number in expected
    ]
    backwards = waiting_list(standing_of(*rows[::-1]))
    pd.testing.assert_frame_equal(backwards, found)


def test_a_row_of_the_list() -> None:
    found = waiting_list(standing_of(a_waiting(1, remark="Kuota umum 23/11 penuh")))
    row = {
        c.ORDER: pd.Series([1], dtype="Int64"),
        c.CODE: pd.Series(["CC-0001"], dtype="str"),
        c.CREATED: pd.Series([at(1)], dtype=INSTANT),
        c.NAME: pd.Series(["Siti Nurhaliza"], dtype="str"),
        c.PHONE: pd.Series(["+6281212345678"], dtype="str"),
        c.SERVICE: pd.Series(["Koperasi"], dtype="str"),
        c.FIELD: pd.Series(["Simpan pinjam"], dtype="str"),
        c.WEEK: pd.Series(["2026-W48"], dtype=object),
        c.REASON: pd.Series(["Kuota umum 23/11 penuh"], dtype="str"),
    }
    pd.testing.assert_frame_equal(found, pd.DataFrame(row))
