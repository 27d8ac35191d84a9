"""A change whose reply is lost is looked for before it is made again; messages name the form."""

from __future__ import annotations

import pytest

from connectors.ledger.ledger import Ledger
from connectors.workspace.faults import Fault
from connectors.workspace.outages import gone
from loket.errors import AmbiguousWrite, ConfigurationError
from loket.vocabulary import Form
from pipeline.intake.date_question import offer_dates
from pipeline.questionnaires.question_titles import form_title
from tests.pipeline.office_factory import OpenOffice

CHANGE = "forms.forms.batchUpdate"
OPTIONS = ("Senin, 23 November 2026",)


@pytest.mark.parametrize(("drop", "changes"), [("before", 2), ("after", 1)])
def test_dates_are_offered_once_though_the_reply_is_lost(
    opened: OpenOffice, drop: str, changes: int
) -> None:
    opened.workspace.faults.add(Fault(CHANGE, drop="before" if drop == "before" else "after"))
    with opened.watched() as seen, Ledger(opened.config.with_name("other.sqlite")) as ledger:
        offer_dates(opened.office, ledger, OPTIONS, check=True)
    assert [request.method_id for request in seen].count(CHANGE) == changes
    with opened.watched() as again, Ledger(opened.config.with_name("other.sqlite")) as ledger:
        offer_dates(opened.office, ledger, OPTIONS, check=True)
    assert [request.method_id for request in again] == ["forms.forms.get"]


def test_dates_whose_reply_is_lost_again_are_left_to_the_next_pass(opened: OpenOffice) -> None:
    opened.workspace.faults.add(Fault(CHANGE, drop="before", times=2))
    with (
        Ledger(opened.config.with_name("other.sqlite")) as ledger,
        pytest.raises(AmbiguousWrite, match=form_title(Form.REGISTRATION)),
    ):
        offer_dates(opened.office, ledger, OPTIONS, check=True)


@pytest.mark.parametrize("form", Form)
def test_a_message_about_a_form_names_it(opened: OpenOffice, form: Form) -> None:
    form_id = str(opened.settings.forms.of(form).id)
    opened.workspace.faults.add(gone(form_id))
    with pytest.raises(ConfigurationError, match=rf"'{form_title(form)}' {form_id} \(reading"):
        opened.office.forms.get(form_id)
