from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import pytest

from loket import columns as c
from loket.vocabulary import Status
from transforms.registration.earlier_answers import earlier_answers

Row = dict[str, Any]

RECORD: Row = {
    c.CODE: "CC-0001",
    c.NAME: "Siti",
    c.PHONE: "+6281200000001",
    c.SERVICE: "UKM",
    c.FIELD: "NIB/OSS",
    c.DATES: "23/11/2026, 24/11/2026",
    c.TIMES: "13.00",
    c.STATUS: Status.SCHEDULED.value,
}


def a_problem(question: str = c.PHONE, **values: Any) -> Row:
    return {c.CODE: "CC-0001", c.QUESTION: question, c.BLOCKING: True, **values}


@pytest.mark.parametrize(
    ("problems", "on_record", "expected"),
    [
        pytest.param([a_problem()], {}, [(c.PHONE, "+6281200000001")], id="one answer"),
        pytest.param(
            [a_problem(), a_problem(c.DATES)],
            {},
            [(c.PHONE, "+6281200000001"), (c.DATES, "23/11/2026, 24/11/2026")],
            id="several answers",
        ),
        pytest.param(
            [a_problem(c.SERVICE)],
            {},
            [(c.SERVICE, "UKM"), (c.FIELD, "NIB/OSS"), (c.TIMES, "13.00")],
            id="a service with what was asked about it",
        ),
        pytest.param([a_problem(blocking=False)], {}, [], id="what stops nothing"),
        pytest.param([a_problem(c.CONSENT), a_problem()], {}, [], id="no consent"),
        pytest.param(
            [a_problem()],
            {c.STATUS: Status.CANCELLED.value},
            [(c.PHONE, "+6281200000001")],
            id="who has cancelled",
        ),
        pytest.param([a_problem(code="CC-0002")], {}, [], id="never read before"),
        pytest.param(
            [a_problem()], {c.STATUS: Status.NEEDS_CORRECTION.value}, [], id="not read last time"
        ),
        pytest.param([a_problem()], {c.STATUS: Status.ERASED.value}, [], id="erased"),
    ],
)
def test_what_stands_in(
    problems: Sequence[Row], on_record: Row, expected: list[tuple[str, str]]
) -> None:
    found = earlier_answers(pd.DataFrame(problems), pd.DataFrame([{**RECORD, **on_record}]))
    assert list(found[c.CODE].unique()) == (["CC-0001"] if expected else [])
    assert list(zip(found[c.QUESTION], found[c.VALUE], strict=True)) == expected
