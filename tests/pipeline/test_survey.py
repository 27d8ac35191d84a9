"""The satisfaction survey through the real form: the figures that are published elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest

from loket import columns as c
from loket.vocabulary import Form, Service
from pipeline import tabs
from pipeline.configuration.settings import Clinic
from pipeline.questionnaires.questionnaires import service_option
from tests.pipeline.office_factory import WEEK, Answers, OpenOffice
from transforms.evaluation.satisfaction_scale import UNSUR

TWELVE = [
    *("333433433", "434433334", "332433323", "444444444", "333434432", "343444433"),
    *("232433322", "443444444", "333433433", "434444434", "322433332", "443444444"),
]
QUARTER = (91, (352, 334, 342, 353, 353, 352, 349, 323, 339))


def rows_with_sums(number: int, sums: Sequence[int]) -> list[str]:
    """So many respondents' scores of 1 to 4 whose columns have these sums."""
    columns = [column_with_sum(number, total) for total in sums]
    return ["".join(map(str, scores)) for scores in zip(*columns, strict=True)]


def column_with_sum(number: int, total: int) -> list[int]:
    """Scores as alike as can be."""
    least, more = divmod(total, number)
    return [least + 1] * more + [least] * (number - more)


def a_feedback(scores: str) -> Answers:
    """The answers of a respondent without a code who came to Monday's session of a service."""
    return {
        c.FEEDBACK_DATE: f"{WEEK.days[0]:%Y-%m-%d}",
        c.FEEDBACK_SERVICE: service_option(Service.SME, Clinic().hours[Service.SME]),
        **{
            unsur.key: unsur.answers[int(score) - 1]
            for unsur, score in zip(UNSUR, scores, strict=True)
        },
    }


VECTORS = {
    "twelve respondents": (TWELVE, 84.49, "B", "U3"),
    "a published quarter": (rows_with_sums(*QUARTER), 94.54, "A", "U8"),
}


@pytest.mark.parametrize(("rows", "ikm", "grade", "lowest"), VECTORS.values(), ids=VECTORS)
def test_index_of_the_survey(
    drafted: OpenOffice, rows: Iterable[str], ikm: float, grade: str, lowest: str
) -> None:
    scores = list(rows)
    drafted.at("2026-11-23T16:30")
    for row in scores:
        drafted.submit(Form.FEEDBACK, a_feedback(row))
    assert drafted.sync().exit_code == 0
    frame = drafted.rows(tabs.EVALUATIONS)
    (week,) = frame[frame[c.WEEK] == str(WEEK)].to_dict("records")
    assert (week[c.SATISFACTION_INDEX], week[c.GRADE]) == (ikm, grade)
    assert week[c.FEEDBACK_COUNT] == len(scores)
    assert str(week[c.LOWEST_UNSUR]).startswith(lowest)
    assert f"Evaluasi {WEEK}" in {sheet.title for sheet in drafted.staff.book.worksheets()}
