"""One answer to a form, as Google lists it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from loket.errors import UnavailableError


@dataclass(frozen=True)
class RawResponse:
    """One version of one response. An edit keeps ``response_id`` and ``created``.

    ``answers`` maps question ids to the texts given, in order; unanswered questions are absent.
    ``payload`` is Google's own JSON, whole.
    """

    response_id: str
    created: datetime
    submitted: datetime
    answers: Mapping[str, tuple[str, ...]] = field(hash=False)
    payload: Mapping[str, Any] = field(hash=False, compare=False, repr=False)

    @classmethod
    def of(cls, payload: Mapping[str, Any]) -> RawResponse:
        """Read an item of ``responses.list``; raises UnavailableError if it is no response."""
        try:
            return cls(
                response_id=payload["responseId"],
                created=_instant(payload["createTime"]),
                submitted=_instant(payload["lastSubmittedTime"]),
                answers={key: _texts(answer) for key, answer in payload.get("answers", {}).items()},
                payload=payload,
            )
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise UnavailableError(
                f"Google listed a response that cannot be understood ({error!r}).",
                remedy="Try again later; if it stays, report this message.",
            ) from error

    def answering(self, answers: Mapping[str, tuple[str, ...]]) -> RawResponse:
        """Give the same response with just these answers, as texts."""
        told = {
            key: {"questionId": key, "textAnswers": {"answers": [{"value": t} for t in texts]}}
            for key, texts in answers.items()
        }
        others = {key: self.payload[key] for key in _KEPT if key in self.payload}
        return RawResponse.of({**others, "answers": told} if told else others)


_KEPT = ("responseId", "createTime", "lastSubmittedTime")


def _texts(answer: Mapping[str, Any]) -> tuple[str, ...]:
    answers = answer.get("textAnswers", {}).get("answers", [])
    return tuple(entry.get("value", "") for entry in answers)


def _instant(text: str) -> datetime:
    """Read RFC 3339 with up to nine decimals; what follows the microseconds is dropped."""
    return datetime.fromisoformat(text).astimezone(UTC)
