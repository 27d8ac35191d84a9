"""How a fault is played out: the answers that go wrong, and those that never come."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from connectors.workspace.api import JSON_TYPE, Asked
from connectors.workspace.faults import Fault


async def faulty(fault: Fault, handled: Callable[[], Awaitable[Response]]) -> Response:
    """Give the answer to a request that meets a fault; ``handled`` would give the right one."""
    await asyncio.sleep(fault.delay)
    if "before" in (fault.drop, fault.hang):
        return Unanswered(breaks=fault.drop is not None)
    if fault.status is not None:
        headers = {"Content-Type": JSON_TYPE, **fault.headers}
        return Response(fault.body, fault.status, headers)
    response = await handled()
    if "after" in (fault.drop, fault.hang):
        return Unanswered(breaks=fault.drop is not None)
    return _spoilt(response, fault)


def short_page(asked: Asked, entries: int) -> Asked:
    """Give a request for a listing as if it asked for so few entries; 0 leaves it as it is."""
    if not entries:
        return asked
    query = {**dict(parse_qsl(asked.query)), "pageSize": str(entries)}
    return replace(asked, query=urlencode(query))


def _spoilt(response: Response, fault: Fault) -> Response:
    body = bytes(response.body)
    if fault.drop == "midway":
        return _Broken(body, response.status_code, media_type=JSON_TYPE)
    if not (fault.backwards or fault.truncate or fault.drip):
        return response
    if fault.backwards:
        reply = json.loads(body)
        body = json.dumps({**reply, "responses": reply.get("responses", [])[::-1]}).encode()
    if fault.truncate:
        body = body[: len(body) // 2]
    if fault.drip:
        return _Dripping(body, response.status_code, fault.drip)
    return Response(body, response.status_code, media_type=JSON_TYPE)


class Unanswered(Response):
    """No answer: the connection breaks, or stays open until the client breaks it."""

    def __init__(self, *, breaks: bool) -> None:
        super().__init__(status_code=200)
        self.status_code, self._breaks = 0, breaks

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        """Say nothing, until nobody listens."""
        if self._breaks:
            scope["state"]["transport"].abort()
        # The server must notice that the connection is gone before this request ends.
        while (await receive())["type"] != "http.disconnect":
            pass


class _Broken(Response):
    """The first half of an answer; then the connection breaks."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Say half of it."""
        head = {"status": self.status_code, "headers": self.raw_headers}
        await send({"type": "http.response.start", **head})
        half = bytes(self.body)[: len(self.body) // 2]
        await send({"type": "http.response.body", "body": half, "more_body": True})
        await Unanswered(breaks=True)(scope, receive, send)


class _Dripping(Response):
    """An answer that comes byte by byte."""

    def __init__(self, body: bytes, status: int, pause: float) -> None:
        # An encoding keeps the answer from being packed, and so from coming in one piece.
        super().__init__(body, status, {"Content-Encoding": "identity"}, media_type=JSON_TYPE)
        self._pause = pause

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        """Say a byte at a time, while somebody listens."""
        head = {"status": self.status_code, "headers": self.raw_headers}
        await send({"type": "http.response.start", **head})
        for byte in bytes(self.body):
            if scope["state"]["transport"].is_closing():
                return
            await send({"type": "http.response.body", "body": bytes([byte]), "more_body": True})
            await asyncio.sleep(self._pause)
        await send({"type": "http.response.body", "body": b""})
