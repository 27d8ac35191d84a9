"""A person's consent: asked, kept, refreshed, refused and withdrawn."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from google.auth.transport.requests import Request

from connectors.forms.client import FormsClient
from connectors.google.access import GoogleAccess
from connectors.google.consent import ask_consent
from connectors.google.credentials import SCOPES, OAuthToken
from connectors.google.rate_limit import NoRateLimit
from connectors.google.retry import RetryPolicy
from connectors.google.token_file import KeptCredentials, save_token
from connectors.google.transport import Endpoints
from connectors.workspace.server import RunningWorkspace
from loket.errors import AccessError, ConfigurationError, LocalError
from tests.connectors.factories import OWNER
from tests.connectors.google.oauth_server import Browser, OAuthServer, oauth_server


@pytest.fixture
def oauth(monkeypatch: pytest.MonkeyPatch) -> Iterator[OAuthServer]:
    """Google's endpoints on this machine, which has no certificate for them."""
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
    with oauth_server(OWNER) as server:
        monkeypatch.setattr(
            "google.oauth2.credentials._GOOGLE_OAUTH2_TOKEN_ENDPOINT", f"{server.url}/token"
        )
        yield server


@pytest.fixture
def browser() -> Iterator[Browser]:
    browser = Browser()
    yield browser
    browser.close()


def kept(folder: Path, oauth: OAuthServer, browser: Browser) -> Path:
    path = folder / "oauth-token.json"
    save_token(path, ask_consent(oauth.client_file(folder), say=browser))
    return path


def reach(path: Path, served: RunningWorkspace) -> GoogleAccess:
    retry = RetryPolicy(attempts=2, sleep=lambda _: None)
    where = Endpoints.at(served.url)
    return GoogleAccess(OAuthToken(path), where, retry=retry, limit=NoRateLimit())


def expire(path: Path, **changes: str) -> None:
    """Let the access token in a file be of yesterday."""
    content = json.loads(path.read_text())
    path.write_text(json.dumps({**content, "expiry": "2020-01-01T00:00:00Z", **changes}))


def test_consent_is_kept_for_its_owner_only_and_opens_the_way(
    tmp_path: Path, oauth: OAuthServer, browser: Browser, served: RunningWorkspace
) -> None:
    path = kept(tmp_path, oauth, browser)
    assert path.stat().st_mode & 0o777 == 0o600
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        "client-secrets.json",
        "oauth-token.json",
    ]
    content = json.loads(path.read_text())
    assert content["scopes"] == list(SCOPES)
    assert content["refresh_token"] == "refresh-1"
    access = reach(path, served)
    assert FormsClient(access).create_empty("Formulir")["formId"]
    access.close()
    assert [form["grant_type"] for form in oauth.asked] == ["authorization_code"]
    browser.close()
    assert "You may close this window" in browser.pages[0]


def test_refreshed_token_is_kept_so_that_the_next_process_asks_for_none(
    tmp_path: Path, oauth: OAuthServer, browser: Browser, served: RunningWorkspace
) -> None:
    path = kept(tmp_path, oauth, browser)
    expire(path)
    oauth.replacement = "refresh-2"
    for _ in range(2):
        access = reach(path, served)
        FormsClient(access).create_empty("Formulir")
        access.close()
    grants = [form["grant_type"] for form in oauth.asked]
    assert grants == ["authorization_code", "refresh_token"]
    assert json.loads(path.read_text())["refresh_token"] == "refresh-2"
    assert path.stat().st_mode & 0o777 == 0o600


def test_consent_given_anew_meanwhile_is_not_overwritten(
    tmp_path: Path, oauth: OAuthServer, browser: Browser
) -> None:
    path = kept(tmp_path, oauth, browser)
    old = KeptCredentials.of_file(path, list(SCOPES))
    expire(path, refresh_token="refresh-of-the-new-consent")
    old.refresh(Request())
    assert json.loads(path.read_text())["refresh_token"] == "refresh-of-the-new-consent"
    path.unlink()
    old.refresh(Request())
    assert old.token == OWNER


def test_withdrawn_consent_says_what_to_type_and_no_secret(
    tmp_path: Path, oauth: OAuthServer, browser: Browser, served: RunningWorkspace
) -> None:
    path = kept(tmp_path, oauth, browser)
    expire(path)
    oauth.revoked = True
    access = reach(path, served)
    with pytest.raises(AccessError, match=r"credentials are refused.*`loket login`") as caught:
        FormsClient(access).get("f1")
    access.close()
    assert "refresh-1" not in str(caught.value)
    assert "rahasia-klien" not in str(caught.value)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        pytest.param({"declines": True}, "access_denied", id="declined"),
        pytest.param({"revoked": True}, "invalid_grant", id="code refused"),
        pytest.param({"grants": frozenset(SCOPES[1:])}, f"lacks {SCOPES[0]}", id="a box unticked"),
        pytest.param({"refresh_token": ""}, "no token that lasts", id="no lasting token"),
    ],
)
def test_consent_that_is_not_given_in_full_is_none(
    tmp_path: Path, oauth: OAuthServer, browser: Browser, state: dict[str, Any], words: str
) -> None:
    for name, value in state.items():
        setattr(oauth, name, value)
    with pytest.raises(AccessError, match="loket login") as caught:
        ask_consent(oauth.client_file(tmp_path), say=browser)
    assert words in caught.value.message


def test_nobody_is_waited_for_for_ever(tmp_path: Path, oauth: OAuthServer) -> None:
    with pytest.raises(AccessError, match=r"Nobody consented within 0\.01 seconds"):
        ask_consent(oauth.client_file(tmp_path), say=lambda _: None, patience=0.01)


def test_taken_port_is_told(tmp_path: Path, oauth: OAuthServer) -> None:
    port = int(oauth.url.rpartition(":")[2])
    with pytest.raises(LocalError, match=f"Port {port} .* --port"):
        ask_consent(oauth.client_file(tmp_path), say=lambda _: None, port=port)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(None, "There is no OAuth client", id="no file"),
        pytest.param("{}", "holds no OAuth client", id="something else"),
        pytest.param('{"installed": {"client_id": "a"}}', "holds no OAuth client", id="half"),
        pytest.param(
            '{"web": {"client_id": "a", "auth_uri": "b", "token_uri": "c", "client_secret": "d"}}',
            "of an installed application",
            id="a web client",
        ),
    ],
)
def test_client_file_that_is_none(tmp_path: Path, content: str | None, words: str) -> None:
    path = tmp_path / "client-secrets.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(ConfigurationError, match="Desktop app") as caught:
        ask_consent(path, say=lambda _: None)
    assert words in caught.value.message
