"""An office without a service account: a person consents, and Loket works as that person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from connectors.google.access import GoogleAccess
from connectors.google.consent import ask_consent
from connectors.google.credentials import OAuthToken
from connectors.google.drive import DriveClient
from connectors.google.token_file import save_token
from connectors.google.transport import GOOGLE, Endpoints
from loket.errors import ConfigurationError, LocalError
from pipeline.configuration.settings import Settings


@dataclass(frozen=True)
class Login:
    """Where the consent is kept, and whose it is."""

    path: Path
    account: str


def log_in(
    settings: Settings, *, say: Callable[[str], None], port: int, endpoints: Endpoints = GOOGLE
) -> Login:
    """Ask for consent, keep it, and try it out; ``say`` is given the address to open.

    Raises ConfigurationError where config.yaml does not ask for a person's consent, AccessError
    where it is not given, and LocalError where it cannot be kept.
    """
    _require_oauth(settings)
    google = settings.google
    consent = ask_consent(settings.path(google.client_secrets_file), say=say, port=port)
    path = settings.path(google.oauth_token_file)
    try:
        save_token(path, consent)
    except OSError as error:
        raise LocalError(
            f"The consent cannot be kept in {path}: {error.strerror}.",
            remedy="Check the folder and its permissions (google.oauth_token_file).",
        ) from error
    access = GoogleAccess(
        OAuthToken(path),
        endpoints,
        timeout=google.timeout_s,
        quota_folder=settings.path(google.quota_folder),
    )
    try:
        return Login(path, DriveClient(access).account())
    finally:
        access.close()


def _require_oauth(settings: Settings) -> None:
    if settings.google.workspace is not None:
        raise ConfigurationError(
            "config.yaml is set to the embedded workspace, which takes no consent.",
            remedy="Remove google.workspace to work with real Google.",
        )
    if settings.google.credentials != "oauth":
        raise ConfigurationError(
            "config.yaml is set to a service account, which needs no consent.",
            remedy="Set google.credentials to oauth to work as a person.",
        )
