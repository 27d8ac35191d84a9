"""Forms as tests need them, and answers as a browser sends them."""

from __future__ import annotations

import re
from typing import Any

import httpx

from tests.connectors.workspace.clients import Google

Json = dict[str, Any]


def a_question(
    title: str = "Nama",
    *,
    at: int = 0,
    id: str | None = None,  # noqa: A002 - as in the API
    required: bool = False,
    **kind: Json,
) -> Json:
    """Give the request that creates a question; a short text unless a kind is given."""
    question = {"required": required, **(kind or {"textQuestion": {}})}
    if id:
        question["questionId"] = id
    item = {"title": title, "questionItem": {"question": question}}
    return {"createItem": {"item": item, "location": {"index": at}}}


def a_choice(*values: str | Json, kind: str = "RADIO") -> Json:
    """Give a choice question; an option may be its text or the whole option."""
    options = [{"value": value} if isinstance(value, str) else value for value in values]
    return {"choiceQuestion": {"type": kind, "options": options}}


def a_section(title: str, section_id: str, *, at: int = 0) -> Json:
    """Give the request that creates a section."""
    item = {"title": title, "itemId": section_id, "pageBreakItem": {}}
    return {"createItem": {"item": item, "location": {"index": at}}}


def a_form(google: Google, *requests: Json, title: str = "Pendaftaran", open_to: str = "") -> str:
    """Create a form; ``open_to`` of "anyone" publishes it for all."""
    form_id = str(google.forms.create(body={"info": {"title": title}}).execute()["formId"])
    if requests:
        google.forms.batchUpdate(formId=form_id, body={"requests": list(requests)}).execute()
    if open_to:
        publish(google, form_id)
        body = {"type": open_to, "role": "reader", "view": "published"}
        google.drive.permissions().create(fileId=form_id, body=body).execute()
    return form_id


def publish(google: Google, form_id: str, *, accepting: bool = True) -> None:
    """Publish a form; not accepting, it is closed."""
    state = {"isPublished": True, "isAcceptingResponses": accepting}
    body = {"publishSettings": {"publishState": state}}
    google.forms.setPublishSettings(formId=form_id, body=body).execute()


def responder_link(google: Google, form_id: str) -> str:
    """Give the address that respondents open."""
    return str(google.forms.get(formId=form_id).execute()["responderUri"])


def submit(browser: httpx.Client, link: str, **entries: Any) -> httpx.Response:
    """Send a form as a browser does; ``entry_10="x"`` is the field entry.10."""
    fields = {re.sub(r"^entry_(\d+)", r"entry.\1", name): v for name, v in entries.items()}
    return browser.post(link.replace("/viewform", "/formResponse"), data=fields)


def answers(google: Google, form_id: str) -> list[dict[str, list[str]]]:
    """Give the answers of each response, by question id."""
    listed = google.forms.responses().list(formId=form_id).execute().get("responses", [])
    return [
        {
            question_id: [text["value"] for text in answer["textAnswers"]["answers"]]
            for question_id, answer in response.get("answers", {}).items()
        }
        for response in listed
    ]


def edit_token(confirmation: httpx.Response) -> str:
    """Give the token of the link to edit one's answer."""
    found = re.search(r"viewform\?edit2=([\w-]+)", confirmation.text)
    assert found is not None
    return found[1]
