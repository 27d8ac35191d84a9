"""Questions about the way to Google itself: what time it is there, what the token may do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar

import requests
from google.auth.transport.requests import Request

from connectors.google.access import GoogleAccess
from connectors.google.failure import Target
from connectors.google.retry import call_with_retries
from loket.errors import UnavailableError

Result = TypeVar("Result")


def server_time(access: GoogleAccess) -> datetime:
    """Give the time at the server, to the second, from the Date of any reply; needs no credentials.

    Raises UnavailableError where no reply comes, or one without a Date.
    """

    def ask(session: requests.Session) -> str:
        reply = session.head(f"{access.endpoints.sheets}/", timeout=access.timeout)
        return str(reply.headers.get("Date", ""))

    told = _asked(access, ask, Target("server", purpose="asking the time"))
    try:
        return parsedate_to_datetime(told).astimezone(UTC)
    except ValueError as error:
        raise UnavailableError(
            f"{access.endpoints.sheets} answers without the time.",
            remedy="Something on the way answers in Google's place: look at the proxy.",
        ) from error


def granted_scopes(access: GoogleAccess) -> frozenset[str]:
    """Give what the access token may do, as Google tells; an expired one is refreshed first."""
    credentials = access.credentials

    def ask(session: requests.Session) -> frozenset[str]:
        if not credentials.valid:
            credentials.refresh(Request(session))  # type: ignore[no-untyped-call]
        # In the body, for addresses stand in the logs of proxies.
        data = {"access_token": credentials.token}
        address = f"{access.endpoints.oauth}/tokeninfo"
        reply = session.post(address, data=data, timeout=access.timeout)
        reply.raise_for_status()
        return frozenset(reply.json().get("scope", "").split())

    return _asked(access, ask, Target("token", purpose="asking what it grants"))


def _asked(
    access: GoogleAccess, ask: Callable[[requests.Session], Result], target: Target
) -> Result:
    with requests.Session() as session:
        session.trust_env = access.endpoints.are_google
        return call_with_retries(
            lambda: ask(session),
            target=target,
            write=False,
            policy=access.retry,
            on_retry=access.calls.count_retry,
        )
