"""Fills in a form's page as a browser does, for rehearsals on the embedded workspace."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

import requests

from loket.errors import DataError

Answers = Mapping[str, str | Sequence[str]]
"""Answers by question id; checkboxes take several."""

_EDIT_LINK = re.compile(r'href="([^"]*edit2=[^"]*)"')


@dataclass
class FormVisitor:
    """Somebody with a browser. ``root`` is where the embedded workspace answers."""

    root: str
    timeout: float = 30.0
    _session: requests.Session = field(default_factory=requests.Session)

    def submit(self, address: str, answers: Answers) -> str:
        """Answer a form and give the link by which the answer can be edited.

        Raises DataError if the form's page refuses the answers.
        """
        return self._post(address, answers, {})

    def edit(self, link: str, answers: Answers) -> str:
        """Replace the answers behind an edit link."""
        token = parse_qs(urlsplit(html.unescape(link)).query)["edit2"][0]
        return self._post(link, answers, {"edit2": token})

    def delete(self, form_id: str, response_id: str, editor: str) -> None:
        """Delete a response as an editor of the form does by its button."""
        reply = self._session.post(
            f"{self.root}/forms/d/{form_id}/responses/{response_id}/delete",
            headers={"Authorization": f"Bearer {editor}"},
            timeout=self.timeout,
        )
        if reply.status_code >= 400:
            raise DataError(f"Response {response_id} was not deleted ({reply.status_code}).")

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def _post(self, address: str, answers: Answers, more: Mapping[str, str]) -> str:
        path = urlsplit(address).path.replace("/viewform", "/formResponse")
        fields = {f"entry.{int(key, 16)}": value for key, value in answers.items()}
        reply = self._session.post(self.root + path, data={**fields, **more}, timeout=self.timeout)
        link = _EDIT_LINK.search(reply.text)
        if reply.status_code >= 400 or link is None:
            raise DataError(f"The form at {path} refused an answer ({reply.status_code}).")
        return html.unescape(link[1])
