"""The HTTP calls of a pass: recorded as they go out, and sent again by plain ``requests``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast
from unittest.mock import patch
from urllib.parse import urlsplit

import requests

_SENT_AGAIN = ("Authorization", "Content-Type", "Accept-Encoding", "X-HTTP-Method-Override")


@dataclass(frozen=True)
class HttpCall:
    """One request: what was sent, and the path with the query that it was sent to."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes | str | None


@contextmanager
def recording() -> Iterator[list[HttpCall]]:
    """Give the list that every request sent by ``requests`` during the block is added to."""
    calls: list[HttpCall] = []
    send = requests.Session.send

    def recorded(
        session: requests.Session, request: requests.PreparedRequest, **options: Any
    ) -> requests.Response:
        parts = urlsplit(str(request.url))
        found = {name: request.headers.get(name) for name in _SENT_AGAIN}
        headers = {name: str(value) for name, value in found.items() if value is not None}
        body = None if request.body is None else cast("bytes | str", request.body)
        calls.append(HttpCall(str(request.method), f"{parts.path}?{parts.query}", headers, body))
        return send(session, request, **options)

    with patch.object(requests.Session, "send", recorded):
        yield calls


def replay(calls: Sequence[HttpCall], root: str) -> int:
    """Send the calls to ``root``, one after the other, and give the number of bytes received.

    The replies are read, not parsed. Raises ``requests.HTTPError`` where one is refused.
    """
    received = 0
    with requests.Session() as session:
        session.trust_env = False
        for call in calls:
            reply = session.request(
                call.method, root + call.target, headers=dict(call.headers), data=call.body
            )
            reply.raise_for_status()
            received += len(reply.content)
    return received
