"""Google Forms: making forms, keeping their options, listing their responses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from connectors.forms.questionnaire import Questionnaire
from connectors.forms.repair import requests_to_create
from connectors.forms.response import RawResponse
from connectors.google.access import GoogleAccess
from connectors.google.failure import Target
from connectors.google.rate_limit import Family
from loket.errors import DataError, UnavailableError

Json = dict[str, Any]

PAGE_SIZE = 5000
"""The most that ``responses.list`` gives at once."""


@dataclass(frozen=True)
class FormsClient:
    """The forms that an account may edit.

    ``page_size`` is how many responses a page may hold; ``names`` are, by id, what messages call
    the forms.
    """

    access: GoogleAccess
    page_size: int = PAGE_SIZE
    names: Mapping[str, str] = field(default_factory=dict)

    def create_form(self, questionnaire: Questionnaire) -> Json:
        """Create a form that asks a questionnaire, open for answers, and give it as Google does.

        Three calls. If the second or third fails, an empty or unpublished form stays in Drive.
        """
        form = self.create_empty(questionnaire.title, questionnaire.document_title)
        filled = self.batch_update(form["formId"], requests_to_create(questionnaire))
        self.publish(form["formId"])
        return filled

    def create_empty(self, title: str, document_title: str = "") -> Json:
        """Create a form without questions. Its name in Drive is the title unless one is given."""
        info = {"title": title, "documentTitle": document_title or title}
        request = self._forms.create(body={"info": info})
        return self._write(request, repr(title), "creating it")

    def get(self, form_id: str) -> Json:
        """Give a form: its items, its revision, whether it is published."""
        request = self._forms.get(formId=form_id)
        return self._execute(request, Family.FORMS_READ, form_id, "reading its questions")

    def batch_update(
        self, form_id: str, requests: Sequence[Json], *, revision: str | None = None
    ) -> Json:
        """Change a form by one atomic call and give it as it is then.

        With ``revision`` the change is made only if nobody has changed the form since; otherwise
        UnavailableError.
        """
        body: Json = {"requests": list(requests), "includeFormInResponse": True}
        if revision is not None:
            body["writeControl"] = {"requiredRevisionId": revision}
        request = self._forms.batchUpdate(formId=form_id, body=body)
        form: Json = self._write(request, form_id, "changing its questions")["form"]
        return form

    def publish(self, form_id: str, *, accepting: bool = True) -> None:
        """Publish a form, and open it for answers or close it."""
        state = {"isPublished": True, "isAcceptingResponses": accepting}
        body = {
            "publishSettings": {"publishState": state},
            "updateMask": "publishState",
        }
        request = self._forms.setPublishSettings(formId=form_id, body=body)
        self._write(request, form_id, "publishing it")

    def list_responses(self, form_id: str, since: datetime | None = None) -> list[RawResponse]:
        """Give all responses last submitted at ``since`` or later, by creation and id.

        A page token that has expired is answered by one new start; of a response that was edited
        between two pages, the later version counts. Raises UnavailableError for what cannot be
        read, so that nothing is taken for missing.
        """
        try:
            listed = list(self._pages(form_id, since))
        except _TokenExpired:
            listed = list(self._pages(form_id, since))
        latest: dict[str, RawResponse] = {}
        for response in sorted(listed, key=lambda response: response.submitted):
            latest[response.response_id] = response
        return sorted(
            latest.values(), key=lambda response: (response.created, response.response_id)
        )

    @cached_property
    def _forms(self) -> Any:
        """The resource of forms, made once: making one takes as long as a call to it."""
        return self.access.forms().forms()

    @cached_property
    def _responses(self) -> Any:
        return self._forms.responses()

    def _pages(self, form_id: str, since: datetime | None) -> Iterator[RawResponse]:
        """Exhaust the pages; a token goes with the filter that it was given for."""
        query: Json = {"formId": form_id, "pageSize": self.page_size}
        if since is not None:
            query["filter"] = f"timestamp >= {_zulu(since)}"
        token = ""
        while True:
            page = self._page(form_id, {**query, "pageToken": token} if token else query)
            for payload in page.get("responses", []):
                yield RawResponse.of(payload)
            token = page.get("nextPageToken", "")
            if not token:
                return

    def _page(self, form_id: str, query: Mapping[str, Any]) -> Json:
        request = self._responses.list(**query)
        try:
            return self._execute(request, Family.FORMS_RESPONSES, form_id, "listing its responses")
        except DataError as error:
            if "pageToken" in query:
                raise _TokenExpired(error.message, remedy=error.remedy) from error
            raise

    def _write(self, request: Any, form_id: str, purpose: str) -> Json:
        return self._execute(request, Family.FORMS_WRITE, form_id, purpose)

    def _execute(self, request: Any, family: Family, form_id: str, purpose: str) -> Json:
        name = f"{self.names[form_id]!r} {form_id}" if form_id in self.names else form_id
        target = Target("form", name, purpose)
        reply: Json = self.access.execute(request, family=family, target=target)
        return reply


class _TokenExpired(UnavailableError):
    """Google no longer knows a page token: the listing has to begin again."""


def _zulu(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
