"""The responses of an office's forms, put straight where its workspace keeps them.

Two offices must hold the same responses under the same ids, which a form's page would draw by
chance. What the page does is tested where the page is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import Any

from loket import columns as c
from loket.vocabulary import Form, code_of
from tests.pipeline.office_factory import OpenOffice
from tests.pipeline.year.events import Event

Json = dict[str, Any]


@dataclass(frozen=True)
class FormStore:
    """The forms of one office."""

    opened: OpenOffice

    def take(self, event: Event) -> None:
        """Let a response come, be edited, or be deleted."""
        form = self.opened.settings.forms.of(event.form)
        with self.opened.workspace.workspace.transaction(write=True) as documents:
            if event.answers is None:
                documents.delete("response", event.response_id)
                return
            before = documents.get("response", event.response_id)
            instant = event.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
            response = {
                "formId": form.id,
                "responseId": event.response_id,
                "createTime": before["createTime"] if before else instant,
                "lastSubmittedTime": instant,
                "answers": self._answers(event),
                "editToken": f"2_{event.response_id}",
            }
            documents.put("response", event.response_id, response, str(form.id))

    def has(self, event: Event) -> bool:
        """Whether the event's response is there."""
        with self.opened.workspace.workspace.transaction(write=False) as documents:
            return documents.get("response", event.response_id) is not None

    def codes(self, form: Form) -> set[str]:
        """Give the codes of a form's responses."""
        form_id = str(self.opened.settings.forms.of(form).id)
        with self.opened.workspace.workspace.transaction(write=False) as documents:
            return {code_of(response_id) for response_id in documents.children("response", form_id)}

    def offered(self) -> tuple[str, ...]:
        """Give the dates that the registration form offers."""
        form = self.opened.settings.forms.registration
        with self.opened.workspace.workspace.transaction(write=False) as documents:
            definition: Json = documents.get("form", str(form.id)) or {}
        items = definition["items"]
        questions = [item.get("questionItem", {}).get("question", {}) for item in items]
        (asked,) = [q for q in questions if q.get("questionId") == form.questions[c.DATES]]
        return tuple(option["value"] for option in asked["choiceQuestion"]["options"])

    def _answers(self, event: Event) -> Json:
        by_id = self.opened.by_id(event.form, event.answers or {})
        return {
            question: {
                "questionId": question,
                "textAnswers": {"answers": [{"value": text} for text in _texts(value)]},
            }
            for question, value in by_id.items()
        }


def _texts(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value
