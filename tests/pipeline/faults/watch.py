"""Counts the calls that an office's connections send, and asks before each what is to happen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from requests import PreparedRequest, Response

from connectors.google.access import GoogleAccess
from connectors.google.timed_adapter import TimedAdapter


@dataclass(frozen=True)
class Call:
    """One request of a run, by its place in it."""

    number: int
    verb: str
    path: str

    @property
    def is_listing(self) -> bool:
        """Whether it lists a form's responses."""
        return self.path.endswith("/responses")

    @property
    def is_write(self) -> bool:
        """Whether it changes anything."""
        return self.verb != "GET" and "DataFilter" not in self.path

    @property
    def is_creation(self) -> bool:
        """Whether it makes a file."""
        return self.verb == "POST" and self.path in {"/v1/forms", "/v4/spreadsheets"}

    @property
    def file_id(self) -> str:
        """The form, spreadsheet or file that it is about; "" for one that is to be made."""
        parts = self.path.strip("/").split("/")
        ids = [part.partition(":")[0] for part in parts if len(part.partition(":")[0]) > 30]
        return ids[0] if ids else ""

    def __str__(self) -> str:
        what = self.path.replace(self.file_id, "ID") if self.file_id else self.path
        return f"{self.number} {self.verb} {what}"


@dataclass(frozen=True)
class Patience:
    """How long one request may take: seconds until the next byte, and in all."""

    next_byte: float = 20
    in_all: float = 60


class Watch(TimedAdapter):
    """Stands where the connection is; ``before`` is told of each call and gives its patience."""

    def __init__(self, before: Callable[[Call], Patience]) -> None:
        super().__init__(60)
        self._before = before
        self.calls: list[Call] = []

    def watch(self, access: GoogleAccess) -> None:
        """Take over an access's connection."""
        access._session.mount("http://", self)

    def send(self, request: PreparedRequest, *rest: Any, **options: Any) -> Response:
        """Send a request when its time has come."""
        path = request.path_url.partition("?")[0]
        call = Call(len(self.calls), str(request.method), path)
        self.calls.append(call)
        patience = self._before(call)
        self._seconds = patience.in_all
        return super().send(request, *rest, **{**options, "timeout": patience.next_byte})
