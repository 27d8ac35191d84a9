"""The way to the service that turns a key or a consent into a token.

google-auth tries again by itself, and sleeps in between, on top of the retries of the call that
needs the token; and takes an outage that it does not know, such as a bad gateway, for a refusal.
Here an outage of whatever kind is an error at once, and the call that needs the token is tried
again as after any other.
"""

from __future__ import annotations

import json
from typing import Any

import requests
from google.auth.exceptions import TransportError
from google.auth.transport import Response
from google.auth.transport.requests import Request

_BUSY = {408, 429}


class TokenRequest(Request):
    """Sends what google-auth asks for, once; raises TransportError unless it is answered."""

    def __init__(self, session: requests.Session) -> None:
        super().__init__(session)

    def __call__(self, url: str, *rest: Any, **options: Any) -> Response:
        """Send a request and give the reply, which is JSON, be it a refusal."""
        reply: Response = super().__call__(url, *rest, **options)  # type: ignore[no-untyped-call]
        if reply.status >= 500 or reply.status in _BUSY or not _is_json(reply.data):
            raise _outage(f"The token service answers {reply.status}.")
        return reply


def _outage(words: str) -> TransportError:
    error: TransportError = TransportError(words)  # type: ignore[no-untyped-call]
    return error


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data)
    except ValueError:
        return False
    return True
