"""No exception of Google's services or of the libraries under them escapes unmapped."""

from __future__ import annotations

import http.client
import inspect
import json
from types import ModuleType
from typing import Any

import google.auth.exceptions
import googleapiclient.errors
import gspread.exceptions
import httplib2
import pytest
import requests.exceptions
import urllib3.exceptions

from connectors.google.errors import LIBRARY_ERRORS, failure_of
from connectors.google.failure import Failure, Target, Trouble, error_of
from loket.errors import (
    AccessError,
    AmbiguousWrite,
    ConfigurationError,
    DataError,
    LoketError,
    Overtaken,
    Protected,
    QuotaExceeded,
    UnavailableError,
)

MODULES = (
    google.auth.exceptions,
    googleapiclient.errors,
    gspread.exceptions,
    httplib2.error,
    requests.exceptions,
    urllib3.exceptions,
    http.client,
)
TARGET = Target("form", "1abc", "listing its responses")


def own_exceptions(module: ModuleType) -> list[type[Exception]]:
    return [
        found
        for _, found in inspect.getmembers(module, inspect.isclass)
        if issubclass(found, Exception)
        and not issubclass(found, Warning)
        and found.__module__ == module.__name__
    ]


def a_response(status: int, body: bytes | dict[str, Any], **headers: str) -> requests.Response:
    response = requests.Response()
    response.status_code = status
    response.headers.update({name.replace("_", "-"): text for name, text in headers.items()})
    response._content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return response


def an_exception(kind: type[Exception]) -> Exception:
    """Make one as it is when raised; the libraries' constructors differ too much to be called."""
    error = kind.__new__(kind)
    if isinstance(error, gspread.exceptions.APIError):
        return gspread.exceptions.APIError(a_response(500, b""))
    if isinstance(error, googleapiclient.errors.HttpError):
        error.resp, error.content = httplib2.Response({"status": "500"}), b""
        error.uri, error.error_details, error.reason = "", "", ""
    if isinstance(error, google.auth.exceptions.GoogleAuthError):
        error._retryable = False
    if isinstance(error, http.client.IncompleteRead):
        error.partial, error.expected = b"", 1
    if isinstance(error, urllib3.exceptions.IncompleteRead):
        error.partial, error.expected = 1, 1
    if isinstance(error, urllib3.exceptions.InvalidChunkLength):
        error.partial, error.length = 1, b""
    if isinstance(error, requests.RequestException):
        return requests.JSONDecodeError("", "", 0) if "JSONDecode" in kind.__name__ else kind()
    return error


@pytest.mark.parametrize(
    "kind",
    [kind for module in MODULES for kind in own_exceptions(module)],
    ids=lambda kind: f"{kind.__module__}.{kind.__name__}",
)
def test_no_exception_is_missed(kind: type[Exception]) -> None:
    assert issubclass(kind, LIBRARY_ERRORS)
    failure = failure_of(an_exception(kind))
    assert isinstance(error_of(failure, TARGET, write=False), LoketError)


@pytest.mark.parametrize("trouble", Trouble, ids=lambda trouble: trouble.name)
def test_each_error_names_what_was_accessed_and_a_remedy(trouble: Trouble) -> None:
    error = error_of(Failure(trouble, "kata Google"), TARGET, write=True)
    assert "form 1abc (listing its responses)" in error.message
    assert "kata Google" in error.message
    assert error.remedy


def a_refusal(message: str = "", reason: str = "", status: str = "") -> dict[str, Any]:
    details = [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason}]
    return {"error": {"message": message, "status": status, "details": details}}


def an_old_refusal(reason: str) -> dict[str, Any]:
    return {"error": {"message": "", "errors": [{"domain": "usageLimits", "reason": reason}]}}


HTML = b"<!DOCTYPE html><title>Error 502</title>"


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        pytest.param(429, a_refusal(reason="RATE_LIMIT_EXCEEDED"), QuotaExceeded, id="429"),
        pytest.param(403, an_old_refusal("userRateLimitExceeded"), QuotaExceeded, id="403 quota"),
        pytest.param(403, an_old_refusal("storageQuotaExceeded"), AccessError, id="403 storage"),
        pytest.param(403, a_refusal(reason="SERVICE_DISABLED"), AccessError, id="403 API off"),
        pytest.param(403, a_refusal(status="PERMISSION_DENIED"), AccessError, id="403"),
        pytest.param(403, HTML, AccessError, id="403 page"),
        pytest.param(401, b"", AccessError, id="401"),
        pytest.param(404, a_refusal(), ConfigurationError, id="404"),
        pytest.param(
            400,
            a_refusal("You are trying to edit a protected cell or object."),
            Protected,
            id="400 protected",
        ),
        pytest.param(400, a_refusal("Revision mismatch"), Overtaken, id="400 revision"),
        pytest.param(400, a_refusal("Invalid value"), DataError, id="400"),
        pytest.param(413, HTML, DataError, id="413"),
        pytest.param(500, a_refusal(), UnavailableError, id="500"),
        pytest.param(502, HTML, UnavailableError, id="502 page"),
        pytest.param(503, b"[1, 2", UnavailableError, id="503 cut short"),
        pytest.param(504, b'["error"]', UnavailableError, id="504 of another shape"),
    ],
)
def test_a_reply_is_told_by_its_status_and_reason(
    status: int, body: bytes | dict[str, Any], expected: type[LoketError]
) -> None:
    response = a_response(status, body)
    by_session = failure_of(requests.HTTPError(response=response))
    by_client = failure_of(
        googleapiclient.errors.HttpError(
            httplib2.Response({"status": str(status)}), response.content
        )
    )
    assert by_session == by_client
    assert type(error_of(by_session, TARGET, write=False)) is expected


def refused() -> Exception:
    """Give requests' exception of a connection that nobody accepted."""
    cause = urllib3.exceptions.NewConnectionError(None, "refused")  # type: ignore[arg-type]
    pool = urllib3.HTTPConnectionPool("x.example")
    reason = urllib3.exceptions.MaxRetryError(pool, "/", cause)
    return requests.exceptions.ConnectionError(reason)


@pytest.mark.parametrize(
    ("error", "retried", "repeated"),
    [
        # (what happened, whether a reading is tried again, whether a write is)
        pytest.param(refused(), True, True, id="refused"),
        pytest.param(requests.ConnectTimeout(), True, True, id="no connection in time"),
        pytest.param(requests.ConnectionError("reset"), True, False, id="reset"),
        pytest.param(requests.ReadTimeout(), True, False, id="no reply in time"),
        pytest.param(requests.exceptions.ChunkedEncodingError(), True, False, id="cut short"),
        pytest.param(json.JSONDecodeError("", "", 0), True, False, id="half a reply"),
        pytest.param(
            google.auth.exceptions.TransportError(),  # type: ignore[no-untyped-call]
            True,
            True,
            id="no token: nothing was sent",
        ),
        pytest.param(
            google.auth.exceptions.RefreshError("invalid_grant"),  # type: ignore[no-untyped-call]
            False,
            False,
            id="revoked",
        ),
        pytest.param(
            google.auth.exceptions.RefreshError("500", retryable=True),  # type: ignore[no-untyped-call]
            True,
            True,
            id="token service fails",
        ),
        pytest.param(requests.HTTPError(response=a_response(429, b"")), True, True, id="429"),
        pytest.param(
            requests.HTTPError(response=a_response(503, a_refusal())), True, True, id="503"
        ),
        pytest.param(
            requests.HTTPError(response=a_response(503, HTML)), True, False, id="503 page"
        ),
        pytest.param(
            requests.HTTPError(response=a_response(500, a_refusal())), True, False, id="500"
        ),
        pytest.param(
            requests.HTTPError(response=a_response(400, a_refusal())), False, False, id="400"
        ),
    ],
)
def test_a_write_is_repeated_only_if_it_certainly_did_not_happen(
    error: Exception, retried: bool, repeated: bool
) -> None:
    failure = failure_of(error)
    assert failure.may_be_retried(write=False) is retried
    assert failure.may_be_retried(write=True) is repeated
    in_doubt = isinstance(error_of(failure, TARGET, write=True), AmbiguousWrite)
    assert in_doubt is (retried and not repeated)


@pytest.mark.parametrize(
    ("text", "seconds"), [("7", 7.0), ("-1", 0.0), ("Wed, 21 Oct 2026 07:28:00 GMT", None)]
)
def test_retry_after_is_read(text: str, seconds: float | None) -> None:
    response = a_response(429, b"", Retry_After=text)
    assert failure_of(requests.HTTPError(response=response)).retry_after == seconds


def test_a_programming_error_is_none_of_googles() -> None:
    with pytest.raises(TypeError, match="ZeroDivisionError"):
        failure_of(ZeroDivisionError())
