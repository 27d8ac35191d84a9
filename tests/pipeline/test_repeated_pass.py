"""A pass that follows another finds nothing to change, whichever weeks either was asked for."""

from __future__ import annotations

from datetime import timedelta

import pytest

from loket.week import Week
from tests.pipeline.office_factory import WEEK, OpenOffice


def test_instants_between_two_seconds_are_written_once(opened: OpenOffice) -> None:
    opened.clock.now += timedelta(milliseconds=723)
    opened.register(phone="8.12123E+10")
    opened.register(name="Asep Suryana", phone="081200000003")
    outcomes = [opened.sync().outcome, opened.sync().outcome]
    assert outcomes == ["changed", "quiet"]


@pytest.mark.parametrize(
    "week",
    [
        pytest.param(WEEK, id="the drafted week"),
        pytest.param(WEEK.shift(30), id="a week far ahead"),
    ],
)
def test_a_pass_over_one_week_leaves_the_others_as_they_are(
    drafted: OpenOffice, week: Week
) -> None:
    drafted.at("2026-11-19T09:00")
    drafted.sync()
    outcomes = [drafted.sync(weeks=(week,)).outcome, drafted.sync().outcome]
    assert outcomes == ["quiet", "quiet"]
