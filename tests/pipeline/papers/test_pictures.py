"""What the charts of the papers show."""

from __future__ import annotations

import pandas as pd

from pipeline.papers.pictures import unsur_chart, unsur_columns
from transforms.evaluation.satisfaction import EXACT_WEIGHT, satisfaction, unsur_table
from transforms.evaluation.satisfaction_scale import UNSUR


def unsur_of(*values: int) -> pd.DataFrame:
    answers = pd.DataFrame({unsur.key: list(values) for unsur in UNSUR}, dtype="Int64")
    return unsur_table(satisfaction(answers, EXACT_WEIGHT))


def test_an_unsur_is_drawn_by_its_exact_value_and_not_by_the_rounded_mean() -> None:
    answers = [4] * 11 + [3] * 26
    table = unsur_of(*answers)
    assert table["nrr"].tolist() == [3.297] * 9
    assert unsur_chart(table).series == {"Nilai": [82.43] * 9}


def test_without_answers_there_is_no_chart() -> None:
    assert unsur_columns(unsur_of()) is None
