"""Checks of who Loket is to Google: credentials, the line, the clock, the token, the account."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from connectors.google.credentials import SCOPES
from connectors.google.probe import granted_scopes
from loket.errors import AccessError, LocalError
from pipeline.configuration.settings import Settings
from pipeline.doctor.case import Case, Premises
from pipeline.doctor.finding import Finding, error, ok, warning
from pipeline.doctor.machine import private
from pipeline.office import credential_source

_ALL_OF_DRIVE = "https://www.googleapis.com/auth/drive"
"""Who may do everything in Drive may do all that Loket does."""

_SLOW, _WRONG = timedelta(minutes=1), timedelta(minutes=5)
"""How far a clock may be off before to warn, and before Google refuses keys signed by it."""


def credentials(premises: Premises) -> Iterator[Finding]:
    """Read the file of the key or the token; raises LoketError where it is none."""
    settings = premises.settings
    if settings.google.workspace is not None:
        yield ok(f"The embedded workspace takes {settings.google.loket} at its word.")
        return
    source = credential_source(settings)
    source.load()
    yield ok(f"{source.path} can be read (google.credentials: {settings.google.credentials}).")
    yield from private(source.path, "everything that this account may do at Google")


def network(case: Case) -> Iterator[Finding]:
    """Ask for an answer, whatever it is; raises UnavailableError where none comes."""
    _ = case.clock_offset
    yield ok(f"{case.office.access.endpoints.sheets} answers.")


def clock(case: Case) -> Iterator[Finding]:
    """Compare this machine's clock with the date of a reply."""
    offset = case.clock_offset
    said = f"This machine's clock is {abs(offset).total_seconds():.0f} seconds "
    said += "ahead of" if offset > timedelta() else "behind"
    said += " Google's."
    remedy = "Set the clock: `timedatectl set-ntp true`, then look at `timedatectl`."
    if abs(offset) > _WRONG:
        yield error(LocalError(said, remedy=remedy))
    elif abs(offset) > _SLOW:
        yield warning(said, affects="when weeks are drafted, released and frozen", remedy=remedy)
    else:
        yield ok(said)


def token(case: Case) -> Iterator[Finding]:
    """Get an access token; raises AccessError where it may do less than Loket needs."""
    if case.settings.google.workspace is not None:
        yield ok("The embedded workspace knows no scopes.")
        return
    granted = granted_scopes(case.office.access)
    lacking = [scope for scope in SCOPES if scope not in granted]
    if lacking and _ALL_OF_DRIVE not in granted:
        raise AccessError(
            f"The token lacks the scope {', '.join(lacking)}.", remedy=_remedy(case.settings)
        )
    yield ok(f"The token is taken and has the {len(SCOPES)} scopes that Loket needs.")


def _remedy(settings: Settings) -> str:
    if settings.google.credentials == "oauth":
        return "Run `loket login` and tick every box on Google's page."
    return "Let the service account's key be used with these scopes (Cloud console, API controls)."


def account(case: Case) -> Iterator[Finding]:
    """Ask Google who this is; another account than config.yaml names is kept out of protection."""
    known, named = case.account, case.settings.google.loket
    if known.casefold() == named.casefold():
        yield ok(f"Loket works as {known}.")
    else:
        yield warning(
            f"Loket works as {known}, but config.yaml names {named} (google.loket).",
            affects="protected tabs, which let in the account that is named",
            remedy=f"Write {known} there and run `loket init`.",
        )
