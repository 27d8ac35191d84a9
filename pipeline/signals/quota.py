"""How near passes came to Google's quotas, by the calls on record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from connectors.google.rate_limit import Family
from connectors.ledger.run_ledger import Run

_MINUTE = timedelta(minutes=1)


def busiest(finished: Sequence[Run]) -> tuple[str, float, int]:
    """Give the kind of call that used most of its quota at the end of the latest pass.

    finished: passes newest first. The kind's name, its calls a minute, and how many of them Google
    allows one user. A pass that took longer than a minute counts with its mean.
    """
    end = finished[0].finished
    calls: Counter[str] = Counter()
    for run in finished:
        if end and run.finished and end - run.finished < _MINUTE:
            for family, number in run.api_calls.get("by_family", {}).items():
                calls[family] += number * min(
                    1.0, _MINUTE / max(run.finished - run.started, _MINUTE)
                )
    quotas = {family.value[0]: family.per_minute for family in Family}
    name = max(quotas, key=lambda family: calls[family] / quotas[family])
    return name, calls[name], quotas[name]
