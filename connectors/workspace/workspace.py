"""The embedded workspace as its handlers and pages see it: state, clock, settings, identities."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from starlette.requests import Request

from connectors.workspace.call import Call, Documents, GoogleError, Json, Media, Switches
from connectors.workspace.quotas import Quotas
from connectors.workspace.store import Store

IDENTITY_COOKIE: Final = "loket_identity"


@dataclass(frozen=True)
class WorkspaceOptions:
    """What is configured: where the state is and who the identities are."""

    path: Path
    service_accounts: frozenset[str] = frozenset()
    """Identities that cannot own files."""
    people: tuple[str, ...] = ()
    """Identities that a browser may take on; others need a bearer token."""
    switches: Switches = field(default_factory=Switches)
    quotas: Quotas | None = None
    """Quotas a minute and user; None: unlimited."""
    seed: bytes | None = None
    """Makes the ids of a new file repeatable."""


@dataclass(frozen=True)
class Workspace:
    """One open workspace. ``request.app.state.workspace`` is the one that serves a request."""

    options: WorkspaceOptions
    store: Store
    now: Callable[[], datetime]
    """The clock; its instants are zone-aware."""

    @property
    def switches(self) -> Switches:
        """Google's undocumented behaviour, as set."""
        return self.options.switches

    def transaction(self, *, write: bool) -> AbstractContextManager[Documents]:
        """Give the documents; what is put is kept if the block ends well."""
        return self.store.transaction(write=write)

    def actor(self, request: Request) -> str | None:
        """Give who asks: by bearer token, else the identity that the browser has taken on.

        Raises Google's 401 for a token that is no e-mail address.
        """
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme:
            if scheme.lower() != "bearer" or token.count("@") != 1:
                raise GoogleError(401, "UNAUTHENTICATED", _NO_IDENTITY)
            return token.strip().lower()
        chosen = request.cookies.get(IDENTITY_COOKIE)
        if request.method == "GET":
            chosen = request.query_params.get("as", chosen)
        return chosen if chosen in self.options.people else None

    def call(
        self,
        request: Request,
        documents: Documents,
        *,
        method: str,
        params: dict[str, Any] | None = None,
        body: Json | None = None,
        media: Media | None = None,
    ) -> Call:
        """Give what a handler needs to answer a request."""
        return Call(
            method=method,
            params=params or {},
            body=body or {},
            actor=self.actor(request),
            now=self.now().astimezone(UTC),
            documents=documents,
            switches=self.switches,
            origin=f"{request.url.scheme}://{request.url.netloc}",
            service_accounts=self.options.service_accounts,
            media=media,
        )


_NO_IDENTITY: Final = (
    "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie "
    "or other valid authentication credential."
)
