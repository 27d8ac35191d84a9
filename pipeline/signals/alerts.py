"""Which alerts begin, go on and are over, and who is still to be told: state in, state out. Pure.

Each alert is told twice over each channel: when it begins, and when it is over. What could not be
delivered is still owed, so it is tried again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from pipeline.signals.conditions import Verdict, kind_of

_BEGUN, _OVER = 1, 2
"""How many notices of an alert have been delivered over a channel."""


@dataclass(frozen=True)
class Alert:
    """Something that is wrong, or was until ``over``.

    ``begun``: when it was noticed; ``since``: when it began as far as is known; ``told``: notices
    delivered, by channel.
    """

    text: str
    begun: datetime
    since: datetime
    over: datetime | None = None
    told: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Notice:
    """What a channel is to be told: that an alert has begun, or that it is over.

    ``id`` is the same each time that it is told.
    """

    id: str
    name: str
    text: str
    since: datetime
    over: datetime | None


Alerts = Mapping[str, Alert]
"""The alerts that stand, or of whose end somebody is still to be told, by name."""


def judged(before: Alerts, verdict: Verdict, now: datetime) -> dict[str, Alert]:
    """Give the alerts as they are after a verdict."""
    after = {name: _judged(name, alert, verdict, now) for name, alert in before.items()}
    for name, condition in verdict.wrong.items():
        if name not in before:
            after[name] = Alert(condition.text, now, condition.since)
    return after


def _judged(name: str, alert: Alert, verdict: Verdict, now: datetime) -> Alert:
    wrong = verdict.wrong.get(name)
    if wrong is None:
        is_over = alert.over is None and kind_of(name) in verdict.judged
        return replace(alert, over=now) if is_over else alert
    if alert.over is None:
        return alert
    # It is wrong again before everybody knows that it was over: those who do are told anew.
    told = {channel: number for channel, number in alert.told.items() if number < _OVER}
    if len(told) < len(alert.told):
        return Alert(wrong.text, now, wrong.since, told=told)
    return replace(alert, over=None)


def owed(alerts: Alerts, channel: str) -> list[Notice]:
    """Give what a channel is still to be told, in the order of time."""
    found: list[tuple[datetime, Notice]] = []
    for name, alert in alerts.items():
        told = alert.told.get(channel, 0)
        if told < _BEGUN:
            found.append((alert.begun, _notice(name, alert, None)))
        if told < _OVER and alert.over:
            found.append((alert.over, _notice(name, alert, alert.over)))
    return [notice for _, notice in sorted(found, key=lambda each: (each[0], each[1].id))]


def delivered(alerts: Alerts, channel: str, notice: Notice) -> dict[str, Alert]:
    """Give the alerts once a channel has taken a notice."""
    alert = alerts[notice.name]
    told = {**alert.told, channel: _OVER if notice.over else _BEGUN}
    return {**alerts, notice.name: replace(alert, told=told)}


def remaining(alerts: Alerts, channels: Collection[str]) -> dict[str, Alert]:
    """Give the alerts without those that are over as every channel knows."""
    return {
        name: alert
        for name, alert in alerts.items()
        if alert.over is None or any(alert.told.get(each, 0) < _OVER for each in channels)
    }


def _notice(name: str, alert: Alert, over: datetime | None) -> Notice:
    stamp = f"{alert.begun.astimezone(UTC):%Y%m%dT%H%M%S}"
    plain = "".join(each if each.isascii() and each.isalnum() else "-" for each in name)
    state = "over" if over else "begun"
    return Notice(f"{plain}.{stamp}.{state}", name, alert.text, alert.since, over)


def as_json(alerts: Alerts) -> dict[str, Any]:
    """Give alerts as JSON data, for the ledger."""
    return {
        name: {
            "text": alert.text,
            "begun": alert.begun.isoformat(),
            "since": alert.since.isoformat(),
            "over": alert.over.isoformat() if alert.over else None,
            "told": dict(alert.told),
        }
        for name, alert in alerts.items()
    }


def from_json(data: Mapping[str, Any]) -> dict[str, Alert]:
    """Read what ``as_json`` gave."""
    return {
        name: Alert(
            text=each["text"],
            begun=datetime.fromisoformat(each["begun"]),
            since=datetime.fromisoformat(each["since"]),
            over=datetime.fromisoformat(each["over"]) if each["over"] else None,
            told=each["told"],
        )
        for name, each in data.items()
    }


def begun_and_over(before: Alerts, after: Alerts) -> Iterable[tuple[str, Alert]]:
    """Give the alerts that have begun or come to their end between two states."""
    for name, alert in after.items():
        was = before.get(name)
        if was is None or was.begun != alert.begun or (was.over is None) != (alert.over is None):
            yield name, alert
