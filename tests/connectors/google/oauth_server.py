"""Google's authorisation, token and tokeninfo endpoints, as far as an installed application goes.

The access token that it gives is an e-mail address, which the embedded workspace takes for the
identity: so consent, refresh and calls are tried in one piece.
"""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import requests

Json = dict[str, Any]


@dataclass
class OAuthServer:
    """What the person at the browser does, what Google does with tokens, and what was asked."""

    account: str
    url: str = ""
    declines: bool = False
    grants: frozenset[str] | None = None
    """The scopes that the person leaves ticked; None: all."""
    revoked: bool = False
    refresh_token: str = "refresh-1"
    replacement: str = ""
    """A new refresh token that a refresh brings."""
    asked: list[Json] = field(default_factory=list)
    _challenge: str = ""
    _scope: str = ""

    def client_file(self, folder: Path, kind: str = "installed") -> Path:
        """Write the file that the Cloud console gives for an OAuth client."""
        client = {
            "client_id": "loket.apps.example",
            "client_secret": "rahasia-klien",
            "auth_uri": f"{self.url}/auth",
            "token_uri": f"{self.url}/token",
        }
        path = folder / "client-secrets.json"
        path.write_text(json.dumps({kind: client}))
        return path

    def consent(self, query: Json) -> str:
        """Give where the browser is sent after the person has answered."""
        self._challenge, self._scope = query["code_challenge"], query["scope"]
        if self.grants is not None:
            self._scope = " ".join(sorted(self.grants))
        answer = {"error": "access_denied"} if self.declines else {"code": "kode-1"}
        return f"{query['redirect_uri']}?{urlencode({**answer, 'state': query['state']})}"

    def token(self, form: Json) -> tuple[int, Json]:
        """Exchange a code or a refresh token."""
        self.asked.append(form)
        if self.revoked or form["client_secret"] != "rahasia-klien":
            return 400, {"error": "invalid_grant", "error_description": "Token has been revoked."}
        reply = {"access_token": self.account, "expires_in": 3599, "token_type": "Bearer"}
        if form["grant_type"] == "refresh_token":
            if self.replacement:
                reply["refresh_token"] = self.replacement
            return 200, {**reply, "scope": form["scope"]}
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        assert base64.urlsafe_b64encode(digest).decode().rstrip("=") == self._challenge
        return 200, {**reply, "refresh_token": self.refresh_token, "scope": self._scope}

    def token_info(self, form: Json) -> tuple[int, Json]:
        """Tell what a token may do."""
        if form.get("access_token") != self.account:
            return 400, {"error": "invalid_token"}
        return 200, {"scope": " ".join(sorted(self.grants or [])), "expires_in": "3599"}


class Browser:
    """Opens the address that it is told, as the person does."""

    def __init__(self) -> None:
        self.pages: list[str] = []
        self._threads: list[threading.Thread] = []

    def __call__(self, url: str) -> None:
        thread = threading.Thread(target=self._open, args=(url,))
        self._threads.append(thread)
        thread.start()

    def _open(self, url: str) -> None:
        with requests.Session() as session:
            session.trust_env = False
            self.pages.append(session.get(url, timeout=10).text)

    def close(self) -> None:
        for thread in self._threads:
            thread.join()


@contextmanager
def oauth_server(account: str) -> Iterator[OAuthServer]:
    """Serve the endpoints while the block runs."""
    state = OAuthServer(account)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(302)
            self.send_header("Location", state.consent(_flat(urlsplit(self.path).query)))
            self.end_headers()

        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
            answer = state.token_info if self.path == "/tokeninfo" else state.token
            form = {**_client(self.headers["Authorization"]), **_flat(sent)}
            status, reply = answer(form)
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(reply).encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        state.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield state
        finally:
            server.shutdown()
            thread.join()


def _client(authorization: str | None) -> Json:
    """Read a client's id and secret where they stand in the header, as Google allows."""
    if authorization is None:
        return {}
    name, _, secret = base64.b64decode(authorization.split()[1]).decode().partition(":")
    return {"client_id": name, "client_secret": secret}


def _flat(query: str) -> Json:
    return {name: values[0] for name, values in parse_qs(query).items()}
