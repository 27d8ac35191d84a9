"""A form that suddenly lists nothing, and a ledger that remembers nothing, empty no tab."""

from __future__ import annotations

from pathlib import Path

from loket import columns as c
from loket.vocabulary import Form, Service
from pipeline import tabs
from tests.pipeline.office_factory import SCHEDULE, WEEK, OpenOffice, code_of_client
from tests.pipeline.test_survey import a_feedback

CLINIC = (tabs.REGISTRATIONS, SCHEDULE, tabs.CAPACITIES, tabs.WAITING_LIST, tabs.PROBLEMS)


def empty(office: OpenOffice, form: Form) -> None:
    """Delete every response of a form, as its owner does."""
    form_id = str(office.settings.forms.of(form).id)
    for response in office.office.forms.list_responses(form_id):
        office.visitor.delete(form_id, response.response_id, office.settings.google.owner)


def forget(folder: Path) -> None:
    """Delete the ledger."""
    for path in folder.glob("loket.sqlite*"):
        path.unlink()


def test_registrations_stay_where_they_are(drafted: OpenOffice) -> None:
    before = [drafted.rows(tab) for tab in CLINIC]
    empty(drafted, Form.REGISTRATION)
    forget(drafted.config.parent)
    for minute in (10, 20):
        drafted.at(f"2026-11-16T09:{minute}")
        report = drafted.sync()
        assert report.exit_code == 65
        assert "Form 'Pendaftaran Clean & Clear' lists no response" in str(report.errors[0])
        after = [drafted.rows(tab) for tab in CLINIC]
        assert all(now.equals(then) for now, then in zip(after, before, strict=True))
    drafted.register(Service.COOPERATIVE, name="Dewi Lestari", phone="081255550000")
    assert drafted.sync().exit_code == 0


def test_figures_of_the_feedback_stay_as_they_are(drafted: OpenOffice) -> None:
    code = code_of_client(drafted.look(), "Asep Suryana")
    drafted.at(f"{WEEK.days[4]}T17:00")
    drafted.sync()
    drafted.submit(Form.FEEDBACK, a_feedback("444444444") | {c.FEEDBACK_CODE: code})
    drafted.sync()
    before = drafted.rows(tabs.EVALUATIONS)
    assert list(before[c.FEEDBACK_COUNT]) == [1]
    empty(drafted, Form.FEEDBACK)
    forget(drafted.config.parent)
    report = drafted.sync()
    assert [error.exit_code for error in report.errors] == [65]
    assert "holds 1 of them" in str(report.errors[0])
    assert drafted.rows(tabs.EVALUATIONS).equals(before)


def test_new_office_lists_nothing_and_misses_nothing(opened: OpenOffice) -> None:
    assert [opened.codes(form) for form in Form] == [[], [], []]
    assert opened.sync(full=True).exit_code == 0
