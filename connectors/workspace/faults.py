"""Faults that a test can order, and the log of what was asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from typing import Literal

from connectors.workspace.discovery import Method
from connectors.workspace.quotas import rate_limit_exceeded

DRIVE_BATCH = "drive.batch"
"""The id under which a batch of Drive requests is noted; Google's documents have none for it."""

CONSENT = "oauth2.token"
"""The id under which a request for a token is noted."""


@dataclass(frozen=True)
class Request:
    """One request that was answered, or whose connection was dropped (status 0)."""

    method_id: str
    """Id in the discovery document, such as ``forms.forms.get``, or that of a batch; "" if there is
    no such method."""
    http_method: str
    path: str
    actor: str | None
    status: int
    is_read: bool
    parts: tuple[Request, ...] = ()
    """The requests in a batch; they went to the server as this one."""


@dataclass(frozen=True)
class Fault:
    """What goes wrong with the next requests of a method; several things can go wrong at once."""

    method: str = "*"
    """Method id; ``*`` and ``?`` stand for anything, here and in ``path``."""
    path: str = "*"
    status: int | None = None
    """Answer with this status, ``headers`` and ``body`` without handling the request."""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    drop: Literal["before", "after", "midway"] | None = None
    """Close the connection without an answer: unhandled, or after the change is stored; or in the
    middle of the answer."""
    hang: Literal["before", "after"] | None = None
    """Keep the connection open without an answer until the client gives up."""
    delay: float = 0
    """Seconds to wait first."""
    drip: float = 0
    """Seconds between one byte of the reply's body and the next."""
    truncate: bool = False
    """Send only the first half of the JSON."""
    page: int = 0
    """Let a page of a listing hold no more than so many entries, whatever was asked for."""
    backwards: bool = False
    """List the responses of a page in the opposite order."""
    meanwhile: Callable[[], object] | None = None
    """Do this between the write and what the reply shows, while no transaction is open."""
    times: int = 1


class Faults:
    """The faults still to come and the requests so far. Thread-safe."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self._waiting: list[Fault] = []
        self._lock = threading.Lock()

    def add(self, *faults: Fault) -> None:
        """Order faults; of those that fit a request, the one ordered first happens."""
        with self._lock:
            self._waiting.extend(faults)

    def clear(self) -> None:
        """Call off what has not happened yet."""
        with self._lock:
            self._waiting.clear()

    def rate_limit(self, method: str, *, times: int = 1, retry_after: int | None = None) -> None:
        """Order 429s as Google sends them when a quota is used up."""
        headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
        self.add(Fault(method, status=429, headers=headers, times=times))

    def take(self, method_id: str, path: str) -> Fault | None:
        """Give the fault that a request meets, if any, and count it as happened."""
        with self._lock:
            for index, fault in enumerate(self._waiting):
                if fnmatchcase(method_id, fault.method) and fnmatchcase(path, fault.path):
                    left = [replace(fault, times=fault.times - 1)] if fault.times > 1 else []
                    self._waiting[index : index + 1] = left
                    return fault
        return None

    def log(self, request: Request) -> None:
        """Note a request."""
        self.requests.append(request)

    def count(self, *, reads: bool) -> int:
        """Give how many API requests so far were reads, or else writes."""
        return sum(1 for r in self.requests if r.method_id and r.is_read == reads)


def worded(fault: Fault, method: Method) -> Fault:
    """Give a fault whose 429 says which quota is used up."""
    if fault.status == 429 and not fault.body:
        return replace(fault, body=json.dumps(rate_limit_exceeded(method, 60).body()).encode())
    return fault
