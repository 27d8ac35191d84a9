from __future__ import annotations

from datetime import timedelta

import pandas as pd
import pytest

from connectors.ledger.response_ledger import Cursor, Recorded
from loket.columns import CODE, CREATED, FORM, STATUS
from loket.vocabulary import Form
from pipeline.intake.intake import Intake
from pipeline.intake.quarantine import quarantine
from pipeline.questionnaires.question_titles import form_title
from tests.pipeline.office_factory import at

SINCE = at("2026-11-01T00:00")


def an_intake(form: Form, codes: dict[str, int]) -> Intake:
    """Responses by code, with the days from SINCE on which they came."""
    created = pd.Series([SINCE + timedelta(days=day) for day in codes.values()], dtype=object)
    frame = pd.DataFrame({CODE: list(codes), CREATED: pd.to_datetime(created)})
    read = Cursor(None, None)
    return Intake(form, frame, Recorded(0, 0, 0, 0), full=False, since=None, reached=read)


CASES = [
    pytest.param([], (4, 0), id="all are read"),
    pytest.param([("registration", "B", "Terbuka")], (4, 1), id="one is not"),
    pytest.param([("registration", "B", "Terbuka")] * 2, (4, 1), id="two answers of one response"),
    pytest.param([("registration", "B", "Selesai")], (4, 0), id="corrected"),
    pytest.param([("registration", "A", "Terbuka")], (4, 0), id="of long ago"),
    pytest.param([("feedback", "B", "Terbuka")], (4, 0), id="the code is another form's"),
    pytest.param([("feedback", "D", "Terbuka")], (4, 1), id="another form"),
]


@pytest.mark.parametrize(("rows", "expected"), CASES)
def test_share_of_the_unreadable(
    rows: list[tuple[str, str, str]], expected: tuple[int, int]
) -> None:
    intakes = {
        form: an_intake(form, codes)
        for form, codes in {
            Form.REGISTRATION: {"A": -1, "B": 0, "C": 3},
            Form.FEEDBACK: {"D": 1, "E": 2},
        }.items()
    }
    named = [(form_title(Form(form)), code, status) for form, code, status in rows]
    problems = pd.DataFrame(named, columns=[FORM, CODE, STATUS], dtype=object)
    found = quarantine(intakes, problems, SINCE)
    assert (found["responses"], found["open"]) == expected
