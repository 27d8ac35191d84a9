"""Google's quotas a minute and user, which can be switched on."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from connectors.workspace.call import GoogleError
from connectors.workspace.discovery import Method


@dataclass(frozen=True)
class Quotas:
    """Requests a minute and user. A batch counts as one; Drive's requests count neither way."""

    sheets_reads: int = 60
    sheets_writes: int = 60
    forms_reads: int = 390
    forms_response_lists: int = 180
    forms_writes: int = 150


class QuotaMeter:
    """Counts requests by whole minutes of the clock and refuses those beyond the quota."""

    def __init__(self, quotas: Quotas) -> None:
        self._quotas = quotas
        self._minute = ""
        self._used: Counter[tuple[str, str]] = Counter()
        self._lock = threading.Lock()

    def count(self, method: Method, actor: str | None, now: datetime) -> None:
        """Count one request; raises Google's 429 if the quota of this minute is used up."""
        kind = _kind(method)
        if kind is None:
            return
        name, limit = kind, getattr(self._quotas, kind)
        with self._lock:
            minute = now.isoformat(timespec="minutes")
            if minute != self._minute:
                self._minute = minute
                self._used.clear()
            self._used[name, actor or ""] += 1
            if self._used[name, actor or ""] <= limit:
                return
        raise rate_limit_exceeded(method, limit)


def rate_limit_exceeded(method: Method, limit: int) -> GoogleError:
    """Give the 429 that Google sends when a quota is used up."""
    access = "Read" if method.is_read else "Write"
    metric = f"{access} requests"
    service = f"{method.api.partition('.')[0]}.googleapis.com"
    info = {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": "RATE_LIMIT_EXCEEDED",
        "domain": "googleapis.com",
        "metadata": {
            "service": service,
            "quota_metric": f"{service}/{access.lower()}_requests",
            "quota_limit": f"{access}RequestsPerMinutePerUser",
            "quota_limit_value": str(limit),
            "consumer": "projects/0",
        },
    }
    return GoogleError(
        429,
        "RESOURCE_EXHAUSTED",
        f"Quota exceeded for quota metric '{metric}' and limit '{metric} per minute per user' "
        f"of service '{service}' for consumer 'project_number:0'.",
        (info,),
    )


def _kind(method: Method) -> str | None:
    api = method.api.partition(".")[0]
    if api == "drive":
        return None
    if method.id == "forms.forms.responses.list":
        return "forms_response_lists"
    return f"{api}_{'reads' if method.is_read else 'writes'}"
