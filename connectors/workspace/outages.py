"""What Google sends when something is out of order, as faults that a test can order."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from connectors.workspace.faults import CONSENT, Fault

LISTING = "forms.forms.responses.list"


def bad_gateway() -> Fault:
    """Give the 502 of Google's front end, which is a web page."""
    page = b"<!DOCTYPE html><html><title>Error 502 (Server Error)!!1</title></html>"
    return Fault(status=502, headers={"Content-Type": "text/html; charset=UTF-8"}, body=page)


def login_page() -> Fault:
    """Give the page by which a network in between asks to log in."""
    page = b"<!DOCTYPE html><html><title>Login</title></html>"
    return Fault(status=200, headers={"Content-Type": "text/html"}, body=page)


def failing(status: int = 503) -> Fault:
    """Give the 500 or 503 of a service that fails."""
    name = {500: "INTERNAL", 503: "UNAVAILABLE"}[status]
    return _refusal(status, name, "The service is currently unavailable.")


def expired_token() -> Fault:
    """Give the 401 of a token that has had its time."""
    words = "Request had invalid authentication credentials. Expected OAuth 2 access token."
    return _refusal(401, "UNAUTHENTICATED", words)


def revoked_consent() -> Fault:
    """Give what the token service answers to a key or a consent that counts no more."""
    words = "Token has been expired or revoked."
    body = json.dumps({"error": "invalid_grant", "error_description": words}).encode()
    return Fault(CONSENT, status=400, body=body)


def no_storage() -> Fault:
    """Give the 403 of an account whose storage is full, or that has none."""
    words = "The user's Drive storage quota has been exceeded."
    reason = {"domain": "usageLimits", "reason": "storageQuotaExceeded", "message": words}
    return _refusal(403, "PERMISSION_DENIED", words, errors=[reason])


def gone(file_id: str) -> Fault:
    """Give the 404 of a file that was deleted."""
    refusal = _refusal(404, "NOT_FOUND", "Requested entity was not found.")
    return replace(refusal, path=f"*{file_id}*")


def expired_page(form_id: str) -> tuple[Fault, Fault]:
    """Give a form's listing of several pages, and the 400 of a page token that has had its time."""
    refusal = _refusal(400, "INVALID_ARGUMENT", "Invalid page token.")
    path = f"*{form_id}*"
    return Fault(LISTING, path, page=1), replace(refusal, method=LISTING, path=path)


def _refusal(status: int, name: str, words: str, **more: Any) -> Fault:
    body = {"error": {"code": status, "message": words, "status": name, **more}}
    return Fault(status=status, body=json.dumps(body).encode())
