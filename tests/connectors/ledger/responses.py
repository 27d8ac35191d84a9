"""Responses at hours from one start, and what a ledger makes of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from connectors.forms.response import RawResponse
from connectors.ledger.ledger import Ledger

START = datetime(2026, 11, 21, 3, tzinfo=UTC)


def at(hours: float) -> datetime:
    """An instant so many hours after START."""
    return START + timedelta(hours=hours)


def a_response(identity: str, created: float = 0, edited: float | None = None) -> RawResponse:
    """A response to one question, whose answer names it and the hour of this version."""
    submitted = created if edited is None else edited
    texts = [{"value": f"{identity} {submitted}"}]
    return RawResponse.of(
        {
            "responseId": identity,
            "createTime": at(created).isoformat(),
            "lastSubmittedTime": at(submitted).isoformat(),
            "answers": {"q1": {"questionId": "q1", "textAnswers": {"answers": texts}}},
        }
    )


def texts(ledger: Ledger, at: datetime | None = None) -> list[str]:
    """The answers of the responses that are live, or were."""
    return [response.answers["q1"][0] for response in ledger.responses.live("form", at=at)]
