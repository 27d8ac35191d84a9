"""Who Loket is to Google: a service account, a person's consent, or a name in the open.

The configuration says where secrets are; this is the only place that reads them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import google.auth.exceptions
from google.auth.credentials import Credentials
from google.oauth2 import credentials as person
from google.oauth2 import service_account

from connectors.google.rate_limit import Consumer
from connectors.google.token_file import KeptCredentials
from loket.errors import AccessError, ConfigurationError

SCOPES = (
    "https://www.googleapis.com/auth/spreadsheets",
    "https://www.googleapis.com/auth/forms.body",
    "https://www.googleapis.com/auth/forms.responses.readonly",
    "https://www.googleapis.com/auth/drive.file",
)
"""The least that reading responses, keeping options, writing tabs and sharing one's files need."""


@dataclass(frozen=True)
class ServiceAccount:
    """A service account's key file."""

    path: Path

    def load(self, scopes: Sequence[str] = SCOPES) -> Credentials:
        """Give the credentials; raises ConfigurationError if the file is none."""
        remedy = "Download a new key of the service account and name it in config.yaml."
        with reading(self.path, "service account key", remedy):
            found: Credentials = service_account.Credentials.from_service_account_file(  # type: ignore[no-untyped-call]
                str(self.path), scopes=list(scopes)
            )
        return found


@dataclass(frozen=True)
class OAuthToken:
    """A person's consent: the token file that `loket login` keeps."""

    path: Path

    def load(self, scopes: Sequence[str] = SCOPES) -> Credentials:
        """Give the credentials; raises ConfigurationError if the file is none."""
        with reading(self.path, "OAuth token", "Run `loket login`."):
            return KeptCredentials.of_file(self.path, list(scopes))


@dataclass(frozen=True)
class Identity:
    """An e-mail address, which is all that the embedded workspace asks for."""

    email: str

    def load(self, scopes: Sequence[str] = SCOPES) -> Credentials:  # noqa: ARG002  no scopes there
        """Give credentials whose token is the address itself."""
        found: Credentials = person.Credentials(token=self.email)  # type: ignore[no-untyped-call]
        return found


CredentialSource = ServiceAccount | OAuthToken | Identity


def consumer_of(credentials: Credentials) -> Consumer:
    """Give the consumer whose quota a call with these credentials uses up.

    A token does not tell which person consented. All are taken for one, which never counts too
    little.
    """
    email = getattr(credentials, "service_account_email", "")
    if email:
        return Consumer(getattr(credentials, "project_id", None) or email.partition("@")[2], email)
    client = str(getattr(credentials, "client_id", None) or "")
    return Consumer(client, client)


@contextmanager
def reading(path: Path, what: str, remedy: str) -> Iterator[None]:
    """Say what is wrong with a file of secrets, without what it holds; raises Loket's errors."""
    try:
        yield
    except PermissionError as error:
        raise AccessError(f"The {what} {path} may not be read: {error}.", remedy=remedy) from error
    except OSError as error:
        raise ConfigurationError(f"There is no {what} at {path}.", remedy=remedy) from error
    except (ValueError, AttributeError, google.auth.exceptions.GoogleAuthError) as error:
        raise ConfigurationError(f"{path} holds no {what}: {error}.", remedy=remedy) from error
