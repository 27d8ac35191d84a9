"""The month of HALO KOP-UKM in words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from loket import columns as c
from pipeline.papers.period import Period
from pipeline.papers.show_report import in_words, of_period, opinions
from tests.transforms.halo_factories import halo_responses_of
from transforms.halo.feedback import halo_feedback

TODAY = date(2026, 12, 12)
EARLIER, LATER = date(2026, 12, 4), date(2026, 12, 18)


def show(
    day: date, viewers: int | None = None, questions: tuple[int, int] | None = None
) -> dict[str, Any]:
    asked, answered = questions or (None, None)
    return {
        c.DATE: day, c.VIEWERS: viewers, c.QUESTIONS_ASKED: asked, c.QUESTIONS_ANSWERED: answered
    }  # fmt: skip


@pytest.mark.parametrize(
    ("shows", "said"),
    [
        pytest.param(
            [show(EARLIER, 721, (3, 0)), show(date(2026, 12, 11), 900), show(LATER)],
            "Pada periode ini dilaksanakan 2 siaran dan direncanakan 1 siaran. Jumlah penonton "
            "1.621, rata-rata 810 setiap siaran; terbanyak 900 pada siaran 11/12/2026. Penonton "
            "mengajukan 3 pertanyaan, belum ada yang dijawab.",
            id="one to come",
        ),
        pytest.param([show(LATER)], "Pada periode ini direncanakan 1 siaran.", id="all to come"),
        pytest.param(
            [show(EARLIER, questions=(3, 2))],
            "Pada periode ini dilaksanakan 1 siaran. Penonton mengajukan 3 pertanyaan, 2 di "
            "antaranya sudah dijawab.",
            id="held, without figures",
        ),
    ],
)
def test_a_show_to_come_was_not_held(shows: list[dict[str, Any]], said: str) -> None:
    frame = pd.DataFrame(shows, dtype=object)
    counts = dict.fromkeys((c.VIEWERS, c.QUESTIONS_ASKED, c.QUESTIONS_ANSWERED), "Int64")
    assert in_words(frame.astype(counts), TODAY) == said


def test_without_any_feedback_there_are_dashes() -> None:
    none = halo_feedback(halo_responses_of(), {EARLIER})[0]
    told = opinions(of_period(none, Period.month("2026-12")))
    assert [(row["jumlah"], row["kepuasan"]) for row in told] == [("0", "–"), ("0", "–")]
