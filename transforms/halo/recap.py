"""The recap of HALO KOP-UKM: one row per live episode (HALO Rekap)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from loket.columns import (
    BENEFIT,
    CODE,
    DATE,
    EVALUATION_DUE,
    FEEDBACK_COUNT,
    FEEDBACK_DUE,
    GUEST,
    INTERACTION_RATE,
    ORGANISATION,
    QUESTIONS_ANSWERED,
    QUESTIONS_ASKED,
    SATISFACTION,
    STATUS,
    TOPIC,
    VIEWERS,
    VIEWERS_CHANGE,
    VIEWERS_MEAN,
)
from transforms.halo.episodes import COMMENTS, LIKES, SHARES, episodes
from transforms.halo.feedback import halo_feedback
from transforms.halo.minutes import evaluated_episodes
from transforms.halo.questions import question_counts, questions
from transforms.halo.status import episode_status
from transforms.reading.tab_problems import tab_problems

if TYPE_CHECKING:
    from collections.abc import Callable

EPISODES_COMPARED = 4
FEEDBACK_AFTER = timedelta(days=3)
EVALUATION_AFTER = timedelta(days=6)
THURSDAY = 3

RECAP_COLUMNS = (
    DATE, GUEST, ORGANISATION, TOPIC, VIEWERS, VIEWERS_CHANGE, VIEWERS_MEAN, INTERACTION_RATE,
    QUESTIONS_ASKED, QUESTIONS_ANSWERED, FEEDBACK_COUNT, SATISFACTION, BENEFIT, FEEDBACK_DUE,
    EVALUATION_DUE, STATUS,
)  # fmt: skip


class HaloRecap(NamedTuple):
    """See ``recap``; ``asked`` are the questions, see ``questions``."""

    recap: pd.DataFrame
    asked: pd.DataFrame
    feedback: pd.DataFrame
    problems: pd.DataFrame
    tab_problems: pd.DataFrame


def recap(
    episode_tab: pd.DataFrame,
    question_tab: pd.DataFrame,
    responses: pd.DataFrame,
    minutes_tab: pd.DataFrame,
    *,
    roll: Callable[[date], date],
    today: date,
) -> HaloRecap:
    """Give the recap, the questions, the feedback that counts, and what could not be read.

    ``roll`` gives the first working day from a date on. The recap has one row per episode, by
    date: VIEWERS (Int64); VIEWERS_CHANGE, the change against the episode before as a share of
    its viewers; VIEWERS_MEAN, of up to four episodes before; INTERACTION_RATE, likes, comments
    and shares per viewer; QUESTIONS_ASKED, QUESTIONS_ANSWERED, FEEDBACK_COUNT (Int64);
    SATISFACTION and BENEFIT, means of 1 to 4 over viewers and guests; FEEDBACK_DUE and
    EVALUATION_DUE (date); STATUS (Indonesian, changes at midnight only). A figure without data is
    NA, never 0. Source: SOP HALO KOP-UKM, steps 3 to 8.
    """
    shows, episode_problems = episodes(episode_tab)
    days = frozenset(shows[DATE])
    asked, question_problems = questions(question_tab, days)
    feedback, problems = halo_feedback(responses, days)
    rows = (
        _compared(shows)
        .merge(question_counts(asked), on=DATE, how="left", validate="1:1")
        .merge(_opinions(feedback), on=DATE, how="left", validate="1:1")
    )
    dated = _with_deadlines(rows, roll)
    evaluated = evaluated_episodes(minutes_tab, days)
    finished = dated.assign(**{STATUS: episode_status(dated, evaluated, roll=roll, today=today)})
    return HaloRecap(
        finished[list(RECAP_COLUMNS)],
        asked,
        feedback,
        problems,
        tab_problems([episode_problems, question_problems]),
    )


def evaluation_day(day: date) -> date:
    """Give the Thursday of the evaluation: six days after a Friday's live, else the next one."""
    earliest = day + EVALUATION_AFTER
    return earliest + timedelta(days=(THURSDAY - earliest.weekday()) % 7)


def _compared(shows: pd.DataFrame) -> pd.DataFrame:
    """Set each episode's viewers against the episodes before, its reactions against them."""
    viewers = shows[VIEWERS].astype("Float64")
    before = viewers.shift(1)
    some = viewers.mask(viewers == 0)
    reactions = (shows[LIKES] + shows[COMMENTS] + shows[SHARES]).astype("Float64")
    four = pd.concat([viewers.shift(back) for back in range(1, EPISODES_COMPARED + 1)], axis=1)
    figures = {
        VIEWERS_CHANGE: (viewers - before) / before.mask(before == 0),
        VIEWERS_MEAN: four.mean(axis="columns").astype("Float64"),
        INTERACTION_RATE: reactions / some,
    }
    return shows.assign(**figures)


def _opinions(feedback: pd.DataFrame) -> pd.DataFrame:
    """Count the feedback per episode and average it."""
    groups = feedback.groupby(DATE)
    opinions = pd.DataFrame(
        {
            FEEDBACK_COUNT: groups[CODE].count().astype("Int64"),
            SATISFACTION: groups[SATISFACTION].mean().astype("Float64"),
            BENEFIT: groups[BENEFIT].mean().astype("Float64"),
        }
    )
    return opinions.reset_index().astype({DATE: object})


def _with_deadlines(rows: pd.DataFrame, roll: Callable[[date], date]) -> pd.DataFrame:
    """Add the working days by which feedback and evaluation are due."""
    feedback_due = [roll(day + FEEDBACK_AFTER) for day in rows[DATE]]
    evaluation_due = [roll(evaluation_day(day)) for day in rows[DATE]]
    return rows.assign(
        **{
            FEEDBACK_DUE: pd.Series(feedback_due, index=rows.index, dtype=object),
            EVALUATION_DUE: pd.Series(evaluation_due, index=rows.index, dtype=object),
        }
    )
