"""The settings of what Loket tells those who are not there: health file, pings, alerts."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

CONFIDENTIAL = frozenset({"ping_success", "ping_failure", "webhook", "password"})
"""Keys whose values no message repeats: somebody may have typed a secret there."""

_SECRET = re.compile(r"(env:[A-Za-z_]\w*|file:.+)")
_ADDRESS = re.compile(r"https?://\S+")


def _place_of_secret(value: str) -> str:
    if not _SECRET.fullmatch(value):
        raise ValueError("give where the secret is: env:NAME or file:PATH")
    return value


def _address(value: str) -> str:
    if not _ADDRESS.fullmatch(value) and not _SECRET.fullmatch(value):
        raise ValueError("give an address (https://…), or where it is: env:NAME or file:PATH")
    return value


SecretPlace = Annotated[str, AfterValidator(_place_of_secret)]
"""Where a secret is: ``env:NAME`` or ``file:PATH``, relative to the folder of ``config.yaml``."""
Address = Annotated[str, AfterValidator(_address)]
"""An address, or where it is if it is a secret in itself."""


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Signals(_Section):
    """What is written and called after each pass."""

    health_file: Path | None = None
    ping_success: Address | None = None
    ping_failure: Address | None = None
    timeout_s: float = Field(5, gt=0, le=60)
    """Seconds that a ping, a webhook or a mail server may take to answer."""


class Smtp(_Section):
    """The server that takes the mail, who sends it and who gets it."""

    host: str = Field(min_length=1)
    port: int = Field(587, ge=1, le=65535)
    security: Literal["starttls", "tls", "none"] = "starttls"
    ca_file: Path | None = None
    """Certificates to trust in place of the system's, for an office's own mail server."""
    user: str | None = None
    password: SecretPlace | None = None
    sender: str = Field(pattern=r"^[^@\s]+@[^@\s]+$")
    to: tuple[Annotated[str, Field(pattern=r"^[^@\s,]+@[^@\s,]+$")], ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _safe(self) -> Smtp:
        if self.user and not self.password:
            raise ValueError("user needs password: env:NAME or file:PATH")
        if self.user and self.security == "none":
            raise ValueError("a password goes over TLS only: security must be starttls or tls")
        return self


class Alerts(_Section):
    """When somebody is told that something is wrong, and how."""

    webhook: Address | None = None
    smtp: Smtp | None = None
    failures: int = Field(3, ge=1)
    """So many passes in a row have failed."""
    quarantine_percent: float = Field(20, ge=0, le=100)
    """Of the responses of the last ``sync.closed_weeks`` weeks more than this cannot be read."""
    quarantine_least: int = Field(3, ge=1)
    """Fewer than so many unreadable responses are no alert, whatever their share."""
    quota_percent: float = Field(60, gt=0, le=100)
    """Calls of one minute, by all Lokets of this machine, of what Google allows."""
