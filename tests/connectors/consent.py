"""A person's consent for the embedded workspace: its token comes from the token service there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from google.auth.credentials import Credentials
from google.oauth2 import credentials as person

from connectors.google.credentials import SCOPES, Identity


@dataclass(frozen=True)
class Consent(Identity):
    """An identity without a token yet, which it asks the server at ``url`` for."""

    url: str = ""

    def load(self, scopes: Sequence[str] = SCOPES) -> Credentials:
        found: Credentials = person.Credentials(  # type: ignore[no-untyped-call]
            token=None,
            refresh_token=self.email,
            token_uri=f"{self.url}/token",
            client_id="loket",
            client_secret="-",
        )
        return found
