"""Asks a person for their consent: they open an address in a browser, Google sends them back here.

The way of installed applications (RFC 8252): a server on the loopback address waits for the one
request with which the browser brings the code, and exchanges it for the tokens.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from google.oauth2 import credentials as person
from google_auth_oauthlib.flow import InstalledAppFlow, WSGITimeoutError
from oauthlib.oauth2 import OAuth2Error

from connectors.google.credentials import SCOPES, reading
from connectors.google.errors import LIBRARY_ERRORS, failure_of
from connectors.google.failure import Target, error_of
from loket.errors import AccessError, ConfigurationError, LocalError

PATIENCE = 300.0
"""Seconds that a person has, from the address being told to their consent."""
TIMEOUT = 60.0
"""Seconds that the token endpoint has for its answer."""

_AGAIN = "Run `loket login` again"


def ask_consent(
    client_file: Path,
    *,
    say: Callable[[str], None],
    port: int = 0,
    patience: float = PATIENCE,
    scopes: Sequence[str] = SCOPES,
) -> person.Credentials:
    """Give the credentials to which a person has consented; they last beyond the access token.

    ``say`` is given the address to open. Port 0 takes a free one. Raises ConfigurationError for a
    client file that is none, AccessError without a full consent, LocalError if the port is taken,
    and UnavailableError if Google does not answer.
    """
    flow = _flow(client_file, say, scopes)
    try:
        found: person.Credentials = flow.run_local_server(
            host="127.0.0.1",
            port=port,
            authorization_prompt_message="",
            success_message="Loket has the consent. You may close this window.",
            open_browser=False,
            timeout_seconds=patience,
            # Without this Google gives somebody who has consented before no lasting token.
            prompt="consent",
        )
    except WSGITimeoutError as error:
        raise AccessError(
            f"Nobody consented within {patience:g} seconds.",
            remedy=f"{_AGAIN} and open the address that it prints at once.",
        ) from error
    except OAuth2Error as error:
        raise _refused(error) from error
    except Warning as warning:
        raise _narrowed(warning, scopes) from warning
    except LIBRARY_ERRORS as error:
        target = Target("token endpoint", purpose="exchanging the consent")
        raise error_of(failure_of(error), target, write=False) from error
    except OSError as error:
        raise LocalError(
            f"Port {port} of 127.0.0.1 cannot be used: {error.strerror}.",
            remedy="Choose another one with --port, or leave that out.",
        ) from error
    return _lasting(found)


class _ToldFlow(InstalledAppFlow):  # type: ignore[misc]  # the library is untyped
    """Tells the address through ``say``, and does not wait for ever for the token endpoint."""

    say: Callable[[str], None]

    def authorization_url(self, **options: Any) -> tuple[str, str]:
        url, state = super().authorization_url(**options)
        self.say(url)
        return url, state

    def fetch_token(self, **options: Any) -> Any:
        return super().fetch_token(timeout=TIMEOUT, **options)


def _flow(client_file: Path, say: Callable[[str], None], scopes: Sequence[str]) -> _ToldFlow:
    remedy = (
        "In the Cloud console make an OAuth client of the type Desktop app, download its JSON and "
        "name that file in config.yaml (google.client_secrets_file)."
    )
    with reading(client_file, "OAuth client", remedy):
        flow: _ToldFlow = _ToldFlow.from_client_secrets_file(str(client_file), list(scopes))
    if flow.client_type != "installed" or "client_secret" not in flow.client_config:
        raise ConfigurationError(
            f"{client_file} holds no OAuth client of an installed application.", remedy=remedy
        )
    flow.say = say
    return flow


def _refused(error: OAuth2Error) -> AccessError:
    """Name the reason in OAuth's own word, which says nothing about the person."""
    return AccessError(
        f"There is no consent: {error.error or type(error).__name__}.",
        remedy=f"{_AGAIN}, choose the office's account and allow everything that Google lists.",
    )


def _narrowed(warning: Warning, scopes: Sequence[str]) -> Exception:
    """Tell what is lacking; oauthlib warns by an exception where a person has unticked boxes."""
    granted = getattr(warning, "new_scope", None)
    if granted is None:
        return warning
    lacking = sorted(set(scopes) - set(granted))
    return AccessError(
        f"The consent lacks {', '.join(lacking) or 'nothing, but names other scopes'}.",
        remedy=f"{_AGAIN} and tick every box on Google's page.",
    )


def _lasting(found: person.Credentials) -> person.Credentials:
    if not found.refresh_token:
        raise AccessError(
            "Google gave no token that lasts.",
            remedy="Withdraw Loket's access in the account's security settings at Google, then run "
            "`loket login` again.",
        )
    return found
