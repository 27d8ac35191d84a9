"""Calls to an address of somebody who watches: once, briefly, without reading the answer.

The whole address may be a secret, as that of a chat's webhook is, so no error names more of it
than the host.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import requests

from loket.errors import DeliveryError

_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def ping(address: str, *, timeout: float) -> None:
    """Call an address by GET; raises DeliveryError."""
    _call("GET", address, None, timeout)


def post_json(address: str, body: Mapping[str, Any], *, timeout: float) -> None:
    """Send JSON to an address by POST; raises DeliveryError unless it is taken (2xx)."""
    _call("POST", address, body, timeout)


def _call(method: str, address: str, body: Mapping[str, Any] | None, timeout: float) -> None:
    host = _host_of(address)
    try:
        with requests.Session() as session:
            # No proxy stands on the way to this machine itself.
            session.trust_env = host not in _LOOPBACK
            with session.request(
                method, address, json=body, timeout=timeout, stream=True, allow_redirects=False
            ) as response:
                status = response.status_code
    except (requests.RequestException, ValueError) as error:
        raise DeliveryError(host or "an address", type(error).__name__) from None
    if not 200 <= status < 300:
        raise DeliveryError(host, f"answer {status}")


def _host_of(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
