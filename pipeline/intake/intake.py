"""Takes in the responses of the forms and keeps every version in the ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import pandas as pd

from connectors.forms.client import FormsClient
from connectors.forms.questionnaire import QuestionKind, Questionnaire
from connectors.forms.repair import question_ids
from connectors.forms.response import RawResponse
from connectors.ledger.ledger import Ledger
from connectors.ledger.response_ledger import Cursor, Recorded
from loket.columns import CODE, CREATED, RESPONSE_ID, SUBMITTED
from loket.errors import ConfigurationError, DriftError
from loket.vocabulary import TIME_ZONE, Form, code_of
from pipeline.configuration.settings import FormSettings, Settings
from pipeline.intake.redaction import Redaction

_LIST_VALUED = {QuestionKind.CHECKBOX}


@dataclass(frozen=True)
class Intake:
    """What one form holds now.

    ``responses``: one row per live response, past ones aside if they were not asked for:
    RESPONSE_ID, CODE, CREATED, SUBMITTED (instants of the office's zone) and a column per question
    key with the raw answer. ``drift`` is set where the form has lost a mapped question: its
    responses are kept and not used. ``full``: whether all responses were listed; ``since``: from
    when on they were asked for, None for all; ``reached``: how far the form is read once what
    follows from it has been written. ``as_of``: at what instant they stood like this, if not now.
    """

    form: Form
    responses: pd.DataFrame
    recorded: Recorded
    full: bool
    since: datetime | None
    reached: Cursor
    drift: DriftError | None = None
    as_of: datetime | None = None

    @property
    def complete(self) -> bool:
        """Whether what is not listed any more was deleted: an empty listing proves nothing."""
        return not self.recorded.withheld and not self.responses.empty


def intake(
    form: Form,
    questionnaire: Questionnaire,
    settings: Settings,
    client: FormsClient,
    ledger: Ledger,
    *,
    now: datetime,
    full: bool,
    past: bool = True,
    as_of: datetime | None = None,
    redaction: Redaction | None = None,
) -> Intake:
    """Pull one form: what is new since the last pass, or everything.

    Without ``past`` the responses that are marked as past are left out of what comes back; with
    ``as_of`` they come as they stood at that instant, as far as the ledger knows.
    All is listed on the first contact, on the first pass of a day and when asked: only a full
    listing shows what was deleted. Its definition is read then too, and when a new response has no
    answer to a required question. A form that has lost a question is listed and read in full by
    every pass until the question is back. What ``redaction`` takes out of responses is not kept.
    """
    mapping = settings.forms.of(form)
    form_id = _mapped_id(form, mapping)
    cursor = ledger.responses.cursor(form)
    full = full or cursor.last_full is None or _day(cursor.last_full) != _day(now)
    overlap = timedelta(minutes=settings.sync.overlap_minutes)
    # Of a clock that was ahead for a while, ours or Google's, the cursor must not hide what came
    # after it was put right.
    since = None if full or cursor.seen_until is None else min(cursor.seen_until, now) - overlap
    listed = client.list_responses(form_id, since)
    ids = [response.response_id for response in listed]
    before = ledger.responses.live_among(form, ids) if since else set()
    # What a pass took in that died before it had written is as good as new.
    news = [r for r in listed if r.response_id not in before or _is_beyond(r, cursor)]
    drift = None
    if full or _lacks_answers(news, questionnaire, mapping):
        drift = _drift(client, form_id, questionnaire, mapping)
    if redaction:
        listed = [redaction.of(form, questionnaire, mapping.questions, one) for one in listed]
    recorded = ledger.responses.record(
        form, listed, full=since is None, seen_at=now, doubtful=drift is not None
    )
    responses = ledger.responses.live(form, at=as_of, past=past)
    frame = responses_frame(responses, questionnaire, mapping.questions)
    latest = max((response.submitted for response in listed), default=None)
    reached = Cursor(latest, now if since is None and drift is None else None)
    return Intake(form, frame, recorded, full, since, reached, drift, as_of)


def with_past(
    found: Intake, questionnaire: Questionnaire, settings: Settings, ledger: Ledger
) -> Intake:
    """Give an intake with past responses as well."""
    questions = settings.forms.of(found.form).questions
    frame = responses_frame(ledger.responses.live(found.form), questionnaire, questions)
    return replace(found, responses=frame)


def responses_frame(
    responses: Sequence[RawResponse], questionnaire: Questionnaire, ids: Mapping[str, str]
) -> pd.DataFrame:
    """Give raw responses as a frame: the columns of ``Intake.responses``."""
    frame = pd.DataFrame(
        {
            RESPONSE_ID: pd.Series([r.response_id for r in responses], dtype="str"),
            CODE: pd.Series([code_of(r.response_id) for r in responses], dtype="str"),
            CREATED: _instants([r.created for r in responses]),
            SUBMITTED: _instants([r.submitted for r in responses]),
        }
    )
    # All at once: a Series for each question takes four times as long.
    answers = pd.DataFrame(
        {
            question.key: [
                given if question.kind in _LIST_VALUED else (given[0] if given else None)
                for given in (r.answers.get(ids[question.key], ()) for r in responses)
            ]
            for question in questionnaire.questions()
        },
        dtype=object,
    )
    return pd.concat([frame, answers], axis="columns")


def _mapped_id(form: Form, mapping: FormSettings) -> str:
    if mapping.id is None or not mapping.questions:
        raise ConfigurationError(
            f"config.yaml has no id for the form {form.value!r} (forms.{form}).",
            remedy="Run `loket init`; it creates the form or maps your own.",
        )
    return mapping.id


def _is_beyond(response: RawResponse, cursor: Cursor) -> bool:
    return cursor.seen_until is None or response.submitted > cursor.seen_until


def _lacks_answers(
    responses: Sequence[RawResponse], questionnaire: Questionnaire, mapping: FormSettings
) -> bool:
    sectioned = {question.key for question in questionnaire.questions() if question.then}
    required = [
        mapping.questions[question.key]
        for question in questionnaire.questions()
        if question.required and question.key not in sectioned
    ]
    return any(not response.answers.get(key) for response in responses for key in required)


def _drift(
    client: FormsClient, form_id: str, questionnaire: Questionnaire, mapping: FormSettings
) -> DriftError | None:
    try:
        question_ids(client.get(form_id), questionnaire, mapping.questions)
    except DriftError as drift:
        return drift
    return None


def _instants(values: Sequence[datetime]) -> pd.Series:
    return pd.Series(pd.DatetimeIndex(list(values), tz="UTC").as_unit("us").tz_convert(TIME_ZONE))


def _day(instant: datetime) -> date:
    return instant.astimezone(TIME_ZONE).date()
