"""Mail by SMTP, over TLS unless the server is this machine's own relay."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Literal

from loket.errors import DeliveryError

Security = Literal["starttls", "tls", "none"]


@dataclass(frozen=True)
class MailServer:
    """A server that takes mail, and as whom; without a user nobody logs in."""

    host: str
    port: int
    security: Security
    sender: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    ca_file: Path | None = None
    timeout: float = 10


@dataclass(frozen=True)
class Letter:
    """What a mail says; ``name`` tells it from every other one, in letters, digits and dots."""

    name: str
    subject: str
    text: str
    at: datetime


def send_mail(server: MailServer, to: Sequence[str], letter: Letter) -> None:
    """Hand a letter to the server; raises DeliveryError unless it takes it for somebody.

    An error names the server and the kind of refusal; addresses and the server's words stay out.
    """
    try:
        connection = _connected(server)
        try:
            if server.user:
                connection.login(server.user, server.password or "")
            connection.send_message(_message(server.sender, to, letter))
            # The letter is taken by now, however the server says good-bye.
            with suppress(smtplib.SMTPException, OSError):
                connection.quit()
        finally:
            connection.close()
    except smtplib.SMTPResponseException as error:
        reason = f"{type(error).__name__} {error.smtp_code}"
        raise DeliveryError(server.host, reason) from None
    except (smtplib.SMTPException, OSError, ValueError) as error:
        raise DeliveryError(server.host, type(error).__name__) from None


def _connected(server: MailServer) -> smtplib.SMTP:
    if server.security == "none":
        return smtplib.SMTP(server.host, server.port, timeout=server.timeout)
    trusted = ssl.create_default_context(cafile=server.ca_file)
    if server.security == "tls":
        return smtplib.SMTP_SSL(server.host, server.port, timeout=server.timeout, context=trusted)
    connection = smtplib.SMTP(server.host, server.port, timeout=server.timeout)
    try:
        connection.starttls(context=trusted)
    except BaseException:
        connection.close()
        raise
    return connection


def _message(sender: str, to: Sequence[str], letter: Letter) -> EmailMessage:
    message = EmailMessage()
    message["From"] = sender
    message["To"] = ", ".join(to)
    message["Subject"] = " ".join(letter.subject.split())
    message["Date"] = format_datetime(letter.at)
    # The same letter sent twice bears the same name, by which mail programs show it once.
    message["Message-ID"] = f"<{letter.name}@{sender.rpartition('@')[2]}>"
    # Nobody's automatic reply is wanted.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    return message
