"""The responses of a form: kept, listed, replaced, deleted.

A stored response has ``answers`` as in Google's ``FormResponse`` and its two instants as ISO 8601
with microseconds, so that their text sorts as they do.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from datetime import UTC, datetime
from typing import Final

from connectors.workspace.call import Call, GoogleError, Handler, Json
from connectors.workspace.drive import files

LARGEST_PAGE: Final = 5000
_FILTER: Final = re.compile(
    r"\s*timestamp\s*(>=|>)\s*(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z)\s*"
)


def submit(call: Call, form_id: str, answers: Json) -> Json:
    """Store a new response, which comes back with the token to edit it by."""
    digest = call.documents.fresh("response")
    instant = _instant(call.now)
    response: Json = {
        "formId": form_id,
        "responseId": "ACYDBN" + base64.urlsafe_b64encode(digest).decode()[:38],
        "createTime": instant,
        "lastSubmittedTime": instant,
        "answers": answers,
        "editToken": "2_ABaOnu" + _text(call.documents.fresh("edit token")),
    }
    call.documents.put("edit_token", response["editToken"], response["responseId"], form_id)
    call.documents.put("response", response["responseId"], response, form_id)
    return response


def by_token(call: Call, form_id: str, token: str) -> Json | None:
    """Give the response that a token lets its author edit."""
    response_id = call.documents.get("edit_token", token)
    return None if response_id is None else _of_form(call, form_id, response_id)


def replace(call: Call, form_id: str, response: Json, answers: Json) -> Json:
    """Store new answers in a response, whose id and creation stay."""
    changed = {**response, "answers": answers, "lastSubmittedTime": _instant(call.now)}
    call.documents.put("response", response["responseId"], changed, form_id)
    return changed


def delete(call: Call, form_id: str, response_id: str) -> None:
    """Delete a response as an editor of the form does on its page; it leaves no trace.

    Raises Google's 404 or 403.
    """
    response = _found(call, form_id, response_id, role="writer")
    call.documents.delete("edit_token", response["editToken"])
    call.documents.delete("response", response_id)


def in_order(call: Call, form_id: str) -> list[Json]:
    """Give a form's responses by creation, then id."""
    responses = call.documents.children("response", form_id).values()
    return sorted(responses, key=lambda r: (r["createTime"], r["responseId"]))


def _get(call: Call) -> Json:
    response = _found(call, call.params["formId"], call.params["responseId"], role="reader")
    return {"formId": response["formId"], **_shown(response)}


def _list(call: Call) -> Json:
    form_id = call.params["formId"]
    files.require(call, form_id, "reader")
    size = call.params.get("pageSize") or LARGEST_PAGE
    if size < 0:
        raise _invalid("page_size must not be negative.")
    size = min(size, LARGEST_PAGE)
    filtered = _filtered(call, in_order(call, form_id), call.params.get("filter", ""))
    if call.switches.responses_newest_first:
        filtered.reverse()
    start = _start(call, filtered)
    reply: Json = {}
    page = filtered[start : start + size]
    if page:
        reply["responses"] = [_shown(response) for response in page]
    if start + size < len(filtered):
        reply["nextPageToken"] = _token(call, page[-1])
    return reply


def _filtered(call: Call, responses: list[Json], wanted: str) -> list[Json]:
    if not wanted.strip():
        return responses
    match = _FILTER.fullmatch(wanted)
    try:
        since = _instant(datetime.fromisoformat(match[2])) if match else ""
    except ValueError:
        match = None
    if match is None:
        raise _invalid(f"Invalid filter: {wanted!r}. Only 'timestamp >' and '>=' with an RFC 3339 "
                       "UTC \"Zulu\" time are supported.")  # fmt: skip
    member = "lastSubmittedTime" if call.switches.response_filter_on_edit else "createTime"
    after = match[1] == ">"
    return [r for r in responses if r[member] > since or (r[member] == since and not after)]


def _token(call: Call, last: Json) -> str:
    content = [call.params.get("filter", ""), last["createTime"], last["responseId"]]
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode()


def _start(call: Call, responses: list[Json]) -> int:
    token = call.params.get("pageToken")
    if not token:
        return 0
    try:
        wanted, created, response_id = map(str, json.loads(base64.urlsafe_b64decode(token)))
    except (binascii.Error, ValueError, TypeError) as error:
        raise _invalid("Invalid page token.") from error
    if wanted != call.params.get("filter", ""):
        raise _invalid("The page token belongs to a request with another filter.")
    newest_first = call.switches.responses_newest_first
    for index, response in enumerate(responses):
        key = (response["createTime"], response["responseId"])
        if (key < (created, response_id)) if newest_first else (key > (created, response_id)):
            return index
    return len(responses)


def _found(call: Call, form_id: str, response_id: str, *, role: files.Role) -> Json:
    files.require(call, form_id, role)
    response = _of_form(call, form_id, response_id)
    if response is None:
        raise GoogleError(404, "NOT_FOUND", "Requested entity was not found.")
    return response


def _of_form(call: Call, form_id: str, response_id: str) -> Json | None:
    response: Json | None = call.documents.get("response", response_id)
    return response if response and response["formId"] == form_id else None


def _shown(response: Json) -> Json:
    shown = {
        "responseId": response["responseId"],
        "createTime": response["createTime"][:-4] + "Z",
        "lastSubmittedTime": response["lastSubmittedTime"],
    }
    return {**shown, "answers": response["answers"]} if response["answers"] else shown


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _text(digest: bytes) -> str:
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _invalid(message: str) -> GoogleError:
    return GoogleError(400, "INVALID_ARGUMENT", message)


RESPONSE_METHODS: Final[dict[str, Handler]] = {
    "forms.forms.responses.get": _get,
    "forms.forms.responses.list": _list,
}
