"""The gaps between a pass's HTTP calls: what happens in them, and to the calls themselves."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter

from connectors.google.access import GoogleAccess

Json = dict[str, Any]


class Killed(BaseException):
    """The process is gone. Nothing catches it: it is no ``Exception``."""


@dataclass(frozen=True)
class Call:
    """One request of a pass, by its place in the pass."""

    number: int
    verb: str
    path: str
    body: Json

    @property
    def batch(self) -> list[Json] | None:
        """The requests of a change of the spreadsheet; None for anything else."""
        changes = self.path.startswith("/v4/spreadsheets/") and self.path.endswith(":batchUpdate")
        return list(self.body.get("requests", [])) if changes else None

    @property
    def is_write(self) -> bool:
        """Whether it changes anything."""
        return self.verb != "GET" and "DataFilter" not in self.path


@dataclass
class Gaps(HTTPAdapter):
    """Stands in the way of every request that an access sends.

    ``before`` is called ahead of each; ``arrived`` when the server has carried it out, also if
    the reply is lost on the way back.
    """

    before: Callable[[Call], None]
    arrived: Callable[[Call], None]
    arrived_unheard: Callable[[Call], bool]
    calls: list[Call] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def watch(self, access: GoogleAccess) -> None:
        """Take over an access's connection."""
        access._session.mount("http://", self)

    def begin(self) -> None:
        """Count a new pass's requests from 0."""
        self.calls.clear()

    def send(self, request: PreparedRequest, *rest: Any, **options: Any) -> Response:
        """Send a request, with what happens before and after it."""
        call = _call(len(self.calls), request)
        self.before(call)
        self.calls.append(call)
        try:
            reply = super().send(request, *rest, **options)
        except OSError:
            if self.arrived_unheard(call):
                self.arrived(call)
            raise
        try:
            if reply.status_code == 200:
                self.arrived(call)
        except Killed:
            reply.close()
            raise
        return reply


def _call(number: int, request: PreparedRequest) -> Call:
    assert isinstance(request.body, str | bytes | None)
    body: Json = json.loads(request.body or "{}")
    return Call(number, str(request.method), request.path_url.partition("?")[0], body)
