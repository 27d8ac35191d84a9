"""What staff typed about the live episodes, read or reported."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from loket import columns as c
from tests.transforms.halo_factories import (
    FRIDAY,
    a_question,
    an_episode,
    episodes_of,
    questions_of,
)
from transforms.halo.episodes import episodes
from transforms.halo.questions import question_counts, questions

EARLIER = date(2026, 11, 20)


def reported(problems: pd.DataFrame) -> list[tuple[object, ...]]:
    rows = problems[[c.ROW, c.HEADER, c.VALUE]].astype(object)
    return list(rows.where(rows.notna(), None).itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("typed", "viewers", "problems"),
    [
        pytest.param(1200.0, 1200, [], id="a number"),
        pytest.param("1.200", 1200, [], id="text with a thousands point"),
        pytest.param(0.0, 0, [], id="a zero that was typed"),
        pytest.param(None, None, [], id="blank is unknown"),
        pytest.param("banyak", None, [(2, "Total Penonton", "banyak")], id="a word"),
        pytest.param(-5.0, None, [(2, "Total Penonton", "-5.0")], id="negative"),
        pytest.param(True, None, [(2, "Total Penonton", "True")], id="a tick box"),
    ],
)
def test_viewers(typed: Any, viewers: int | None, problems: list[tuple[object, ...]]) -> None:
    frame, found = episodes(episodes_of(an_episode(viewers=typed)))
    value = frame[c.VIEWERS].item()
    assert (None if pd.isna(value) else value) == viewers
    assert reported(found) == problems


@pytest.mark.parametrize(
    ("rows", "days", "problems"),
    [
        pytest.param([an_episode(FRIDAY), an_episode(EARLIER)], [EARLIER, FRIDAY], [],
                     id="in order of date"),
        pytest.param([an_episode("27/11/2026")], [FRIDAY], [], id="a date typed as text"),
        pytest.param([an_episode(None)], [], [(2, "Tanggal", None)], id="no date"),
        pytest.param([an_episode("besok"), an_episode()], [FRIDAY], [(2, "Tanggal", "besok")],
                     id="a word for a date"),
        pytest.param([an_episode(), an_episode(guest="Rina")], [FRIDAY],
                     [(3, "Tanggal", "27/11/2026")], id="two rows for a date"),
    ],
)  # fmt: skip
def test_dates(
    rows: list[dict[str, Any]], days: list[date], problems: list[tuple[object, ...]]
) -> None:
    frame, found = episodes(episodes_of(*rows))
    assert frame[c.DATE].tolist() == days
    assert reported(found) == problems


def test_of_two_rows_for_a_date_the_upper_counts() -> None:
    frame, _ = episodes(episodes_of(an_episode(guest="Dedi"), an_episode(guest="Rina")))
    assert frame[c.GUEST].tolist() == ["Dedi"]


@pytest.mark.parametrize(
    ("rows", "counts", "problems"),
    [
        pytest.param([], [], [], id="none asked"),
        pytest.param([a_question(answer="Rapat anggota"), a_question(), a_question(answer=" - ")],
                     [(FRIDAY, 3, 1)], [], id="a dash is no answer"),
        pytest.param([a_question(answer="Ya"), a_question(EARLIER)],
                     [(EARLIER, 1, 0), (FRIDAY, 1, 1)], [], id="two episodes"),
        pytest.param([a_question(date(2026, 11, 25))], [],
                     [(2, "Tanggal Siaran", "25/11/2026")], id="a date without an episode"),
        pytest.param([a_question("x")], [], [(2, "Tanggal Siaran", "x")], id="no date"),
        pytest.param([a_question(question=" ")], [], [(2, "Pertanyaan", None)], id="no question"),
    ],
)  # fmt: skip
def test_questions(
    rows: list[dict[str, Any]], counts: list[tuple[object, ...]], problems: list[tuple[object, ...]]
) -> None:
    frame, found = questions(questions_of(*rows), {EARLIER, FRIDAY})
    assert list(question_counts(frame).itertuples(index=False, name=None)) == counts
    assert reported(found) == problems


def test_empty_tabs_keep_their_columns() -> None:
    full, _ = episodes(episodes_of(an_episode()))
    empty, problems = episodes(episodes_of())
    assert_frame_equal(empty, full.iloc[:0])
    assert problems.empty
    some, _ = questions(questions_of(a_question()), {FRIDAY})
    none, _ = questions(questions_of(), set())
    assert_frame_equal(none, some.iloc[:0])
    assert_frame_equal(question_counts(none), question_counts(some).iloc[:0])
