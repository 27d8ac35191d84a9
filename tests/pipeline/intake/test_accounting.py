from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.errors import SumError
from loket.vocabulary import Form
from pipeline.intake.accounting import account_for


@pytest.mark.parametrize(
    ("listed", "parts"),
    [
        pytest.param("", [], id="nothing listed"),
        pytest.param("ABC", ["AB", "C"], id="each in one part"),
        pytest.param("ABC", ["AB", "CC", ""], id="said twice in its part"),
        pytest.param("A", ["AX", "Y"], id="what is not listed any more"),
    ],
)
def test_accounted_for(listed: str, parts: list[str]) -> None:
    account_for(Form.REGISTRATION, set(listed), *(list(part) for part in parts))


@pytest.mark.parametrize(
    ("listed", "parts", "accounted", "missing"),
    [
        pytest.param("ABC", ["A"], 1, ("B", "C"), id="lost"),
        pytest.param("A", [], 0, ("A",), id="no part"),
        pytest.param("AB", ["AB", "B"], 3, (), id="in two parts"),
        pytest.param("AB", ["A", "A"], 2, ("B",), id="one lost, one twice: the sum alone is right"),
    ],
)
def test_not_accounted_for(
    listed: str, parts: list[str], accounted: int, missing: tuple[str, ...]
) -> None:
    with pytest.raises(SumError) as raised:
        account_for(Form.FEEDBACK, set(listed), *(list(part) for part in parts))
    error = raised.value
    assert (error.form, error.listed, error.accounted, error.missing) == (
        "Umpan Balik Clean & Clear",
        len(listed),
        accounted,
        list(missing),
    )
    assert error.exit_code == 65


CODES = st.sets(st.sampled_from("ABCDEFG"))


@given(CODES, CODES, CODES)
def test_the_sum_is_right_exactly_when_each_is_in_one_part(
    listed: set[str], first: set[str], second: set[str]
) -> None:
    right = all((code in first) != (code in second) for code in listed)
    try:
        account_for(Form.REGISTRATION, listed, first, second)
    except SumError:
        assert not right
    else:
        assert right
