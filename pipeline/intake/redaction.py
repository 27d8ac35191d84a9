"""What is taken out of responses before they are kept, since Google goes on listing them whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from connectors.forms.questionnaire import Questionnaire
from connectors.forms.response import RawResponse
from loket.columns import FEEDBACK_CODE
from loket.vocabulary import Form, code_of
from transforms.evaluation.feedback_code import read_code


@dataclass(frozen=True)
class Redaction:
    """Whose answers are not kept.

    ``registrations``: codes of erased ones, of which nothing is kept but that there is one;
    ``feedback``: codes of feedback of such persons, of which the marks stay; ``before``: feedback
    that was given earlier keeps the same.
    """

    registrations: frozenset[str]
    feedback: frozenset[str]
    before: datetime

    def of(
        self, form: Form, questionnaire: Questionnaire, ids: Mapping[str, str], given: RawResponse
    ) -> RawResponse:
        """Give a response as it may be kept. ids: question ids by key."""
        code = code_of(given.response_id)
        if form is Form.REGISTRATION:
            return given.answering({}) if code in self.registrations else given
        named = self._session(given, ids)
        about = code in self.feedback or named in self.registrations
        if not (about or given.submitted < self.before):
            return given
        personal = {ids[q.key] for q in questionnaire.questions() if q.personal and q.key in ids}
        answers = {key: texts for key, texts in given.answers.items() if key not in personal}
        if named:
            # Whatever else was typed there goes.
            answers[ids[FEEDBACK_CODE]] = (named,)
        elif about:
            answers.pop(ids.get(FEEDBACK_CODE, ""), None)
        return given.answering(answers)

    def _session(self, given: RawResponse, ids: Mapping[str, str]) -> str | None:
        """Give the code of the session that feedback is about."""
        texts = given.answers.get(ids.get(FEEDBACK_CODE, ""), ())
        return read_code(texts[0]) if texts else None
