"""One request of an API carried out: routed, checked, handled in one transaction, checked again."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from connectors.workspace import field_mask, received, upload
from connectors.workspace.call import Call, GoogleError, Json, MediaHandler
from connectors.workspace.discovery import Method
from connectors.workspace.json_schema import check_reply
from connectors.workspace.methods import (
    DEFAULT_FIELDS,
    DOWNLOADS,
    LATER_REPLIES,
    MEDIA_METHODS,
    METHODS,
    SELECTED,
)
from connectors.workspace.workspace import Workspace
from loket.errors import LocalError

JSON_TYPE: Final = "application/json; charset=UTF-8"
Meanwhile = Callable[[], object] | None
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Asked:
    """What a request asks for, after a possible override of its verb."""

    method: Method
    path: dict[str, str]
    """The variables of the path."""
    query: str
    body: bytes
    uploads: bool = False
    """Whether the body holds a file."""


def refusal(error: GoogleError) -> Response:
    """Give an error in the shape of Google's error bodies."""
    return Response(json.dumps(error.body(), indent=2), error.code, media_type=JSON_TYPE)


def answer(
    workspace: Workspace, request: Request, asked: Asked, meanwhile: Meanwhile = None
) -> Response:
    """Carry out a request, and ``meanwhile`` after its write; every failure is an answer too."""
    try:
        return _answer(workspace, request, asked, meanwhile)
    except GoogleError as error:
        if error.code == 500:
            _log.error("%s: %s", asked.method.id, error.message)
        return refusal(error)
    except LocalError as error:
        _log.error("%s: %s", asked.method.id, error)
        return refusal(GoogleError(500, "INTERNAL", str(error)))
    except Exception as error:  # noqa: BLE001 - a server must answer whatever happens
        _log.exception("%s failed", asked.method.id)
        return refusal(
            GoogleError(
                500,
                "INTERNAL",
                f"Internal error encountered ({type(error).__name__}). "
                "This is a bug of the embedded workspace.",
            )
        )


def _answer(workspace: Workspace, request: Request, asked: Asked, meanwhile: Meanwhile) -> Response:
    method = asked.method
    params = received.parameters(method, asked.query, asked.path)
    _check_format(method, params)
    uploaded = _uploaded(request, asked) if asked.uploads else None
    body = received.body(method, uploaded.body if uploaded else asked.body)
    mask = received.mask(method, params.get("fields") or DEFAULT_FIELDS.get(method.id))
    with workspace.transaction(write=not method.is_read) as documents:
        call = workspace.call(
            request,
            documents,
            method=method.id,
            params=params,
            body=body,
            media=uploaded.media if uploaded else None,
        )
        if call.actor is None and not method.is_read:
            raise GoogleError(401, "UNAUTHENTICATED", _ANONYMOUS)
        giver = MEDIA_METHODS.get(method.id) or _downloading(method, params)
        if giver:
            media = giver(call)
            return Response(media.content, media_type=media.content_type)
        reply = _reply(method, call)
    if meanwhile:
        meanwhile()
    if workspace.switches.reply_after_write and method.id in LATER_REPLIES:
        reply = _later_reply(workspace, call, reply)
    if method.response is None:
        return Response(status_code=204)
    shown = reply if method.id in SELECTED else field_mask.select(reply, mask)
    # A reply is a tree; to look for circles takes a quarter more time.
    text = json.dumps(shown, ensure_ascii=False, separators=(",", ":"), check_circular=False)
    return Response(text, media_type=JSON_TYPE)


def _uploaded(request: Request, asked: Asked) -> upload.Uploaded:
    return upload.read(asked.query, request.headers.get("content-type", ""), asked.body)


def _downloading(method: Method, params: Json) -> MediaHandler | None:
    """Give the handler of a request for a file's content instead of what is known about it."""
    return DOWNLOADS.get(method.id) if params.get("alt") == "media" else None


def _reply(method: Method, call: Call) -> Json:
    handler = METHODS.get(method.id)
    if handler is None:
        raise GoogleError(
            501, "UNIMPLEMENTED", f"The embedded workspace does not support {method.id}."
        )
    reply = handler(call)
    if method.response is not None:
        check_reply(method.api, method.response, reply)
    return reply


def _later_reply(workspace: Workspace, call: Call, reply: Json) -> Json:
    """Give the reply read after the write; as it was, if that can't be read any more."""
    with workspace.transaction(write=False) as documents:
        try:
            return LATER_REPLIES[call.method](replace(call, documents=documents), reply)
        except GoogleError:
            return reply


def _check_format(method: Method, params: Json) -> None:
    wanted = params.get("alt", "json")
    is_file = method.id in MEDIA_METHODS or _downloading(method, params) is not None
    if wanted != "json" and not is_file:
        raise GoogleError(
            501,
            "UNIMPLEMENTED",
            f"The embedded workspace does not support alt={wanted} for {method.id}.",
        )


_ANONYMOUS: Final = (
    "Request is missing required authentication credential. Expected OAuth 2 access token, login "
    "cookie or other valid authentication credential."
)
