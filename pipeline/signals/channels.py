"""The ways by which alerts reach people, as the settings name them."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from connectors.signals.mail import Letter, MailServer, send_mail
from connectors.signals.web_call import post_json
from loket.errors import ConfigurationError
from loket.vocabulary import TIME_ZONE
from pipeline.configuration.settings import Settings
from pipeline.configuration.signal_settings import Smtp
from pipeline.signals.alerts import Notice
from pipeline.signals.conditions import kind_of

Send = Callable[[Notice, datetime], None]
"""Delivers a notice, told at an instant; raises DeliveryError, or ConfigurationError."""

WEBHOOK, MAIL = "webhook", "smtp"


def channels(settings: Settings) -> dict[str, Send]:
    """Give the channels that are set, by name; secrets are read when something is to be sent."""
    found: dict[str, Send] = {}
    if settings.alerts.webhook:
        found[WEBHOOK] = partial(_post, settings, settings.alerts.webhook)
    if settings.alerts.smtp:
        found[MAIL] = partial(_mail, settings, settings.alerts.smtp)
    return found


def revealed(settings: Settings, place: str) -> str:
    """Give what stands at ``env:NAME`` or ``file:PATH``; anything else is itself.

    Raises ConfigurationError where nothing is there.
    """
    kind, _, where = place.partition(":")
    try:
        if kind == "env":
            return os.environ[where].strip()
        if kind == "file":
            return settings.path(Path(where)).read_text("utf-8").strip()
    except (KeyError, OSError, ValueError) as error:
        raise ConfigurationError(
            f"config.yaml names {place} for a secret, and nothing can be read there.",
            remedy="Set the variable for the service, or make the file readable for its user.",
        ) from error
    return place


def as_data(settings: Settings, notice: Notice, at: datetime) -> dict[str, Any]:
    """Give a notice as a webhook gets it; chats show ``text``."""
    return {
        "id": notice.id,
        "office": settings.office.name,
        "alert": notice.name,
        "kind": str(kind_of(notice.name)),
        "state": "over" if notice.over else "begun",
        "since": _local(notice.since),
        "over": _local(notice.over) if notice.over else None,
        "sent": _local(at),
        "text": text_of(notice),
    }


def text_of(notice: Notice) -> str:
    """Say a notice in a line."""
    if notice.over:
        since = f"{notice.over.astimezone(TIME_ZONE):%Y-%m-%d %H:%M}"
        return f"OVER {notice.name}: all is well there again since {since}. It was: {notice.text}"
    return f"ALERT {notice.name}: {notice.text}"


def _post(settings: Settings, place: str, notice: Notice, at: datetime) -> None:
    body = as_data(settings, notice, at)
    post_json(revealed(settings, place), body, timeout=settings.signals.timeout_s)


def _mail(settings: Settings, smtp: Smtp, notice: Notice, at: datetime) -> None:
    server = MailServer(
        host=smtp.host,
        port=smtp.port,
        security=smtp.security,
        sender=smtp.sender,
        user=smtp.user,
        password=revealed(settings, smtp.password) if smtp.password else None,
        ca_file=settings.path(smtp.ca_file) if smtp.ca_file else None,
        timeout=settings.signals.timeout_s,
    )
    word = "over" if notice.over else "ALERT"
    text = f"{settings.office.name}\n\n{text_of(notice)}\n"
    send_mail(server, smtp.to, Letter(notice.id, f"Loket: {word}: {notice.name}", text, at))


def _local(instant: datetime) -> str:
    return instant.astimezone(TIME_ZONE).isoformat("T", "seconds")
