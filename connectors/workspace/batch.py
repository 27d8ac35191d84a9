"""Several requests in one: ``multipart/mixed`` with a whole HTTP request in each part.

The parts are carried out in order, each by itself: one that fails leaves the others alone.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from starlette.requests import Request
from starlette.responses import Response

from connectors.workspace.call import GoogleError

MOST: Final = 100
"""Requests that Drive takes in one."""
_OWN: Final = (b"content-type", b"x-http-method-override")
"""Headers that belong to a part; all others are those of the whole."""


@dataclass(frozen=True)
class Part:
    """One request of a batch, as it would stand by itself."""

    content_id: str
    request: Request


def parts(whole: Request, body: bytes, served: str) -> list[Part]:
    """Read a batch's requests, all to paths under ``served``; raises Google's 400."""
    head = f"Content-Type: {whole.headers.get('content-type', '')}\r\n\r\n".encode()
    message = BytesParser().parsebytes(head + body)
    if not message.is_multipart():
        raise _refusal("Failed to parse batch request, error: no multipart/mixed body.")
    given = [part for part in message.get_payload() if isinstance(part, Message)]
    if len(given) > MOST:
        raise _refusal(f"The batch request has {len(given)} calls; at most {MOST} are allowed.")
    return [_part(whole, part, served) for part in given]


def reply(answers: Iterable[tuple[str, Response]]) -> Response:
    """Put the answers together, each under the id of its request."""
    boundary = f"batch_{secrets.token_hex(12)}"
    pieces = [piece for answer in answers for piece in _piece(boundary, *answer)]
    body = b"\r\n".join([*pieces, f"--{boundary}--".encode(), b""])
    return Response(body, media_type=f"multipart/mixed; boundary={boundary}")


def _part(whole: Request, part: Message[str, str], served: str) -> Part:
    text = part.get_payload(decode=True)
    if part.get_content_type() != "application/http" or not isinstance(text, bytes):
        raise _refusal("Failed to parse batch request, error: a part is no application/http.")
    line, _, rest = text.partition(b"\n")
    words = line.decode("latin-1").split()
    if len(words) != 3:
        raise _refusal("Failed to parse batch request, error: a part has no request line.")
    verb, target, _ = words
    if not urlsplit(target).path.startswith(served):
        raise _refusal(f"Only requests to {served} are allowed here, not {target}.")
    inner = BytesParser().parsebytes(rest)
    content = inner.get_payload(decode=True)
    sent = content if isinstance(content, bytes) else b""
    return Part(part.get("Content-ID", ""), _request(whole, verb, target, inner, sent))


def _request(
    whole: Request, verb: str, target: str, head: Message[str, str], body: bytes
) -> Request:
    raw, _, query = target.partition("?")
    own = [(name.lower().encode(), value.encode()) for name, value in head.items()]
    headers = [pair for pair in whole.scope["headers"] if pair[0] not in _OWN]
    scope = {
        **whole.scope,
        "method": verb,
        "path": unquote(raw),
        "raw_path": raw.encode(),
        "query_string": query.encode(),
        "headers": [*headers, *(pair for pair in own if pair[0] in _OWN)],
    }

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    return Request(scope, receive)


def _piece(boundary: str, content_id: str, response: Response) -> list[bytes]:
    """Write one answer; Google marks the id as that of a response."""
    phrase = HTTPStatus(response.status_code).phrase
    head = [
        f"--{boundary}",
        "Content-Type: application/http",
        f"Content-ID: {content_id.replace('<', '<response-', 1)}",
        "",
        f"HTTP/1.1 {response.status_code} {phrase}",
        *(f"{name}: {value}" for name, value in response.headers.items()),
        "",
    ]
    return ["\r\n".join(head).encode(), bytes(response.body)]


def _refusal(message: str) -> GoogleError:
    return GoogleError(400, "INVALID_ARGUMENT", message)
