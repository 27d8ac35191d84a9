"""Credentials, time-outs and counts; the same connection under both of Google's libraries."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from connectors.forms.client import FormsClient
from connectors.google.access import GoogleAccess
from connectors.google.credentials import (
    SCOPES,
    CredentialSource,
    OAuthToken,
    ServiceAccount,
    consumer_of,
)
from connectors.google.rate_limit import Consumer, Family
from connectors.google.retry import RetryPolicy
from connectors.google.transport import GOOGLE, Endpoints
from connectors.sheets.client import SpreadsheetClient
from connectors.workspace.faults import Fault
from connectors.workspace.server import RunningWorkspace
from loket.errors import AccessError, ConfigurationError, UnavailableError
from tests.connectors.factories import OWNER, ZONE, an_access

TOKEN = {"refresh_token": "r", "client_id": "c", "client_secret": "s"}


@pytest.fixture(scope="module")
def private_key() -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()


def test_a_service_account_is_loaded_with_the_least_scopes(
    tmp_path: Path, private_key: str
) -> None:
    path = tmp_path / "key.json"
    info = {
        "client_email": "loket@proyek.iam.example",
        "token_uri": "https://oauth2.googleapis.com/token",
        "private_key": private_key,
    }
    path.write_text(json.dumps(info))
    credentials: Any = GoogleAccess(ServiceAccount(path)).credentials
    assert credentials.scopes == list(SCOPES)
    assert not [scope for scope in SCOPES if scope.endswith("/drive")]


def test_a_consent_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / "token.json"
    path.write_text(json.dumps(TOKEN))
    credentials: Any = GoogleAccess(OAuthToken(path)).credentials
    assert credentials.refresh_token == "r"
    assert consumer_of(credentials) == Consumer("c", "c")


@pytest.mark.parametrize(
    ("known", "project"),
    [({"project_id": "proyek-7"}, "proyek-7"), ({}, "proyek.iam.example")],
)
def test_processes_of_one_project_share_its_rate_limit(
    tmp_path: Path, private_key: str, known: dict[str, str], project: str
) -> None:
    limits = []
    for email in ("loket@proyek.iam.example", "lain@proyek.iam.example"):
        path = tmp_path / f"{email}.json"
        info = {"client_email": email, "token_uri": "https://t.example", "private_key": private_key}
        path.write_text(json.dumps({**info, **known}))
        access = GoogleAccess(ServiceAccount(path), quota_folder=tmp_path / "quota")
        assert consumer_of(access.credentials) == Consumer(project, email)
        limits.append(access.rate_limit)
    mine, theirs = limits
    mine.wait(Family.SHEETS_READ)
    usage = theirs.usage()[0]
    assert (usage.used, usage.project_used) == (0, 1)


@pytest.mark.parametrize("kind", [ServiceAccount, OAuthToken])
@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(None, "There is no", id="no file"),
        pytest.param("", "holds no", id="empty"),
        pytest.param("[1]", "holds no", id="a list"),
        pytest.param("{}", "holds no", id="no fields"),
        pytest.param('{"client_email": "a", "token_uri": "b"}', "holds no", id="no key"),
        pytest.param(
            '{"client_email": "a", "token_uri": "b", "private_key": "c"}',
            "holds no",
            id="a broken key",
        ),
    ],
)
def test_a_credential_file_that_is_none_is_a_configuration_error(
    tmp_path: Path, kind: type[ServiceAccount | OAuthToken], content: str | None, words: str
) -> None:
    path = tmp_path / "secret.json"
    if content is not None:
        path.write_text(content)
    source: CredentialSource = kind(path)
    with pytest.raises(ConfigurationError, match=words) as caught:
        FormsClient(GoogleAccess(source)).get("f1")
    assert str(path) in caught.value.message
    assert caught.value.remedy


def test_a_secret_is_never_in_a_message(tmp_path: Path) -> None:
    path = tmp_path / "secret.json"
    path.write_text('{"client_email": "a", "token_uri": "b", "private_key": "RAHASIA"}')
    with pytest.raises(ConfigurationError) as caught:
        ServiceAccount(path).load()
    assert "RAHASIA" not in str(caught.value)


def test_an_identity_that_is_refused_is_an_access_error(served: RunningWorkspace) -> None:
    access = an_access(served.url, "kein-name")
    with pytest.raises(AccessError, match="credentials"):
        FormsClient(access).get("f1")
    with pytest.raises(AccessError, match="credentials"):
        SpreadsheetClient(access, "s1", ZONE).read()
    access.close()


def test_what_is_counted_here_is_counted_at_the_server(
    served: RunningWorkspace, spreadsheet: SpreadsheetClient
) -> None:
    before = len(served.requests)
    counted = spreadsheet.access.calls
    reads, writes = counted.reads, counted.writes
    served.faults.rate_limit("*", times=2, retry_after=1)
    spreadsheet.read()
    form = FormsClient(spreadsheet.access).create_empty("Kecil")
    FormsClient(spreadsheet.access).list_responses(form["formId"])
    seen = served.requests[before:]
    assert counted.reads - reads == sum(request.is_read for request in seen) == 4
    assert counted.writes - writes == sum(not request.is_read for request in seen) == 1
    assert counted.retries == 2


def test_the_rest_of_gspread_goes_the_same_way(spreadsheet: SpreadsheetClient) -> None:
    book = spreadsheet.access.gspread.open_by_key(spreadsheet.spreadsheet_id)
    book.sheet1.update([["a", 1]], "A1")
    assert book.sheet1.get_all_values() == [["a", "1"]]
    assert spreadsheet.access.calls.by_family["sheets write"] == 2


def test_a_reply_that_does_not_come_is_given_up(served: RunningWorkspace) -> None:
    access = GoogleAccess.embedded(served.url, OWNER, retry=RetryPolicy(attempts=1), timeout=0.05)
    served.faults.add(Fault("forms.forms.get", delay=0.3))
    with pytest.raises(UnavailableError, match="ReadTimeout"):
        FormsClient(access).get("f1")
    access.close()


def test_endpoints_are_googles_unless_a_server_is_named() -> None:
    assert GOOGLE.are_google
    assert not Endpoints.at("http://127.0.0.1:8080/").are_google
    assert Endpoints.at("http://127.0.0.1:8080/").forms == "http://127.0.0.1:8080"
