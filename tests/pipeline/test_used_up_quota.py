"""Google answers 429 with Retry-After, again and again: what does not depend on it is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from connectors.google.access import GoogleAccess
from connectors.google.retry import RetryPolicy
from connectors.workspace.faults import Fault
from loket import columns as c
from loket.errors import QuotaExceeded
from loket.vocabulary import Form
from pipeline.office import Office
from pipeline.order import Order
from pipeline.sync import locked_sync
from tests.pipeline.office_factory import DRAFTED, SCHEDULE, OpenOffice

LIST, BATCH = "forms.forms.responses.list", "sheets.spreadsheets.batchUpdate"


@pytest.fixture
def waits() -> list[float]:
    """The seconds that the office would have slept."""
    return []


@pytest.fixture
def office(opened: OpenOffice, waits: list[float]) -> Iterator[Office]:
    """An office that is patient without sleeping."""
    patience, loket = RetryPolicy(sleep=waits.append), opened.settings.google.loket
    access = GoogleAccess.embedded(opened.workspace.url, loket, retry=patience)
    yield replace(opened.office, access=access)
    access.close()


def test_what_is_refused_for_good_is_told_once_and_the_rest_is_done(
    opened: OpenOffice, office: Office, waits: list[float]
) -> None:
    code = opened.register()
    opened.at(DRAFTED)
    opened.workspace.faults.add(Fault(LIST))  # the form for registrations answers
    opened.workspace.faults.rate_limit(LIST, times=4, retry_after=45)
    report = locked_sync(office, Order(opened.clock.now))
    assert waits == [45, 45, 45]
    assert (report.outcome, report.exit_code) == ("partial", 69)
    (error,) = report.errors
    feedback = opened.settings.forms.of(Form.FEEDBACK).id
    assert str(error) == (
        f"Google form 'Umpan Balik Clean & Clear' {feedback} (listing its responses): "
        "the quota is used up (429: Quota exceeded for quota metric 'Read requests' and limit "
        "'Read requests per minute per user' of service 'forms.googleapis.com' for consumer "
        "'project_number:0'.). "
        "The next pass tries again. If it lasts, see the quotas of the Cloud project."
    )
    assert opened.rows(SCHEDULE)[c.CODE].tolist() == [code]

    late = opened.register(name="Aan Herlina", phone="0812-9999-0000", business="Usaha Aan")
    opened.workspace.faults.rate_limit(BATCH, times=3, retry_after=3600)
    with pytest.raises(QuotaExceeded):
        locked_sync(office, Order(opened.clock.now))
    assert waits[3:] == [60, 60], "two minutes, not hours"
    assert opened.rows(SCHEDULE)[c.CODE].tolist() == [code]
    assert locked_sync(office, Order(opened.clock.now)).exit_code == 0
    assert set(opened.rows(SCHEDULE)[c.CODE]) == {code, late}
