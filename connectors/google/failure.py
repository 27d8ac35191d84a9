"""What went wrong with one call to Google, and the error of Loket that says so."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

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


class Trouble(Enum):
    """What went wrong, told apart by what is to be done about it."""

    QUOTA = "the quota is used up"
    DOWN = "Google's service fails"
    UNREACHED = "Google cannot be reached"
    CUT_OFF = "the connection broke or the reply was cut short"
    CREDENTIALS = "the credentials are refused"
    DENIED = "access is refused"
    SERVICE_DISABLED = "the API is not switched on for this project"
    NO_STORAGE = "this account cannot own files"
    PROTECTED = "a cell is protected against this account"
    NOT_FOUND = "there is no such file"
    STALE = "somebody changed it in the meantime"
    REFUSED = "the request is refused"
    MISCONFIGURED = "the address cannot be used"


_PASSING = {Trouble.QUOTA, Trouble.DOWN, Trouble.UNREACHED, Trouble.CUT_OFF}

_ERRORS: dict[Trouble, type[LoketError]] = {
    Trouble.QUOTA: QuotaExceeded,
    Trouble.DOWN: UnavailableError,
    Trouble.UNREACHED: UnavailableError,
    Trouble.CUT_OFF: UnavailableError,
    Trouble.CREDENTIALS: AccessError,
    Trouble.DENIED: AccessError,
    Trouble.SERVICE_DISABLED: AccessError,
    Trouble.NO_STORAGE: AccessError,
    Trouble.PROTECTED: Protected,
    Trouble.NOT_FOUND: ConfigurationError,
    Trouble.STALE: Overtaken,
    Trouble.REFUSED: DataError,
    Trouble.MISCONFIGURED: ConfigurationError,
}

_REMEDIES = {
    Trouble.QUOTA: "The next pass tries again. If it lasts, see the quotas of the Cloud project.",
    Trouble.DOWN: "Nothing to do: the next pass tries again.",
    Trouble.UNREACHED: "Check the network, and if a certificate is refused this machine's clock "
    "(for the embedded workspace: that it runs), then try again.",
    Trouble.CUT_OFF: "Check the network, then try again.",
    Trouble.CREDENTIALS: "With google.credentials: oauth run `loket login`. With a service account "
    "put a new key where google.service_account_file in config.yaml says.",
    Trouble.DENIED: "Share the file as editor with Loket's account (google.loket in config.yaml; "
    "client_email in a service account's key).",
    Trouble.SERVICE_DISABLED: "Switch on the Sheets, Forms and Drive APIs in the Cloud project.",
    Trouble.NO_STORAGE: "Create the file as a person and share it with this account, "
    "or use a shared drive, or a person's token (google.credentials: oauth).",
    Trouble.PROTECTED: "Let the spreadsheet's owner add Loket's account to the protected range.",
    Trouble.NOT_FOUND: "Correct its id in config.yaml, or run `loket init`.",
    Trouble.STALE: "Nothing to do: the next pass reads it again.",
    Trouble.REFUSED: "Nothing was written. Report this message.",
    Trouble.MISCONFIGURED: "Correct the address in config.yaml.",
}


@dataclass(frozen=True)
class Target:
    """What is accessed, for messages: ``Target("form", "1FAIp…", "reading its responses")``."""

    what: str
    file_id: str = ""
    purpose: str = ""

    def __str__(self) -> str:
        name = f"{self.what} {self.file_id}".strip()
        return f"{name} ({self.purpose})" if self.purpose else name


@dataclass(frozen=True)
class Failure:
    """One failed call. ``unapplied`` is set if a write certainly did not happen.

    ``retry_after`` holds the seconds that the server asks to wait.
    """

    trouble: Trouble
    detail: str
    unapplied: bool = True
    retry_after: float | None = None

    def may_be_retried(self, *, write: bool) -> bool:
        """Whether trying again makes sense and can do no harm."""
        return self.trouble in _PASSING and (self.unapplied or not write)


def error_of(failure: Failure, target: Target, *, write: bool) -> LoketError:
    """Give the error to raise for a failure that is not tried again."""
    what = f"Google {target}: {failure.trouble.value} ({failure.detail})."
    if write and not failure.unapplied:
        return AmbiguousWrite(
            f"{what} Whether the change was made is not known.",
            remedy="Nothing to do: the next pass reads again what stands there.",
        )
    return _ERRORS[failure.trouble](what, remedy=_REMEDIES[failure.trouble])
