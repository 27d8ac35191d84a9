"""Access to Google: where, as whom, how patiently; the same for Google and for the workspace."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence, Sized
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit

from google.auth.credentials import Credentials
from google.auth.transport.requests import AuthorizedSession
from googleapiclient.discovery import build
from googleapiclient.errors import InvalidJsonError
from googleapiclient.http import BatchHttpRequest
from gspread.client import Client
from gspread.http_client import HTTPClient
from requests import Response

from connectors.google.credentials import CredentialSource, Identity, consumer_of
from connectors.google.failure import Target
from connectors.google.patience import Patience
from connectors.google.rate_limit import Family, NoRateLimit, RateLimit, shared_rate_limit
from connectors.google.retry import RetryPolicy, call_with_retries
from connectors.google.server_clock import ANY_TIME, ServerClock
from connectors.google.transport import GOOGLE, Endpoints, ServiceHttp, SheetsHttp, open_session
from loket.errors import AccessError

Result = TypeVar("Result")

_READING_POSTS = (":getByDataFilter", ":batchGetByDataFilter")

BATCH = 100
"""Requests that Drive takes in one batch."""
TIMEOUT = 60.0
"""Seconds to wait for a connection, and between two bytes of a reply."""
PATIENCE = 3
"""Time-outs that a request may take in all; at the usual one that is as long as Google takes."""


@dataclass
class CallCounter:
    """How many calls went out. A repeated call counts as a call and as a retry."""

    reads: int = 0
    writes: int = 0
    retries: int = 0
    by_family: Counter[str] = field(default_factory=Counter)

    def count(self, family: Family) -> None:
        """Count one call."""
        self.by_family[family.label] += 1
        if family.is_write:
            self.writes += 1
        else:
            self.reads += 1

    def count_retry(self) -> None:
        """Count that a call is tried again."""
        self.retries += 1

    def as_json(self) -> dict[str, Any]:
        """Give the counts for the ledger."""
        counts = {"reads": self.reads, "writes": self.writes, "retries": self.retries}
        return {**counts, "by_family": dict(sorted(self.by_family.items()))}


@dataclass(frozen=True)
class GoogleAccess:
    """One way in to Sheets, Forms and Drive; for one thread at a time.

    Nothing is sent before the first call. ``calls`` counts from then on. ``quota_folder``: where
    processes share the rate limit of their project; without it each has one of its own. ``limit``
    takes the place of either.
    """

    source: CredentialSource
    endpoints: Endpoints = GOOGLE
    timeout: float = TIMEOUT
    retry: RetryPolicy = field(default_factory=RetryPolicy)
    limit: RateLimit | None = None
    quota_folder: Path | None = None
    calls: CallCounter = field(default_factory=CallCounter)
    patience: Patience = field(default_factory=Patience)
    server_clock: ServerClock = ANY_TIME

    @classmethod
    def embedded(
        cls,
        url: str,
        email: str,
        *,
        retry: RetryPolicy | None = None,
        timeout: float = TIMEOUT,
        patience: Patience | None = None,
        server_clock: ServerClock = ANY_TIME,
    ) -> GoogleAccess:
        """Give access to an embedded workspace as one of its identities."""
        return cls(
            source=Identity(email),
            endpoints=Endpoints.at(url),
            timeout=timeout,
            retry=retry or RetryPolicy(),
            limit=NoRateLimit(),
            patience=patience or Patience(),
            server_clock=server_clock,
        )

    @cached_property
    def credentials(self) -> Credentials:
        """The loaded credentials; raises ConfigurationError or AccessError."""
        return self.source.load()

    @cached_property
    def rate_limit(self) -> RateLimit:
        """How fast calls may go out, and how much of that is used; raises as ``credentials``."""
        if self.limit:
            return self.limit
        if self.quota_folder is None:
            return RateLimit(sleep=self.retry.sleep)
        consumer = consumer_of(self.credentials)
        return shared_rate_limit(self.quota_folder, consumer, sleep=self.retry.sleep)

    def counted(self) -> dict[str, Any]:
        """Give the calls so far for the ledger, and how near all processes came to a quota."""
        if not self.calls.by_family:
            return self.calls.as_json()
        return {**self.calls.as_json(), "quota": self.rate_limit.fullest().as_json()}

    @cached_property
    def gspread(self) -> Client:
        """The gspread client, with time-out, retries, rate limit and Loket's errors."""

        def connect(_: Credentials, session: AuthorizedSession) -> SheetsHttp:
            return SheetsHttp(session, self.endpoints, self.timeout, self._send)

        kind = cast("type[HTTPClient]", connect)
        return Client(self.credentials, session=self._session, http_client=kind)

    def forms(self) -> Any:
        """Give google-api-python-client's Forms service; its requests go through ``execute``."""
        return self._service("forms", "v1", f"{self.endpoints.forms}/")

    def drive(self) -> Any:
        """Give google-api-python-client's Drive service; its requests go through ``execute``."""
        return self._service("drive", "v3", f"{self.endpoints.drive}/drive/v3/")

    def execute(self, request: Any, *, family: Family, target: Target) -> Any:
        """Send a request that a service has prepared and give the reply's JSON."""
        http = ServiceHttp(self._session, self.timeout)
        return self.call(lambda: _whole(request.execute(http=http)), family=family, target=target)

    def execute_together(self, requests: Sequence[Any], *, family: Family, target: Target) -> None:
        """Send requests to Drive in one HTTP call per hundred; their replies are dropped.

        Google may do them in any order and at once. The first that is refused raises, once the
        others of its hundred are done; what is tried again is only what was not done.
        """
        for start in range(0, len(requests), BATCH):
            waiting = dict(enumerate(requests[start : start + BATCH]))
            self.call(partial(self._together, waiting), family=family, target=target, parts=waiting)

    def _together(self, waiting: dict[int, Any]) -> None:
        """Send requests and take those that succeed out of ``waiting``."""
        errors: list[Exception] = []

        def settle(number: str, _: object, error: Exception | None) -> None:
            if error is None:
                del waiting[int(number)]
            else:
                errors.append(error)

        address = f"{self.endpoints.drive}/batch/drive/v3"
        batch = BatchHttpRequest(callback=settle, batch_uri=address)
        for number, request in waiting.items():
            batch.add(request, request_id=str(number))
        batch.execute(http=ServiceHttp(self._session, self.timeout))
        if errors:
            raise errors[0]

    def call(
        self,
        action: Callable[[], Result],
        *,
        family: Family,
        target: Target,
        parts: Sized = (None,),
    ) -> Result:
        """Do one call to Google, patiently; raises Loket's errors.

        Of a call that brings several requests Google counts the ``parts`` there are at the time.
        Clocks are compared at readings only: what a write has changed is changed.
        """

        def counted() -> Result:
            self.patience.require(target)
            self.rate_limit.wait(family, len(parts))
            with self.patience.writing() if family.is_write else nullcontext():
                self.patience.require(target)
                self.calls.count(family)
                return action()

        try:
            found = call_with_retries(
                counted,
                target=target,
                write=family.is_write,
                policy=self.retry,
                on_retry=self.calls.count_retry,
                on_refusal=partial(self.rate_limit.refused, family),
            )
        except AccessError:
            # Whoever signs by a wrong clock is refused like one whose key is wrong.
            self.server_clock.require_agreement()
            raise
        if not family.is_write:
            self.server_clock.require_agreement()
        return found

    def close(self) -> None:
        """Close the connections if there are any; a later call opens new ones."""
        if "_session" in vars(self):
            self._session.close()  # type: ignore[no-untyped-call]

    @cached_property
    def _session(self) -> AuthorizedSession:
        return open_session(
            self.credentials,
            self.endpoints,
            PATIENCE * self.timeout,
            observe=self.server_clock.note,
        )

    @cached_property
    def _services(self) -> dict[str, Any]:
        return {}

    def _service(self, name: str, version: str, address: str) -> Any:
        """Build a service from the discovery document in the library; nothing is fetched."""
        if name not in self._services:
            self._services[name] = build(
                name,
                version,
                http=ServiceHttp(self._session, self.timeout),
                client_options={"api_endpoint": address},
                static_discovery=True,
                cache_discovery=False,
            )
        return self._services[name]

    def _send(self, attempt: Callable[[], Response], method: str, url: str) -> Response:
        """Surround a request of gspread's with all that belongs to a call."""
        path = urlsplit(url).path
        changes = method.upper() != "GET" and not path.endswith(_READING_POSTS)
        if path.startswith("/v4/spreadsheets"):
            family = Family.SHEETS_WRITE if changes else Family.SHEETS_READ
            _, _, name = path.partition("/v4/spreadsheets/")
            file_id, what = name.split("/")[0].split(":")[0], "spreadsheet"
        else:
            family = Family.DRIVE_WRITE if changes else Family.DRIVE_READ
            file_id, what = path.rsplit("/", 1)[-1], "file"
        purpose = "writing" if changes else "reading"
        return self.call(attempt, family=family, target=Target(what, file_id, purpose))


def _whole(reply: Any) -> Any:
    """Give a reply; the library gives one that was cut short as the text that it is."""
    if isinstance(reply, str):
        raise InvalidJsonError
    return reply
