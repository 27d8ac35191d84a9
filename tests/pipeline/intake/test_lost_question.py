"""A form that has lost a question stops what depends on it for as long as it lacks it."""

from __future__ import annotations

import pytest

from connectors.forms.items import placed_questions
from loket import columns as c
from loket.vocabulary import Form
from pipeline import tabs
from pipeline.setup.setup import initialise
from tests.pipeline.office_factory import SCHEDULE, WEEK, Answers, OpenOffice, a_registration
from transforms.reading.indonesian import option_text


def lose(office: OpenOffice, form: Form, key: str) -> None:
    """Delete a question in the form's editor."""
    mapping = office.settings.forms.of(form)
    definition = office.office.forms.get(str(mapping.id))
    questions = placed_questions(definition)
    (place,) = [q.index for q in questions if q.question_id == mapping.questions[key]]
    delete = {"deleteItem": {"location": {"index": place}}}
    office.office.forms.batch_update(str(mapping.id), [delete])


@pytest.mark.parametrize("key", [c.PHONE, c.NAME])
def test_every_pass_tells_of_it_until_it_is_asked_again(drafted: OpenOffice, key: str) -> None:
    lose(drafted, Form.REGISTRATION, key)
    drafted.at("2026-11-16T09:00")
    person: Answers = {c.NAME: "Yayah Rokayah", c.PHONE: "081255550000", key: ""}
    drafted.submit(Form.REGISTRATION, a_registration() | person)
    code = drafted.codes(Form.REGISTRATION)[-1]
    before = [drafted.rows(tab) for tab in (tabs.REGISTRATIONS, tabs.PROBLEMS, SCHEDULE)]
    for minute in (10, 20):
        drafted.at(f"2026-11-16T09:{minute}")
        report = drafted.sync()
        assert report.exit_code == 65
        assert "has lost the question" in str(report.errors[0])
        after = [drafted.rows(tab) for tab in (tabs.REGISTRATIONS, tabs.PROBLEMS, SCHEDULE)]
        assert all(now.equals(then) for now, then in zip(after, before, strict=True))

    initialise(drafted.office, drafted.config)
    drafted.at("2026-11-16T09:40")
    assert drafted.sync().exit_code == 0
    known = {*drafted.rows(tabs.REGISTRATIONS)[c.CODE], *drafted.rows(tabs.PROBLEMS)[c.CODE]}
    assert code in known


def test_dates_that_cannot_be_offered_stop_nothing_else(opened: OpenOffice) -> None:
    lose(opened, Form.REGISTRATION, c.DATES)
    opened.staff.fill(tabs.CLOSURES, [(WEEK.days[2], "Rapat dinas")])
    for _ in range(2):
        report = opened.sync()
        assert (report.outcome, report.exit_code) == ("partial", 65)
        assert opened.settings.forms.registration.questions[c.DATES] in str(report.errors[0])
        days = opened.rows(tabs.CAPACITIES)[c.DATE]
        assert WEEK.days[2] not in set(days)

    initialise(opened.office, opened.config)
    assert opened.sync().exit_code == 0
    form = opened.settings.forms.registration
    (question,) = [
        placed
        for placed in placed_questions(opened.office.forms.get(str(form.id)))
        if placed.question_id == form.questions[c.DATES]
    ]
    offered = [option["value"] for option in question.options]
    assert option_text(WEEK.days[1]) in offered
    assert option_text(WEEK.days[2]) not in offered
