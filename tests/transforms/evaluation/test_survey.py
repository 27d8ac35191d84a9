"""On which day feedback counts, and who was served, where clients were erased since."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from loket import columns as c
from tests.transforms.evaluation_factories import (
    MONDAY,
    WEEK,
    a_response,
    a_session,
    responses_of,
    schedule_of,
)
from transforms.evaluation.feedback import normalise
from transforms.evaluation.survey import survey

NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))
OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))
WEEKS = pd.DataFrame({c.WEEK: [WEEK, "2026-W49"], c.PRESENT: [9, "–"]}, dtype=object)
ERASED = schedule_of(
    a_session("CC-AAAA-0001", status="Dihapus", date=None, service=None),
    a_session("CC-AAAA-0002"),
)


@pytest.mark.parametrize("typed", [None, "2026-10-20", MONDAY.isoformat()])
def test_feedback_on_an_erased_session_counts_in_its_week(typed: str | None) -> None:
    response = a_response(feedback_code="CC-AAAA-0001", feedback_date=typed)
    feedback = normalise(responses_of(response), ERASED, due={}).counted
    assert survey(feedback, ERASED, WEEKS, *NOVEMBER).result.respondents == 1
    assert survey(feedback, ERASED, WEEKS, *OCTOBER).result.respondents == 0


@pytest.mark.parametrize(
    ("first", "last", "served"),
    [
        pytest.param(*NOVEMBER, 9, id="the recap still tells who came"),
        pytest.param(
            date(2026, 11, 25), date(2026, 12, 31), 0, id="of a part of a week it is lost"
        ),
        pytest.param(date(2026, 11, 23), date(2026, 11, 25), 1, id="but for those not erased"),
    ],
)
def test_who_was_served_although_erased(first: date, last: date, served: int) -> None:
    feedback = normalise(responses_of(), ERASED, due={}).counted
    found = survey(feedback, ERASED, WEEKS, first, last)
    assert found.served == served


def test_a_week_in_which_nobody_is_erased_counts_by_its_sessions() -> None:
    """Staff may have put attendance right in a week that is no longer brought up to date."""
    sessions = schedule_of(a_session("CC-1"), a_session("CC-2", status="Tidak Hadir"))
    feedback = normalise(responses_of(a_response()), sessions, due={}).counted
    found = survey(feedback, sessions, WEEKS, *NOVEMBER)
    assert (found.served, found.sample, found.suffices) == (1, 1, True)
    empty = survey(feedback.iloc[:0], schedule_of(), WEEKS, *NOVEMBER)
    assert (empty.served, empty.sample, empty.suffices) == (0, 0, None)
    assert empty.unsur["nrr"].isna().all()
