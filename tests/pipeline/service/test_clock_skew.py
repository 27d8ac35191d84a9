"""Clocks that are off, ours or Google's, hide no response and no deletion."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from connectors.ledger.ledger import Ledger
from connectors.ledger.response_ledger import Recorded
from loket.vocabulary import Form
from pipeline.intake.intake import intake
from pipeline.questionnaires.questionnaires import questionnaires
from tests.pipeline.office_factory import OPENED, OpenOffice, a_registration, at

NOW = at(OPENED)


@pytest.fixture
def ledger(opened: OpenOffice) -> Iterator[Ledger]:
    with Ledger(opened.config.with_name("other.sqlite")) as found:
        yield found


def taken_in(opened: OpenOffice, ledger: Ledger, now: datetime) -> Recorded:
    """What a pass at that time by our clock finds on the registration form, and has written."""
    questionnaire = questionnaires(opened.settings.clinic)[Form.REGISTRATION]
    client, settings = opened.office.forms, opened.settings
    found = intake(Form.REGISTRATION, questionnaire, settings, client, ledger, now=now, full=False)
    ledger.responses.advance({Form.REGISTRATION: found.reached})
    return found.recorded


def submit(opened: OpenOffice, stamp: datetime) -> str:
    opened.clock.now = stamp
    return opened.submit(Form.REGISTRATION, a_registration())


@pytest.mark.parametrize("off", [timedelta(hours=5), timedelta(days=40)])
def test_what_comes_after_googles_clock_was_put_back_is_found(
    opened: OpenOffice, ledger: Ledger, off: timedelta
) -> None:
    submit(opened, NOW + off)
    assert taken_in(opened, ledger, NOW).new == 1
    submit(opened, NOW + timedelta(minutes=5))
    assert taken_in(opened, ledger, NOW + timedelta(minutes=10)).new == 1


@pytest.mark.parametrize("off", [timedelta(days=-2), timedelta(hours=-3), timedelta(hours=9)])
def test_what_comes_while_our_clock_is_off_is_found(
    opened: OpenOffice, ledger: Ledger, off: timedelta
) -> None:
    for number in range(3):
        moment = NOW + timedelta(hours=number)
        submit(opened, moment)
        assert taken_in(opened, ledger, moment + off).new == 1


def test_a_day_that_our_clock_ran_ahead_is_no_day_without_a_full_listing(
    opened: OpenOffice, ledger: Ledger
) -> None:
    submit(opened, NOW)
    link = submit(opened, NOW + timedelta(minutes=1))
    assert link
    assert taken_in(opened, ledger, NOW + timedelta(days=3)).new == 2
    form_id = str(opened.settings.forms.registration.id)
    gone = opened.office.forms.list_responses(form_id)[0].response_id
    opened.visitor.delete(form_id, gone, opened.settings.google.owner)
    assert taken_in(opened, ledger, NOW + timedelta(minutes=10)).deleted == 1
