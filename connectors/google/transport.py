"""The one way over which both of Google's client libraries speak HTTP.

``httplib2``, the default of google-api-python-client, sends a request again by itself when a
connection breaks, a POST too; and gspread waits for ever. Both run over one ``requests`` session
here, which does neither.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import httplib2
from google.auth.credentials import Credentials
from google.auth.transport.requests import AuthorizedSession
from gspread.http_client import FileType, HTTPClient, ParamsType
from requests import Response, Session
from requests.exceptions import ContentDecodingError

from connectors.google.timed_adapter import TimedAdapter
from connectors.google.token_service import TokenRequest

Send = Callable[[Callable[[], Response], str, str], Response]
"""Sends a prepared request of an HTTP method to an address, with all that surrounds a call."""


@dataclass(frozen=True)
class Endpoints:
    """Where the three APIs and the tokens are; paths under them are Google's own."""

    sheets: str = "https://sheets.googleapis.com"
    forms: str = "https://forms.googleapis.com"
    drive: str = "https://www.googleapis.com"
    oauth: str = "https://oauth2.googleapis.com"

    @classmethod
    def at(cls, base: str) -> Endpoints:
        """Give the endpoints of a server that answers for all of them."""
        base = base.rstrip("/")
        return cls(base, base, base, base)

    def upload(self, uri: str) -> str:
        """Give the address at which Drive takes a file.

        google-api-python-client puts in another host where it is told one, but https regardless.
        """
        return self.drive.partition("://")[0] + "://" + uri.partition("://")[2]

    @property
    def are_google(self) -> bool:
        """Whether these are Google's own."""
        return self == GOOGLE


GOOGLE = Endpoints()


def open_session(
    credentials: Credentials, endpoints: Endpoints, seconds: float, *, observe: Callable[..., None]
) -> AuthorizedSession:
    """Give a session with credentials, whose requests may take so many ``seconds`` in all.

    A proxy is used on the way to Google only. ``observe`` is given each reply, those to the
    requests for tokens too.
    """
    session = _ObservedSession(credentials, observe)
    for each in (session, session.tokens):
        each.trust_env = endpoints.are_google
        for scheme in ("https://", "http://"):
            each.mount(scheme, TimedAdapter(seconds))
    return session


class _ObservedSession(AuthorizedSession):
    """Shows each reply, those to its requests for tokens too, which google-auth hides."""

    def __init__(self, credentials: Credentials, observe: Callable[..., None]) -> None:
        self.tokens = Session()
        super().__init__(credentials, auth_request=TokenRequest(self.tokens))  # type: ignore[no-untyped-call]
        for each in (self.tokens, self):
            each.hooks["response"].append(observe)

    def close(self) -> None:
        """Close all connections."""
        self.tokens.close()
        super().close()  # type: ignore[no-untyped-call]


class SheetsHttp(HTTPClient):
    """gspread's connection: other addresses, a timeout, and ``send`` around every request."""

    def __init__(
        self, session: AuthorizedSession, endpoints: Endpoints, timeout: float, send: Send
    ) -> None:
        super().__init__(auth=None, session=session)  # type: ignore[arg-type]  # the session has it
        self._endpoints, self._send = endpoints, send
        self.set_timeout(timeout)

    def request(
        self,
        method: str,
        endpoint: str,
        params: ParamsType | None = None,
        data: bytes | None = None,
        json: Mapping[str, Any] | None = None,
        files: FileType = None,
        headers: Any = None,
    ) -> Response:
        """Send a request and check that its reply is whole; raises Loket's errors.

        gspread's own error cannot be made of every body that a failing server sends.
        """
        url = self._redirected(endpoint)

        def attempt() -> Response:
            response: Response = self.session.request(
                method,
                url,
                params=params,
                data=data,
                json=json,
                files=files,
                headers=headers,
                timeout=self.timeout,
            )
            response.raise_for_status()
            kind = response.headers.get("Content-Type", "")
            if "json" in kind or "html" in kind:
                # A reply that was cut short fails here, and so does the page by which a network
                # asks to log in; it is asked for again. What a whole one holds is kept: decoding a
                # spreadsheet takes longer than fetching it.
                found = response.json()
                response.json = lambda **_: found  # type: ignore[method-assign]
            return response

        return self._send(attempt, method, url)

    def _redirected(self, url: str) -> str:
        for there, here in (
            (GOOGLE.sheets, self._endpoints.sheets),
            (GOOGLE.drive, self._endpoints.drive),
        ):
            if url.startswith(there):
                return here + url.removeprefix(there)
        return url


class ServiceHttp:
    """What google-api-python-client takes for an ``httplib2.Http``, over a session."""

    def __init__(self, session: AuthorizedSession, timeout: float) -> None:
        self._session, self._timeout = session, timeout

    def request(
        self,
        uri: str,
        method: str = "GET",
        body: bytes | str | None = None,
        headers: Mapping[str, str] | None = None,
        **_: Any,
    ) -> tuple[httplib2.Response, bytes]:
        """Send a request once and give status and headers, and the body."""
        response = self._session.request(  # type: ignore[no-untyped-call]
            method, uri, data=body, headers=dict(headers or {}), timeout=self._timeout
        )
        _require_letters(response)
        head = {name.lower(): value for name, value in response.headers.items()}
        return httplib2.Response({**head, "status": str(response.status_code)}), response.content

    def close(self) -> None:
        """Do nothing: the session belongs to who opened it."""


def _require_letters(response: Response) -> None:
    """Raise ContentDecodingError where text ends within a letter, which the library cannot take."""
    kind = response.headers.get("Content-Type", "")
    if "json" not in kind and "multipart" not in kind:
        return
    try:
        response.content.decode()
    except UnicodeDecodeError as error:
        raise ContentDecodingError(error, response=response) from error
