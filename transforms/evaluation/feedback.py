"""The clinic's feedback: what counts, what a later answer replaced, what could not be used."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from loket.columns import (
    CODE,
    CONSULTANT,
    DATE,
    FOLLOW_UP,
    LATE,
    NAME,
    RESPONSE_ID,
    SERVICE,
    SESSION_CODE,
    SOLVED,
    STATUS,
    SUBMITTED,
    SUGGESTION,
    UNSUR_KEYS,
    WEEK,
)
from loket.vocabulary import TIME_ZONE
from transforms.evaluation.feedback_answers import read_answers
from transforms.evaluation.feedback_sessions import COUNTED, misplaced, sessions_of
from transforms.evaluation.respondent_profile import PROFILE
from transforms.reading.answer_problems import gathered
from transforms.reading.redaction import any_of_names, redacted

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

FEEDBACK_COLUMNS = (
    CODE, RESPONSE_ID, SUBMITTED, SESSION_CODE, DATE, SERVICE, WEEK, *UNSUR_KEYS, SOLVED,
    FOLLOW_UP, *(question.key for question in PROFILE), SUGGESTION, LATE,
)  # fmt: skip

_OF_A_SESSION = (CODE, DATE, SERVICE, STATUS, WEEK, NAME, CONSULTANT)


class Feedback(NamedTuple):
    """The three parts into which the responses fall; none is in two of the first and last.

    A response is counted, superseded, or has a blocking problem.
    """

    counted: pd.DataFrame
    superseded: pd.DataFrame
    problems: pd.DataFrame


def normalise(
    responses: pd.DataFrame,
    sessions: pd.DataFrame,
    *,
    due: Mapping[str, datetime],
    unplaced: Collection[str] = (),
) -> Feedback:
    """Read the feedback form's responses and match them to the sessions.

    ``sessions`` holds every registration ever made: CODE, DATE (NA without a booking), SERVICE,
    STATUS, WEEK, and NAME and CONSULTANT, which are only used to take them out of the comments.
    ``due`` tells from which instant on a week's evaluation is final; ``unplaced`` see
    ``sessions_of``.

    ``counted`` has one row per response that counts, in the order of submission: CODE and
    RESPONSE_ID are the response's own; SESSION_CODE is NA if it counts by DATE and SERVICE alone;
    WEEK is the label; u1 ... u9 Int64 (1 to 4), SOLVED, FOLLOW_UP and the profile NA where blank;
    SUGGESTION without personal data; LATE if it came after ``due``. ``superseded`` has the same
    columns: earlier feedback for a code that has a later one. ``problems``: see ``flagged``.
    """
    answers, unreadable = read_answers(responses)
    placed = sessions_of(answers, sessions, unplaced)
    lost = misplaced(responses, placed, sessions)
    counting = placed[placed[COUNTED]].sort_values([SUBMITTED, RESPONSE_ID], ignore_index=True)
    shown = counting.assign(**{SUGGESTION: _suggestions(counting, sessions)})
    finished = shown.assign(**{LATE: _late(counting, due)})[list(FEEDBACK_COLUMNS)]
    replaced = finished[SESSION_CODE].notna() & finished.duplicated(SESSION_CODE, keep="last")
    return Feedback(
        finished[~replaced].reset_index(drop=True),
        finished[replaced].reset_index(drop=True),
        gathered([lost, unreadable]),
    )


def _suggestions(feedback: pd.DataFrame, sessions: pd.DataFrame) -> pd.Series[str]:
    """Take numbers and the names of the session out of each comment.

    Without a code the names of all sessions of that date and service are taken out.
    """
    written = feedback[feedback[SUGGESTION].notna()]
    whose = [
        (day, service) if pd.isna(code) else code
        for code, day, service in written[[SESSION_CODE, DATE, SERVICE]].itertuples(index=False)
    ]
    names = {key: any_of_names(people) for key, people in _people(sessions, set(whose)).items()}
    texts = [
        redacted(text, names.get(key)) for text, key in zip(written[SUGGESTION], whose, strict=True)
    ]
    return pd.Series(texts, index=written.index, dtype="str").reindex(feedback.index)


def _people(sessions: pd.DataFrame, wanted: Collection[object]) -> dict[object, list[str]]:
    """Give the names of client and consultant, by code and by date and service, where wanted."""
    people: dict[object, list[str]] = {key: [] for key in wanted}
    columns = [CODE, DATE, SERVICE, NAME, CONSULTANT]
    for code, day, service, *names in sessions[columns].itertuples(index=False):
        for key in (code, (day, service)):
            if key in people:
                people[key] += [name for name in names if isinstance(name, str)]
    return people


def _late(feedback: pd.DataFrame, due: Mapping[str, datetime]) -> pd.Series[bool]:
    """Say what was submitted after its week's evaluation was final."""
    instants = {week: moment.astimezone(TIME_ZONE) for week, moment in due.items()}
    final = pd.Series(
        [instants.get(week) for week in feedback[WEEK]],
        index=feedback.index,
        dtype="datetime64[us, Asia/Jakarta]",
    )
    return feedback[SUBMITTED] > final
