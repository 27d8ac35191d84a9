"""Every exception of Google's services and of the libraries that reach them, as a ``Failure``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http.client import HTTPException
from typing import Any

import google.auth.exceptions as auth
import googleapiclient.errors as api
import gspread.exceptions as sheets
import httplib2.error
import requests.exceptions as http
import urllib3.exceptions as urllib

from connectors.google.failure import Failure, Trouble

Body = Mapping[str, Any]

LIBRARY_ERRORS: tuple[type[Exception], ...] = (
    http.RequestException,
    urllib.HTTPError,
    urllib.ProxySchemeUnsupported,
    auth.GoogleAuthError,
    api.Error,
    httplib2.error.HttpLib2Error,
    sheets.GSpreadException,
    sheets.UnSupportedExportFormat,
    HTTPException,
    json.JSONDecodeError,
    ConnectionError,
    TimeoutError,
)
"""The roots of everything that a call to Google can raise; programming errors are none of them."""

_QUOTA_REASONS = {
    "RATE_LIMIT_EXCEEDED",
    "RESOURCE_EXHAUSTED",
    "rateLimitExceeded",
    "userRateLimitExceeded",
    "quotaExceeded",
    "dailyLimitExceeded",
}
_DISABLED_REASONS = {"SERVICE_DISABLED", "accessNotConfigured"}

_BY_CLASS: tuple[tuple[type[Exception] | tuple[type[Exception], ...], Trouble, bool], ...] = (
    # (exception, what it means, whether a write certainly did not happen), first fit counts
    (http.ConnectTimeout, Trouble.UNREACHED, True),
    ((urllib.NewConnectionError, urllib.ConnectTimeoutError), Trouble.UNREACHED, True),
    (http.SSLError, Trouble.UNREACHED, True),
    ((http.ConnectionError, http.Timeout), Trouble.CUT_OFF, False),
    ((http.ChunkedEncodingError, http.ContentDecodingError), Trouble.CUT_OFF, False),
    (http.InvalidJSONError, Trouble.CUT_OFF, False),
    ((http.RetryError, http.StreamConsumedError), Trouble.CUT_OFF, False),
    (http.TooManyRedirects, Trouble.CUT_OFF, False),
    (http.HTTPError, Trouble.DOWN, False),
    ((http.RequestException, urllib.ProxySchemeUnsupported), Trouble.MISCONFIGURED, True),
    ((auth.TransportError, auth.TimeoutError, auth.ResponseError), Trouble.UNREACHED, True),
    (auth.GoogleAuthError, Trouble.CREDENTIALS, True),
    (api.InvalidJsonError, Trouble.CUT_OFF, False),
    (api.Error, Trouble.REFUSED, True),
    (httplib2.error.ServerNotFoundError, Trouble.UNREACHED, True),
    (httplib2.error.ProxiesUnavailableError, Trouble.MISCONFIGURED, True),
    (httplib2.error.RelativeURIError, Trouble.MISCONFIGURED, True),
    (httplib2.error.HttpLib2Error, Trouble.CUT_OFF, False),
    (sheets.SpreadsheetNotFound, Trouble.NOT_FOUND, True),
    (sheets.NoValidUrlKeyFound, Trouble.MISCONFIGURED, True),
    ((sheets.GSpreadException, sheets.UnSupportedExportFormat), Trouble.REFUSED, True),
    (ConnectionRefusedError, Trouble.UNREACHED, True),
    ((HTTPException, json.JSONDecodeError, urllib.HTTPError), Trouble.CUT_OFF, False),
    ((ConnectionError, TimeoutError), Trouble.CUT_OFF, False),
)


def failure_of(error: Exception) -> Failure:
    """Tell what an exception of ``LIBRARY_ERRORS`` means; TypeError for any other."""
    if isinstance(error, (http.HTTPError, sheets.APIError)) and error.response is not None:
        response = error.response
        return _refusal(response.status_code, response.headers, response.content)
    if isinstance(error, api.HttpError) and error.resp is not None:
        return _refusal(int(error.resp.status), error.resp, error.content)
    if isinstance(error, http.ConnectionError) and _never_connected(error):
        return Failure(Trouble.UNREACHED, _detail(error))
    if isinstance(error, auth.RefreshError) and error.retryable:
        return Failure(Trouble.DOWN, _detail(error))
    for classes, trouble, unapplied in _BY_CLASS:
        if isinstance(error, classes):
            return Failure(trouble, _detail(error), unapplied)
    raise TypeError(f"{type(error).__name__} is no error of a call to Google.") from error


def _never_connected(error: http.ConnectionError) -> bool:
    """Look beneath requests' wrapping for whether there was a connection at all."""
    reason = getattr(error.args[0], "reason", None) if error.args else None
    return isinstance(reason, (urllib.NewConnectionError, urllib.ConnectTimeoutError))


def _refusal(status: int, headers: Mapping[str, str], content: bytes) -> Failure:
    """Read an error reply, in Google's shape or as a web page of something in between."""
    body = _error_body(content)
    message = str(body.get("message", "")) if body else ""
    trouble = _trouble(status, _reasons(body), message)
    return Failure(
        trouble,
        f"{status}: {message}".rstrip(": ")[:500],
        # A 503 in Google's own shape comes from before the work; a bare 5xx from anywhere.
        unapplied=trouble is not Trouble.DOWN or (status == 503 and bool(body)),
        retry_after=_seconds(headers.get("Retry-After") or headers.get("retry-after")),
    )


def _trouble(status: int, reasons: set[str], message: str) -> Trouble:  # noqa: PLR0911
    if status == 429 or (status == 403 and reasons & _QUOTA_REASONS):
        return Trouble.QUOTA
    if status == 403 and "storageQuotaExceeded" in reasons:
        return Trouble.NO_STORAGE
    if status == 403 and reasons & _DISABLED_REASONS:
        return Trouble.SERVICE_DISABLED
    if status in {401, 403}:
        return Trouble.DENIED if status == 403 else Trouble.CREDENTIALS
    if status in {404, 410}:
        return Trouble.NOT_FOUND
    if status >= 500 or status == 408:
        return Trouble.DOWN
    return _trouble_of_message(status, message.casefold())


def _trouble_of_message(status: int, message: str) -> Trouble:
    """Tell refusals apart for which Google has one code, 400, and only words."""
    if "protected cell" in message:
        return Trouble.PROTECTED
    if status in {409, 412} or "revision" in message or "already exists" in message:
        return Trouble.STALE
    return Trouble.REFUSED


def _error_body(content: bytes) -> Body:
    try:
        body = json.loads(content)
    except ValueError:
        return {}
    error = body.get("error") if isinstance(body, dict) else None
    return error if isinstance(error, dict) else {}


def _reasons(body: Body) -> set[str]:
    entries = [*body.get("details", []), *body.get("errors", [])]
    return {str(entry.get("reason")) for entry in entries} | {str(body.get("status"))}


def _seconds(retry_after: str | None) -> float | None:
    """Read ``Retry-After``: seconds; None for none or for a date, which Google never sends."""
    try:
        return max(0.0, float(retry_after)) if retry_after else None
    except ValueError:
        return None


def _detail(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:500]
