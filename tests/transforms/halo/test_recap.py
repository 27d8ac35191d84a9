"""The recap of the live episodes, its deadlines and stages."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from loket import columns as c
from tests.transforms.halo_factories import (
    FRIDAY,
    a_halo_response,
    a_question,
    an_episode,
    episodes_of,
    halo_responses_of,
    minutes_of,
    questions_of,
    some_minutes,
)
from transforms.halo.recap import HaloRecap, evaluation_day, recap

WEEK_LATER = FRIDAY + timedelta(weeks=1)
HOLIDAYS = {date(2026, 12, 24), date(2026, 12, 25), date(2027, 1, 1)}


def roll(day: date) -> date:
    while day.weekday() > 4 or day in HOLIDAYS:
        day += timedelta(days=1)
    return day


def recap_of(
    *episodes: dict[str, Any],
    questions: tuple[dict[str, Any], ...] = (),
    responses: tuple[dict[str, Any], ...] = (),
    minutes: tuple[dict[str, Any], ...] = (),
    today: date = FRIDAY,
) -> HaloRecap:
    return recap(
        episodes_of(*episodes),
        questions_of(*questions),
        halo_responses_of(*responses),
        minutes_of(*minutes),
        roll=roll,
        today=today,
    )


def column(found: HaloRecap, name: str) -> list[object]:
    values = found.recap[name].astype(object)
    return values.where(values.notna(), None).tolist()


def weekly_viewers(*viewers: float | None) -> list[dict[str, Any]]:
    return [
        an_episode(FRIDAY + timedelta(weeks=n), viewers=number) for n, number in enumerate(viewers)
    ]


@pytest.mark.parametrize(
    ("viewers", "change", "mean"),
    [
        pytest.param([100.0], [None], [None], id="the first has nothing before it"),
        pytest.param([100.0, 150.0, 75.0], [None, 0.5, -0.5], [None, 100, 125], id="three"),
        pytest.param([10.0, 20.0, 30.0, 40.0, 50.0, 60.0],
                     [None, 1, 0.5, Fraction(1, 3), 0.25, 0.2],
                     [None, 10, 15, 20, 25, 35], id="never more than four before"),
        pytest.param([100.0, None, 50.0], [None, None, None], [None, 100, 100],
                     id="unknown figures are left out"),
        pytest.param([0.0, 10.0], [None, None], [None, 0], id="no change from zero"),
    ],
)  # fmt: skip
def test_viewers_against_earlier_episodes(
    viewers: list[float | None], change: list[float | None], mean: list[float | None]
) -> None:
    found = recap_of(*weekly_viewers(*viewers))
    assert column(found, c.VIEWERS_CHANGE) == pytest.approx(change)
    assert column(found, c.VIEWERS_MEAN) == pytest.approx(mean)


@pytest.mark.parametrize(
    ("cells", "rate"),
    [
        pytest.param({}, 0.5, id="reactions per viewer"),
        pytest.param({"likes": None}, None, id="a figure is missing"),
        pytest.param({"viewers": None}, None, id="no viewers known"),
        pytest.param({"viewers": 0.0}, None, id="no viewers"),
        pytest.param({"likes": 0.0, "comments": 0.0, "shares": 0.0}, 0.0, id="nobody reacted"),
    ],
)
def test_interaction(cells: dict[str, Any], rate: float | None) -> None:
    assert column(recap_of(an_episode(**cells)), c.INTERACTION_RATE) == [rate]


def test_questions_and_feedback() -> None:
    found = recap_of(
        an_episode(FRIDAY),
        an_episode(WEEK_LATER),
        questions=(a_question(answer="Ya"), a_question()),
        responses=(
            a_halo_response(),
            a_halo_response(halo_satisfaction="1", halo_benefit=None),
            a_halo_response("2026-11-26"),
        ),
    )
    figures = [c.QUESTIONS_ASKED, c.QUESTIONS_ANSWERED, c.FEEDBACK_COUNT, c.SATISFACTION, c.BENEFIT]
    expected = pd.DataFrame(
        [[2, 1, 2, 2.5, 3.0], [None] * 5], columns=figures, dtype="Float64"
    ).astype(dict.fromkeys(figures[:3], "Int64"))
    assert_frame_equal(found.recap[figures], expected)
    assert found.problems[c.QUESTION].tolist() == [c.HALO_DATE]
    assert len(found.feedback) == 2


@pytest.mark.parametrize(
    ("day", "feedback", "evaluation"),
    [
        pytest.param(date(2026, 11, 27), date(2026, 11, 30), date(2026, 12, 3), id="a Friday"),
        pytest.param(date(2026, 12, 18), date(2026, 12, 21), date(2026, 12, 28),
                     id="the Thursday is a holiday"),
        pytest.param(date(2026, 12, 30), date(2027, 1, 4), date(2027, 1, 7),
                     id="a Wednesday: feedback over New Year, the Thursday after six days"),
        pytest.param(date(2026, 12, 3), date(2026, 12, 7), date(2026, 12, 10),
                     id="a Thursday: feedback is due on a Sunday"),
    ],
)  # fmt: skip
def test_deadlines(day: date, feedback: date, evaluation: date) -> None:
    found = recap_of(an_episode(day))
    assert column(found, c.FEEDBACK_DUE) == [feedback]
    assert column(found, c.EVALUATION_DUE) == [evaluation]


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_the_evaluation_is_the_first_thursday_after_six_days(day: date) -> None:
    found = evaluation_day(day)
    assert found.weekday() == 3
    assert timedelta(days=6) <= found - day <= timedelta(days=12)


@pytest.mark.parametrize(
    ("episode", "minutes", "today", "status"),
    [
        pytest.param({}, (), date(2026, 11, 26), "Direncanakan", id="before"),
        pytest.param({"guest": None}, (), date(2026, 11, 26),
                     "Direncanakan; narasumber belum diisi", id="before, without a guest"),
        pytest.param({"date": date(2026, 12, 25)}, (), date(2026, 12, 1),
                     "Direncanakan; jatuh pada hari libur, tentukan tanggal lain",
                     id="planned for a holiday"),
        pytest.param({}, (), date(2026, 11, 27), "Siaran hari ini", id="on the day"),
        pytest.param({}, (), date(2026, 11, 30), "Mengumpulkan umpan balik", id="three days later"),
        pytest.param({"viewers": None}, (), date(2026, 11, 28),
                     "Mengumpulkan umpan balik; angka siaran belum diisi", id="no figures yet"),
        pytest.param({}, (), date(2026, 12, 3), "Menunggu evaluasi", id="until the Thursday"),
        pytest.param({}, (), date(2026, 12, 4), "Evaluasi belum dicatat", id="after it"),
        pytest.param({}, (some_minutes(period="27/11/2026"),), date(2026, 12, 4), "Selesai",
                     id="minutes by period"),
        pytest.param({}, (some_minutes(date=date(2026, 12, 3), period="Minggu 48"),),
                     date(2026, 12, 4), "Selesai", id="minutes by the day of meeting"),
        pytest.param({}, (some_minutes(period="27/11/2026", attendees=None, agenda="905"),),
                     date(2026, 12, 4), "Evaluasi belum dicatat", id="figures without minutes"),
        pytest.param({}, (some_minutes(program="Clean & Clear", period="27/11/2026"),),
                     date(2026, 12, 4), "Evaluasi belum dicatat", id="another programme's minutes"),
        pytest.param({}, (some_minutes(date=date(2026, 11, 27)), some_minutes(date="kapan")),
                     date(2026, 12, 4), "Evaluasi belum dicatat",
                     id="a meeting before the show, and one without a date"),
    ],
)  # fmt: skip
def test_status(
    episode: dict[str, Any], minutes: tuple[dict[str, Any], ...], today: date, status: str
) -> None:
    found = recap_of(an_episode() | episode, minutes=minutes, today=today)
    assert column(found, c.STATUS) == [status]


def test_minutes_are_for_the_last_episode_before_the_meeting() -> None:
    found = recap_of(
        an_episode(FRIDAY),
        an_episode(WEEK_LATER),
        minutes=(some_minutes(date=date(2026, 12, 10)),),
        today=date(2026, 12, 20),
    )
    assert column(found, c.STATUS) == ["Evaluasi belum dicatat", "Selesai"]


def test_problems_of_both_tabs_are_told() -> None:
    found = recap_of(an_episode("besok"), an_episode(), questions=(a_question("kapan"),))
    rows = found.tab_problems[[c.TAB, c.ROW, c.VALUE]]
    assert list(rows.itertuples(index=False, name=None)) == [
        ("HALO Episode", 2, "besok"),
        ("HALO Tanya Jawab", 2, "kapan"),
    ]


def test_no_episode_no_row() -> None:
    full, empty = recap_of(an_episode()), recap_of()
    for nothing, something in zip(empty, full, strict=True):
        assert_frame_equal(nothing, something.iloc[:0])


NUMBER = st.one_of(st.none(), st.integers(0, 500))
EPISODE = st.fixed_dictionaries(dict.fromkeys(["viewers", "likes", "comments", "shares"], NUMBER))


@settings(max_examples=25, deadline=None)
@given(st.lists(EPISODE, max_size=8))
def test_the_figures_equal_a_second_computation(rows: list[dict[str, Any]]) -> None:
    days = [FRIDAY + timedelta(weeks=n) for n in range(len(rows))]
    found = recap_of(*(an_episode(day, **row) for day, row in zip(days, rows, strict=True)))
    for n, row in enumerate(rows):
        past = [r["viewers"] for r in rows[max(0, n - 4) : n] if r["viewers"] is not None]
        mean = Fraction(sum(past), len(past)) if past else None
        reactions = [row["likes"], row["comments"], row["shares"]]
        known = row["viewers"] and None not in reactions
        rate = Fraction(sum(reactions), row["viewers"]) if known else None
        assert column(found, c.VIEWERS_MEAN)[n] == pytest.approx(mean)
        assert column(found, c.INTERACTION_RATE)[n] == pytest.approx(rate)
