"""The real clients, pointed at an embedded workspace, and its clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httplib2
from google.oauth2.credentials import Credentials
from google_auth_httplib2 import AuthorizedHttp
from googleapiclient.discovery import build
from googleapiclient.errors import HttpError

from connectors.workspace.server import RunningWorkspace

OWNER = "pemilik@kantor.example"
STAFF = "staf@kantor.example"
ROBOT = "loket@proyek.iam.example"
STRANGER = "orang@lain.example"


@dataclass
class Clock:
    """A clock that stands still until a test moves it."""

    now: datetime = datetime(2026, 11, 21, 3, 4, 5, 123456, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@dataclass
class Google:
    """google-api-python-client's services for one identity; each has its own connection."""

    running: RunningWorkspace
    actor: str

    @property
    def forms(self) -> Any:
        return self._service("forms", "v1", "/").forms()

    @property
    def drive(self) -> Any:
        return self._service("drive", "v3", "/drive/v3/")

    @property
    def sheets(self) -> Any:
        return self._service("sheets", "v4", "/").spreadsheets()

    def _service(self, api: str, version: str, path: str) -> Any:
        http = _OneShotHttp(timeout=10)
        return build(
            api,
            version,
            http=AuthorizedHttp(_credentials(self.actor), http=http),
            client_options={"api_endpoint": self.running.url + path},
            static_discovery=True,
        )


def _credentials(actor: str) -> Credentials:
    return Credentials(token=actor)  # type: ignore[no-untyped-call]


class _OneShotHttp(httplib2.Http):  # type: ignore[misc]
    """Closes its connections after each request, so that no test leaves one open."""

    def request(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().request(*args, **kwargs)
        finally:
            self.close()


def failure(request: Any) -> tuple[int, str]:
    """Execute a request that must fail; give status and message."""
    try:
        request.execute()
    except HttpError as error:
        return error.resp.status, error.reason
    raise AssertionError("the request succeeded")
