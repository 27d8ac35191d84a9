"""Each alert is told once when it begins and once when it is over, whatever else goes wrong."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest

from pipeline.signals.alerts import (
    Alert,
    as_json,
    begun_and_over,
    delivered,
    from_json,
    judged,
    owed,
    remaining,
)
from pipeline.signals.conditions import Condition, Kind, Verdict
from tests.pipeline.office_factory import at

START = at("2026-11-20T12:00")

NAME = "drift: tab 'Konsultan'"

STORIES = [
    pytest.param(".", "", id="well"),
    pytest.param("X", "A begun", id="begins"),
    pytest.param("XXX", "A begun", id="goes on and is told once"),
    pytest.param("X.", "A begun, A over", id="is over"),
    pytest.param("X...", "A begun, A over", id="stays over"),
    pytest.param("X?X?.", "A begun, A over", id="a pass that cannot tell changes nothing"),
    pytest.param("X.X.", "A begun, A over, B begun, B over", id="comes again"),
    pytest.param("xX", "A begun", id="undelivered and tried again"),
    pytest.param("xx.", "A begun, A over", id="undelivered until it is over"),
    pytest.param("xo", "", id="never delivered"),
    pytest.param("xo.", "A begun, A over", id="delivered late"),
    pytest.param("XoX", "A begun", id="back before anybody knew that it was over"),
    pytest.param("XoX.", "A begun, A over", id="and then over"),
    pytest.param("Xoo.", "A begun, A over", id="its end undelivered and tried again"),
]
"""Each letter is a pass: X wrong, . well, ? not known; x and o: wrong or well, and the channel is
out of order. The notices that arrive name the occurrence, A being the first."""


@pytest.mark.parametrize(("story", "told"), STORIES)
def test_stories(story: str, told: str) -> None:
    alerts: dict[str, Alert] = {}
    arrived: list[str] = []
    occurrences: list[str] = []
    for number, letter in enumerate(story):
        now = START + number * timedelta(minutes=10)
        alerts = from_json(json.loads(json.dumps(as_json(judged(alerts, said(letter, now), now)))))
        for notice in owed(alerts, "mail") if letter not in "xo" else ():
            occurrence, state = notice.id.split(".")[1:]
            occurrences += [occurrence] if occurrence not in occurrences else []
            arrived.append(f"{'AB'[occurrences.index(occurrence)]} {state}")
            alerts = delivered(alerts, "mail", notice)
        alerts = remaining(alerts, ["mail"])
    assert ", ".join(arrived) == told
    if not story.endswith(("o", "x")):
        assert bool(alerts) == (story[-1] in "X?")


def said(letter: str, now: datetime) -> Verdict:
    wrong = {NAME: Condition("A header is gone.", START)} if letter in "Xx" else {}
    return Verdict(wrong, frozenset(set() if letter == "?" else Kind))


def test_each_channel_gets_what_it_is_owed() -> None:
    """Mail was out of order until the alert was over and back again; the webhook never was."""
    alerts = judged({}, said("X", START), START)
    (notice,) = owed(alerts, "webhook")
    alerts = delivered(alerts, "webhook", notice)
    alerts = remaining(judged(alerts, said(".", START), later(1)), ["webhook", "mail"])
    assert [each.id[-5:] for each in owed(alerts, "mail")] == ["begun", ".over"]
    (notice,) = owed(alerts, "webhook")
    alerts = remaining(delivered(alerts, "webhook", notice), ["webhook", "mail"])
    again = judged(alerts, said("X", START), later(2))
    assert [each.id for each in owed(again, "webhook")] == [each.id for each in owed(again, "mail")]
    assert len(owed(again, "mail")) == 1
    assert list(begun_and_over(alerts, again)) == [(NAME, again[NAME])]


def later(passes: int) -> datetime:
    return START + passes * timedelta(minutes=10)


def test_an_id_is_plain_and_names_the_moment() -> None:
    (notice,) = owed(judged({}, said("X", START), START), "mail")
    assert notice.id == "drift--tab--Konsultan-.20261120T050000.begun"


def test_alerts_that_stand_are_not_news() -> None:
    alerts = judged({}, said("X", START), START)
    assert list(begun_and_over({}, alerts)) == [(NAME, alerts[NAME])]
    after = judged(alerts, said("X", START), START)
    assert list(begun_and_over(alerts, after)) == []
