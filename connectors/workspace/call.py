"""What one API method of the embedded workspace is given, and how it refuses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

Json = dict[str, Any]


class GoogleError(Exception):
    """A refusal, in the shape of Google's error bodies: HTTP code, canonical status, message."""

    def __init__(
        self, code: int, status: str, message: str, details: tuple[Json, ...] = ()
    ) -> None:
        self.code, self.status, self.message, self.details = code, status, message, details
        super().__init__(message)

    def body(self) -> Json:
        """Give the JSON body that Google's APIs send with this error."""
        error: Json = {"code": self.code, "message": self.message, "status": self.status}
        if self.details:
            error["details"] = list(self.details)
        return {"error": error}


class Documents(Protocol):
    """JSON documents of one transaction, by kind and id; a parent groups them."""

    def get(self, kind: str, key: str) -> Any | None:
        """Give a document, or None. It is shared: copy before changing it."""

    def put(self, kind: str, key: str, document: Any, parent: str = "") -> None:
        """Store a document; visible to others when the request ends well."""

    def delete(self, kind: str, key: str) -> None:
        """Remove a document if it is there."""

    def children(self, kind: str, parent: str) -> dict[str, Any]:
        """Give a parent's documents of one kind, by id, in the order they were first put."""


@dataclass(frozen=True)
class Switches:
    """Google's behaviour where it is not documented. Loket must be right under every position."""

    response_filter_on_edit: bool = True
    """``responses.list`` filters on the last submission (False: on the creation)."""
    responses_newest_first: bool = False
    """Order of ``responses.list``."""


@dataclass(frozen=True)
class Call:
    """One request: the discovery document's method id, its typed parameters, and who asks."""

    method: str
    params: Mapping[str, Any]
    body: Json
    actor: str | None
    now: datetime
    documents: Documents
    switches: Switches


Handler = Callable[[Call], Json]
